import { invalidForm } from "../invalid.ts";
import { ascii, type EncodedText } from "../text/encoded-text.ts";
import type { Table } from "./table.ts";

/** A field of CSV, in bytes of its file, quotes included. */
export interface Field {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A record of CSV, in bytes of its file. */
export interface CsvRecord {
  readonly fields: readonly Field[];
  /** Where its line end begins. */
  readonly end: number;
}

/** A file of CSV (RFC 4180), with where everything stands, so that a field can be replaced and nothing else. */
export interface CsvFile {
  readonly text: EncodedText;
  readonly delimiter: "," | "\t" | ";";
  readonly records: readonly CsvRecord[];
}

/** More records than these are refused. */
const maxRecords = 100_000;

/**
 * Reads a file of CSV. The delimiter is the one of comma, tab and semicolon that its first record has most of.
 *
 * @throws SekishoError `FORM_INVALID` with the record for a quote that is not closed, or text behind a closed one.
 */
export function readCsvFile(text: EncodedText): CsvFile {
  const delimiter = delimiterOf(text);
  const records: CsvRecord[] = [];
  for (let at = text.start; at < text.bytes.length;) {
    const { record, next } = readRecord(text, at, delimiter, records.length + 1);
    records.push(record);
    at = next;
    if (records.length > maxRecords) {
      throw invalidForm(text.name, `it holds more than ${maxRecords} records`, "Give the part that is the sheet");
    }
  }
  return { text, delimiter: delimiters[delimiter], records };
}

const delimiters = { [ascii.comma]: ",", [ascii.tab]: "\t", [ascii.semicolon]: ";" } as const;

type Delimiter = keyof typeof delimiters;

function delimiterOf(text: EncodedText): Delimiter {
  const counts = { [ascii.comma]: 0, [ascii.tab]: 0, [ascii.semicolon]: 0 };
  let isQuoted = false;
  for (let at = text.start; at < text.bytes.length; at += text.width) {
    const unit = text.unitAt(at);
    if (unit === ascii.quote) isQuoted = !isQuoted;
    else if (!isQuoted && isLineEnd(unit)) break;
    else if (!isQuoted && isDelimiter(unit)) counts[unit] += 1;
  }
  const [semicolons, tabs] = [counts[ascii.semicolon], counts[ascii.tab]];
  if (tabs > counts[ascii.comma] && tabs >= semicolons) return ascii.tab;
  return semicolons > counts[ascii.comma] ? ascii.semicolon : ascii.comma;
}

function isDelimiter(unit: number): unit is Delimiter {
  return unit === ascii.comma || unit === ascii.tab || unit === ascii.semicolon;
}

function isLineEnd(unit: number): boolean {
  return unit === ascii.lineFeed || unit === ascii.carriageReturn;
}

function readRecord(
  text: EncodedText,
  first: number,
  delimiter: Delimiter,
  number: number,
): { readonly record: CsvRecord; readonly next: number } {
  const { bytes, width, unitAt } = text;
  const fields: Field[] = [];
  for (let at = first; ;) {
    const field = readField(text, at, delimiter, number);
    fields.push(field);
    at = field.end;
    if (at < bytes.length && unitAt(at) === delimiter) {
      at += width;
      continue;
    }
    const isPair = unitAt(at) === ascii.carriageReturn && unitAt(at + width) === ascii.lineFeed;
    return { record: { fields, end: at }, next: at + (isPair ? 2 * width : width) };
  }
}

function readField(text: EncodedText, start: number, delimiter: Delimiter, record: number): Field {
  const { bytes, width, unitAt } = text;
  let at = start;
  const isAtEnd = (): boolean => at >= bytes.length || unitAt(at) === delimiter || isLineEnd(unitAt(at));
  if (at >= bytes.length || unitAt(at) !== ascii.quote) {
    while (!isAtEnd()) at += width;
    return { start, end: at, text: text.decode(start, at) };
  }
  for (at += width; ; at += width) {
    if (at >= bytes.length) throw broken(text, record, "a quoted field is not closed");
    if (unitAt(at) !== ascii.quote) continue;
    if (at + width < bytes.length && unitAt(at + width) === ascii.quote) at += width;
    else break;
  }
  at += width;
  if (!isAtEnd()) throw broken(text, record, "text stands behind the closing quote of a field");
  return { start, end: at, text: text.decode(start + width, at - width).replaceAll('""', '"') };
}

function broken(text: EncodedText, record: number, what: string): Error {
  return invalidForm(text.name, `in record ${record} ${what}`, "Export it again");
}

/** The records as a table: a record is a row. */
export function csvTable({ records }: CsvFile): Table {
  return {
    name: null,
    cells: records.flatMap(({ fields }, row) =>
      fields.flatMap(({ text }, column) => (text.trim() === "" ? [] : [{ row: row + 1, column: column + 1, text }])),
    ),
  };
}
