import { SekishoError } from "../../../errors.ts";
import type { Json } from "../../../model/value.ts";
import { readCsv } from "../../csv.ts";
import { decodeText } from "../../encoded-text.ts";
import { isObject, pointer } from "../../json-access.ts";
import { jsonText, parseJson } from "../../json.ts";
import { readCell, type CellValue } from "./cell.ts";
import { headerKey, type DeviceSource, type MappedColumn } from "./device-sources.ts";

/** A file of a source. */
export interface SourceFile {
  /** Its path as the file of sources names it, or below a folder that it names. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a cell tells, and where it stands. */
export interface Told {
  readonly value: CellValue;
  readonly at: string;
}

/** A record of a table by the fields that are mapped; what a cell does not tell is not there. */
export interface TableRow {
  /** `/rows/<line>` of a CSV file, `/<index>` of a list in JSON. */
  readonly pointer: string;
  readonly fields: ReadonlyMap<string, Told>;
}

/**
 * Reads the records of a table, in CSV or as a list of flat JSON objects, by the columns that the source maps.
 *
 * @param within - What the pointers into the file begin with.
 * @throws SekishoError `DOCUMENT_INVALID` with the line: a mapped column that is not there, is there twice, or holds what its
 * field cannot have; further the codes of `decodeText`, `readCsv` and `parseJson`. No message quotes a cell.
 */
export function readTable(file: SourceFile, source: DeviceSource, within = ""): readonly TableRow[] {
  return isJson(file.bytes) ? readJsonRows(file, source, within) : readCsvRows(file, source, within);
}

function isJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x80);
  return first === 0x5b;
}

function readCsvRows({ name, bytes }: SourceFile, source: DeviceSource, within: string): readonly TableRow[] {
  const { header, records } = readCsv(decodeText(bytes, name, source.encoding), name);
  const columns = header.cells.map(headerKey);
  const mapped = [...source.columns].map(([key, told]) => {
    const index = columns.indexOf(key);
    if (index < 0) {
      throw invalid(name, header.line, `there is no column "${key}", which is mapped. Map the columns that there are`);
    }
    if (columns.includes(key, index + 1)) {
      throw invalid(name, header.line, `there are two columns "${key}". Export it with names that differ`);
    }
    return { index, key, told };
  });
  return records.map(({ line, cells }) => {
    const at = `${within}/rows/${String(line)}`;
    const fields = new Map(constantsOf(source, at));
    for (const { index, key, told } of mapped) {
      const fault = putCell(fields, cells[index] ?? "", told, pointer(at, key));
      if (fault !== null) throw invalid(name, line, `the cell under "${key}" ${fault}`);
    }
    return { pointer: at, fields };
  });
}

/** Puts in what a cell tells; gives what is wrong with it, or null. */
function putCell(fields: Map<string, Told>, text: string, columns: readonly MappedColumn[], at: string): string | null {
  for (const column of columns) {
    const value = readCell(text, column);
    if (typeof value === "object" && value !== null) return `cannot be read as ${column.field}: ${value.fault}`;
    if (value !== undefined) fields.set(column.field, { value, at });
  }
  return null;
}

function readJsonRows({ name, bytes }: SourceFile, source: DeviceSource, within: string): readonly TableRow[] {
  const list = parseJson(jsonText(bytes, name)) as readonly Json[];
  const missing = new Set(source.columns.keys());
  const rows = list.map((element, index): TableRow => {
    const at = pointer(within, index);
    if (!isObject(element)) throw invalidAt(name, at, "it is no object, as the records of a table are");
    const fields = new Map(constantsOf(source, at));
    for (const [key, member] of Object.entries(element)) {
      const column = source.columns.get(headerKey(key));
      if (column === undefined) continue;
      missing.delete(headerKey(key));
      if (typeof member === "object" && member !== null)
        throw invalidAt(name, pointer(at, key), "it is no plain value");
      const fault = putCell(fields, member === null ? "" : String(member), column, pointer(at, key));
      if (fault !== null) throw invalidAt(name, pointer(at, key), `it ${fault}`);
    }
    return { pointer: at, fields };
  });
  const [first] = missing;
  if (first !== undefined && rows.length > 0) {
    throw invalidAt(name, "", `no record has a member "${first}", which is mapped. Map the members that there are`);
  }
  return rows;
}

function constantsOf(source: DeviceSource, at: string): readonly [string, Told][] {
  return [...source.constants].map(([field, value]) => [field, { value, at }]);
}

function invalid(name: string, line: number, what: string): SekishoError {
  return new SekishoError("DOCUMENT_INVALID", `${name}, line ${String(line)}: ${what}.`, { details: { name, line } });
}

function invalidAt(name: string, at: string, what: string): SekishoError {
  return new SekishoError("DOCUMENT_INVALID", `${name}#${at}: ${what}.`, { details: { name, pointer: at } });
}
