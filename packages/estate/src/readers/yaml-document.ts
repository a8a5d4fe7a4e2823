import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type CST,
  type Document,
  type Node,
} from "yaml";
import { SekishoError, type ErrorCode } from "../errors.ts";
import type { Json } from "../model/value.ts";
import { maxDepth } from "./json.ts";

/** Larger texts are refused: the same content in JSON takes a tenth of the memory to read. */
export const maxYamlBytes = 32 * 1024 * 1024;

/** More values than these, aliases written out, are refused: a few lines of aliases can stand for millions. */
export const maxYamlValues = 2_000_000;

/** One document of a YAML stream. */
export interface YamlDocument {
  readonly value: Json;
  /** Line of the stream on which its content begins, counted from 1. */
  readonly line: number;
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
  for (const document of parse(text, name, lines)) {
    const [broken] = document.errors;
    if (broken !== undefined) {
      const { line, col } = lines.linePos(broken.pos[0]);
      const what = broken.code === "DUPLICATE_KEY" ? "a key is given twice" : "this is not valid YAML";
      throw faultAt("DOCUMENT_INVALID", name, line, col, what, "Correct it; a template must be rendered first.");
    }
    const { contents } = document;
    if (contents === null) continue;
    const value = new Converter(name, lines, budget, options).convert(contents, 0);
    if (value !== null) found.push({ value, line: lines.linePos(contents.range?.[0] ?? 0).line });
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

function parse(text: string, name: string, lines: LineCounter): readonly Document[] {
  const composer = new Composer({
    version: "1.1",
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: "silent",
    customTags: (tags) =>
      tags.filter(
        (tag) =>
          typeof tag === "string" ||
          // Sexagesimal numbers (`1:30`) are left to be text: a port mapping is none.
          (!unusedTags.includes(tag.tag) && (!("format" in tag) || tag.format !== "TIME")),
      ),
  });
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  // What composes nodes calls itself for each level, and an exhausted stack can end the process.
  for (const token of tokens) if (isTooDeep(token)) throw tooDeep(name);
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

/** Turns the nodes of one document into JSON. */
class Converter {
  /** The nodes that aliases stand for, by the anchor that was given last. */
  readonly #anchors = new Map<string, unknown>();
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

  convert(node: unknown, depth: number): Json {
    this.#budget.left -= 1;
    if (this.#budget.left < 0) {
      throw new SekishoError(
        "DOCUMENT_TOO_LARGE",
        `${this.#name} holds more than ${String(maxYamlValues)} values, aliases written out. Check what made the document.`,
        { details: { name: this.#name, values: maxYamlValues } },
      );
    }
    if (depth > maxDepth) throw tooDeep(this.#name);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      // An alias to what it stands in goes on without end, and the depth ends it.
      return target === undefined ? this.#refuse(node, "an alias has no anchor") : this.convert(target, depth + 1);
    }
    const anchor = (node as (Node & { readonly anchor?: string }) | null)?.anchor;
    if (anchor !== undefined && anchor !== "") this.#anchors.set(anchor, node);
    const value = this.#plain(node, depth);
    const tag = (node as Node | null)?.tag;
    const isOwn = tag !== undefined && !tag.startsWith("tag:yaml.org,2002:") && tag !== "!";
    return isOwn && this.#options.tagged !== undefined ? this.#options.tagged(tag, value) : value;
  }

  #plain(node: unknown, depth: number): Json {
    if (isSeq(node)) return node.items.map((item) => this.convert(item, depth + 1));
    if (isMap(node)) {
      const entries = new Map<string, Json>();
      const merged: Json[] = [];
      for (const { key, value } of node.items) {
        if (isMergeKey(key)) merged.push(this.convert(value, depth + 1));
        else entries.set(this.#keyOf(key), this.convert(value, depth + 1));
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
