package main

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

const (
	maxInstances      = 10_000
	maxTotalInstances = 100_000
	maxValueNodes     = 1_000_000
	maxValueBytes     = 16 << 20
	maxReferenceNodes = 4_000_000
	maxDepth          = 400
)

const ring = "The value refers to itself, directly or through others"

// evaluator holds what all module instances share.
type evaluator struct {
	problems  *problems
	files     map[string]*string
	root      string
	workspace string
	functions map[string]function.Function
	documents []cty.Value
	natives   map[hcl.Expression]hclsyntax.Expression
	// names are all attribute names that the configuration reads of anything: what a resource must be able to answer.
	names     []string
	instances int
	depth     int
	// silent is more than 0 while something is evaluated only to see whether it can be.
	silent int
}

// key is an instance key: nil, an int or a string.
type key any

func keyText(k key) string {
	switch k := k.(type) {
	case int:
		return fmt.Sprintf("[%d]", k)
	case string:
		return "[" + quoted(k) + "]"
	}
	return ""
}

// quoted writes a key as Terraform does: an HCL string, in which ${ and %{ are no templates.
func quoted(text string) string {
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(strconv.Quote(text))
}

// repetition is one instance of what count or for_each makes.
type repetition struct {
	key  key
	each cty.Value
}

// expansion is all instances, or the knowledge that they are not known.
type expansion struct {
	isKnown     bool
	isCount     bool
	isForEach   bool
	repetitions []repetition
}

// cell is a value that is computed once, when it is first asked for.
type cell struct {
	isBusy, isDone bool
	value          cty.Value
}

// instance is one module instance.
type instance struct {
	ev        *evaluator
	module    *module
	parent    *instance
	call      repetition
	address   string
	cells     map[string]*cell
	expanded  map[string]*expansion
	children  map[string][]*instance
	evaluated map[string][]evaluatedResource
	busy      map[string]bool
}

// evaluatedResource is one instance of a resource.
type evaluatedResource struct {
	repetition repetition
	body       *bodyValue
}

// scope is where an expression stands.
type scope struct {
	in        *instance
	repeated  repetition
	iterators map[string]cty.Value
}

func newInstance(ev *evaluator, m *module, parent *instance, call repetition) *instance {
	address := ""
	if parent != nil {
		address = "module." + m.path[len(m.path)-1] + keyText(call.key)
		if parent.address != "" {
			address = parent.address + "." + address
		}
	}
	return &instance{
		ev: ev, module: m, parent: parent, call: call, address: address, cells: map[string]*cell{},
		expanded: map[string]*expansion{}, children: map[string][]*instance{}, evaluated: map[string][]evaluatedResource{},
		busy: map[string]bool{},
	}
}

// once computes a value when it is first asked for; what asks for itself meanwhile is unknown.
func (in *instance) once(name string, place hcl.Range, compute func() cty.Value) cty.Value {
	known := in.cells[name]
	if known == nil {
		known = &cell{}
		in.cells[name] = known
	}
	if known.isDone {
		return known.value
	}
	if known.isBusy {
		in.ev.problems.add(place, ring)
		return cty.DynamicVal
	}
	if in.ev.depth >= maxDepth {
		in.ev.problems.add(place, fmt.Sprintf("Values refer to each other in a chain of more than %d", maxDepth))
		return cty.DynamicVal
	}
	known.isBusy = true
	in.ev.depth++
	// What is found out in passing is reported, whoever asks first.
	silent := in.ev.silent
	in.ev.silent = 0
	value := compute()
	in.ev.silent = silent
	in.ev.depth--
	known.isBusy, known.isDone, known.value = false, true, value
	return value
}

// isBounded tells whether a value has a size that the rest can deal with.
func isBounded(value cty.Value) bool {
	nodes, bytes := 0, 0
	var count func(value cty.Value) bool
	count = func(value cty.Value) bool {
		if nodes++; nodes > maxValueNodes {
			return false
		}
		value, _ = value.Unmark()
		if value.IsNull() || !value.IsKnown() || isOpen(value) {
			// What a resource holds was counted when it was evaluated.
			return true
		}
		if value.Type() == cty.String {
			bytes += len(value.AsString())
			return bytes <= maxValueBytes
		}
		if !value.CanIterateElements() {
			return true
		}
		for it := value.ElementIterator(); it.Next(); {
			if _, element := it.Element(); !count(element) {
				return false
			}
		}
		return true
	}
	return count(value)
}

