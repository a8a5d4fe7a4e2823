import { invalidForm } from "../invalid.ts";
import { cellPlace, type Table, type TableCell } from "../table/table.ts";
import { childrenOf, readXml, type Element, type XmlPart } from "./xml.ts";
import { openZip, unpack, type Zip } from "./zip.ts";

/** A sheet of a workbook: what its cells say, and the part that it is written in. */
export interface Worksheet {
  readonly table: Table;
  /** The part's name in the archive. */
  readonly path: string;
  readonly part: XmlPart;
}

/** A workbook (.xlsx) without macros. */
export interface Workbook {
  readonly zip: Zip;
  readonly sheets: readonly Worksheet[];
  /** Names of the sheets that are hidden: nobody answers there, and they are not read. */
  readonly hidden: readonly string[];
}

/** Tells whether bytes begin like an archive, which a workbook is. */
export function isArchive([a, b, c, d]: Uint8Array): boolean {
  return a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04;
}

/** Tells whether bytes begin like a compound file: the older .xls, or a workbook with a password. */
export function isCompoundFile([a, b, c, d]: Uint8Array): boolean {
  return a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0;
}

/**
 * Reads a workbook.
 *
 * @throws SekishoError `FORM_INVALID` for a workbook with macros, one that is damaged or becomes too large, and another archive.
 */
export function readWorkbook(bytes: Uint8Array, name: string): Workbook {
  const zip = openZip(bytes, name);
  const part = (path: string): XmlPart => {
    const content = unpack(zip, path);
    if (content === null) throw invalidForm(name, `it is no workbook: it has no ${path}`, "Give the sheet as .xlsx");
    return readXml(content, path, name);
  };
  assertNoMacros(zip, part("[Content_Types].xml"));
  const main = relations(part("_rels/.rels"), "").find(({ type }) => type === "officeDocument")?.target;
  if (main === undefined) throw invalidForm(name, "it is no workbook", "Give the sheet as .xlsx");
  const { root } = part(main);
  if (root.name !== "workbook") throw invalidForm(name, "it is no workbook", "Give the sheet as .xlsx");
  const targets = relations(part(relationsOf(main)), main.slice(0, main.lastIndexOf("/") + 1));
  const shared = targets.find(({ type }) => type === "sharedStrings");
  const strings = shared === undefined ? [] : childrenOf(part(shared.target).root, "si").map(stringOf);
  const listed = childrenOf(childrenOf(root, "sheets")[0], "sheet").map(({ attributes }) => ({
    name: attributes["name"] ?? "",
    isHidden: (attributes["state"] ?? "visible") !== "visible",
    target: targets.find(({ id }) => id === relationId(attributes)),
  }));
  const sheets = listed.flatMap(({ name: sheet, isHidden, target }): readonly Worksheet[] => {
    // Charts have sheets of their own, without cells.
    if (isHidden || target?.type !== "worksheet") return [];
    const worksheet = part(target.target);
    return [{ table: { name: sheet, cells: cellsOf(worksheet, strings) }, path: target.target, part: worksheet }];
  });
  return { zip, sheets, hidden: listed.filter(({ isHidden }) => isHidden).map((sheet) => sheet.name) };
}

function assertNoMacros(zip: Zip, types: XmlPart): void {
  const isMacro = (type: string | undefined): boolean =>
    /macroEnabled|vbaProject|ms-excel\.sheet\.binary/u.test(type ?? "");
  if (
    types.root.children.some(({ attributes }) => isMacro(attributes["ContentType"])) ||
    zip.entries.some(({ name }) => /(^|\/)vbaProject[^/]*\.bin$/iu.test(name))
  ) {
    throw invalidForm(zip.name, "it holds macros", "Save it as .xlsx without macros");
  }
}

interface Relation {
  readonly id: string | undefined;
  /** The last word of its type: transitional and strict workbooks differ in what stands before. */
  readonly type: string | undefined;
  readonly target: string;
}

function relations({ root }: XmlPart, folder: string): readonly Relation[] {
  return childrenOf(root, "Relationship").map(({ attributes }) => {
    const target = attributes["Target"] ?? "";
    return {
      id: attributes["Id"],
      type: attributes["Type"]?.split("/").at(-1),
      target: target.startsWith("/") ? target.slice(1) : resolved(`${folder}${target}`),
    };
  });
}

function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function relationsOf(path: string): string {
  const at = path.lastIndexOf("/") + 1;
  return `${path.slice(0, at)}_rels/${path.slice(at)}.rels`;
}

function relationId(attributes: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1];
}

/** The text of a string: of its runs, without the readings that stand above Japanese. */
function stringOf(element: Element): string {
  const runs = [...childrenOf(element, "t"), ...childrenOf(element, "r").flatMap((run) => childrenOf(run, "t"))];
  return runs
    .map(({ text }) => text)
    .join("")
    .replace(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function cellsOf({ root }: XmlPart, strings: readonly string[]): readonly TableCell[] {
  return worksheetRows(root).flatMap(({ number, cells }) =>
    cells.flatMap(({ column, element }): readonly TableCell[] => {
      const text = textOf(element, strings);
      return text.trim() === "" ? [] : [{ row: number, column, text }];
    }),
  );
}

function textOf(cell: Element, strings: readonly string[]): string {
  const type = cell.attributes["t"];
  if (type === "inlineStr") return childrenOf(cell, "is").map(stringOf).join("");
  const value = childrenOf(cell, "v")[0]?.text ?? "";
  if (type === "s") return strings[Number(value)] ?? "";
  return type === "e" ? "" : value;
}

/** A row of a worksheet's part. */
export interface WorksheetRow {
  readonly number: number;
  readonly element: Element;
  readonly cells: readonly { readonly column: number; readonly element: Element }[];
}

/** Lists the rows of a worksheet: a row or cell that does not say where it is stands behind the one before it. */
export function worksheetRows(root: Element): readonly WorksheetRow[] {
  let number = 0;
  return childrenOf(childrenOf(root, "sheetData")[0], "row").map((element) => {
    number = Number(element.attributes["r"] ?? number + 1);
    let column = 0;
    const cells = childrenOf(element, "c").map((cell) => {
      column = cellPlace(cell.attributes["r"] ?? "")?.column ?? column + 1;
      return { column, element: cell };
    });
    return { number, element, cells };
  });
}
