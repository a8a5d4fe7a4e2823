package main

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"
)

const (
	maxBrackets = 200
	maxModules  = 2000
	// maxModuleDepth is far beyond what anyone nests; a module that calls itself is refused before.
	maxModuleDepth = 64
)

// attribute is one argument as it is written.
type attribute struct {
	name string
	expr hcl.Expression
}

// block is one nested block as it is written; of a dynamic block the label is the name of what it makes.
type block struct {
	kind   string
	labels []string
	body   *body
}

// body is the content of a block in either syntax. In JSON an argument and a nested block look the same; both are arguments.
type body struct {
	attributes []attribute
	blocks     []block
	isJSON     bool
}

func (b *body) attribute(name string) hcl.Expression {
	for _, attribute := range b.attributes {
		if attribute.name == name {
			return attribute.expr
		}
	}
	return nil
}

func (b *body) blocksOf(kind string) []block {
	var found []block
	for _, nested := range b.blocks {
		if nested.kind == kind {
			found = append(found, nested)
		}
	}
	return found
}

// override replaces arguments one by one and nested blocks by kind, as Terraform merges its override files.
func (b *body) override(other *body) {
	for _, replaced := range other.attributes {
		b.attributes = slices.DeleteFunc(b.attributes, func(own attribute) bool { return own.name == replaced.name })
	}
	b.attributes = append(b.attributes, other.attributes...)
	made := func(nested block) string {
		if nested.kind == "dynamic" && len(nested.labels) > 0 {
			return nested.labels[0]
		}
		return nested.kind
	}
	for _, replaced := range other.blocks {
		b.blocks = slices.DeleteFunc(b.blocks, func(own block) bool { return made(own) == made(replaced) })
	}
	b.blocks = append(b.blocks, other.blocks...)
}

// declared is one top-level block: a resource, a variable, a module call and so on.
type declared struct {
	labels []string
	body   *body
	place  hcl.Range
	end    int
}

type resource struct {
	declared
	mode, kind, name string
}

// address is the resource's address in its module.
func (r *resource) address() string {
	if r.mode == "data" {
		return "data." + r.kind + "." + r.name
	}
	return r.kind + "." + r.name
}

type requirement struct {
	source, version string
	aliases         []string
}

// module is one call of a module in the configuration; the same folder called twice is two modules.
type module struct {
	dir       string
	backend   string
	path      []string
	parent    *module
	call      *declared
	variables map[string]*declared
	outputs   map[string]*declared
	locals    map[string]hcl.Expression
	resources map[string]*resource
	calls     map[string]*declared
	providers map[string]*declared
	required  map[string]requirement
	children  map[string]*module
}

// address is the module's address without instance keys; empty for the root.
func (m *module) address() string {
	if len(m.path) == 0 {
		return ""
	}
	return "module." + strings.Join(m.path, ".module.")
}

// within puts an address of the module behind the module's own.
func (m *module) within(local string) string {
	if prefix := m.address(); prefix != "" {
		return prefix + "." + local
	}
	return local
}

var rootSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "output", LabelNames: []string{"name"}},
	{Type: "module", LabelNames: []string{"name"}},
	{Type: "provider", LabelNames: []string{"name"}},
	{Type: "locals"},
	{Type: "terraform"},
}}

// loader reads module folders out of the given files.
type loader struct {
	problems *problems
	files    map[string]*string
	root     string
	manifest map[string]string
	parsed   map[string]*hcl.File
	count    int
	missing  []missingModule
}

type missingModule struct {
	Address string `json:"address"`
	Source  string `json:"source"`
	File    string `json:"file"`
	Line    int    `json:"line"`
}

func newLoader(files map[string]*string, root string, problems *problems) *loader {
	l := &loader{problems: problems, files: files, root: root, manifest: map[string]string{}, parsed: map[string]*hcl.File{}}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	name := path.Join(root, ".terraform/modules/modules.json")
	if text := files[name]; text != nil {
		if err := json.Unmarshal([]byte(*text), &manifest); err != nil {
			problems.add(hcl.Range{Filename: name, Start: hcl.InitialPos}, "The list of installed modules is not JSON")
		}
	}
	for _, entry := range manifest.Modules {
		l.manifest[entry.Key] = path.Join(root, entry.Dir)
	}
	return l
}

