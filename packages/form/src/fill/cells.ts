import type { ColumnTitles, PlacedAnswer } from "../fill.ts";
import { layoutOf } from "../table/columns.ts";
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

const parts = ["answer", "evidence", "date"] as const;

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
 * Chooses the columns for answers: those whose title asks for them and whose cells are empty in every row to be filled, and
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
  let next = last;
  const columns = parts.map((part): AnswerColumn => {
    const asked = [...roles].find(
      ([column, role]) => role === part && rows.every(({ row }) => row > (header ?? 0) && isFree(row, column)),
    );
    if (asked !== undefined) return { part, column: asked[0], isAdded: false };
    next += 1;
    return { part, column: next, isAdded: true };
  });
  return { header, columns };
}
