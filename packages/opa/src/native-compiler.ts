import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { readBundleArchive } from "./archive.ts";
import { toAstModule } from "./ast.ts";
import type { AstModule } from "./ast.ts";
import { asObject, compareTexts, failure, findUncleanPath, plainError, plainErrorCode, toCoverage } from "./results.ts";
import type { OpaFailure, RawCoverage } from "./results.ts";
import type {
  AnnotationEntry,
  Annotations,
  Capabilities,
  CheckRequest,
  Compiler,
  EvaluateRow,
  FilesRequest,
  JsonValue,
  OpaError,
  OpaResult,
  TestCase,
  TestResult,
} from "./types.ts";

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Workplace {
  /** Runs `opa` in the folder that holds the files. */
  readonly opa: (command: readonly string[], stdin?: string) => Run;
  /** The paths of the Rego files, sorted. */
  readonly modules: readonly string[];
  /** The flag for the capabilities file, if the request has one. */
  readonly capabilityFlags: readonly string[];
  /** The flag for the schema folder, if the request has one. */
  readonly schemaFlags: readonly string[];
  readonly outputPath: string;
}

interface RawLocation {
  readonly file?: string;
  readonly row?: number;
  readonly col?: number;
}

interface RawError {
  readonly code?: string;
  readonly message: string;
  readonly location?: RawLocation;
  readonly details?: JsonValue;
}

/**
 * Puts the typed operations over a native `opa`, which stands in where the WebAssembly compiler was not built.
 *
 * It differs in three things: its clock runs, so a request that sets one is refused; it measures coverage only
 * where all tests pass; and it inspects with all capabilities.
 */
