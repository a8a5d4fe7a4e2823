import { SekishoError, type ErrorCode } from "../errors.ts";
import type { Json } from "../model/value.ts";
import { describeProblem, schemaProblems, type SchemaProblem } from "./schema-problem.ts";
import {
  composeYaml,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  maxYamlBytes,
  type Document,
  type Node,
} from "./yaml-document.ts";

/** A file as its owner gives it. */
export interface UserFileInput {
  readonly name: string;
  readonly text: string;
}

/** A kind of file that people write by hand in YAML, with a published JSON Schema. */
export interface UserFileKind {
  /** What messages call it: `profile`. */
  readonly what: string;
  readonly code: ErrorCode;
  /** The published schema, as messages name it. */
  readonly schema: string;
  /** The validator that is generated of the schema. */
  readonly validate: unknown;
}

/** A place in a file, counted from 1. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a file, and what to do about it; neither ends with a stop. */
export interface FileProblem extends FilePlace {
  readonly what: string;
  readonly advice: string;
}

/** What stands in a file, with everything that is wrong with it. */
export interface ParsedUserFile {
  /** What the schema admits, if there is no problem; an empty file is an empty object. */
  readonly content: Json;
  /** The one that says most comes first. */
  readonly problems: readonly FileProblem[];
  /** Where the value at a JSON pointer begins. */
  readonly placeOf: (pointer: string) => FilePlace;
}

/** What stands in a file, and how to say where something is wrong in it. */
export interface UserFile {
  /** What the schema admits; an empty file is an empty object. */
  readonly content: Json;
  /** The line on which the value at a JSON pointer begins, counted from 1. */
  readonly lineOf: (pointer: string) => number;
  /** Makes the error of the file's kind for the value at a JSON pointer. */
  readonly problemAt: (pointer: string, what: string, advice: string) => SekishoError;
}

/**
 * Reads a file from YAML (or JSON, which is YAML) and compares it with its schema.
 *
 * @throws SekishoError the kind's code with file, line and column of the first problem, see {@link parseUserFile};
 * `DOCUMENT_TOO_LARGE`, `DOCUMENT_TOO_DEEP`.
 */
export function readUserFile({ name, text }: UserFileInput, kind: UserFileKind): UserFile {
  const { content, problems, placeOf } = parseUserFile({ name, text }, kind);
  const error = ({ line, column, what, advice }: FileProblem): SekishoError =>
    new SekishoError(
      kind.code,
      `The ${kind.what} ${name} cannot be used: line ${String(line)}, column ${String(column)}: ${what}. ${advice}.`,
      { details: { file: name, line, column } },
    );
  const [first] = problems;
  if (first !== undefined) throw error(first);
  return {
    content,
    lineOf: (pointer) => placeOf(pointer).line,
    problemAt: (pointer, what, advice) => error({ ...placeOf(pointer), what, advice }),
  };
}

/**
 * Reads a file from YAML (or JSON, which is YAML), compares it with its schema, and tells every problem: broken YAML, several
 * documents, a key given twice, an alias (a few lines of them can stand for millions of nodes), or else the keys and values
 * that the schema does not admit.
 *
 * @throws SekishoError `DOCUMENT_TOO_LARGE`, `DOCUMENT_TOO_DEEP`.
 */
export function parseUserFile({ name, text }: UserFileInput, kind: UserFileKind): ParsedUserFile {
  if (text.length > maxYamlBytes) {
    throw new SekishoError("DOCUMENT_TOO_LARGE", `The ${kind.what} ${name} is too large to be written by hand.`, {
      details: { name },
    });
  }
  const lines = new LineCounter();
  const place = (offset: number): FilePlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = (offset: number, what: string, advice: string): FileProblem => ({ ...place(offset), what, advice });
  const [document, second] = composeYaml(text, name, lines, {});
  const placeOf = (pointer: string): FilePlace => place(document === undefined ? 0 : offsetAt(document, pointer));
  const broken = [
    ...(document?.errors ?? []).map(({ pos }) => problem(pos[0], "it is not valid YAML", "Correct it")),
    ...(second === undefined ? [] : [problem(startOf(second.contents), "a second document begins", "Keep one")]),
  ];
  if (broken.length > 0) return { content: null, problems: broken, placeOf };
  const strays = document === undefined ? [] : strayNodes(document);
  if (strays.length > 0) {
    const problems = strays.map(({ offset, what, advice }) => problem(offset, what, advice));
    return { content: null, problems, placeOf };
  }
  const content = (document?.toJS() as Json | undefined) ?? {};
  const problems = schemaProblems(kind.validate, content).map((found) =>
    problem(
      document === undefined ? 0 : problemOffset(document, found),
      describeProblem(found, kind.what),
      adviceFor(found, kind),
    ),
  );
  return { content, problems, placeOf };
}

interface Stray {
  readonly offset: number;
  readonly what: string;
  readonly advice: string;
}

/** Finds aliases, and keys that their map has already. */
function strayNodes(document: Document): readonly Stray[] {
  const strays: Stray[] = [];
  const left: unknown[] = [document.contents];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (isAlias(node)) strays.push({ offset: startOf(node), what: "it uses aliases", advice: "Write the values out" });
    if (isSeq(node)) left.push(...node.items);
    if (!isMap(node)) continue;
    const names = new Set<string>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : null;
      if (name !== null && names.has(name)) {
        strays.push({ offset: startOf(key), what: "a key is given twice", advice: "Correct it" });
      }
      if (name !== null) names.add(name);
      left.push(key, value);
    }
  }
  return strays;
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

function nodeAt(document: Document, pointer: string): unknown {
  const path = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function offsetAt(document: Document, pointer: string): number {
  return startOf(nodeAt(document, pointer));
}

function problemOffset(document: Document, problem: SchemaProblem): number {
  const node = nodeAt(document, problem.instancePath);
  const key = problem.params.additionalProperty;
  if (key === undefined || !isMap(node)) return startOf(node);
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return pair === undefined ? startOf(node) : startOf(pair.key);
}

function adviceFor(problem: SchemaProblem, { what, schema }: UserFileKind): string {
  const allowed = problem.params.allowedValues;
  return allowed === undefined ? `See schema/${schema} for the keys of a ${what}` : `Use one of ${allowed.join(", ")}`;
}
