import { SekishoError, type ErrorCode } from "../errors.ts";
import type { Json } from "../model/value.ts";

/** Deeper documents are refused: writing them again would exhaust the stack, and no real document comes near. */
export const maxDepth = 500;

/**
 * Parses a document's bytes as JSON.
 *
 * @param name - File name, for messages.
 * @throws SekishoError `DOCUMENT_EMPTY`, `DOCUMENT_BINARY_PLAN`, `DOCUMENT_TOO_DEEP` or `DOCUMENT_NOT_JSON`; the message
 * names line and column and never quotes the document, which may hold secrets.
 */
export function parseJson(bytes: Uint8Array, name: string): Json {
  refuseOtherEncodings(bytes, name);
  const text = decodeUtf8(bytes, name);
  if (text.trim() === "") {
    throw new SekishoError(
      "DOCUMENT_EMPTY",
      `${name} is empty. Write the document again: the command that made it may have failed.`,
      { details: { name } },
    );
  }
  const tooDeep = findTooDeep(text);
  if (tooDeep !== null) {
    throw atPosition(
      "DOCUMENT_TOO_DEEP",
      name,
      text,
      tooDeep,
      `the nesting goes beyond ${String(maxDepth)} levels`,
      "Check what made the document; no plan or configuration item is nested that deeply.",
    );
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The engine's own message is left out, also as a cause: it quotes the document.
    throw notJson(text, name);
  }
}

/** Finds the place where a text of JSON is nested more deeply than allowed; null if it is not. */
export function findTooDeep(text: string): number | null {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > maxDepth) return index;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return null;
}

function refuseOtherEncodings(bytes: Uint8Array, name: string): void {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && (c === 0x03 || c === 0x05)) throw binary(name);
  const encoding =
    a === 0xef && b === 0xbb && c === 0xbf
      ? "UTF-8 with a byte order mark"
      : (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)
        ? "UTF-32"
        : a === 0xff && b === 0xfe
          ? "UTF-16LE with a byte order mark"
          : a === 0xfe && b === 0xff
            ? "UTF-16BE with a byte order mark"
            : a !== undefined && a !== 0 && b === 0
              ? "UTF-16LE"
              : a === 0 && b !== undefined && b !== 0
                ? "UTF-16BE"
                : null;
  if (encoding !== null) {
    throw new SekishoError(
      "DOCUMENT_NOT_JSON",
      `${name}, line 1, column 1: the document is in ${encoding}, which is not read yet. ` +
        "Convert it to UTF-8 without a byte order mark (PowerShell's > writes UTF-16: use `| Out-File -Encoding utf8NoBOM`).",
      { details: { name, line: 1, column: 1, encoding } },
    );
  }
  // Control characters other than white space stand in no JSON text.
  if (bytes.subarray(0, 512).some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) {
    throw binary(name);
  }
}

function binary(name: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_BINARY_PLAN",
    `${name} is a binary file, as \`terraform plan -out\` writes it. Give it as JSON: terraform show -json ${name} > plan.json`,
    { details: { name } },
  );
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder("utf-8").decode(bytes);
    throw atPosition(
      "DOCUMENT_NOT_JSON",
      name,
      readable,
      Math.max(0, readable.indexOf("\uFFFD")),
      "here stand bytes that are no UTF-8",
      "Convert the document to UTF-8.",
    );
  }
}

function notJson(text: string, name: string): SekishoError {
  const { offset, what } = findJsonError(text);
  const start = text.search(/\S/u);
  const firstLineEnd = text.indexOf("\n", start);
  const isWrapped = firstLineEnd >= 0 && offset <= firstLineEnd && /^\s*[[{]/mu.test(text.slice(firstLineEnd + 1));
  if (isWrapped) {
    return atPosition(
      "DOCUMENT_NOT_JSON",
      name,
      text,
      offset,
      "a line stands before the JSON",
      "The document must begin with the JSON: remove the lines before it (a wrapper around terraform prints such a line).",
    );
  }
  const advice =
    what === endsEarly
      ? "The document is cut off: write it again."
      : what === "something follows the end of the JSON"
        ? "Remove what follows: a document holds one JSON value."
        : "Write the document again as JSON, for a plan with terraform show -json.";
  return atPosition("DOCUMENT_NOT_JSON", name, text, offset, what, advice);
}

function atPosition(
  code: ErrorCode,
  name: string,
  text: string,
  offset: number,
  what: string,
  advice: string,
): SekishoError {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - (before.lastIndexOf("\n") + 1) + 1;
  return new SekishoError(
    code,
    `${name}, line ${String(line)}, column ${String(column)}: the document is not read, ${what}. ${advice}`,
    { details: { name, line, column } },
  );
}

interface JsonFault {
  readonly offset: number;
  readonly what: string;
}

const literalPattern = /true|false|null/uy;
const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/uy;
// eslint-disable-next-line no-control-regex -- JSON forbids exactly these characters inside strings.
const plainPattern = /[^"\\\u0000-\u001f]+/uy;
const escapePattern = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/uy;
const endsEarly = "the text ends too early";

/**
 * Finds the first fault of a text that is not JSON. What a JavaScript engine says differs between versions and may
 * quote the text, so the place is found here. The depth is limited by the caller. Each inner function answers whether
 * it met no fault.
 */
function findJsonError(text: string): JsonFault {
  let at = 0;
  const faults: JsonFault[] = [];
  function skip(): void {
    match(/[ \t\r\n]*/uy);
  }
  function fail(what: string, offset = at): false {
    faults.push(offset >= text.length ? { offset: text.length, what: endsEarly } : { offset, what });
    return false;
  }
  function match(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  }
  function quoted(): boolean {
    at += 1;
    for (;;) {
      match(plainPattern);
      if (text[at] === '"') {
        at += 1;
        return true;
      }
      if (!match(escapePattern)) return fail("a string is not closed, or holds a character that must be escaped");
    }
  }
  function value(): boolean {
    skip();
    const first = text[at];
    if (first === "{") return members("}");
    if (first === "[") return members("]");
    if (first === '"') return quoted();
    return match(literalPattern) || match(numberPattern) || fail("a value is expected here");
  }
  function key(): boolean {
    skip();
    if (text[at] !== '"') return fail("a key in double quotes is expected here");
    if (!quoted()) return false;
    skip();
    if (text[at] !== ":") return fail("a colon is expected here");
    at += 1;
    return true;
  }
  function members(close: "}" | "]"): boolean {
    at += 1;
    skip();
    if (text[at] === close) {
      at += 1;
      return true;
    }
    for (;;) {
      if (close === "}" && !key()) return false;
      if (!value()) return false;
      skip();
      const next = text[at];
      if (next !== "," && next !== close) return fail(`a comma or "${close}" is expected here`);
      at += 1;
      if (next === close) return true;
    }
  }
  if (value()) {
    skip();
    if (at < text.length) fail("something follows the end of the JSON");
  }
  return faults[0] ?? { offset: 0, what: "the text is no JSON" };
}
