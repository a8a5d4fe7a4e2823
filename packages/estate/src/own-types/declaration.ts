import type { Json } from "../model/value.ts";

/** What leaving an attribute out means, as a file writes it. */
export type WrittenOmission = "absent" | "computed" | "unavailable" | { readonly value: boolean | number | string };

/** Where something stands in each vocabulary. */
export interface WrittenPaths {
  readonly terraform?: string;
  readonly cloudformation?: string;
  readonly config?: string;
}

/** The kinds of scalars that a file can declare; `untyped` stands in the manifest of a bundle only. */
export type WrittenScalar = "boolean" | "number" | "string" | "json" | "untyped";

/** One attribute, as a file writes it and its schema admits it. */
export interface WrittenAttribute extends WrittenPaths {
  readonly kind: WrittenScalar | "list" | "block";
  readonly of?: WrittenScalar;
  readonly attributes?: Readonly<Record<string, WrittenAttribute>>;
  readonly values?: readonly string[];
  readonly when_omitted?: {
    readonly terraform?: WrittenOmission;
    readonly cloudformation?: WrittenOmission;
    readonly config?: WrittenOmission;
  };
  readonly note?: string;
}

/** A resource type as data: what its own file says, or what the manifest of a bundle keeps of it. */
export interface TypeDeclaration {
  readonly schema: "sekisho.resource-type/v1";
  readonly type: string;
  readonly sources?: { readonly cloudformation?: string; readonly config?: string };
  readonly is_global?: boolean;
  /** Nothing declares it: its attributes are those that policies select. */
  readonly undeclared?: true;
  readonly identity?: Readonly<Record<string, WrittenPaths>>;
  readonly attributes: Readonly<Record<string, WrittenAttribute>>;
  readonly links?: Readonly<Record<string, { readonly to: string | readonly string[]; readonly by?: string }>>;
}

/** Takes content that the schema admits for a declaration. */
export function toDeclaration(content: Json): TypeDeclaration {
  return content as unknown as TypeDeclaration;
}
