import type { PlacedAnswer, Written } from "../fill.ts";
import { linesOf, spliced, type EncodedText, type Splice } from "../text/encoded-text.ts";

/** Writes each answer on a line of its own below the line of its claim, with the line end that the file has there. */
export function fillText(text: EncodedText, answers: readonly PlacedAnswer[]): Written {
  const lines = linesOf(text);
  const lineEnd = lines.map(({ end, next }) => text.decode(end, next)).find((each) => each !== "") ?? "\n";
  const written: string[] = [];
  const splices = answers.flatMap(({ answer, place }): readonly Splice[] => {
    const line = "line" in place ? lines[place.line - 1] : undefined;
    if (line === undefined) return [];
    written.push(answer.claim);
    const { claim, result, grounds, date } = answer;
    const said = [result.join(" / "), ...(grounds.length === 0 ? [] : [grounds.join(" / ")])].join(" — ");
    // In front of the line's own end, which so stays that of the last line below it.
    return [{ start: line.end, end: line.end, content: text.encode(`${lineEnd}  → [${claim}] ${said} (${date})`) }];
  });
  return { bytes: spliced(text.bytes, splices), written };
}
