import type { Json } from "../../model/value.ts";
import { parsedDocument, type JsonDocument } from "../json-document.ts";
import { isList, isObject, own, ownString, pointer as below, type JsonObject } from "../json-access.ts";
import { decode, invalid, textOf, type ConfigItem, type Envelope } from "./items.ts";
import { nested, selectionOf } from "./selection.ts";

/** One thing that a document of AWS Config holds. */
export type ConfigPart =
  | { readonly kind: "item"; readonly item: ConfigItem }
  /** Resources whose configurations were asked for and not given. */
  | { readonly kind: "unprocessed"; readonly count: number }
  /** A notification that is about no single resource, or a row of a query that names none. */
  | { readonly kind: "empty"; readonly what: string }
  /** More pages follow that are not in the document. */
  | { readonly kind: "more" }
  /** What records configurations, or how that goes. */
  | { readonly kind: "recorder" | "recorder-status"; readonly value: JsonObject };

/** Which shape a document has; the shapes inside of wrappers are found with it. */
type Shape =
  | { readonly kind: "items"; readonly key: string }
  | { readonly kind: "results" }
  | { readonly kind: "recorders"; readonly key: string }
  | { readonly kind: "item"; readonly key: string | null }
  | { readonly kind: "notification"; readonly messageType: string }
  | { readonly kind: "unreadable"; readonly at: string }
  | { readonly kind: "wrapped"; readonly parts: readonly Wrapped[] };

/** What a wrapper holds at a place; the shape is null where it has nothing to do with AWS Config. */
interface Wrapped {
  readonly document: JsonDocument;
  readonly pointer: string;
  readonly shape: Shape | null;
}

/** Lists of items: histories and snapshots, batches, batches of an aggregator. */
const itemLists = ["configurationItems", "baseConfigurationItems", "BaseConfigurationItems"] as const;

/** Single items: of an event, of an aggregator, and of a notification that is too large to hold the item. */
const singleItems = ["configurationItem", "ConfigurationItem", "configurationItemSummary"] as const;

const unprocessedLists = ["unprocessedResourceKeys", "UnprocessedResourceIdentifiers"] as const;

const recorderLists = { ConfigurationRecorders: "recorder", ConfigurationRecordersStatus: "recorder-status" } as const;

const notifications = /^(?:Scheduled|Oversized|Config(?:Rule|uration)|ComplianceChange)[A-Za-z]{1,60}$/u;

/** Deeper than an item in an event in a message in a record of a queue nothing is wrapped. */
const maxWrappers = 8;

/** Tells whether a document is something that AWS Config hands out. Large lists are not read for it. */
export function isConfigDocument(document: JsonDocument): boolean {
  return shapeOf(document, 0) !== null;
}

/**
 * Takes apart what a document of AWS Config holds, piece by piece: large lists are read element by element.
 *
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP` if it does not hold what its shape promises.
 */
export function* partsOf(document: JsonDocument, name: string): Generator<ConfigPart, void, undefined> {
  const shape = shapeOf(document, 0);
  if (shape === null) throw invalid(name, "", "there is no configuration item");
  yield* partsOfShape(shape, document, "", { account: null, region: null }, name);
}