export function createNativeCompiler(path: string): Compiler {
  return {
    kind: "native",
    build: (request) =>
      within(request, (place) => {
        const run = place.opa([
          "build",
          "--bundle",
          `--target=${request.target ?? "rego"}`,
          ...(request.entrypoints ?? []).map((entrypoint) => `--entrypoint=${entrypoint}`),
          ...(request.pruneUnused === true ? ["--prune-unused"] : []),
          ...(request.revision === undefined ? [] : [`--revision=${request.revision}`]),
          ...place.capabilityFlags,
          `--output=${place.outputPath}`,
          ".",
        ]);
        if (run.status !== 0) return explained(place, run);
        const archive = new Uint8Array(readFileSync(place.outputPath));
        return { ok: true, value: { archive, entries: readBundleArchive(archive) } };
      }),
    check: (request) => within(request, (place) => checked(place, request.strict ?? true)),
    format: (request) =>
      within(request, (place) =>
        eachModule(place, (module) => {
          const run = place.opa(["fmt", ...place.capabilityFlags, module]);
          return run.status === 0 ? { ok: true, value: run.stdout } : parsed(place, module, run);
        }),
      ),
    test: (request) =>
      within(request, (place) => {
        if (request.nowMs !== undefined) return clockRefused();
        const command = [
          "test",
          "--bundle",
          "--format=json",
          ...(request.run === undefined ? [] : [`--run=${request.run}`]),
          ...place.capabilityFlags,
          ...place.schemaFlags,
        ];
        const run = place.opa([...command, "."]);
        const raw = readJson(run.stdout);
        if (raw === undefined && run.status !== 0) return explained(place, run);
        const tests = (Array.isArray(raw) ? raw : []).map(toTestResult).sort(compareTests);
        const measured =
          request.coverage === true
            ? readJson(place.opa([...command, "--coverage", "--coverage-runs=", "."]).stdout)
            : undefined;
        // OPA's own shape (v1/cover, Report).
        const coverage = measured === undefined ? null : toCoverage(measured as unknown as RawCoverage);
        return { ok: true, value: { tests, coverage } };
      }),
    inspect: (request) =>
      within(request, (place) => {
        const run = place.opa(["inspect", "--annotations", "--format=json", "."]);
        const raw = asObject(readJson(run.stdout));
        if (run.status !== 0) return explained(place, run);
        const namespaces: Record<string, readonly string[]> = {};
        for (const [name, files] of Object.entries(asObject(raw["namespaces"]))) {
          const modules = listOf<string>(files).filter((file) => file.endsWith(".rego"));
          if (modules.length > 0) namespaces[name] = modules;
        }
        const required = asObject(raw["capabilities"]);
        return {
          ok: true,
          value: {
            namespaces,
            annotations: listOf<RawAnnotationEntry>(raw["annotations"]).map(toAnnotationEntry).sort(compareEntries),
            builtins: listOf<{ readonly name: string }>(required["builtins"])
              .map(({ name }) => name)
              .sort(compareTexts),
            features: listOf<string>(required["features"]).sort(compareTexts),
          },
        };
      }),
    parse: (request) =>
      within(request, (place) =>
        eachModule<AstModule>(place, (module) => {
          const run = place.opa(["parse", "--format=json", "--json-include=locations,comments", module]);
          const tree = readJson(run.stdout);
          if (run.status !== 0 || tree === undefined) return failure(errorsIn(run));
          return { ok: true, value: toAstModule(withPositionsOnly(tree)) };
        }),
      ),
    capabilities: () => {
      const run = runOpa(path, tmpdir(), ["capabilities", "--current"]);
      const raw = readJson(run.stdout);
      // OPA's own file format.
      return raw === undefined ? failure(errorsIn(run)) : { ok: true, value: raw as unknown as Capabilities };
    },
    evaluate: (request) =>
      within(request, (place) => {
        if (request.nowMs !== undefined) return clockRefused();
        const compiled = checked(place, false);
        if (!compiled.ok) return compiled;
        const run = place.opa(
          [
            "eval",
            "--format=json",
            "--bundle=.",
            ...(request.input === undefined ? [] : ["--stdin-input"]),
            ...(request.strictBuiltinErrors === true ? ["--strict-builtin-errors"] : []),
            ...place.capabilityFlags,
            "--",
            request.query,
          ],
          request.input === undefined ? "" : JSON.stringify(request.input),
        );
        const raw = asObject(readJson(run.stdout));
        if (run.status !== 0 || raw["errors"] !== undefined) return failure(errorsIn(run));
        const rows = listOf<Partial<EvaluateRow> & Pick<EvaluateRow, "expressions">>(raw["result"]);
        return {
          ok: true,
          value: rows.map(({ bindings, expressions }) => ({
            bindings: bindings ?? {},
            expressions: expressions.map(({ value, text }) => ({ value, text })),
          })),
        };
      }),
  };

  /** Writes the files into a folder of their own, does the work there and removes it. */
  function within<T>(
    request: FilesRequest & Pick<CheckRequest, "schemas">,
    work: (place: Workplace) => OpaResult<T>,
  ): OpaResult<T> {
    const unclean = findUncleanPath(request.files);
    if (unclean !== undefined) {
      return failure([
        plainError(plainErrorCode, `the path "${unclean}" is not relative and clean (no leading slash, no dots)`),
      ]);
    }
    const root = mkdtempSync(join(tmpdir(), "sekisho-opa-"));
    try {
      const folder = join(root, "files");
      mkdirSync(folder);
      for (const [file, text] of Object.entries(request.files)) write(join(folder, file), text);
      mkdirSync(join(root, "schemas"));
      for (const [name, schema] of Object.entries(request.schemas ?? {})) {
        write(join(root, "schemas", `${name.replaceAll(".", "/")}.json`), JSON.stringify(schema));
      }
      if (request.capabilities !== undefined)
        write(join(root, "capabilities.json"), JSON.stringify(request.capabilities));
      return work({
        opa: (command, stdin) => runOpa(path, folder, command, stdin),
        modules: Object.keys(request.files)
          .filter((file) => file.endsWith(".rego"))
          .sort(compareTexts),
        capabilityFlags:
          request.capabilities === undefined ? [] : [`--capabilities=${join(root, "capabilities.json")}`],
        schemaFlags: request.schemas === undefined ? [] : [`--schema=${join(root, "schemas")}`],
        outputPath: join(root, "bundle.tar.gz"),
      });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function runOpa(path: string, folder: string, command: readonly string[], stdin = ""): Run {
  const { status, stdout, stderr, error } = spawnSync(path, command, {
    cwd: folder,
    input: stdin,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    // Flags must come from the request alone.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("OPA_"))),
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

function checked(place: Workplace, isStrict: boolean): OpaResult<null> {
  const run = place.opa([
    "check",
    "--format=json",
    "--max-errors=0",
    ...(isStrict ? ["--strict"] : []),
    ...place.capabilityFlags,
    ...place.schemaFlags,
    ".",
  ]);
  return run.status === 0 ? { ok: true, value: null } : failure(errorsIn(run));
}

/** Other commands shorten errors to text; checking the same files says everything and where. */
function explained(place: Workplace, run: Run): OpaFailure {
  const check = checked(place, false);
  return check.ok ? failure(errorsIn(run)) : check;
}

function parsed(place: Workplace, module: string, failed: Run): OpaFailure {
  const run = place.opa(["parse", "--format=json", module]);
  return failure(errorsIn(run.status === 0 ? failed : run));
}

function eachModule<T>(place: Workplace, work: (module: string) => OpaResult<T>): OpaResult<Record<string, T>> {
  const values: Record<string, T> = {};
  const errors: OpaError[] = [];
  for (const module of place.modules) {
    const result = work(module);
    if (result.ok) values[module] = result.value;
    else errors.push(...result.errors);
  }
  return errors.length > 0 ? failure(errors) : { ok: true, value: values };
}

function clockRefused(): OpaFailure {
  return failure([
    plainError("clock_unsupported", "a native opa cannot be given a clock; build the WebAssembly compiler"),
  ]);
}

function readJson(text: string): JsonValue | undefined {
  try {
    // JSON.parse gives JSON by definition.
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function listOf<T>(value: JsonValue | undefined): T[] {
  // The element's shape is OPA's at the pinned version, whose native output the tests compare with the reactor's.
  return Array.isArray(value) ? [...(value as readonly T[])] : [];
}

function errorsIn(run: Run): readonly OpaError[] {
  for (const text of [run.stderr, run.stdout]) {
    const errors = listOf<RawError>(asObject(readJson(text))["errors"]);
    if (errors.length > 0) return errors.map(toOpaError);
  }
  const message = (run.stderr.trim() || run.stdout.trim()).replace(/^error: /u, "");
  return [plainError(plainErrorCode, message === "" ? `opa ended with status ${String(run.status)}` : message)];
}

function toOpaError(raw: RawError): OpaError {
  const file = raw.location?.file?.replace(/^\//u, "") ?? "";
  const hasRow = (raw.location?.row ?? 0) > 0;
  return {
    code: raw.code ?? plainErrorCode,
    message: raw.message,
    file: file === "" ? null : file,
    row: hasRow ? (raw.location?.row ?? null) : null,
    column: hasRow ? (raw.location?.col ?? null) : null,
    details: raw.details ?? null,
  };
}

/** Removes the file and the base64 source text from every location; the reactor leaves them out itself. */
function withPositionsOnly(node: JsonValue): JsonValue {
  if (Array.isArray(node)) return (node as readonly JsonValue[]).map(withPositionsOnly);
  if (typeof node !== "object" || node === null) return node;
  const copy: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(node)) {
    const isLocation = (key === "location" || key === "Location") && asObject(value)["row"] !== undefined;
    copy[key] = isLocation
      ? { row: asObject(value)["row"] ?? 0, col: asObject(value)["col"] ?? 0 }
      : withPositionsOnly(value);
  }
  return copy;
}

interface RawAnnotationEntry {
  readonly path: readonly { readonly type: string; readonly value: JsonValue }[];
  readonly location: RawLocation;
  readonly annotations: Annotations;
}

function toAnnotationEntry(raw: RawAnnotationEntry): AnnotationEntry {
  const path = raw.path.map(({ value }, index) => {
    if (index === 0 && typeof value === "string") return value;
    return typeof value === "string" && /^[A-Za-z_]\w*$/u.test(value) ? `.${value}` : `[${JSON.stringify(value)}]`;
  });
  const { file = "", row = 0, col = 0 } = raw.location;
  return { path: path.join(""), location: { file, row, column: col }, annotations: raw.annotations };
}

function compareEntries(a: AnnotationEntry, b: AnnotationEntry): number {
  return (
    compareTexts(a.location.file, b.location.file) || a.location.row - b.location.row || compareTexts(a.path, b.path)
  );
}

function toTestResult(json: JsonValue): TestResult {
  // OPA's own shape (v1/tester, Result).
  const raw = json as unknown as {
    readonly package: string;
    readonly name: string;
    readonly location: RawLocation;
    readonly fail?: boolean;
    readonly skip?: boolean;
    readonly error?: RawError;
    readonly output?: string;
    readonly sub_results?: RawSubResults;
  };
  return {
    package: raw.package,
    name: raw.name,
    file: raw.location.file ?? "",
    row: raw.location.row ?? 0,
    outcome: raw.error !== undefined ? "error" : raw.skip === true ? "skip" : raw.fail === true ? "fail" : "pass",
    error: raw.error === undefined ? null : toOpaError(raw.error),
    output: Buffer.from(raw.output ?? "", "base64").toString("utf8"),
    cases: casesIn(raw.sub_results ?? {}),
  };
}

interface RawSubResults {
  readonly [name: string]: { readonly fail?: boolean; readonly sub_results?: RawSubResults };
}

function casesIn(results: RawSubResults, prefix: readonly string[] = []): readonly TestCase[] {
  return Object.entries(results)
    .sort(([a], [b]) => compareTexts(a, b))
    .flatMap(([name, result]) => {
      const path = [...prefix, name];
      const inner = result.sub_results ?? {};
      return Object.keys(inner).length > 0 ? casesIn(inner, path) : [{ name: path, fail: result.fail ?? false }];
    });
}

function compareTests(a: TestResult, b: TestResult): number {
  return compareTexts(a.file, b.file) || a.row - b.row || compareTexts(a.name, b.name);
}
