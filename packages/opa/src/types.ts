import type { JsonValue } from "@sekisho/wasi";

import type { AstModule } from "./ast.ts";

export type { JsonValue } from "@sekisho/wasi";

/** Maps clean relative paths (`sekisho/enc/a.rego`) to text; nothing else is read. */
export type OpaFiles = Readonly<Record<string, string>>;

/** Is one thing that OPA refused, with its place as OPA gives it: from 1, columns in bytes, column 0 at a file's end. */
export interface OpaError {
  /** OPA's code (`rego_parse_error`, …), `opa_error` where OPA gives text only, `panic` where the compiler broke. */
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  readonly row: number | null;
  readonly column: number | null;
  /** What OPA adds for machines, for instance the names that a schema allows. */
  readonly details: JsonValue;
}

/** Is a value, or the errors that stand in its way, sorted by file, row and column. */
export type OpaResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly OpaError[] };

/** Is one builtin function as a capabilities file declares it. */
export interface CapabilityBuiltin {
  readonly name: string;
  readonly decl: JsonValue;
  readonly infix?: string;
  readonly nondeterministic?: boolean;
  readonly [key: string]: JsonValue | undefined;
}

/** Says what policies may use, in the format of OPA's capabilities files. */
export interface Capabilities {
  readonly builtins: readonly CapabilityBuiltin[];
  readonly future_keywords?: readonly string[];
  readonly features?: readonly string[];
  readonly wasm_abi_versions?: readonly { readonly version: number; readonly minor_version: number }[];
  readonly allow_net?: readonly string[];
}

/** Is what every operation on files takes. */
export interface FilesRequest {
  readonly files: OpaFiles;
  /** What the files may use; all that this version of OPA offers if left out. */
  readonly capabilities?: Capabilities;
}

/** Asks for a bundle. */
export interface BuildRequest extends FilesRequest {
  /** The default is `rego`. */
  readonly target?: "rego" | "wasm" | "plan";
  /** Slash paths such as `sekisho/enc/rds_at_rest/verdict`; rules annotated `entrypoint: true` are added. */
  readonly entrypoints?: readonly string[];
  /** Whether only what the entrypoints need is compiled. */
  readonly pruneUnused?: boolean;
  readonly revision?: string;
}

/** Is a built bundle. */
export interface BuildOutput {
  /** The gzipped tar archive as OPA writes it. */
  readonly archive: Uint8Array<ArrayBuffer>;
  /** The archive's entries by path, without a leading slash (`policy.wasm`, `plan.json`, `.manifest`, …). */
  readonly entries: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
}

/** Asks whether the files compile. */
export interface CheckRequest extends FilesRequest {
  /** Whether unused variables, arguments and imports are errors; the default is true. */
  readonly strict?: boolean;
  /** JSON Schemas by dotted name: `enc.a` is what annotations call `schema.enc.a`. Left out, annotations are ignored. */
  readonly schemas?: Readonly<Record<string, JsonValue>>;
}

/** Asks to run the rules whose names start with `test_`. */
export interface TestRequest extends FilesRequest {
  readonly schemas?: Readonly<Record<string, JsonValue>>;
  /** A regular expression that the full test name must match. */
  readonly run?: string;
  readonly coverage?: boolean;
  /** What the wall clock shows, in milliseconds since the epoch; the default is 0. */
  readonly nowMs?: number;
}

/** Is one named case of a test rule. */
export interface TestCase {
  readonly name: readonly string[];
  readonly fail: boolean;
}

/** Is one test rule's result. */
export interface TestResult {
  /** The package with its `data.` prefix. */
  readonly package: string;
  readonly name: string;
  readonly file: string;
  readonly row: number;
  readonly outcome: "pass" | "fail" | "error" | "skip";
  /** Why a test could not be evaluated; set exactly where the outcome is `error`. */
  readonly error: OpaError | null;
  /** What `print` wrote. */
  readonly output: string;
  /** Empty unless the rule names its cases (`test_x[case]`). */
  readonly cases: readonly TestCase[];
}

