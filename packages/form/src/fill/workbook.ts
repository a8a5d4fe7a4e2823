import { spreadsheetText } from "@sekisho/report";
import type { ColumnTitles, PlacedAnswer, Written } from "../fill.ts";
import { cellPlace, columnName } from "../table/table.ts";
import { worksheetRows, type Workbook, type Worksheet, type WorksheetRow } from "../workbook/workbook.ts";
import { childrenOf, xmlText, type Element } from "../workbook/xml.ts";
import { withContents } from "../workbook/zip.ts";
import { answerColumns, answerRows, type AnswerRow } from "./cells.ts";

/**
 * Writes answers into empty cells of a workbook, or into columns beside a sheet. Only the parts of sheets that answers go into
 * are written anew, and of these only the cells: strings stand in the cell itself, so that the workbook's tables of strings and
 * styles stay as they are.
 */
export function fillWorkbook(
  workbook: Workbook,
  bytes: Uint8Array,
  answers: readonly PlacedAnswer[],
  titles: ColumnTitles,
): Written {
  const contents = new Map<string, Uint8Array>();
  const written: string[] = [];
  for (const sheet of workbook.sheets) {
    const rows = new Map(worksheetRows(sheet.part.root).map((row) => [row.number, row]));
    const placed = answers.filter(
      ({ place }) => !("line" in place) && place.sheet === sheet.table.name && rows.has(place.row),
    );
    const filling = answerRows(placed, sheet.table.name);
    if (filling.length === 0) continue;
    contents.set(sheet.path, new TextEncoder().encode(filledPart(sheet, rows, filling, titles)));
    written.push(...placed.map(({ answer }) => answer.claim));
  }
  return { bytes: contents.size === 0 ? bytes : withContents(workbook.zip, contents), written };
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A cell that is to be written: its text, and the style of the cell beside it where it has none of its own. */
interface NewCell {
  readonly column: number;
  readonly text: string;
}

function filledPart(
  { table, part }: Worksheet,
  rows: ReadonlyMap<number, WorksheetRow>,
  filling: readonly AnswerRow[],
  titles: ColumnTitles,
): string {
  const { root, text } = part;
  const merged = childrenOf(childrenOf(root, "mergeCells")[0], "mergeCell").map(({ attributes }) =>
    areaOf(attributes["ref"] ?? ""),
  );
  const used = [...rows.values()].flatMap(({ cells }) => cells.map(({ column }) => column));
  const last = Math.max(...used, ...merged.map((area) => area?.right ?? 0));
  const isFree = (row: number, column: number): boolean => {
    const cell = rows.get(row)?.cells.find((each) => each.column === column)?.element;
    return (
      (cell === undefined || isEmptyCell(cell)) &&
      !merged.some(
        (area) => area !== null && area.top <= row && row <= area.bottom && area.left <= column && column <= area.right,
      )
    );
  };
  const { header, columns } = answerColumns(table, filling, last, isFree);
  const edits = filling.flatMap((row) => {
    const at = rows.get(row.row);
    return at === undefined
      ? []
      : rowEdits(
          at,
          columns.map(({ part: which, column }) => ({ column, text: row[which] })),
          text,
        );
  });
  const top = header === null ? undefined : rows.get(header);
  if (top !== undefined) {
    const added = columns.filter(({ isAdded }) => isAdded);
    edits.push(
      ...rowEdits(
        top,
        added.map(({ part: which, column }) => ({ column, text: titles[which] })),
        text,
      ),
    );
  }
  const right = Math.max(...columns.map(({ column }) => column));
  return edited(text, [...edits, ...dimensionEdits(root, right, text)]);
}

interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

function areaOf(reference: string): Area | null {
  const [from, to] = reference.split(":").map(cellPlace);
  if (from === null || from === undefined) return null;
  const end = to ?? from;
  return { top: from.row, bottom: end.row, left: from.column, right: end.column };
}

function isEmptyCell({ children, text }: Element): boolean {
  return !children.some(({ name }) => name === "f") && text.trim() === "";
}

/** Puts cells into a row: in place of empty ones, or between those that are there. */
function rowEdits(row: WorksheetRow, cells: readonly NewCell[], text: string): readonly Edit[] {
  const { element, number } = row;
  const { prefix } = element;
  const wanted = cells.filter((cell) => cell.text !== "");
  if (wanted.length === 0) return [];
  const neighbour = row.cells.at(-1)?.element.attributes["s"];
  const edits: Edit[] = [];
  // Several cells may go to one place: they are one edit, in the order of their columns.
  const inserted = new Map<number, string>();
  const behind = isSelfClosed(element, text) ? element.end : closingTag(element, text);
  for (const { column, text: value } of [...wanted].sort((a, b) => a.column - b.column)) {
    const present = row.cells.find((cell) => cell.column === column)?.element;
    const style = present === undefined ? neighbour : present.attributes["s"];
    const cell = cellXml(prefix, `${columnName(column)}${number}`, style, value);
    if (present !== undefined) {
      edits.push({ start: present.start, end: present.end, text: cell });
      continue;
    }
    const at = row.cells.find((each) => each.column > column)?.element.start ?? behind;
    inserted.set(at, (inserted.get(at) ?? "") + cell);
  }
  for (const [at, xml] of inserted) {
    edits.push(
      isSelfClosed(element, text)
        ? { start: element.end - 2, end: element.end, text: `>${xml}</${prefix}row>` }
        : { start: at, end: at, text: xml },
    );
  }
  return [...edits, ...spanEdits(element, Math.max(...wanted.map(({ column }) => column)), text)];
}

function cellXml(prefix: string, name: string, style: string | undefined, value: string): string {
  const s = style === undefined ? "" : ` s="${xmlText(style)}"`;
  const t = `<${prefix}t xml:space="preserve">${xmlText(spreadsheetText(value))}</${prefix}t>`;
  return `<${prefix}c r="${name}"${s} t="inlineStr"><${prefix}is>${t}</${prefix}is></${prefix}c>`;
}

function isSelfClosed({ end }: Element, text: string): boolean {
  return text.slice(end - 2, end) === "/>";
}

function closingTag({ end }: Element, text: string): number {
  return text.lastIndexOf("</", end);
}

/** A row may say which columns it spans, and a sheet which cells it uses: both grow with what is added. */
function spanEdits(row: Element, column: number, text: string): readonly Edit[] {
  const [, from, to] = /^(\d+):(\d+)$/u.exec(row.attributes["spans"] ?? "") ?? [];
  if (from === undefined || Number(to) >= column) return [];
  return attributeEdit(row, "spans", `${from}:${column}`, text);
}

function dimensionEdits(root: Element, right: number, text: string): readonly Edit[] {
  const [dimension] = childrenOf(root, "dimension");
  const area = areaOf(dimension?.attributes["ref"] ?? "");
  if (dimension === undefined || area === null || area.right >= right) return [];
  const reference = `${columnName(area.left)}${area.top}:${columnName(right)}${area.bottom}`;
  return attributeEdit(dimension, "ref", reference, text);
}

function attributeEdit(element: Element, name: string, value: string, text: string): readonly Edit[] {
  const tag = text.slice(element.start, text.indexOf(">", element.start));
  const found = new RegExp(`\\s${name}\\s*=\\s*(["'])(.*?)\\1`, "u").exec(tag);
  if (found === null) return [];
  const end = element.start + found.index + found[0].length - 1;
  return [{ start: end - (found[2]?.length ?? 0), end, text: value }];
}

function edited(text: string, edits: readonly Edit[]): string {
  let at = 0;
  let result = "";
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
