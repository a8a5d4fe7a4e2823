import type { LeafKind } from "../device-leaves.ts";
import type { ReadInstant } from "../written-instant.ts";

/** What a cell says: null, that there is none. */
export type CellValue = string | number | boolean | null;

/** How the cells of a column are read. */
export interface CellReading {
  readonly kind: LeafKind;
  /** What a cell means by what is written in it. */
  readonly values: ReadonlyMap<string, CellValue>;
  readonly instant: ReadInstant | null;
}

/** What is wrong with a cell, without what is written in it. */
export interface CellFault {
  readonly fault: string;
}

/**
 * Reads a cell. An empty one tells nothing: undefined, unless the map says what it means.
 *
 * What a spreadsheet would take for a formula is refused: a list that was opened and saved in one may hold something else than
 * was exported.
 */
export function readCell(text: string, { kind, values, instant }: CellReading): CellValue | CellFault | undefined {
  const written = text.trim();
  const meant = values.get(written);
  if (meant !== undefined) return meant;
  if (written === "") return undefined;
  if (/^[=+@-]/u.test(written)) {
    return { fault: "it begins like a formula of a spreadsheet. Export values, or say in the map what it means" };
  }
  return plainValue(written, kind, instant);
}

function plainValue(written: string, kind: LeafKind, instant: ReadInstant | null): CellValue | CellFault {
  switch (kind) {
    case "string":
      return written;
    case "boolean":
      if (/^true$/iu.test(written)) return true;
      return /^false$/iu.test(written)
        ? false
        : { fault: "it is neither true nor false. Say in the map what it means" };
    case "number":
      return /^(?:0|[1-9]\d{0,14})$/u.test(written) ? Number(written) : { fault: "it is no whole number" };
    case "instant": {
      const read = instant === null ? null : instant(written);
      return read ?? { fault: "it is no date in the format of the map" };
    }
    default:
      return kind.includes(written)
        ? written
        : { fault: `it is none of ${kind.join(", ")}. Say in the map what it means` };
  }
}

/** Tells whether a value that a map states is one that a field can have. */
export function isValueOf(kind: LeafKind, value: CellValue): boolean {
  if (value === null) return true;
  if (kind === "boolean" || kind === "number") return typeof value === kind;
  return typeof value === "string" && (typeof kind === "string" || kind.includes(value));
}
