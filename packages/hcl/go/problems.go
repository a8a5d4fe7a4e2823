package main

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2"
)

const maxProblems = 1000

// problem says what is wrong and where, never a value of the source: HCL's summaries are constant texts.
type problem struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	What   string `json:"what"`
}

// problems collects what could not be evaluated, each place once, and apart from it what stops the evaluation.
type problems struct {
	list   []problem
	errors []problem
	seen   map[problem]bool
}

func newProblems() *problems {
	return &problems{seen: map[problem]bool{}}
}

func (p *problems) add(place hcl.Range, what string) {
	p.list = p.put(p.list, place, what)
}

func (p *problems) fatal(place hcl.Range, what string) {
	p.errors = p.put(p.errors, place, what)
}

func (p *problems) put(list []problem, place hcl.Range, what string) []problem {
	one := problem{place.Filename, place.Start.Line, place.Start.Column, what}
	if p.seen[one] || len(list) >= maxProblems {
		return list
	}
	p.seen[one] = true
	return append(list, one)
}

func (p *problems) diagnostics(diags hcl.Diagnostics, isFatal bool) {
	for _, diag := range diags {
		if diag.Severity != hcl.DiagError {
			continue
		}
		place := hcl.Range{Start: hcl.InitialPos}
		if diag.Subject != nil {
			place = *diag.Subject
		}
		if isFatal {
			p.fatal(place, diag.Summary)
		} else {
			p.add(place, diag.Summary)
		}
	}
}

func sortProblems(list []problem) []problem {
	slices.SortStableFunc(list, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.What, b.What))
	})
	if list == nil {
		return []problem{}
	}
	return list
}
