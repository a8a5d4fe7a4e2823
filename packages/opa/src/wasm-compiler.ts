import type { Reactor } from "@sekisho/wasi";

import { readBundleArchive } from "./archive.ts";
import { toAstModule } from "./ast.ts";
import type { AstModule } from "./ast.ts";
import { asObject, mapResult, toCoverage } from "./results.ts";
import type { RawCoverage } from "./results.ts";
import type { Compiler, JsonValue, OpaResult, TestReport } from "./types.ts";

/** Puts the typed operations over a reactor. */
export function createWasmCompiler(reactor: Reactor): Compiler {
  return {
    kind: "wasm",
    build: (request) =>
      mapResult(ask<string>("build", request), (base64) => {
        const archive = new Uint8Array(Buffer.from(base64, "base64"));
        return { archive, entries: readBundleArchive(archive) };
      }),
    check: (request) => ask("check", { strict: true, ...request }),
    format: (request) => ask("format", request),
    test: ({ nowMs, ...request }) =>
      mapResult(
        ask<{ readonly tests: TestReport["tests"]; readonly coverage: RawCoverage | null }>("test", request, nowMs),
        ({ tests, coverage }) => ({ tests, coverage: coverage === null ? null : toCoverage(coverage) }),
      ),
    inspect: (request) => ask("inspect", request),
    parse: (request) =>
      mapResult(ask<JsonValue>("parse", request), (modules) => {
        const trees: Record<string, AstModule> = {};
        for (const [path, module] of Object.entries(asObject(modules))) trees[path] = toAstModule(module);
        return trees;
      }),
    capabilities: () => ask("capabilities", {}),
    evaluate: ({ nowMs, ...request }) => ask("evaluate", request, nowMs),
  };

  function ask<T>(operation: string, request: object, nowMs?: number): OpaResult<T> {
    // What each operation answers is declared beside it in go/operations.go and held together by the tests.
    return reactor.call(operation, request, nowMs) as OpaResult<T>;
  }
}
