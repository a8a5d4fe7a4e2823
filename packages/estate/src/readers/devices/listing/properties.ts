import { SekishoError } from "../../../errors.ts";
import type { Json } from "../../../model/value.ts";
import { decodeText, type TextEncoding } from "../../encoded-text.ts";
import { isList, isObject, own, pointer } from "../../json-access.ts";
import { jsonText, parseJson } from "../../json.ts";

/** A value of a property, and where it stands. */
export interface Property {
  readonly value: Json;
  readonly at: string;
}

/** The properties of one object that PowerShell has written, by their names. */
export interface Listing {
  readonly pointer: string;
  readonly properties: ReadonlyMap<string, Property>;
}

/** A line of `Format-List`: the name of a property and its value. */
const propertyLine = /^([A-Za-z]\w*)[ \t]*:(?:[ \t](.*))?$/u;

/** Tells whether a text is one of `Format-List` with one of the given properties. */
export function listsProperty(text: string, names: readonly string[]): boolean {
  return text.split("\n").some((line) => names.includes(propertyLine.exec(line.trimEnd())?.[1] ?? ""));
}

/** Tells whether a document is an object, or a list of objects, with one of the given properties. */
export function hasProperty(json: Json, names: readonly string[]): boolean {
  if (isList(json)) return json.length > 0 && json.every((one) => isObject(one) && hasProperty(one, names));
  return names.some((name) => own(json, name) !== undefined);
}

/**
 * Reads objects that PowerShell has written: with `ConvertTo-Json`, one or a list of them, or as `Format-List` prints them,
 * with empty lines between several.
 *
 * @param within - What the pointers into the file begin with.
 * @throws SekishoError `DOCUMENT_INVALID` with the line of what is no property; `DOCUMENT_EMPTY`; the codes of `decodeText` and
 * `parseJson`.
 */
export function readListings(
  bytes: Uint8Array,
  name: string,
  encoding: TextEncoding | null,
  within = "",
): readonly Listing[] {
  const json = jsonText(bytes, name);
  if (
    json.bytes.some((byte) => byte > 0x20) &&
    /^\s*[[{]/u.test(new TextDecoder().decode(json.bytes.subarray(0, 1024)))
  ) {
    return listingsOf(parseJson(json), name, within);
  }
  return listingsInText(decodeText(bytes, name, encoding), name, within);
}

/** Takes the listings of a document that is parsed already. */
export function listingsOf(json: Json, name: string, within = ""): readonly Listing[] {
  return isList(json)
    ? json.map((one, index) => listingOf(one, name, pointer(within, index)))
    : [listingOf(json, name, within)];
}

function listingOf(json: Json, name: string, at: string): Listing {
  if (!isObject(json)) {
    throw new SekishoError("DOCUMENT_INVALID", `${name}#${at} is no object. Export it with ConvertTo-Json.`, {
      details: { name },
    });
  }
  const entries = Object.entries(json).map(([key, value]): [string, Property] => [
    key,
    { value, at: pointer(at, key) },
  ]);
  return { pointer: at, properties: new Map(entries) };
}

/** Takes the listings of a text; the places of properties are its lines. */
export function listingsInText(text: string, name: string, within = ""): readonly Listing[] {
  const listings: Listing[] = [];
  let properties = new Map<string, Property>();
  let last = "";
  for (const [index, written] of text.split("\n").entries()) {
    const line = written.trimEnd();
    const at = `${within}/lines/${String(index + 1)}`;
    const [, key, value = ""] = propertyLine.exec(line) ?? [];
    const known = properties.get(last)?.value;
    if (line === "") {
      properties = new Map();
      last = "";
    } else if (key !== undefined) {
      if (properties.has(key)) properties = new Map();
      if (properties.size === 0) listings.push({ pointer: at, properties });
      properties.set(key, { value: value.trim(), at });
      last = key;
    } else if (typeof known === "string" && /^[ \t]{2,}/u.test(line)) {
      // A long value goes on below its beginning.
      properties.set(last, { value: known + line.trim(), at: properties.get(last)?.at ?? at });
    } else {
      throw new SekishoError(
        "DOCUMENT_INVALID",
        `${name}, line ${String(index + 1)}: this is no property as Format-List prints it (Name : value). Export it again, best with ConvertTo-Json.`,
        { details: { name, line: index + 1 } },
      );
    }
  }
  return listings;
}