func isConfigFile(name string) bool {
	return strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tf.json")
}

func isOverride(name string) bool {
	stem, _, _ := strings.Cut(path.Base(name), ".tf")
	return stem == "override" || strings.HasSuffix(stem, "_override")
}

// filesIn lists the configuration files of a folder, overrides last, as Terraform reads them.
func (l *loader) filesIn(dir string) (primary, overrides []string) {
	for name := range l.files {
		folder := path.Dir(name)
		if folder == "." {
			folder = ""
		}
		base := path.Base(name)
		if folder != dir || !isConfigFile(base) || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") {
			continue
		}
		if isOverride(base) {
			overrides = append(overrides, name)
		} else {
			primary = append(primary, name)
		}
	}
	slices.Sort(primary)
	slices.Sort(overrides)
	return primary, overrides
}

func (l *loader) parse(name string) *hcl.File {
	if file, known := l.parsed[name]; known {
		return file
	}
	l.parsed[name] = nil
	text := l.files[name]
	if text == nil {
		l.problems.fatal(hcl.Range{Filename: name, Start: hcl.InitialPos}, "The file's text is not given")
		return nil
	}
	file, diags := parseText(name, *text)
	l.problems.diagnostics(diags, true)
	if file != nil {
		if native, isNative := file.Body.(*hclsyntax.Body); isNative {
			closeLoops(native)
		}
	}
	l.parsed[name] = file
	return file
}

func parseText(name, text string) (*hcl.File, hcl.Diagnostics) {
	if deep := tooDeep(name, text); deep != nil {
		return nil, hcl.Diagnostics{deep}
	}
	if strings.HasSuffix(name, ".json") {
		return hcljson.Parse([]byte(text), name)
	}
	return hclsyntax.ParseConfig([]byte(text), name, hcl.InitialPos)
}

// tooDeep counts brackets before anything recursive sees them: the parser's stack is the host's.
func tooDeep(name, text string) *hcl.Diagnostic {
	if strings.HasSuffix(name, ".json") {
		return tooDeepJSON(name, text)
	}
	depth := 0
	tokens, _ := hclsyntax.LexConfig([]byte(text), name, hcl.InitialPos)
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOParen, hclsyntax.TokenOBrack, hclsyntax.TokenOBrace, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			depth++
		case hclsyntax.TokenCParen, hclsyntax.TokenCBrack, hclsyntax.TokenCBrace, hclsyntax.TokenTemplateSeqEnd:
			depth--
		}
		if depth > maxBrackets {
			return nestedTooDeep(token.Range)
		}
	}
	return nil
}

func tooDeepJSON(name, text string) *hcl.Diagnostic {
	depth, line, inString := 0, 1, false
	for index := 0; index < len(text); index++ {
		switch character := text[index]; {
		case character == '\n':
			line++
		case inString && character == '\\':
			index++
		case character == '"':
			inString = !inString
		case inString:
		case character == '[' || character == '{':
			depth++
		case character == ']' || character == '}':
			depth--
		}
		if depth > maxBrackets {
			at := hcl.Pos{Line: line, Column: 1}
			return nestedTooDeep(hcl.Range{Filename: name, Start: at, End: at})
		}
	}
	return nil
}

func nestedTooDeep(place hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  fmt.Sprintf("Brackets are nested deeper than %d levels", maxBrackets),
		Subject:  &place,
	}
}

// load reads the module in a folder and all that it calls.
func (l *loader) load(dir string, parent *module, name string, call *declared) *module {
	m := &module{
		dir: dir, parent: parent, call: call,
		variables: map[string]*declared{}, outputs: map[string]*declared{}, locals: map[string]hcl.Expression{},
		resources: map[string]*resource{}, calls: map[string]*declared{}, providers: map[string]*declared{},
		required: map[string]requirement{}, children: map[string]*module{},
	}
	if parent != nil {
		m.path = append(slices.Clone(parent.path), name)
	}
	primary, overrides := l.filesIn(dir)
	for _, name := range primary {
		l.read(m, name, false)
	}
	for _, name := range overrides {
		l.read(m, name, true)
	}
	for _, name := range sortedKeys(m.calls) {
		m.children[name] = l.child(m, name, m.calls[name])
	}
	return m
}

