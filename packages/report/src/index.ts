/**
 * A report in, a rendering out: text for a terminal, JSON for programs, the answered sheet as Markdown.
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export {
  diagnosticLines,
  findingReason,
  formats,
  isFormat,
  render,
  renderPieces,
  waiverProblemLines,
  type Format,
  type RenderOptions,
} from "./render.ts";
export { renderJson } from "./json.ts";
export { languages, type Language } from "./model.ts";
export { renderLedgerDiff, type LedgerDiffOptions } from "./ledger-diff.ts";
