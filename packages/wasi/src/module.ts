// Types of our own: the language's library does not declare those of WebAssembly, and who reads ours need not have another.

/** A compiled module, as `WebAssembly.compile` gives it. */
export type WasmModule = object;

/** An instance of a module. */
export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

/** What a module is instantiated with: functions by module and name. */
export type WasmImports = Record<string, Record<string, (...parameters: never[]) => unknown>>;
