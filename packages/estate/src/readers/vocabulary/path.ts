import { pointerBelow } from "../shared-nodes.ts";
import { isToldList, isToldObject, isUnsettled, type Told, type ToldObject } from "./told.ts";

/** A value found in a document, with the JSON pointer of its place below the resource, or a whole origin. */
export interface Found {
  readonly value: Told;
  readonly pointer: string;
}

/** What a path leads to: undefined if nothing on its way is there; `isWhole` is false if an element lacks its part. */
export interface FoundAll {
  readonly values: readonly Found[];
  readonly isWhole: boolean;
}

/** Where paths begin. */
export interface Start {
  readonly here: Found;
  /** Where a path goes on whose first step does not stand here; undefined for a step that does. `path` is all of it. */
  readonly elsewhere?: (step: string, path: readonly string[]) => Found | undefined;
  /** Whether the document may write a name in other letters than the path does, as large or small ones. */
  readonly anyCase?: boolean;
}

/** One way to a value. */
export interface Way {
  readonly steps: readonly string[];
  /** For a boolean: it is true if the value is this one. */
  readonly equals: string | null;
}

const ways = new Map<string, readonly Way[]>();

/**
 * Splits a path of a vocabulary: names parted by dots; `name[key]` takes the value of the entry with that key from a
 * list of keys and values; `path=value` says whether the value is that one; ` | ` parts alternatives, of which the first
 * that is there counts. A path may begin elsewhere: `supplementaryConfiguration` stands beside the configuration of an
 * item, `relationships.AWS::Service::Type` are the ids of the resources of that type which the item is related to,
 * `service:Operation` is the answer of another call, `@Name` a parameter of the call itself or a member of the item itself.
 * Brackets without a key are for the reader only: lists are followed in each element.
 */
export function parsePath(path: string): readonly Way[] {
  let parsed = ways.get(path);
  if (parsed === undefined) {
    parsed = path.split(" | ").map((alternative) => {
      const [place = "", equals] = alternative.split("=");
      return { steps: stepsOf(place).filter((step) => step !== "[]"), equals: equals ?? null };
    });
    ways.set(path, parsed);
  }
  return parsed;
}

/** Splits a path without alternatives into its steps, brackets with and without a key among them. */
export function stepsOf(place: string): readonly string[] {
  return place.match(/\[[^\]]*\]|[^.[\]]+/gu) ?? [];
}

/** Follows a path; lists on the way are followed in each element. Undefined if nothing is there. */
export function follow(path: string, start: Start): FoundAll | undefined {
  for (const way of parsePath(path)) {
    const found = followWay(way.steps, start);
    if (found === undefined) continue;
    if (way.equals === null) return found;
    return {
      ...found,
      values: found.values.map(({ value, pointer: at }) => ({
        value: isUnsettled(value) ? value : value === way.equals,
        pointer: at,
      })),
    };
  }
  return undefined;
}

/** Follows a path to open JSON, which is taken as it is, lists too. Undefined if nothing is there. */
export function followWhole(path: string, start: Start): Found | undefined {
  for (const { steps } of parsePath(path)) {
    const last = steps.at(-1);
    const parents = followWay(steps.slice(0, -1), start, steps);
    if (last === undefined) return start.here;
    // A path of one step may be an answer as a whole.
    const whole = steps.length === 1 ? start.elsewhere?.(last, steps) : undefined;
    if (whole !== undefined) return whole.value === null ? undefined : whole;
    for (const parent of parents?.values ?? []) {
      if (isUnsettled(parent.value)) return parent;
      const member = memberOf(parent, last, start.anyCase);
      if (member !== undefined && member.value !== null) return member;
    }
  }
  return undefined;
}

function followWay(
  steps: readonly string[],
  { here, elsewhere, anyCase = false }: Start,
  path: readonly string[] = steps,
): FoundAll | undefined {
  const [first, ...rest] = steps;
  const other = first === undefined ? undefined : elsewhere?.(first, path);
  return other === undefined ? followSteps(steps, here, anyCase) : followSteps(rest, other, anyCase);
}

function followSteps(steps: readonly string[], from: Found, anyCase: boolean): FoundAll | undefined {
  const [step, ...rest] = steps;
  if (isUnsettled(from.value)) return { values: [from], isWhole: true };
  if (isToldList(from.value)) {
    const list = from.value;
    if (step?.startsWith("[") === true) return followKey(step.slice(1, -1), rest, { ...from, list }, anyCase);
    const values: Found[] = [];
    let isWhole = true;
    for (const [index, value] of list.entries()) {
      const found = followSteps(steps, { value, pointer: pointerBelow(from.pointer, index) }, anyCase);
      if (found === undefined) isWhole = false;
      else {
        values.push(...found.values);
        isWhole &&= found.isWhole;
      }
    }
    return { values, isWhole };
  }
  if (step === undefined) return from.value === null ? undefined : { values: [from], isWhole: true };
  const member = memberOf(from, step, anyCase);
  return member === undefined ? undefined : followSteps(rest, member, anyCase);
}

function followKey(
  key: string,
  rest: readonly string[],
  { list, pointer: at }: { readonly list: readonly Told[]; readonly pointer: string },
  anyCase: boolean,
): FoundAll | undefined {
  for (const [index, entry] of list.entries()) {
    // An entry that is not settled may be the one with the key.
    if (isUnsettled(entry)) return { values: [{ value: entry, pointer: pointerBelow(at, index) }], isWhole: true };
    if (!isToldObject(entry)) continue;
    const [name, value] = Object.hasOwn(entry, "key") ? ["value", entry["key"]] : ["Value", entry["Key"]];
    // So may one whose key is not.
    if (isUnsettled(value)) return { values: [{ value, pointer: pointerBelow(at, index) }], isWhole: true };
    if (value !== key) continue;
    return followSteps(
      rest,
      { value: entry[name] ?? null, pointer: pointerBelow(pointerBelow(at, index), name) },
      anyCase,
    );
  }
  return undefined;
}

function memberOf(from: Found, name: string, anyCase = false): Found | undefined {
  if (!isToldObject(from.value)) return undefined;
  const key = Object.hasOwn(from.value, name) ? name : anyCase ? keyInOtherCase(from.value, name) : undefined;
  return key === undefined ? undefined : { value: from.value[key] ?? null, pointer: pointerBelow(from.pointer, key) };
}

/** The one key that differs from a name in large and small letters only; undefined if there is none, or several. */
function keyInOtherCase(object: ToldObject, name: string): string | undefined {
  let found: string | undefined;
  for (const key of Object.keys(object)) {
    if (key.length !== name.length || key.toLowerCase() !== name.toLowerCase()) continue;
    if (found !== undefined) return undefined;
    found = key;
  }
  return found;
}
