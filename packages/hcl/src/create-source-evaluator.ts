import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createReactor, loadModule } from "@sekisho/wasi";

import type { EvaluatedSource, SourceEvaluator } from "./types.ts";

/** Is thrown where the WebAssembly evaluator is not there. */
export interface SourceEvaluatorMissingError extends Error {
  readonly code: "SOURCE_EVALUATOR_MISSING";
}

/** Says where the evaluator comes from. */
export interface SourceEvaluatorOptions {
  /** The reactor's file; the package's own `dist-wasm/hcl.wasm` if left out. */
  readonly wasmPath?: string;
}

/**
 * Creates the evaluator of Terraform source.
 *
 * @throws {@link SourceEvaluatorMissingError} if it was not built.
 * @example
 * ```ts
 * import { createSourceEvaluator } from "@sekisho/hcl";
 *
 * const evaluator = await createSourceEvaluator();
 * const result = evaluator.evaluate({ files: { "main.tf": 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n' } });
 * ```
 */
export async function createSourceEvaluator(options: SourceEvaluatorOptions = {}): Promise<SourceEvaluator> {
  const wasmPath = options.wasmPath ?? fileURLToPath(new URL("../dist-wasm/hcl.wasm", import.meta.url));
  if (!existsSync(wasmPath)) throw missing(wasmPath);
  const reactor = createReactor(await loadModule(wasmPath), "The evaluator of Terraform source");
  return {
    evaluate: (request) => {
      const answer = reactor.call("evaluate", request);
      // The document's shape is declared in go/source.go and held together by the tests.
      if (answer.ok) return { ok: true, source: answer.value as unknown as EvaluatedSource };
      const problems = answer.errors.map(({ file, row, column, message }) => ({
        file: file ?? "",
        line: row ?? 1,
        column: column ?? 1,
        what: message,
      }));
      return { ok: false, problems };
    },
  };
}

/** Tells whether a thrown value says that the evaluator of Terraform source is missing. */
export function isSourceEvaluatorMissing(thrown: unknown): thrown is SourceEvaluatorMissingError {
  return thrown instanceof Error && "code" in thrown && thrown.code === "SOURCE_EVALUATOR_MISSING";
}

function missing(wasmPath: string): SourceEvaluatorMissingError {
  const advice =
    "Install Go 1.26 or newer (https://go.dev/dl/) and build the evaluator with " +
    '"node packages/hcl/scripts/build.mjs".';
  const message = `The evaluator of Terraform source is missing: there is no ${wasmPath}. ${advice}`;
  return Object.assign(new Error(message), { code: "SOURCE_EVALUATOR_MISSING" as const });
}
