import type { Link, ResourceType } from "./resource-type.ts";
import { profileLabel } from "../readers/profile/profile.ts";
import type { LinkedResources, LinkReference, Resource } from "./estate.ts";
import { isUnknown, unknownCodes, type UnknownCode } from "./value.ts";
import { push } from "./push.ts";
import { IdentityIndex } from "./identity-index.ts";

/** The two links that every resource has: to the account and the region it lies in. */
export const placeLinks = ["account", "region"] as const;

/** A link to the place a resource lies in. */
export type PlaceLink = (typeof placeLinks)[number];

/** Tells whether a link attribute is one of the two that every resource has. */
export function isPlaceLink(attribute: string): attribute is PlaceLink {
  return placeLinks.some((place) => place === attribute);
}

/** What a reverse link needs to know about the estate to say whether it is complete. */
export interface LinkFacts {
  readonly types: readonly ResourceType[];
  readonly resources: readonly Resource[];
  readonly resourceById: ReadonlyMap<string, Resource>;
  /** The number of an account by its id in the estate; null if it is not known. */
  readonly numberOf: (account: string) => string | null;
  /** Why there may be more resources of a type than are given; null if there are not. */
  readonly partialOf: (type: string) => UnknownCode | null;
  readonly managedElsewhere: readonly string[];
  /** Whether the profile lists the service endpoints: that list is then complete. */
  readonly declaresEndpoints: boolean;
  readonly declaresRegions: boolean;
  /** Whether resources of the type are listed completely where the target lies. */
  readonly covers: (type: string, target: Resource) => boolean;
  /** Whether a resource of the type named the target before what the documents plan. */
  readonly heldBefore: (target: Resource, linkingType: string, attribute: string) => boolean;
}

/** Forward and reverse links of an estate, each resolved once. */
export interface LinkIndex {
  forward(resource: Resource, attribute: string): LinkedResources;
  reverse(target: Resource, linkingType: string, attribute: string): LinkedResources;
  /** The other resources that name in a link attribute what a resource names in its own of that name. */
  siblings(resource: Resource, linkingType: string, attribute: string): LinkedResources;
}

interface LinkTable {
  readonly link: Link | null;
  /** What linking resources name; those that name nothing are left out. */
  readonly forward: ReadonlyMap<Resource, LinkedResources>;
  readonly reverse: ReadonlyMap<Resource, readonly Resource[]>;
  /** Linking resources whose target is not settled, with the reasons. */
  readonly unsettled: ReadonlyMap<Resource, UnknownCode>;
  /** The reason that weighs most why a target is not settled; null if all are. */
  readonly open: UnknownCode | null;
  /** Linking resources by the value with which they name something that is not found. */
  readonly notFound: ReadonlyMap<string, readonly Resource[]>;
  /** What has been answered of those that name a target: a network is asked for its subnets once for each group in it. */
  readonly answered: Map<Resource, LinkedResources>;
}

const nothing: LinkedResources = { state: "complete", code: null, items: [] };

/** That no resource is known, by why there may be one: most of what can be named is named by none. */
const noneKnown: ReadonlyMap<UnknownCode | null, LinkedResources> = new Map<UnknownCode | null, LinkedResources>([
  [null, nothing],
  ...unknownCodes.map((code) => [code, { state: "partial", code, items: [] }] as const),
]);

function linkedTo(items: readonly Resource[], code: UnknownCode | null): LinkedResources {
  const none = items.length === 0 ? noneKnown.get(code) : undefined;
  return none ?? { state: code === null ? "complete" : "partial", code, items };
}

/** Why a collection is partial, the reason that weighs most first. */
const weight: readonly UnknownCode[] = ["U3", "U1", "U6", "U7", "U2", "U4", "U5"];

/** Chooses the reason that weighs most; null if there is none. */
export function heaviestCode(codes: readonly (UnknownCode | null)[]): UnknownCode | null {
  return codes.length === 0 ? null : (weight.find((code) => codes.includes(code)) ?? null);
}

function heaviestOf(unsettled: ReadonlyMap<Resource, UnknownCode>): UnknownCode | null {
  return heaviestCode([...new Set(unsettled.values())]);
}

