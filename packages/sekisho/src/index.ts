/**
 * Sekisho as a library: documents in, a report out, and renderings of it.
 * What the command line does is done with these functions.
 *
 * @module
 */
export { check, type CheckOptions } from "./check.ts";
export type { DocumentSource, ProfileSource, WaiversSource } from "./load.ts";
export { render, formats, type Format, type RenderOptions } from "@sekisho/report";
export { SekishoError, isSekishoError, errorInfo, type ErrorCode } from "@sekisho/estate";
export {
  allOf,
  anyOf,
  defaultFailOn,
  defineClaim,
  defineSheet,
  exitStatus,
  parseFailOn,
  type ClaimResult,
  type ClaimVerdict,
  type FailOn,
  type Report,
  type AnySheet,
} from "@sekisho/sheet";
export type { Evidence, Finding, PolicyResult, Severity } from "@sekisho/policy";
