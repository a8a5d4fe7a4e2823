package main

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

type variablesFile struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// request is what the host asks: a file whose text is null is there, but not given.
type request struct {
	Op        string             `json:"op"`
	Files     map[string]*string `json:"files"`
	Root      string             `json:"root"`
	Variables []variablesFile    `json:"variables"`
	Workspace string             `json:"workspace"`
}

type change struct {
	Actions        []string `json:"actions"`
	Before         any      `json:"before"`
	After          any      `json:"after"`
	AfterUnknown   any      `json:"after_unknown"`
	AfterSensitive any      `json:"after_sensitive"`
	AfterDocuments any      `json:"after_documents,omitempty"`
}

type resourceChange struct {
	Address       string `json:"address"`
	ModuleAddress string `json:"module_address,omitempty"`
	Mode          string `json:"mode"`
	Type          string `json:"type"`
	Name          string `json:"name"`
	Index         any    `json:"index,omitempty"`
	ProviderName  string `json:"provider_name"`
	Change        change `json:"change"`
}

type unexpandedResource struct {
	Address string `json:"address"`
	File    string `json:"file"`
	Line    int    `json:"line"`
}

type position struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	EndLine int    `json:"end_line"`
}

type evaluatedSource struct {
	ResourceChanges []resourceChange     `json:"resource_changes"`
	Configuration   map[string]any       `json:"configuration"`
	Variables       map[string]any       `json:"variables"`
	Positions       map[string]position  `json:"positions"`
	Unexpanded      []unexpandedResource `json:"unexpanded"`
	MissingModules  []missingModule      `json:"missing_modules"`
	Problems        []problem            `json:"problems"`
	Backend         *string              `json:"backend"`
}

// evaluateSource gives the evaluated source, or what stands in the way.
func evaluateSource(req *request) (*evaluatedSource, []problem) {
	found := newProblems()
	nowhere := hcl.Range{Start: hcl.InitialPos}
	for _, name := range sortedKeys(req.Files) {
		if !fs.ValidPath(name) {
			found.fatal(hcl.Range{Filename: name, Start: hcl.InitialPos}, "The path is not relative and clean")
		}
	}
	root := strings.Trim(path.Clean("/"+req.Root), "/")
	load := newLoader(req.Files, root, found)
	if primary, overrides := load.filesIn(root); len(primary)+len(overrides) == 0 {
		found.fatal(nowhere, "The folder holds no Terraform files")
	}
	top := load.load(root, nil, "", nil)
	ev := &evaluator{problems: found, files: req.Files, root: root, workspace: req.Workspace, natives: map[hcl.Expression]hclsyntax.Expression{}}
	ev.names, ev.functions = ev.readFiles(load)
	in := newInstance(ev, top, nil, repetition{})
	ev.setVariables(in, req)
	if len(found.errors) > 0 {
		return nil, sortProblems(found.errors)
	}

	made := &evaluatedSource{
		ResourceChanges: []resourceChange{}, Variables: ev.rootVariables(in), Positions: map[string]position{},
		Unexpanded: []unexpandedResource{}, MissingModules: load.missing,
	}
	if made.MissingModules == nil {
		made.MissingModules = []missingModule{}
	}
	if backend := in.module.backend; backend != "" {
		made.Backend = &backend
	}
	instances := map[*module][]*instance{}
	made.walk(in, instances)
	made.positions(top)
	made.Configuration = ev.configurationOf(top, instances)
	slices.SortStableFunc(made.ResourceChanges, func(a, b resourceChange) int { return strings.Compare(a.Address, b.Address) })
	slices.SortFunc(made.Unexpanded, func(a, b unexpandedResource) int { return strings.Compare(a.Address, b.Address) })
	made.Unexpanded = slices.Compact(made.Unexpanded)
	made.Problems = sortProblems(found.list)
	return made, nil
}

// readFiles collects the attribute names that are read anywhere, and what may be called as a function.
func (ev *evaluator) readFiles(load *loader) ([]string, map[string]function.Function) {
	names, called := map[string]bool{}, map[string]bool{}
	for _, file := range load.parsed {
		if file == nil {
			continue
		}
		readNames(file, string(file.Bytes), names)
		for _, name := range calledFunctions(string(file.Bytes)) {
			called[name] = true
		}
	}
	return sortedKeys(names), ev.newFunctions(sortedKeys(called))
}

