import { markOf, markWords, type ReadMark } from "./marks.ts";

/** A part of a line that stands for itself, in UTF-16 units of the line. */
export interface Segment {
  readonly kind: "heading" | "item" | "title" | "statement" | "scope" | "caveat";
  readonly start: number;
  readonly end: number;
  /** What an item or heading is called, without bullet and mark. */
  readonly label: string | null;
  /** The mark of an item; null for one that is not understood. */
  readonly mark: ReadMark | null;
}

const bullets = "[-‐–—―−－・･●○◯◎•▪◆◇▶*＊]";
const marks = [...markWords]
  .sort((a, b) => b.length - a.length)
  .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&"))
  .join("|");
/** A mark behind a label: no word goes on from it. */
const mark = `(?<mark>${marks})(?=$|[\\s(（※、。])`;

/** The label before a mark: on one line, and no sentence. */
const label = "(?<label>[^。:：]{1,100}?)";

/** ` - WAF:有`: at the beginning of a line, or glued to the end of the sentence before. */
const gluedItem = new RegExp(`(?<=[\\s。])${bullets}\\s*${label}\\s*[:：]\\s*${mark}`, "giu");
const firstItem = new RegExp(`^\\s*(?:${bullets}\\s*)?${label}\\s*[:：]\\s*${mark}`, "iu");
const glue = new RegExp(`\\s${bullets}\\s`, "u");
/** `DDoS対策 …… ○`, with the mark at the end of the line. */
const ledItem = new RegExp(
  `^\\s*(?:${bullets}\\s*)?(?<label>[^。:：]{1,100}?)[\\s.．…‥]{2,}(?<mark>${marks})\\s*$`,
  "iu",
);
/** `DDoS対策（有）` and `【有】DDoS対策`. */
const bracketedItem = new RegExp(
  `^\\s*(?:${bullets}\\s*)?(?<label>[^。:：]{1,100}?)\\s*[(（【［[](?<mark>${marks})[)）】］\\]]\\s*$`,
  "iu",
);
const bracketFirst = new RegExp(
  `^\\s*(?:${bullets}\\s*)?[(（【［[](?<mark>${marks})[)）】］\\]]\\s*(?<label>[^。:：]{1,100}?)\\s*$`,
  "iu",
);
/** A heading of a section: ■, ◆, ▼ or whole in brackets. */
const heading = /^\s*(?:[■◆▼▽]+\s*(?<label>[^。]+?)|【(?<bracketed>[^】。]+)】)\s*$/u;
const listed = new RegExp(`^\\s*(?:${bullets}|[①-⑳]|[(（]?\\d{1,2}[)）.．、])\\s*`, "u");
/** What says that something is no duty stands behind the statement that it limits. */
const aside = /[(（][^()（）]*(?:(?:マスト|必須)では(?:ない|ありません)|努力目標|任意)[^()（）]*[)）]/gu;

/**
 * Takes a line apart into headings, items with their marks, statements and caveats. A line break is no border of items: an item
 * may be glued to the end of the sentence before it.
 *
 * @param inBody Whether the line stands in a cell below an item, where a line without an end of sentence is no heading.
 */
export function segmentsOf(line: string, inBody: boolean): readonly Segment[] {
  if (line.trim() === "") return [];
  const named = heading.exec(line);
  if (named !== null && !inBody) {
    return [
      trimmed(line, {
        kind: "heading",
        start: 0,
        end: line.length,
        label: named.groups?.["label"] ?? named.groups?.["bracketed"] ?? "",
        mark: null,
      }),
    ];
  }
  const items = itemsOf(line);
  const segments: Segment[] = [];
  let at = 0;
  for (const item of [...items, null]) {
    segments.push(...bodySegments(line, at, item?.start ?? line.length, inBody || items.length > 0));
    if (item === null) break;
    segments.push(item);
    at = item.end;
  }
  return segments;
}

function itemsOf(line: string): readonly Segment[] {
  const begun = firstItem.exec(line);
  // A label does not go on behind another bullet: that one begins an item that is glued to a list entry.
  const isGlued = begun !== null && glue.test(begun.groups?.["label"] ?? "");
  const first = (isGlued ? null : begun) ?? ledItem.exec(line) ?? bracketedItem.exec(line) ?? bracketFirst.exec(line);
  const matches = first === null ? [] : [first];
  for (const match of line.matchAll(gluedItem)) {
    if (match.index >= (first === null ? 0 : first.index + first[0].length)) matches.push(match);
  }
  return matches.map((match) =>
    trimmed(line, {
      kind: "item",
      start: match.index,
      end: match.index + match[0].length,
      label: match.groups?.["label"] ?? "",
      mark: markOf(match.groups?.["mark"] ?? ""),
    }),
  );
}

function bodySegments(line: string, from: number, to: number, inBody: boolean): readonly Segment[] {
  const body = line.slice(from, to);
  if (body.trim() === "") return [];
  const part = (kind: Segment["kind"], start: number, end: number): Segment =>
    trimmed(line, { kind, start: from + start, end: from + end, label: null, mark: null });
  if (!inBody && isTitle(body)) return [{ ...part("title", 0, body.length), label: body.trim() }];
  if (!listed.test(body) && /[:：]\s*$/u.test(body)) return [part("scope", 0, body.length)];
  return statementEnds(body).flatMap(({ start, end }) => {
    const text = body.slice(start, end);
    if (text.trim() === "") return [];
    if (/^\s*(?:※|＊|\*\d)/u.test(text)) return [part("caveat", start, end)];
    const asides = [...text.matchAll(aside)];
    const parts: Segment[] = [];
    let at = 0;
    for (const { index, 0: words } of asides) {
      if (text.slice(at, index).trim() !== "") parts.push(part("statement", start + at, start + index));
      parts.push(part("caveat", start + index, start + index + words.length));
      at = index + words.length;
    }
    if (/[^\s。]/u.test(text.slice(at))) parts.push(part("statement", start + at, end));
    return parts;
  });
}

/** A noun phrase on a line of its own is a heading without a mark: no bullet, no number, no colon, no end of sentence. */
function isTitle(text: string): boolean {
  const plain = text.trim();
  return (
    !listed.test(plain) &&
    !/^[※(（「]/u.test(plain) &&
    !/[。:：,，；;]|、.*、|、$/u.test(plain) &&
    !/(?:ます|です|ません|ない|した|する|おり|が)$/u.test(plain) &&
    Array.from(plain).length <= 40
  );
}

/** Sentences; a clause before 「が、」 is one of its own, because it often says the opposite of what follows. */
function statementEnds(text: string): readonly { readonly start: number; readonly end: number }[] {
  const borders = [...text.matchAll(/。+\s*|(?<=ます|です|ました|ません)が、|(?=※)/gu)].map(
    (match) => match.index + match[0].length,
  );
  const ends = [...new Set([...borders, text.length])].filter((end) => end > 0).sort((a, b) => a - b);
  return ends.map((end, index) => ({ start: ends[index - 1] ?? 0, end }));
}

function trimmed(line: string, segment: Segment): Segment {
  const text = line.slice(segment.start, segment.end);
  return {
    ...segment,
    start: segment.start + text.length - text.trimStart().length,
    end: segment.end - (text.length - text.trimEnd().length),
    label: segment.label?.trim() ?? null,
  };
}
