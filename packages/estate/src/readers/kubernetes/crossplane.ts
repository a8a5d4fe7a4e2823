import type { PlannedAction, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json, ScalarValue } from "../../model/value.ts";
import { findResourceType } from "../../types/index.ts";
import { isList, isObject, own, ownList, ownObject, ownString, type JsonObject } from "../json-access.ts";
import { formatAddress, type Address } from "../terraform-plan/address.ts";
import { createConfiguration, type Scope } from "../terraform-plan/configuration.ts";
import { codeOf, memberOf, resourcePlace, type Place } from "../terraform-plan/places.ts";
import { isRegionName, regionOfArn } from "../terraform-plan/providers.ts";
import { linkReferences, type ReferenceContext } from "../terraform-plan/references.ts";
import { readAttributes, type ValueContext } from "../terraform-plan/values.ts";
import { bodyOf, openExpression, referredName, type Body, type Pick as PickReferred } from "./crossplane-body.ts";
import { awsGroupOf, crossplaneKinds, isNamespaced, type CrossplaneKind } from "./kinds.ts";
import { addressOf, type KubernetesObject } from "./objects.ts";
import { moveOrigins } from "./origins.ts";
import { isPlaceholder } from "./placeholder.ts";
import { terraformNames } from "./terraform-names.ts";

/** A managed resource of Crossplane whose type is read. */
interface Managed {
  readonly found: KubernetesObject;
  readonly kind: CrossplaneKind;
  readonly type: ResourceType;
  readonly policy: Policy;
  /** What it is called while references are followed: Terraform's addresses do not hold slashes. */
  readonly address: Address;
}

/** What Crossplane may do with a resource: make it, change one that exists, or only look at it. */
type Policy = "managed" | "existing" | "observed";

/** A managed resource, and what it tells of where it lies. */
export interface CrossplaneResource {
  readonly resource: Omit<ReadResource, "accountKey">;
  readonly found: KubernetesObject;
  readonly arn: string | null;
}

/** Finds the kind of Crossplane's that an object is of, if its type is read; null otherwise. */
export function crossplaneKindOf({ group, kind }: KubernetesObject): CrossplaneKind | null {
  const aws = awsGroupOf(group);
  const name = `${aws?.service ?? ""}/${kind}`;
  return aws?.operator === "crossplane" && Object.hasOwn(crossplaneKinds, name)
    ? (crossplaneKinds[name] ?? null)
    : null;
}

/**
 * Reads the managed resources of Crossplane's provider-upjet-aws. Their `spec.forProvider` is Terraform's schema in
 * camelCase, so each is read like a resource that a plan creates. What a reference or a selector picks is not known yet
 * (U1), and the link leads to the object if it stands in the documents. Of what is only observed, or may only be changed,
 * nothing is known that is not written (U2).
 */
export function readCrossplane(
  objects: readonly KubernetesObject[],
  types: readonly ResourceType[],
  name: string,
  actionOf: (object: KubernetesObject) => PlannedAction,
): readonly CrossplaneResource[] {
  const managed = objects.flatMap((found, index): readonly Managed[] => {
    const kind = crossplaneKindOf(found);
    const type = kind === null ? undefined : findResourceType(types, kind.type);
    if (kind === null || type === undefined) return [];
    const policy = policyOf(found);
    const mode = policy === "observed" ? "data" : "managed";
    const address: Address = { modules: [], mode, type: kind.type, name: `k${String(index)}`, key: null };
    return [{ found, kind, type, policy, address }];
  });
  const index = indexOf(managed);
  const written = managed.map((one) => ({ one, body: write(one, index) }));
  const references = referenceContext(written, types);
  return written.map((entry) => read(entry, references, name, actionOf(entry.one.found)));
}

function policyOf({ object }: KubernetesObject): Policy {
  const policies = own(own(object, "spec"), "managementPolicies");
  if (!isList(policies) || policies.includes("*") || policies.includes("Create")) return "managed";
  return policies.includes("Update") ? "existing" : "observed";
}

interface Written {
  readonly one: Managed;
  readonly body: Body;
}

function write(one: Managed, index: Index): Body {
  const body = bodyOf(own(one.found.object, "spec"), terraformNames(one.type), picker(one, index));
  const values: Record<string, Json> = { ...body.values };
  const unknown: Record<string, Json> = { ...body.unknown };
  const expressions: Record<string, Json> = { ...body.expressions };
  // The region is told for the object as a whole; a provider of Terraform before version 6 has no such argument.
  delete values["region"];
  const { externalName, externalId } = one.kind;
  if (externalName !== undefined && values[externalName] === undefined) {
    const external = externalNameOf(one.found);
    if (external === null) {
      unknown[externalName] = true;
      expressions[externalName] = openExpression;
    } else values[externalName] = external;
  }
  const id = one.found.annotations[externalNameKey];
  if (externalId !== undefined && id !== undefined && !isPlaceholder(id)) values[externalId] ??= id;
  return { values, unknown, expressions, places: withExternal(body.places, externalName) };
}

