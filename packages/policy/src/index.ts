/**
 * An estate and a policy bundle in, findings out: bundle reading, the engine port and the evaluation of slices.
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export {
  archiveByteLimit,
  archiveEntryLimit,
  readArchive,
  writeArchive,
  type ArchiveEntry,
  type ArchiveLimits,
  type Gunzip,
} from "./archive.ts";
export type { Bilingual, BundleMetadata, PolicyBundle, PolicyInfo } from "./bundle.ts";
export { bundleRoot, readBundle } from "./read-bundle.ts";
export type { EngineResult, PolicyEngine } from "./engine.ts";
export { createEngine, type EngineOptions } from "./opa-wasm-engine.ts";
export { chosenPolicies, slicesOf, type Slice, type SliceRequest } from "./slices.ts";
export { entrypointOf, evaluatePolicies, type Evaluation, type EvaluationRequest } from "./evaluate.ts";
export { changeOf, compareFindings, type EarlierFinding } from "./compare.ts";
export {
  severities,
  type Change,
  type Evidence,
  type EvidenceClass,
  type Finding,
  type FindingStatus,
  type PolicyResult,
  type PolicyStatus,
  type Scope,
  type Severity,
  type TreePath,
  type Violation,
  type Waiver,
} from "./finding.ts";
export { builtinPolicyIds, isPolicyId, type PolicyFamily, type PolicyId } from "./policy-id.ts";
