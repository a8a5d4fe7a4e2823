import { SekishoError } from "../errors.ts";
import type { Collection, CollectionNode, Json, ScalarValue, Unknown } from "./value.ts";
import type { DerivationContext } from "./estate.ts";

/** The vocabularies in which a resource can be written down. */
export type SourceVocabulary = "terraform" | "config" | "api" | "cloudformation";

/** Says that an attribute left out in a source is known to be absent: its value is `null`. */
export const absent: { readonly omitted: "absent" } = { omitted: "absent" };

/** Says that a source does not tell the attribute: left out, it is unknown with U4. */
export const unavailable: { readonly omitted: "unavailable" } = { omitted: "unavailable" };

/** Says that the provider chooses the value if it is left out, and no document tells which: unknown with U1. */
export const computed: { readonly omitted: "computed" } = { omitted: "computed" };

/** What a left-out attribute means where no literal default is stated. */
export type Omission = typeof absent | typeof unavailable | typeof computed;

/** A default that hangs on other attributes of the same resource, read by their names. */
export type DefaultFunction = (read: (attribute: string) => ScalarValue) => ScalarValue | Omission;

/** A default that differs between the majors of the Terraform provider. */
export interface DefaultByMajor {
  readonly "5": boolean | number | string | Omission;
  readonly "6": boolean | number | string | Omission;
}

/**
 * What it means that a source leaves an attribute out. Of a running resource in CloudFormation's vocabulary an attribute
 * without a path there is not told (U4), unless a function states what it is.
 */
export type WhenOmitted = boolean | number | string | Omission | DefaultFunction;

/**
 * Where an attribute stands in each vocabulary. `terraform` is the attribute's own name unless given; a vocabulary
 * without a path does not tell the attribute (U4), `null` as the Terraform path means that a plan does not either (U5 for
 * collections, U1 for scalars).
 */
export interface Paths {
  readonly terraform?: string | null;
  /** The path in the data source of the type, where that has another name for it than the resource. */
  readonly dataSource?: string;
  readonly config?: string;
  readonly api?: string;
  readonly cloudformation?: string;
  /**
   * Why the path in Config is not in the published properties of its type, with the source it comes from. Only of Config
   * are the published schemas incomplete: paths in the other vocabularies are in theirs.
   */
  readonly unchecked?: string;
  /** One sentence for the generated documentation. */
  readonly note?: string;
}

/** What can be said about a scalar attribute. */
export interface ScalarSpec extends Paths {
  readonly whenOmitted?: {
    readonly terraform?: WhenOmitted | DefaultByMajor;
    readonly config?: WhenOmitted;
    readonly api?: WhenOmitted;
    readonly cloudformation?: WhenOmitted;
  };
  /** Only a running system has it: `null` in plans, state, source and templates, U4 where a running one does not say. */
  readonly observed?: true;
}

/** What can be said about a list, set or block. */
export interface CollectionSpec extends Paths {
  readonly whenOmitted?: {
    /** `unavailable`: no schema says what it means, so that even one that is printed empty may hold something (U4). */
    readonly terraform?: typeof absent | typeof computed | typeof unavailable;
    readonly config?: typeof absent | typeof unavailable;
    readonly api?: typeof absent | typeof unavailable;
    readonly cloudformation?: typeof absent | typeof unavailable | typeof computed;
  };
  /** Outside Terraform an element of a list on the path may lack its part, and then adds nothing. */
  readonly isSparse?: true;
  /**
   * Written as an attribute that holds objects (`attributes as blocks`), or in either way where nothing tells which; see
   * controls.md 2.7 on dynamic blocks.
   */
  readonly attributeAsBlocks?: true | "either";
  /** In Terraform each block on the path holds a list of them, and not one. */
  readonly manyInBlock?: true;
}

/** The scalar types that an attribute can have; `untyped` is any of the first three, as far as no declaration tells which. */
export type ScalarType = "boolean" | "number" | "string" | "json" | "untyped";

/** A declared scalar attribute. */
export interface ScalarAttribute<Value extends ScalarValue = ScalarValue> {
  readonly kind: "scalar";
  readonly type: ScalarType;
  /** The values it can have, if they are a closed list. */
  readonly values: readonly string[] | null;
  readonly spec: ScalarSpec;
  /** Never set; carries the TypeScript type of the value. */
  readonly valueType?: Value;
}

/** A declared list or set of scalars. */
export interface ScalarListAttribute<Item extends ScalarValue = ScalarValue> {
  readonly kind: "scalars";
  readonly item: ScalarAttribute<Item>;
  readonly spec: CollectionSpec;
}

/** A declared list of objects, or a block (`max` 1). */
export interface ObjectListAttribute<Fields extends Attributes = Attributes> {
  readonly kind: "objects";
  readonly max: 1 | null;
  readonly fields: Fields;
  readonly spec: CollectionSpec;
}

