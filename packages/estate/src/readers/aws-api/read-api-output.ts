import { SekishoError } from "../../errors.ts";
import type { Diagnostic, DocumentInfo, ReadAccount, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { isUnknown, type Json } from "../../model/value.ts";
import { awsTypes } from "../../types/aws/index.ts";
import { timeOf } from "../aws-config/time.ts";
import { isObject } from "../json-access.ts";
import { toAnswers, type Answer, type Answers } from "./answers.ts";
import { bareCapture } from "./bare-answer.ts";
import { callOf, placesOf } from "./call-table.ts";
import { createCaptured, isAbsent, type Captured } from "./captured.ts";
import { coversOf, missedListings, wasListed, type AskedPlace } from "./covers.ts";
import { decodeDocuments } from "./normalise.ts";
import { createPlaces, type Place } from "./places.ts";
import { isSnapshot, readSnapshotContent, type SnapshotContent } from "./read-captures.ts";
import { readElement, type ElementReading } from "./read-element.ts";

/** What a reader is told about the document beside its content. */
export type ApiDocument = Pick<DocumentInfo, "label" | "name" | "digest">;

/**
 * Reads answers of the AWS API: a snapshot, or one answer as the command line prints it or an SDK returns it. What an
 * answer does not tell is unknown with U4; what was denied is, too, and no more than that.
 *
 * A snapshot says of which types it holds every resource, by account and region; a single answer never does.
 *
 * @throws SekishoError `DOCUMENT_INVALID` if a snapshot does not hold what its shape promises or claims a listing that it
 * never asked for, `DOCUMENT_KIND_UNKNOWN` if it cannot be told which call a single answer is of.
 */
export function readApiOutput(
  json: Json,
  document: ApiDocument,
  types: readonly ResourceType[] = awsTypes,
): ReadDocument {
  const isWithPlaces = isSnapshot(json);
  const content: SnapshotContent = isWithPlaces
    ? readSnapshotContent(json, document.name)
    : { captures: [bareCapture(json, document, types)], covers: [] };
  const arranged = toAnswers(
    content.captures.map((capture) => ({
      ...capture,
      response: decodeDocuments(capture.service, capture.response),
    })),
  );
  const captured = createCaptured(arranged.answers);
  const asked = isWithPlaces ? askedPlaces(arranged.answers) : [];
  refuseUnlisted(content, captured, document, types);

  const places = createPlaces(document.name, json, isWithPlaces);
  const read = readResources(arranged, captured, places, document, types);
  const covers = coversOf(types, captured, asked);
  return {
    document: { ...document, kind: "api-output", partial: read.accounting.unread > 0 ? "U4" : null },
    accounts: accountsOf(
      arranged.answers,
      read.readings.map(({ place }) => place),
      document.name,
    ),
    resources: read.readings.map(({ resource }) => resource),
    before: null,
    managed: read.accounting.resources,
    covers,
    toldAt: oldest(arranged.answers),
    captures: {
      of: new Map(read.readings.map(({ resource, at, isOwned }) => [resource, { at, isOwned }])),
      tells: new Set(types.filter((type) => isAskedFor(type, captured)).map(({ type }) => type)),
      named: [],
      missed: () => missedListings(types, captured, asked, covers),
    },
    diagnostics: [...diagnosticsOf(arranged, document.label), ...read.diagnostics],
    accounting: read.accounting,
  };
}

/** Whether anything was asked that tells resources of a type. */
function isAskedFor(type: ResourceType, captured: Captured): boolean {
  return placesOf(type).some(({ operation }) => captured.answersTo(operation).length > 0);
}

function askedPlaces(answers: readonly Answer[]): readonly AskedPlace[] {
  const places = new Map<string, AskedPlace>();
  for (const { account, region } of answers) {
    if (account !== null && region !== null) places.set(`${account}/${region}`, { account, region });
  }
  return [...places.values()];
}

function refuseUnlisted(
  { covers }: SnapshotContent,
  captured: Captured,
  { name }: ApiDocument,
  types: readonly ResourceType[],
): void {
  for (const [index, { type, account, region }] of covers.entries()) {
    const declared = types.find((one) => one.type === type);
    const listed =
      declared?.sources.apiPartOf === undefined
        ? declared
        : types.find((one) => one.type === declared.sources.apiPartOf);
    if (listed !== undefined && wasListed(listed, captured, account, region)) continue;
    const where = `in account ${account}${region === null ? "" : `, region ${region}`}`;
    throw new SekishoError(
      "DOCUMENT_INVALID",
      `${name}#/covers/${String(index)}: the snapshot claims a complete listing of ${type} ${where}, but holds no answer that lists it there. Make the snapshot again, or leave the claim out.`,
      { details: { name, pointer: `/covers/${String(index)}` } },
    );
  }
}

interface ReadResult {
  readonly readings: readonly ElementReading[];
  readonly diagnostics: readonly Diagnostic[];
  readonly accounting: ReadDocument["accounting"];
}

function readResources(
  { answers, older: replaced, unreadable }: Answers,
  captured: Captured,
  places: ReturnType<typeof createPlaces>,
  document: ApiDocument,
  types: readonly ResourceType[],
): ReadResult {
  const readings = new Map<string, ElementReading>();
  const older: ElementReading[] = [];
  const unsupported = Object.create(null) as Record<string, number>;
  const unread = new Set<string>();

  for (const type of types) {
    for (const place of placesOf(type)) {
      for (const answer of captured.answersTo(place.operation)) {
        for (const element of captured.elementsOf(answer, place)) {
          const isReadable = isObject(element.value) || typeof element.value === "string";
          const reading = isReadable ? readElement(type, element, captured, places, document.name) : null;
          if (isReadable && reading === null) continue;
          if (reading === null) {
            unread.add(element.pointer);
            continue;
          }
          const key = keyOf(reading.resource);
          const known = readings.get(key);
          if (known === undefined) {
            readings.set(key, reading);
            continue;
          }
          const [kept, dropped] = counts(reading, known) ? [reading, known] : [known, reading];
          readings.set(key, kept);
          if (kept.isAtHome && dropped.isAtHome) older.push(kept);
        }
      }
    }
  }
  for (const { operation } of answers) {
    if (callOf(operation) !== undefined || isTold(operation, types)) continue;
    unsupported[operation] = (unsupported[operation] ?? 0) + 1;
  }
  const kept = [...readings.values()];
  // One element can be read as resources of several types, and several elements can tell of one resource.
  const read = new Set(kept.map(({ resource }) => resource.origin)).size;
  const refused = unreadable + unread.size;
  const other = Object.values(unsupported).reduce((sum, count) => sum + count, 0);
  const superseded = older.length + countElements(replaced, captured, types);
  const diagnostics: Diagnostic[] = repeatedDiagnostics(
    older.map(({ resource, at }) => ({ kind: resource.type, what: nameOf(resource), at })),
    document.label,
  );
  if (refused > 0) {
    diagnostics.push({ code: "RESOURCES_UNREADABLE", document: document.label, args: { count: refused } });
  }
  return {
    readings: kept,
    diagnostics,
    accounting: {
      resources: read + other + refused,
      read,
      unsupported: other,
      unread: refused,
      types: unsupported,
      ...(superseded > 0 ? { superseded } : {}),
    },
  };
}

/** Counts what older answers to calls tell, each element once. */
function countElements(answers: readonly Answer[], captured: Captured, types: readonly ResourceType[]): number {
  const places = types.flatMap(placesOf);
  const told = answers.flatMap((answer) =>
    places.flatMap((place) => (place.operation === answer.operation ? captured.elementsOf(answer, place) : [])),
  );
  return new Set(told.map(({ pointer }) => pointer)).size;
}

function isTold(operation: string, types: readonly ResourceType[]): boolean {
  return types.some((type) => placesOf(type).some((place) => place.operation === operation));
}

/** Whether a reading counts before another of the same resource: asked where it lies, and then the newer. */
function counts(reading: ElementReading, known: ElementReading): boolean {
  if (reading.isAtHome !== known.isAtHome) return reading.isAtHome;
  return timeOf(reading.at) > timeOf(known.at);
}

/** One resource has one ARN, or else one id in its account and region; what has neither is always another one. */
function keyOf({ type, identities, accountKey, region, origin }: ReadResource): string {
  const { arn } = identities;
  if (typeof arn === "string") return JSON.stringify([type, arn]);
  const own = Object.entries(identities).filter(([name]) => name !== "arn");
  const isKnown = own.length > 0 && own.every(([, value]) => typeof value === "string") && !isUnknown(region);
  return JSON.stringify([type, isKnown ? [own, accountKey, region] : origin]);
}

function nameOf({ identities, type, origin }: ReadResource): string {
  const named = Object.values(identities).find((value) => typeof value === "string");
  return typeof named === "string" ? named : `${type} ${origin}`;
}

/** The accounts that were asked, or else those in which what was read lies. */
function accountsOf(answers: readonly Answer[], places: readonly Place[], name: string): readonly ReadAccount[] {
  const accounts = new Map<string, ReadAccount>();
  for (const { account, pointer } of answers) {
    if (account !== null && !accounts.has(account)) {
      accounts.set(account, { key: account, id: account, origin: `${name}#${pointer}` });
    }
  }
  for (const { account } of places) if (!accounts.has(account.key)) accounts.set(account.key, account);
  return [...accounts.values()];
}

function oldest(answers: readonly Answer[]): string | null {
  let found: string | null = null;
  for (const { at } of answers) {
    if (at === null) return null;
    if (found === null || timeOf(at) < timeOf(found)) found = at;
  }
  return found;
}

function diagnosticsOf({ answers, repeated }: Answers, label: string): readonly Diagnostic[] {
  const failed: Diagnostic["args"][] = [];
  const cutOff: Diagnostic["args"][] = [];
  for (const answer of answers) {
    const { operation, account, region, error } = answer;
    const where = { call: operation, account: account ?? "", region: region ?? "" };
    if (error !== null && !isAbsent(answer)) failed.push({ ...where, error: plainCode(error) });
    else if (error === null && !answer.isWhole) cutOff.push(where);
  }
  return [
    ...counted(failed).map((args): Diagnostic => ({ code: "API_CALL_FAILED", document: label, args })),
    ...counted(cutOff).map((args): Diagnostic => ({ code: "API_LISTING_CUT_OFF", document: label, args })),
    ...repeatedDiagnostics(
      repeated.map(({ operation, at }) => ({ kind: operation, what: operation, at })),
      label,
    ),
  ];
}

/** Gives each different one once, with how often it is there. */
function counted(all: readonly Diagnostic["args"][]): readonly Diagnostic["args"][] {
  const counts = new Map<string, { readonly args: Diagnostic["args"]; readonly count: number }>();
  for (const args of all) {
    const key = JSON.stringify(args);
    counts.set(key, { args, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].map(({ args, count }) => ({ ...args, count }));
}

/** Something of which there is a newer answer. */
interface Repeated {
  /** A call, or a type of resources. */
  readonly kind: string;
  readonly what: string;
  readonly at: string | null;
}

/** Says of each call or type the first that was answered more than once, and of how many that is so. */
function repeatedDiagnostics(all: readonly Repeated[], label: string): Diagnostic[] {
  const byKind = new Map<string, { readonly first: Repeated; readonly count: number }>();
  for (const one of all) {
    const known = byKind.get(one.kind);
    byKind.set(one.kind, { first: known?.first ?? one, count: (known?.count ?? 0) + 1 });
  }
  return [...byKind.values()].map(({ first: { what, at }, count }) => ({
    code: "API_ANSWERS_REPEATED",
    document: label,
    args: { what, at: at ?? "", count },
  }));
}

/** An error code is a name; a document may write anything in its place. */
function plainCode(code: string): string {
  return /^[A-Za-z][\w.:-]{0,99}$/u.test(code) ? code : "unknown";
}
