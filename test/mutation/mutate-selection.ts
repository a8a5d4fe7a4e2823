/**
 * Makes mutants of a selection. An attribute that is not selected any more is a slice that says nothing of it, in two ways:
 * everywhere absent (as if no document had it) and everywhere unknown (as if no document told it). A policy whose cases notice
 * neither does not show that it needs the attribute. What is spread from another policy is that policy's to show.
 *
 * @module
 */
import type { Json } from "@sekisho/estate";
import type { Change } from "./mutate-rego.ts";

/** A change of what policies are given. */
export interface SliceMutant extends Change {
  /** Gives the changed tree of a subject, or the same object if the attribute is nowhere in it. */
  readonly change: string;
  readonly alter: (input: Readonly<Record<string, Json>>) => Readonly<Record<string, Json>>;
}

interface Field {
  /** Names from the root field down: keys of the slice, `items` for the members of a collection, types of targets. */
  readonly path: readonly string[];
  readonly isCollection: boolean;
  readonly row: number;
  readonly column: number;
}

/** Makes both mutants of every attribute and link that the text selects itself. */
export function mutateSelection(text: string): readonly SliceMutant[] {
  return fieldsOf(text).flatMap(({ path, isCollection, row, column }) => {
    const place = { row, column, within: path.filter((name) => name !== "items").join(".") };
    const absent: Json = isCollection ? { state: "complete", code: null, items: [] } : null;
    const unknown: Json = isCollection ? { state: "partial", code: "U1", items: [] } : { unknown: "U1" };
    const to =
      (other: Json): SliceMutant["alter"] =>
      (input) => {
        const altered = alter(input, path, other);
        return altered === input ? input : (altered as Readonly<Record<string, Json>>);
      };
    return [
      { ...place, operator: "attribute-absent" as const, change: "absent everywhere", alter: to(absent) },
      { ...place, operator: "attribute-unknown" as const, change: "unknown everywhere", alter: to(unknown) },
    ];
  });
}

/** Puts another value at every place that a path leads to. */
function alter(node: Json, [step, ...rest]: readonly string[], other: Json): Json {
  if (step === undefined) return other;
  if (typeof node !== "object" || node === null) return node;
  if (Array.isArray(node)) {
    const items = node as readonly Json[];
    const altered = items.map((item) => alter(item, [step, ...rest], other));
    const isAltered = altered.some((item, index) => item !== items[index]);
    return isAltered ? altered : items;
  }
  const record = node as Readonly<Record<string, Json>>;
  const inner = record[step];
  // The one kind of target that a link can have is not named in its items.
  if (inner === undefined) return step.startsWith("aws_") && rest.length > 0 ? alter(node, rest, other) : node;
  const altered = alter(inner, rest, other);
  return altered === inner ? node : { ...record, [step]: altered };
}

/**
 * Reads the places of the selected fields. The text is one that compiles, so its grammar is small: names, aliases, braces,
 * inline fragments and spreads.
 */
function fieldsOf(text: string): readonly Field[] {
  const tokens = [...text.matchAll(/#[^\n]*|\.\.\.|[{}:]|[A-Za-z_]\w*/gu)].filter(([token]) => !token.startsWith("#"));
  const fields: Field[] = [];
  let at = 0;
  const peek = (ahead = 0): string => tokens[at + ahead]?.[0] ?? "";
  const set = (path: readonly string[]): void => {
    at += 1;
    while (at < tokens.length && peek() !== "}") {
      if (peek() === "...") {
        if (peek(1) === "on") {
          const type = peek(2);
          at += 3;
          set([...path, type]);
        } else {
          at += 2;
        }
        continue;
      }
      const before = text.slice(0, tokens[at]?.index ?? 0).split("\n");
      const key = peek();
      at += peek(1) === ":" ? 3 : 1;
      const isCollection = peek() === "{";
      const own = [...path, key];
      if (path.length > 0 && key !== "items") {
        fields.push({ path: own, isCollection, row: before.length, column: (before.at(-1) ?? "").length + 1 });
      }
      if (isCollection) set(own);
    }
    at += 1;
  };
  set([]);
  return fields;
}