function shapeOf(document: JsonDocument, depth: number): Shape | null {
  if (depth > maxWrappers) return null;
  const text = (key: string): string | null => {
    const member = document.shape(key) === "scalar" ? document.member(key) : undefined;
    return typeof member === "string" ? member : null;
  };
  for (const key of itemLists) if (document.shape(key) === "list") return { kind: "items", key };
  if (document.shape("Results") === "list" && isQuery(document)) return { kind: "results" };
  for (const key of singleItems) {
    const shape = document.shape(key);
    if (shape === "object" || (shape === "list" && key === "configurationItem")) return { kind: "item", key };
  }
  for (const key of Object.keys(recorderLists)) {
    if (document.shape(key) === "list") return { kind: "recorders", key };
  }
  if (document.shape("invokingEvent") !== null) return wrappedIn(document, "invokingEvent", depth, true);
  if (text("Type") === "Notification") return wrappedIn(document, "Message", depth, false);
  if (text("source") === "aws.config") return wrappedIn(document, "detail", depth, false);
  const messageType = text("messageType");
  if (messageType !== null && notifications.test(messageType)) return { kind: "notification", messageType };
  for (const [list, ...keys] of [
    ["Records", "Sns", "body"],
    ["Messages", "Body"],
  ] as const) {
    if (document.shape(list) === "list") return wrappedInEach(document, list, keys, depth);
  }
  if (document.shape("resourceType") !== null) return isItem(document) ? { kind: "item", key: null } : null;
  // As boto3 gives an answer, with the status beside it.
  if (document.shape("data") === "object" && document.shape("status_code") !== null) {
    return wrappedIn(document, "data", depth, false);
  }
  if (document.shape("Sns") === "object") return wrappedIn(document, "Sns", depth, false);
  if (document.shape("Message") !== null && document.shape("TopicArn") !== null) {
    return wrappedIn(document, "Message", depth, false);
  }
  return shapeOfList(document, depth);
}

/** A list of items or events; every element must be one. */
function shapeOfList(document: JsonDocument, depth: number): Shape | null {
  if (!document.isList) return null;
  const json = document.whole();
  if (!isList(json) || json.length === 0) return null;
  const parts: Wrapped[] = [];
  for (const [index, value] of json.entries()) {
    const element = parsedDocument(value);
    const shape = isObject(value) ? shapeOf(element, depth + 1) : null;
    if (shape === null) return null;
    parts.push({ document: element, pointer: `/${String(index)}`, shape });
  }
  return { kind: "wrapped", parts };
}

function isQuery(document: JsonDocument): boolean {
  if (own(document.member("QueryInfo"), "SelectFields") !== undefined) return true;
  for (const element of document.elements("Results") ?? []) {
    const value = element.read();
    return typeof value === "string" && value.startsWith("{");
  }
  return false;
}

function isItem(document: JsonDocument): boolean {
  const type = document.member("resourceType");
  const isMarked = ["configuration", "configurationItemStatus", "configurationItemCaptureTime"].some(
    (key) => document.shape(key) !== null,
  );
  return typeof type === "string" && type.includes("::") && isMarked;
}

/** Looks into a member that may be a string of JSON. */
function wrappedIn(document: JsonDocument, key: string, depth: number, isPromised: boolean): Shape | null {
  const at = below("", key);
  const json = document.member(key);
  if (
    isPromised &&
    typeof json === "string" &&
    /"(?:configurationItem|messageType)/u.test(json) &&
    !isDecodable(json)
  ) {
    return { kind: "unreadable", at };
  }
  const part = wrapped(json, at, depth);
  return part === null || part.shape === null ? null : { kind: "wrapped", parts: [part] };
}

function wrappedInEach(document: JsonDocument, list: string, keys: readonly string[], depth: number): Shape | null {
  const parts: Wrapped[] = [];
  for (const element of document.elements(list) ?? []) {
    const value = element.read();
    const key = keys.find((candidate) => own(value, candidate) !== undefined);
    if (key === undefined) return null;
    const at = `${below("", list)}/${String(element.index)}${below("", key)}`;
    parts.push(wrapped(own(value, key), at, depth) ?? { document: parsedDocument(null), pointer: at, shape: null });
  }
  return parts.some(({ shape }) => shape !== null) ? { kind: "wrapped", parts } : null;
}

function wrapped(json: Json | undefined, at: string, depth: number): Wrapped | null {
  const decoded = typeof json === "string" && isDecodable(json) ? decode(json, "", "") : json;
  if (!isObject(decoded)) return null;
  const document = parsedDocument(decoded);
  return { document, pointer: at, shape: shapeOf(document, depth + 1) };
}

function isDecodable(text: string): boolean {
  try {
    return isObject(decode(text, "", ""));
  } catch {
    return false;
  }
}