// evaluate computes an expression; what cannot be computed is unknown and reported.
func (s scope) evaluate(expr hcl.Expression) cty.Value {
	value, diags := s.try(expr)
	if diags.HasErrors() && s.in.ev.silent == 0 {
		s.in.ev.problems.diagnostics(diags, false)
	}
	return value
}

func (s scope) try(expr hcl.Expression) (cty.Value, hcl.Diagnostics) {
	native := s.in.ev.native(expr)
	value, diags := native.Value(s.context(native.Variables()))
	if value == cty.NilVal {
		value = cty.DynamicVal
	}
	if !isBounded(value) {
		s.in.ev.problems.add(expr.Range(), "The value is too big")
		value = cty.DynamicVal
	}
	return value, diags
}

// context holds the values that the given traversals read, and no others: nothing is computed that nobody asks for.
func (s scope) context(traversals []hcl.Traversal) *hcl.EvalContext {
	roots := map[string]cty.Value{}
	groups := map[string]map[string]cty.Value{}
	types := map[string]map[string]cty.Value{}
	data := map[string]map[string]cty.Value{}
	put := func(group map[string]map[string]cty.Value, kind, name string, value cty.Value) {
		if group[kind] == nil {
			group[kind] = map[string]cty.Value{}
		}
		group[kind][name] = value
	}
	outputs := map[string]map[string]bool{}
	for _, traversal := range traversals {
		root := traversal.RootName()
		name := attributeName(traversal, 1)
		if iterator, isLocal := s.iterators[root]; isLocal {
			roots[root] = iterator
			continue
		}
		switch root {
		case "var", "local", "path", "terraform", "each", "count":
			if name == "" {
				roots[root] = cty.DynamicVal
			} else {
				put(groups, root, name, s.named(root, name, traversal.SourceRange()))
			}
		case "module":
			if name == "" {
				roots[root] = cty.DynamicVal
				continue
			}
			if outputs[name] == nil {
				outputs[name] = map[string]bool{}
			}
			output := attributeName(traversal, 2)
			if _, isIndex := indexAt(traversal, 2); isIndex && output == "" {
				output = attributeName(traversal, 3)
			}
			if output == "" {
				for every := range s.in.outputsOf(name) {
					outputs[name][every] = true
				}
			} else {
				outputs[name][output] = true
			}
		case "data":
			if kind, name := name, attributeName(traversal, 2); kind == "" || name == "" {
				roots[root] = cty.DynamicVal
			} else {
				put(data, kind, name, s.in.resourceValue("data."+kind+"."+name, traversal.SourceRange()))
			}
		case "resource":
			if kind, name := name, attributeName(traversal, 2); kind != "" && name != "" {
				put(types, kind, name, s.in.resourceValue(kind+"."+name, traversal.SourceRange()))
				put(groups, "resource", kind, cty.ObjectVal(types[kind]))
			} else {
				roots[root] = cty.DynamicVal
			}
		case "self", "ephemeral":
			roots[root] = cty.DynamicVal
		default:
			if name == "" {
				// Not a reference at all: HCL reports the name that is not there.
				continue
			}
			put(types, root, name, s.in.resourceValue(root+"."+name, traversal.SourceRange()))
		}
	}
	for name, wanted := range outputs {
		put(groups, "module", name, s.in.moduleValue(name, wanted))
	}
	for _, kinds := range []map[string]map[string]cty.Value{types, groups} {
		for kind, values := range kinds {
			if _, isWhole := roots[kind]; !isWhole {
				roots[kind] = cty.ObjectVal(values)
			}
		}
	}
	if _, isWhole := roots["data"]; !isWhole && len(data) > 0 {
		kinds := map[string]cty.Value{}
		for kind, values := range data {
			kinds[kind] = cty.ObjectVal(values)
		}
		roots["data"] = cty.ObjectVal(kinds)
	}
	return &hcl.EvalContext{Variables: roots, Functions: s.in.ev.functions}
}

func attributeName(traversal hcl.Traversal, at int) string {
	if at < len(traversal) {
		switch step := traversal[at].(type) {
		case hcl.TraverseAttr:
			return step.Name
		case hcl.TraverseIndex:
			if at > 2 && step.Key.Type() == cty.String {
				return step.Key.AsString()
			}
		}
	}
	return ""
}

func indexAt(traversal hcl.Traversal, at int) (cty.Value, bool) {
	if at < len(traversal) {
		if step, isIndex := traversal[at].(hcl.TraverseIndex); isIndex {
			return step.Key, true
		}
	}
	return cty.NilVal, false
}

