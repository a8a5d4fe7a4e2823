/**
 * A Go program as WebAssembly in, typed calls out: the host that such a program runs in, and the exchange of requests
 * and answers with it. It has no file system, no network and no clock but the one that the caller sets.
 *
 * @module
 */
export { createReactor } from "./reactor.ts";
export type { GuestError, GuestResult, JsonValue, Reactor } from "./reactor.ts";
export type { WasmImports, WasmInstance, WasmModule } from "./module.ts";
export { loadModule } from "./load-module.ts";
export { guestFunction } from "./wasi.ts";
