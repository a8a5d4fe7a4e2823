import type { JsonValue } from "@sekisho/wasi";

/** Is a text with a name: a file of variable values that a user gives by hand. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Says what is to be evaluated. */
export interface SourceRequest {
  /**
   * Every file that Terraform would find, by its clean relative path: configuration, values, `.terraform/modules`, and
   * what functions read. A file that is not here does not exist for `fileexists` and `fileset`; null is one that is
   * there and whose text is not given, so that what is made of it is unknown.
   */
  readonly files: Readonly<Record<string, string | null>>;
  /** The folder of the root module among the files; the topmost one if left out. */
  readonly root?: string;
  /** Files of variable values beside those that Terraform loads by itself; a later one wins. */
  readonly variables?: readonly NamedText[];
  /** The value of `terraform.workspace`; unknown if left out. */
  readonly workspace?: string;
}

/** Is what could not be evaluated, and where; it never holds a value of the source. */
export interface SourceProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly what: string;
}

/** Is what the plan reader needs of `change`: values where they are known, and where they are not. */
export interface SourceChange {
  readonly actions: readonly ["create"] | readonly ["read"];
  readonly before: null;
  readonly after: Readonly<Record<string, JsonValue>>;
  readonly after_unknown: Readonly<Record<string, JsonValue>>;
  readonly after_sensitive: JsonValue;
  /** What is known of unknown strings that `jsonencode` or `yamlencode` make; `{"unknown": "U1"}` stands for the rest. */
  readonly after_documents?: Readonly<Record<string, JsonValue>>;
}

/** Is an instance of a resource or data source. */
export interface SourceResource {
  readonly address: string;
  readonly module_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index?: number | string;
  readonly provider_name: string;
  readonly change: SourceChange;
}

/** Is where something is declared. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly end_line: number;
}

/** Is a document in the shape of `terraform show -json`, made of source instead of a plan. */
export interface EvaluatedSource {
  readonly resource_changes: readonly SourceResource[];
  /**
   * As in a plan; each module also has its `locals`, and references are those of the branches that are chosen. An expression
   * that is `altered` is something else than all that it refers to, as it is: changed, cut, filtered, or chosen by what is not
   * known. `marks_altered` says that the others are not.
   */
  readonly configuration: Readonly<Record<string, JsonValue>>;
  readonly variables: Readonly<Record<string, { readonly value: JsonValue }>>;
  /** Resources and module calls by their address without keys. */
  readonly positions: Readonly<Record<string, SourcePosition>>;
  /** Resources whose instances are not known; nothing else is said about them. */
  readonly unexpanded: readonly { readonly address: string; readonly file: string; readonly line: number }[];
  /** Module calls whose module is not among the files. */
  readonly missing_modules: readonly {
    readonly address: string;
    readonly source: string;
    readonly file: string;
    readonly line: number;
  }[];
  /** What could not be evaluated and is unknown therefore. */
  readonly problems: readonly SourceProblem[];
  /** The kind of backend that keeps the state, or `cloud`; null where the source names none. */
  readonly backend: string | null;
}

/** Is the evaluated source, or what stands in its way. */
export type SourceResult =
  | { readonly ok: true; readonly source: EvaluatedSource }
  | { readonly ok: false; readonly problems: readonly SourceProblem[] };

/** Evaluates Terraform source; it keeps nothing between two calls. */
export interface SourceEvaluator {
  readonly evaluate: (request: SourceRequest) => SourceResult;
}
