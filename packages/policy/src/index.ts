/**
 * An estate and a policy bundle in, findings out: bundle reading, the engine port and the evaluation of slices.
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export { archiveByteLimit, archiveEntryLimit, readArchive, writeArchive } from "./archive.ts";
export type { ArchiveEntry } from "./archive.ts";
export type * from "./bundle.ts";
export type * from "./engine.ts";
export { entrypointOf, evaluatePolicies } from "./evaluate.ts";
export type { Evaluation, EvaluationRequest } from "./evaluate.ts";
export * from "./finding.ts";
export { createEngine } from "./opa-wasm-engine.ts";
export type { EngineOptions } from "./opa-wasm-engine.ts";
export * from "./policy-id.ts";
export { bundleRoot, readBundle } from "./read-bundle.ts";
export { slicesOf } from "./slices.ts";
export type { Slice, SliceRequest } from "./slices.ts";
