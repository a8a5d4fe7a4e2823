import type { Json } from "../../model/value.ts";
import { isList, isObject, own, type JsonObject } from "../json-access.ts";

/**
 * Adds to the marks of what is unknown (`after_unknown`) every attribute that the provider computes and the source leaves
 * out, as a plan would print it. An empty string counts as left out: the provider's SDK takes it so where it computes the
 * attribute (terraform-plugin-sdk v2, `helper/schema/schema.go`, `finalizeDiff`). A path leads through blocks by dots, and
 * through every element of a list.
 */
export function markComputed(after: JsonObject, unknown: Json | undefined, paths: readonly string[]): Json {
  return paths.reduce<Json>((marks, path) => markAt(after, marks, path.split(".")), unknown ?? {});
}

function markAt(value: Json | undefined, marks: Json | undefined, names: readonly string[]): Json {
  // A place that is unknown as a whole says nothing more below.
  if (marks === true) return true;
  if (isList(value)) {
    const before = isList(marks) ? marks : [];
    return value.map((element, index) => markAt(element, before[index], names));
  }
  const [name, ...deeper] = names;
  const members = isObject(marks) ? marks : {};
  if (name === undefined || !isObject(value)) return members;
  const member = own(value, name);
  const mark = own(members, name);
  const isLeftOut = member === undefined || member === null;
  if (deeper.length > 0) return isLeftOut ? members : { ...members, [name]: markAt(member, mark, deeper) };
  return isLeftOut || member === "" ? { ...members, [name]: true } : members;
}
