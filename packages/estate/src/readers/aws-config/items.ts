import { SekishoError } from "../../errors.ts";
import type { Json } from "../../model/value.ts";
import { decodeIfJson, findTooDeep, maxDepth } from "../json.ts";
import { isObject, own, type JsonObject } from "../json-access.ts";
import type { JsonElement } from "../json-document.ts";
import type { Selection } from "./selection.ts";

/** Where an item is from, as what is wrapped around it tells; null where it does not tell. */
export interface Envelope {
  readonly account: string | null;
  readonly region: string | null;
}

/** One configuration item, with the place where it stands in its document. */
export interface ConfigItem {
  readonly item: JsonObject;
  /** Reads the item once more, so that it need not be held. */
  readonly element: Pick<JsonElement, "read">;
  /** JSON pointer; it goes on through strings that hold JSON. */
  readonly pointer: string;
  /** For items that do not name account and region themselves. */
  readonly envelope: Envelope;
  /** What a query selected of the item; null for an item that tells all. */
  readonly selection: Selection | null;
}

/** Reads the first of several members that is a text. */
export function textOf(value: JsonObject, ...names: readonly string[]): string | null {
  for (const name of names) {
    const member = own(value, name);
    if (typeof member === "string" && member !== "") return member;
  }
  return null;
}

/** The ARN that an item names; events write it in capitals. */
export function arnOf(item: JsonObject): string | null {
  return textOf(item, "arn", "ARN");
}

/** The account that an item names: twelve digits, or null. */
export function accountOf({ item, envelope }: ConfigItem): string | null {
  const fromArn = arnOf(item)?.split(":")[4] ?? "";
  const named = textOf(item, "awsAccountId", "accountId") ?? (fromArn === "" ? envelope.account : fromArn);
  return named !== null && /^\d{12}$/u.test(named) ? named : null;
}

/** The region that an item names; `global` for what belongs to no region, null if it does not tell. */
export function regionOf({ item, envelope }: ConfigItem): string | null {
  const fromArn = arnOf(item)?.split(":")[3] ?? "";
  return textOf(item, "awsRegion") ?? (fromArn === "" ? envelope.region : fromArn);
}

/** What becomes of a resource by its item. */
export type ItemState = "told" | "untold" | "deleted";

/** Tells whether the resource of an item still exists, and whether the item tells how it is configured. */
export function stateOf({ item, selection }: ConfigItem): ItemState {
  if (textOf(item, "configurationItemStatus")?.startsWith("ResourceDeleted") === true) return "deleted";
  if (selection !== null) return "told";
  const configuration = own(item, "configuration");
  return configuration === undefined || configuration === null || configuration === "" ? "untold" : "told";
}

/**
 * Gives the configuration of an item, decoded where it is a string of JSON; null where the item does not tell it.
 *
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP` for a string that holds no such JSON.
 */
export function configurationOf({ item, pointer }: ConfigItem, name: string): JsonObject | null {
  const configuration = own(item, "configuration");
  const decoded =
    typeof configuration === "string" ? decode(configuration, name, `${pointer}/configuration`) : configuration;
  return isObject(decoded) ? decoded : null;
}

/** Gives the supplementary configuration of an item, with the strings of JSON in it decoded; null if there is none. */
export function supplementaryOf({ item }: ConfigItem): JsonObject | null {
  const supplementary = decodeIfJson(own(item, "supplementaryConfiguration") ?? null);
  if (!isObject(supplementary)) return null;
  return Object.fromEntries(Object.entries(supplementary).map(([key, member]) => [key, decodeIfJson(member)]));
}

/**
 * Gives the related resources of an item: their ids by type. Events call the kind of relation `name`, the API
 * `relationshipName`; both name type and id alike.
 */
export function relationshipsOf({ item }: ConfigItem): JsonObject | null {
  const relationships = own(item, "relationships");
  if (!Array.isArray(relationships)) return null;
  const byType = new Map<string, string[]>();
  for (const related of relationships as readonly Json[]) {
    if (!isObject(related)) continue;
    const type = textOf(related, "resourceType");
    const id = textOf(related, "resourceId");
    if (type === null || id === null) continue;
    const known = byType.get(type);
    if (known === undefined) byType.set(type, [id]);
    else if (!known.includes(id)) known.push(id);
  }
  return Object.fromEntries(byType);
}

/**
 * Decodes JSON that stands in a string.
 *
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP`.
 */
export function decode(text: string, name: string, pointer: string): Json {
  if (text.trim() === "") return null;
  if (findTooDeep(text) !== null) {
    throw new SekishoError(
      "DOCUMENT_TOO_DEEP",
      `${name}#${pointer}: the JSON in this string is nested deeper than ${String(maxDepth)} levels. Check what made the document.`,
      { details: { name, pointer } },
    );
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The engine's own message is left out, also as a cause: it quotes the document.
    throw invalid(name, pointer, "this string does not hold valid JSON");
  }
}

/** Makes the error for a document of AWS Config that does not hold what its shape promises. */
export function invalid(name: string, pointer: string, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${pointer}: ${what}. Give the output of AWS Config as it is: items, a history, a snapshot, a query's results or an event.`,
    { details: { name, pointer } },
  );
}
