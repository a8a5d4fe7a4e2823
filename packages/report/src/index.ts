/**
 * A report in, a rendering out: text for a terminal, JSON for programs, the answered sheet as Markdown, HTML, CSV and a workbook.
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
export { readReport } from "./read-report.ts";
export { csvEncodings, renderSheet, sheetFormats, type SheetOptions } from "./sheet/render.ts";
export { answerTitles, sheetAnswers, type SheetAnswer } from "./sheet/rows.ts";
export { csvField } from "./sheet/csv.ts";
export { spreadsheetText } from "./sheet/spreadsheet-text.ts";
export { createShiftJisEncoder } from "./shift-jis.ts";
