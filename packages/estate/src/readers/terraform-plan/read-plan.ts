import { SekishoError } from "../../errors.ts";
import type { Diagnostic, PlannedAction, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType, ScalarAttribute } from "../../model/resource-type.ts";
import type { Json, ScalarValue, ValueNode } from "../../model/value.ts";
import { findResourceType } from "../../types/index.ts";
import {
  formatAddress,
  formatModules,
  formatResource,
  parseAddress,
  type Address,
  type InstanceKey,
} from "./address.ts";
import { createConfiguration, type Configuration, type ConfiguredResource, type Instances } from "./configuration.ts";
import { isList, isObject, own, ownList, ownObject, ownString, pointer, type JsonObject } from "./json-access.ts";
import { codeOf, memberOf, resourcePlace, type Place } from "./places.ts";
import { createProviders, isRegionName, regionOfArn, type Providers } from "./providers.ts";
import { linkReferences, type Instance, type ReferenceContext } from "./references.ts";
import { readAttributes, type ProviderMajor, type ValueContext } from "./values.ts";

/** What a reader is told about the document beside its content. */
export interface DocumentSource {
  readonly label: string;
  readonly name: string;
  readonly digest: string;
}

/** One resource instance of the plan after it is applied. */
interface Planned {
  readonly address: Address;
  readonly text: string;
  readonly type: string;
  readonly after: JsonObject;
  readonly unknown: Json | undefined;
  readonly sensitive: Json | undefined;
  readonly action: PlannedAction;
  readonly origin: string;
}

interface Counts {
  read: number;
  unread: number;
  readonly unsupported: Map<string, number>;
}

/** Types that had an attribute `region` before version 6 of the provider, which gives one to every regional type. */
const typesWithOwnRegion = [
  "aws_cloudformation_stack_set_instance",
  "aws_config_aggregate_authorization",
  "aws_dx_hosted_connection",
  "aws_lightsail_bucket",
  "aws_opsworks_stack",
  "aws_s3_bucket",
  "aws_servicequotas_template",
];

/**
 * Reads a Terraform plan as `terraform show -json` prints it: the resources as they are after it is applied, those that it
 * does not change included.
 *
 * A resource that is only removed or forgotten is no resource of that estate; it is counted as read. Data sources are
 * read as targets of links, also those that were read before the plan was made (`prior_state`).
 *
 * @throws SekishoError `DOCUMENT_INVALID` with a JSON pointer if the plan has not the shape of one.
 */
