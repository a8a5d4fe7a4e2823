import type { Json } from "../model/value.ts";
import { isList, own } from "./terraform-plan/json-access.ts";

/** One element of a list, parsed by itself. */
export interface JsonElement {
  readonly index: number;
  readonly value: Json;
}

/**
 * A document in JSON whose large lists are read element by element, so that only one of them needs to be held at a time.
 * What a reader does not ask for may stay unparsed.
 */
export interface JsonDocument {
  /** Reads a member of the document's top level; undefined if it has none of that name, or is no object. */
  readonly member: (key: string) => Json | undefined;
  /** Reads a top-level list element by element; null if there is no list of that name. */
  readonly elements: (key: string) => Iterable<JsonElement> | null;
}

/** Makes a document of JSON that is parsed already. */
export function parsedDocument(json: Json): JsonDocument {
  return {
    member: (key) => own(json, key),
    elements(key) {
      const list = own(json, key);
      return isList(list) ? list.map((value, index) => ({ index, value })) : null;
    },
  };
}
