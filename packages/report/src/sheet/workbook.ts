import type { Report } from "@sekisho/sheet";
import { unzipSync, zipSync } from "fflate";
import writeWorkbook, { type CellObject, type SheetData } from "write-excel-file/universal";
import type { Language } from "../model.ts";
import { plainText } from "../pieces.ts";
import { answered } from "./answer.ts";
import { legendRows, sheetFacts, sheetTitle } from "./blocks.ts";
import { answerCells, answersOf, columnTitles } from "./rows.ts";
import { spreadsheetText } from "./spreadsheet-text.ts";

/** Renders the answers as a workbook: one sheet with a row a claim, one with what they were made of and what the words mean. */
export async function renderWorkbook(report: Report, language: Language): Promise<Uint8Array> {
  const context = answered(report, language);
  const { say } = context.words;
  const answers: SheetData = [
    columnTitles(context).map(title),
    ...answersOf(context).map((answer) => answerCells(answer).map(answer.kind === "heading" ? title : cell)),
  ];
  const about: SheetData = [
    [title(sheetTitle(context)), title("")],
    ...sheetFacts(context).map(({ label, value }) => [cell(label), cell(plainText(value))]),
    [title(say("legend.title")), title("")],
    ...legendRows(context).map(({ cells }) => cells.map((lines) => cell(lines.map(plainText).join("\n")))),
  ];
  const written = writeWorkbook([
    {
      data: answers,
      sheet: say("workbook.answers"),
      columns: [14, 44, 12, 48, 64, 14].map((width) => ({ width })),
      stickyRowsCount: 1,
      orientation: "landscape",
    },
    { data: about, sheet: say("workbook.about"), columns: [24, 90].map((width) => ({ width })) },
  ]);
  return withoutClock(new Uint8Array(await (await written.toBlob()).arrayBuffer()));
}

function cell(text: string): CellObject {
  return { value: spreadsheetText(text), type: String, wrap: true, alignVertical: "top" };
}

function title(text: string): CellObject {
  return { ...cell(text), fontWeight: "bold", backgroundColor: "#e7eaee" };
}

/** The writer stamps every file with the time; the same report shall give the same bytes. */
function withoutClock(zip: Uint8Array): Uint8Array {
  // Without a zone, so that it is the earliest time of the format wherever it is read.
  return zipSync(unzipSync(zip), { mtime: "1980-01-01T00:00:00", level: 9 });
}
