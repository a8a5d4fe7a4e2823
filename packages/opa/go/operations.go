package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	astjson "github.com/open-policy-agent/opa/v1/ast/json"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/util"
	"github.com/open-policy-agent/opa/v1/version"
)

var operations = map[string]func(*request) (any, error){
	"version":      opVersion,
	"capabilities": opCapabilities,
	"build":        opBuild,
	"check":        opCheck,
	"format":       opFormat,
	"parse":        opParse,
	"inspect":      opInspect,
	"test":         opTest,
	"evaluate":     opEvaluate,
	// Not part of the typed interface: lets a test see what a real panic does to the instance.
	"selftest.panic": func(*request) (any, error) { panic("asked for by a test") },
}

func opVersion(*request) (any, error) {
	return version.Version, nil
}

func opCapabilities(*request) (any, error) {
	return ast.CapabilitiesForThisVersion(), nil
}

func opBuild(req *request) (any, error) {
	capabilities, err := req.capabilities()
	if err != nil {
		return nil, err
	}
	files, err := req.fileSystem(func(path string) bool { return true })
	if err != nil {
		return nil, err
	}
	var archive bytes.Buffer
	compiler := compile.New().
		WithFS(files).
		WithPaths(".").
		WithAsBundle(true).
		WithTarget(cmp.Or(req.Target, compile.TargetRego)).
		WithEntrypoints(req.Entrypoints...).
		WithRegoAnnotationEntrypoints(true).
		WithPruneUnused(req.PruneUnused).
		WithCapabilities(capabilities).
		WithRegoVersion(ast.RegoV1).
		WithOutput(&archive)
	if req.Revision != "" {
		compiler = compiler.WithRevision(req.Revision)
	}
	if err := compiler.Build(context.Background()); err != nil {
		// The builder stops early and shortens the list; the checker says everything and where.
		if _, checkErr := opCheck(&request{Files: req.Files, Capabilities: req.Capabilities}); checkErr != nil {
			return nil, checkErr
		}
		return nil, err
	}
	return base64.StdEncoding.EncodeToString(archive.Bytes()), nil
}

func newCompiler(capabilities *ast.Capabilities, schemas *ast.SchemaSet, strict bool) *ast.Compiler {
	return ast.NewCompiler().
		SetErrorLimit(0).
		WithCapabilities(capabilities).
		WithSchemas(schemas).
		WithEnablePrintStatements(true).
		WithStrict(strict).
		WithUseTypeCheckAnnotations(true).
		WithDefaultRegoVersion(ast.RegoV1)
}

func compiled(compiler *ast.Compiler, modules map[string]*ast.Module, data map[string]any) error {
	compiler.WithPathConflictsCheck(func(path []string) (bool, error) { return occupied(data, path), nil })
	if compiler.Compile(modules); compiler.Failed() {
		return compiler.Errors
	}
	return nil
}

// occupied says whether data has a value at the path that a package of the same path would hide.
func occupied(data map[string]any, path []string) bool {
	if len(path) == 0 || len(data) == 0 {
		return false
	}
	for _, key := range path {
		value, ok := data[key]
		if !ok {
			return false
		}
		next, ok := value.(map[string]any)
		if !ok {
			return true
		}
		data = next
	}
	return true
}

func opCheck(req *request) (any, error) {
	capabilities, err := req.capabilities()
	if err != nil {
		return nil, err
	}
	schemas, err := req.schemaSet()
	if err != nil {
		return nil, err
	}
	modules, err := req.modules(capabilities)
	if err != nil {
		return nil, err
	}
	data, err := req.data()
	if err != nil {
		return nil, err
	}
	return nil, compiled(newCompiler(capabilities, schemas, req.Strict), modules, data)
}

func opFormat(req *request) (any, error) {
	capabilities, err := req.capabilities()
	if err != nil {
		return nil, err
	}
	formatted := map[string]string{}
	var failures []error
	for _, path := range util.KeysSorted(req.Files) {
		if !isRego(path) {
			continue
		}
		text, err := format.SourceWithOpts(path, []byte(req.Files[path]), format.Opts{
			RegoVersion:   ast.RegoV1,
			Capabilities:  capabilities,
			ParserOptions: &ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: capabilities},
		})
		if err != nil {
			failures = append(failures, err)
			continue
		}
		formatted[path] = string(text)
	}
	if len(failures) > 0 {
		return nil, joined(failures)
	}
	return formatted, nil
}

