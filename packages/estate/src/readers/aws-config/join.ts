import type { Diagnostic, DocumentCaptures, ReadAccount, ReadDocument } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Capture, SnapshotScope } from "./capture.ts";
import type { JsonObject } from "../json-access.ts";
import { coversOf } from "./recorders.ts";
import { instantOf } from "./time.ts";

/** A document of AWS Config as it was read, before it is joined with others. */
export interface ConfigReading {
  readonly source: Pick<ReadDocument["document"], "label" | "name" | "digest">;
  /** By the keys of their resources. */
  readonly captures: ReadonlyMap<string, Capture>;
  /** How many items were left out for a later one of the same resource. */
  readonly superseded: number;
  /** How many resources were asked for and not given. */
  readonly unprocessed: number;
  /** How many notifications or rows were about no single resource. */
  readonly empty: number;
  readonly hasMore: boolean;
  /** What it is a snapshot of; null for what is none. */
  readonly snapshot: SnapshotScope | null;
  readonly recorders: readonly JsonObject[];
  readonly statuses: readonly JsonObject[];
}

/**
 * Joins documents of AWS Config: of a resource that several of them hold, the latest capture counts, and a snapshot covers
 * what the recorders of any of them record.
 */
export function joinConfig(
  readings: readonly ConfigReading[],
  types: readonly ResourceType[],
): readonly ReadDocument[] {
  const latest = new Map<string, { readonly reading: ConfigReading; readonly time: number }>();
  for (const reading of readings) {
    for (const [key, { time }] of reading.captures) {
      const known = latest.get(key);
      if (known === undefined || time > known.time) latest.set(key, { reading, time });
    }
  }
  const recorders = readings.flatMap((reading) => reading.recorders);
  const statuses = readings.flatMap((reading) => reading.statuses);
  return readings.map((reading) => {
    const held = [...reading.captures].flatMap(([key, capture]) =>
      latest.get(key)?.reading === reading ? [capture] : [],
    );
    const incomplete = new Set(
      held.flatMap(({ state, resourceType }) => (state === "untold" || state === "unread" ? [resourceType] : [])),
    );
    const covers =
      reading.snapshot === null ? [] : coversOf(reading.snapshot, { recorders, statuses }, types, incomplete);
    return { ...documentOf(reading, held), covers, captures: capturesOf(held, types) };
  });
}

/** What decides between the items and other documents of what runs. An item has what belongs to its resource beside it. */
function capturesOf(held: readonly Capture[], types: readonly ResourceType[]): DocumentCaptures {
  return {
    of: new Map(
      held.flatMap(({ resources, time }) => {
        const at = instantOf(time);
        return resources.map((resource) => [resource, { at, isOwned: true }] as const);
      }),
    ),
    tells: new Set(types.filter(({ sources }) => sources.config !== undefined).map(({ type }) => type)),
    named: held.flatMap(({ named, time }) => (named === null ? [] : [{ ...named, at: instantOf(time) }])),
    missed: () => [],
  };
}

function documentOf(reading: ConfigReading, held: readonly Capture[]): ReadDocument {
  const { label } = reading.source;
  const accounts = new Map<string, ReadAccount>();
  const unsupported = Object.create(null) as Record<string, number>;
  const counts = { read: 0, untold: 0, unsupported: 0, unread: 0, deleted: 0 };
  for (const { state, resourceType, account } of held) {
    counts[state] += 1;
    if (state === "unsupported") unsupported[resourceType] = (unsupported[resourceType] ?? 0) + 1;
    if ((state === "read" || state === "untold") && !accounts.has(account.key)) accounts.set(account.key, account);
  }
  const read = counts.read + counts.untold;
  const resources = read + counts.unsupported + counts.unread;
  const superseded = supersededOf(reading, held);
  return {
    document: {
      ...reading.source,
      kind: "config-items",
      // What is there and cannot be read would be missing without a word.
      partial: counts.unread + reading.unprocessed > 0 ? "U4" : null,
    },
    accounts: [...accounts.values()],
    resources: held.flatMap((capture) => capture.resources),
    before: null,
    managed: resources,
    covers: [],
    ...toldAtOf(reading, held),
    diagnostics: diagnosticsOf(reading, held, counts.unread, label),
    accounting: {
      resources,
      read,
      unsupported: counts.unsupported,
      unread: counts.unread,
      types: unsupported,
      ...(superseded > 0 ? { superseded } : {}),
    },
  };
}

/** How many items were left out for later ones, of the same document or of another. */
function supersededOf({ superseded, captures }: ConfigReading, held: readonly Capture[]): number {
  return superseded + captures.size - held.length;
}

/** A snapshot tells what is so when it is taken; any other item what was so when it was captured, if it says when. */
function toldAtOf({ snapshot }: ConfigReading, held: readonly Capture[]): Pick<ReadDocument, "toldAt"> {
  if (held.length === 0) return {};
  const oldest = held.reduce((time, capture) => Math.min(time, capture.time), Number.POSITIVE_INFINITY);
  return { toldAt: instantOf(snapshot?.time ?? oldest) };
}

function diagnosticsOf(
  reading: ConfigReading,
  held: readonly Capture[],
  unread: number,
  document: string,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const tell = (code: Diagnostic["code"], args: Diagnostic["args"]): void => {
    diagnostics.push({ code, document, args });
  };
  for (const { state, resource, resourceType: type } of held) {
    if (state === "deleted") tell("CONFIG_ITEM_DELETED", { resource, type });
  }
  for (const [type, count] of countBy(held.filter(({ state }) => state === "untold"))) {
    tell("CONFIG_ITEMS_UNTOLD", { type, count });
  }
  const superseded = supersededOf(reading, held);
  if (superseded > 0) tell("CONFIG_ITEMS_SUPERSEDED", { count: superseded });
  if (reading.unprocessed > 0) tell("CONFIG_ITEMS_UNPROCESSED", { count: reading.unprocessed });
  if (reading.empty > 0) tell("CONFIG_NOTHING_TOLD", { count: reading.empty });
  if (reading.hasMore) tell("CONFIG_PAGES_MISSING", {});
  if (unread > 0) tell("RESOURCES_UNREADABLE", { count: unread });
  return diagnostics;
}

function countBy(captures: readonly Capture[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { resourceType } of captures) counts.set(resourceType, (counts.get(resourceType) ?? 0) + 1);
  return counts;
}
