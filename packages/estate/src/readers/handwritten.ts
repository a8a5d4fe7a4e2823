import { isMap, LineCounter, parseDocument, type Document } from "./yaml-document.ts";
import { SekishoError, type ErrorCode } from "../errors.ts";
import { describeProblem, worstProblem, type SchemaProblem } from "./schema-problem.ts";

/** A file that its user writes by hand, in YAML, by a JSON Schema. */
export interface HandwrittenKind {
  /** What messages call it: `profile`. */
  readonly noun: string;
  readonly code: ErrorCode;
  /** Path of the schema in the package. */
  readonly schema: string;
  /** The validator that is generated of the schema. */
  readonly validate: unknown;
}

/** The content of such a file, which its schema admits. */
export interface Handwritten {
  readonly content: unknown;
  /** Makes the error for a place of it (JSON pointer), with line and column. */
  readonly faultAt: (pointer: string, what: string, advice: string) => SekishoError;
}

/**
 * Reads a file from YAML (or JSON, which is YAML) and checks it by its schema.
 *
 * @throws SekishoError of the kind's code with file, line and column of the first problem: broken YAML, a key given twice, an
 * alias, a key or value that the schema does not admit.
 */
export function readHandwritten(
  file: { readonly name: string; readonly text: string },
  kind: HandwrittenKind,
): Handwritten {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: true });
  const invalid = (offset: number, what: string, advice: string): SekishoError => {
    const { line, col } = lines.linePos(offset);
    return new SekishoError(
      kind.code,
      `The ${kind.noun} ${file.name} cannot be used: line ${String(line)}, column ${String(col)}: ${what}. ${advice}.`,
      { details: { file: file.name, line, column: col } },
    );
  };
  const [broken] = document.errors;
  if (broken !== undefined) {
    const what = broken.code === "DUPLICATE_KEY" ? "a key is given twice" : "it is not valid YAML";
    throw invalid(broken.pos[0], what, "Correct it");
  }
  const content = plainContent(document, file.name, kind);
  // The generated code is plain JavaScript without types; this is the shape that ajv documents for a standalone validator.
  const check = kind.validate as { (value: unknown): boolean; errors?: readonly SchemaProblem[] | null };
  if (!check(content)) {
    const problem = worstProblem(check.errors ?? []);
    const offset = positionOf(document, problem.instancePath, problem.params.additionalProperty);
    throw invalid(offset, describeProblem(problem, kind.noun), adviceFor(problem, kind));
  }
  return { content, faultAt: (pointer, what, advice) => invalid(positionOf(document, pointer), what, advice) };
}

/** Such a file has no use for aliases; a few lines of them can stand for millions of nodes. */
function plainContent(document: Document, name: string, { noun, code }: HandwrittenKind): unknown {
  try {
    return (document.toJS({ maxAliasCount: 0 }) as unknown) ?? {};
  } catch (cause) {
    throw new SekishoError(code, `The ${noun} ${name} uses YAML aliases. Write the values out.`, {
      cause,
      details: { file: name },
    });
  }
}

function positionOf(document: Document, pointer: string, key?: string): number {
  const path = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => String((item.key as { value?: unknown } | null)?.value) === key);
    const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return range[0];
  }
  return (node as { range?: readonly number[] } | null)?.range?.[0] ?? 0;
}

function adviceFor(problem: SchemaProblem, { noun, schema }: HandwrittenKind): string {
  const allowed = problem.params.allowedValues;
  return allowed === undefined ? `See ${schema} for the keys of a ${noun}` : `Use one of ${allowed.join(", ")}`;
}
