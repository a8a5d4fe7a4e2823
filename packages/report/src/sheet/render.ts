import type { Report } from "@sekisho/sheet";
import type { Language } from "../model.ts";
import { createShiftJisEncoder } from "../shift-jis.ts";
import { renderCsvSheet } from "./csv.ts";
import { renderHtmlSheet } from "./html.ts";
import { renderMarkdownSheet } from "./markdown.ts";

/** The formats that the answered sheet can be rendered in. */
export const sheetFormats = ["markdown", "html", "csv", "xlsx"] as const;

/** The encodings that CSV is written in: spreadsheets in Japan open both. */
export const csvEncodings = ["utf-8", "shift_jis"] as const;

/** How the answered sheet is rendered. */
export interface SheetOptions {
  readonly format: (typeof sheetFormats)[number];
  readonly lang: Language;
  /** The encoding of CSV: UTF-8 with a byte order mark unless given. What Shift_JIS does not hold is written as `\u{1f600}`. */
  readonly encoding?: (typeof csvEncodings)[number];
}

/** Renders the answered sheet of a report to the bytes of a file. It needs nothing but the report. */
export async function renderSheet(report: Report, options: SheetOptions): Promise<Uint8Array> {
  const { format, lang } = options;
  switch (format) {
    case "markdown":
      return encodeUtf8(renderMarkdownSheet(report, lang));
    case "html":
      return encodeUtf8(renderHtmlSheet(report, lang));
    case "csv": {
      const csv = [...renderCsvSheet(report, lang)].join("");
      return options.encoding === "shift_jis" ? createShiftJisEncoder()(csv) : encodeUtf8(["\ufeff", csv]);
    }
    case "xlsx": {
      // The writer of workbooks is loaded by those who want one.
      const { renderWorkbook } = await import("./workbook.ts");
      return renderWorkbook(report, lang);
    }
  }
}

function encodeUtf8(pieces: Iterable<string>): Uint8Array {
  return new TextEncoder().encode([...pieces].join(""));
}
