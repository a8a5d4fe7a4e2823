import type { ReadResource } from "../../model/estate.ts";
import type { ResourceType, ScalarAttribute } from "../../model/resource-type.ts";
import type { Json, ScalarValue, ValueNode } from "../../model/value.ts";
import { formatAddress, nameOf } from "./address.ts";
import type { Configuration, ConfiguredResource } from "./configuration.ts";
import type { Held, TypeFinder } from "./held.ts";
import { renderPolicyDocument } from "./iam-policy-document.ts";
import { own } from "../json-access.ts";
import { codeOf, memberOf, resourcePlace, whereAbsent, type Place } from "./places.ts";
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
  return read(held, type, context, context.configuration.resource(held.address));
}

/** Reads a resource as it was before: the configuration, which says what is to be, tells nothing of it but its provider. */
export function readPriorResource(held: Held, type: ResourceType, context: ResourceContext): ReadResource {
  return read(held, type, context, null);
}

/** Names by value all that a resource names; its values must hold nothing unknown. */
export function linksByValue(
  held: Held,
  type: ResourceType,
  resource: ReadResource,
  context: ResourceContext,
): ReadResource["links"] {
  return readLinks(type, resource.values, placeOf(held, null), null, context.references);
}

/** The place of a whole instance, and what is written there. */
export function placeOf(held: Held, configured: ConfiguredResource | null): Place {
  return resourcePlace(held.values, held.unknown, held.sensitive, configured?.expressions ?? null, held.documents);
}

function read(
  held: Held,
  type: ResourceType,
  context: ResourceContext,
  configured: ConfiguredResource | null,
): ReadResource {
  const place = placeOf(held, configured);
  const isData = held.address.mode === "data";
  const values = readAttributes(type.attributes, place, valueContext(held, configured, context));
  const providerKey = (configured ?? context.configuration.resource(held.address))?.providerKey ?? null;
  const placement = context.providers.place(held.address, providerKey);
  const identities = readIdentities(type, place);
  const arn = identities["arn"];
  if (typeof arn === "string" && !isData) context.providers.noteArn(placement.accountKey, arn);
  return {
    type: type.type,
    address: held.text,
    identities,
    values,
    links: readLinks(type, values, place, configured, context.references),
    origin: held.origin,
    action: held.action,
    running: false,
    isSubject: held.isSubject,
    accountKey: placement.accountKey,
    region: type.isGlobal ? null : regionOf(held, typeof arn === "string" ? arn : null, context, placement.region),
  };
}

function valueContext(
  { address, action, unknown }: Held,
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
  const source = context.documents.get(formatAddress(object.address));
  const attribute = nameOf(object.rest[0]);
  const isWhole = object.rest.length === 1 && (attribute === "json" || attribute === "minified_json");
  return source !== undefined && isWhole ? renderPolicyDocument(placeOf(source, null)) : null;
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

function readIdentities(type: ResourceType, place: Place): Readonly<Record<string, ScalarValue>> {
  const identities: Record<string, ScalarValue> = {};
  for (const [name, paths] of Object.entries(type.identity)) {
    if (paths.terraform === null) {
      identities[name] = { unknown: "U1" };
      continue;
    }
    const member = memberOf(place, paths.terraform ?? name);
    const code = codeOf(member);
    if (code !== null) identities[name] = { unknown: code };
    else if (typeof member.value === "string") identities[name] = member.value;
    else identities[name] = member.value === null ? null : { unknown: "U1" };
  }
  return identities;
}

function readLinks(
  type: ResourceType,
  values: Readonly<Record<string, ValueNode>>,
  place: Place,
  configured: ConfiguredResource | null,
  context: ReferenceContext,
): ReadResource["links"] {
  const links: Record<string, ReadResource["links"][string]> = {};
  for (const [name, link] of Object.entries(type.links)) {
    const attribute = type.attributes[name];
    const node = values[name];
    if (node === undefined || (attribute?.kind !== "scalar" && attribute?.kind !== "scalars")) continue;
    const path = attribute.spec.terraform === undefined ? name : attribute.spec.terraform;
    links[name] =
      path === null
        ? { state: "partial", code: node.kind === "collection" ? "U5" : "U1", references: [] }
        : linkReferences({ link, attribute, path, node, place, scope: configured?.scope ?? null }, context);
  }
  return links;
}

function regionOf(
  held: Held,
  arn: string | null,
  context: ResourceContext,
  configured: ReadResource["region"],
): ReadResource["region"] {
  const { value: region, sensitive } = memberOf(placeOf(held, null), "region");
  const isOwn = context.major === "6" && !typesWithOwnRegion.includes(held.type);
  if (isOwn && sensitive === true) return { unknown: "U6" };
  if (isOwn && isRegionName(region)) return region;
  if (isOwn && own(held.unknown, "region") === true) return { unknown: "U1" };
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
      find(type)?.isGlobal === false &&
      address.mode === "managed" &&
      type.startsWith("aws_") &&
      !typesWithOwnRegion.includes(type),
  );
  if (regional.length === 0) return null;
  const hasRegion = ({ values, unknown }: Held): boolean =>
    own(values, "region") !== undefined || own(unknown, "region") !== undefined;
  return regional.some(hasRegion) ? "6" : "5";
}
