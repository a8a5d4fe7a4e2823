import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createReactor, loadModule } from "@sekisho/wasi";

import { createNativeCompiler } from "./native-compiler.ts";
import { nativeOpaPath } from "./native-path.ts";
import type { Compiler } from "./types.ts";
import { OPA_VERSION } from "./version.ts";
import { createWasmCompiler } from "./wasm-compiler.ts";

/** Says where the compiler comes from. */
export interface CompilerOptions {
  /** The reactor's file; the package's own `dist-wasm/opa.wasm` if left out. */
  readonly wasmPath?: string;
  /** The native `opa` that stands in where the reactor is missing; looked for if left out, none if null. */
  readonly nativePath?: string | null;
}

/** Is thrown where neither the WebAssembly compiler nor a native `opa` of the pinned version is there. */
export interface OpaCompilerMissingError extends Error {
  readonly code: "OPA_COMPILER_MISSING";
}

/**
 * Creates OPA's compiler: the WebAssembly one, or a native `opa` of the same version where that was not built.
 *
 * @throws {@link OpaCompilerMissingError} if there is neither.
 * @example
 * ```ts
 * import { createCompiler } from "@sekisho/opa";
 *
 * const compiler = await createCompiler();
 * const checked = compiler.check({ files: { "a.rego": "package a\n\nallow := input.admin\n" } });
 * ```
 */
export async function createCompiler(options: CompilerOptions = {}): Promise<Compiler> {
  const wasmPath = options.wasmPath ?? fileURLToPath(new URL("../dist-wasm/opa.wasm", import.meta.url));
  if (existsSync(wasmPath)) {
    const reactor = createReactor(await loadModule(wasmPath), "OPA's compiler");
    const version = reactor.call("version", {});
    if (version.ok && version.value === OPA_VERSION) return createWasmCompiler(reactor);
    throw missing(`The compiler at ${wasmPath} is not OPA ${OPA_VERSION}.`);
  }
  const nativePath = options.nativePath === undefined ? nativeOpaPath() : options.nativePath;
  if (nativePath !== null) return createNativeCompiler(nativePath);
  throw missing(`OPA's compiler is missing: there is no ${wasmPath} and no native opa ${OPA_VERSION} on PATH.`);
}

/** Tells whether a thrown value says that OPA's compiler is missing. */
export function isOpaCompilerMissing(thrown: unknown): thrown is OpaCompilerMissingError {
  return thrown instanceof Error && "code" in thrown && thrown.code === "OPA_COMPILER_MISSING";
}

function missing(what: string): OpaCompilerMissingError {
  const advice =
    `Install Go 1.26 or newer (https://go.dev/dl/) and build the compiler with ` +
    `"node packages/opa/scripts/build.mjs", or put opa ${OPA_VERSION} ` +
    `(https://github.com/open-policy-agent/opa/releases/tag/v${OPA_VERSION}) on PATH.`;
  return Object.assign(new Error(`${what} ${advice}`), { code: "OPA_COMPILER_MISSING" as const });
}
