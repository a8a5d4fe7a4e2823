import { SekishoError } from "@sekisho/estate";

/** Every code that this package's own checks of a policy tree give; OPA's errors keep OPA's codes. */
export const problemCodes = [
  "CONSTANT_TYPE",
  "CONSTANT_VALUE",
  "DATA_REF_UNKNOWN",
  "IMPORT_CYCLE",
  "IMPORT_FRAGMENT",
  "IMPORT_PROFILE",
  "IMPORT_REFUSED",
  "INPUT_REF_UNKNOWN",
  "LIBRARY_INPUT",
  "METADATA_INVALID",
  "METADATA_MISSING",
  "METADATA_PROFILE",
  "METADATA_SCHEMA",
  "POLICY_FOLDER",
  "POLICY_PACKAGE",
  "REASON_ARGUMENTS",
  "REASON_TEMPLATE",
  "REASON_UNDECLARED",
  "REASON_UNUSED",
  "REFUSED_CODE",
  "REFUSED_EVERY",
  "REFUSED_ITEMS",
  "REFUSED_OBJECT_GET",
  "REFUSED_STATE",
  "REFUSED_UNKNOWN",
  "REFUSED_VARIABLE_KEY",
  "SELECTION_INVALID",
  "SELECTION_SYNTAX",
  "WITH_INPUT",
] as const;

/** A code of this package's own checks. */
export type ProblemCode = (typeof problemCodes)[number];

/** One thing in a policy tree that stands in the way of a bundle; rows and columns count from 1. */
export interface PolicyProblem {
  /** A {@link ProblemCode}, or OPA's code (`rego_type_error`, …) where OPA found it. */
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  readonly row: number | null;
  readonly column: number | null;
}

/** A value, or everything that stands in its way, sorted by file and position. */
export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Makes a problem of this package's own. */
export function problem(
  code: ProblemCode,
  message: string,
  file: string | null,
  location?: { readonly row: number; readonly col: number },
): PolicyProblem {
  return { code, message, file, row: location?.row ?? null, column: location?.col ?? null };
}

/** Sorts problems by place and drops those that are said twice. */
export function sortProblems(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const unique = new Map(problems.map((each) => [JSON.stringify(each), each]));
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.file ?? "", b.file ?? "") ||
      (a.row ?? 0) - (b.row ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

/** Compares two texts by their code units, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Writes a problem in one line: `file:row:column: CODE: message`. */
export function formatProblem({ code, message, file, row, column }: PolicyProblem): string {
  const place = [file ?? "policies", row, column].filter((part) => part !== null).join(":");
  return `${place}: ${code}: ${message}`;
}

/** Puts all problems of a policy tree into one error: the first in its facts, every one in its message. */
export function policyTreeError(problems: readonly PolicyProblem[]): SekishoError {
  const code = problems[0]?.code;
  const isSelection = code === "SELECTION_INVALID" || code === "SELECTION_SYNTAX";
  return problemsError(isSelection ? "SELECTION_INVALID" : "POLICY_INVALID", "The policies cannot be built", problems);
}

/** Puts problems into one error of the given code. */
export function problemsError(
  code: "SELECTION_INVALID" | "POLICY_INVALID",
  what: string,
  problems: readonly PolicyProblem[],
): SekishoError {
  const lines = problems.map(formatProblem);
  const { file = null, row = null, column = null } = problems[0] ?? {};
  const advice = lines.length === 1 ? "correct this" : `correct these ${lines.length} problems`;
  return new SekishoError(code, `${what}; ${advice}:\n${lines.join("\n")}`, {
    details: {
      ...(file === null ? {} : { file }),
      ...(row === null ? {} : { line: row }),
      ...(column === null ? {} : { column }),
      problems: lines,
    },
  });
}
