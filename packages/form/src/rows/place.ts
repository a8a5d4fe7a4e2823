/** Where a text stands in a file: a span, in code points, of a line or of the text of a cell. */
export type Place = LinePlace | CellPlace;

/** A span of a line of a text. */
export interface LinePlace {
  /** From 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A span of the text of a cell. */
export interface CellPlace {
  /** The sheet of a workbook; null in CSV. */
  readonly sheet: string | null;
  /** From 1; in CSV the record. */
  readonly row: number;
  /** From 1; in CSV the field. */
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** A line of a file, or of a cell, with where it stands. */
export interface Passage {
  readonly place: Place;
  readonly text: string;
}

/** Narrows a passage to a span of its text, in UTF-16 units. */
export function narrowed({ place, text }: Passage, start: number, end: number): Passage {
  const lead = Array.from(text.slice(0, start)).length;
  const inner = text.slice(start, end);
  return {
    place: { ...place, start: place.start + lead, end: place.start + lead + Array.from(inner).length },
    text: inner,
  };
}

/** Takes a text of several lines apart; the place is that of its first character. */
export function passagesOf(text: string, place: Place): readonly Passage[] {
  const passages: Passage[] = [];
  let start = place.start;
  for (const [line] of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/gu)) {
    const content = line.replace(/[\r\n]+$/u, "");
    const length = Array.from(content).length;
    if (content.trim() !== "") passages.push({ place: { ...place, start, end: start + length }, text: content });
    start += Array.from(line).length;
  }
  return passages;
}