func opParse(req *request) (any, error) {
	capabilities, err := req.capabilities()
	if err != nil {
		return nil, err
	}
	modules, err := req.modules(capabilities)
	if err != nil {
		return nil, err
	}
	// These options are global in OPA. The file is left out of every location: the answer is keyed by it.
	astjson.SetOptions(astjson.Options{MarshalOptions: astjson.MarshalOptions{
		ExcludeLocationFile: true,
		IncludeLocation: astjson.NodeToggle{
			Term: true, Package: true, Comment: true, Import: true, Rule: true, Head: true, Expr: true, SomeDecl: true,
			Every: true, With: true, Annotations: true, AnnotationsRef: true, Not: true, And: true, Or: true,
		},
	}})
	defer astjson.SetOptions(astjson.Defaults())
	raw, err := json.Marshal(modules)
	return json.RawMessage(raw), err
}

type annotationData struct {
	Path        string           `json:"path"`
	Location    locationData     `json:"location"`
	Annotations *ast.Annotations `json:"annotations"`
}

type locationData struct {
	File   string `json:"file"`
	Row    int    `json:"row"`
	Column int    `json:"column"`
}

func locationOf(location *ast.Location) locationData {
	if location == nil {
		return locationData{}
	}
	return locationData{File: location.File, Row: location.Row, Column: location.Col}
}

type inspection struct {
	Namespaces  map[string][]string `json:"namespaces"`
	Annotations []annotationData    `json:"annotations"`
	Builtins    []string            `json:"builtins"`
	Features    []string            `json:"features"`
}

func opInspect(req *request) (any, error) {
	capabilities, err := req.capabilities()
	if err != nil {
		return nil, err
	}
	modules, err := req.modules(capabilities)
	if err != nil {
		return nil, err
	}
	result := inspection{
		Namespaces: map[string][]string{}, Annotations: []annotationData{}, Builtins: []string{}, Features: []string{},
	}
	list := make([]*ast.Module, 0, len(modules))
	for _, path := range util.KeysSorted(modules) {
		module := modules[path]
		name := module.Package.Path.String()
		result.Namespaces[name] = append(result.Namespaces[name], path)
		list = append(list, module)
	}
	set, failures := ast.BuildAnnotationSet(list)
	if len(failures) > 0 {
		return nil, failures
	}
	for _, ref := range set.Flatten() {
		result.Annotations = append(result.Annotations, annotationData{
			Path: ref.Path.String(), Location: locationOf(ref.Location), Annotations: ref.Annotations,
		})
	}
	slices.SortStableFunc(result.Annotations, func(a, b annotationData) int {
		return cmp.Or(cmp.Compare(a.Location.File, b.Location.File), cmp.Compare(a.Location.Row, b.Location.Row),
			cmp.Compare(a.Path, b.Path))
	})

	compiler := ast.NewCompiler().SetErrorLimit(0).WithAllowUndefinedFunctionCalls(true).WithCapabilities(capabilities)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	for _, builtin := range compiler.Required.Builtins {
		result.Builtins = append(result.Builtins, builtin.Name)
	}
	result.Features = append(result.Features, compiler.Required.Features...)
	slices.Sort(result.Builtins)
	slices.Sort(result.Features)
	return result, nil
}

type testData struct {
	Package string         `json:"package"`
	Name    string         `json:"name"`
	File    string         `json:"file"`
	Row     int            `json:"row"`
	Outcome string         `json:"outcome"`
	Error   *errorData     `json:"error"`
	Output  string         `json:"output"`
	Cases   []testCaseData `json:"cases"`
}

type testCaseData struct {
	Name []string `json:"name"`
	Fail bool     `json:"fail"`
}

type testReport struct {
	Tests    []testData    `json:"tests"`
	Coverage *cover.Report `json:"coverage"`
}

func opTest(req *request) (any, error) {
	capabilities, err := req.capabilities()
	if err != nil {
		return nil, err
	}
	allowTestCases(capabilities)
	schemas, err := req.schemaSet()
	if err != nil {
		return nil, err
	}
	modules, err := req.modules(capabilities)
	if err != nil {
		return nil, err
	}
	data, err := req.data()
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	store := inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false))
	transaction, err := store.NewTransaction(ctx, storage.WriteParams)
	if err != nil {
		return nil, err
	}
	defer store.Abort(ctx, transaction)

	compiler := newCompiler(capabilities, schemas, false)
	compiler.WithPathConflictsCheck(func(path []string) (bool, error) { return occupied(data, path), nil })
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(store).
		SetModules(modules).
		CapturePrintOutput(true).
		// The clock stands still, so a limit in time cannot be kept here; the caller ends the instance instead.
		SetTimeout(24 * 365 * time.Hour).
		SetParallel(1).
		SetCoverageRuns(nil).
		Filter(req.Run)
	var coverage *cover.Cover
	if req.Coverage {
		coverage = cover.New()
		runner = runner.SetCoverageQueryTracer(coverage)
	}
	results, err := runner.RunTests(ctx, transaction)
	if err != nil {
		return nil, err
	}
	report := testReport{Tests: []testData{}}
	for result := range results {
		report.Tests = append(report.Tests, testDataOf(result))
	}
	slices.SortStableFunc(report.Tests, func(a, b testData) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Name, b.Name))
	})
	if coverage != nil {
		measured := coverage.Report(modules)
		report.Coverage = &measured
	}
	return report, nil
}