const externalNameKey = "crossplane.io/external-name";

function externalNameOf(found: KubernetesObject): string | null {
  const given = found.annotations[externalNameKey] ?? ownString(ownObject(found.object, "metadata"), "name");
  // Where Kubernetes is still to give the name, so is AWS.
  return given === undefined || given === "" || isOpenName(given) ? null : given;
}

/** Whether something in a name is still to be filled in. */
function isOpenName(name: string): boolean {
  return /\$\{|\{\{|\$\(|^\$/u.test(name);
}

function withExternal(places: ReadonlyMap<string, string>, argument: string | undefined): ReadonlyMap<string, string> {
  return argument === undefined || places.has(`/${argument}`)
    ? places
    : new Map([...places, [`/${argument}`, "/metadata/name"]]);
}

/** The resources by their names and by each of their labels; of controllers by their ids. */
interface Index {
  readonly named: ReadonlyMap<string, readonly Managed[]>;
  readonly labelled: ReadonlyMap<string, readonly Managed[]>;
  readonly controlled: ReadonlyMap<string, readonly Managed[]>;
}

function indexOf(managed: readonly Managed[]): Index {
  const [named, labelled, controlled] = [
    new Map<string, Managed[]>(),
    new Map<string, Managed[]>(),
    new Map<string, Managed[]>(),
  ];
  const add = (map: Map<string, Managed[]>, key: string, one: Managed): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [one]);
    else list.push(one);
  };
  for (const one of managed) {
    add(named, one.found.name, one);
    for (const [key, value] of Object.entries(one.found.labels)) add(labelled, `${key}=${value}`, one);
    const controller = controllerOf(one.found);
    if (controller !== null) add(controlled, controller, one);
  }
  return { named, labelled, controlled };
}

/** Finds what a resource's references and selectors pick, among the objects of the documents. */
function picker(one: Managed, { named, labelled, controlled }: Index): PickReferred {
  return (argument, reference, isSelector) => {
    const targets = targetTypes(one.type, argument);
    const isCandidate = (other: Managed): boolean =>
      targets.includes(other.type.type) && isWithinReach(one.found, other.found, reference);
    if (!isSelector) {
      const name = referredName(reference);
      return name === undefined ? [] : (named.get(name) ?? []).filter(isCandidate).map(referenceTo);
    }
    const labels = labelsOf(own(reference, "matchLabels"));
    if (labels === null) return [];
    const bySameController = own(reference, "matchControllerRef") === true;
    const [first] = labels;
    const controller = controllerOf(one.found);
    if (bySameController && controller === null) return [];
    const some =
      first === undefined
        ? bySameController && controller !== null
          ? controlled.get(controller)
          : undefined
        : labelled.get(`${first[0]}=${first[1]}`);
    return (some ?? [])
      .filter(isCandidate)
      .filter(({ found }) => labels.every(([key, value]) => found.labels[key] === value))
      .filter(({ found }) => !bySameController || controllerOf(found) === controller)
      .map(referenceTo);
  };
}

/** The labels that a selector asks for; null if one of them is no text, which nothing has. */
function labelsOf(json: Json | undefined): readonly (readonly [string, string])[] | null {
  const entries = Object.entries(isObject(json) ? json : {});
  const texts = entries.flatMap(([key, value]) => (typeof value === "string" ? [[key, value] as const] : []));
  return texts.length === entries.length ? texts : null;
}

function referenceTo({ address }: Managed): string {
  return formatAddress(address);
}

/** The types to which the link leads that an argument is read for. */
function targetTypes(type: ResourceType, argument: string): readonly string[] {
  return Object.entries(type.links).flatMap(([name, link]) => {
    const attribute = type.attributes[name];
    if (attribute?.kind !== "scalar" && attribute?.kind !== "scalars") return [];
    const path = attribute.spec.terraform ?? name;
    return path.split(".").at(-1) === argument ? link.types : [];
  });
}

/** Whether a reference can mean an object: one of the same generation of the API and, in a namespace, of the same one. */
function isWithinReach(from: KubernetesObject, to: KubernetesObject, reference: JsonObject): boolean {
  if (isNamespaced(from.group) !== isNamespaced(to.group)) return false;
  return !isNamespaced(from.group) || to.namespace === (ownString(reference, "namespace") ?? from.namespace);
}

function controllerOf({ object }: KubernetesObject): string | null {
  const owners = ownList(ownObject(object, "metadata"), "ownerReferences");
  const controller = owners.find((owner) => own(owner, "controller") === true);
  return ownString(controller, "uid") ?? null;
}

function referenceContext(written: readonly Written[], types: readonly ResourceType[]): ReferenceContext {
  const byAddress = new Map(written.map((entry) => [formatAddress(entry.one.address), entry]));
  const resources = written.map(({ one, body }) => ({
    address: formatAddress(one.address),
    expressions: body.expressions,
  }));
  const instances = { keysOf: () => [null], moduleKeysOf: () => [], isUncounted: () => false };
  return {
    configuration: createConfiguration({ root_module: { resources } }, undefined, instances),
    types,
    instance(address) {
      const entry = byAddress.get(address);
      if (entry === undefined) return null;
      const identities = identitiesOf(entry);
      const place = placeOf(entry.body);
      return {
        address: addressOf(entry.one.found),
        knownValue(attribute) {
          const identity = Object.hasOwn(identities, attribute) ? identities[attribute] : undefined;
          if (typeof identity === "string") return identity;
          const member = memberOf(place, attribute);
          return codeOf(member) === null ? member.value : undefined;
        },
      };
    },
  };
}

function placeOf({ values, unknown, expressions }: Body): Place {
  return resourcePlace(values, unknown, undefined, expressions);
}

const scope: Scope = { modules: [], self: null, keys: [null], forEach: undefined };

function read(entry: Written, references: ReferenceContext, name: string, action: PlannedAction): CrossplaneResource {
  const { one, body } = entry;
  const { type, found, policy } = one;
  const place = placeOf(body);
  const isNew = policy === "managed";
  const context: ValueContext = {
    // Which version of Terraform's provider Crossplane's is made of, an object does not say.
    major: null,
    isData: !isNew,
    isNew,
    givesNull: () => false,
    documentOf: () => null,
  };
  const nodes = readAttributes(type.attributes, place, context);
  const links: Record<string, ReadResource["links"][string]> = {};
  for (const [link, target] of Object.entries(type.links)) {
    const attribute = type.attributes[link];
    const node = nodes[link];
    if (node === undefined || (attribute?.kind !== "scalar" && attribute?.kind !== "scalars")) continue;
    const path = attribute.spec.terraform === undefined ? link : attribute.spec.terraform;
    links[link] =
      path === null
        ? { state: "partial", code: node.kind === "collection" ? "U5" : "U1", references: [] }
        : linkReferences({ link: target, attribute, path, node, place, scope }, references);
  }
  const identities = identitiesOf(entry);
  const arn = typeof identities["arn"] === "string" ? identities["arn"] : null;
  return {
    resource: {
      type: type.type,
      address: addressOf(found),
      identities,
      values: moveOrigins(nodes, body.places),
      links,
      origin: `${name}#${found.pointer}`,
      action: isNew ? action : "none",
      running: false,
      isSubject: policy !== "observed",
      region: type.isGlobal ? null : regionOf(found, arn),
    },
    found,
    arn,
  };
}

/** The identities that the object tells, or that Crossplane has written into it. */
function identitiesOf({ one, body }: Written): Readonly<Record<string, ScalarValue>> {
  const observed = own(ownObject(one.found.object, "status"), "atProvider");
  const names = terraformNames(one.type);
  const told = new Map(
    isObject(observed) ? Object.entries(observed).map(([key, value]) => [names.of(key), value] as const) : [],
  );
  const place = placeOf(body);
  return Object.fromEntries(
    Object.entries(one.type.identity).map(([identity, { terraform }]): [string, ScalarValue] => {
      if (terraform === null) return [identity, { unknown: "U1" }];
      const argument = terraform ?? identity;
      const written = memberOf(place, argument);
      const value = codeOf(written) === null ? (written.value ?? told.get(argument)) : told.get(argument);
      return [identity, typeof value === "string" && value !== "" ? value : { unknown: "U1" }];
    }),
  );
}

function regionOf({ object }: KubernetesObject, arn: string | null): ReadResource["region"] {
  const spec = own(object, "spec");
  const written = own(own(spec, "forProvider"), "region") ?? own(own(spec, "initProvider"), "region");
  if (isRegionName(written)) return written;
  return (arn === null ? null : regionOfArn(arn)) ?? { unknown: "U1" };
}
