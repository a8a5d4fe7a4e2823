/**
 * A policy tree in, a reproducible OPA bundle out: compiles selections, checks METADATA and Rego, builds the archive.
 * Needs Node; everything but `readPolicyTree` works on files in memory.
 *
 * @module
 */
export { buildBundle } from "./build-bundle.ts";
export type { BuiltBundle, BundleOptions } from "./build-bundle.ts";
export { policyCapabilities } from "./capabilities/policy-capabilities.ts";
export {
  readCases,
  type CaseDocument,
  type ExpectedFinding,
  type PolicyCase,
  type PolicyCases,
} from "./cases/policy-cases.ts";
export { defaultInstant, estateOfCase, jsonOfDocument, runCase, type CaseResult } from "./cases/run-case.ts";
export {
  testPolicies,
  type DifferentSubject,
  type PolicyFailure,
  type PolicyTestOptions,
  type PolicyTestResult,
} from "./cases/test-policies.ts";
export { compilePolicies } from "./compile-policies.ts";
export type { CompiledPolicies } from "./compile-policies.ts";
export { formatProblem, policyTreeError, problemCodes } from "./problem.ts";
export type { Checked, PolicyProblem, ProblemCode } from "./problem.ts";
export { compileSelection } from "./selection/compile-selection.ts";
export { compileQuery } from "./selection/compile-query.ts";
export { draftType } from "./provider/draft-type.ts";
export { findAwsType } from "./provider/aws-types.ts";
export {
  readProviderSchema,
  type ProviderAttribute,
  type ProviderAttributes,
  type ProviderType,
} from "./provider/provider-type.ts";
export { readPolicyTree } from "./tree/read-policy-tree.ts";
export { createCompiler, isOpaCompilerMissing } from "@sekisho/opa";
