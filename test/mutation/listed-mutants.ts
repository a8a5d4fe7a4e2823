/**
 * Reads the list of a policy's mutants that no test can kill (`mutants.yaml`), each with the reason why it is the same policy.
 *
 * @module
 */
import { parse } from "yaml";
import type { Change } from "./mutate-rego.ts";

/** One row of the list. It names a mutant without its place, which moves whenever a line is added above it. */
export interface ListedMutant {
  /** Name of the rule, or the path of the attribute. */
  readonly within: string;
  /** The line it begins on, without the white space around it. */
  readonly source: string;
  readonly change: string;
  /** Which of several with the same three members, from 1; all of them if left out. */
  readonly nth?: number;
  readonly reason: string;
}

const members = ["within", "source", "change", "nth", "reason"];

/** Reads a list; what is wrong with it is thrown. */
export function readListed(text: string | undefined, id: string, file: string): readonly ListedMutant[] {
  if (text === undefined) return [];
  const list = parse(text) as { readonly policy?: unknown; readonly equivalent?: unknown } | null;
  if (list?.policy !== id) throw new Error(`${file}: "policy" is not ${id}.`);
  if (!Array.isArray(list.equivalent)) throw new Error(`${file}: "equivalent" is no list.`);
  return list.equivalent.map((row: unknown, index) => {
    const entry = (typeof row === "object" && row !== null ? row : {}) as Readonly<Record<string, unknown>>;
    const { within, source, change, nth, reason } = entry;
    const where = `${file}: equivalent[${String(index)}]`;
    const other = Object.keys(entry).find((name) => !members.includes(name));
    if (other !== undefined) throw new Error(`${where}: "${other}" is none of ${members.join(", ")}.`);
    if (nth !== undefined && !(Number.isInteger(nth) && Number(nth) > 0)) {
      throw new Error(`${where}: "nth" is no number from 1.`);
    }
    const of = (name: string, value: unknown): string => {
      if (typeof value !== "string" || value.trim() === "") throw new Error(`${where}: "${name}" is missing.`);
      return value.trim();
    };
    return {
      within: of("within", within),
      source: of("source", source),
      change: of("change", change),
      ...(nth === undefined ? {} : { nth: Number(nth) }),
      reason: of("reason", reason),
    };
  });
}

/** The line that a change begins on. */
export function sourceOf(change: Change, text: string): string {
  return (text.split("\n")[change.row - 1] ?? "").trim();
}

/** Finds which row of a list names which mutants. */
export function matchListed(
  rows: readonly ListedMutant[],
  mutants: readonly { readonly change: Change; readonly source: string }[],
): readonly { readonly row: ListedMutant; readonly indices: readonly number[] }[] {
  const keyOf = (within: string, source: string, change: string): string => JSON.stringify([within, source, change]);
  const places = new Map<string, number[]>();
  mutants.forEach(({ change, source }, index) => {
    const key = keyOf(change.within, source, change.change);
    places.set(key, [...(places.get(key) ?? []), index]);
  });
  return rows.map((row) => {
    const found = places.get(keyOf(row.within, row.source, row.change)) ?? [];
    return { row, indices: row.nth === undefined ? found : found.slice(row.nth - 1, row.nth) };
  });
}
