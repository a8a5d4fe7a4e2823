import { alteredResource } from "../../model/altered-resource.ts";
import type { LinkReferences, ReadResource } from "../../model/estate.ts";
import type { ResourceType, ScalarAttribute } from "../../model/resource-type.ts";
import { isUnknown, type Json, type ScalarValue } from "../../model/value.ts";
import { formatAddress, nameOf } from "./address.ts";
import type { Configuration, ConfiguredResource, ObjectReference, Scope } from "./configuration.ts";
import { placeOfBody, type Body, type Held, type TypeFinder } from "./held.ts";
import { renderPolicyDocument } from "./iam-policy-document.ts";
import { whereAbsent, type Place } from "./places.ts";
import { isRegionName, regionOfArn, type Providers } from "./providers.ts";
import { linkReferences, type ReferenceContext } from "./references.ts";
import { readAttributes, type ProviderMajor, type ValueContext } from "./values.ts";

/** What reading one resource asks of the document around it. */
export interface ResourceContext {
  readonly configuration: Configuration;
  readonly providers: Providers;
  readonly major: ProviderMajor | null;
  readonly references: ReferenceContext;
  /** The IAM documents that data sources make, by address. */
  readonly documents: ReadonlyMap<string, Held>;
}

/** Types that had an attribute `region` before version 6 of the provider, which gives one to every regional type. */
const typesWithOwnRegion: readonly string[] = [
  "aws_cloudformation_stack_set_instance",
  "aws_config_aggregate_authorization",
  "aws_dx_hosted_connection",
  "aws_lightsail_bucket",
  "aws_opsworks_stack",
  "aws_s3_bucket",
  "aws_servicequotas_template",
];

/** Reads a resource as it will be, or as it stays. */
export function readResource(held: Held, type: ResourceType, context: ResourceContext): ReadResource {
  return new TerraformResource(held, type, context, true);
}

/** Reads a resource as it was before: the configuration, which says what is to be, tells nothing of it but its provider. */
export function readPriorResource(held: Held, type: ResourceType, context: ResourceContext): ReadResource {
  return new TerraformResource(held, type, context, false);
}

/**
 * A resource as it was, where it stays what it is. What it names it names by value there: an address may be that of
 * something new.
 */
export function readUnchangedResource(
  held: Held,
  type: ResourceType,
  planned: ReadResource,
  context: ResourceContext,
): ReadResource {
  const prior = readPriorResource(held, type, context);
  return alteredResource(planned, { links: () => (namesAddresses(planned) ? prior.links : planned.links) });
}

function namesAddresses({ links }: ReadResource): boolean {
  return Object.values(links).some(({ references }) => references.some(({ by }) => by === "address"));
}

const noLinks: ReadResource["links"] = {};

/** A resource of which what is written in it is read when it is asked for: of a large plan, most is not. */
class TerraformResource implements ReadResource {
  readonly type: string;
  readonly accountKey: string;
  readonly region: ReadResource["region"];
  readonly #held: Held;
  readonly #type: ResourceType;
  readonly #context: ResourceContext;
  readonly #isConfigured: boolean;
  #written: Pick<ReadResource, "values" | "links"> | null = null;

  constructor(held: Held, type: ResourceType, context: ResourceContext, isConfigured: boolean) {
    const { providers, configuration } = context;
    const placement = providers.place(held.address, configuration.providerKeyOf(held.address));
    const arn = typeof held.identities["arn"] === "string" ? held.identities["arn"] : null;
    if (arn !== null && held.address.mode !== "data") providers.noteArn(placement.accountKey, arn);
    this.type = type.type;
    this.accountKey = placement.accountKey;
    // Of an undeclared type it is not known whether it lies where its provider is set up.
    const configured = type.isUndeclared ? ({ unknown: "U4" } as const) : placement.region;
    this.region = type.isGlobal ? null : regionOf(held, arn, context, configured);
    this.#held = held;
    this.#type = type;
    this.#context = context;
    this.#isConfigured = isConfigured;
  }