/** Creates the index of all links between the given resources; a table is made when its link is first asked for. */
export function createLinkIndex(facts: LinkFacts): LinkIndex {
  const byIdentity = new IdentityIndex<Resource>();
  const byType = new Map<string, Resource[]>();
  for (const resource of facts.resources) {
    push(byType, resource.type, resource);
    for (const identity of Object.keys(resource.identities)) {
      const value = resource.identities[identity];
      if (typeof value === "string") byIdentity.add(resource.type, identity, value, resource);
    }
  }

  const tables = new Map<string, LinkTable>();
  function table(type: string, attribute: string): LinkTable {
    const key = `${type}.${attribute}`;
    let found = tables.get(key);
    if (found === undefined) {
      const linking = byType.get(type) ?? [];
      found = isPlaceLink(attribute) ? placeTable(linking, attribute) : linkTable(type, linking, attribute);
      tables.set(key, found);
    }
    return found;
  }

  function placeTable(linking: readonly Resource[], attribute: PlaceLink): LinkTable {
    const forward = new Map<Resource, LinkedResources>();
    const reverse = new Map<Resource, Resource[]>();
    const unsettled = new Map<Resource, UnknownCode>();
    for (const resource of linking) {
      const place = attribute === "account" ? resource.account : resource.regionId;
      if (isUnknown(place)) {
        forward.set(resource, linkedTo([], place.unknown));
        unsettled.set(resource, place.unknown);
        continue;
      }
      const target = place === null ? undefined : facts.resourceById.get(place);
      if (target === undefined) continue;
      forward.set(resource, linkedTo([target], null));
      if (resource.isSubject) push(reverse, target, resource);
    }
    const open = heaviestOf(unsettled);
    return { link: null, forward, reverse, unsettled, open, notFound: new Map(), answered: new Map() };
  }

  function linkTable(type: string, linking: readonly Resource[], attribute: string): LinkTable {
    const link = facts.types.find((candidate) => candidate.type === type)?.links[attribute] ?? null;
    const forward = new Map<Resource, LinkedResources>();
    const reverse = new Map<Resource, Resource[]>();
    const unsettled = new Map<Resource, UnknownCode>();
    const notFound = new Map<string, Resource[]>();
    for (const resource of linking) {
      const written = resource.links[attribute];
      if (link === null || written === undefined) continue;
      // Most of what can name something names nothing.
      if (written.code === null && written.references.length === 0) continue;
      const items: Resource[] = [];
      const codes: (UnknownCode | null)[] = [written.code];
      let ambiguous: UnknownCode | null = null;
      // No declaration says what a value names: it may be any of the resources here.
      let undeclared: UnknownCode | null = null;
      for (const reference of written.references) {
        if (link.identity === null && reference.by === "value") {
          undeclared = "U4";
          continue;
        }
        const targets = targetsOf(resource, link, reference);
        const [target] = targets;
        if (target !== undefined && targets.length === 1) {
          if (!items.includes(target)) items.push(target);
        } else {
          codes.push(reference.by === "unknown" ? reference.code : targets.length > 1 ? "U1" : "U2");
          if (reference.by === "value" && targets.length === 0) push(notFound, reference.value, resource);
          if (targets.length > 1) ambiguous = "U1";
        }
      }
      const code = heaviestCode([...codes, undeclared]);
      forward.set(resource, linkedTo(items, code));
      for (const target of items) push(reverse, target, resource);
      // What lies outside the documents (U2) is none of the resources in them, so it leaves no reverse link open.
      const open = heaviestCode(
        [
          ambiguous,
          undeclared,
          written.code,
          ...written.references.map((reference) => (reference.by === "unknown" ? reference.code : null)),
        ].filter((candidate) => candidate !== "U2"),
      );
      if (open !== null) unsettled.set(resource, open);
    }
    return { link, forward, reverse, unsettled, open: heaviestOf(unsettled), notFound, answered: new Map() };
  }

  function targetsOf(from: Resource, link: Link, reference: LinkReference): readonly Resource[] {
    if (reference.by === "unknown") return [];
    const found =
      reference.by === "address" ? addressed(from, reference.address) : identified(from, link, reference.value);
    return nearest(
      from,
      found.filter((resource) => link.types.includes(resource.type)),
    );
  }

  /** An address means a resource of the same document; only the profile, which lies outside all, may mean any document's. */
  function addressed(from: Resource, address: string): readonly Resource[] {
    const isProfile = from.document === profileLabel;
    const named = facts.resourceById.get(isProfile ? address : `${from.document}#${address}`);
    if (named !== undefined) return [named];
    return isProfile ? facts.resources.filter((resource) => resource.address === address) : [];
  }

  function identified(from: Resource, link: Link, written: string): readonly Resource[] {
    if (link.identity === null) return [];
    const { identity } = link;
    const value = identity === "arn" ? ownArn(written) : written;
    const found = link.types.flatMap((type) => byIdentity.find(type, identity, value));
    return uniqueIdentities.has(identity) ? found : found.filter((resource) => !liesApart(facts, from, resource));
  }

  return {
    forward(resource, attribute) {
      return table(resource.type, attribute).forward.get(resource) ?? nothing;
    },
    reverse(target, linkingType, attribute) {
      const links = table(linkingType, attribute);
      let answer = links.answered.get(target);
      if (answer === undefined) {
        const items = links.reverse.get(target) ?? [];
        const code = openCode(facts, target, linkingType, attribute, links, items);
        answer = linkedTo(items, code);
        links.answered.set(target, answer);
      }
      return answer;
    },
    siblings(resource, linkingType, attribute) {
      const own = table(resource.type, attribute);
      const others = table(linkingType, attribute);
      const named = (own.forward.get(resource)?.items ?? []).flatMap((target) => others.reverse.get(target) ?? []);
      const outside = valuesOf(resource, attribute).flatMap((value) => others.notFound.get(value) ?? []);
      const items = [...new Set([...named, ...outside])].filter((other) => other !== resource);
      const isCovered = facts.covers(linkingType, resource) && !facts.managedElsewhere.includes(linkingType);
      const code = heaviestCode([
        own.unsettled.get(resource) ?? null,
        others.open,
        facts.partialOf(linkingType),
        isCovered ? null : resource.running ? "U4" : "U5",
      ]);
      return linkedTo(items, code);
    },
  };
}

