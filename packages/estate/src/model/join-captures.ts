import { SekishoError } from "../errors.ts";
import { timeOf } from "../readers/aws-config/time.ts";
import { findResourceType } from "../types/index.ts";
import { listsPlace, type ListedPlace } from "./cover.ts";
import type { Cover, Diagnostic, DocumentCaptures, NamedResource, ReadDocument, ReadResource } from "./estate.ts";
import { push } from "./push.ts";
import { IdentityIndex } from "./identity-index.ts";
import { accountNumbers, identityKeys } from "./resource-identity.ts";
import type { ResourceType } from "./resource-type.ts";
import { isSameValue } from "./same-value.ts";

/**
 * Joins what documents of the running system show at different times. Of a resource that several of them hold the newest
 * capture counts, as a whole: what it does not tell is not taken from an older one. A resource that a newer complete
 * listing does not hold, or that is told to be deleted later, is left out, and so is what belongs to it. A listing is no
 * complete one any more if a newer document could not complete it, or shows a resource that it does not hold.
 *
 * Documents that were joined once take no part again.
 *
 * @throws SekishoError `DOCUMENT_CONFLICT` if two captures of a resource differ and do not say which is newer.
 */
export function joinCaptures(
  contents: readonly ReadDocument[],
  types: readonly ResourceType[],
): readonly ReadDocument[] {
  const captured = contents.flatMap((content) =>
    content.captures === undefined ? [] : [{ content, captures: content.captures }],
  );
  if (captured.length < 2) return contents;
  const documents = captured.map(({ content, captures }) => documentOf(content, captures, types));
  const groups = groupEntries(documents.flatMap(({ entries }) => entries));
  const isHeldBy = (entry: Entry, document: Captured): boolean =>
    groups.of(entry).some((other) => other.document === document);
  const fates = new Map<Entry, Fate>();
  for (const group of groups.all) decide(group, fates);
  for (const { entries } of documents) {
    for (const entry of entries) {
      const fate = fates.has(entry) ? null : leftOutBy(entry, documents, isHeldBy);
      if (fate !== null) fates.set(entry, fate);
    }
  }
  const outdated = documents.flatMap((document) => decideParts(document, fates, isHeldBy, types));
  const linkingTypes = typesByTarget(types);
  for (const { entries } of documents) {
    for (const entry of entries) {
      if (!fates.has(entry)) outdated.push(...notListed(entry, documents, isHeldBy, linkingTypes));
    }
  }
  const joined = new Map(
    documents.map((document) => [
      document.content,
      joinedDocument(
        document,
        fates,
        listingsOf(
          document,
          documents,
          outdated.filter((one) => one.document === document),
        ),
      ),
    ]),
  );
  return contents.map((content) => joined.get(content) ?? content);
}

/** A document that takes part. */
interface Captured {
  readonly content: ReadDocument;
  readonly captures: DocumentCaptures;
  readonly entries: readonly Entry[];
  readonly listings: ReadonlyMap<string, readonly Cover[]>;
}

/** A resource of a document that takes part. */
interface Entry {
  readonly document: Captured;
  readonly resource: ReadResource;
  readonly place: ListedPlace;
  /** Milliseconds since 1970; null if it is not told. */
  readonly at: number | null;
  readonly isOwned: boolean;
  /** What it is found by in other documents, that which means most first. */
  readonly keys: readonly string[];
}

/** Why a resource is left out. */
interface Fate {
  /** The document that is newer. */
  readonly by: Captured;
  readonly at: number | null;
  /** Whether it is not there any more. */
  readonly isGone: boolean;
}

/** A type of which the listings of a document are no complete ones any more, in a place; everywhere if that is not known. */
interface Outdated {
  readonly document: Captured;
  readonly type: string;
  readonly place: ListedPlace;
  /** As of when: listings that are not older stay. */
  readonly at: number | null;
  readonly by: Captured;
}

type IsHeldBy = (entry: Entry, document: Captured) => boolean;

function documentOf(content: ReadDocument, captures: DocumentCaptures, types: readonly ResourceType[]): Captured {
  const entries: Entry[] = [];
  const listings = new Map<string, Cover[]>();
  for (const cover of content.covers) push(listings, cover.type, cover);
  const document: Captured = { content, captures, entries, listings };
  const numberOf = accountNumbers(content.accounts);
  for (const resource of content.resources) {
    const captured = captures.of.get(resource);
    if (captured === undefined) continue;
    const place = { account: numberOf(resource), region: resource.region };
    const { at, isOwned } = captured;
    entries.push({ document, resource, place, at: instant(at), isOwned, keys: keysOf(resource, place, types) });
  }
  return document;
}

