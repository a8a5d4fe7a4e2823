import { linesOf, openText } from "./text/encoded-text.ts";
import type { PlacedClaim, Span } from "./spans.ts";

/** A run of characters of a source that the same claims cover. */
export interface TracePart extends Span {
  readonly text: string;
  /** The claims whose spans cover it, in sheet order; none for narrative. */
  readonly claims: readonly string[];
}

/** A source as it is covered by the claims of a sheet. */
export interface Trace {
  /** Every character of the source once, in order. */
  readonly parts: readonly TracePart[];
  /** Claims whose span does not lie in the source, as a whole or in part. */
  readonly outside: readonly string[];
}

/** Tells of every character of a source which claims of a sheet cover it: what none covers is narrative. */
export function traceSource(bytes: Uint8Array, name: string, claims: readonly PlacedClaim[]): Trace {
  const text = openText(bytes, name);
  const lines = linesOf(text).map(({ start, end }) => Array.from(text.decode(start, end)));
  const outside = claims
    .filter(({ source: { line, end } }) => end > (lines[line - 1]?.length ?? 0))
    .map(({ id }) => id);
  const parts = lines.flatMap((characters, index) => {
    const line = index + 1;
    const here = claims.filter(({ source }) => source.line === line);
    const borders = [0, characters.length, ...here.flatMap(({ source: { start, end } }) => [start, end])]
      .filter((border) => border <= characters.length)
      .sort((a, b) => a - b);
    return borders.slice(1).flatMap((end, border): readonly TracePart[] => {
      const start = borders[border] ?? 0;
      if (start === end) return [];
      const covering = here.filter(({ source }) => source.start <= start && end <= source.end);
      return [{ line, start, end, text: characters.slice(start, end).join(""), claims: covering.map(({ id }) => id) }];
    });
  });
  return { parts, outside };
}

/** Tells whether a part is left over: it says something, and no claim covers it. */
export function isNarrative({ claims, text }: TracePart): boolean {
  return claims.length === 0 && text.trim() !== "";
}
