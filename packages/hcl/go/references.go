package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// maxNarrowing bounds in how many instances a choice is looked at; beyond, all that it may refer to is listed.
const maxNarrowing = 256

// referenceWalk collects what an expression refers to, in the order of Terraform. Where every instance chooses the same
// branch, only that branch counts.
type referenceWalk struct {
	scopes []scope
	locals []string
	found  []hcl.Traversal
	// altered tells that the value is not simply what is referred to, all of it and as it is.
	altered bool
}

// referencesOf lists what an expression refers to, and tells whether its value is something else than all of that.
func referencesOf(expr hclsyntax.Expression, scopes []scope) ([]string, bool) {
	if len(scopes) > maxNarrowing {
		scopes = nil
	}
	walk := &referenceWalk{scopes: scopes}
	walk.walk(expr)
	var texts []string
	for _, traversal := range walk.found {
		texts = append(texts, referenceTexts(traversal)...)
	}
	return texts, walk.altered
}

// altering walks parts of which something else is made.
func (w *referenceWalk) altering(exprs ...hclsyntax.Expression) {
	before := len(w.found)
	w.all(exprs...)
	w.altered = w.altered || len(w.found) > before
}

func (w *referenceWalk) all(exprs ...hclsyntax.Expression) {
	for _, expr := range exprs {
		w.walk(expr)
	}
}