/** A list of objects that no path can tell: a function of the type's file computes it from attributes and links. */
export interface DerivedListAttribute<Fields extends Attributes = Attributes> {
  readonly kind: "derived";
  readonly fields: Fields;
  readonly derive: (context: DerivationContext) => CollectionNode;
}

/** A scalar that no path can tell: a function of the type's file computes it. */
export interface DerivedScalarAttribute<Value extends ScalarValue = ScalarValue> {
  readonly kind: "derivedScalar";
  readonly scalar: ScalarAttribute<Value>;
  readonly derive: (context: DerivationContext) => { readonly value: ScalarValue; readonly origin: string };
}

/** A declared attribute read from documents. */
export type ReadAttribute = ScalarAttribute | ScalarListAttribute | ObjectListAttribute;

/** Any declared attribute. */
export type Attribute = ReadAttribute | DerivedListAttribute | DerivedScalarAttribute;

/** The declared attributes of a type or a block by name. */
export interface Attributes {
  readonly [name: string]: Attribute;
}

/** Declares a boolean. */
export function boolean(spec: ScalarSpec = {}): ScalarAttribute<boolean | null | Unknown> {
  return { kind: "scalar", type: "boolean", values: null, spec };
}

/** Declares a number. */
export function number(spec: ScalarSpec = {}): ScalarAttribute<number | null | Unknown> {
  return { kind: "scalar", type: "number", values: null, spec };
}

/** Declares a string. */
export function string(spec: ScalarSpec = {}): ScalarAttribute<string | null | Unknown> {
  return { kind: "scalar", type: "string", values: null, spec };
}

/** Declares a string that is one of a closed list of values. */
export function enumeration<const Value extends string>(
  values: readonly Value[],
  spec: ScalarSpec = {},
): ScalarAttribute<Value | null | Unknown> {
  return { kind: "scalar", type: "string", values, spec };
}

/** Declares open JSON: a map, or a document in a string that is decoded. */
export function json(spec: ScalarSpec = {}): ScalarAttribute<Json> {
  return { kind: "scalar", type: "json", values: null, spec };
}

/** Takes a scalar of which no declaration says the type, or what leaving it out means: that is U4, and so is a structure. */
export function untyped(): ScalarAttribute<boolean | number | string | Unknown> {
  return { kind: "scalar", type: "untyped", values: null, spec: { whenOmitted: { terraform: unavailable } } };
}

/** Declares a list or set of scalars. */
export function listOf<Item extends ScalarValue>(
  item: ScalarAttribute<Item>,
  spec: CollectionSpec = {},
): ScalarListAttribute<Item> {
  return { kind: "scalars", item, spec };
}

/** Declares a list or set of objects. */
export function list<const Fields extends Attributes>(
  fields: Fields,
  spec: CollectionSpec = {},
): ObjectListAttribute<Fields> {
  return { kind: "objects", max: null, fields, spec };
}

/** Declares a block that occurs at most once. */
export function block<const Fields extends Attributes>(
  fields: Fields,
  spec: CollectionSpec = {},
): ObjectListAttribute<Fields> {
  return { kind: "objects", max: 1, fields, spec };
}