function keysOf(resource: ReadResource, place: ListedPlace, types: readonly ResourceType[]): readonly string[] {
  const { account, region } = place;
  const isPlaced = account !== null && (region === null || typeof region === "string");
  const keys = identityKeys(resource, types).flatMap(({ key, isUnique }) =>
    isUnique ? [key] : isPlaced ? [`${key}\n${account}\n${region ?? ""}`] : [],
  );
  const onePer = findResourceType(types, resource.type)?.onePer ?? null;
  if (onePer !== null && isPlaced) {
    keys.push(`per\n${resource.type}\n${account}\n${onePer === "account" ? "" : (region ?? "")}`);
  }
  return keys;
}

interface Groups {
  readonly all: readonly (readonly Entry[])[];
  /** All captures of the resource that an entry is one of. */
  readonly of: (entry: Entry) => readonly Entry[];
}

/** Puts the captures of one resource together. What bears nothing by which it would be found is by itself. */
function groupEntries(entries: readonly Entry[]): Groups {
  const groupByKey = new Map<string, Entry[]>();
  const groupOf = new Map<Entry, Entry[]>();
  // Those that tell most of their keys come first, so that one that tells less finds them by what it tells.
  for (const entry of entries.toSorted((a, b) => b.keys.length - a.keys.length)) {
    const group = (entry.keys[0] === undefined ? undefined : groupByKey.get(entry.keys[0])) ?? [];
    group.push(entry);
    groupOf.set(entry, group);
    for (const key of entry.keys) if (!groupByKey.has(key)) groupByKey.set(key, group);
  }
  // The order of the documents decides between equals.
  const order = new Map(entries.map((entry, index) => [entry, index]));
  const all = [...new Set(groupOf.values())];
  for (const group of all) group.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return { all, of: (entry) => groupOf.get(entry) ?? [] };
}

/** Finds the capture of a resource that counts; the others are left out for it. */
function decide(group: readonly Entry[], fates: Map<Entry, Fate>): void {
  const [first] = group;
  if (first === undefined || group.every(({ document }) => document === first.document)) return;
  const owned = group.filter(({ isOwned }) => isOwned);
  const candidates = owned.length > 0 ? owned : group;
  const holding = candidates.reduce((newest, entry) =>
    newest.at === null ? (entry.at === null ? newest : entry) : isNewer(entry.at, newest.at) ? entry : newest,
  );
  for (const entry of candidates) {
    const isOther = entry.document !== holding.document;
    if (isOther && !isNewer(holding.at, entry.at) && !isSameContent(holding.resource, entry.resource)) {
      throw conflict(entry, holding);
    }
  }
  for (const entry of group) {
    if (entry.document !== holding.document) fates.set(entry, { by: holding.document, at: holding.at, isGone: false });
  }
}

function isNewer(at: number | null, than: number | null): boolean {
  return at !== null && than !== null && at > than;
}

function isSameContent({ values }: ReadResource, { values: others }: ReadResource): boolean {
  return Object.entries(values).every(([name, value]) => {
    const other = others[name];
    return other !== undefined && isSameValue(value, other);
  });
}

function conflict({ resource }: Entry, { resource: other }: Entry): SekishoError {
  const named = Object.values(resource.identities).find((identity) => typeof identity === "string");
  const [first, second] = [resource.origin, other.origin].sort();
  return new SekishoError(
    "DOCUMENT_CONFLICT",
    `Two documents claim the resource ${named ?? resource.type} and differ: ${first ?? ""} and ${second ?? ""} do not say which is newer. Leave one of them out, or give captures with different times.`,
  );
}

/** Finds the newer document that does not hold a resource and could, or that names it and cannot show it; null for none. */
function leftOutBy(entry: Entry, documents: readonly Captured[], isHeldBy: IsHeldBy): Fate | null {
  for (const by of documents) {
    if (by === entry.document) continue;
    const named = by.captures.named.find((one) => isNamed(entry, one) && isAfter(one, entry));
    if (named !== undefined) return { by, at: instant(named.at), isGone: named.isDeleted };
    const listings = isHeldBy(entry, by) ? [] : (by.listings.get(entry.resource.type) ?? []);
    const listing = listings.find((cover) => listsPlace(cover, entry.place) && isAfter(cover, entry));
    if (listing !== undefined) return { by, at: instant(listing.at), isGone: true };
  }
  return null;
}

