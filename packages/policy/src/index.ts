/**
 * An estate and a policy bundle in, findings out: bundle reading, the engine port and the evaluation of slices.
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export type * from "./bundle.ts";
export * from "./finding.ts";
