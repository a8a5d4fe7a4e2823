import type { Pieces } from "./pieces.ts";

// Cc: controls (ANSI escapes begin with one). Cf: bidirectional overrides and what is invisible. Zl, Zp: line breaks. Cs: lone
// surrogates.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Makes every character visible that could move a cursor, change a colour, break a line, reorder text or hide in it. What it
 * gives holds none of them, so doing it twice changes nothing.
 */
export function escapeControls(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

// An underscore inside of a word is no markup; two in a row, or one at either end, may be.
const markdownSpecial = /[\\`*[\]{}~#!$@^]|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_/gu;

const htmlEntities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;" };

/** Makes text that Markdown shows as it is, in a paragraph, a list item, a heading or a table cell. */
export function escapeMarkdown(text: string): string {
  return (
    escapeControls(text)
      .replace(markdownSpecial, "\\$&")
      // An entity and not `\|`: parsers disagree about a backslash before a pipe in a table.
      .replace(/[&<>|]/gu, (character) => htmlEntities[character] ?? character)
      // Addresses in values are not made into links.
      .replace(/:\/\//gu, "\\://")
      .replace(/\bwww\./giu, (match) => `${match.slice(0, -1)}\\.`)
      // What begins a list, a quotation or an underline at the beginning of a line.
      .replace(/^(\s*)([-+=])/u, "$1\\$2")
      .replace(/^(\s*\d+)([.)])/u, "$1\\$2")
  );
}

/** A piece of Markdown: own markup with escaped values. */
export interface Markdown {
  readonly markdown: string;
}

/** Builds Markdown: the literal parts are markup, every value that is no Markdown already is escaped. */
export function prose(parts: TemplateStringsArray, ...values: readonly (Markdown | string | number)[]): Markdown {
  const texts = parts.map((part, index) => {
    const value = values[index];
    if (value === undefined) return part;
    return part + (typeof value === "object" ? value.markdown : escapeMarkdown(String(value)));
  });
  return { markdown: texts.join("") };
}

/** Joins pieces of Markdown. */
export function joinMarkdown(pieces: readonly Markdown[], separator: string): Markdown {
  return { markdown: pieces.map(({ markdown }) => markdown).join(separator) };
}

/** Shows a sentence: its names and codes as code, the rest as escaped text. */
export function sentence(pieces: Pieces): Markdown {
  const parts: Markdown[] = [];
  let text = "";
  // Text is escaped in one piece, so that nothing becomes markup where two pieces meet.
  for (const piece of pieces) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    parts.push(prose`${text}`, codeSpan(piece.code));
    text = "";
  }
  parts.push(prose`${text}`);
  return joinMarkdown(parts, "");
}

/** Shows a name or value as code; as escaped text if it holds what ends a code span or a table cell. */
export function codeSpan(text: string): Markdown {
  const visible = escapeControls(text);
  if (/[`|\\]/u.test(visible) || visible.trim() !== visible || visible === "") return prose`${text}`;
  return { markdown: `\`${visible}\`` };
}

const zeroWidth = /^\p{M}$/u;

// Unicode East Asian Width W and F, in ranges wide enough for names and messages.
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** Counts the columns that text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x300) width += 1;
    else if (!zeroWidth.test(character)) width += wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
  }
  return width;
}

/** Fills text up with spaces to a number of columns. */
export function padDisplay(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}