func (s scope) named(root, name string, place hcl.Range) cty.Value {
	switch root {
	case "var":
		return s.in.variable(name, place)
	case "local":
		return s.in.local(name, place)
	case "path":
		switch name {
		case "module":
			return cty.StringVal(s.in.ev.pathOf(s.in.module.dir))
		case "root":
			return cty.StringVal(".")
		}
	case "terraform":
		if name == "workspace" && s.in.ev.workspace != "" {
			return cty.StringVal(s.in.ev.workspace)
		}
	case "each":
		if text, isText := s.repeated.key.(string); isText {
			if name == "key" {
				return cty.StringVal(text)
			}
			if name == "value" {
				return s.repeated.each
			}
		}
	case "count":
		if number, isNumber := s.repeated.key.(int); isNumber && name == "index" {
			return cty.NumberIntVal(int64(number))
		}
	}
	return cty.DynamicVal
}

// pathOf gives a folder as Terraform shows it: relative to the root module.
func (ev *evaluator) pathOf(dir string) string {
	if dir == ev.root {
		return "."
	}
	if ev.root == "" {
		return dir
	}
	if inner, isBelow := strings.CutPrefix(dir, ev.root+"/"); isBelow {
		return inner
	}
	ups := strings.Split(ev.root, "/")
	parts := strings.Split(dir, "/")
	for len(ups) > 0 && len(parts) > 0 && ups[0] == parts[0] {
		ups, parts = ups[1:], parts[1:]
	}
	return path.Join(strings.Repeat("../", len(ups)), path.Join(parts...))
}

// variable gives a module instance's input; the root's own are put into the cells before anything is evaluated.
func (in *instance) variable(name string, place hcl.Range) cty.Value {
	variable := in.module.variables[name]
	if variable == nil {
		in.ev.problems.add(place, "Reference to undeclared input variable")
		return cty.DynamicVal
	}
	return in.once("var."+name, variable.place, func() cty.Value {
		given := cty.NilVal
		if in.module.call != nil {
			if expr := in.module.call.body.attribute(name); expr != nil {
				given = in.callScope().evaluate(expr)
			}
		}
		return in.variableValue(variable, given)
	})
}

// variableValue converts what is given to the variable's type; without a value the default holds, without that it is unknown.
func (in *instance) variableValue(variable *declared, given cty.Value) cty.Value {
	wanted, defaults := in.typeOf(variable)
	isNullable := literalBool(variable.body.attribute("nullable"), true)
	standard := variable.body.attribute("default")
	if given != cty.NilVal && !isNullable && given.IsNull() {
		given = cty.NilVal
	}
	if given == cty.NilVal && standard != nil {
		given = scope{in: in}.evaluate(standard)
	}
	value := cty.UnknownVal(wanted)
	if given != cty.NilVal && !literalBool(variable.body.attribute("ephemeral"), false) {
		value = in.converted(given, wanted, defaults, variable.place)
	}
	if literalBool(variable.body.attribute("sensitive"), false) {
		value = value.Mark(sensitive)
	}
	return value
}

func (in *instance) converted(value cty.Value, wanted cty.Type, defaults *typeexpr.Defaults, place hcl.Range) cty.Value {
	if defaults != nil && !value.IsNull() {
		value = defaults.Apply(value)
	}
	made, err := convert.Convert(value, wanted)
	if err != nil {
		in.ev.problems.add(place, "The value does not have the type of the variable")
		return cty.UnknownVal(wanted)
	}
	return made
}

func (in *instance) typeOf(variable *declared) (cty.Type, *typeexpr.Defaults) {
	expr := variable.body.attribute("type")
	if expr == nil {
		return cty.DynamicPseudoType, nil
	}
	// Terraform 0.11 wrote types as strings.
	switch literalString(expr) {
	case "string":
		return cty.String, nil
	case "list":
		return cty.List(cty.DynamicPseudoType), nil
	case "map":
		return cty.Map(cty.DynamicPseudoType), nil
	}
	switch hcl.ExprAsKeyword(expr) {
	case "list":
		return cty.List(cty.DynamicPseudoType), nil
	case "map":
		return cty.Map(cty.DynamicPseudoType), nil
	}
	wanted, defaults, diags := typeexpr.TypeConstraintWithDefaults(expr)
	if diags.HasErrors() {
		in.ev.problems.diagnostics(diags, false)
		return cty.DynamicPseudoType, nil
	}
	return wanted, defaults
}

