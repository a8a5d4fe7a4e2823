import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type Alias,
  type CST,
  type Document,
  type DocumentOptions,
  type Node,
  type SchemaOptions,
} from "yaml";
import { SekishoError, type ErrorCode } from "../errors.ts";
import type { Json } from "../model/value.ts";
import { maxDepth } from "./json.ts";
import { pointer } from "./json-access.ts";

export { isAlias, isMap, isScalar, isSeq, LineCounter, type Alias, type Document, type Node };

/** How the scalars and keys of a stream are taken. */
export type ComposeSettings = Pick<DocumentOptions, "version"> & Pick<SchemaOptions, "customTags" | "schema">;

/** Larger texts are refused: the same content in JSON takes a tenth of the memory to read. */
export const maxYamlBytes = 16 * 1024 * 1024;

/** More values than these, aliases written out, are refused: a few lines of aliases can stand for millions. */
export const maxYamlValues = 2_000_000;

/** One document of a YAML stream. */
export interface YamlDocument {
  readonly value: Json;
  /**
   * The line of the stream on which a value begins, by its JSON pointer in the document, counted from 1; null where it is
   * not kept: below the third level.
   */
  readonly lineOf: (at: string) => number | null;
}

/** How a YAML stream is read. */
export interface YamlOptions {
  /**
   * Gives the value of a node that has a tag of its own (`!Ref`); the node's plain value otherwise. Tags that YAML itself
   * defines are not asked for.
   */
  readonly tagged?: (tag: string, value: Json) => Json;
}

/**
 * Reads the documents of a YAML stream as JSON; empty documents are left out.
 *
 * Scalars are read as Kubernetes, Helm and CloudFormation read them (YAML 1.1): `yes` is true, `010` is 8, `<<` merges; dates
 * and binary values stay text. A key that is given twice is refused, because readers differ in which one they take.
 *
 * @param name - File name, for messages.
 * @throws SekishoError `DOCUMENT_TOO_LARGE`, `DOCUMENT_TOO_DEEP`, or `DOCUMENT_INVALID` with line and column; the message
 * never quotes the document, which may hold secrets.
 */
export function readYamlDocuments(bytes: Uint8Array, name: string, options: YamlOptions = {}): readonly YamlDocument[] {
  if (bytes.length > maxYamlBytes) {
    throw new SekishoError(
      "DOCUMENT_TOO_LARGE",
      `${name} has ${String(bytes.length)} bytes of YAML; read are up to ${String(maxYamlBytes)}. Split it, or give it as JSON.`,
      { details: { name, bytes: bytes.length } },
    );
  }
  const text = decode(bytes, name);
  const lines = new LineCounter();
  const budget: Budget = { left: maxYamlValues };
  const found: YamlDocument[] = [];
  for (const document of composeYaml(text, name, lines, asKubernetes)) {
    const [broken] = document.errors;
    if (broken !== undefined) {
      const { line, col } = lines.linePos(broken.pos[0]);
      const advice = "Correct it; a template must be rendered first.";
      throw faultAt("DOCUMENT_INVALID", name, line, col, "this is not valid YAML", advice);
    }
    const { contents } = document;
    if (contents === null) continue;
    const converter = new Converter(name, lines, budget, options);
    const value = converter.convert(contents, 0, "");
    if (value !== null) found.push({ value, lineOf: (at) => converter.lineOf(at) });
  }
  return found;
}

interface Budget {
  left: number;
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SekishoError("DOCUMENT_INVALID", `${name} holds bytes that are no UTF-8. Convert it to UTF-8.`, {
      details: { name },
    });
  }
}

/** Tags of YAML 1.1 whose values are no JSON, or which the programs that read such documents do not know. */
const unusedTags = ["timestamp", "binary", "omap", "pairs", "set"].map((tag) => `tag:yaml.org,2002:${tag}`);

/** As Kubernetes, Helm and most other readers in Go take YAML. */
const asKubernetes: ComposeSettings = {
  version: "1.1",
  customTags: (tags) =>
    tags.filter(
      (tag) =>
        typeof tag === "string" ||
        // Sexagesimal numbers (`1:30`) are left to be text: a port mapping is none.
        (!unusedTags.includes(tag.tag) && (!("format" in tag) || tag.format !== "TIME")),
    ),
};

/**
 * Composes the nodes of every document of a YAML stream, whose nesting is measured before: what composes nodes calls itself
 * for each level, and an exhausted stack does not always throw, but can end the process.
 *
 * @throws SekishoError `DOCUMENT_TOO_DEEP`; whatever else is wrong stands in the `errors` of the documents.
 */
export function composeYaml(
  text: string,
  name: string,
  lines: LineCounter,
  settings: ComposeSettings,
): readonly Document[] {
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  for (const token of tokens) if (isTooDeep(token)) throw tooDeep(name);
  // The library compares every key with every other, which of many keys takes no end; they are compared when they are read.
  const composer = new Composer({ ...settings, uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
  return [...composer.compose(tokens)];
}

function isTooDeep(token: CST.Token): boolean {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token: at, depth } = next;
    if (depth > maxDepth) return true;
    const inner: readonly (CST.Token | null | undefined)[] =
      at.type === "document" ? [at.value] : "items" in at ? at.items.flatMap(({ key, value }) => [key, value]) : [];
    for (const one of inner) if (one !== null && one !== undefined) open.push({ token: one, depth: depth + 1 });
  }
  return false;
}

