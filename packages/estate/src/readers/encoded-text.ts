import { SekishoError } from "../errors.ts";

/** The character sets in which exported tables are read; `cp932` is Microsoft's Shift_JIS. */
export const textEncodings = ["utf-8", "utf-16le", "cp932"] as const;

/** A character set of an exported table. */
export type TextEncoding = (typeof textEncodings)[number];

/** What TextDecoder calls a character set. */
const decoderNames: Readonly<Record<TextEncoding, string>> = {
  "utf-8": "utf-8",
  "utf-16le": "utf-16le",
  cp932: "shift_jis",
};

/**
 * Decodes the text of an exported table. A byte order mark goes before what is stated; without either it is UTF-8.
 *
 * @param stated - The character set that whoever gives the file states; null if nothing is said.
 * @throws SekishoError `DOCUMENT_INVALID` with the line of the first bytes that are not in the character set: the file is
 * in another one, cut off, or put together of several.
 */
export function decodeText(bytes: Uint8Array, name: string, stated: TextEncoding | null): string {
  const marked = markedEncoding(bytes);
  if (marked !== null && stated !== null && marked !== stated) {
    throw invalid(name, 1, `it begins with the byte order mark of ${marked}, and is said to be in ${stated}`);
  }
  const encoding = marked ?? stated ?? "utf-8";
  const text = decoded(bytes, encoding);
  if (text === null) throw notIn(encoding, bytes, name, stated !== null || marked !== null);
  const mixed = encoding === "cp932" ? firstLine(bytes, isJapaneseUtf8) : lineOf(text, foreign[encoding]);
  if (mixed !== null) throw invalid(name, mixed, `it is in ${encoding}, but here stands text in another character set`);
  return text;
}

function markedEncoding([a, b, c]: Uint8Array): TextEncoding | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  return a === 0xff && b === 0xfe ? "utf-16le" : null;
}

function decoded(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(decoderNames[encoding], { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What only stands in a decoded text if a part of it was in another character set. */
const foreign = {
  // UTF-16 that was appended to a file in UTF-8.
  // eslint-disable-next-line no-control-regex -- NUL is what is looked for
  "utf-8": /\u0000/u,
  // Other text that was appended to a file in UTF-16: its pairs of bytes are no characters, a line break among them (U+0A0D).
  "utf-16le": /\p{Cn}/u,
} as const;

function lineOf(text: string, pattern: RegExp): number | null {
  const at = text.search(pattern);
  return at < 0 ? null : text.slice(0, at).split("\n").length;
}

/** Bytes that are UTF-8 with characters of three bytes, as Japanese ones are: in CP932 they would make no sense. */
function isJapaneseUtf8(line: Uint8Array): boolean {
  const text = line.some((byte) => byte >= 0xe0) ? decoded(line, "utf-8") : null;
  return text !== null && /[\u0800-\uffff]/u.test(text);
}

/** Finds the first line for which something holds, counted from 1; a line break is never a part of a character here. */
function firstLine(bytes: Uint8Array, holds: (line: Uint8Array) => boolean): number | null {
  let line = 1;
  for (let start = 0; start <= bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (holds(bytes.subarray(start, end < 0 ? bytes.length : end))) return line;
    if (end < 0) return null;
    start = end + 1;
  }
  return null;
}

function notIn(encoding: TextEncoding, bytes: Uint8Array, name: string, isStated: boolean): SekishoError {
  if (encoding === "utf-16le") {
    const good = longestDecodable(bytes);
    return invalid(name, good.split("\n").length, "it is in utf-16le, but here stands text in another character set");
  }
  const line = firstLine(bytes, (one) => decoded(one, encoding) === null) ?? 1;
  const others = textEncodings.filter((one) => one !== encoding).join(" or ");
  return invalid(
    name,
    line,
    `here it is not in ${encoding}${isStated ? "" : `, as which it is read where nothing is said; it may be in ${others}`}`,
  );
}

/** Decodes as much of a text in UTF-16 as can be, by halving. */
function longestDecodable(bytes: Uint8Array): string {
  let [low, high] = [0, Math.floor(bytes.length / 2)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (decoded(bytes.subarray(0, middle * 2), "utf-16le") === null) high = middle - 1;
    else low = middle;
  }
  return decoded(bytes.subarray(0, low * 2), "utf-16le") ?? "";
}

function invalid(name: string, line: number, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}, line ${String(line)}: ${what}. Export it again in one character set, and state which (${textEncodings.join(", ")}).`,
    { details: { name, line } },
  );
}
