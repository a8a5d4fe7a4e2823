import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownString } from "../json-access.ts";

/**
 * Makes marks of the paths that a state file lists as sensitive. A path through a list marks the whole list, and one that
 * is not understood marks everything.
 */
export function marksOf(paths: Json | undefined): Json | undefined {
  if (paths === undefined || paths === null) return undefined;
  if (!isList(paths)) return true;
  return paths.reduce<Json>((marks, path) => merge(marks, isList(path) ? markOf(path) : true), {});
}

function markOf(path: readonly Json[]): Json {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  const name = ownString(step, "value");
  if (ownString(step, "type") === "get_attr" && name !== undefined) return { [name]: markOf(rest) };
  return true;
}

function merge(one: Json, other: Json): Json {
  if (!isObject(one) || !isObject(other)) return true;
  const merged = new Map(Object.entries(one));
  for (const [name, mark] of Object.entries(other)) {
    merged.set(name, merge(own(one, name) ?? {}, mark));
  }
  return Object.fromEntries(merged);
}
