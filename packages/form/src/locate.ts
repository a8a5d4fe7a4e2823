import { invalidForm } from "./invalid.ts";
import { narrowed, type Passage, type Place } from "./rows/place.ts";
import type { FormRows, Region } from "./rows/read-rows.ts";
import { segmentsOf } from "./rows/segments.ts";
import { codePoints, type PlacedClaim } from "./spans.ts";
import { linesOf, openText } from "./text/encoded-text.ts";
import { comparable, normalised } from "./text/normalise.ts";

/** Where the claims of a sheet stand in a customer's file. */
export interface Located {
  /** By claim id. */
  readonly places: ReadonlyMap<string, Place>;
  /** Claims that the file does not hold, in sheet order. */
  readonly missing: readonly string[];
}

/**
 * Takes the texts of claims out of the source of their sheet.
 *
 * @throws SekishoError `FORM_INVALID` if a claim's place is not in the source: it is another sheet's, or another version of it.
 */
export function claimTexts(
  bytes: Uint8Array,
  name: string,
  claims: readonly PlacedClaim[],
): ReadonlyMap<string, string> {
  const text = openText(bytes, name);
  const lines = linesOf(text).map(({ start, end }) => text.decode(start, end));
  return new Map(
    claims.map(({ id, source: { line, start, end } }) => {
      const words = codePoints(lines[line - 1] ?? "", start, end);
      if (Array.from(words).length < end - start || words.trim() === "") {
        throw invalidForm(
          name,
          `it is not the source of the sheet: ${id} is no span of line ${line}`,
          "Give the text that the sheet's lines and spans are of with --source, or a file of places with --mapping",
        );
      }
      return [id, words] as const;
    }),
  );
}

/**
 * Finds claims in a customer's file by their text in the source of the sheet: rows by what they are called, statements in the
 * text below their row. Widths, kinds of dashes, spaces, bullets and marks may differ; the order of rows may not matter.
 */
export function locate(rows: FormRows, claims: readonly PlacedClaim[], texts: ReadonlyMap<string, string>): Located {
  const places = new Map<string, Place>();
  const free = new Set(rows.regions);
  let last = -1;
  for (const claim of claims) {
    if (claim.kind !== "heading" && claim.kind !== "requirement") continue;
    const region = regionOf(labelOf(texts.get(claim.id) ?? ""), claim, rows.regions, free, last);
    if (region === null) continue;
    last = rows.regions.indexOf(region);
    free.delete(region);
    places.set(claim.id, region.row.place);
    const below = claims.filter(({ id, requirement }) => requirement === claim.id && id !== claim.id);
    for (const [id, place] of statementPlaces(region, below, texts)) places.set(id, place);
  }
  return { places, missing: claims.map(({ id }) => id).filter((id) => !places.has(id)) };
}

/** The row that is called so: the next one behind the last that was found, else any other. */
function regionOf(
  label: string,
  { kind }: PlacedClaim,
  regions: readonly Region[],
  free: ReadonlySet<Region>,
  last: number,
): Region | null {
  const fits = ({ row }: Region): boolean => row.kind === kind && labelOf(row.label ?? row.text) === label;
  const left = regions.filter((region) => free.has(region) && fits(region));
  return left.find((region) => regions.indexOf(region) > last) ?? left[0] ?? null;
}

function labelOf(text: string): string {
  const [segment] = segmentsOf(text, false);
  return comparable(segment?.label ?? text);
}

/** Finds statements in the text below their row, in order; one that repeats is taken where it stands next. */
function statementPlaces(
  { body }: Region,
  claims: readonly PlacedClaim[],
  texts: ReadonlyMap<string, string>,
): readonly (readonly [string, Place])[] {
  const found: (readonly [string, Place])[] = [];
  const whole = joined(body);
  let from = 0;
  for (const { id } of claims) {
    const text = comparable(texts.get(id) ?? "");
    const span = [text, withoutMarkup(text)].map((words) => whole.find(words, from)).find((each) => each !== null);
    if (span === undefined) continue;
    found.push([id, span.place]);
    from = span.end;
  }
  return found;
}

/** Bullets, brackets and stops differ between layouts: a cell has none where a list has. */
function withoutMarkup(text: string): string {
  return text.replace(/^[-・･●○•▪◆*※(]+/u, "").replace(/[。、)]+$/u, "");
}

interface Joined {
  /** Finds words from a place on; where they were found ends at `end`. */
  readonly find: (words: string, from: number) => { readonly place: Place; readonly end: number } | null;
}

/** Joins passages to one comparable text, which knows where each part of it stands. */
function joined(passages: readonly Passage[]): Joined {
  let whole = "";
  const parts = passages.map((passage) => {
    const { text, origins } = normalised(passage.text);
    const start = whole.length;
    whole += text;
    return { passage, origins, start, end: whole.length };
  });
  return {
    find: (words, from) => {
      if (words === "") return null;
      const at = whole.indexOf(words, from);
      const part = parts.find(({ start, end }) => start <= at && at < end);
      if (at < 0 || part === undefined) return null;
      const last = Math.min(at + words.length, part.end) - 1;
      const characters = Array.from(part.passage.text);
      const [first, behind] = [part.origins[at - part.start] ?? 0, (part.origins[last - part.start] ?? 0) + 1];
      const units = (count: number): number => characters.slice(0, count).join("").length;
      return { place: narrowed(part.passage, units(first), units(behind)).place, end: at + words.length };
    },
  };
}
