import { SekishoError, type ErrorCode } from "../errors.ts";
import type { Json } from "../model/value.ts";

/** Deeper documents are refused: writing them again would exhaust the stack, and no real document comes near. */
export const maxDepth = 500;

/** Larger files are refused: a text of more characters is beyond what a JavaScript engine holds. */
export const maxBytes = 512 * 1024 * 1024 - 64;

/** The JSON of a document as UTF-8 without a byte order mark, and what was left out before it. */
export interface JsonText {
  /** File name, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How many lines of a wrapper stand before the JSON in the file. */
  readonly skippedLines: number;
}

/**
 * Finds the JSON in a document's bytes: UTF-16 and byte order marks are taken away, and so are whole lines that a wrapper
 * around terraform printed before it.
 *
 * @param name - File name, for messages.
 * @throws SekishoError `DOCUMENT_EMPTY`, `DOCUMENT_BINARY_PLAN`, `DOCUMENT_TOO_LARGE`, or `DOCUMENT_NOT_JSON` for an
 * encoding that is not read.
 */
export function jsonText(bytes: Uint8Array, name: string): JsonText {
  if (bytes.length > maxBytes) throw tooLarge(name, bytes.length);
  const utf8 = toUtf8(bytes, name);
  const start = utf8.findIndex((byte) => !isSpace(byte));
  if (start < 0) {
    throw new SekishoError(
      "DOCUMENT_EMPTY",
      `${name} is empty. Write the document again: the command that made it may have failed.`,
      { details: { name } },
    );
  }
  if (beginsJson(utf8, start)) return { name, bytes: utf8, skippedLines: 0 };
  let lines = 0;
  for (let end = utf8.indexOf(0x0a); end >= 0; end = utf8.indexOf(0x0a, end + 1)) {
    lines += 1;
    if (end > start && beginsJson(utf8, end + 1)) {
      return { name, bytes: withoutCommands(utf8.subarray(end + 1)), skippedLines: lines };
    }
  }
  return { name, bytes: utf8, skippedLines: 0 };
}

/**
 * Decodes a document that is no JSON: UTF-16 and byte order marks are taken away.
 *
 * @throws SekishoError `DOCUMENT_BINARY_PLAN` or `DOCUMENT_NOT_JSON`, as {@link jsonText} and {@link parseJson}.
 */
export function plainText(bytes: Uint8Array, name: string): string {
  return decodeUtf8({ name, bytes: toUtf8(bytes, name), skippedLines: 0 });
}

/** Makes the error for a file that is larger than what is read. */
export function tooLarge(name: string, size: number): SekishoError {
  return new SekishoError(
    "DOCUMENT_TOO_LARGE",
    `${name} has ${String(size)} bytes; read are files of up to ${String(maxBytes)}. Split the plan: one for each root module.`,
    { details: { name, bytes: size } },
  );
}

/**
 * Parses the JSON of a document.
 *
 * @throws SekishoError `DOCUMENT_TOO_DEEP` or `DOCUMENT_NOT_JSON`; the message names line and column in the file and never
 * quotes the document, which may hold secrets.
 */