func literalBool(expr hcl.Expression, standard bool) bool {
	if expr == nil {
		return standard
	}
	value, diags := expr.Value(nil)
	if diags.HasErrors() || !value.IsKnown() || value.IsNull() {
		return standard
	}
	if value, err := convert.Convert(value, cty.Bool); err == nil && value.IsKnown() {
		return value.True()
	}
	return standard
}

// callScope is where the arguments of this module's call are evaluated.
func (in *instance) callScope() scope {
	return scope{in: in.parent, repeated: in.call}
}

func (in *instance) local(name string, place hcl.Range) cty.Value {
	expr := in.module.locals[name]
	if expr == nil {
		in.ev.problems.add(place, "Reference to undeclared local value")
		return cty.DynamicVal
	}
	return in.once("local."+name, expr.Range(), func() cty.Value { return scope{in: in}.evaluate(expr) })
}

func (in *instance) output(name string) cty.Value {
	output := in.module.outputs[name]
	return in.once("output."+name, output.place, func() cty.Value {
		expr := output.body.attribute("value")
		if expr == nil || literalBool(output.body.attribute("ephemeral"), false) {
			return cty.DynamicVal
		}
		value := scope{in: in}.evaluate(expr)
		if literalBool(output.body.attribute("sensitive"), false) {
			value = value.Mark(sensitive)
		}
		return value
	})
}

func (in *instance) outputsOf(call string) map[string]*declared {
	if called := in.module.children[call]; called != nil {
		return called.outputs
	}
	return nil
}

// moduleValue gives a module call as its caller sees it, with the outputs that are asked for.
func (in *instance) moduleValue(name string, wanted map[string]bool) cty.Value {
	called := in.module.children[name]
	if called == nil {
		if call := in.module.calls[name]; call == nil {
			in.ev.problems.add(hcl.Range{Filename: in.module.dir, Start: hcl.InitialPos}, "Reference to undeclared module")
		}
		return cty.DynamicVal
	}
	instances, expanded := in.childInstances(name)
	if !expanded.isKnown {
		return cty.DynamicVal
	}
	values := make([]cty.Value, len(instances))
	for index, child := range instances {
		attributes := map[string]cty.Value{}
		for output := range wanted {
			if called.outputs[output] != nil {
				attributes[output] = child.output(output)
			}
		}
		values[index] = cty.ObjectVal(attributes)
	}
	return expanded.combine(values)
}

// combine puts the values of all instances into one, as a reference without a key sees them.
func (e *expansion) combine(values []cty.Value) cty.Value {
	switch {
	case e.isCount:
		return cty.TupleVal(values)
	case e.isForEach:
		byKey := map[string]cty.Value{}
		for index, repeated := range e.repetitions {
			byKey[repeated.key.(string)] = values[index]
		}
		return cty.ObjectVal(byKey)
	}
	return values[0]
}

func (in *instance) childInstances(name string) ([]*instance, *expansion) {
	call := in.module.calls[name]
	expanded := in.expand("module."+name, call)
	if in.children[name] == nil && expanded.isKnown {
		made := make([]*instance, len(expanded.repetitions))
		for index, repeated := range expanded.repetitions {
			made[index] = newInstance(in.ev, in.module.children[name], in, repeated)
		}
		in.children[name] = made
	}
	return in.children[name], expanded
}

// expand finds out which instances count or for_each makes.
func (in *instance) expand(address string, declared *declared) *expansion {
	if known := in.expanded[address]; known != nil {
		return known
	}
	// Whoever asks while this is being found out asks in a ring.
	in.expanded[address] = &expansion{}
	made := in.expansionOf(declared)
	if in.ev.instances += len(made.repetitions); in.ev.instances > maxTotalInstances {
		in.ev.problems.add(declared.place, fmt.Sprintf("There are more than %d instances", maxTotalInstances))
		made = &expansion{isCount: made.isCount, isForEach: made.isForEach}
	}
	in.expanded[address] = made
	return made
}

func (in *instance) expansionOf(declared *declared) *expansion {
	if expr := declared.body.attribute("count"); expr != nil {
		return in.countOf(expr)
	}
	if expr := declared.body.attribute("for_each"); expr != nil {
		return in.forEachOf(expr)
	}
	return &expansion{isKnown: true, repetitions: []repetition{{each: cty.DynamicVal}}}
}

