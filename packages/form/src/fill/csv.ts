import { csvField } from "@sekisho/report";
import type { ColumnTitles, PlacedAnswer, Written } from "../fill.ts";
import { csvTable, type CsvFile, type CsvRecord } from "../table/csv.ts";
import { spliced, type Splice } from "../text/encoded-text.ts";
import { answerColumns, answerRows } from "./cells.ts";

/** Writes answers into empty fields of CSV, or into fields that every record gets behind its last one. */
export function fillCsv(csv: CsvFile, answers: readonly PlacedAnswer[], titles: ColumnTitles): Written {
  const { text, delimiter, records } = csv;
  const placed = answers.filter(({ place }) => !("line" in place) && records[place.row - 1] !== undefined);
  const rows = answerRows(placed, null);
  if (rows.length === 0) return { bytes: text.bytes, written: [] };
  const width = Math.max(...records.map(({ fields }) => fields.length));
  const { header, columns } = answerColumns(csvTable(csv), rows, width, (row, column) =>
    isEmpty(records[row - 1], column),
  );
  const added = columns.filter(({ isAdded }) => isAdded);
  const splices = records.flatMap((record, index): readonly Splice[] => {
    const number = index + 1;
    if (isBlank(record)) return [];
    const row = rows.find((each) => each.row === number);
    const valueOf = (part: keyof ColumnTitles): string =>
      row !== undefined ? row[part] : number === header ? titles[part] : "";
    const field = (value: string): string => csvField(value, delimiter);
    const within = columns.flatMap(({ part, column, isAdded }): readonly Splice[] => {
      const place = record.fields[column - 1];
      if (isAdded || row === undefined || place === undefined) return [];
      return [{ start: place.start, end: place.end, content: text.encode(field(row[part])) }];
    });
    if (added.length === 0) return within;
    const filler = Array.from({ length: width - record.fields.length }, () => "");
    const tail = [...filler, ...added.map(({ part }) => field(valueOf(part)))];
    const content = text.encode(tail.map((value) => `${delimiter}${value}`).join(""));
    return [...within, { start: record.end, end: record.end, content }];
  });
  return { bytes: spliced(text.bytes, splices), written: placed.map(({ answer }) => answer.claim) };
}

function isEmpty(record: CsvRecord | undefined, column: number): boolean {
  return record?.fields[column - 1]?.text.trim() === "";
}

/** An empty line is no record. */
function isBlank({ fields: [first, ...others] }: CsvRecord): boolean {
  return others.length === 0 && first !== undefined && first.start === first.end;
}
