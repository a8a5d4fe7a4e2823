import { maxDepth } from "./json.ts";

/** A value of a document: its bytes from `start` up to `end`, and how many values it consists of. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly values: number;
}

/** One member of the object that a document holds; the key's span includes its quotes. */
export interface MemberSpan {
  readonly key: Span;
  readonly value: Span;
  /** Where the objects that a list holds begin and end and how many values each has, three numbers each; in a long list the first. */
  readonly objects: readonly number[];
}

/** What {@link scanDocument} finds: the members, or the one value that is no object; null if it is no JSON. */
export type ScannedDocument =
  | { readonly kind: "object"; readonly members: readonly MemberSpan[]; readonly values: number }
  | { readonly kind: "other"; readonly values: number }
  | null;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** 1 for the bytes that may stand outside of strings, brackets aside: white space, separators, numbers, literals. */
const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  " \t\r\n,:+-.0123456789Eaeflnrstu".includes(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Finds where the members of a document stand, without parsing them. Strings and brackets are checked all the way to the
 * end of the bytes, and so is everything at the top level; what lies inside of a member is checked when it is parsed.
 */
export function scanDocument(bytes: Uint8Array): ScannedDocument {
  const start = skipSpace(bytes, 0);
  if (bytes[start] !== openObject) {
    const span = spanAt(bytes, start, 0);
    return span === null || skipSpace(bytes, span.end) < bytes.length ? null : { kind: "other", values: span.values };
  }
  const members: MemberSpan[] = [];
  let values = 1;
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] !== closeObject) {
    for (;;) {
      const key = bytes[at] === quote ? spanAt(bytes, at, 1) : null;
      const separator = key === null ? at : skipSpace(bytes, key.end);
      const objects: number[] = [];
      const value = bytes[separator] === colon ? spanAt(bytes, skipSpace(bytes, separator + 1), 1, objects) : null;
      if (key === null || value === null) return null;
      members.push({ key, value, objects });
      values += value.values;
      at = skipSpace(bytes, value.end);
      if (bytes[at] === closeObject) break;
      if (bytes[at] !== comma) return null;
      at = skipSpace(bytes, at + 1);
    }
  }
  return skipSpace(bytes, at + 1) < bytes.length ? null : { kind: "object", members, values };
}

/**
 * Finds the elements of the list that begins at a place, one after the other; null stands for what is no JSON. The objects
 * that the scan of the document has found in it are not gone through again.
 */
export function* scanElements(
  bytes: Uint8Array,
  start: number,
  objects: readonly number[] = [],
): Generator<Span | null, void, undefined> {
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === closeList) return;
  for (let next = 0; ;) {
    let element: Span | null;
    if (objects[next] === at) {
      element = { start: at, end: objects[next + 1] ?? at, values: objects[next + 2] ?? 0 };
      next += 3;
    } else element = spanAt(bytes, at, 2);
    yield element;
    if (element === null) return;
    at = skipSpace(bytes, element.end);
    if (bytes[at] === closeList) return;
    if (bytes[at] !== comma) {
      yield null;
      return;
    }
    at = skipSpace(bytes, at + 1);
  }
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let byte = bytes[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = bytes[at])
    at += 1;
  return at;
}

/**
 * Finds the end of the value at a place, `depth` levels below the document's top; null if none ends there. If it is a list,
 * the objects that it holds are noted.
 */
function spanAt(bytes: Uint8Array, start: number, depth: number, objects: number[] = []): Span | null {
  const first = bytes[start];
  if (first === quote) {
    const end = endOfString(bytes, start + 1);
    return end === null ? null : { start, end, values: 1 };
  }
  if (first === openList || first === openObject) return containerAt(bytes, start, depth, objects);
  let end = start;
  for (let byte = bytes[end]; byte !== undefined && isPlain[byte] === 1; byte = bytes[end]) {
    if (byte <= 0x20 || byte === comma || byte === colon) break;
    end += 1;
  }
  return end === start || !isScalar(bytes.subarray(start, end)) ? null : { start, end, values: 1 };
}

/** More objects than these are not noted. */
const maxNoted = 3 * 1_000_000;

/** The closing bracket that is due at each level of the one container that is gone through. */
const due = new Uint8Array(maxDepth + 1);

function containerAt(bytes: Uint8Array, start: number, depth: number, objects: number[]): Span | null {
  const isList = bytes[start] === openList;
  const size = bytes.length;
  let level = 0;
  let values = 0;
  let objectStart = start;
  let valuesBefore = 0;
  let at = start;
  while (at < size) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) {
      // The same as `endOfString`, written out: most of a document is strings.
      at += 1;
      for (;;) {
        const inner = bytes[at] ?? 0;
        if (inner === quote) break;
        // Beyond the end there is no byte, which counts as a control character.
        if (inner < 0x20) return null;
        at += inner === 0x5c ? 2 : 1;
      }
    } else if (byte === comma) values += 1;
    else if (byte === openObject || byte === openList) {
      level += 1;
      values += 1;
      if (level + depth > maxDepth) return null;
      // Both closing brackets are two beyond their opening ones.
      due[level] = byte + 2;
      if (level === 2) {
        objectStart = at;
        valuesBefore = values - 1;
      }
    } else if (byte === closeObject || byte === closeList) {
      if (due[level] !== byte) return null;
      level -= 1;
      if (level === 0) return { start, end: at + 1, values };
      if (level === 1 && isList && byte === closeObject && objects.length < maxNoted) {
        objects.push(objectStart, at + 1, values - valuesBefore);
      }
    } else if (isPlain[byte] === 0) return null;
    at += 1;
  }
  return null;
}

function endOfString(bytes: Uint8Array, start: number): number | null {
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return at + 1;
    if (byte < 0x20) return null;
    if (byte === 0x5c) at += 1;
  }
  return null;
}

function isScalar(bytes: Uint8Array): boolean {
  return /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/u.test(
    new TextDecoder().decode(bytes),
  );
}
