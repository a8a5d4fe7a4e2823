/**
 * What the published schemas of the API and of CloudFormation say of their values: where lists are, and what is a string.
 *
 * @module
 */
import { readFileSync } from "node:fs";

interface Shape {
  readonly members?: Readonly<Record<string, string>>;
  readonly values?: readonly string[];
}

interface Extracted {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly operations?: Readonly<Record<string, { readonly answer: string | null } | null>>;
  readonly types?: Readonly<Record<string, { readonly shape: string } | null>>;
}

/** The notation of a value: `string`, `list(…)`, `#Shape`; undefined where no schema tells. */
export type Notation = string | undefined;

/** The schemas of one vocabulary. */
export interface Schema {
  /** The notation of an operation's answer, or of a type's properties. */
  readonly of: (name: string) => Notation;
  readonly memberOf: (notation: Notation, name: string) => Notation;
  readonly valuesOf: (notation: Notation) => readonly string[];
}

/** Reads the schemas that are extracted for `api` or `cloudformation`; AWS Config publishes none that tells lists. */
export function readSchema(vocabulary: "api" | "cloudformation" | "config"): Schema {
  if (vocabulary === "config") return { of: () => undefined, memberOf: () => undefined, valuesOf: () => [] };
  const file = new URL(`../../packages/estate/vocabulary/${vocabulary}.json`, import.meta.url);
  const { shapes, operations = {}, types = {} } = JSON.parse(readFileSync(file, "utf8")) as Extracted;
  const shapeOf = (notation: Notation): Shape =>
    notation?.startsWith("#") === true ? (shapes[notation.slice(1)] ?? {}) : {};
  return {
    of(name) {
      const shape = types[name]?.shape;
      return shape === undefined ? (operations[name]?.answer ?? undefined) : `#${shape}`;
    },
    memberOf: (notation, name) => shapeOf(elementOf(notation)).members?.[name],
    valuesOf: (notation) => shapeOf(notation).values ?? [],
  };
}

/** Tells whether a notation is that of a list. */
export function isListed(notation: Notation): boolean {
  return notation?.startsWith("list(") === true;
}

/** The notation of a list's elements; that of anything else is its own. */
export function elementOf(notation: Notation): Notation {
  return isListed(notation) ? notation?.slice("list(".length, -1) : notation;
}