// walk collects the resources of a module instance and of those below it.
func (s *evaluatedSource) walk(in *instance, instances map[*module][]*instance) {
	instances[in.module] = append(instances[in.module], in)
	for _, address := range sortedKeys(in.module.resources) {
		found := in.module.resources[address]
		evaluated, expanded := in.evaluatedInstances(found)
		if !expanded.isKnown {
			s.unexpanded(in.module, found)
			continue
		}
		for _, one := range evaluated {
			s.ResourceChanges = append(s.ResourceChanges, in.changeOf(found, one))
		}
	}
	for _, name := range sortedKeys(in.module.children) {
		child := in.module.children[name]
		if child == nil {
			continue
		}
		below, expanded := in.childInstances(name)
		if !expanded.isKnown {
			s.unexpandedModule(child)
			continue
		}
		for _, one := range below {
			s.walk(one, instances)
		}
	}
}

func (s *evaluatedSource) unexpanded(m *module, found *resource) {
	s.Unexpanded = append(s.Unexpanded, unexpandedResource{m.within(found.address()), found.place.Filename, found.place.Start.Line})
}

func (s *evaluatedSource) unexpandedModule(m *module) {
	for _, found := range m.resources {
		s.unexpanded(m, found)
	}
	for _, child := range m.children {
		if child != nil {
			s.unexpandedModule(child)
		}
	}
}

func (s *evaluatedSource) positions(m *module) {
	for address, found := range m.resources {
		s.Positions[m.within(address)] = position{found.place.Filename, found.place.Start.Line, found.end}
	}
	for name, call := range m.calls {
		s.Positions[m.within("module."+name)] = position{call.place.Filename, call.place.Start.Line, call.end}
		if child := m.children[name]; child != nil {
			s.positions(child)
		}
	}
}

func (in *instance) changeOf(found *resource, one evaluatedResource) resourceChange {
	shown := in.ev.show(one.body.written())
	address := found.address() + keyText(one.repetition.key)
	if in.address != "" {
		address = in.address + "." + address
	}
	actions := []string{"create"}
	if found.mode == "data" {
		actions = []string{"read"}
	}
	return resourceChange{
		Address: address, ModuleAddress: in.address, Mode: found.mode, Type: found.kind, Name: found.name,
		Index: one.repetition.key, ProviderName: in.module.providerAddress(found.providerName()),
		Change: change{
			Actions: actions, After: orEmpty(shown.after), AfterUnknown: orEmpty(shown.unknown),
			AfterSensitive: orEmpty(shown.sensitive), AfterDocuments: shown.document,
		},
	}
}

func orEmpty(tree any) any {
	if tree == nil {
		return map[string]any{}
	}
	return tree
}

// setVariables puts the root's variables into their cells: defaults, then each file's values in Terraform's order.
func (ev *evaluator) setVariables(in *instance, req *request) {
	given := map[string]cty.Value{}
	for _, file := range ev.variableFiles(req) {
		parsed, diags := parseText(file.Name, file.Text)
		ev.problems.diagnostics(diags, true)
		if parsed == nil || diags.HasErrors() {
			continue
		}
		attributes, diags := parsed.Body.JustAttributes()
		ev.problems.diagnostics(diags, true)
		for name, attribute := range attributes {
			value, diags := attribute.Expr.Value(nil)
			ev.problems.diagnostics(diags, true)
			if !diags.HasErrors() {
				given[name] = value
			}
		}
	}
	if len(ev.problems.errors) > 0 {
		return
	}
	for name, variable := range in.module.variables {
		value, isGiven := given[name]
		if !isGiven {
			value = cty.NilVal
		}
		in.once("var."+name, variable.place, func() cty.Value { return in.variableValue(variable, value) })
	}
}

// variableFiles lists the files of values in the order in which a later one wins.
func (ev *evaluator) variableFiles(req *request) []variablesFile {
	var files []variablesFile
	add := func(name string) {
		if text := ev.files[name]; text != nil {
			files = append(files, variablesFile{name, *text})
		}
	}
	add(path.Join(ev.root, "terraform.tfvars"))
	add(path.Join(ev.root, "terraform.tfvars.json"))
	for _, name := range sortedKeys(ev.files) {
		folder := strings.TrimPrefix(path.Dir(name), ".")
		if folder == ev.root && (strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json")) {
			add(name)
		}
	}
	return append(files, req.Variables...)
}

// rootVariables shows the root's variables as a plan does; one without a value is not there.
func (ev *evaluator) rootVariables(in *instance) map[string]any {
	made := map[string]any{}
	for name, variable := range in.module.variables {
		shown := ev.show(in.variable(name, variable.place))
		if shown.isKnown && shown.unknown == nil {
			made[name] = map[string]any{"value": shown.after}
		}
	}
	return made
}