  get address(): string {
    return this.#held.text;
  }
  get identities(): ReadResource["identities"] {
    return this.#held.identities;
  }
  get values(): ReadResource["values"] {
    return (this.#written ??= this.#read()).values;
  }
  get links(): ReadResource["links"] {
    return Object.keys(this.#type.links).length === 0 ? noLinks : (this.#written ??= this.#read()).links;
  }
  get origin(): string {
    return this.#held.origin;
  }
  get action(): ReadResource["action"] {
    return this.#held.action;
  }
  get running(): boolean {
    return false;
  }
  get isSubject(): boolean {
    return this.#held.isSubject;
  }

  #configured(): ConfiguredResource | null {
    return this.#isConfigured ? this.#context.configuration.resource(this.#held.address) : null;
  }

  /** Values and links together: a large document is parsed again for what is written in a resource. */
  #read(): Pick<ReadResource, "values" | "links"> {
    const configured = this.#configured();
    const body = this.#held.body();
    const place = placeOfBody(body, configured?.expressions ?? null);
    const context = valueContext(this.#held, body, configured, this.#context);
    const values = readAttributes(this.#type.attributes, place, context);
    return { values, links: this.#readLinks(values, place, configured?.scope ?? null) };
  }

  #readLinks(values: ReadResource["values"], place: Place, scope: Scope | null): ReadResource["links"] {
    const { attributes, links } = this.#type;
    const read: Record<string, LinkReferences> = {};
    for (const name of Object.keys(links)) {
      const link = links[name];
      const attribute = attributes[name];
      const node = values[name];
      if (link === undefined || node === undefined) continue;
      if (attribute?.kind !== "scalar" && attribute?.kind !== "scalars") continue;
      const path = attribute.spec.terraform === undefined ? name : attribute.spec.terraform;
      read[name] =
        path === null
          ? { state: "partial", code: node.kind === "collection" ? "U5" : "U1", references: [] }
          : linkReferences({ link, attribute, path, node, place, scope }, this.#context.references);
    }
    return read;
  }
}

function valueContext(
  { address, action }: Held,
  { unknown }: Body,
  configured: ConfiguredResource | null,
  context: ResourceContext,
): ValueContext {
  return {
    major: context.major,
    isData: address.mode === "data",
    // Without actions, what is left out of planned values is new: of what exists the state holds everything.
    isNew: address.mode === "managed" && (action === "create" || action === "replace" || unknown === whereAbsent),
    givesNull: (expression, attribute) =>
      configured !== null && givesNull(expression, attribute, configured, context.configuration),
    documentOf: (expression) => (configured === null ? null : policyDocument(expression, configured, context)),
  };
}

/** Renders the IAM document of the one data source to which an expression refers; null if it refers to something else. */
function policyDocument(expression: Json, { scope }: ConfiguredResource, context: ResourceContext): ScalarValue | null {
  const { objects, literals, isOpen, isChoice } = context.configuration.resolve(expression, scope);
  const [object, ...others] = objects;
  if (object === undefined || others.length > 0 || literals.length > 0 || isOpen || isChoice) return null;
  const source = documentNamed(object, context);
  return source === null ? null : renderHeldDocument(source, context, 0);
}

/** How far the documents of data sources are followed that are made of others. */
const maxDocumentChain = 8;

function renderHeldDocument(source: Held, context: ResourceContext, depth: number): ScalarValue {
  const configured = context.configuration.resource(source.address);
  const place = placeOfBody(source.body(), configured?.expressions ?? null);
  return renderPolicyDocument(place, (expression) =>
    configured === null || depth >= maxDocumentChain
      ? null
      : chainedDocuments(expression, configured, context, depth + 1),
  );
}

/** The documents, of those that an expression refers to, whose text is not known: they are what is not known in a list of such. */
function chainedDocuments(
  expression: Json,
  { scope }: ConfiguredResource,
  context: ResourceContext,
  depth: number,
): readonly Json[] | null {
  const { objects, literals, isOpen, isChoice, isUnaltered } = context.configuration.resolve(expression, scope);
  const sources = objects.map((object) => documentNamed(object, context));
  const open = sources.filter((source) => source !== null && typeof source.body().values["json"] !== "string");
  // What is known may choose among several.
  const mayChoose = isChoice || literals.length > 0 || open.length < sources.length;
  if (isOpen || isUnaltered === false || sources.includes(null) || (mayChoose && open.length > 1)) return null;
  return open.flatMap((source): readonly Json[] => {
    const document = source === null ? null : renderHeldDocument(source, context, depth);
    return isUnknown(document) ? [] : [document];
  });
}

function documentNamed({ address, rest }: ObjectReference, context: ResourceContext): Held | null {
  const attribute = nameOf(rest[0]);
  const isWhole = rest.length === 1 && (attribute === "json" || attribute === "minified_json");
  return isWhole ? (context.documents.get(formatAddress(address)) ?? null) : null;
}

/**
 * Tells whether an expression whose attribute is unknown in the plan gives null, which counts as omitted. What it refers
 * to is known: a constant null is null; and a known boolean or number would stand in the plan, if it were none.
 */
function givesNull(
  expression: Json,
  attribute: ScalarAttribute | null,
  configured: ConfiguredResource,
  configuration: Configuration,
): boolean {
  const { objects, literals, isOpen } = configuration.resolve(expression, configured.scope);
  if (objects.length > 0 || isOpen || literals.length === 0) return false;
  const isPlain = attribute?.type === "boolean" || attribute?.type === "number";
  return literals.every(({ value }) => isPlain || value === null || value === undefined);
}

function regionOf(
  held: Held,
  arn: string | null,
  context: ResourceContext,
  configured: ReadResource["region"],
): ReadResource["region"] {
  const { region } = held;
  const isOwn = context.major === "6" && !typesWithOwnRegion.includes(held.type);
  if (isOwn && region !== undefined && (isUnknown(region) || isRegionName(region))) return region;
  const inArn = arn === null ? null : regionOfArn(arn);
  return inArn ?? configured;
}

/**
 * Tells the provider's major by what it writes: version 6 gives every regional resource a `region`, earlier ones do not.
 * Null without a regional resource.
 */
export function majorSeen(held: readonly Held[], find: TypeFinder): ProviderMajor | null {
  const regional = held.filter(
    ({ address, type }) =>
      isRegional(find(type)) &&
      address.mode === "managed" &&
      type.startsWith("aws_") &&
      !typesWithOwnRegion.includes(type),
  );
  if (regional.length === 0) return null;
  return regional.some(({ region }) => region !== undefined) ? "6" : "5";
}

function isRegional(type: ResourceType | undefined): boolean {
  return type?.isGlobal === false && !type.isUndeclared;
}
