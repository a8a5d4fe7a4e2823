// Command opa-reactor is OPA's own compiler as a WASI reactor: JSON in, JSON out, files in memory only.
//
// The host allocates a request with sekisho_alloc, calls sekisho_call and frees both blocks with sekisho_free. A panic is
// not recovered here: it ends the instance, and the host starts a new one, because a half-finished compiler has no known state.
package main

import (
	"encoding/json"
	"unsafe"
)

// blocks keeps every block that the host knows about reachable, so that the collector cannot reuse its memory.
var blocks = map[uintptr][]byte{}

func main() {}

//go:wasmexport sekisho_alloc
func alloc(size uint32) unsafe.Pointer {
	return pin(make([]byte, max(size, 1)))
}

//go:wasmexport sekisho_free
func free(pointer unsafe.Pointer) {
	delete(blocks, uintptr(pointer))
}

// call answers one request and returns the answer's address in the upper and its length in the lower 32 bits.
//
//go:wasmexport sekisho_call
func call(pointer unsafe.Pointer, length uint32) uint64 {
	answer := answerTo(unsafe.Slice((*byte)(pointer), length))
	return uint64(uintptr(pin(answer)))<<32 | uint64(uint32(len(answer)))
}

func pin(block []byte) unsafe.Pointer {
	pointer := unsafe.Pointer(unsafe.SliceData(block))
	blocks[uintptr(pointer)] = block
	return pointer
}

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