func (w *referenceWalk) walk(expr hclsyntax.Expression) {
	switch expr := bare(expr).(type) {
	case nil, *hclsyntax.LiteralValueExpr, *hclsyntax.AnonSymbolExpr:
	case *hclsyntax.ScopeTraversalExpr:
		if !slices.Contains(w.locals, expr.Traversal.RootName()) {
			w.found = append(w.found, expr.Traversal)
		}
	case *hclsyntax.TemplateExpr:
		if namesItsPart(expr) {
			w.all(expr.Parts...)
			return
		}
		w.altering(expr.Parts...)
	case *hclsyntax.TemplateWrapExpr:
		w.walk(expr.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		w.altering(expr.Tuple)
	case *hclsyntax.BinaryOpExpr:
		w.altering(expr.LHS, expr.RHS)
	case *hclsyntax.UnaryOpExpr:
		w.altering(expr.Val)
	case *hclsyntax.TupleConsExpr:
		w.all(expr.Exprs...)
	case *hclsyntax.ObjectConsExpr:
		for _, item := range expr.Items {
			w.altering(item.KeyExpr)
			w.walk(item.ValueExpr)
		}
	case *hclsyntax.ObjectConsKeyExpr:
		if expr.ForceNonLiteral || hcl.ExprAsKeyword(expr.Wrapped) == "" {
			w.walk(expr.Wrapped)
		}
	case *hclsyntax.ForExpr:
		before := len(w.found)
		w.walk(expr.CollExpr)
		outer := w.locals
		w.locals = append(slices.Clone(outer), expr.KeyVar, expr.ValVar)
		if expr.KeyExpr != nil {
			w.walk(expr.KeyExpr)
		}
		// What is written for each member of a constant is as it is written.
		isRepeated := len(w.found) == before && expr.CondExpr == nil
		w.walk(expr.ValExpr)
		if expr.CondExpr != nil {
			w.walk(expr.CondExpr)
		}
		w.locals = outer
		w.altered = w.altered || (len(w.found) > before && !isRepeated && !takesEach(expr))
	case *hclsyntax.SplatExpr:
		if isAttributeOf(expr.Each) {
			w.all(expr.Source, expr.Each)
			return
		}
		w.altering(expr.Source, expr.Each)
	case *hclsyntax.ConditionalExpr:
		if branch := w.branch(expr); branch != nil {
			w.walk(branch)
			return
		}
		w.altering(expr.Condition, expr.TrueResult, expr.FalseResult)
	case *hclsyntax.FunctionCallExpr:
		w.call(expr)
	case *hclsyntax.IndexExpr, *hclsyntax.RelativeTraversalExpr:
		if found := w.member(expr); found != nil {
			w.found = append(w.found, found)
			return
		}
		switch expr := expr.(type) {
		case *hclsyntax.IndexExpr:
			if isOwnKey(expr.Key) {
				w.all(expr.Collection, expr.Key)
				return
			}
			w.altering(expr.Collection, expr.Key)
		case *hclsyntax.RelativeTraversalExpr:
			if namesOnly(expr.Traversal) {
				w.walk(expr.Source)
				return
			}
			w.altering(expr.Source)
		}
	default:
		w.found = append(w.found, expr.Variables()...)
		w.altered = true
	}
}

// namesItsPart tells whether a template means what is put into it: an ARN around an id, or the streams of a log group.
func namesItsPart(expr *hclsyntax.TemplateExpr) bool {
	if len(expr.Parts) != 2 {
		return false
	}
	first, last := literalString(expr.Parts[0]), literalString(expr.Parts[1])
	return strings.HasPrefix(first, "arn:") || last == ":*"
}

// takesEach tells whether a for takes the same attribute of every member, and leaves keys as they are.
func takesEach(expr *hclsyntax.ForExpr) bool {
	value, isTraversal := bare(expr.ValExpr).(*hclsyntax.ScopeTraversalExpr)
	if !isTraversal || value.Traversal.RootName() != expr.ValVar || !namesOnly(value.Traversal[1:]) {
		return false
	}
	if expr.CondExpr != nil || expr.Group {
		return false
	}
	if expr.KeyExpr == nil {
		return true
	}
	key, isTraversal := bare(expr.KeyExpr).(*hclsyntax.ScopeTraversalExpr)
	return isTraversal && len(key.Traversal) == 1 && key.Traversal.RootName() == expr.KeyVar
}

// isAttributeOf tells whether a splat takes an attribute of each member, or the members themselves.
func isAttributeOf(each hclsyntax.Expression) bool {
	switch each := each.(type) {
	case *hclsyntax.AnonSymbolExpr:
		return true
	case *hclsyntax.RelativeTraversalExpr:
		_, isAnonymous := each.Source.(*hclsyntax.AnonSymbolExpr)
		return isAnonymous && namesOnly(each.Traversal)
	}
	return false
}

func namesOnly(traversal hcl.Traversal) bool {
	return !slices.ContainsFunc(traversal, func(step hcl.Traverser) bool {
		_, isAttribute := step.(hcl.TraverseAttr)
		return !isAttribute
	})
}

// isOwnKey tells whether a key is that of the instance itself, or its value, and nothing computed.
func isOwnKey(key hclsyntax.Expression) bool {
	traversal, isTraversal := bare(key).(*hclsyntax.ScopeTraversalExpr)
	if !isTraversal || len(traversal.Traversal) != 2 {
		return false
	}
	root := traversal.Traversal.RootName()
	return root == "each" || root == "count"
}

// values evaluates a part in every instance; nil where it fails in one, or reads what is only known inside a for.
func (w *referenceWalk) values(expr hclsyntax.Expression) []cty.Value {
	if len(w.scopes) == 0 {
		return nil
	}
	variables := expr.Variables()
	for _, traversal := range variables {
		if slices.Contains(w.locals, traversal.RootName()) {
			return nil
		}
	}
	values := make([]cty.Value, len(w.scopes))
	for index, scope := range w.scopes {
		scope.in.ev.silent++
		value, diags := scope.try(expr)
		scope.in.ev.silent--
		if diags.HasErrors() {
			return nil
		}
		values[index], _ = value.Unmark()
	}
	return values
}

// fails tells whether a part cannot be evaluated in any instance.
func (w *referenceWalk) fails(expr hclsyntax.Expression) bool {
	for _, traversal := range expr.Variables() {
		if slices.Contains(w.locals, traversal.RootName()) {
			return false
		}
	}
	for _, scope := range w.scopes {
		scope.in.ev.silent++
		_, diags := scope.try(expr)
		scope.in.ev.silent--
		if !diags.HasErrors() {
			return false
		}
	}
	return len(w.scopes) > 0
}

// same gives the known value that a part has in all instances.
func (w *referenceWalk) same(expr hclsyntax.Expression) (cty.Value, bool) {
	values := w.values(expr)
	if len(values) == 0 {
		return cty.NilVal, false
	}
	for index, value := range values {
		if !value.IsWhollyKnown() {
			return cty.NilVal, false
		}
		if values[index], _ = value.UnmarkDeep(); !values[index].RawEquals(values[0]) {
			return cty.NilVal, false
		}
	}
	return values[0], true
}

func (w *referenceWalk) branch(expr *hclsyntax.ConditionalExpr) hclsyntax.Expression {
	value, isSame := w.same(expr.Condition)
	if !isSame || value.IsNull() {
		return nil
	}
	if value.Type() == cty.String {
		// A condition converts "true" and "false".
		if text := value.AsString(); text != "true" && text != "false" {
			return nil
		} else if text == "true" {
			return expr.TrueResult
		}
		return expr.FalseResult
	}
	if value.Type() != cty.Bool {
		return nil
	}
	if value.True() {
		return expr.TrueResult
	}
	return expr.FalseResult
}

func (w *referenceWalk) call(expr *hclsyntax.FunctionCallExpr) {
	if expr.ExpandFinal {
		// concat(lists...) and the like take every element of one list, too.
		w.pass(expr)
		return
	}
	switch strings.TrimPrefix(expr.Name, "core::") {
	case "try":
		args := expr.Args
		for len(args) > 1 && w.fails(args[0]) {
			args = args[1:]
		}
		if len(args) > 0 && w.certain(args[0]) {
			args = args[:1]
		}
		if len(args) == 1 {
			w.walk(args[0])
			return
		}
		w.altering(args...)
	case "coalesce", "coalescelist":
		w.coalesce(expr.Args)
	case "one", "element":
		if found := w.member(expr); found != nil {
			w.found = append(w.found, found)
			return
		}
		if expr.Name == "one" && len(expr.Args) == 1 {
			// Nothing in the list: the result is null and refers to nothing.
			if value, isSame := w.same(expr.Args[0]); isSame && value.CanIterateElements() && value.LengthInt() == 0 {
				return
			}
			// A list of one, or null.
			w.all(expr.Args...)
			return
		}
		if len(expr.Args) == 2 && isOwnKey(expr.Args[1]) {
			w.all(expr.Args...)
			return
		}
		w.altering(expr.Args...)
	case "join":
		if len(expr.Args) == 2 && w.isOfOne(expr.Args[1]) {
			w.all(expr.Args...)
			return
		}
		w.altering(expr.Args...)
	case "slice":
		if found := w.slice(expr.Args); found != nil {
			w.found = append(w.found, found...)
			return
		}
		w.altering(expr.Args...)
	case "lookup":
		if len(expr.Args) >= 2 {
			if item := w.item(expr.Args[0], expr.Args[1]); item != nil {
				w.walk(item)
				return
			}
		}
		w.altering(expr.Args...)
	default:
		w.pass(expr)
	}
}

// passing functions give all elements of what they are given, unchanged.
var passing = []string{
	"compact", "concat", "distinct", "flatten", "nonsensitive", "reverse", "sensitive", "setunion", "sort", "tolist", "tomap", "toset",
	"tostring", "values",
}

func (w *referenceWalk) pass(expr *hclsyntax.FunctionCallExpr) {
	if slices.Contains(passing, strings.TrimPrefix(expr.Name, "core::")) {
		w.all(expr.Args...)
		return
	}
	w.altering(expr.Args...)
}

// slice reads slice(x[*].id, 1, 3) as x[1].id and x[2].id where the instances of x and the limits are known.
func (w *referenceWalk) slice(args []hclsyntax.Expression) []hcl.Traversal {
	if len(args) != 3 {
		return nil
	}
	var limits [2]int
	for index, arg := range args[1:] {
		value, isSame := w.same(arg)
		if !isSame {
			return nil
		}
		limit, isInt := smallInt(value)
		if !isInt {
			return nil
		}
		limits[index] = limit
	}
	var found []hcl.Traversal
	for place := limits[0]; place < limits[1] && place-limits[0] < maxNarrowing; place++ {
		index := cty.NumberIntVal(int64(place))
		member := w.splatMember(args[0], &index)
		if member == nil {
			return nil
		}
		found = append(found, member)
	}
	if len(found) < limits[1]-limits[0] {
		return nil
	}
	return found
}

// certain tells whether a part has a value whatever is still unknown: it is known, or an argument of a resource that is there.
func (w *referenceWalk) certain(expr hclsyntax.Expression) bool {
	values := w.values(expr)
	if len(values) == 0 {
		return false
	}
	if !slices.ContainsFunc(values, func(value cty.Value) bool { return !value.IsWhollyKnown() }) {
		return true
	}
	found := w.member(expr)
	if found == nil {
		return false
	}
	start := 0
	switch found.RootName() {
	case "data", "resource":
		start = 1
	case "var", "local", "module", "each", "count", "path", "terraform", "self", "ephemeral":
		return false
	}
	rest := found[min(len(found), start+2):]
	if len(rest) > 0 {
		if _, isKey := rest[0].(hcl.TraverseIndex); isKey {
			rest = rest[1:]
		}
	}
	// The instances must be known: an instance that may not be there makes the part fail.
	if len(rest) != 1 {
		return false
	}
	for _, scope := range w.scopes {
		local := traversalText(found[start : start+2])
		if found.RootName() == "data" {
			local = "data." + local
		}
		declared := scope.in.module.resources[local]
		if declared == nil || !scope.in.expand(local, &declared.declared).isKnown {
			return false
		}
	}
	return true
}

func (w *referenceWalk) coalesce(args []hclsyntax.Expression) {
	for index, arg := range args {
		value, isSame := w.same(arg)
		if !isSame && (index == len(args)-1 || w.holdsElements(arg) || w.certain(arg)) {
			w.walk(arg)
			return
		}
		if !isSame {
			w.altering(args[index:]...)
			return
		}
		isEmpty := value.IsNull() || value.Type() == cty.String && value.AsString() == "" ||
			(value.Type().IsListType() || value.Type().IsTupleType()) && value.LengthInt() == 0
		if !isEmpty {
			w.walk(arg)
			return
		}
	}
	w.all(args...)
}

// holdsElements tells whether a list has elements in every instance, known or not.
func (w *referenceWalk) holdsElements(expr hclsyntax.Expression) bool {
	return w.isCounted(expr, func(length int) bool { return length > 0 })
}

// isOfOne tells whether a list has one element in every instance, known or not.
func (w *referenceWalk) isOfOne(expr hclsyntax.Expression) bool {
	return w.isCounted(expr, func(length int) bool { return length == 1 })
}

func (w *referenceWalk) isCounted(expr hclsyntax.Expression, isMeant func(length int) bool) bool {
	values := w.values(expr)
	return len(values) > 0 && !slices.ContainsFunc(values, func(value cty.Value) bool {
		isList := value.Type().IsTupleType() || value.Type().IsListType()
		return !isList || value.IsNull() || !value.IsKnown() || !isMeant(value.LengthInt())
	})
}

// item finds the one item of a written object that a known key names.
func (w *referenceWalk) item(collection, key hclsyntax.Expression) hclsyntax.Expression {
	wanted, isSame := w.same(key)
	if !isSame || wanted.IsNull() {
		return nil
	}
	switch collection := bare(collection).(type) {
	case *hclsyntax.ObjectConsExpr:
		if wanted.Type() != cty.String {
			return nil
		}
		var found hclsyntax.Expression
		for _, item := range collection.Items {
			name, isSame := w.same(item.KeyExpr)
			if !isSame || name.IsNull() || name.Type() != cty.String {
				return nil
			}
			if name.AsString() == wanted.AsString() {
				found = item.ValueExpr
			}
		}
		return found
	case *hclsyntax.TupleConsExpr:
		if index, isIndex := smallInt(wanted); isIndex && index < len(collection.Exprs) {
			return collection.Exprs[index]
		}
	}
	return nil
}

func smallInt(value cty.Value) (int, bool) {
	if value.Type() != cty.Number || value.IsNull() || !value.IsKnown() {
		return 0, false
	}
	number, accuracy := value.AsBigFloat().Int64()
	return int(number), accuracy == 0 && number >= 0 && number < 1<<31
}

// member follows an expression that picks one member by keys that are known, and writes it as if the keys stood there.
func (w *referenceWalk) member(expr hclsyntax.Expression) hcl.Traversal {
	switch expr := bare(expr).(type) {
	case *hclsyntax.ScopeTraversalExpr:
		if slices.Contains(w.locals, expr.Traversal.RootName()) {
			return nil
		}
		return slices.Clone(expr.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		if step, isIndex := expr.Traversal[0].(hcl.TraverseIndex); isIndex {
			if found := w.splatMember(expr.Source, &step.Key); found != nil {
				return append(found, expr.Traversal[1:]...)
			}
		}
		if source := w.member(expr.Source); source != nil {
			return append(source, expr.Traversal...)
		}
	case *hclsyntax.IndexExpr:
		key, isSame := w.same(expr.Key)
		if !isSame {
			return nil
		}
		if found := w.splatMember(expr.Collection, &key); found != nil {
			return found
		}
		source := w.member(expr.Collection)
		if source == nil || key.IsNull() || key.Type() != cty.String && key.Type() != cty.Number {
			return nil
		}
		return append(source, hcl.TraverseIndex{Key: key})
	case *hclsyntax.FunctionCallExpr:
		if expr.ExpandFinal {
			return nil
		}
		switch expr.Name {
		case "element":
			if len(expr.Args) == 2 {
				if index, isSame := w.same(expr.Args[1]); isSame {
					return w.splatMember(expr.Args[0], &index)
				}
			}
		case "one":
			if len(expr.Args) == 1 {
				return w.splatMember(expr.Args[0], nil)
			}
		}
	}
	return nil
}

// splatMember reads x[*].id as x[0].id where the instances of x and the wanted one are known; without an index there is one.
func (w *referenceWalk) splatMember(collection hclsyntax.Expression, index *cty.Value) hcl.Traversal {
	splat, isSplat := bare(collection).(*hclsyntax.SplatExpr)
	if !isSplat {
		return nil
	}
	source, isTraversal := splat.Source.(*hclsyntax.ScopeTraversalExpr)
	each, isAttribute := splat.Each.(*hclsyntax.RelativeTraversalExpr)
	if !isTraversal || !isAttribute || slices.Contains(w.locals, source.Traversal.RootName()) {
		return nil
	}
	if _, isAnonymous := each.Source.(*hclsyntax.AnonSymbolExpr); !isAnonymous {
		return nil
	}
	size := -1
	for _, value := range w.values(source) {
		if !value.IsKnown() || value.IsNull() || !value.Type().IsTupleType() || size >= 0 && value.LengthInt() != size {
			return nil
		}
		size = value.LengthInt()
	}
	place := 0
	if index != nil {
		number, isIndex := smallInt(*index)
		if !isIndex {
			return nil
		}
		place = number
	} else if size != 1 {
		return nil
	}
	if size <= 0 || place >= size {
		return nil
	}
	found := append(slices.Clone(source.Traversal), hcl.TraverseIndex{Key: cty.NumberIntVal(int64(place))})
	return append(found, each.Traversal...)
}

// referenceTexts writes a reference as Terraform prints it: whole, then shorter and shorter down to what it names.
func referenceTexts(traversal hcl.Traversal) []string {
	root := traversal.RootName()
	if root == "resource" {
		traversal = traversal[1:]
		if len(traversal) == 0 {
			return nil
		}
		if step, isAttribute := traversal[0].(hcl.TraverseAttr); isAttribute {
			traversal = append(hcl.Traversal{hcl.TraverseRoot{Name: step.Name}}, traversal[1:]...)
		}
	}
	subject := 2
	switch root {
	case "data", "ephemeral":
		subject = 3
	case "self":
		subject = 1
	case "module":
		if _, isKey := indexAt(traversal, 2); isKey {
			subject = 3
		}
		if attributeOnly(traversal, subject) {
			subject++
		}
	}
	isResource := !slices.Contains([]string{"var", "local", "module", "each", "count", "path", "terraform", "self"}, root)
	if _, isKey := indexAt(traversal, subject); isKey && isResource {
		subject++
	}
	subject = min(subject, len(traversal))
	var texts []string
	for length := len(traversal); length >= subject; length-- {
		texts = append(texts, traversalText(traversal[:length]))
	}
	last := traversal[subject-1]
	if _, isKey := last.(hcl.TraverseIndex); isKey && (isResource || root == "module") {
		texts = append(texts, traversalText(traversal[:subject-1]))
	} else if root == "module" && subject > 2 {
		texts = append(texts, traversalText(traversal[:subject-1]))
	}
	return texts
}

func attributeOnly(traversal hcl.Traversal, at int) bool {
	if at >= len(traversal) {
		return false
	}
	_, isAttribute := traversal[at].(hcl.TraverseAttr)
	return isAttribute
}

func traversalText(traversal hcl.Traversal) string {
	var text strings.Builder
	for index, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			text.WriteString(step.Name)
		case hcl.TraverseAttr:
			if index > 0 {
				text.WriteByte('.')
			}
			text.WriteString(step.Name)
		case hcl.TraverseIndex:
			key, _ := step.Key.Unmark()
			switch {
			case !key.IsKnown() || key.IsNull():
				text.WriteString("[...]")
			case key.Type() == cty.String:
				text.WriteString("[" + quoted(key.AsString()) + "]")
			case key.Type() == cty.Number:
				if number, isSmall := smallInt(key); isSmall {
					text.WriteString("[" + strconv.Itoa(number) + "]")
				} else {
					text.WriteString("[" + numberText(key) + "]")
				}
			}
		}
	}
	return text.String()
}

