package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// closedExpr is what a for goes over: of a resource it is unknown, because its attributes are not all known.
type closedExpr struct {
	*hclsyntax.ParenthesesExpr
}

func (e closedExpr) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, diags := e.Expression.Value(ctx)
	if bare, marks := value.Unmark(); isOpen(bare) {
		value = cty.DynamicVal.WithMarks(marks)
	}
	return value, diags
}

// closeLoops puts a closedExpr under every for below a node.
func closeLoops(node hclsyntax.Node) {
	//nolint:errcheck // The callback reports nothing.
	hclsyntax.VisitAll(node, func(node hclsyntax.Node) hcl.Diagnostics {
		if loop, isLoop := node.(*hclsyntax.ForExpr); isLoop {
			loop.CollExpr = closedExpr{&hclsyntax.ParenthesesExpr{Expression: loop.CollExpr, SrcRange: loop.CollExpr.Range()}}
		}
		return nil
	})
}

// native gives an expression of either syntax as one of the native syntax, so that both mean the same.
func (ev *evaluator) native(expr hcl.Expression) hclsyntax.Expression {
	if native, isNative := expr.(hclsyntax.Expression); isNative {
		return native
	}
	known := ev.natives[expr]
	if known == nil {
		known = nativeOf(expr)
		closeLoops(known)
		ev.natives[expr] = known
	}
	return known
}

func nativeOf(expr hcl.Expression) hclsyntax.Expression {
	place := expr.Range()
	if pairs, diags := hcl.ExprMap(expr); !diags.HasErrors() {
		made := &hclsyntax.ObjectConsExpr{SrcRange: place, OpenRange: place}
		for _, pair := range pairs {
			key := &hclsyntax.ObjectConsKeyExpr{Wrapped: nativeOf(pair.Key), ForceNonLiteral: true}
			made.Items = append(made.Items, hclsyntax.ObjectConsItem{KeyExpr: key, ValueExpr: nativeOf(pair.Value)})
		}
		return made
	}
	if items, diags := hcl.ExprList(expr); !diags.HasErrors() {
		made := &hclsyntax.TupleConsExpr{SrcRange: place, OpenRange: place}
		for _, item := range items {
			made.Exprs = append(made.Exprs, nativeOf(item))
		}
		return made
	}
	value, diags := expr.Value(nil)
	if diags.HasErrors() {
		value = cty.DynamicVal
	}
	if value.Type() != cty.String || !value.IsKnown() || value.IsNull() {
		return &hclsyntax.LiteralValueExpr{Val: value, SrcRange: place}
	}
	unknown := &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal, SrcRange: place}
	if tooDeep(place.Filename+".tf", "${"+value.AsString()+"}") != nil {
		return unknown
	}
	parsed, diags := hclsyntax.ParseTemplate([]byte(value.AsString()), place.Filename, place.Start)
	if diags.HasErrors() {
		return unknown
	}
	return parsed
}