/** Of values in deeper levels no place is kept. */
const keptLevels = 3;

/** Turns the nodes of one document into JSON. */
class Converter {
  /** The nodes that aliases stand for, by the anchor that was given last. */
  readonly #anchors = new Map<string, unknown>();
  readonly #offsets = new Map<string, number>();
  readonly #name: string;
  readonly #lines: LineCounter;
  readonly #budget: Budget;
  readonly #options: YamlOptions;

  constructor(name: string, lines: LineCounter, budget: Budget, options: YamlOptions) {
    this.#name = name;
    this.#lines = lines;
    this.#budget = budget;
    this.#options = options;
  }

  lineOf(at: string): number | null {
    const offset = this.#offsets.get(at);
    return offset === undefined ? null : this.#lines.linePos(offset).line;
  }

  /** `at` is the JSON pointer of what is kept of places; null for the rest. */
  convert(node: unknown, depth: number, at: string | null): Json {
    this.#budget.left -= 1;
    if (this.#budget.left < 0) {
      throw new SekishoError(
        "DOCUMENT_TOO_LARGE",
        `${this.#name} holds more than ${String(maxYamlValues)} values, aliases written out. Check what made the document.`,
        { details: { name: this.#name, values: maxYamlValues } },
      );
    }
    if (depth > maxDepth) throw tooDeep(this.#name);
    const start = (node as Node | null)?.range?.[0];
    if (at !== null && start !== undefined) this.#offsets.set(at, start);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      // An alias to what it stands in goes on without end, and the depth ends it.
      return target === undefined
        ? this.#refuse(node, "an alias has no anchor")
        : this.convert(target, depth + 1, null);
    }
    const anchor = (node as (Node & { readonly anchor?: string }) | null)?.anchor;
    if (anchor !== undefined && anchor !== "") this.#anchors.set(anchor, node);
    const value = this.#plain(node, depth, at);
    const tag = (node as Node | null)?.tag;
    const isOwn = tag !== undefined && !tag.startsWith("tag:yaml.org,2002:") && tag !== "!";
    return isOwn && this.#options.tagged !== undefined ? this.#options.tagged(tag, value) : value;
  }

  #plain(node: unknown, depth: number, at: string | null): Json {
    const below = (key: string | number): string | null =>
      at === null || depth >= keptLevels ? null : pointer(at, key);
    if (isSeq(node)) return node.items.map((item, index) => this.convert(item, depth + 1, below(index)));
    if (isMap(node)) {
      const entries = new Map<string, Json>();
      const merged: Json[] = [];
      for (const { key, value } of node.items) {
        if (isMergeKey(key)) merged.push(this.convert(value, depth + 1, null));
        else {
          const name = this.#keyOf(key);
          if (entries.has(name)) return this.#refuse(key, "a key is given twice");
          entries.set(name, this.convert(value, depth + 1, below(name)));
        }
      }
      for (const source of merged.flatMap((one) => (Array.isArray(one) ? (one as readonly Json[]) : [one]))) {
        if (typeof source !== "object" || source === null || Array.isArray(source)) {
          return this.#refuse(node, "what is merged is no map");
        }
        for (const [key, value] of Object.entries(source)) if (!entries.has(key)) entries.set(key, value);
      }
      return Object.fromEntries(entries);
    }
    const scalar = isScalar(node) ? node.value : null;
    if (typeof scalar === "string" || typeof scalar === "number" || typeof scalar === "boolean") return scalar;
    return typeof scalar === "bigint" ? Number(scalar) : null;
  }

  #keyOf(key: unknown): string {
    const node = isAlias(key) ? this.#anchors.get(key.source) : key;
    if (isScalar(node)) return typeof node.source === "string" ? node.source : String(node.value);
    return this.#refuse(key, "a key is no plain text");
  }

  #refuse(node: unknown, what: string): never {
    const { line, col } = this.#lines.linePos((node as Node | null)?.range?.[0] ?? 0);
    throw faultAt("DOCUMENT_INVALID", this.#name, line, col, what, "Correct it.");
  }
}

function isMergeKey(key: unknown): boolean {
  if (!isScalar(key)) return false;
  return key.value === "<<" || (typeof key.value === "symbol" && key.value.description === "<<");
}

function tooDeep(name: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_TOO_DEEP",
    `${name}: the YAML is nested deeper than ${String(maxDepth)} levels. Check what made the document.`,
    { details: { name } },
  );
}

function faultAt(code: ErrorCode, name: string, line: number, col: number, what: string, advice: string): SekishoError {
  return new SekishoError(code, `${name}, line ${String(line)}, column ${String(col)}: ${what}. ${advice}`, {
    details: { name, line, column: col },
  });
}