export function readTerraformPlan(json: Json, source: DocumentSource, types: readonly ResourceType[]): ReadDocument {
  const plan = expectShape(json, source.name);
  const counts: Counts = { read: 0, unread: 0, unsupported: new Map() };
  const changes = readChanges(plan, source.name, types, counts);
  const planned = [...changes, ...readPriorData(plan, source.name, types, counts, changes)];
  const instances = indexInstances(planned.map(({ address }) => address));
  const configuration = createConfiguration(own(plan, "configuration"), own(plan, "variables"), instances);
  const providers = createProviders(own(plan, "configuration"), source.name, configuration);
  const supported = planned.flatMap((resource) => {
    const type = findResourceType(types, resource.type);
    return type === undefined ? [] : [{ resource, type }];
  });
  const major = majorOf(supported, providers.major);
  const references = referenceContext(planned, configuration, types);
  const resources = supported.map(({ resource, type }) =>
    readResource(resource, type, { configuration, providers, major, references }),
  );
  const unsupported = [...counts.unsupported.values()].reduce((sum, count) => sum + count, 0);
  return {
    document: {
      label: source.label,
      name: source.name,
      kind: "terraform-plan",
      digest: source.digest,
      // What is there and cannot be read would be missing without a word.
      partial: isPartial(plan) || counts.unread > 0 ? "U3" : null,
    },
    accounts: providers.accounts(),
    resources,
    before: null,
    covers: [],
    diagnostics: diagnose(plan, source.label, counts.unread),
    accounting: {
      resources: counts.read + counts.unread + unsupported,
      read: counts.read,
      unsupported,
      unread: counts.unread,
      types: Object.fromEntries([...counts.unsupported].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

function expectShape(json: Json, name: string): JsonObject {
  if (!isObject(json)) throw invalid(name, "", "an object");
  for (const key of ["configuration", "planned_values", "prior_state", "variables"]) {
    const member = own(json, key);
    if (member !== undefined && member !== null && !isObject(member)) throw invalid(name, `/${key}`, "an object");
  }
  for (const key of ["resource_changes", "deferred_changes"]) {
    const member = own(json, key);
    if (member !== undefined && member !== null && !isList(member)) throw invalid(name, `/${key}`, "a list");
  }
  for (const key of ["errored", "complete"]) {
    const member = own(json, key);
    if (member !== undefined && typeof member !== "boolean") throw invalid(name, `/${key}`, "true or false");
  }
  return json;
}

function invalid(name: string, at: string, expected: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${at} is no part of a Terraform plan: ${expected} is expected there. Write the plan again with terraform show -json.`,
    { details: { name, pointer: at } },
  );
}

function readChanges(
  plan: JsonObject,
  name: string,
  types: readonly ResourceType[],
  counts: Counts,
): readonly Planned[] {
  const seen = new Set<string>();
  return ownList(plan, "resource_changes").flatMap((entry, index) => {
    const at = `/resource_changes/${String(index)}`;
    if (!isObject(entry)) throw invalid(name, at, "an object");
    const text = ownString(entry, "address");
    if (text === undefined) throw invalid(name, `${at}/address`, "a string");
    const typeName = ownString(entry, "type");
    if (typeName === undefined) throw invalid(name, `${at}/type`, "a string");
    const change = own(entry, "change");
    if (!isObject(change)) throw invalid(name, `${at}/change`, "an object");
    const actions = own(change, "actions");
    if (!isList(actions) || !actions.every((action) => typeof action === "string")) {
      throw invalid(name, `${at}/change/actions`, "a list of strings");
    }
    const address = parseAddress(text);
    const action = actionOf(actions);
    const after = own(change, "after");
    const isRemoved = action === "delete" || own(entry, "deposed") !== undefined;
    const isReadable = isRemoved || (address !== null && isObject(after));
    count(counts, types, typeName, ownString(entry, "mode") === "data", isReadable);
    if (isRemoved || address === null || !isObject(after)) return [];
    if (seen.has(text)) throw invalid(name, `${at}/address`, "an address that no other change has");
    seen.add(text);
    const unknown = own(change, "after_unknown");
    const sensitive = own(change, "after_sensitive");
    return [{ address, text, type: typeName, after, unknown, sensitive, action, origin: `${name}#${at}/change/after` }];
  });
}

/** Data sources that were read while planning stand in the prior state and in no resource change. */
function readPriorData(
  plan: JsonObject,
  name: string,
  types: readonly ResourceType[],
  counts: Counts,
  changes: readonly Planned[],
): readonly Planned[] {
  const seen = new Set(changes.map(({ text }) => text));
  const found: Planned[] = [];
  const open: { readonly module: JsonObject; readonly at: string }[] = [];
  const root = ownObject(ownObject(ownObject(plan, "prior_state"), "values"), "root_module");
  if (root !== undefined) open.push({ module: root, at: "/prior_state/values/root_module" });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { module, at } = next;
    for (const [index, child] of ownList(module, "child_modules").entries()) {
      if (isObject(child)) open.push({ module: child, at: pointer(`${at}/child_modules`, index) });
    }
    for (const [index, resource] of ownList(module, "resources").entries()) {
      if (ownString(resource, "mode") !== "data") continue;
      const text = ownString(resource, "address") ?? "";
      // One that is read again while applying, and those of Terraform 0.12, stand in both.
      if (seen.has(text)) continue;
      seen.add(text);
      const type = ownString(resource, "type") ?? "";
      const address = parseAddress(text);
      const after = own(resource, "values");
      const isReadable = address !== null && isObject(after);
      count(counts, types, type, true, isReadable);
      if (!isReadable) continue;
      const origin = `${name}#${at}/resources/${String(index)}/values`;
      const sensitive = own(resource, "sensitive_values");
      found.push({ address, text, type, after, unknown: undefined, sensitive, action: "read", origin });
    }
  }
  return found.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

function count(
  counts: Counts,
  types: readonly ResourceType[],
  type: string,
  isData: boolean,
  isReadable: boolean,
): void {
  const name = isData ? `data.${type}` : type;
  if (findResourceType(types, type) === undefined)
    counts.unsupported.set(name, (counts.unsupported.get(name) ?? 0) + 1);
  else if (isReadable) counts.read += 1;
  else counts.unread += 1;
}

function actionOf(actions: readonly string[]): PlannedAction {
  const has = (action: string): boolean => actions.includes(action);
  if (has("create")) return has("delete") || has("forget") ? "replace" : "create";
  if (has("delete") || has("forget")) return "delete";
  if (has("update")) return "update";
  return has("read") ? "read" : "no-op";
}

function indexInstances(addresses: readonly Address[]): Instances {
  const keys = new Map<string, Set<InstanceKey>>();
  const moduleKeys = new Map<string, Set<InstanceKey>>();
  for (const address of addresses) {
    add(keys, formatResource(address), address.key);
    for (const [depth, module] of address.modules.entries()) {
      add(moduleKeys, `${formatModules(address.modules.slice(0, depth))}\n${module.name}`, module.key);
    }
  }
  return {
    keysOf: (resource) => [...(keys.get(resource) ?? [])],
    moduleKeysOf: (parent, name) => [...(moduleKeys.get(`${parent}\n${name}`) ?? [])],
  };
}

function add(map: Map<string, Set<InstanceKey>>, name: string, key: InstanceKey): void {
  const set = map.get(name);
  if (set === undefined) map.set(name, new Set([key]));
  else set.add(key);
}

function referenceContext(
  planned: readonly Planned[],
  configuration: Configuration,
  types: readonly ResourceType[],
): ReferenceContext {
  const byAddress = new Map<string, Planned>(planned.map((resource) => [formatAddress(resource.address), resource]));
  return {
    configuration,
    types,
    instance(address): Instance | null {
      const resource = byAddress.get(address);
      if (resource === undefined) return null;
      const place = placeOf(resource, null);
      return {
        address: resource.text,
        knownValue(attribute) {
          const member = memberOf(place, attribute);
          return codeOf(member) === null ? member.value : undefined;
        },
      };
    },
  };
}

function placeOf(resource: Planned, configured: ConfiguredResource | null): Place {
  return resourcePlace(resource.after, resource.unknown, resource.sensitive, configured?.expressions ?? null);
}

interface PlanContext {
  readonly configuration: Configuration;
  readonly providers: Providers;
  readonly major: ProviderMajor | null;
  readonly references: ReferenceContext;
}

function readResource(resource: Planned, type: ResourceType, context: PlanContext): ReadResource {
  const configured = context.configuration.resource(resource.address);
  const place = placeOf(resource, configured);
  const isData = resource.address.mode === "data";
  const values = readAttributes(type.attributes, place, valueContext(resource, configured, context));
  const placement = context.providers.place(resource.address, configured?.providerKey ?? null);
  const identities = readIdentities(type, place);
  const arn = identities["arn"];
  if (typeof arn === "string" && !isData) context.providers.noteArn(placement.accountKey, arn);
  return {
    type: type.type,
    address: resource.text,
    identities,
    values,
    links: readLinks(type, values, place, configured, context.references),
    origin: resource.origin,
    action: resource.action,
    running: false,
    isSubject: !isData,
    accountKey: placement.accountKey,
    region: type.isGlobal ? null : regionOf(resource, typeof arn === "string" ? arn : null, context, placement.region),
  };
}

function valueContext(
  { address, action }: Planned,
  configured: ConfiguredResource | null,
  context: PlanContext,
): ValueContext {
  return {
    major: context.major,
    isData: address.mode === "data",
    isNew: address.mode === "managed" && (action === "create" || action === "replace"),
    givesNull: (expression, attribute) =>
      configured !== null && givesNull(expression, attribute, configured, context.configuration),
  };
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
  resource: Planned,
  arn: string | null,
  context: PlanContext,
  configured: ReadResource["region"],
): ReadResource["region"] {
  const region = own(resource.after, "region");
  const isOwn = context.major === "6" && !typesWithOwnRegion.includes(resource.type);
  if (isOwn && isRegionName(region)) return region;
  if (isOwn && own(resource.unknown, "region") === true) return { unknown: "U1" };
  const inArn = arn === null ? null : regionOfArn(arn);
  return inArn ?? configured;
}

/**
 * Version 6 of the provider gives every regional resource a `region`, earlier ones do not; without regional resources the
 * root's version constraint tells. Where the two contradict each other, neither is believed.
 */
function majorOf(
  supported: readonly { readonly resource: Planned; readonly type: ResourceType }[],
  constrained: ProviderMajor | null,
): ProviderMajor | null {
  const regional = supported.filter(
    ({ resource, type }) =>
      !type.isGlobal &&
      resource.address.mode === "managed" &&
      resource.type.startsWith("aws_") &&
      !typesWithOwnRegion.includes(resource.type),
  );
  if (regional.length === 0) return constrained;
  const hasRegion = regional.some(
    ({ resource }) => own(resource.after, "region") !== undefined || own(resource.unknown, "region") !== undefined,
  );
  const seen = hasRegion ? "6" : "5";
  return constrained === null || constrained === seen ? seen : null;
}

function isPartial(plan: JsonObject): boolean {
  return (
    own(plan, "errored") === true || own(plan, "complete") === false || ownList(plan, "deferred_changes").length > 0
  );
}

function diagnose(plan: JsonObject, label: string, unread: number): readonly Diagnostic[] {
  if (own(plan, "errored") === true) return [{ code: "PLAN_ERRORED", document: label, args: {} }];
  if (unread > 0) return [{ code: "RESOURCES_UNREADABLE", document: label, args: { count: unread } }];
  const deferred = ownList(plan, "deferred_changes").length;
  if (own(plan, "complete") === false || deferred > 0) {
    return [{ code: "PLAN_INCOMPLETE", document: label, args: { deferred } }];
  }
  return own(plan, "complete") === undefined
    ? [{ code: "PLAN_TARGETS_NOT_RECOGNISABLE", document: label, args: {} }]
    : [];
}
