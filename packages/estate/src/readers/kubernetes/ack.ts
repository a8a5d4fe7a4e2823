import type { PlannedAction, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { ScalarValue } from "../../model/value.ts";
import { findResourceType } from "../../types/index.ts";
import { own, ownObject } from "../json-access.ts";
import { codeOf, memberOf, resourcePlace, type Place } from "../terraform-plan/places.ts";
import { isRegionName, regionOfArn } from "../terraform-plan/providers.ts";
import { readAttributes } from "../terraform-plan/values.ts";
import { ackKinds, type AckPart, type ReadKind } from "./ack-kinds.ts";
import { withApiDefaults } from "./api-defaults.ts";
import { awsGroupOf } from "./kinds.ts";
import { addressOf, type KubernetesObject } from "./objects.ts";
import { moveOrigins } from "./origins.ts";
import { bodyOfTerms, Cursor, isSaid, linkOfTerms, open, said, type Resolve, type TermMap } from "./terms.ts";

/** The resources of one object of ACK. */
export interface AckResources {
  readonly resources: readonly Omit<ReadResource, "accountKey">[];
  readonly found: KubernetesObject;
}

/** Finds out how an object of ACK is read; null if its kind is not. */
export function ackKindOf({ group, kind }: KubernetesObject): ReadKind | null {
  const aws = awsGroupOf(group);
  const name = `${aws?.service ?? ""}/${kind}`;
  return aws?.operator === "ack" && Object.hasOwn(ackKinds, name) ? (ackKinds[name] ?? null) : null;
}

/**
 * Reads objects of AWS Controllers for Kubernetes. Their `spec` is what the API is asked to make, so what is left out gets
 * AWS's own defaults, where they are stated. A reference (`vpcRef`) leads to its object, if it stands in the documents, and
 * is otherwise told elsewhere (U2). Of an object that adopts what exists nothing is known that is not written (U2).
 *
 * @param regionOf - The region that the namespace of an object sets for it, if it sets one.
 */
export function readAck(
  objects: readonly KubernetesObject[],
  types: readonly ResourceType[],
  name: string,
  actionOf: (object: KubernetesObject) => PlannedAction,
  regionOf: (namespace: string) => string | null,
): readonly AckResources[] {
  const held = objects.filter((found) => ackKindOf(found) !== null);
  const named = new Map<string, KubernetesObject[]>();
  for (const found of held) {
    const list = named.get(found.name);
    if (list === undefined) named.set(found.name, [found]);
    else list.push(found);
  }
  return held.flatMap((found): readonly AckResources[] => {
    const kind = ackKindOf(found);
    if (kind === null) return [];
    const address = addressOf(found);
    const spec = new Cursor(own(found.object, "spec"), "/spec", resolverOf(found, named));
    const parts = kind(spec, (value) =>
      value !== undefined && isSaid(value)
        ? said(value.value, value.place, address)
        : open("U1", "/metadata/name", address),
    );
    return [
      {
        found,
        resources: parts.flatMap((part) => {
          const type = findResourceType(types, part.type);
          return type === undefined
            ? []
            : [readPart(part, type, found, name, actionOf(found), regionOf(found.namespace))];
        }),
      },
    ];
  });
}

/** Finds what references of an object name: `vpcRef` an object of kind VPC in the same namespace, unless it says another. */
function resolverOf(from: KubernetesObject, named: ReadonlyMap<string, readonly KubernetesObject[]>): Resolve {
  return (reference, name, namespace) => {
    const base = reference.replace(/Refs?$/u, "").toLowerCase();
    const [target, ...others] = (named.get(name) ?? []).filter(
      (other) =>
        other.namespace === (namespace ?? from.namespace) &&
        // `kmsKeyRef` means a Key, `groupRef` a SecurityGroup.
        (base.endsWith(other.kind.toLowerCase()) || other.kind.toLowerCase().endsWith(base)),
    );
    return target === undefined || others.length > 0 ? null : addressOf(target);
  };
}

const adoption = "services.k8s.aws/adoption-policy";
const readOnly = "services.k8s.aws/read-only";
const region = "services.k8s.aws/region";

/** Whether an object takes over a resource that exists, with more than what is written here. */
export function isAdopted({ annotations }: KubernetesObject): boolean {
  return annotations[adoption] !== undefined;
}

function readPart(
  { terms, suffix }: AckPart,
  type: ResourceType,
  found: KubernetesObject,
  name: string,
  action: PlannedAction,
  namespaceRegion: string | null,
): Omit<ReadResource, "accountKey"> {
  const { values, unknown, places } = bodyOfTerms(terms);
  // What is written is told by the terms; to the rest nothing refers.
  const place = resourcePlace(values, unknown, undefined, null);
  const isOnlyRead = found.annotations[readOnly] === "true";
  const isNew = !isAdopted(found) && !isOnlyRead;
  const nodes = readAttributes(withApiDefaults(type), place, {
    major: null,
    isData: !isNew,
    isNew,
    givesNull: () => false,
    documentOf: () => null,
  });
  const identities = identitiesOf(type, place, found, suffix === "");
  const links: Record<string, ReadResource["links"][string]> = {};
  for (const link of Object.keys(type.links)) {
    const attribute = type.attributes[link];
    if (attribute?.kind !== "scalar" && attribute?.kind !== "scalars") continue;
    const path = attribute.spec.terraform === undefined ? link : attribute.spec.terraform;
    const node = nodes[link];
    if (path === null || node === undefined) links[link] = { state: "partial", code: "U5", references: [] };
    else if (isWritten(terms, path)) links[link] = linkOfTerms(terms, path);
    else if (node.kind === "collection") links[link] = { state: node.state, code: node.code, references: [] };
    else links[link] = { state: "complete", code: null, references: unknownOf(node.value) };
  }
  return {
    type: type.type,
    address: `${addressOf(found)}${suffix}`,
    identities,
    values: moveOrigins(nodes, places),
    links,
    origin: `${name}#${found.pointer}`,
    action: isNew ? action : "none",
    running: false,
    isSubject: !isOnlyRead,
    region: type.isGlobal ? null : regionOf(found, namespaceRegion),
  };
}

function isWritten(terms: TermMap, path: string): boolean {
  return terms[path.split(".")[0] ?? ""] !== undefined;
}

function unknownOf(value: ScalarValue): ReadResource["links"][string]["references"] {
  return typeof value === "object" && value !== null && "unknown" in value
    ? [{ by: "unknown", code: value.unknown as "U1" }]
    : [];
}

/** The identities that the object tells, or that the controller has written into it. */
function identitiesOf(
  type: ResourceType,
  place: Place,
  found: KubernetesObject,
  isMain: boolean,
): Readonly<Record<string, ScalarValue>> {
  const status = new Cursor(ownObject(found.object, "status"), "", () => null);
  return Object.fromEntries(
    Object.entries(type.identity).map(([identity, { terraform }]): [string, ScalarValue] => {
      const written = memberOf(place, terraform ?? identity);
      if (codeOf(written) === null && typeof written.value === "string") return [identity, written.value];
      const told =
        identity === "arn"
          ? status.at("ackResourceMetadata", "arn").json
          : (status.at(identity.replaceAll("_", "")).json ?? status.at(`${found.kind}${identity}`).json);
      return [identity, isMain && typeof told === "string" && told !== "" ? told : { unknown: "U1" }];
    }),
  );
}

function regionOf(found: KubernetesObject, namespaceRegion: string | null): ReadResource["region"] {
  const metadata = own(ownObject(found.object, "status"), "ackResourceMetadata");
  const told = [own(metadata, "region"), found.annotations[region], namespaceRegion ?? undefined].find(isRegionName);
  const arn = own(metadata, "arn");
  return told ?? (typeof arn === "string" ? regionOfArn(arn) : null) ?? { unknown: "U2" };
}
