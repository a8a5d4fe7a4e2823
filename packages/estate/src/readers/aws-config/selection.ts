import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownString, type JsonObject } from "../json-access.ts";

/**
 * What an advanced query selected. A member that was selected and is not there is left out by the resource; one that was
 * not selected may be anything.
 */
export interface Selection {
  /** Paths of members, in lower case; null if the document does not say which they are. */
  readonly fields: readonly (readonly string[])[] | null;
}

/** Reads what a query selected from the `QueryInfo` that stands beside its results. */
export function selectionOf(queryInfo: Json | undefined): Selection {
  const listed = own(queryInfo, "SelectFields");
  if (!isList(listed)) return { fields: null };
  const names = listed.map((field) => (typeof field === "string" ? field : ownString(field, "Name")));
  // A field that is not told may be any.
  return { fields: names.every((name) => name !== undefined) ? names.map(pathOf) : null };
}

/** Tells whether a query selected a member as a whole, with all that is below it. */
export function isSelected({ fields }: Selection, path: readonly string[]): boolean {
  const wanted = path.map((step) => step.toLowerCase());
  return fields?.some((field) => field.every((step, index) => step === wanted[index])) === true;
}

/** Turns the members of a result that are named by dotted paths (`configuration.state.name`) into nested ones. */
export function nested(row: JsonObject): JsonObject {
  if (!Object.keys(row).some((key) => dotted.test(key))) return row;
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(row)) {
    if (dotted.test(key)) place(result, key.split("."), value);
    else result[key] = value;
  }
  return result;
}

const dotted = /^(?:configuration|supplementaryConfiguration)\.[^.]/u;

function pathOf(name: string): readonly string[] {
  return name.toLowerCase().split(".");
}

function place(target: Record<string, Json>, [first = "", ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const existing = Object.hasOwn(target, first) ? target[first] : undefined;
  const inner: Record<string, Json> = isObject(existing) ? { ...existing } : {};
  place(inner, rest, value);
  target[first] = inner;
}
