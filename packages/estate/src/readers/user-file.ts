import { SekishoError, type ErrorCode } from "../errors.ts";
import type { Json } from "../model/value.ts";
import { describeProblem, worstProblem, type SchemaProblem } from "./schema-problem.ts";
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

/** What stands in a file, and how to say where something is wrong in it. */
export interface UserFile {
  /** What the schema admits; an empty file is an empty object. */
  readonly content: Json;
  /** The line on which the value at a JSON pointer begins, counted from 1. */
  readonly lineOf: (pointer: string) => number;
  /** Makes the error of the file's kind for the value at a JSON pointer. */
  readonly problemAt: (pointer: string, what: string, advice: string) => SekishoError;
}

/** The shape that ajv documents for a standalone validator; the generated code is plain JavaScript without types. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaProblem[] | null;
}

/**
 * Reads a file from YAML (or JSON, which is YAML) and compares it with its schema.
 *
 * @throws SekishoError the kind's code with file, line and column of the first problem: broken YAML, several documents, a
 * key given twice, an alias (a few lines of them can stand for millions of nodes), a key or value that the schema does not
 * admit; `DOCUMENT_TOO_LARGE`, `DOCUMENT_TOO_DEEP`.
 */
export function readUserFile({ name, text }: UserFileInput, kind: UserFileKind): UserFile {
  if (text.length > maxYamlBytes) {
    throw new SekishoError("DOCUMENT_TOO_LARGE", `The ${kind.what} ${name} is too large to be written by hand.`, {
      details: { name },
    });
  }
  const lines = new LineCounter();
  const place = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = (offset: number, what: string, advice: string): SekishoError => {
    const { line, column } = place(offset);
    return new SekishoError(
      kind.code,
      `The ${kind.what} ${name} cannot be used: line ${String(line)}, column ${String(column)}: ${what}. ${advice}.`,
      { details: { file: name, line, column } },
    );
  };
  const [document, second] = composeYaml(text, name, lines, {});
  const [broken] = document?.errors ?? [];
  if (broken !== undefined) throw problem(broken.pos[0], "it is not valid YAML", "Correct it");
  if (second !== undefined) throw problem(startOf(second.contents), "a second document begins", "Keep one");
  const stray = document === undefined ? null : strayNode(document);
  if (stray !== null) throw problem(stray.offset, stray.what, stray.advice);
  const content = (document?.toJS() as Json | undefined) ?? {};
  const validate = kind.validate as Validator;
  const offsetOf = (pointer: string): number => (document === undefined ? 0 : offsetAt(document, pointer));
  if (!validate(content)) {
    const worst = worstProblem(validate.errors ?? []);
    const offset = document === undefined ? 0 : problemOffset(document, worst);
    throw problem(offset, describeProblem(worst, kind.what), adviceFor(worst, kind));
  }
  return {
    content,
    lineOf: (pointer) => place(offsetOf(pointer)).line,
    problemAt: (pointer, what, advice) => problem(offsetOf(pointer), what, advice),
  };
}

interface Stray {
  readonly offset: number;
  readonly what: string;
  readonly advice: string;
}

/** Finds an alias, or a key that its map has already. */
function strayNode(document: Document): Stray | null {
  const left: unknown[] = [document.contents];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (isAlias(node)) return { offset: startOf(node), what: "it uses aliases", advice: "Write the values out" };
    if (isSeq(node)) left.push(...node.items);
    if (!isMap(node)) continue;
    const names = new Set<string>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : null;
      if (name !== null && names.has(name)) {
        return { offset: startOf(key), what: "a key is given twice", advice: "Correct it" };
      }
      if (name !== null) names.add(name);
      left.push(key, value);
    }
  }
  return null;
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