/** Is a range of rows; both ends belong to it. */
export interface CoverageRange {
  readonly start: { readonly row: number; readonly column: number };
  readonly end: { readonly row: number; readonly column: number };
}

/** Tells which rows of one file were evaluated. */
export interface FileCoverage {
  readonly covered: readonly CoverageRange[];
  readonly notCovered: readonly CoverageRange[];
  readonly percent: number;
}

/** Tells which rows of all files were evaluated. */
export interface Coverage {
  readonly files: Readonly<Record<string, FileCoverage>>;
  readonly percent: number;
}

/** Is a whole test run, sorted by file, row and name. */
export interface TestReport {
  readonly tests: readonly TestResult[];
  /** Null unless it was asked for. */
  readonly coverage: Coverage | null;
}

/** Is a METADATA block as OPA reads it; keys that OPA does not know are not in it. */
export interface Annotations {
  readonly scope: "package" | "subpackages" | "rule" | "document";
  readonly title?: string;
  readonly description?: string;
  readonly entrypoint?: boolean;
  readonly organizations?: readonly string[];
  readonly authors?: readonly { readonly name: string; readonly email?: string }[];
  readonly related_resources?: readonly { readonly ref: string; readonly description?: string }[];
  readonly schemas?: readonly {
    readonly path: JsonValue;
    readonly schema?: JsonValue;
    readonly definition?: JsonValue;
  }[];
  readonly custom?: Readonly<Record<string, JsonValue>>;
}

/** Is a METADATA block with what it speaks of. */
export interface AnnotationEntry {
  /** The package or rule, for instance `data.sekisho.enc.rds_at_rest`. */
  readonly path: string;
  /** Where that package or rule begins. */
  readonly location: { readonly file: string; readonly row: number; readonly column: number };
  readonly annotations: Annotations;
}

/** Is what a set of modules declares and needs. */
export interface Inspection {
  /** Files by package. */
  readonly namespaces: Readonly<Record<string, readonly string[]>>;
  readonly annotations: readonly AnnotationEntry[];
  /** Names of the builtins that the modules call, operators included. */
  readonly builtins: readonly string[];
  readonly features: readonly string[];
}

/** Asks for a query's answers by OPA's interpreter. */
export interface EvaluateRequest extends FilesRequest {
  readonly query: string;
  /** The input document; left out, `input` is undefined. */
  readonly input?: JsonValue;
  /** Whether an error in a builtin is an error instead of undefined. */
  readonly strictBuiltinErrors?: boolean;
  /** What the wall clock shows, in milliseconds since the epoch; the default is 0. */
  readonly nowMs?: number;
}

/** Is one answer to a query; sets are sorted lists. */
export interface EvaluateRow {
  readonly bindings: Readonly<Record<string, JsonValue>>;
  readonly expressions: readonly { readonly value: JsonValue; readonly text: string }[];
}

/** Is OPA's compiler and interpreter behind functions that never throw for what is wrong with the files. */
export interface Compiler {
  /** Which of the two implementations answers. */
  readonly kind: "wasm" | "native";
  /** Builds a bundle; `data.json` and `data.yaml` files count with their folder as path. */
  readonly build: (request: BuildRequest) => OpaResult<BuildOutput>;
  /** Compiles without building. */
  readonly check: (request: CheckRequest) => OpaResult<null>;
  /** Gives every Rego file in OPA's canonical form. */
  readonly format: (request: FilesRequest) => OpaResult<OpaFiles>;
  /** Runs tests. */
  readonly test: (request: TestRequest) => OpaResult<TestReport>;
  /** Lists packages, METADATA and the builtins needed. */
  readonly inspect: (request: FilesRequest) => OpaResult<Inspection>;
  /** Gives every Rego file's syntax tree, with the row and column of every node. */
  readonly parse: (request: FilesRequest) => OpaResult<Readonly<Record<string, AstModule>>>;
  /** Gives all that this version of OPA offers. */
  readonly capabilities: () => OpaResult<Capabilities>;
  /** Evaluates a query with the interpreter; no rows means undefined. Asking again with equal files is quick. */
  readonly evaluate: (request: EvaluateRequest) => OpaResult<readonly EvaluateRow[]>;
}
