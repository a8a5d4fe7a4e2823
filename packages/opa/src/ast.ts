import type { Annotations, JsonValue } from "./types.ts";

/** Is where a node begins: row and column from 1, columns in bytes. */
export interface AstLocation {
  readonly row: number;
  readonly col: number;
}

/** Is a value in the syntax tree: OPA's own JSON form with a location on every node. */
export type AstTerm =
  | { readonly type: "null"; readonly value: null; readonly location: AstLocation }
  | { readonly type: "boolean"; readonly value: boolean; readonly location: AstLocation }
  | { readonly type: "number"; readonly value: number; readonly location: AstLocation }
  | { readonly type: "string" | "var"; readonly value: string; readonly location: AstLocation }
  | {
      readonly type: "ref" | "array" | "set" | "call";
      readonly value: readonly AstTerm[];
      readonly location: AstLocation;
    }
  | {
      readonly type: "object";
      readonly value: readonly (readonly [AstTerm, AstTerm])[];
      readonly location: AstLocation;
    }
  | {
      readonly type: "arraycomprehension" | "setcomprehension";
      readonly value: { readonly term: AstTerm; readonly body: readonly AstExpression[] };
      readonly location: AstLocation;
    }
  | {
      readonly type: "objectcomprehension";
      readonly value: { readonly key: AstTerm; readonly value: AstTerm; readonly body: readonly AstExpression[] };
      readonly location: AstLocation;
    }
  | {
      readonly type: "templatestring";
      readonly value: { readonly parts: readonly (AstTerm | AstExpression)[]; readonly multi_line: boolean };
      readonly location: AstLocation;
    };

/** Is a `some` declaration; `some x in y` holds one call of `internal.member_2` or `internal.member_3`. */
export interface AstSome {
  readonly symbols: readonly AstTerm[];
  readonly location: AstLocation;
}

/** Is an `every` quantifier. */
export interface AstEvery {
  readonly key: AstTerm | null;
  readonly value: AstTerm;
  readonly domain: AstTerm;
  readonly body: readonly AstExpression[];
  readonly location: AstLocation;
}

/** Is a `with` modifier. */
export interface AstWith {
  readonly target: AstTerm;
  readonly value: AstTerm;
  readonly location: AstLocation;
}

/** Is one line of a body. In a list of terms the first is the operator and the others are its arguments. */
export interface AstExpression {
  readonly index: number;
  readonly terms: AstTerm | readonly AstTerm[] | AstSome | AstEvery;
  readonly negated?: boolean;
  /** Whether the source does not have it: the body of a rule without one. */
  readonly generated?: boolean;
  readonly with?: readonly AstWith[];
  readonly location: AstLocation;
}

/** Is what stands before `if`. */
export interface AstHead {
  readonly name?: string;
  readonly ref: readonly AstTerm[];
  readonly args?: readonly AstTerm[];
  readonly key?: AstTerm;
  readonly value?: AstTerm;
  readonly assign?: boolean;
  readonly location: AstLocation;
}

/** Is a rule or function with its `else` chain. */
export interface AstRule {
  readonly head: AstHead;
  readonly body: readonly AstExpression[];
  readonly else?: AstRule;
  readonly default?: boolean;
  readonly annotations?: readonly AstAnnotations[];
  readonly location: AstLocation;
}

/** Is a METADATA block in the tree. */
export type AstAnnotations = Annotations & { readonly location: AstLocation };

/** Is a comment; the text is what follows the `#`. */
export interface AstComment {
  readonly text: string;
  readonly location: AstLocation;
}

/** Is one file's syntax tree. */
export interface AstModule {
  readonly package: { readonly path: readonly AstTerm[]; readonly location: AstLocation };
  readonly imports: readonly { readonly path: AstTerm; readonly alias?: string; readonly location: AstLocation }[];
  readonly rules: readonly AstRule[];
  /** All METADATA blocks of the file. */
  readonly annotations: readonly AstAnnotations[];
  readonly comments: readonly AstComment[];
}

/** Turns OPA's own JSON into the tree: lists are always there and comments are text, not base64. */
export function toAstModule(raw: JsonValue): AstModule {
  // The shape is OPA's (v1/ast, Module) at the pinned version; the tests walk all of it.
  const module = raw as unknown as Partial<Omit<AstModule, "comments">> &
    Pick<AstModule, "package"> & { comments?: readonly { Text: string; Location: AstLocation }[] | null };
  return {
    package: module.package,
    imports: module.imports ?? [],
    rules: module.rules ?? [],
    annotations: module.annotations ?? [],
    comments: (module.comments ?? []).map(({ Text, Location }) => ({
      text: decodeBase64Text(Text),
      location: { row: Location.row, col: Location.col },
    })),
  };
}

function decodeBase64Text(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}
