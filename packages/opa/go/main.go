// Command opa-reactor is OPA's own compiler as a WASI reactor: JSON in, JSON out, files in memory only.
package main

import (
	"encoding/json"

	"sekisho/reactor"
)

func init() {
	reactor.Serve(answerTo)
}

func main() {}

type answer struct {
	OK     bool        `json:"ok"`
	Value  any         `json:"value"`
	Errors []errorData `json:"errors"`
}

func answerTo(raw []byte) []byte {
	value, errs := run(raw)
	if errs == nil {
		errs = []errorData{}
	}
	encoded, err := json.Marshal(answer{OK: len(errs) == 0, Value: value, Errors: errs})
	if err != nil {
		encoded, _ = json.Marshal(answer{Errors: errorsOf(err)})
	}
	return encoded
}

func run(raw []byte) (any, []errorData) {
	var req request
	if err := json.Unmarshal(raw, &req); err != nil {
		return nil, errorsOf(err)
	}
	operation, ok := operations[req.Op]
	if !ok {
		return nil, []errorData{{Code: "unknown_operation", Message: "unknown operation " + req.Op}}
	}
	value, err := operation(&req)
	if err != nil {
		return nil, errorsOf(err)
	}
	return value, nil
}
