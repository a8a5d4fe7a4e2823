import { SekishoError, type ErrorCode } from "../errors.ts";
import { firstAlias, isMap, LineCounter, parseDocument, type Document } from "./yaml-document.ts";

/** A file that a user writes in YAML (or JSON, which is YAML). */
export interface UserFile {
  readonly name: string;
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
  readonly text: string;
}

/** What a user file is, and how it is checked. */
export interface UserFileKind {
  readonly code: ErrorCode;
  /** What messages call it: `profile`. */
  readonly noun: string;
  /** Where its JSON Schema is published. */
  readonly schema: string;
  /** The validator that `scripts/validators.mjs` made of the schema. */
  readonly validate: unknown;
}

/** A place in a file, counted from 1. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a file, with what to do; neither ends with a stop. */
export interface FileProblem extends FilePlace {
  readonly what: string;
  readonly advice: string;
}

/** A user file that was read. */
export interface ParsedUserFile {
  /** What the schema admits, if there is no problem. */
  readonly content: unknown;
  /** Those that say most come first. */
  readonly problems: readonly FileProblem[];
  /** Where the value at a path begins; the nearest value around it, if there is none. */
  readonly placeOf: (path: readonly (string | number)[]) => FilePlace;
}

interface SchemaProblem {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly additionalProperty?: string;
    readonly missingProperty?: string;
    readonly allowedValues?: readonly string[];
  };
  readonly message?: string;
}

/**
 * Reads a user file and checks it against its schema. Broken YAML, a key given twice, an alias, and a key or value that the
 * schema does not admit are problems.
 */
export function parseUserFile(file: UserFile, kind: UserFileKind): ParsedUserFile {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: true });
  const placeAt = (offset: number): FilePlace => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const placeOf = (path: readonly (string | number)[]): FilePlace => placeAt(offsetOf(document, path));
  const refused = (problems: readonly FileProblem[]): ParsedUserFile => ({ content: null, problems, placeOf });
  if (document.errors.length > 0) {
    return refused(
      document.errors.map(({ code, pos }) => ({
        ...placeAt(pos[0]),
        what: code === "DUPLICATE_KEY" ? "a key is given twice" : "it is not valid YAML",
        advice: "Correct it",
      })),
    );
  }
  // A few lines of aliases can stand for millions of nodes.
  const alias = firstAlias(document);
  if (alias !== null) {
    return refused([{ ...placeAt(alias), what: "it uses YAML aliases", advice: "Write the values out" }]);
  }
  const content: unknown = document.toJS({ maxAliasCount: 0 }) ?? {};
  // The generated code is plain JavaScript without types; this is the shape that ajv documents for a standalone validator.
  const check = kind.validate as { (value: unknown): boolean; errors?: readonly SchemaProblem[] | null };
  if (check(content)) return { content, problems: [], placeOf };
  return refused(
    worstFirst(check.errors ?? []).map((problem) => ({
      ...placeAt(problemOffset(document, problem)),
      what: describe(problem, kind),
      advice: adviceFor(problem, kind),
    })),
  );
}

/** Makes the error that says what is wrong with a user file first. */
export function userFileError(file: UserFile, kind: UserFileKind, problem: FileProblem): SekishoError {
  const { line, column, what, advice } = problem;
  return new SekishoError(
    kind.code,
    `The ${kind.noun} ${file.name} cannot be used: line ${String(line)}, column ${String(column)}: ${what}. ${advice}.`,
    { details: { file: file.name, line, column } },
  );
}

/** An alternative (`anyOf`) reports each branch and itself; the deepest place with a key that is not admitted says most. */
function worstFirst(problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
  const order = ["additionalProperties", "enum", "pattern", "type"];
  const rank = (problem: SchemaProblem): number =>
    (order.indexOf(problem.keyword) + 1 || order.length + 1) - problem.instancePath.length * 10;
  return [...problems].sort((a, b) => rank(a) - rank(b));
}

function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const start = (node as { range?: readonly number[] } | null | undefined)?.range?.[0];
    if (start !== undefined) return start;
  }
  return document.contents?.range?.[0] ?? 0;
}

function problemOffset(document: Document, { instancePath, params }: SchemaProblem): number {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const key = params.additionalProperty;
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => String((item.key as { value?: unknown } | null)?.value) === key);
    const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return range[0];
  }
  return offsetOf(document, path);
}

function describe({ instancePath, keyword, params, message }: SchemaProblem, { noun }: UserFileKind): string {
  const place = instancePath === "" ? `the ${noun}` : instancePath;
  switch (keyword) {
    case "additionalProperties":
      return `${place} has the key "${params.additionalProperty ?? ""}", which a ${noun} does not have there`;
    case "enum":
      return `${place} is none of the values it can have`;
    default:
      return `${place} ${message ?? "does not match the schema"}`;
  }
}

function adviceFor({ params }: SchemaProblem, { noun, schema }: UserFileKind): string {
  return params.allowedValues === undefined
    ? `See ${schema} for the keys of a ${noun}`
    : `Use one of ${params.allowedValues.join(", ")}`;
}
