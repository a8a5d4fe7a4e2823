import { SekishoError } from "../errors.ts";
import type { Json } from "../model/value.ts";
import { scanDocument, scanElements, type MemberSpan, type Span } from "./json-scan.ts";
import { jsonText, parseJson, type JsonText } from "./json.ts";
import { isList, isObject, own } from "./json-access.ts";

/** One element of a list, parsed by itself. */
export interface JsonElement {
  readonly index: number;
  /** Reads it: each time anew, so that its value need not be held, unless the whole document is held anyway. */
  readonly read: () => Json;
}

/**
 * A document in JSON whose large lists are read element by element, so that only one of them needs to be held at a time.
 * What a reader does not ask for may stay unparsed.
 */
export interface JsonDocument {
  /** Whether the document is a list. */
  readonly isList: boolean;
  /** Tells what a member is without reading it; null if there is none of that name. */
  readonly shape: (key: string) => "object" | "list" | "scalar" | null;
  /** Reads a member of the document's top level; undefined if it has none of that name, or is no object. */
  readonly member: (key: string) => Json | undefined;
  /** Reads a top-level list element by element; null if there is no list of that name. */
  readonly elements: (key: string) => Iterable<JsonElement> | null;
  /** Reads the document as one value. */
  readonly whole: () => Json;
}

/** Makes a document of JSON that is parsed already. */
export function parsedDocument(json: Json): JsonDocument {
  return {
    isList: isList(json),
    shape(key) {
      const member = own(json, key);
      if (member === undefined) return null;
      return isList(member) ? "list" : isObject(member) ? "object" : "scalar";
    },
    member: (key) => own(json, key),
    elements(key) {
      const list = own(json, key);
      return isList(list) ? list.map((value, index) => ({ index, read: () => value })) : null;
    },
    whole: () => json,
  };
}

/** Smaller documents are parsed whole: that is fast, and finds every fault of theirs. */
const scannedFrom = 1024 * 1024;

/** More values than these are not parsed at once: they would take more memory than a process has. */
const maxValues = 20_000_000;

/**
 * Opens a document: a small one is parsed, of a large one is parsed what is asked for.
 *
 * @throws SekishoError with the codes of {@link jsonText} and {@link parseJson}.
 */
export function openDocument(
  bytes: Uint8Array,
  name: string,
): { readonly json: JsonText; readonly document: JsonDocument } {
  const json = jsonText(bytes, name);
  const isSmall = json.bytes.length < scannedFrom;
  return { json, document: isSmall ? parsedDocument(parseJson(json)) : scannedDocument(json) };
}

/**
 * Makes a document of bytes that are scanned once and parsed piece by piece. What is not asked for is checked for closed
 * strings and brackets, not for all of JSON's grammar; a fault is reported as by {@link parseJson}.
 *
 * @throws SekishoError `DOCUMENT_TOO_DEEP` or `DOCUMENT_NOT_JSON`; the returned functions throw these for what they parse,
 * and `DOCUMENT_TOO_LARGE` for a part of more values than a process can hold.
 */
export function scannedDocument(json: JsonText): JsonDocument {
  const { bytes, name } = json;
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const scanned = scanDocument(bytes);
  if (scanned === null) throw faultOf(json);
  const spans = scanned.kind === "object" ? spansByKey(scanned.members) : new Map<string, MemberSpan>();

  function spansByKey(members: readonly MemberSpan[]): ReadonlyMap<string, MemberSpan> {
    // Of members with one name the last holds, as for `JSON.parse`.
    return new Map(members.map((member) => [keyOf(member.key), member]));
  }

  function keyOf(span: Span): string {
    const key = parse(span);
    // The scan takes nothing but strings for keys.
    return typeof key === "string" ? key : "";
  }

  function parse({ start, end, values }: Span): Json {
    if (values > maxValues) throw tooManyValues(name, values);
    try {
      return JSON.parse(decoder.decode(bytes.subarray(start, end))) as Json;
    } catch {
      throw faultOf(json);
    }
  }

  function* elementsAt({ value, objects }: MemberSpan): Generator<JsonElement, void, undefined> {
    let index = 0;
    for (const span of scanElements(bytes, value.start, objects)) {
      if (span === null) throw faultOf(json);
      yield new ScannedElement(index, span, parse);
      index += 1;
    }
  }

  return {
    isList: scanned.kind === "other" && bytes.find((byte) => byte > 0x20) === 0x5b,
    shape(key) {
      const span = spans.get(key)?.value;
      if (span === undefined) return null;
      const first = bytes[span.start];
      return first === 0x5b ? "list" : first === 0x7b ? "object" : "scalar";
    },
    member(key) {
      const span = spans.get(key)?.value;
      return span === undefined ? undefined : parse(span);
    },
    elements(key) {
      const span = spans.get(key);
      return span === undefined || bytes[span.value.start] !== 0x5b
        ? null
        : { [Symbol.iterator]: () => elementsAt(span) };
    },
    whole: () => parse({ start: 0, end: bytes.length, values: scanned.values }),
  };
}

/** An element that knows where it stands: tens of thousands of them are held, so it is no larger than that. */
class ScannedElement implements JsonElement {
  readonly index: number;
  readonly #start: number;
  readonly #end: number;
  readonly #values: number;
  readonly #parse: (span: Span) => Json;

  constructor(index: number, { start, end, values }: Span, parse: (span: Span) => Json) {
    this.index = index;
    this.#start = start;
    this.#end = end;
    this.#values = values;
    this.#parse = parse;
  }

  read(): Json {
    return this.#parse({ start: this.#start, end: this.#end, values: this.#values });
  }
}

/** Names the fault of a document of which a part is no JSON: the whole is parsed to find the same place as everywhere. */
function faultOf(json: JsonText): SekishoError {
  try {
    parseJson(json);
  } catch (error) {
    if (error instanceof SekishoError) return error;
  }
  return new SekishoError(
    "INTERNAL",
    `${json.name} is read in pieces otherwise than as a whole. Report this as a defect.`,
  );
}

function tooManyValues(name: string, values: number): SekishoError {
  return new SekishoError(
    "DOCUMENT_TOO_LARGE",
    `${name} holds a part of ${String(values)} values; at most ${String(maxValues)} are read at once. Check what made the document.`,
    { details: { name, values } },
  );
}