func (l *loader) child(m *module, name string, call *declared) *module {
	source := literalString(call.body.attribute("source"))
	key := strings.Join(append(slices.Clone(m.path), name), ".")
	dir, known := "", false
	if strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") {
		dir, known = path.Join(m.dir, source), true
		if dir == "." {
			dir = ""
		}
	} else {
		dir, known = l.manifest[key]
	}
	lost := func(what string) *module {
		l.missing = append(l.missing, missingModule{m.within("module." + name), source, call.place.Filename, call.place.Start.Line})
		l.problems.add(call.place, what)
		return nil
	}
	if !known {
		return lost("The module is not installed: its resources and outputs are not known")
	}
	if primary, overrides := l.filesIn(dir); len(primary)+len(overrides) == 0 {
		return lost("The module's folder holds no Terraform files: its resources and outputs are not known")
	}
	for above := m; above != nil; above = above.parent {
		if above.dir == dir {
			return lost("The module calls itself")
		}
	}
	if l.count++; l.count > maxModules || len(m.path) >= maxModuleDepth {
		return lost(fmt.Sprintf("There are more than %d module calls, or they are nested deeper than %d", maxModules, maxModuleDepth))
	}
	return l.load(dir, m, name, call)
}

func (l *loader) read(m *module, name string, override bool) {
	file := l.parse(name)
	if file == nil {
		return
	}
	content, _, diags := file.Body.PartialContent(rootSchema)
	l.problems.diagnostics(diags, true)
	for _, found := range content.Blocks {
		one := &declared{labels: found.Labels, body: toBody(found.Body), place: found.DefRange, end: endLine(found)}
		switch found.Type {
		case "resource", "data":
			mode := "managed"
			if found.Type == "data" {
				mode = "data"
			}
			if !hclsyntax.ValidIdentifier(found.Labels[0]) || !hclsyntax.ValidIdentifier(found.Labels[1]) {
				l.problems.fatal(one.place, "Invalid resource type or name")
				continue
			}
			made := &resource{declared: *one, mode: mode, kind: found.Labels[0], name: found.Labels[1]}
			if known := m.resources[made.address()]; known == nil {
				m.resources[made.address()] = made
			} else if override {
				known.body.override(made.body)
			} else {
				l.problems.fatal(one.place, "Duplicate resource")
			}
		case "variable":
			l.declare(m.variables, found.Labels[0], one, override)
		case "output":
			l.declare(m.outputs, found.Labels[0], one, override)
		case "module":
			l.declare(m.calls, found.Labels[0], one, override)
		case "provider":
			key := found.Labels[0]
			if alias := literalString(one.body.attribute("alias")); alias != "" {
				key += "." + alias
			}
			l.declare(m.providers, key, one, override)
		case "locals":
			for _, local := range one.body.attributes {
				if _, known := m.locals[local.name]; known && !override {
					l.problems.fatal(local.expr.Range(), "Duplicate local value definition")
				}
				m.locals[local.name] = local.expr
			}
		case "terraform":
			readRequirements(m, one.body)
			if backend := backendOf(one.body); backend != "" {
				m.backend = backend
			}
		}
	}
}

func (l *loader) declare(known map[string]*declared, name string, one *declared, override bool) {
	switch previous := known[name]; {
	case previous == nil:
		known[name] = one
	case override:
		previous.body.override(one.body)
	default:
		l.problems.fatal(one.place, "Duplicate declaration")
	}
}

// backendOf names where the state is kept: the kind of backend, or cloud; empty where nothing is said.
func backendOf(terraform *body) string {
	for _, nested := range terraform.blocksOf("backend") {
		if len(nested.labels) == 1 {
			return nested.labels[0]
		}
	}
	if len(terraform.blocksOf("cloud")) > 0 || terraform.attribute("cloud") != nil {
		return "cloud"
	}
	if written := terraform.attribute("backend"); written != nil {
		for _, backend := range jsonBodies(written) {
			for _, kind := range backend.attributes {
				return kind.name
			}
		}
	}
	return ""
}

