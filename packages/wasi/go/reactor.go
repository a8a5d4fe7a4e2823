// Package reactor answers typed calls in a WASI reactor: JSON in, JSON out.
//
// The host allocates a request with sekisho_alloc, calls sekisho_call and frees both blocks with sekisho_free. A panic is
// not recovered here: it ends the instance, and the host starts a new one, because a half-finished program has no known state.
package reactor

import "unsafe"

// blocks keeps every block that the host knows about reachable, so that the collector cannot reuse its memory.
var blocks = map[uintptr][]byte{}

var answerTo func(request []byte) []byte

// Serve names the function that answers requests; the program calls it once, before the host's first call.
func Serve(answer func(request []byte) []byte) {
	answerTo = answer
}

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
