import type { Json } from "../../model/value.ts";
import { isJsonObject } from "./items.ts";

/** A value found in an item, with the JSON pointer of its place below the item. */
export interface Found {
  readonly value: Json;
  readonly pointer: string;
}

/** What a path leads to: undefined if nothing on its way is there; `isWhole` is false if an element lacks its part. */
export interface FoundAll {
  readonly values: readonly Found[];
  readonly isWhole: boolean;
}

/** One way to a value. */
interface Way {
  readonly steps: readonly string[];
  /** For a boolean: it is true if the value is this one. */
  readonly equals: string | null;
}

const ways = new Map<string, readonly Way[]>();

/**
 * Splits a path of the Config vocabulary: names parted by dots; `name[key]` takes the value of the entry with that key
 * from a list of keys and values; `path=value` says whether the value is that one; ` | ` parts alternatives, of which
 * the first that is there counts.
 */
export function parsePath(path: string): readonly Way[] {
  let parsed = ways.get(path);
  if (parsed === undefined) {
    parsed = path.split(" | ").map((alternative) => {
      const [place = "", equals] = alternative.split("=");
      return { steps: place.match(/\[[^\]]*\]|[^.[\]]+/gu) ?? [], equals: equals ?? null };
    });
    ways.set(path, parsed);
  }
  return parsed;
}

/** Follows a path from a value; lists on the way are followed in each element. Undefined if nothing is there. */
export function follow(path: string, from: Found): FoundAll | undefined {
  for (const way of parsePath(path)) {
    const found = followSteps(way.steps, from);
    if (found === undefined) continue;
    if (way.equals === null) return found;
    return {
      ...found,
      values: found.values.map(({ value, pointer }) => ({ value: value === way.equals, pointer })),
    };
  }
  return undefined;
}

function followSteps(steps: readonly string[], from: Found): FoundAll | undefined {
  const [step, ...rest] = steps;
  if (Array.isArray(from.value)) {
    const list = from.value as readonly Json[];
    if (step?.startsWith("[") === true) return followKey(step.slice(1, -1), rest, list, from.pointer);
    const values: Found[] = [];
    let isWhole = true;
    for (const [index, value] of list.entries()) {
      const found = followSteps(steps, { value, pointer: `${from.pointer}/${String(index)}` });
      if (found === undefined) isWhole = false;
      else {
        values.push(...found.values);
        isWhole &&= found.isWhole;
      }
    }
    return { values, isWhole };
  }
  if (step === undefined) return from.value === null ? undefined : { values: [from], isWhole: true };
  if (!isJsonObject(from.value) || !Object.hasOwn(from.value, step)) return undefined;
  return followSteps(rest, { value: from.value[step] ?? null, pointer: `${from.pointer}/${escapeStep(step)}` });
}

function followKey(key: string, rest: readonly string[], list: readonly Json[], pointer: string): FoundAll | undefined {
  for (const [index, entry] of list.entries()) {
    if (!isJsonObject(entry)) continue;
    const [name, value] = Object.hasOwn(entry, "key") ? ["value", entry["key"]] : ["Value", entry["Key"]];
    if (value !== key) continue;
    return followSteps(rest, { value: entry[name] ?? null, pointer: `${pointer}/${String(index)}/${name}` });
  }
  return undefined;
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
