import type { Report } from "@sekisho/sheet";
import { whyOf } from "./digest.ts";
import { renderJson } from "./json.ts";
import { isWaiverProblem, type Finding, type Language } from "./model.ts";
import { plainText } from "./pieces.ts";
import { renderSheet } from "./sheet.ts";
import { renderText } from "./text.ts";
import { diagnosticText, waiverText, wordsOf } from "./words.ts";

/** The formats that a report can be rendered in. */
export const formats = ["text", "json", "sheet"] as const;

/** A format that a report can be rendered in. */
export type Format = (typeof formats)[number];

/** Tells whether a name is that of a format. */
export function isFormat(name: string): name is Format {
  return formats.some((format) => format === name);
}

/** How a report is rendered. */
export interface RenderOptions {
  /** `text` for a terminal, `json` for programs (`sekisho.report/v1`), `sheet` for the answered sheet as Markdown. */
  readonly format: Format;
  /** The language of `text` and `sheet`; `json` holds both. */
  readonly lang: Language;
  /** Whether `text` may use colours; false unless given. */
  readonly color?: boolean;
  /** Whether `text` leaves out what nobody has to look at; the other formats are always whole. */
  readonly quiet?: boolean;
}

/**
 * Renders a report. It needs nothing but the report, so a stored one gives the same rendering anywhere.
 *
 * @example
 * ```ts
 * import { render } from "@sekisho/report";
 * import type { Report } from "@sekisho/sheet";
 *
 * export const answered = (report: Report): string => render(report, { format: "sheet", lang: "ja" });
 * ```
 */
export function render(report: Report, options: RenderOptions): string {
  return [...renderPieces(report, options)].join("");
}

/** Renders a report in pieces, so that a large one need not stand in memory as a whole. */
export function renderPieces(report: Report, options: RenderOptions): Iterable<string> {
  switch (options.format) {
    case "text":
      return renderText(report, options);
    case "json":
      return renderJson(report);
    case "sheet":
      return renderSheet(report, options.lang);
  }
}

/** Says in one language what the readers noticed about the documents, in the report's order. */
export function diagnosticLines(report: Report, lang: Language): readonly string[] {
  const words = wordsOf(report, lang);
  return report.diagnostics.map((diagnostic) => diagnosticText(diagnostic, words));
}

/** Says in one language which waivers somebody has to do something about, with file, line and column, in the file's order. */
export function waiverProblemLines(report: Report, lang: Language): readonly string[] {
  const words = wordsOf(report, lang);
  const { name, entries } = report.waivers ?? { name: "", entries: [] };
  return entries
    .filter(isWaiverProblem)
    .map((entry) => `${name}:${String(entry.line)}:${String(entry.column)}: ${waiverText(entry, words)}`);
}

/** Says in one language and in one line why a finding of the report is what it is, without its policy and its subject. */
export function findingReason(report: Report, finding: Finding, lang: Language): string {
  return plainText(whyOf(finding, wordsOf(report, lang)));
}
