import { SekishoError } from "@sekisho/estate";

/** One attribute or block of a resource type, as a provider's schema describes it. */
export type ProviderAttribute = {
  /** Of `r`equired, `o`ptional, `c`omputed, `s`ensitive. */
  readonly flags: string;
  /** The property of CloudFormation that has its name and type; null if there is none. */
  readonly cloudformation: string | null;
} & (
  | { readonly kind: "boolean" | "number" | "string" | "json"; readonly isList: boolean }
  | { readonly kind: "list" | "block"; readonly attributes: ProviderAttributes }
);

/** Attributes and blocks by name. */
export type ProviderAttributes = Readonly<Record<string, ProviderAttribute>>;

/** A resource type, as a provider's schema describes it. */
export interface ProviderType {
  readonly name: string;
  /** What it was read from. */
  readonly source: readonly string[];
  /** Whether it lies in no region; null if the schema does not tell. */
  readonly isGlobal: boolean | null;
  readonly cloudformation: string | null;
  /** The returned value of CloudFormation that is its ARN. */
  readonly arn: string | null;
  readonly attributes: ProviderAttributes;
}

interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<
    Record<string, { readonly nesting_mode?: string; readonly max_items?: number; readonly block?: SchemaBlock }>
  >;
}

interface SchemaAttribute {
  readonly type?: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
}

// Statements hold statements: what lies deeper is selected as open JSON.
const maxDepth = 4;

/**
 * Finds a resource type in what `terraform providers schema -json` prints.
 *
 * @throws SekishoError `DOCUMENT_INVALID` if the text is no such document, `TYPE_UNKNOWN` if it has no such type.
 */
export function readProviderSchema(text: string, name: string, file: string): ProviderType {
  const types = schemasIn(text, file).flatMap(([provider, { resource_schemas: schemas = {} }]) =>
    Object.hasOwn(schemas, name) ? [{ provider, block: schemas[name]?.block ?? {} }] : [],
  );
  const [found] = types;
  if (found === undefined) {
    throw new SekishoError("TYPE_UNKNOWN", `${file} has no resource type ${name}. Check the name and the provider.`);
  }
  const attributes = describe(found.block, 0);
  return {
    name,
    source: [`${found.provider}, of ${file}`],
    // From version 6 on the AWS provider gives every regional type a region; before, nothing tells.
    isGlobal: Object.hasOwn(attributes, "region") ? false : null,
    cloudformation: null,
    arn: null,
    attributes,
  };
}

interface ProviderSchema {
  readonly resource_schemas?: Readonly<Record<string, { readonly block?: SchemaBlock }>>;
}

function schemasIn(text: string, file: string): readonly (readonly [string, ProviderSchema])[] {
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // Said below.
  }
  const providers = (json as { readonly provider_schemas?: Record<string, ProviderSchema> } | null)?.provider_schemas;
  if (typeof providers === "object") return Object.entries(providers);
  throw new SekishoError(
    "DOCUMENT_INVALID",
    `${file} is no provider schema. Write it with: terraform providers schema -json.`,
  );
}

function describe(block: SchemaBlock, depth: number): ProviderAttributes {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, own]): [string, ProviderAttribute] => [
    name,
    { ...typeOf(own.type), flags: flagsOf(own), cloudformation: null },
  ]);
  const blocks = Object.entries(block.block_types ?? {})
    .filter(([name]) => name !== "timeouts")
    .map(([name, { nesting_mode: nesting, max_items: most, block: inner = {} }]): [string, ProviderAttribute] => {
      if (depth === maxDepth) return [name, { kind: "json", isList: false, flags: "o", cloudformation: null }];
      const kind = nesting === "single" || most === 1 ? "block" : "list";
      return [name, { kind, attributes: describe(inner, depth + 1), flags: "", cloudformation: null }];
    });
  return Object.fromEntries([...attributes, ...blocks]);
}

const kinds = { string: "string", number: "number", bool: "boolean" } as const;

function typeOf(type: unknown): { readonly kind: "boolean" | "number" | "string" | "json"; readonly isList: boolean } {
  const [outer, inner] = Array.isArray(type) ? (type as readonly unknown[]) : [];
  const isList = outer === "list" || outer === "set";
  const element = isList ? inner : type;
  const kind =
    typeof element === "string" && Object.hasOwn(kinds, element) ? kinds[element as keyof typeof kinds] : null;
  return kind === null ? { kind: "json", isList: false } : { kind, isList };
}

function flagsOf({ required, optional, computed, sensitive }: SchemaAttribute): string {
  return `${required === true ? "r" : ""}${optional === true ? "o" : ""}${computed === true ? "c" : ""}${sensitive === true ? "s" : ""}`;
}