function isAfter({ at }: { readonly at?: string | null }, entry: Entry): boolean {
  return isNewer(instant(at), entry.at);
}

function isNamed({ resource, place }: Entry, { types, arn, id, account, region }: NamedResource): boolean {
  if (!types.includes(resource.type)) return false;
  if (arn !== null && resource.identities["arn"] === arn) return true;
  const isHere = place.account !== null && place.account === account && (place.region ?? region) === region;
  return isHere && id !== null && resource.identities["id"] === id;
}

/**
 * Leaves out what belongs to a resource that is gone, and what belonged to an older capture if the newer document tells of
 * such things and does not hold this one: whether it is still there is not known, so its listing is not complete either.
 */
function decideParts(
  document: Captured,
  fates: Map<Entry, Fate>,
  isHeldBy: IsHeldBy,
  types: readonly ResourceType[],
): readonly Outdated[] {
  const outdated: Outdated[] = [];
  const partTypes = types.filter(({ identity }) => !Object.hasOwn(identity, "arn") && !Object.hasOwn(identity, "id"));
  const byIdentity = new IdentityIndex<Entry>();
  for (const entry of document.entries) {
    const fate = fates.get(entry);
    if (fate === undefined) continue;
    for (const [identity, value] of Object.entries(entry.resource.identities)) {
      if (typeof value === "string") byIdentity.add(entry.resource.type, identity, value, entry);
    }
    if (fate.isGone || !isNewer(fate.at, entry.at)) continue;
    for (const { type, links } of partTypes) {
      const isPart = Object.values(links).some((link) => link.types.includes(entry.resource.type));
      if (isPart && fate.by.captures.tells.has(type)) {
        outdated.push({ document, type, place: entry.place, at: fate.at, by: fate.by });
      }
    }
  }
  if (byIdentity.isEmpty) return outdated;
  for (const entry of document.entries) {
    const type = partTypes.find((one) => one.type === entry.resource.type);
    if (type === undefined || fates.has(entry)) continue;
    for (const fate of fatesOfWholes(entry, type, byIdentity, fates)) {
      const isReplaced = fate.by.captures.tells.has(type.type) && !isHeldBy(entry, fate.by);
      if (isNewer(fate.at, entry.at) && (fate.isGone || isReplaced)) fates.set(entry, fate);
    }
  }
  return outdated;
}

/** What became of the resources that a part names. */
function fatesOfWholes(
  { resource }: Entry,
  { links }: ResourceType,
  byIdentity: IdentityIndex<Entry>,
  fates: ReadonlyMap<Entry, Fate>,
): readonly Fate[] {
  return Object.entries(links).flatMap(([name, link]) => {
    const references = resource.links[name]?.references ?? [];
    const values = references.flatMap((reference) => (reference.by === "value" ? [reference.value] : []));
    const { identity } = link;
    if (identity === null) return [];
    const wholes = link.types.flatMap((type) => values.flatMap((value) => byIdentity.find(type, identity, value)));
    return wholes.flatMap((whole) => fates.get(whole) ?? []);
  });
}

/** The older listings that would hold a resource and do not, and those of what may name it. */
function notListed(
  entry: Entry,
  documents: readonly Captured[],
  isHeldBy: IsHeldBy,
  linkingTypes: ReadonlyMap<string, readonly string[]>,
): readonly Outdated[] {
  if (entry.keys.length === 0) return [];
  const { resource, place } = entry;
  const types = [resource.type, ...(linkingTypes.get(resource.type) ?? [])];
  return documents.flatMap((document) => {
    if (document === entry.document || isHeldBy(entry, document)) return [];
    const isOlder = (type: string): boolean =>
      document.listings.get(type)?.some((cover) => isNewer(entry.at, instant(cover.at))) === true;
    return types.flatMap((type) =>
      isOlder(type) ? [{ document, type, place, at: entry.at, by: entry.document }] : [],
    );
  });
}

function typesByTarget(types: readonly ResourceType[]): ReadonlyMap<string, readonly string[]> {
  const byTarget = new Map<string, string[]>();
  for (const { type, links } of types) {
    for (const target of new Set(Object.values(links).flatMap((link) => link.types))) push(byTarget, target, type);
  }
  return byTarget;
}

interface Listings {
  readonly covers: readonly Cover[];
  readonly outdated: number;
  /** The documents for which listings are no complete ones any more. */
  readonly by: ReadonlySet<Captured>;
}

