package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// closedExpr is what a for goes over, or a computed key leads into: of a resource it is unknown, because its attributes are
// not all known.
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

// closeResources puts a closedExpr wherever something below a node could find out which attributes a resource has.
func closeResources(node hclsyntax.Node) {
	//nolint:errcheck // The callback reports nothing.
	hclsyntax.VisitAll(node, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.ForExpr:
			node.CollExpr = closed(node.CollExpr)
		case *hclsyntax.IndexExpr:
			node.Collection = closed(node.Collection)
		}
		return nil
	})
}

func closed(expr hclsyntax.Expression) hclsyntax.Expression {
	return closedExpr{&hclsyntax.ParenthesesExpr{Expression: expr, SrcRange: expr.Range()}}
}

// bare takes an expression out of what only encloses it.
func bare(expr hclsyntax.Expression) hclsyntax.Expression {
	for {
		switch enclosed := expr.(type) {
		case *hclsyntax.ParenthesesExpr:
			expr = enclosed.Expression
		case closedExpr:
			expr = enclosed.Expression
		default:
			return expr
		}
	}
}

// native gives an expression of either syntax as one of the native syntax, so that both mean the same.
func (ev *evaluator) native(expr hcl.Expression) hclsyntax.Expression {
	if native, isNative := expr.(hclsyntax.Expression); isNative {
		return native
	}
	known := ev.natives[expr]
	if known == nil {
		known = nativeOf(expr)
		closeResources(known)
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
