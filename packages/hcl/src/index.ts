/**
 * HashiCorp's own HCL library as WebAssembly: Terraform source in, a document in the shape of a plan out. What nobody can
 * know without a plan is unknown in it, never guessed. It reads nothing but the given files.
 *
 * @module
 */
export { createSourceEvaluator, isSourceEvaluatorMissing } from "./create-source-evaluator.ts";
export type { SourceEvaluatorMissingError, SourceEvaluatorOptions } from "./create-source-evaluator.ts";
export type * from "./types.ts";
