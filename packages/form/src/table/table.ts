/** A cell of a table that holds text. */
export interface TableCell {
  /** From 1. */
  readonly row: number;
  /** From 1. */
  readonly column: number;
  readonly text: string;
}

/** Rows and columns of text: a file of CSV, or a sheet of a workbook. */
export interface Table {
  /** The sheet's name; null for a file of CSV. */
  readonly name: string | null;
  /** Cells that are not empty, by row, then column. */
  readonly cells: readonly TableCell[];
}

/** Names a column as spreadsheets do: A, B, … Z, AA. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** Reads the name of a cell (`B3`); null if it is none. */
export function cellPlace(name: string): { readonly row: number; readonly column: number } | null {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/u.exec(name) ?? [];
  if (letters === undefined || digits === undefined) return null;
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
}

/** Groups the cells of a table by row. */
export function rowsOf({ cells }: Table): ReadonlyMap<number, readonly TableCell[]> {
  const rows = new Map<number, TableCell[]>();
  for (const cell of cells) {
    const row = rows.get(cell.row);
    if (row === undefined) rows.set(cell.row, [cell]);
    else row.push(cell);
  }
  return rows;
}
