import { alteredResource } from "./altered-resource.ts";
import { findResourceType } from "../types/index.ts";
import { listsPlace } from "./cover.ts";
import { plansSomething } from "./documents-before.ts";
import type { Cover, Diagnostic, ReadDocument, ReadResource } from "./estate.ts";
import { accountNumbers, identityKeys } from "./resource-identity.ts";
import type { ResourceType } from "./resource-type.ts";
import { isSameValue } from "./same-value.ts";
import type { ObjectNode, ScalarNode, ScalarValue, ValueNode } from "./value.ts";

/**
 * Lays what plans change over what runs. A resource of a plan and one that runs are the same if they have one ARN, or one
 * id in one account and region; it then stands in the plan's document, with its address and both its identities: as it
 * runs before the plan, and after it with the values that the plan changes. What runs and is in no plan stays as it is.
 * A resource that a plan knows and a complete listing does not is told as a diagnostic.
 */
export function projectDocuments(
  runtime: readonly ReadDocument[],
  documents: readonly ReadDocument[],
  types: readonly ResourceType[],
): readonly ReadDocument[] {
  const running = createRuntime(runtime, types);
  const projected = documents.map((content) => (plansSomething(content) ? project(content, running) : content));
  const left = runtime.map((content) => ({
    ...content,
    resources: content.resources.filter((resource) => !running.isTaken(resource)),
  }));
  return [...projected, ...left];
}

/** What runs, found by identity. */
interface Runtime {
  /** Finds what a resource of a plan runs as and takes it: it has one owner. */
  readonly take: (resource: ReadResource, account: string | null) => RunningResource | null;
  readonly isTaken: (resource: ReadResource) => boolean;
  /** Whether a listing would hold the resource, if it ran. */
  readonly covers: (resource: ReadResource, account: string | null) => boolean;
}

interface RunningResource {
  readonly resource: ReadResource;
  /** The account's number; null if the document does not tell. */
  readonly account: string | null;
}

function createRuntime(contents: readonly ReadDocument[], types: readonly ResourceType[]): Runtime {
  const byIdentity = new Map<string, RunningResource[]>();
  const taken = new Set<ReadResource>();
  const covers: readonly Cover[] = contents.flatMap((content) => content.covers);
  for (const content of contents) {
    const numberOf = accountNumbers(content.accounts);
    for (const resource of content.resources) {
      const found = { resource, account: numberOf(resource) };
      for (const { key } of identityKeys(resource, types)) {
        const others = byIdentity.get(key);
        if (others === undefined) byIdentity.set(key, [found]);
        else others.push(found);
      }
    }
  }
  return {
    take(resource, account) {
      for (const { key, isUnique } of identityKeys(resource, types)) {
        const found = (byIdentity.get(key) ?? []).filter(
          (candidate) => isUnique || isSamePlace(candidate, { resource, account }),
        );
        const [only] = found;
        if (only === undefined || found.length > 1 || taken.has(only.resource)) continue;
        taken.add(only.resource);
        return only;
      }
      return null;
    },
    isTaken: (resource) => taken.has(resource),
    covers(resource, account) {
      const { type, region } = resource;
      const declared = findResourceType(types, type);
      // What runs as a part of something else, or bears nothing by which it would be found, is not missed.
      if (declared?.sources.apiPartOf !== undefined || identityKeys(resource, types).length === 0) return false;
      const place = { account, region: declared?.isGlobal === true ? null : region };
      return covers.some((cover) => cover.type === type && listsPlace(cover, place));
    },
  };
}

function isSamePlace(a: RunningResource, b: RunningResource): boolean {
  return a.account !== null && a.account === b.account && a.resource.region === b.resource.region;
}

function project(content: ReadDocument, running: Runtime): ReadDocument {
  const numberOf = accountNumbers(content.accounts);
  const earlierByAddress = new Map((content.before ?? []).map((resource) => [resource.address, resource]));
  const before: ReadResource[] = [];
  const runningByAddress = new Map<string | null, ReadResource>();
  const missing: ReadResource[] = [];
  for (const resource of content.before ?? []) {
    const found = resource.isSubject ? running.take(resource, numberOf(resource)) : null;
    if (found !== null) {
      const joined = joinedWith(found.resource, resource);
      before.push(joined);
      runningByAddress.set(resource.address, joined);
    } else if (resource.isSubject && running.covers(resource, numberOf(resource))) missing.push(resource);
    else before.push(resource);
  }
  const resources = content.resources.map((resource) => {
    const earlier = earlierByAddress.get(resource.address);
    const joined = runningByAddress.get(resource.address);
    if (earlier === undefined || joined === undefined || resource.action === "replace") return resource;
    return overlay(joined, earlier, resource);
  });
  return {
    ...content,
    resources,
    before,
    diagnostics: [
      ...content.diagnostics,
      ...missing.map(({ type, address }): Diagnostic => ({
        code: "RUNTIME_RESOURCE_MISSING",
        document: content.document.label,
        args: { resource: address ?? "", type },
      })),
    ],
  };
}

/** What runs, at the place and under the names that the plan gives it. */
function joinedWith(running: ReadResource, planned: ReadResource): ReadResource {
  return alteredResource(running, {
    address: planned.address,
    accountKey: planned.accountKey,
    identities: mergedIdentities(running.identities, planned.identities),
    action: "no-op",
  });
}

function mergedIdentities(
  running: Readonly<Record<string, ScalarValue>>,
  planned: Readonly<Record<string, ScalarValue>>,
): Readonly<Record<string, ScalarValue>> {
  const merged = { ...planned };
  for (const [name, value] of Object.entries(running)) {
    if (typeof value === "string" || typeof merged[name] !== "string") merged[name] = value;
  }
  return merged;
}

/** Lays the values that the plan changes over the running ones. */
function overlay(running: ReadResource, earlier: ReadResource, planned: ReadResource): ReadResource {
  if (planned.action === "no-op") return running;
  const values: Record<string, ValueNode> = { ...running.values };
  const links: Record<string, ReadResource["links"][string]> = { ...running.links };
  for (const [name, value] of Object.entries(planned.values)) {
    const previous = earlier.values[name];
    if (previous !== undefined && isSameValue(previous, value)) continue;
    values[name] = movedTo(planned.origin, value);
    const link = planned.links[name];
    if (link !== undefined) links[name] = link;
  }
  return alteredResource(running, {
    values: () => values,
    links: () => links,
    action: planned.action,
    region: planned.region,
  });
}

/** A value that stays with another resource than the one it was read with says in full where it was read. */
function movedTo(origin: string, node: ValueNode): ValueNode;
function movedTo(origin: string, node: ScalarNode | ObjectNode): ScalarNode | ObjectNode;
function movedTo(origin: string, node: ValueNode | ObjectNode): ValueNode | ObjectNode {
  if (node.kind === "object") {
    return {
      ...node,
      fields: Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, movedTo(origin, field)])),
    };
  }
  const own = { origin: node.origin === "" || node.origin.startsWith("/") ? `${origin}${node.origin}` : node.origin };
  if (node.kind === "scalar") return { ...node, ...own };
  return { ...node, ...own, items: node.items.map((item) => movedTo(origin, item)) };
}
