import { SekishoError } from "../../../errors.ts";
import type { Json } from "../../../model/value.ts";
import { readCsv } from "../../csv.ts";
import { decodeText } from "../../encoded-text.ts";
import { isObject, pointer } from "../../json-access.ts";
import { jsonText, parseJson } from "../../json.ts";
import { readCell, type CellValue } from "./cell.ts";
import { headerKey, type DeviceSource } from "./device-sources.ts";

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
  const mapped = [...source.columns].map(([key, column]) => {
    const index = columns.indexOf(key);
    if (index < 0) {
      throw invalid(
        name,
        header.line,
        `there is no column "${key}", which is mapped to ${column.field}. Map the column that there is`,
      );
    }
    if (columns.includes(key, index + 1)) {
      throw invalid(name, header.line, `there are two columns "${key}". Export it with names that differ`);
    }
    return { index, key, column };
  });
  return records.map(({ line, cells }) => {
    const at = `${within}/rows/${String(line)}`;
    const fields = new Map(constantsOf(source, at));
    for (const { index, key, column } of mapped) {
      const value = readCell(cells[index] ?? "", column);
      if (typeof value === "object" && value !== null) {
        throw invalid(name, line, `the cell under "${key}" cannot be read as ${column.field}: ${value.fault}`);
      }
      if (value !== undefined) fields.set(column.field, { value, at: pointer(at, key) });
    }
    return { pointer: at, fields };
  });
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
      const value = readCell(member === null ? "" : String(member), column);
      if (typeof value === "object" && value !== null) {
        throw invalidAt(name, pointer(at, key), `it cannot be read as ${column.field}: ${value.fault}`);
      }
      if (value !== undefined) fields.set(column.field, { value, at: pointer(at, key) });
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
