import type { SheetAnswer } from "@sekisho/report";
import type { FormFile } from "./file.ts";
import { fillCsv } from "./fill/csv.ts";
import { fillText } from "./fill/text.ts";
import { fillWorkbook } from "./fill/workbook.ts";
import type { Place } from "./rows/place.ts";

/** What the columns of answers, evidence and dates are called where they are added. */
export interface ColumnTitles {
  readonly answer: string;
  readonly evidence: string;
  readonly date: string;
}

/** An answer that goes into a file, with where its claim stands there. */
export interface PlacedAnswer {
  readonly answer: SheetAnswer;
  readonly place: Place;
}

/** A file with its answers. */
export interface Filled {
  readonly bytes: Uint8Array;
  /** Claims that were answered. */
  readonly answered: readonly string[];
  /** Claims whose answer could not be written, because their place is not in the file. */
  readonly notPlaced: readonly string[];
}

/**
 * Writes answers into a customer's file beside the rows of their claims. Everything else stays as it was: text and CSV byte for
 * byte, a workbook in every other cell, style and formula, and every file of it that no answer goes into byte for byte.
 * Claims that claim nothing get no answer; without answers the bytes are those given.
 */
export function fillForm(
  file: FormFile,
  bytes: Uint8Array,
  answers: readonly SheetAnswer[],
  places: ReadonlyMap<string, Place>,
  titles: ColumnTitles,
): Filled {
  const wanted = answers.filter(({ kind, verdict }) => kind !== "heading" && verdict !== "not_claimed");
  const placed = wanted.flatMap((answer): readonly PlacedAnswer[] => {
    const place = places.get(answer.claim);
    return place === undefined ? [] : [{ answer, place }];
  });
  const { bytes: filled, written } = fillerOf(file, bytes, titles)(placed);
  const answered = new Set(written);
  return {
    bytes: filled,
    answered: written,
    notPlaced: wanted.map(({ claim }) => claim).filter((claim) => !answered.has(claim)),
  };
}

/** What one format makes of answers. */
export interface Written {
  readonly bytes: Uint8Array;
  /** The claims whose place is in the file. */
  readonly written: readonly string[];
}

function fillerOf(
  file: FormFile,
  bytes: Uint8Array,
  titles: ColumnTitles,
): (answers: readonly PlacedAnswer[]) => Written {
  switch (file.kind) {
    case "text":
      return (answers) => fillText(file.text, answers);
    case "csv":
      return (answers) => fillCsv(file.csv, answers, titles);
    case "xlsx":
      return (answers) => fillWorkbook(file.workbook, bytes, answers, titles);
  }
}
