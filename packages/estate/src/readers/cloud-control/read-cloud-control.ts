import { SekishoError } from "../../errors.ts";
import type { DocumentInfo, ReadAccount, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { createTypeTable, readWritten } from "../cloudformation/resources.ts";
import { findTooDeep, maxDepth } from "../json.ts";
import { isList, isObject, own, ownString, type JsonObject } from "../json-access.ts";
import { follow, parsePath } from "../vocabulary/path.ts";
import type { Wording } from "../vocabulary/read-values.ts";
import { writeOnly } from "./write-only.ts";

/** Tells whether a document is what `GetResource` or `ListResources` of Cloud Control answers. */
export function isCloudControl(json: Json): boolean {
  if (isList(json)) return json.length > 0 && json.every((one) => isCloudControl(one) && !isList(one));
  return isDescription(own(json, "ResourceDescription")) || isDescriptions(own(json, "ResourceDescriptions"));
}

function isDescriptions(value: Json | undefined): boolean {
  return isList(value) && value.every(isDescription);
}

function isDescription(value: Json | undefined): boolean {
  return isObject(value) && typeof own(value, "Properties") === "string";
}

/** One resource as it is described. */
interface Description {
  readonly type: string;
  readonly identifier: string | null;
  readonly properties: JsonObject;
  /** JSON pointer to the description. */
  readonly at: string;
  /** A listing may leave out what a resource asked for by itself would show. */
  readonly isListed: boolean;
}

/**
 * Reads resources as Cloud Control describes them. What a resource by itself does not show of what it could is absent where
 * CloudFormation's documentation says so and otherwise unknown (U4); of a listed one all that is left out is unknown. What
 * Cloud Control never shows, because it can only be written, is hidden (U6).
 *
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP` if the properties are no JSON object, or no type is named.
 */
export function readCloudControl(
  json: Json,
  document: Pick<DocumentInfo, "label" | "name" | "digest">,
  types: readonly ResourceType[],
): ReadDocument {
  const { name } = document;
  const table = createTypeTable(types);
  const accounts = new Map<string, ReadAccount>();
  const resources: ReadResource[] = [];
  const unsupported = Object.create(null) as Record<string, number>;
  const descriptions = descriptionsOf(json, name);
  const accounting = { resources: descriptions.length, read: 0, unsupported: 0, unread: 0 };
  for (const { type, identifier, properties, at, isListed } of descriptions) {
    if (!table.isRead(type)) {
      accounting.unsupported += 1;
      unsupported[type] = (unsupported[type] ?? 0) + 1;
      continue;
    }
    accounting.read += 1;
    const origin = `${name}#${at}`;
    const { account, region } = placeOf(table.typesOf(type, properties), properties, origin);
    if (!accounts.has(account.key)) accounts.set(account.key, account);
    const written = {
      type,
      address: null,
      properties,
      pointer: "/Properties",
      reference: identifier,
      origin,
      action: "none",
      accountKey: account.key,
      region,
    } as const;
    resources.push(...readWritten(written, table, wordingOf(type, isListed)));
  }
  return {
    document: { ...document, kind: "cloud-control", partial: null },
    accounts: [...accounts.values()],
    resources,
    before: null,
    managed: accounting.resources,
    covers: [],
    // Cloud Control does not say when it was asked.
    captures: {
      of: new Map(resources.map((resource) => [resource, { at: null, isOwned: true }])),
      tells: new Set(),
      named: [],
      missed: () => [],
    },
    diagnostics: [],
    accounting: { ...accounting, types: unsupported },
  };
}

function descriptionsOf(json: Json, name: string, at = "", outer?: string): readonly Description[] {
  if (isList(json)) return json.flatMap((one, index) => descriptionsOf(one, name, `${at}/${String(index)}`, outer));
  const type = ownString(json, "TypeName") ?? outer;
  if (type === undefined) throw invalid(`${name}#${at}/TypeName`, "no type is named");
  const list = own(json, "ResourceDescriptions");
  const one = own(json, "ResourceDescription");
  if (isList(list)) {
    return list.map((item, index) => described(item, type, `${at}/ResourceDescriptions/${String(index)}`, name, true));
  }
  return [described(one, type, `${at}/ResourceDescription`, name, false)];
}

function described(value: Json | undefined, type: string, at: string, name: string, isListed: boolean): Description {
  const origin = `${name}#${at}/Properties`;
  const text = ownString(value, "Properties") ?? "";
  if (findTooDeep(text) !== null) {
    throw new SekishoError(
      "DOCUMENT_TOO_DEEP",
      `${origin}: the JSON in this string is nested deeper than ${String(maxDepth)} levels. Check what made the document.`,
      { details: { origin } },
    );
  }
  let properties: Json;
  try {
    properties = JSON.parse(text) as Json;
  } catch {
    // The engine's own message is left out, also as a cause: it quotes the document.
    throw invalid(origin, "this string does not hold valid JSON");
  }
  if (!isObject(properties)) throw invalid(origin, "this string holds no object");
  return { type, identifier: ownString(value, "Identifier") ?? null, properties, at, isListed };
}

function wordingOf(type: string, isListed: boolean): Wording {
  const hidden = Object.hasOwn(writeOnly, type) ? (writeOnly[type] ?? []) : [];
  return {
    vocabulary: "cloudformation",
    silence: "U4",
    omissions: isListed ? "none" : "absence",
    isHidden(parent, path) {
      const place = parent
        .split("/")
        .slice(2)
        .filter((step) => !/^\d+$/u.test(step));
      const [first = []] = parsePath(path).map(({ steps }) => steps);
      const full = [...place, ...first].join(".");
      return hidden.some((one) => full === one || full.startsWith(`${one}.`));
    },
  };
}

/** Where a resource lies, by its own ARN; Cloud Control does not say which account and region were asked. */
function placeOf(
  types: readonly ResourceType[],
  properties: JsonObject,
  origin: string,
): { readonly account: ReadAccount; readonly region: Exclude<ReadResource["region"], null> } {
  const path = types[0]?.identity["arn"]?.cloudformation;
  const arn = path === undefined ? undefined : follow(path, { here: { value: properties, pointer: "" } })?.values[0];
  const text = typeof arn?.value === "string" && arn.value.startsWith("arn:") ? arn.value : "";
  const [, , , region = "", account = ""] = text.split(":");
  const id = /^\d{12}$/u.test(account) ? account : null;
  return {
    account: { key: id ?? "unknown", id, origin },
    region: region === "" ? { unknown: "U4" } : region,
  };
}

function invalid(origin: string, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${origin}: ${what}. Give the output of aws cloudcontrol get-resource or list-resources as it is.`,
    { details: { origin } },
  );
}