/** Declares a list of objects that a function computes from attributes and links. */
export function derivedList<const Fields extends Attributes>(
  fields: Fields,
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<Fields> {
  return { kind: "derived", fields, derive };
}

/** Declares a scalar that a function computes from attributes and links. */
export function derivedScalar<Value extends ScalarValue>(
  scalar: ScalarAttribute<Value>,
  derive: (context: DerivationContext) => { readonly value: ScalarValue; readonly origin: string },
): DerivedScalarAttribute<Value> {
  return { kind: "derivedScalar", scalar, derive };
}

/** A link from an attribute to resources of the given types, by one of their identities. */
export interface Link {
  readonly types: readonly string[];
  /** Null if no declaration tells: it is then resolved by references alone, and what is written otherwise is U4. */
  readonly identity: string | null;
  /** At most one resource of this type can name a given target: one that is held makes the reverse link complete. */
  readonly atMostOne: boolean;
  /** AWS or a controller makes such links by itself, so the reverse link is never complete without a listing. */
  readonly madeByService: boolean;
}

/** Declares the target of a link attribute. */
export function to(
  types: string | readonly string[],
  identity: string | null,
  options: { readonly atMostOne?: true; readonly madeBy?: "service" } = {},
): Link {
  return {
    types: typeof types === "string" ? [types] : types,
    identity,
    atMostOne: options.atMostOne === true,
    madeByService: options.madeBy === "service",
  };
}

/** Where an identity stands in each vocabulary; the Terraform path is the identity's own name unless given. */
export type Identity = Omit<Paths, "note">;

/** Reads what stands at a path of a vocabulary; undefined if nothing does, or it is not known. */
export type ReadPath = (path: string) => Json | undefined;

/** Everything that is known about one resource type. */
export interface ResourceType<Fields extends Attributes = Attributes> {
  /** Terraform's name of the type. */
  readonly type: string;
  /** Further Terraform names of the same type (`aws_alb` of `aws_lb`). */
  readonly aliases: readonly string[];
  /** The names of the type in the other vocabularies. */
  readonly sources: {
    readonly config?: string;
    /** The member that an item of AWS Config has if it holds such a resource beside the one that it is named after. */
    readonly configMember?: string;
    /** Why that member, or the type in Config as a whole, is not in the published properties; with the source it comes from. */
    readonly unchecked?: string;
    /**
     * The call that tells such resources and where they stand in its answer: `rds:DescribeDBInstances.DBInstances[]`; further
     * calls of which an answer by itself tells one follow after ` | `.
     */
    readonly api?: string;
    /** Which of those elements are such resources; all unless given. It reads paths as attributes have them. */
    readonly apiWhere?: (read: ReadPath) => boolean;
    /** In which region one lies; by its ARN, or else where it was asked for, unless given. */
    readonly apiRegion?: (read: ReadPath) => string | null;
    /** Whether those that AWS owns, and shows to every account, are read too. */
    readonly apiOfAws?: true;
    /** The type as a part of which the API tells what Terraform has as a resource of this one: it is listed with that. */
    readonly apiPartOf?: string;
    readonly cloudformation?: string;
    /** The property that a resource of CloudFormation has if it holds such a resource beside the one that it is named after. */
    readonly cloudformationMember?: string;
  };
  readonly identity: Readonly<Record<string, Identity>>;
  readonly attributes: Fields;
  readonly links: Readonly<Record<string, Link>>;
  /** At most one such resource can exist in each account or region: one that is held makes that listing complete. */
  readonly onePer: "account" | "region" | null;
  /** Whether it belongs to an account as a whole and not to a region. */
  readonly isGlobal: boolean;
  /** Whether no declaration describes it: it holds what policies select, and where it lies is told by its values alone. */
  readonly isUndeclared: boolean;
}

/** Names of what every input or resource has, which no attribute can bear. */
export const reservedNames: readonly string[] = ["profile", "now", "account", "region_link", "account_link", "running"];

/**
 * Defines a resource type and checks that it does not contradict itself.
 *
 * @throws SekishoError `RESOURCE_TYPE_INVALID` if a link names an attribute that is not declared, or a name is reserved.
 */
export function defineResourceType<const Fields extends Attributes>(definition: {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly sources?: ResourceType["sources"];
  readonly identity: Readonly<Record<string, Identity>>;
  readonly attributes: Fields;
  readonly links?: Readonly<Record<string, Link>>;
  readonly onePer?: "account" | "region";
  readonly isGlobal?: boolean;
  readonly isUndeclared?: boolean;
}): ResourceType<Fields> {
  const links = definition.links ?? {};
  for (const name of Object.keys(links)) {
    const attribute = definition.attributes[name];
    if (attribute?.kind !== "scalar" && attribute?.kind !== "scalars") {
      throw invalid(definition.type, `its link "${name}" is no declared scalar or list of scalars`);
    }
  }
  for (const name of Object.keys(definition.attributes)) {
    if (reservedNames.includes(name)) throw invalid(definition.type, `the attribute name "${name}" is reserved`);
    if (!/^[a-z][a-z0-9_]*$/u.test(name))
      throw invalid(definition.type, `the attribute name "${name}" is not snake_case`);
  }
  return {
    type: definition.type,
    aliases: definition.aliases ?? [],
    sources: definition.sources ?? {},
    identity: definition.identity,
    attributes: definition.attributes,
    links,
    onePer: definition.onePer ?? null,
    isGlobal: definition.isGlobal ?? false,
    isUndeclared: definition.isUndeclared ?? false,
  };
}

function invalid(type: string, what: string): SekishoError {
  return new SekishoError(
    "RESOURCE_TYPE_INVALID",
    `The resource type ${type} contradicts itself: ${what}. Correct its file.`,
  );
}

/** The TypeScript type of an attribute's value, as a policy's input holds it. */
export type AttributeValue<A extends Attribute> =
  A extends ScalarAttribute<infer Value>
    ? Value
    : A extends DerivedScalarAttribute<infer Value>
      ? Value
      : A extends ScalarListAttribute<infer Item>
        ? Collection<Item>
        : A extends ObjectListAttribute<infer Fields>
          ? Collection<AttributeValues<Fields>>
          : A extends DerivedListAttribute<infer Fields>
            ? Collection<AttributeValues<Fields>>
            : never;

/** The TypeScript type of the values of several attributes by name. */
export type AttributeValues<Fields extends Attributes> = {
  readonly [Name in keyof Fields]: AttributeValue<Fields[Name]>;
};

/** The TypeScript type of a resource's values: `ResourceValues<typeof awsDbInstance>`. */
export type ResourceValues<Type extends ResourceType> = AttributeValues<Type["attributes"]>;
