package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

const (
	defaultRegistry = "registry.terraform.io"
	builtinProvider = "terraform.io/builtin/terraform"
)

// configurationOf writes the configuration as terraform show -json does, with the locals of each module beside, and marks the
// expressions whose value is something else than all that they refer to.
func (ev *evaluator) configurationOf(root *module, instances map[*module][]*instance) map[string]any {
	w := &configurationWriter{ev: ev, instances: instances}
	return map[string]any{"provider_config": w.providers(root), "root_module": w.module(root), "marks_altered": true}
}

type configurationWriter struct {
	ev        *evaluator
	instances map[*module][]*instance
}

// scopesOf lists where the expressions of one declaration are evaluated: in each instance of its module, repeated.
func (w *configurationWriter) scopesOf(m *module, address string, one *declared) []scope {
	var scopes []scope
	for _, in := range w.instances[m] {
		if one == nil {
			scopes = append(scopes, scope{in: in})
			continue
		}
		expanded := in.expand(address, one)
		if !expanded.isKnown {
			return nil
		}
		for _, repeated := range expanded.repetitions {
			scopes = append(scopes, scope{in: in, repeated: repeated})
		}
	}
	return scopes
}

// expression writes a constant, or what the expression refers to.
func (w *configurationWriter) expression(written hcl.Expression, scopes []scope) map[string]any {
	expr := w.ev.native(written)
	if value, isConstant := constantOf(expr); isConstant {
		return map[string]any{"constant_value": value}
	}
	if references, isAltered := referencesOf(expr, scopes); len(references) > 0 {
		made := map[string]any{"references": references}
		if isAltered {
			made["altered"] = true
		}
		return made
	}
	if len(expr.Variables()) > 0 {
		// All instances choose a branch that refers to nothing.
		if value, isChosen := chosenConstant(expr, scopes); isChosen {
			return map[string]any{"constant_value": value}
		}
	}
	return map[string]any{}
}

func chosenConstant(expr hclsyntax.Expression, scopes []scope) (any, bool) {
	if len(scopes) > maxNarrowing {
		return nil, false
	}
	walk := &referenceWalk{scopes: scopes}
	for _, one := range scopes {
		if value, diags := one.try(expr); diags.HasErrors() || value.ContainsMarked() {
			return nil, false
		}
	}
	value, isSame := walk.same(expr)
	if !isSame {
		return nil, false
	}
	shown := scopes[0].in.ev.show(value)
	return shown.after, shown.isKnown && shown.unknown == nil
}

func constantOf(expr hclsyntax.Expression) (any, bool) {
	value, diags := expr.Value(&hcl.EvalContext{})
	if diags.HasErrors() || value == cty.NilVal || !value.IsWhollyKnown() || value.ContainsMarked() {
		return nil, false
	}
	return jsonOf(value)
}

func jsonOf(value cty.Value) (any, bool) {
	encoded, err := ctyjson.Marshal(value, value.Type())
	return json.RawMessage(encoded), err == nil
}

// body writes a block of expressions. Dynamic blocks are not written, as in Terraform's own.
func (w *configurationWriter) body(found *body, scopes []scope, isTop bool) map[string]any {
	made := map[string]any{}
	for _, attribute := range found.attributes {
		if isTop && slices.Contains(metaArguments, attribute.name) {
			continue
		}
		made[attribute.name] = w.expression(attribute.expr, scopes)
	}
	for _, nested := range found.blocks {
		if nested.kind == "dynamic" || isTop && slices.Contains(metaArguments, nested.kind) {
			continue
		}
		expressions := w.body(nested.body, scopes, false)
		if nested.kind == singleBlock {
			made[nested.kind] = expressions
			continue
		}
		list, _ := made[nested.kind].([]any)
		made[nested.kind] = append(list, expressions)
	}
	return made
}

