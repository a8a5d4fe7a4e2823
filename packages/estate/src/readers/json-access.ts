import type { Json } from "../model/value.ts";

/** A JSON object of a document. Read only through {@link own}: names like `constructor` may be missing. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Tells whether a value is a JSON object, not a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a JSON list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Reads an own member of a JSON object; undefined if the value is no object or has none of that name. */
export function own(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Reads an own member that is an object; undefined otherwise. */
export function ownObject(value: Json | undefined, key: string): JsonObject | undefined {
  const member = own(value, key);
  return isObject(member) ? member : undefined;
}

/** Reads an own member that is a list; empty otherwise. */
export function ownList(value: Json | undefined, key: string): readonly Json[] {
  const member = own(value, key);
  return isList(member) ? member : [];
}

/** Reads an own member that is a string; undefined otherwise. */
export function ownString(value: Json | undefined, key: string): string | undefined {
  const member = own(value, key);
  return typeof member === "string" ? member : undefined;
}

/** Appends a member's name to a JSON pointer. */
export function pointer(parent: string, key: string | number): string {
  const name = String(key);
  const escaped = /[~/]/u.test(name) ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
  return `${parent}/${escaped}`;
}