func (in *instance) countOf(expr hcl.Expression) *expansion {
	made := &expansion{isCount: true}
	value, marks := scope{in: in}.evaluate(expr).Unmark()
	if marks != nil || !value.IsKnown() {
		return made
	}
	number, err := convert.Convert(value, cty.Number)
	if err != nil || number.IsNull() || !number.IsKnown() {
		in.ev.problems.add(expr.Range(), "Invalid count argument")
		return made
	}
	size, accuracy := number.AsBigFloat().Int64()
	if accuracy != 0 || size < 0 {
		in.ev.problems.add(expr.Range(), "Invalid count argument")
		return made
	}
	if size > maxInstances {
		in.ev.problems.add(expr.Range(), fmt.Sprintf("There are more than %d instances", maxInstances))
		return made
	}
	made.isKnown = true
	for index := range int(size) {
		made.repetitions = append(made.repetitions, repetition{index, cty.DynamicVal})
	}
	return made
}

func (in *instance) forEachOf(expr hcl.Expression) *expansion {
	made := &expansion{isForEach: true}
	value, marks := scope{in: in}.evaluate(expr).Unmark()
	if marks != nil || !value.IsKnown() || isOpen(value) {
		return made
	}
	kind := value.Type()
	if value.IsNull() || !(kind.IsMapType() || kind.IsObjectType() || kind.IsSetType()) {
		in.ev.problems.add(expr.Range(), "Invalid for_each argument")
		return made
	}
	if kind.IsSetType() && (!value.IsWhollyKnown() || value.ContainsMarked()) {
		return made
	}
	if value.LengthInt() > maxInstances {
		in.ev.problems.add(expr.Range(), fmt.Sprintf("There are more than %d instances", maxInstances))
		return made
	}
	for it := value.ElementIterator(); it.Next(); {
		name, each := it.Element()
		if kind.IsSetType() {
			name = each
		}
		if name.IsNull() || name.Type() != cty.String {
			in.ev.problems.add(expr.Range(), "Invalid for_each argument")
			return &expansion{isForEach: true}
		}
		if strings.Contains(name.AsString(), openName) {
			return &expansion{isForEach: true}
		}
		made.repetitions = append(made.repetitions, repetition{name.AsString(), each})
	}
	made.isKnown = true
	return made
}

// resourceValue gives a resource as others see it: written arguments have their values, everything else is unknown.
func (in *instance) resourceValue(address string, place hcl.Range) cty.Value {
	found := in.module.resources[address]
	if found == nil {
		in.ev.problems.add(place, "Reference to undeclared resource")
		return cty.DynamicVal
	}
	return in.once(address, found.place, func() cty.Value {
		evaluated, expanded := in.evaluatedInstances(found)
		if !expanded.isKnown || len(evaluated)*len(in.ev.names) > maxReferenceNodes {
			return cty.DynamicVal
		}
		values := make([]cty.Value, len(evaluated))
		for index, one := range evaluated {
			values[index] = one.body.seen(in.ev.names)
		}
		return expanded.combine(values)
	})
}

func (in *instance) evaluatedInstances(found *resource) ([]evaluatedResource, *expansion) {
	address := found.address()
	expanded := in.expand(address, &found.declared)
	if !expanded.isKnown {
		return nil, expanded
	}
	if known, isDone := in.evaluated[address]; isDone {
		return known, expanded
	}
	if in.busy[address] {
		in.ev.problems.add(found.place, ring)
		return nil, &expansion{}
	}
	in.busy[address] = true
	defer delete(in.busy, address)
	made := make([]evaluatedResource, len(expanded.repetitions))
	for index, repeated := range expanded.repetitions {
		made[index] = evaluatedResource{repeated, scope{in: in, repeated: repeated}.body(found.body, true)}
	}
	in.evaluated[address] = made
	return made, expanded
}

// metaArguments belong to Terraform itself, not to the provider.
var metaArguments = []string{"count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner", "providers"}

// singleBlock is the one block that every provider has at most once, and plans show as an object.
const singleBlock = "timeouts"

// bodyValue is an evaluated block: arguments by name, and nested blocks by kind.
type bodyValue struct {
	values map[string]cty.Value
	lists  []*blockList
	isJSON bool
}

// blockList is all blocks of one kind in a body.
type blockList struct {
	kind      string
	isUnknown bool
	blocks    []*bodyValue
	marks     cty.ValueMarks
}

