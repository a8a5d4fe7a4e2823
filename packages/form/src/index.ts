/**
 * A customer's sheet file in, its rows out; answers in, the same file out. Text, CSV and workbooks (.xlsx).
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export { isNarrative, traceSource, type Trace, type TracePart } from "./trace.ts";
export { claimsOfReport, claimsOfSheet, type PlacedClaim, type Span } from "./spans.ts";
