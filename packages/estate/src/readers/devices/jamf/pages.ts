import { SekishoError } from "../../../errors.ts";
import type { Json } from "../../../model/value.ts";
import { isList, isObject, own, ownString, pointer, type JsonObject } from "../../json-access.ts";

/** A computer of Jamf Pro's inventory, and where it stands. */
export interface FoundComputer {
  readonly computer: JsonObject;
  readonly id: string;
  /** Name of its file, for messages. */
  readonly name: string;
  readonly pointer: string;
}

/** What a document holds of Jamf Pro's inventory. */
export interface InventoryPart {
  readonly computers: readonly FoundComputer[];
  /** How many computers the listing has in all, as its pages say; null for a computer that was asked for by itself. */
  readonly totalCount: number | null;
}

/** Tells whether a document holds computers of Jamf Pro: a page of the inventory, a list of pages, or one computer. */
export function isJamfInventory(json: Json): boolean {
  if (isList(json)) return json.length > 0 && json.every((page) => isPage(page) && isJamfInventory(page));
  if (!isPage(json)) return isComputer(json);
  const [first, ...others] = resultsOf(json);
  return first !== undefined && isComputer(first) && others.every(isComputer);
}

/** Tells whether a document holds the recovery keys of Jamf Pro's computers, which nobody has to see. */
export function isRecoveryKeys(json: Json): boolean {
  const listed = isPage(json) ? resultsOf(json) : [json];
  return (
    listed.length > 0 &&
    listed.every((one) => own(one, "computerId") !== undefined && own(one, "personalRecoveryKey") !== undefined)
  );
}

/**
 * Finds the computers of a document: of a page, of a list of pages, or the document itself. It is the same in every version
 * of the API.
 *
 * @param at - JSON pointer of the document.
 * @throws SekishoError `DOCUMENT_INVALID` for what is no page and no computer.
 */
export function inventoryPart(json: Json, name: string, at = ""): InventoryPart {
  if (isList(json)) {
    const parts = json.map((page, index) => inventoryPart(page, name, pointer(at, index)));
    return { computers: parts.flatMap(({ computers }) => computers), totalCount: totalOf(parts) };
  }
  if (!isPage(json)) return { computers: [foundComputer(json, name, at)], totalCount: null };
  return {
    computers: resultsOf(json).map((one, index) => foundComputer(one, name, `${at}/results/${String(index)}`)),
    totalCount: own(json, "totalCount") as number,
  };
}

/** How many computers the listing has of which the parts are pages; null if they do not say the same. */
export function totalOf(parts: readonly InventoryPart[]): number | null {
  const totals = new Set(parts.map(({ totalCount }) => totalCount));
  const [total] = totals;
  return totals.size === 1 ? (total ?? null) : null;
}

function isPage(json: Json): json is JsonObject {
  return typeof own(json, "totalCount") === "number" && isList(own(json, "results"));
}

function resultsOf(page: Json): readonly Json[] {
  const results = own(page, "results");
  return isList(results) ? results : [];
}

function isComputer(json: Json): boolean {
  return idOf(json) !== null && ownString(json, "udid") !== undefined;
}

function idOf(json: Json): string | null {
  const id = own(json, "id");
  return typeof id === "number" || (typeof id === "string" && id !== "") ? String(id) : null;
}

function foundComputer(json: Json, name: string, at: string): FoundComputer {
  const id = idOf(json);
  if (!isObject(json) || id === null || !isComputer(json)) {
    throw new SekishoError(
      "DOCUMENT_INVALID",
      `${name}#${at} is no computer of Jamf Pro's inventory: it has no id and udid. Give what GET /api/v3/computers-inventory answers, page by page.`,
      { details: { name } },
    );
  }
  return { computer: json, id, name, pointer: at };
}
