// Command hcl-reactor evaluates Terraform source with HashiCorp's own HCL library, as a WASI reactor: files in memory in,
// a document in the shape of a plan out.
package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"runtime/debug"
	"slices"

	"sekisho/reactor"
)

func init() {
	// The collector shares the one thread of WebAssembly: memory is cheaper here than its time.
	debug.SetGCPercent(300)
	reactor.Serve(answerTo)
}

func main() {}

// failure has the shape that every reactor's errors have.
type failure struct {
	Code    string          `json:"code"`
	Message string          `json:"message"`
	File    *string         `json:"file"`
	Row     *int            `json:"row"`
	Column  *int            `json:"column"`
	Details json.RawMessage `json:"details"`
}

type answer struct {
	OK     bool      `json:"ok"`
	Value  any       `json:"value"`
	Errors []failure `json:"errors"`
}

func answerTo(raw []byte) []byte {
	var req request
	if err := json.Unmarshal(raw, &req); err != nil {
		return encoded(failed("request", "the request is not JSON"))
	}
	if req.Op != "evaluate" {
		return encoded(failed("unknown_operation", "unknown operation "+req.Op))
	}
	source, problems := evaluateSource(&req)
	if problems != nil {
		made := answer{Errors: []failure{}}
		for _, one := range problems {
			made.Errors = append(made.Errors, failure{"source", one.What, &one.File, &one.Line, &one.Column, json.RawMessage("null")})
		}
		return encoded(made)
	}
	return encoded(answer{OK: true, Value: source, Errors: []failure{}})
}

func failed(code, message string) answer {
	return answer{Errors: []failure{{Code: code, Message: message, Details: json.RawMessage("null")}}}
}

func encoded(made answer) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(made); err != nil {
		return encoded(failed("answer", "the answer cannot be written as JSON"))
	}
	return text.Bytes()
}

func sortedKeys[T any](members map[string]T) []string {
	return slices.Sorted(maps.Keys(members))
}
