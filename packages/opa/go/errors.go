package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/loader"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// plainCode marks what OPA reports as text without a code of its own.
const plainCode = "opa_error"

type errorData struct {
	Code    string          `json:"code"`
	Message string          `json:"message"`
	File    *string         `json:"file"`
	Row     *int            `json:"row"`
	Column  *int            `json:"column"`
	Details json.RawMessage `json:"details"`
}

// errorsOf takes the structured errors out of any wrapping and sorts them by place.
func errorsOf(err error) []errorData {
	list := flatten(err)
	slices.SortStableFunc(list, compareErrors)
	return slices.CompactFunc(list, func(a, b errorData) bool { return compareErrors(a, b) == 0 })
}

func flatten(err error) []errorData {
	switch e := err.(type) {
	case nil:
		return nil
	case *ast.Error:
		return []errorData{located(e.Code, e.Message, e.Location, e.Details)}
	case *topdown.Error:
		return []errorData{located(e.Code, e.Message, e.Location, nil)}
	case *storage.Error:
		return []errorData{located(e.Code, e.Message, nil, nil)}
	case ast.Errors:
		return flattenAll(e)
	case rego.Errors:
		return flattenAll(e)
	case loader.Errors:
		return flattenAll(e)
	case interface{ Unwrap() []error }:
		return flattenAll(e.Unwrap())
	}
	if inner := errors.Unwrap(err); inner != nil {
		// A wrapper is worth more than what it wraps unless the wrapped error says where it happened.
		if list := flatten(inner); slices.ContainsFunc(list, func(d errorData) bool { return d.Code != plainCode }) {
			return list
		}
	}
	return []errorData{located(plainCode, err.Error(), nil, nil)}
}

func flattenAll[E error](errs []E) []errorData {
	var list []errorData
	for _, err := range errs {
		list = append(list, flatten(err)...)
	}
	return list
}

func located(code, message string, location *ast.Location, details ast.ErrorDetails) errorData {
	data := errorData{Code: code, Message: message, Details: json.RawMessage("null")}
	if location != nil {
		if file := strings.TrimPrefix(location.File, "/"); file != "" {
			data.File = &file
		}
		if location.Row > 0 {
			data.Row, data.Column = &location.Row, &location.Col
		}
	}
	if details != nil {
		if raw, err := json.Marshal(details); err == nil {
			data.Details = raw
		}
	}
	return data
}

func compareErrors(a, b errorData) int {
	return cmp.Or(
		cmp.Compare(orZero(a.File), orZero(b.File)),
		cmp.Compare(orZero(a.Row), orZero(b.Row)),
		cmp.Compare(orZero(a.Column), orZero(b.Column)),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
	)
}

func orZero[T any](pointer *T) T {
	var zero T
	if pointer == nil {
		return zero
	}
	return *pointer
}
