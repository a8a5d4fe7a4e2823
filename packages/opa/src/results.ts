import type { Coverage, FileCoverage, JsonValue, OpaError, OpaFiles, OpaResult } from "./types.ts";

/** Is the code of errors that OPA reports as text only. */
export const plainErrorCode = "opa_error";

/** Is a result without a value. */
export type OpaFailure = Extract<OpaResult<never>, { readonly ok: false }>;

/** Makes a failed result, sorted. */
export function failure(errors: readonly OpaError[]): OpaFailure {
  return { ok: false, errors: [...errors].sort(compareErrors) };
}

/** Makes an error without a place. */
export function plainError(code: string, message: string): OpaError {
  return { code, message, file: null, row: null, column: null, details: null };
}

/** Applies a function to a result's value. */
export function mapResult<A, B>(result: OpaResult<A>, change: (value: A) => B): OpaResult<B> {
  return result.ok ? { ok: true, value: change(result.value) } : result;
}

/** Finds a path that is not relative and clean; such a file would have no defined place in a bundle. */
export function findUncleanPath(files: OpaFiles): string | undefined {
  return Object.keys(files).find((path) =>
    path.split("/").some((part) => part === "" || part === "." || part === ".." || part.includes("\\")),
  );
}

/** Is a coverage report in OPA's own form. */
export interface RawCoverage {
  readonly coverage?: number;
  readonly files: Readonly<
    Record<
      string,
      { readonly covered?: readonly RawRange[]; readonly not_covered?: readonly RawRange[]; readonly coverage?: number }
    >
  >;
}

interface RawRange {
  readonly start: { readonly row: number; readonly col?: number };
  readonly end: { readonly row: number; readonly col?: number };
}

/** Turns OPA's coverage report into this package's. */
export function toCoverage(raw: RawCoverage): Coverage {
  const files: Record<string, FileCoverage> = {};
  for (const [path, file] of Object.entries(raw.files).sort(([a], [b]) => compareTexts(a, b))) {
    files[path] = {
      covered: (file.covered ?? []).map(toRange),
      notCovered: (file.not_covered ?? []).map(toRange),
      percent: file.coverage ?? 0,
    };
  }
  return { files, percent: raw.coverage ?? 0 };
}

function toRange(raw: RawRange): FileCoverage["covered"][number] {
  return {
    start: { row: raw.start.row, column: raw.start.col ?? 1 },
    end: { row: raw.end.row, column: raw.end.col ?? 1 },
  };
}

/** Orders texts by code units, the same everywhere. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareErrors(a: OpaError, b: OpaError): number {
  return (
    compareTexts(a.file ?? "", b.file ?? "") ||
    (a.row ?? 0) - (b.row ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareTexts(a.code, b.code) ||
    compareTexts(a.message, b.message)
  );
}

/** Narrows JSON to an object; anything else is an empty one. */
export function asObject(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)
    : {};
}
