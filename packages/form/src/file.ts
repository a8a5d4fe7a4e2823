import { invalidForm } from "./invalid.ts";
import { csvTable, readCsvFile, type CsvFile } from "./table/csv.ts";
import type { Table } from "./table/table.ts";
import { openText, type EncodedText } from "./text/encoded-text.ts";
import { isArchive, isCompoundFile, readWorkbook, type Workbook } from "./workbook/workbook.ts";

/** A customer's sheet file, opened. */
export type FormFile =
  | { readonly kind: "text"; readonly name: string; readonly text: EncodedText }
  | { readonly kind: "csv"; readonly name: string; readonly csv: CsvFile }
  | { readonly kind: "xlsx"; readonly name: string; readonly workbook: Workbook };

/** Larger files are refused, in bytes. */
const maxBytes = 32 * 1024 * 1024;

/**
 * Opens a customer's sheet file: a workbook by its content, CSV by its name (.csv, .tsv), anything else as text.
 *
 * @throws SekishoError `FORM_INVALID` for what is none of them, is damaged, mixes character sets, holds macros or becomes too
 * large when unpacked.
 */
export function openForm(bytes: Uint8Array, name: string): FormFile {
  if (bytes.length > maxBytes) {
    throw invalidForm(name, `it has more than ${maxBytes} bytes`, "Give the sheet alone");
  }
  if (/\.(?:xlsm|xltm|xlsb|xlam)$/iu.test(name)) {
    throw invalidForm(name, "its name is that of a workbook with macros", "Save it as .xlsx without macros");
  }
  if (isCompoundFile(bytes)) {
    throw invalidForm(
      name,
      "it is a workbook with a password, or of the older format .xls",
      "Save it as .xlsx without one",
    );
  }
  if (isArchive(bytes)) return { kind: "xlsx", name, workbook: readWorkbook(bytes, name) };
  const text = openText(bytes, name);
  if (text.start === bytes.length) throw invalidForm(name, "it is empty", "Give the sheet");
  if (/\.(?:xlsx|xls)$/iu.test(name)) {
    throw invalidForm(name, "its name is that of a workbook, and it holds none", "Save it again as .xlsx");
  }
  return /\.(?:csv|tsv)$/iu.test(name) ? { kind: "csv", name, csv: readCsvFile(text) } : { kind: "text", name, text };
}

/** The tables of a file: none of a text. */
export function tablesOf(file: FormFile): readonly Table[] {
  switch (file.kind) {
    case "text":
      return [];
    case "csv":
      return [csvTable(file.csv)];
    case "xlsx":
      return file.workbook.sheets.map(({ table }) => table);
  }
}