export function parseJson(json: JsonText): Json {
  const text = decodeUtf8(json);
  const tooDeep = findTooDeep(text);
  if (tooDeep !== null) {
    throw atPosition(
      "DOCUMENT_TOO_DEEP",
      json,
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
    throw notJson(json, text);
  }
}

/** Tells whether a number is what the document says: others are beyond what the parser holds exactly, or at all. */
export function isExactNumber(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** Tells whether every number of a value is exact. */
export function isExact(value: Json): boolean {
  if (typeof value === "number") return isExactNumber(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isExact);
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

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "utf-32";

function encodingOf([a, b, c, d]: Uint8Array): Encoding {
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    return "utf-32";
  }
  if ((a === 0xff && b === 0xfe) || (a !== undefined && a !== 0 && b === 0)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0)) return "utf-16be";
  return "utf-8";
}

function toUtf8(bytes: Uint8Array, name: string): Uint8Array {
  const [a, b, c] = bytes;
  if (a === 0x50 && b === 0x4b && (c === 0x03 || c === 0x05)) throw binary(name);
  if (a === 0x1f && b === 0x8b) {
    throw new SekishoError("DOCUMENT_NOT_JSON", `${name} is compressed (gzip). Decompress it first: gunzip ${name}`, {
      details: { name, encoding: "gzip" },
    });
  }
  const encoding = encodingOf(bytes);
  if (encoding === "utf-32") {
    throw new SekishoError(
      "DOCUMENT_NOT_JSON",
      `${name}, line 1, column 1: the document is in UTF-32, which is not read. Convert it to UTF-8.`,
      { details: { name, line: 1, column: 1, encoding } },
    );
  }
  if (encoding !== "utf-8") return fromUtf16(bytes, encoding, name);
  const marked = a === 0xef && b === 0xbb && c === 0xbf;
  const utf8 = marked ? bytes.subarray(3) : bytes;
  // Control characters other than white space stand in no JSON text; an escape may stand in a coloured line before it.
  if (utf8.subarray(0, 512).some((byte) => byte < 0x20 && !isSpace(byte) && byte !== 0x1b)) throw binary(name);
  return utf8;
}

function fromUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be", name: string): Uint8Array {
  try {
    return new TextEncoder().encode(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    throw new SekishoError(
      "DOCUMENT_NOT_JSON",
      `${name} begins as ${encoding.toUpperCase()} and holds bytes that are none. Convert the document to UTF-8.`,
      { details: { name, encoding } },
    );
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Cuts off the workflow commands (`::set-output …`) that the wrapper of GitHub's set-up action prints after the JSON. */
function withoutCommands(bytes: Uint8Array): Uint8Array {
  let size = bytes.length;
  for (let end = size; end > 0;) {
    const start = bytes.lastIndexOf(0x0a, end - 1) + 1;
    const isCommand = bytes[start] === 0x3a && bytes[start + 1] === 0x3a;
    if (isCommand) size = start;
    else if (bytes.subarray(start, end).some((byte) => !isSpace(byte))) break;
    end = start - 1;
  }
  return bytes.subarray(0, size);
}

const beginning = /^(?:\{|\[\s*(?:[\]{["]|(?:-?\d+(?:\.\d+)?|true|false|null)\s*[,\]]|$))/u;

/** Tells whether an object or list begins at a place; `[command]` and `[INFO]` of a log begin none. */
function beginsJson(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start];
  if (first !== 0x7b && first !== 0x5b) return false;
  return beginning.test(new TextDecoder().decode(bytes.subarray(start, start + 64)));
}

function binary(name: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_BINARY_PLAN",
    `${name} is a binary file, as \`terraform plan -out\` writes it. Give it as JSON: terraform show -json ${name} > plan.json`,
    { details: { name } },
  );
}

function decodeUtf8(json: JsonText): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(json.bytes);
  } catch {
    const readable = new TextDecoder("utf-8").decode(json.bytes);
    throw atPosition(
      "DOCUMENT_NOT_JSON",
      json,
      readable,
      Math.max(0, readable.indexOf("\uFFFD")),
      "here stand bytes that are no UTF-8",
      "Convert the document to UTF-8.",
    );
  }
}

function notJson(json: JsonText, text: string): SekishoError {
  const { offset, what } = findJsonError(text);
  const advice =
    what === endsEarly
      ? "The document is cut off: write it again."
      : what === "something follows the end of the JSON"
        ? "Remove what follows: a document holds one JSON value."
        : "Write the document again as JSON, for a plan with terraform show -json.";
  return atPosition("DOCUMENT_NOT_JSON", json, text, offset, what, advice);
}

function atPosition(
  code: ErrorCode,
  { name, skippedLines }: JsonText,
  text: string,
  offset: number,
  what: string,
  advice: string,
): SekishoError {
  const before = text.slice(0, offset);
  const line = skippedLines + before.split("\n").length;
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

/** Decodes a string of JSON, percent-encoded or not; what is none, or none that can be read, stays as it is. */
export function decodeIfJson(value: Json): Json {
  // The policies of IAM come percent-encoded.
  if (typeof value === "string" && /^%7[bB]/u.test(value)) {
    const decoded = decodeIfJson(unescaped(value));
    return typeof decoded === "string" ? value : decoded;
  }
  if (typeof value !== "string" || !/^\s*[[{"]/u.test(value) || findTooDeep(value) !== null) return value;
  try {
    // An ACL is a string of JSON that holds a string of JSON.
    return decodeIfJson(JSON.parse(value) as Json);
  } catch {
    return value;
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