// allowTestCases adds the builtin that the runner itself puts into tests with named cases.
func allowTestCases(capabilities *ast.Capabilities) {
	if !slices.ContainsFunc(capabilities.Builtins, func(b *ast.Builtin) bool { return b.Name == ast.InternalTestCase.Name }) {
		capabilities.Builtins = append(capabilities.Builtins, ast.InternalTestCase)
	}
}

func testDataOf(result *tester.Result) testData {
	location := locationOf(result.Location)
	data := testData{
		Package: result.Package, Name: result.Name, File: location.File, Row: location.Row,
		Outcome: "pass", Output: string(result.Output), Cases: []testCaseData{},
	}
	switch {
	case result.Error != nil:
		data.Outcome = "error"
		data.Error = &errorsOf(result.Error)[0]
	case result.Skip:
		data.Outcome = "skip"
	case result.Fail:
		data.Outcome = "fail"
	}
	for name, sub := range result.SubResults.Iter {
		if len(sub.SubResults) == 0 {
			data.Cases = append(data.Cases, testCaseData{Name: name, Fail: sub.Fail})
		}
	}
	return data
}

type prepared struct {
	files, capabilities, query string
	strict                     bool
	evaluation                 rego.PreparedEvalQuery
}

// last is the policy set of the latest evaluation: callers ask the same query for many inputs.
var last *prepared

func opEvaluate(req *request) (any, error) {
	key, err := json.Marshal(req.Files)
	if err != nil {
		return nil, err
	}
	if last == nil || last.files != string(key) || last.capabilities != string(req.Capabilities) ||
		last.query != req.Query || last.strict != req.StrictBuiltinErrors {
		evaluation, err := prepare(req)
		if err != nil {
			return nil, err
		}
		last = &prepared{string(key), string(req.Capabilities), req.Query, req.StrictBuiltinErrors, evaluation}
	}
	options := []rego.EvalOption{rego.EvalSortSets(true)}
	if len(req.Input) > 0 {
		var input any
		if err := util.Unmarshal(req.Input, &input); err != nil {
			return nil, err
		}
		options = append(options, rego.EvalInput(input))
	}
	results, err := last.evaluation.Eval(context.Background(), options...)
	if err != nil {
		return nil, err
	}
	rows := make([]evaluationRow, 0, len(results))
	for _, result := range results {
		row := evaluationRow{Bindings: result.Bindings, Expressions: make([]expressionData, 0, len(result.Expressions))}
		for _, expression := range result.Expressions {
			row.Expressions = append(row.Expressions, expressionData{expression.Value, expression.Text})
		}
		rows = append(rows, row)
	}
	return rows, nil
}

type evaluationRow struct {
	Bindings    rego.Vars        `json:"bindings"`
	Expressions []expressionData `json:"expressions"`
}

type expressionData struct {
	Value any    `json:"value"`
	Text  string `json:"text"`
}

func prepare(req *request) (rego.PreparedEvalQuery, error) {
	none := rego.PreparedEvalQuery{}
	if req.Query == "" {
		return none, errors.New("evaluate needs a query")
	}
	capabilities, err := req.capabilities()
	if err != nil {
		return none, err
	}
	modules, err := req.modules(capabilities)
	if err != nil {
		return none, err
	}
	data, err := req.data()
	if err != nil {
		return none, err
	}
	compiler := newCompiler(capabilities, nil, false)
	if err := compiled(compiler, modules, data); err != nil {
		return none, err
	}
	return rego.New(
		rego.Query(req.Query),
		rego.Compiler(compiler),
		rego.Capabilities(capabilities),
		rego.Store(inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false))),
		rego.StrictBuiltinErrors(req.StrictBuiltinErrors),
		rego.SetRegoVersion(ast.RegoV1),
	).PrepareForEval(context.Background())
}
