import { SekishoError } from "../../errors.ts";
import type { Json } from "../../model/value.ts";
import { decodeIfJson, findTooDeep, maxDepth } from "../json.ts";
import { isList, isObject, own, type JsonObject } from "../json-access.ts";

/** One configuration item, decoded, with the place where it stands in its document. */
export interface ConfigItem {
  readonly item: JsonObject;
  /** JSON pointer; it goes on through strings that hold JSON. */
  readonly pointer: string;
  /** The account that the envelope names, for items that do not name one. */
  readonly envelopeAccount: string | null;
}

/** Reads the first of several members that is a text. */
export function textOf(value: JsonObject, ...names: readonly string[]): string | null {
  for (const name of names) {
    const member = own(value, name);
    if (typeof member === "string" && member !== "") return member;
  }
  return null;
}

const listNames = ["configurationItems", "baseConfigurationItems"] as const;

/** Tells whether a document consists of AWS Config items, in any of the shapes in which AWS hands them out. */
export function isConfigItems(json: Json): boolean {
  if (isList(json)) return json.length > 0 && json.every(isItem);
  if (!isObject(json)) return false;
  if (isItem(json) || isObject(json["configurationItem"])) return true;
  if (typeof json["invokingEvent"] === "string") return json["invokingEvent"].includes('"configurationItem"');
  return listNames.some((name) => isList(json[name]));
}

function isItem(value: Json): boolean {
  if (!isObject(value)) return false;
  const type = own(value, "resourceType");
  const isMarked = ["configuration", "configurationItemStatus", "configurationItemCaptureTime"].some((name) =>
    Object.hasOwn(value, name),
  );
  return typeof type === "string" && type.includes("::") && isMarked;
}

/**
 * Takes the items out of whatever they are wrapped in.
 *
 * @throws SekishoError `DOCUMENT_INVALID` if a wrapper does not hold what its shape promises.
 */
export function itemsOf(json: Json, name: string): readonly ConfigItem[] {
  if (isList(json)) return elements(json, "", null, name);
  if (!isObject(json)) throw invalid(name, "", "there is no configuration item");
  const account = textOf(json, "accountId", "awsAccountId");
  const event = own(json, "invokingEvent");
  if (typeof event === "string") {
    const decoded = decode(event, name, "/invokingEvent");
    const item = isObject(decoded) ? own(decoded, "configurationItem") : undefined;
    return [element(item, "/invokingEvent/configurationItem", account, name)];
  }
  if (Object.hasOwn(json, "configurationItem")) {
    return [element(own(json, "configurationItem"), "/configurationItem", account, name)];
  }
  for (const list of listNames) {
    const items = own(json, list);
    if (items === undefined) continue;
    if (!isList(items)) throw invalid(name, `/${list}`, "this is no list of configuration items");
    return elements(items, `/${list}`, account, name);
  }
  return [element(json, "", null, name)];
}

function elements(list: readonly Json[], pointer: string, account: string | null, name: string): readonly ConfigItem[] {
  return list.map((value, index) => element(value, `${pointer}/${String(index)}`, account, name));
}

function element(value: Json | undefined, pointer: string, account: string | null, name: string): ConfigItem {
  if (!isObject(value)) throw invalid(name, pointer, "this is no configuration item");
  const item: Record<string, Json> = { ...value };
  if (typeof item["configuration"] === "string") {
    item["configuration"] = decode(item["configuration"], name, `${pointer}/configuration`);
  }
  const supplementary = item["supplementaryConfiguration"];
  if (isObject(supplementary)) {
    item["supplementaryConfiguration"] = Object.fromEntries(
      Object.entries(supplementary).map(([key, member]) => [key, decodeIfJson(member)]),
    );
  }
  return { item, pointer, envelopeAccount: account };
}

function decode(text: string, name: string, pointer: string): Json {
  if (text.trim() === "") return null;
  refuseTooDeep(text, name, pointer);
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The engine's own message is left out, also as a cause: it quotes the document.
    throw invalid(name, pointer, "this string does not hold valid JSON");
  }
}

function refuseTooDeep(text: string, name: string, pointer: string): void {
  if (findTooDeep(text) === null) return;
  throw new SekishoError(
    "DOCUMENT_TOO_DEEP",
    `${name}#${pointer}: the JSON in this string is nested deeper than ${String(maxDepth)} levels. Check what made the document.`,
    { details: { name, pointer } },
  );
}

function invalid(name: string, pointer: string, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${pointer}: ${what}. Give the output of AWS Config as it is: an item, a history, a snapshot or a rule event.`,
    { details: { name, pointer } },
  );
}
