import type { ColumnTitles, PlacedAnswer } from "../fill.ts";
import { layoutOf, type ColumnRole } from "../table/columns.ts";
import type { Table } from "../table/table.ts";

/** What is written beside one row of a table. */
export interface AnswerRow {
  readonly row: number;
  readonly answer: string;
  readonly evidence: string;
  readonly date: string;
}

/** A column that answers go into. */
export interface AnswerColumn {
  readonly part: keyof ColumnTitles;
  readonly column: number;
  /** Whether it is added, so that it needs a title. */
  readonly isAdded: boolean;
}

/** Where answers go in a table. */
export interface AnswerColumns {
  readonly header: number | null;
  readonly columns: readonly AnswerColumn[];
}

/** The columns that each part of an answer goes into, if they are empty: those that ask for it, and those left to answer in. */
const accepting: readonly (readonly [keyof ColumnTitles, readonly ColumnRole[]])[] = [
  ["answer", ["answer", "mark"]],
  ["evidence", ["evidence", "body"]],
  ["date", ["date"]],
];

/**
 * Gathers the answers by row: several claims of one row share its cells, each under its id. A row's own claim goes first.
 */
export function answerRows(answers: readonly PlacedAnswer[], sheet: string | null): readonly AnswerRow[] {
  const rows = new Map<number, PlacedAnswer["answer"][]>();
  for (const { answer, place } of answers) {
    if ("line" in place || place.sheet !== sheet) continue;
    rows.set(place.row, [...(rows.get(place.row) ?? []), answer]);
  }
  return [...rows].map(([row, all]) => {
    const [first] = all;
    const lines = (of: (answer: PlacedAnswer["answer"]) => readonly string[]): string =>
      all
        .filter((answer) => of(answer).length > 0)
        .map((answer) => (all.length === 1 ? "" : `[${answer.claim}] `) + of(answer).join("\n"))
        .join("\n");
    return {
      row,
      answer: lines(({ result }) => result),
      evidence: lines(({ grounds }) => grounds),
      date: first?.date ?? "",
    };
  });
}

/**
 * Chooses the columns for answers: those that ask for them by their title and are empty in every row to be filled, and columns
 * beside the table where there are none.
 *
 * @param last The last column that the table uses.
 * @param isFree Whether a cell can take an answer.
 */
export function answerColumns(
  table: Table,
  rows: readonly AnswerRow[],
  last: number,
  isFree: (row: number, column: number) => boolean,
): AnswerColumns {
  const { header, roles } = layoutOf(table);
  const isAsked = (column: number): boolean => rows.every(({ row }) => row > (header ?? 0) && isFree(row, column));
  let next = last;
  const columns = accepting.map(([part, wanted]): AnswerColumn => {
    const asked = wanted
      .flatMap((role) => [...roles].filter((each) => each[1] === role).map(([column]) => column))
      .find(isAsked);
    if (asked !== undefined) return { part, column: asked, isAdded: false };
    next += 1;
    return { part, column: next, isAdded: true };
  });
  return { header, columns };
}
