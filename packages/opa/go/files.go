package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/util"
)

// request is the union of what the operations take; each reads its own part.
type request struct {
	Op           string            `json:"op"`
	Files        map[string]string `json:"files"`
	Capabilities json.RawMessage   `json:"capabilities"`

	// build
	Target      string   `json:"target"`
	Entrypoints []string `json:"entrypoints"`
	PruneUnused bool     `json:"pruneUnused"`
	Revision    string   `json:"revision"`

	// check, test
	Strict  bool                       `json:"strict"`
	Schemas map[string]json.RawMessage `json:"schemas"`

	// test
	Run      string `json:"run"`
	Coverage bool   `json:"coverage"`

	// evaluate
	Query               string          `json:"query"`
	Input               json.RawMessage `json:"input"`
	StrictBuiltinErrors bool            `json:"strictBuiltinErrors"`
}

func (r *request) capabilities() (*ast.Capabilities, error) {
	if len(r.Capabilities) == 0 || string(r.Capabilities) == "null" {
		return ast.CapabilitiesForThisVersion(), nil
	}
	capabilities, err := ast.LoadCapabilitiesJSON(bytes.NewReader(r.Capabilities))
	if err != nil {
		return nil, fmt.Errorf("capabilities: %w", err)
	}
	return capabilities, nil
}

// schemaSet is nil, and annotations are then ignored, only where no schemas are given at all.
func (r *request) schemaSet() (*ast.SchemaSet, error) {
	if r.Schemas == nil {
		return nil, nil
	}
	set := ast.NewSchemaSet()
	for _, name := range util.KeysSorted(r.Schemas) {
		var schema any
		if err := util.Unmarshal(r.Schemas[name], &schema); err != nil {
			return nil, fmt.Errorf("schema %s: %w", name, err)
		}
		ref := ast.Ref{ast.SchemaRootDocument}
		for part := range strings.SplitSeq(name, ".") {
			ref = append(ref, ast.StringTerm(part))
		}
		set.Put(ref, schema)
	}
	return set, nil
}

// fileSystem holds the files that keep accepts. Paths are relative and clean, as io/fs asks.
func (r *request) fileSystem(keep func(path string) bool) (fstest.MapFS, error) {
	files := fstest.MapFS{}
	for _, path := range util.KeysSorted(r.Files) {
		if !fs.ValidPath(path) || path == "." {
			return nil, fmt.Errorf("the path %q is not relative and clean (no leading slash, no dots)", path)
		}
		if keep(path) {
			files[path] = &fstest.MapFile{Data: []byte(r.Files[path]), Mode: 0o600}
		}
	}
	return files, nil
}

// modules parses every Rego file and reports the errors of all of them, not of the first.
func (r *request) modules(capabilities *ast.Capabilities) (map[string]*ast.Module, error) {
	if _, err := r.fileSystem(func(string) bool { return false }); err != nil {
		return nil, err
	}
	options := ast.ParserOptions{ProcessAnnotation: true, Capabilities: capabilities, RegoVersion: ast.RegoV1}
	modules := map[string]*ast.Module{}
	var failures []error
	for _, path := range util.KeysSorted(r.Files) {
		if !isRego(path) {
			continue
		}
		module, err := ast.ParseModuleWithOpts(path, r.Files[path], options)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		modules[path] = module
	}
	if len(failures) > 0 {
		return nil, joined(failures)
	}
	return modules, nil
}

// data reads data.json and data.yaml files as a bundle does: a file's folder is its path below data.
func (r *request) data() (map[string]any, error) {
	files, err := r.fileSystem(func(path string) bool { return !isRego(path) })
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(util.Keys(files), isData) {
		return map[string]any{}, nil
	}
	loaded, err := bundle.NewCustomReader(bundle.NewFSLoaderWithRoot(files, ".")).
		WithSkipBundleVerification(true).WithRegoVersion(ast.RegoV1).Read()
	if err != nil {
		return nil, err
	}
	return loaded.Data, nil
}

func isRego(path string) bool {
	return strings.HasSuffix(path, bundle.RegoExt)
}

func isData(path string) bool {
	base := path[strings.LastIndexByte(path, '/')+1:]
	return base == "data.json" || base == "data.yaml" || base == "data.yml"
}

type joined []error

func (j joined) Unwrap() []error { return j }

func (j joined) Error() string {
	texts := make([]string, len(j))
	for i, err := range j {
		texts[i] = err.Error()
	}
	return strings.Join(texts, "\n")
}
