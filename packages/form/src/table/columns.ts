import { markOf } from "../rows/marks.ts";
import { rowsOf, type Table, type TableCell } from "./table.ts";

/** What a column of a sheet is for. */
export type ColumnRole = "number" | "section" | "item" | "mark" | "body" | "answer" | "evidence" | "date";

/** How a table is laid out. */
export interface Layout {
  /** The row of the titles; null if there is none. */
  readonly header: number | null;
  readonly roles: ReadonlyMap<number, ColumnRole>;
}

/** The titles by role, as they begin after NFKC; the first role that fits is taken. */
const titles: readonly (readonly [ColumnRole, RegExp])[] = [
  ["number", /^(?:no\.?|番号|項番|#|通番|id)$/iu],
  ["date", /^(?:確認日|検査日|回答日|記入日|評価日|日付|date)/iu],
  ["evidence", /^(?:証跡|根拠|エビデンス|証拠|evidence|grounds)/iu],
  ["answer", /^(?:検証結果|検査結果|判定|評価|結果|result|verdict)/iu],
  [
    "mark",
    /^(?:有無|有\/無|○×|対応状況|対応有無|実施状況|実施有無|対応|実施|回答|ご回答|可否|yes\/no|answer|status)/iu,
  ],
  ["section", /^(?:大項目|中項目|分類|区分|カテゴリー?|領域|category|section)/iu],
  [
    "item",
    /^(?:小項目|項目|確認項目|チェック項目|設問|質問|対策|要件|確認事項|セキュリティ対策|item|question|control|requirement)/iu,
  ],
  [
    "body",
    /^(?:内容|対策内容|詳細|説明|補足|備考|コメント|実施内容|具体的|details?|description|remarks?|comments?|notes?)/iu,
  ],
];

/** Rows among which the titles are looked for. */
const headerRows = 30;

const longestTitle = 24;

/** Finds out what the columns of a table are for: by their titles, and where a column says 有 and 無, by that. */
export function layoutOf(table: Table): Layout {
  const rows = [...rowsOf(table)];
  const header = rows.slice(0, headerRows).find(([, cells]) => isHeader(cells));
  const roles = new Map<number, ColumnRole>();
  for (const cell of header?.[1] ?? []) {
    const role = roleOf(cell.text);
    const isTaken = role !== "body" && [...roles.values()].includes(role ?? "body");
    if (role !== null && !isTaken) roles.set(cell.column, role);
  }
  const below = table.cells.filter(({ row }) => row > (header?.[0] ?? 0));
  if (![...roles.values()].includes("mark")) {
    const column = markColumn(below);
    if (column !== null) roles.set(column, "mark");
  }
  if (![...roles.values()].includes("item") && [...roles.values()].includes("mark")) {
    const column = itemColumn(below, roles);
    if (column !== null) roles.set(column, "item");
  }
  for (const column of numberColumns(below)) if (!roles.has(column)) roles.set(column, "number");
  return { header: header?.[0] ?? null, roles };
}

/** Whether a cell holds a number and nothing else, as `1`, `1.2` or `1-2`. */
export function isNumber(text: string): boolean {
  return /^\d+(?:[.-]\d+)*$/u.test(text.trim());
}

/** Columns in which every cell is a number. */
function numberColumns(cells: readonly TableCell[]): readonly number[] {
  const others = new Set(cells.filter(({ text }) => !isNumber(text)).map(({ column }) => column));
  return [...new Set(cells.map(({ column }) => column))].filter((column) => !others.has(column));
}

/** A row is that of the titles if two of its cells, or more, are titles and tell what two columns are for. */
function isHeader(cells: readonly TableCell[]): boolean {
  const roles = cells.map(({ text }) => roleOf(text)).filter((role) => role !== null);
  return new Set(roles).size >= 2 && roles.some((role) => role === "item" || role === "mark" || role === "body");
}

function roleOf(text: string): ColumnRole | null {
  const plain = text.normalize("NFKC").replace(/\s+/gu, "");
  if (plain.length > longestTitle || plain.includes("。")) return null;
  return titles.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

function markColumn(cells: readonly TableCell[]): number | null {
  const counts = new Map<number, { marks: number; others: number }>();
  for (const { column, text } of cells) {
    const count = counts.get(column) ?? { marks: 0, others: 0 };
    if (markOf(text) === null) count.others += 1;
    else count.marks += 1;
    counts.set(column, count);
  }
  const found = [...counts].find(([, { marks, others }]) => marks >= 2 && marks > 2 * others);
  return found?.[0] ?? null;
}

/** Without a title, the items stand in the column before the marks that says most. */
function itemColumn(cells: readonly TableCell[], roles: ReadonlyMap<number, ColumnRole>): number | null {
  const mark = [...roles].find(([, role]) => role === "mark")?.[0] ?? 0;
  const lengths = new Map<number, number>();
  for (const { column, text } of cells) {
    if (column < mark && !roles.has(column) && !/^[\d.-]+$/u.test(text.trim())) {
      lengths.set(column, (lengths.get(column) ?? 0) + text.length);
    }
  }
  return [...lengths].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