/** Takes from the listings of a document those that are listed again later, and those that are outdated. */
function listingsOf(document: Captured, documents: readonly Captured[], outdated: readonly Outdated[]): Listings {
  const others = documents.filter((other) => other !== document);
  const missed = others.flatMap((by) => by.captures.missed().map((cover) => ({ cover, by })));
  const by = new Set<Captured>();
  let count = 0;
  const covers = document.content.covers.filter((cover) => {
    const isAgain = others.some((other) => other.listings.get(cover.type)?.some((later) => relists(later, cover)));
    if (isAgain) return false;
    const reasons = [
      ...missed.filter((one) => relists(one.cover, cover)),
      ...outdated.filter((one) => isOutdated(cover, one)),
    ];
    for (const reason of reasons) by.add(reason.by);
    if (reasons.length > 0) count += 1;
    return reasons.length === 0;
  });
  return { covers, outdated: count, by };
}

function isOutdated(cover: Cover, { type, place: { account, region }, at }: Outdated): boolean {
  if (cover.type !== type || !isNewer(at, instant(cover.at))) return false;
  // What lies in no region may be named from each.
  const isThere = cover.region === null || typeof region !== "string" || cover.region === region;
  return isThere && (cover.account === null || account === null || cover.account === account);
}

/** Whether a listing was asked for later where another was; one of every region is that of each. */
function relists(later: Cover, cover: Cover): boolean {
  const isThere = later.region === null || cover.region === null || later.region === cover.region;
  const isOfAccount = later.account === null || later.account === cover.account;
  return later.type === cover.type && isThere && isOfAccount && isNewer(instant(later.at), instant(cover.at));
}

function joinedDocument(document: Captured, fates: ReadonlyMap<Entry, Fate>, listings: Listings): ReadDocument {
  const { toldAt, ...content } = document.content;
  const left = new Map<ReadResource, Fate>();
  for (const entry of document.entries) {
    const fate = fates.get(entry);
    if (fate !== undefined) left.set(entry.resource, fate);
  }
  const resources = content.resources.filter((resource) => !left.has(resource));
  // One entry of a document can be several resources; it is superseded with the last of them.
  const held = new Set(resources.map(({ origin }) => origin));
  const goneByOrigin = new Map<string, boolean>();
  for (const [{ origin }, { isGone }] of left) {
    if (!held.has(origin)) goneByOrigin.set(origin, (goneByOrigin.get(origin) ?? true) && isGone);
  }
  const count = goneByOrigin.size;
  const isChanged = left.size > 0 || listings.covers.length < content.covers.length;
  // What tells nothing any more is not too old for anything.
  const isTelling = !isChanged || resources.length > 0 || listings.covers.length > 0;
  const { accounting } = content;
  return {
    ...content,
    captures: undefined,
    ...(toldAt === undefined || !isTelling ? {} : { toldAt }),
    resources,
    covers: listings.covers,
    managed: content.managed - count,
    diagnostics: [...content.diagnostics, ...diagnosticsOf(document, left, goneByOrigin, listings)],
    accounting: {
      ...accounting,
      resources: accounting.resources - count,
      read: accounting.read - count,
      superseded: (accounting.superseded ?? 0) + count,
    },
  };
}

function diagnosticsOf(
  { content }: Captured,
  left: ReadonlyMap<ReadResource, Fate>,
  goneByOrigin: ReadonlyMap<string, boolean>,
  listings: Listings,
): readonly Diagnostic[] {
  const { label } = content.document;
  const diagnostics: Diagnostic[] = [];
  const gone = [...goneByOrigin.values()].filter((isGone) => isGone).length;
  if (goneByOrigin.size > 0) {
    const by = labelsOf([...left.values()].map((fate) => fate.by));
    diagnostics.push({ code: "RUNTIME_SUPERSEDED", document: label, args: { count: goneByOrigin.size, gone, by } });
  }
  if (listings.outdated > 0) {
    const by = labelsOf([...listings.by]);
    diagnostics.push({ code: "RUNTIME_LISTING_OUTDATED", document: label, args: { count: listings.outdated, by } });
  }
  return diagnostics;
}

function labelsOf(documents: readonly Captured[]): string {
  return [...new Set(documents.map(({ content }) => content.document.label))].sort().join(", ");
}

function instant(at: string | null | undefined): number | null {
  const time = timeOf(at ?? undefined);
  return time === Number.NEGATIVE_INFINITY ? null : time;
}