func (w *configurationWriter) module(m *module) map[string]any {
	scopes := w.scopesOf(m, "", nil)
	made := map[string]any{}
	var resources []any
	for _, address := range sortedKeys(m.resources) {
		resources = append(resources, w.resource(m, address, m.resources[address], scopes))
	}
	if resources != nil {
		made["resources"] = resources
	}
	calls := map[string]any{}
	for name, call := range m.calls {
		calls[name] = w.call(m, name, call, scopes)
	}
	variables := map[string]any{}
	for name, variable := range m.variables {
		variables[name] = w.variable(variable)
	}
	outputs := map[string]any{}
	for name, output := range m.outputs {
		outputs[name] = w.output(output, scopes)
	}
	locals := map[string]any{}
	for name, expr := range m.locals {
		locals[name] = w.expression(expr, scopes)
	}
	for name, members := range map[string]map[string]any{
		"module_calls": calls, "variables": variables, "outputs": outputs, "locals": locals,
	} {
		if len(members) > 0 {
			made[name] = members
		}
	}
	return made
}

func (w *configurationWriter) resource(m *module, address string, found *resource, outer []scope) map[string]any {
	scopes := w.scopesOf(m, address, &found.declared)
	made := map[string]any{
		"address": address, "mode": found.mode, "type": found.kind, "name": found.name,
		"provider_config_key": providerKeyIn(configuredProvider(m, found.providerName())),
	}
	if expressions := w.body(found.body, scopes, true); len(expressions) > 0 {
		made["expressions"] = expressions
	}
	w.putRepetition(made, found.body, outer)
	return made
}

func (w *configurationWriter) putRepetition(made map[string]any, found *body, scopes []scope) {
	for _, name := range []string{"count", "for_each"} {
		if expr := found.attribute(name); expr != nil {
			if written := w.expression(expr, scopes); len(written) > 0 {
				made[name+"_expression"] = written
			}
		}
	}
	putDependencies(made, found)
}

func putDependencies(made map[string]any, found *body) {
	if expr := found.attribute("depends_on"); expr != nil {
		var names []string
		if items, diags := hcl.ExprList(expr); !diags.HasErrors() {
			for _, item := range items {
				if name := providerReference(item); name != "" {
					names = append(names, name)
				}
			}
		}
		if names != nil {
			made["depends_on"] = names
		}
	}
}

func (w *configurationWriter) call(m *module, name string, call *declared, outer []scope) map[string]any {
	made := map[string]any{"source": literalString(call.body.attribute("source"))}
	scopes := w.scopesOf(m, "module."+name, call)
	expressions := map[string]any{}
	called := m.children[name]
	for _, attribute := range call.body.attributes {
		isMeta := attribute.name == "source" || attribute.name == "version" || slices.Contains(metaArguments, attribute.name)
		if !isMeta && (called == nil || called.variables[attribute.name] != nil) {
			expressions[attribute.name] = w.expression(attribute.expr, scopes)
		}
	}
	if len(expressions) > 0 {
		made["expressions"] = expressions
	}
	if version := literalString(call.body.attribute("version")); version != "" {
		made["version_constraint"] = version
	}
	w.putRepetition(made, call.body, outer)
	if called != nil {
		made["module"] = w.module(called)
	}
	return made
}

func (w *configurationWriter) variable(variable *declared) map[string]any {
	made := map[string]any{}
	if expr := variable.body.attribute("default"); expr != nil {
		if value, isConstant := constantOf(w.ev.native(expr)); isConstant {
			made["default"] = value
		}
	}
	putDescription(made, variable)
	return made
}

func (w *configurationWriter) output(output *declared, scopes []scope) map[string]any {
	made := map[string]any{}
	if expr := output.body.attribute("value"); expr != nil {
		made["expression"] = w.expression(expr, scopes)
	}
	putDescription(made, output)
	putDependencies(made, output.body)
	return made
}

func putDescription(made map[string]any, one *declared) {
	if description := literalString(one.body.attribute("description")); description != "" {
		made["description"] = description
	}
	if literalBool(one.body.attribute("sensitive"), false) {
		made["sensitive"] = true
	}
}

// providerName is the local name of the provider that a resource asks for, with its alias.
func (r *resource) providerName() string {
	if expr := r.body.attribute("provider"); expr != nil {
		if name := providerReference(expr); name != "" {
			return name
		}
	}
	name, _, _ := strings.Cut(r.kind, "_")
	return name
}