// namedRoots are those whose next step is a name of the configuration, not an attribute.
var namedRoots = []string{"var", "local", "module", "path", "terraform", "count", "each"}

func rootName(traversal hcl.Traversal) string {
	if traversal.IsRelative() {
		return ""
	}
	return traversal.RootName()
}

var jsonNames = regexp.MustCompile(`\.([A-Za-z_][A-Za-z0-9_-]*)|\[\\?"([A-Za-z_][A-Za-z0-9_-]*)\\?"\]`)

// readNames collects every attribute name that a file reads of anything.
func readNames(file *hcl.File, text string, names map[string]bool) {
	native, isNative := file.Body.(*hclsyntax.Body)
	if !isNative {
		for _, found := range jsonNames.FindAllStringSubmatch(text, -1) {
			names[found[1]+found[2]] = true
		}
		return
	}
	add := func(traversal hcl.Traversal) {
		if len(traversal) > 1 && slices.Contains(namedRoots, rootName(traversal)) {
			traversal = traversal[2:]
		}
		for _, step := range traversal {
			switch step := step.(type) {
			case hcl.TraverseAttr:
				names[step.Name] = true
			case hcl.TraverseIndex:
				if step.Key.Type() == cty.String {
					names[step.Key.AsString()] = true
				}
			}
		}
	}
	//nolint:errcheck // The callback reports nothing.
	hclsyntax.VisitAll(native, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.ScopeTraversalExpr:
			add(node.Traversal)
		case *hclsyntax.RelativeTraversalExpr:
			add(node.Traversal)
		case *hclsyntax.IndexExpr:
			if name := literalString(node.Key); name != "" {
				names[name] = true
			}
		}
		return nil
	})
}
