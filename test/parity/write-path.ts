/**
 * Writes values at the paths of the vocabularies, as the published schemas nest them.
 *
 * @module
 */
import type { Json } from "@sekisho/estate";
import { elementOf, isListed, type Notation, type Schema } from "./shapes.ts";

/** A JSON object that is being written. */
export interface Draft {
  [key: string]: DraftValue;
}

/** A JSON value that is being written. */
export type DraftValue = boolean | number | string | null | DraftValue[] | Draft;

/** An object that is being written, and what its schema is. */
export interface Target {
  readonly draft: Draft;
  readonly notation: Notation;
}

/** Splits one way of a path into its steps. */
export function stepsOf(way: string): readonly string[] {
  return way.match(/\[[^\]]*\]|[^.[\]]+/gu) ?? [];
}

/** What is written for a boolean that is true where a path equals a value, and another value of the same list. */
const others: Readonly<Record<string, string>> = {
  internal: "internet-facing",
  ENABLED: "DISABLED",
  Enabled: "Suspended",
};

/** Puts a value where a path without alternatives leads, making what is on the way. */
export function writePath(target: Target, way: string, value: Json, schema: Schema): void {
  const [place = "", equals] = way.split("=");
  if (equals === undefined) {
    writeSteps(target, stepsOf(place), value, schema);
    return;
  }
  const other = others[equals];
  if (other === undefined) throw new Error(`no other value than ${equals} is known`);
  writeSteps(target, stepsOf(place), value === true ? equals : other, schema);
}

function writeSteps({ draft, notation }: Target, steps: readonly string[], value: Json, schema: Schema): void {
  const [step = "", ...rest] = steps;
  const inner = schema.memberOf(notation, step);
  const [next = "", ...beyond] = rest;
  if (rest.length === 0) {
    draft[step] = asWritten(value, inner);
  } else if (next === "[]") {
    const entry = elementIn(draft, step);
    if (beyond.length === 0) draft[step] = [asWritten(value, elementOf(inner))];
    else writeSteps({ draft: entry, notation: elementOf(inner) }, beyond, value, schema);
  } else if (next.startsWith("[")) {
    const names = schema.memberOf(inner, "Key") === undefined ? ["key", "value"] : ["Key", "Value"];
    const known = draft[step];
    const list = Array.isArray(known) ? known : [];
    const [key = "", content = ""] = names;
    draft[step] = [...list, { [key]: next.slice(1, -1), [content]: JSON.stringify(value) }];
  } else if (isListed(inner) && Array.isArray(value)) {
    draft[step] = value.map((one: Json) => {
      const entry: Draft = {};
      writeSteps({ draft: entry, notation: elementOf(inner) }, rest, one, schema);
      return entry;
    });
  } else if (isListed(inner)) {
    writeSteps({ draft: elementIn(draft, step), notation: elementOf(inner) }, rest, value, schema);
  } else {
    writeSteps({ draft: memberIn(draft, step), notation: inner }, rest, value, schema);
  }
}

/** Numbers and booleans are written as text where the schema asks for text. */
function asWritten(value: Json, notation: Notation): DraftValue {
  if (notation === "string" && Array.isArray(value) && value.some((one) => typeof one === "object"))
    return JSON.stringify(value);
  if (Array.isArray(value)) {
    const written = (value as readonly Json[]).map((one) => asWritten(one, elementOf(notation)));
    return notation === undefined || isListed(notation) || notation === "any" ? written : (written[0] ?? null);
  }
  if (notation === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (notation === "string" && typeof value === "object" && value !== null) return JSON.stringify(value);
  return isListed(notation) && !Array.isArray(value) ? [value as DraftValue] : (value as DraftValue);
}

function memberIn(draft: Draft, name: string): Draft {
  const known = draft[name];
  if (typeof known === "object" && known !== null && !Array.isArray(known)) return known;
  const made: Draft = {};
  draft[name] = made;
  return made;
}

function elementIn(draft: Draft, name: string): Draft {
  const known = draft[name];
  const first = Array.isArray(known) ? known[0] : undefined;
  if (typeof first === "object" && first !== null && !Array.isArray(first)) return first;
  const made: Draft = {};
  draft[name] = [made];
  return made;
}
