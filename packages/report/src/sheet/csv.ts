import type { Report } from "@sekisho/sheet";
import type { Language } from "../model.ts";
import { answered } from "./answer.ts";
import { answerCells, answersOf, columnTitles } from "./rows.ts";

/** Renders the answers as CSV (RFC 4180): a record a claim, below the titles of the columns. */
export function* renderCsvSheet(report: Report, language: Language): Generator<string, void, undefined> {
  const context = answered(report, language);
  for (const cells of [columnTitles(context), ...answersOf(context).map(answerCells)]) {
    yield `${cells.map((cell) => csvField(cell)).join(",")}\r\n`;
  }
}

// What spreadsheets take for a formula; the full-width forms, too, where Japanese is typed.
const formula = /^\s*[=+\-@＝＋－＠]/u;

/**
 * Writes text as a field of CSV: quoted where that is needed, and with an apostrophe before what a spreadsheet would take for
 * a formula.
 */
export function csvField(text: string, delimiter = ","): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /["\r\n\t;]/u.test(harmless) || harmless.includes(delimiter) || harmless.trim() !== harmless
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