function* partsOfShape(
  shape: Shape,
  document: JsonDocument,
  pointer: string,
  outer: Envelope,
  name: string,
): Generator<ConfigPart, void, undefined> {
  const envelope = envelopeOf(document, outer);
  switch (shape.kind) {
    case "items":
      for (const element of document.elements(shape.key) ?? []) {
        yield itemPart(element, { pointer: `${pointer}/${shape.key}/${String(element.index)}`, envelope, name });
      }
      yield* besideItems(document);
      return;
    case "results":
      yield* rows(document, pointer, envelope, name);
      yield* besideItems(document);
      return;
    case "item": {
      const at = shape.key === null ? pointer : `${pointer}/${shape.key}`;
      const value = shape.key === null ? document.whole() : document.member(shape.key);
      if (isList(value)) {
        for (const [index, item] of value.entries()) {
          yield itemPart({ read: () => item }, { pointer: `${at}/${String(index)}`, envelope, name });
        }
      } else yield itemPart({ read: () => value ?? null }, { pointer: at, envelope, name });
      return;
    }
    case "recorders":
      for (const [key, kind] of Object.entries(recorderLists)) {
        for (const element of document.elements(key) ?? []) {
          const value = element.read();
          if (isObject(value)) yield { kind, value };
        }
      }
      return;
    case "notification":
      yield { kind: "empty", what: shape.messageType };
      return;
    case "unreadable":
      throw invalid(name, `${pointer}${shape.at}`, "this string does not hold valid JSON");
    case "wrapped":
      for (const part of shape.parts) {
        if (part.shape === null) yield { kind: "empty", what: "message" };
        else yield* partsOfShape(part.shape, part.document, `${pointer}${part.pointer}`, envelope, name);
      }
  }
}

function itemPart(
  element: ConfigItem["element"],
  { pointer, envelope, name }: { readonly pointer: string; readonly envelope: Envelope; readonly name: string },
): ConfigPart {
  const value = element.read();
  if (!isObject(value)) throw invalid(name, pointer, "this is no configuration item");
  return { kind: "item", item: { item: value, element, pointer, envelope, selection: null } };
}

function* besideItems(document: JsonDocument): Generator<ConfigPart, void, undefined> {
  for (const key of unprocessedLists) {
    const count = [...(document.elements(key) ?? [])].length;
    if (count > 0) yield { kind: "unprocessed", count };
  }
  if (["nextToken", "NextToken"].some((key) => typeof document.member(key) === "string")) yield { kind: "more" };
}

function* rows(
  document: JsonDocument,
  pointer: string,
  envelope: Envelope,
  name: string,
): Generator<ConfigPart, void, undefined> {
  const selection = selectionOf(document.member("QueryInfo"));
  for (const element of document.elements("Results") ?? []) {
    const at = `${pointer}/Results/${String(element.index)}`;
    const value = element.read();
    const row = typeof value === "string" ? decode(value, name, at) : value;
    if (!isObject(row)) throw invalid(name, at, "this is no result of a query");
    const item = nested(row);
    if (textOf(item, "resourceId", "arn", "ARN", "resourceName", "resourceType") === null && !hasConfiguration(item)) {
      yield { kind: "empty", what: "row" };
    } else yield { kind: "item", item: { item, element: { read: () => item }, pointer: at, envelope, selection } };
  }
}

/** Counts and sums stand beside what they are grouped by, which may be a member of the configuration. */
function hasConfiguration(row: JsonObject): boolean {
  const isAggregate = Object.keys(row).some((key) => /^(?:count|sum|min|max|avg)\(/iu.test(key));
  return !isAggregate && isObject(own(row, "configuration"));
}

function envelopeOf(document: JsonDocument, outer: Envelope): Envelope {
  const text = (...keys: readonly string[]): string | null => {
    for (const key of keys) {
      const member =
        document.shape(key) === "scalar" ? ownString({ [key]: document.member(key) ?? null }, key) : undefined;
      if (member !== undefined && member !== "") return member;
    }
    return null;
  };
  const isEvent = document.shape("detail") !== null;
  return {
    account: text("awsAccountId", "accountId", ...(isEvent ? ["account"] : [])) ?? outer.account,
    region: text(...(isEvent ? ["region"] : [])) ?? outer.region,
  };
}
