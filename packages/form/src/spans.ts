import type { AnySheet, Report } from "@sekisho/sheet";

/** Where a claim stands in the source of its sheet: line from 1, span in code points. */
export type Span = Report["claims"][number]["source"];

/** A claim with its place in the source of its sheet: of a sheet's definition, or of a report. */
export interface PlacedClaim {
  readonly id: string;
  readonly kind: Report["claims"][number]["kind"];
  /** The row it stands under; its own id for a row. */
  readonly requirement: string;
  readonly source: Span;
}

/** Takes a span of code points out of a text. */
export function codePoints(text: string, start: number, end: number): string {
  return Array.from(text).slice(start, end).join("");
}

/** The claims of a sheet with their places in its source. */
export function claimsOfSheet(sheet: AnySheet): readonly PlacedClaim[] {
  return sheet.claims.map(({ id, kind, requirement, source }) => ({
    id,
    kind,
    requirement: requirement ?? id,
    source,
  }));
}

/** The claims that a report answers with their places in the source of their sheet. */
export function claimsOfReport(report: Report): readonly PlacedClaim[] {
  return report.claims.map(({ claim, kind, requirement, source }) => ({ id: claim, kind, requirement, source }));
}