func (l *blockList) value(of func(*bodyValue) cty.Value) cty.Value {
	if l.isUnknown {
		return cty.DynamicVal
	}
	if l.kind == singleBlock && len(l.blocks) == 1 {
		return of(l.blocks[0]).WithMarks(l.marks)
	}
	values := make([]cty.Value, len(l.blocks))
	for index, nested := range l.blocks {
		values[index] = of(nested)
	}
	return cty.TupleVal(values).WithMarks(l.marks)
}

// written is the block as the configuration gives it.
func (b *bodyValue) written() cty.Value {
	made := maps.Clone(b.values)
	for _, list := range b.lists {
		made[list.kind] = list.value((*bodyValue).written)
	}
	return cty.ObjectVal(made)
}

// seen is the block as others see it: it also has the attributes that the configuration reads without writing them.
func (b *bodyValue) seen(names []string) cty.Value {
	made := map[string]cty.Value{openName: cty.DynamicVal}
	for _, name := range names {
		made[name] = cty.DynamicVal
	}
	for name, value := range b.values {
		// What is null in the configuration may be computed. What is structured in JSON may be blocks.
		isUnclear := b.isJSON && (value.Type().IsObjectType() || value.Type().IsTupleType())
		if value.IsNull() || isUnclear {
			value = cty.DynamicVal
		}
		made[name] = value
	}
	for _, list := range b.lists {
		made[list.kind] = list.value(func(nested *bodyValue) cty.Value { return nested.seen(names) })
	}
	return cty.ObjectVal(made)
}

func (s scope) body(found *body, isTop bool) *bodyValue {
	made := &bodyValue{values: map[string]cty.Value{}, isJSON: found.isJSON}
	for _, attribute := range found.attributes {
		if !isTop || !slices.Contains(metaArguments, attribute.name) {
			made.values[attribute.name] = s.evaluate(attribute.expr)
		}
	}
	made.lists = s.nestedBlocks(found, isTop)
	return made
}

func (s scope) nestedBlocks(found *body, isTop bool) []*blockList {
	var lists []*blockList
	listOf := func(kind string) *blockList {
		for _, list := range lists {
			if list.kind == kind {
				return list
			}
		}
		list := &blockList{kind: kind, marks: cty.ValueMarks{}}
		lists = append(lists, list)
		return list
	}
	for _, nested := range found.blocks {
		if isTop && slices.Contains(metaArguments, nested.kind) {
			continue
		}
		if nested.kind == "dynamic" && len(nested.labels) == 1 {
			s.dynamic(listOf(nested.labels[0]), nested)
			continue
		}
		list := listOf(nested.kind)
		list.blocks = append(list.blocks, s.body(nested.body, false))
	}
	return lists
}

// dynamic adds what a dynamic block makes; without its for_each nothing is known of the whole list.
func (s scope) dynamic(list *blockList, nested block) {
	contents := nested.body.blocksOf("content")
	forEach := nested.body.attribute("for_each")
	if written := nested.body.attribute("content"); written != nil {
		for _, content := range jsonBodies(written) {
			contents = append(contents, block{"content", nil, content})
		}
	}
	if len(contents) != 1 || forEach == nil {
		list.isUnknown = true
		return
	}
	iterator := list.kind
	if expr := nested.body.attribute("iterator"); expr != nil {
		if iterator = hcl.ExprAsKeyword(expr); iterator == "" {
			iterator = literalString(expr)
		}
	}
	value, marks := s.evaluate(forEach).Unmark()
	for mark := range marks {
		list.marks[mark] = struct{}{}
	}
	if !value.IsKnown() || value.IsNull() || !value.CanIterateElements() || isOpen(value) {
		if value.IsKnown() && (value.IsNull() || !value.CanIterateElements()) {
			s.in.ev.problems.add(forEach.Range(), "Invalid dynamic for_each value")
		}
		list.isUnknown = true
		return
	}
	if value.Type().IsSetType() && !value.IsWhollyKnown() {
		// Unknown members may turn out equal.
		list.isUnknown = true
		return
	}
	for it := value.ElementIterator(); it.Next(); {
		name, element := it.Element()
		if value.Type().IsSetType() {
			name = element
		}
		if len(list.blocks) >= maxInstances {
			s.in.ev.problems.add(forEach.Range(), fmt.Sprintf("There are more than %d blocks", maxInstances))
			list.isUnknown = true
			return
		}
		inner := s
		inner.iterators = map[string]cty.Value{}
		maps.Copy(inner.iterators, s.iterators)
		inner.iterators[iterator] = cty.ObjectVal(map[string]cty.Value{"key": name, "value": element})
		list.blocks = append(list.blocks, inner.body(contents[0].body, false))
	}
}