function valuesOf(resource: Resource, attribute: string): readonly string[] {
  const { references = [] } = resource.links[attribute] ?? {};
  return references.flatMap((reference) => (reference.by === "value" ? [reference.value] : []));
}

/**
 * Says why the resources that name a target may be more than the known ones; null if they are all there
 * (architecture.md 3, "A reverse link is complete when").
 */
function openCode(
  facts: LinkFacts,
  target: Resource,
  linkingType: string,
  attribute: string,
  table: LinkTable,
  items: readonly Resource[],
): UnknownCode | null {
  const candidates = table.open;
  const partial = facts.partialOf(linkingType);
  const outside: UnknownCode = target.running ? "U4" : "U5";
  if (linkingType === "service_endpoint") {
    if (!facts.declaresEndpoints) return "U7";
    return heaviestCode([candidates, [...table.notFound.keys()].some((arn) => mayBecome(target, arn)) ? "U1" : null]);
  }
  // The register is what it holds: an attestation that is not given vouches for nothing.
  if (linkingType === "attestation") return candidates;
  if (linkingType === "region") return facts.declaresRegions ? null : "U7";
  if (facts.managedElsewhere.includes(linkingType)) return heaviestCode([candidates, partial, outside]);
  const linking = facts.types.find((type) => type.type === linkingType);
  const onlyOne = table.link === null ? linking?.onePer === target.type : table.link.atMostOne;
  if (onlyOne && items.length > 0) return null;
  // The one that can exist was here, and a plan takes it away.
  if (onlyOne && facts.heldBefore(target, linkingType, attribute)) return heaviestCode([candidates, partial]);
  const settledHere = partial === null && candidates === null;
  if (facts.covers(linkingType, target)) return heaviestCode([candidates, partial]);
  const isNew = target.action === "create" || target.action === "replace";
  if (isNew && settledHere && table.link?.madeByService === false) return null;
  return heaviestCode([candidates, partial, outside]);
}

/**
 * The ARN that a resource bears itself. CloudTrail and others write a log group's with the suffix `:*`, and Shield an
 * address' as `eip-allocation/ID`.
 */
function ownArn(written: string): string {
  const whole = written.endsWith(":*") ? written.slice(0, -2) : written;
  return whole.replace(/^(arn:[^:]*:ec2:[^:]*:[^:]*:)eip-allocation\//u, "$1elastic-ip/");
}

/** Tells whether the ARN that a resource will have may be the given one: an ARN without a random part ends with the name. */
function mayBecome({ identities: { arn: own, name } }: Resource, arn: string): boolean {
  if (!isUnknown(own) || name === undefined || !/^arn:[^/]*\/[^/]+$/u.test(arn)) return false;
  return isUnknown(name) || (typeof name === "string" && arn.endsWith(`/${name}`));
}

/** What means one resource wherever it is named; any other identity, such as a name, means one where it is named. */
const uniqueIdentities: ReadonlySet<string> = new Set([
  "arn",
  "id",
  "bucket",
  "cert_pem",
  "default_network_acl_id",
  "default_route_table_id",
  "default_security_group_id",
]);

/** Tells whether two resources are known to lie in different regions or accounts, where one name means two things. */
function liesApart({ numberOf }: LinkFacts, one: Resource, other: Resource): boolean {
  if (typeof one.region === "string" && typeof other.region === "string" && one.region !== other.region) return true;
  if (one.account === null || other.account === null || one.account === other.account) return false;
  const numbers = [numberOf(one.account), numberOf(other.account)];
  // Within a document other credentials are those of another account; of another document they may be written otherwise.
  return numbers.includes(null) ? one.document === other.document : true;
}

/** One thing can be read twice: its own document's reading goes before another's, the resource before a data source. */
function nearest(from: Resource, found: readonly Resource[]): readonly Resource[] {
  const preferences: readonly ((resource: Resource) => boolean)[] = [
    (resource) => resource.document === from.document,
    (resource) => resource.isSubject,
  ];
  let left = found;
  for (const preferred of preferences) {
    const better = left.filter(preferred);
    if (better.length > 0) left = better;
  }
  return left;
}
