import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { counted } from "../counted.ts";
import { SekishoError } from "../errors.ts";

/** Larger tables are refused: an operation log of a day is exported in files of 50 000 rows. */
export const maxCsvCharacters = 64 * 1024 * 1024;

/** More records than these are refused. */
const maxRecords = 1_000_000;

/** One record of a table. */
export interface CsvRecord {
  /** The line of the file on which it begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table: the names of its columns, and as many cells in every record. */
export interface CsvTable {
  readonly header: CsvRecord;
  readonly records: readonly CsvRecord[];
}

/**
 * Reads a table in CSV (RFC 4180): commas, quoted fields with line breaks in them, any line ends; empty lines are left out.
 *
 * @param name - File name, for messages; they never quote a cell.
 * @throws SekishoError `DOCUMENT_EMPTY`, `DOCUMENT_TOO_LARGE`, or `DOCUMENT_INVALID` with the line: a quote that is not closed
 * or stands within a field, a record of more or fewer cells than the header.
 */
export function readCsv(text: string, name: string): CsvTable {
  if (text.length > maxCsvCharacters) {
    throw tooLarge(name, `has more than ${String(maxCsvCharacters)} characters`);
  }
  const [header, ...records] = parsed(text, name);
  if (header === undefined) {
    throw new SekishoError("DOCUMENT_EMPTY", `${name} is empty: a table begins with the names of its columns.`, {
      details: { name },
    });
  }
  for (const { line, cells } of records) {
    if (cells.length !== header.cells.length) {
      const counts = `${counted(cells.length, "cell")} under ${counted(header.cells.length, "column")}`;
      throw invalid(name, line, `the record has ${counts}: the file is cut off, or a comma is not quoted`);
    }
  }
  return { header, records };
}

function parsed(text: string, name: string): readonly CsvRecord[] {
  const bytes = new TextEncoder().encode(text);
  const records: CsvRecord[] = [];
  // Where the record begins that is read next, and on which line; the library counts a line break in a field twice.
  let [start, line] = [0, 1];
  try {
    parse(bytes, {
      relax_column_count: true,
      on_record(cells: string[], { bytes: end }) {
        if (cells.length > 1 || cells[0] !== "") records.push({ line, cells });
        if (records.length > maxRecords) throw tooLarge(name, `holds more than ${String(maxRecords)} records`);
        for (; start < end; start += 1) if (bytes[start] === lineFeed) line += 1;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof SekishoError) throw error;
    // The library's message quotes cells, and is left out.
    throw invalid(name, line, (error instanceof CsvError ? faults[error.code] : undefined) ?? "this is no CSV");
  }
  return records;
}

const lineFeed = 0x0a;

const faults: Readonly<Partial<Record<CsvError["code"], string>>> = {
  CSV_QUOTE_NOT_CLOSED: "a quoted field of this record is not closed: the file is cut off",
  INVALID_OPENING_QUOTE: "a quote stands within a field that is not quoted",
  CSV_INVALID_CLOSING_QUOTE: "a quote stands within a quoted field and is not doubled",
};

function invalid(name: string, line: number, what: string): SekishoError {
  return new SekishoError("DOCUMENT_INVALID", `${name}, line ${String(line)}: ${what}. Export it again.`, {
    details: { name, line },
  });
}

function tooLarge(name: string, what: string): SekishoError {
  return new SekishoError("DOCUMENT_TOO_LARGE", `${name} ${what}; more is not read. Export it in several files.`, {
    details: { name },
  });
}