// providerAddress is a provider's full name, as the module that uses it declares it.
func (m *module) providerAddress(localName string) string {
	local, _, _ := strings.Cut(localName, ".")
	source := m.required[local].source
	if source == "" {
		if local == "terraform" {
			return builtinProvider
		}
		return defaultRegistry + "/hashicorp/" + local
	}
	switch strings.Count(source, "/") {
	case 0:
		return defaultRegistry + "/hashicorp/" + source
	case 1:
		return defaultRegistry + "/" + source
	}
	return source
}

func providerKeyIn(m *module, name string) string {
	if address := m.address(); address != "" {
		return address + ":" + name
	}
	return name
}

// passed reads the providers that a call hands to its module: inner name to outer name.
func (m *module) passed() map[string]string {
	names := map[string]string{}
	if m.call == nil {
		return names
	}
	written := m.call.body.attribute("providers")
	if written == nil {
		return names
	}
	pairs, _ := hcl.ExprMap(written)
	for _, pair := range pairs {
		inner, outer := providerReference(pair.Key), providerReference(pair.Value)
		if traversal, diags := hcl.AbsTraversalForExpr(pair.Key); !diags.HasErrors() {
			inner = traversalText(traversal)
		} else if name := keyName(pair.Key); name != "" {
			inner = name
		}
		if inner != "" && outer != "" {
			names[inner] = outer
		}
	}
	return names
}

// configuredProvider follows a provider through the calls that hand it on, to where it is configured.
func configuredProvider(m *module, name string) (*module, string) {
	for {
		if m.providers[name] != nil || m.parent == nil {
			return m, name
		}
		outer, isPassed := m.passed()[name]
		switch {
		case isPassed:
			name = outer
		case strings.Contains(name, "."):
			return m, name
		default:
			// A provider without alias is inherited under the name that the caller has for it.
			name = m.parent.localNameOf(m.providerAddress(name), name)
		}
		m = m.parent
	}
}

// localNameOf gives the module's own name for a provider.
func (m *module) localNameOf(address, standard string) string {
	if m.providerAddress(standard) == address {
		return standard
	}
	for _, name := range sortedKeys(m.required) {
		if m.providerAddress(name) == address {
			return name
		}
	}
	return standard
}

func (w *configurationWriter) providers(root *module) map[string]any {
	made := map[string]any{}
	w.addConfigured(root, made)
	addImplicit(root, made)
	return made
}

func (w *configurationWriter) addConfigured(m *module, made map[string]any) {
	scopes := w.scopesOf(m, "", nil)
	for name, provider := range m.providers {
		one := m.provider(name)
		expressions := w.body(provider.body, scopes, false)
		delete(expressions, "alias")
		delete(expressions, "version")
		if len(expressions) > 0 {
			one["expressions"] = expressions
		}
		made[providerKeyIn(m, name)] = one
	}
	for _, child := range m.children {
		if child != nil {
			w.addConfigured(child, made)
		}
	}
}

// addImplicit adds what is used or required without being configured: it is there all the same, without arguments.
func addImplicit(m *module, made map[string]any) {
	names := sortedKeys(m.required)
	for _, found := range m.resources {
		names = append(names, found.providerName())
	}
	for _, name := range names {
		owner, configured := configuredProvider(m, name)
		if key := providerKeyIn(owner, configured); made[key] == nil {
			made[key] = owner.provider(configured)
		}
	}
	for _, child := range m.children {
		if child != nil {
			addImplicit(child, made)
		}
	}
}

func (m *module) provider(name string) map[string]any {
	local, alias, isAliased := strings.Cut(name, ".")
	made := map[string]any{"name": local, "full_name": m.providerAddress(name)}
	if isAliased {
		made["alias"] = alias
	}
	if address := m.address(); address != "" {
		made["module_address"] = address
	}
	version := m.required[local].version
	if configured := m.providers[name]; version == "" && configured != nil {
		version = literalString(configured.body.attribute("version"))
	}
	if version != "" {
		made["version_constraint"] = version
	}
	return made
}