func readRequirements(m *module, terraform *body) {
	var lists [][]attribute
	for _, nested := range terraform.blocksOf("required_providers") {
		lists = append(lists, nested.body.attributes)
	}
	if written := terraform.attribute("required_providers"); written != nil {
		for _, nested := range jsonBodies(written) {
			lists = append(lists, nested.attributes)
		}
	}
	for _, list := range lists {
		for _, provider := range list {
			required := requirement{}
			if pairs, diags := hcl.ExprMap(provider.expr); !diags.HasErrors() {
				for _, pair := range pairs {
					switch keyName(pair.Key) {
					case "source":
						required.source = literalString(pair.Value)
					case "version":
						required.version = literalString(pair.Value)
					case "configuration_aliases":
						required.aliases = traversalNames(pair.Value)
					}
				}
			} else {
				required.version = literalString(provider.expr)
			}
			m.required[provider.name] = required
		}
	}
}

// traversalNames reads a list of provider references: aws.a, aws.b.
func traversalNames(expr hcl.Expression) []string {
	items, diags := hcl.ExprList(expr)
	if diags.HasErrors() {
		return nil
	}
	var names []string
	for _, item := range items {
		if name := providerReference(item); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// providerReference reads aws or aws.alias, bare or as a JSON string.
func providerReference(expr hcl.Expression) string {
	traversal, diags := hcl.AbsTraversalForExpr(expr)
	if diags.HasErrors() {
		return literalString(expr)
	}
	return traversalText(traversal)
}

func literalString(expr hcl.Expression) string {
	if expr == nil {
		return ""
	}
	value, diags := expr.Value(nil)
	if diags.HasErrors() || value.IsNull() || !value.IsWhollyKnown() || value.IsMarked() || value.Type().FriendlyName() != "string" {
		return ""
	}
	return value.AsString()
}

func keyName(expr hcl.Expression) string {
	if keyword := hcl.ExprAsKeyword(expr); keyword != "" {
		return keyword
	}
	return literalString(expr)
}

func endLine(found *hcl.Block) int {
	if native, ok := found.Body.(*hclsyntax.Body); ok {
		return native.SrcRange.End.Line
	}
	return max(found.DefRange.End.Line, found.Body.MissingItemRange().End.Line)
}

func toBody(found hcl.Body) *body {
	if native, ok := found.(*hclsyntax.Body); ok {
		return nativeBody(native)
	}
	attributes, _ := found.JustAttributes()
	made := &body{isJSON: true}
	for name, written := range attributes {
		made.addJSON(name, written.Expr)
	}
	made.sort()
	return made
}

func nativeBody(native *hclsyntax.Body) *body {
	made := &body{}
	for name, written := range native.Attributes {
		made.attributes = append(made.attributes, attribute{name, written.Expr})
	}
	made.sort()
	for _, nested := range native.Blocks {
		made.blocks = append(made.blocks, block{nested.Type, nested.Labels, nativeBody(nested.Body)})
	}
	return made
}

func (b *body) sort() {
	slices.SortFunc(b.attributes, func(x, y attribute) int { return strings.Compare(x.name, y.name) })
}

// addJSON takes an argument of a JSON body; what is dynamic in it, at any depth, can only be a block.
func (b *body) addJSON(name string, expr hcl.Expression) {
	switch {
	case name == "//":
	case name == "dynamic":
		for _, kinds := range jsonBodies(expr) {
			for _, kind := range kinds.attributes {
				for _, made := range jsonBodies(kind.expr) {
					b.blocks = append(b.blocks, block{"dynamic", []string{kind.name}, made})
				}
			}
		}
	default:
		nested := jsonBodies(expr)
		if !slices.ContainsFunc(nested, func(one *body) bool { return len(one.blocks) > 0 }) {
			b.attributes = append(b.attributes, attribute{name, expr})
			return
		}
		for _, made := range nested {
			b.blocks = append(b.blocks, block{name, nil, made})
		}
	}
}

// jsonBodies reads an object, or a list of objects, of a JSON body as bodies.
func jsonBodies(expr hcl.Expression) []*body {
	if pairs, diags := hcl.ExprMap(expr); !diags.HasErrors() {
		made := &body{isJSON: true}
		for _, pair := range pairs {
			if name := keyName(pair.Key); name != "" {
				made.addJSON(name, pair.Value)
			}
		}
		made.sort()
		return []*body{made}
	}
	items, diags := hcl.ExprList(expr)
	if diags.HasErrors() {
		return nil
	}
	var all []*body
	for _, item := range items {
		if _, diags := hcl.ExprMap(item); !diags.HasErrors() {
			all = append(all, jsonBodies(item)...)
		}
	}
	return all
}
