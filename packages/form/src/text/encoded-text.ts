import { createShiftJisEncoder } from "@sekisho/report";
import { invalidForm } from "../invalid.ts";

/** The character sets that a customer's text is read and written back in. */
export type Encoding = "utf-8" | "shift_jis" | "utf-16le" | "utf-16be";

/** A text as the bytes of its file, in units that a delimiter of ASCII is one of: bytes, or pairs of them in UTF-16. */
export interface EncodedText {
  readonly name: string;
  readonly encoding: Encoding;
  readonly bytes: Uint8Array;
  /** Bytes of a unit. */
  readonly width: 1 | 2;
  /** Where the text begins, behind a byte order mark. */
  readonly start: number;
  /** The unit at an offset in bytes. */
  readonly unitAt: (offset: number) => number;
  readonly decode: (from: number, to: number) => string;
  readonly encode: (text: string) => Uint8Array;
}

/**
 * Finds the character set of a text: that of its byte order mark, else UTF-8, else Shift_JIS.
 *
 * @throws SekishoError `FORM_INVALID` with the line if it is in none of them, or in several.
 */
export function openText(bytes: Uint8Array, name: string): EncodedText {
  const marked = markedEncoding(bytes);
  const encoding = marked?.encoding ?? unmarkedEncoding(bytes, name);
  const start = marked?.length ?? 0;
  const width = encoding.startsWith("utf-16") ? 2 : 1;
  const low = encoding === "utf-16be" ? 1 : 0;
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const unitAt = (offset: number): number =>
    width === 1 ? (bytes[offset] ?? 0) : (bytes[offset + low] ?? 0) | ((bytes[offset + 1 - low] ?? 0) << 8);
  const text: EncodedText = {
    name,
    encoding,
    bytes,
    width,
    start,
    unitAt,
    decode: (from, to) => decoder.decode(bytes.subarray(from, to)),
    encode: encoderOf(encoding),
  };
  assertOneEncoding(text);
  return text;
}

function markedEncoding([a, b, c]: Uint8Array): { readonly encoding: Encoding; readonly length: number } | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", length: 2 };
  return a === 0xfe && b === 0xff ? { encoding: "utf-16be", length: 2 } : null;
}

function unmarkedEncoding(bytes: Uint8Array, name: string): Encoding {
  if (bytes.includes(0)) {
    throw invalidForm(name, "it is no text, CSV or .xlsx", "Give the sheet in one of these formats");
  }
  return isIn("utf-8", bytes) ? "utf-8" : "shift_jis";
}

function isIn(encoding: Encoding, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function assertOneEncoding(text: EncodedText): void {
  for (const [index, { start, end }] of linesOf(text).entries()) {
    const line = text.bytes.subarray(start, end);
    const isWhole = isIn(text.encoding, line) && !(text.width === 2 && text.decode(start, end).includes("\0"));
    // What is UTF-8 with characters of three bytes, as Japanese ones are, is no Shift_JIS that anybody means.
    const isForeign = text.encoding === "shift_jis" && line.some((byte) => byte >= 0xe0) && isIn("utf-8", line);
    if (isWhole && !isForeign) continue;
    throw invalidForm(
      text.name,
      `line ${index + 1} is not in ${text.encoding}, as other lines are`,
      "Save it in one character set: UTF-8, Shift_JIS, or UTF-16 with a byte order mark",
    );
  }
}

function encoderOf(encoding: Encoding): (text: string) => Uint8Array {
  switch (encoding) {
    case "utf-8":
      return (text) => new TextEncoder().encode(text);
    case "shift_jis":
      return createShiftJisEncoder();
    case "utf-16le":
    case "utf-16be":
      return (text) => {
        const bytes = new Uint8Array(text.length * 2);
        const view = new DataView(bytes.buffer);
        for (let index = 0; index < text.length; index += 1) {
          view.setUint16(index * 2, text.charCodeAt(index), encoding === "utf-16le");
        }
        return bytes;
      };
  }
}

/** A line of a file, in bytes: its content, and the line end behind it. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** ASCII characters that files are taken apart by. */
export const ascii = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  quote: 0x22,
  comma: 0x2c,
  semicolon: 0x3b,
} as const;

/** Takes a text apart into lines; what stands behind the last line end is a line, unless it is nothing. */
export function linesOf({ bytes, start: first, width, unitAt }: EncodedText): readonly Line[] {
  const lines: Line[] = [];
  let start = first;
  for (let at = first; at + width <= bytes.length; at += width) {
    const unit = unitAt(at);
    if (unit !== ascii.lineFeed && unit !== ascii.carriageReturn) continue;
    const isPair =
      unit === ascii.carriageReturn && at + 2 * width <= bytes.length && unitAt(at + width) === ascii.lineFeed;
    const next = at + (isPair ? 2 * width : width);
    lines.push({ start, end: at, next });
    start = next;
    if (isPair) at += width;
  }
  if (start < bytes.length) lines.push({ start, end: bytes.length, next: bytes.length });
  return lines;
}

/** Bytes that go into a file at a place, in place of what stands up to `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly content: Uint8Array;
}

/** Puts splices into bytes; everything else stays as it is. They do not overlap; at one place they go in as given. */
export function spliced(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const ordered = splices
    .map((splice, index) => ({ splice, index }))
    .sort((a, b) => a.splice.start - b.splice.start || a.index - b.index);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { splice } of ordered) {
    parts.push(bytes.subarray(at, splice.start), splice.content);
    at = splice.end;
  }
  parts.push(bytes.subarray(at));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
