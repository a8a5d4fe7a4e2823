import { stepsOf } from "../readers/vocabulary/path.ts";

/** The vocabularies whose paths are checked against schemas of nested values. */
export type PathVocabulary = "config" | "api" | "cloudformation";

/** Where an extracted vocabulary comes from: package or repository, version or commit, digest. */
export type VocabularySource = Readonly<Record<string, string>>;

/**
 * A named shape of a vocabulary. Members are written as `string`, `number`, `boolean`, `any`, `list(…)`, `map(…)` or
 * `#Shape`; scalars that may be either are parted by `|`.
 */
export interface Shape {
  readonly members?: Readonly<Record<string, string>>;
  /** The values of an enumerated string. */
  readonly values?: readonly string[];
  /** Of an entry with a key and a value: the keys that the schema's documentation names. */
  readonly keys?: readonly string[];
}

/** The shapes of a vocabulary by name. */
export type Shapes = Readonly<Record<string, Shape>>;

/** What `scripts/vocabulary.mjs` extracts of the CloudFormation schemas; null is a type that there is not. */
export interface CloudFormationVocabulary {
  readonly vocabulary: "cloudformation";
  readonly source: VocabularySource;
  readonly types: Readonly<Record<string, CloudFormationType | null>>;
  readonly shapes: Shapes;
}

/** A type of CloudFormation. */
export interface CloudFormationType {
  /** The shape of its properties. */
  readonly shape: string;
  /** The attributes that no template sets, by dotted name: `Fn::GetAtt` gives them, and Cloud Control tells them. */
  readonly returned: Readonly<Record<string, string>>;
  /** Of what `Ref` gives the value: one property or attribute, several joined, or none that is known. */
  readonly reference: readonly string[];
}

/** An operation of the AWS API. */
export interface ApiOperation {
  readonly parameters: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  /** Its answer in the notation of shapes; null if it has none. */
  readonly answer: string | null;
  /** The codes of the errors that it declares; services that declare none leave it empty. */
  readonly errors: readonly string[];
}

/** What is extracted of the service models; null is an operation that there is not. */
export interface ApiVocabulary {
  readonly vocabulary: "api";
  readonly source: VocabularySource;
  readonly operations: Readonly<Record<string, ApiOperation | null>>;
  readonly shapes: Shapes;
}

/** What is extracted of the property schemas of AWS Config; null is a type of which none is published. */
export interface ConfigVocabulary {
  readonly vocabulary: "config";
  readonly source: VocabularySource;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>> | null>>;
  /** The types that items are said to be related to, and whether there are such. */
  readonly related: Readonly<Record<string, boolean>>;
}

/** What stands at a place of a schema. `mayBeList` is true where a schema does not tell lists from what is in them. */
export type Place =
  | { readonly kind: "any" }
  | {
      readonly kind: "scalar";
      readonly types: readonly string[];
      readonly values: readonly string[] | null;
      readonly mayBeList: boolean;
    }
  | { readonly kind: "list"; readonly element: Place }
  | { readonly kind: "map"; readonly element: Place }
  | ObjectPlace;

/** An object of a schema. */
export interface ObjectPlace {
  readonly kind: "object";
  readonly names: readonly string[];
  readonly member: (name: string) => Place | undefined;
  readonly keys: readonly string[] | null;
  readonly mayBeList: boolean;
}

/** Where a path leads, whether it passes through lists, and whether one of these bears no `[]`. */
export interface Reached {
  readonly place: Place;
  readonly isInList: boolean;
  readonly isUnmarked: boolean;
}

/** Where a path leads, or why it leads nowhere. */
export type Walked =
  | Reached
  | {
      readonly problem: "UNKNOWN_PATH" | "UNKNOWN_KEY" | "NOT_A_LIST";
      readonly step: string;
      readonly known: readonly string[];
    };

/** The value of an entry that is found by its key: numbers and booleans are written as text there. */
const keyedText: Place = { kind: "scalar", types: ["string", "number", "boolean"], values: null, mayBeList: false };

/** Reads a type in the notation of shapes. */
export function placeOf(notation: string, shapes: Shapes): Place {
  const [, container, inner] = /^(list|map)\((.+)\)$/u.exec(notation) ?? [];
  if (container !== undefined && inner !== undefined) {
    return { kind: container === "list" ? "list" : "map", element: placeOf(inner, shapes) };
  }
  if (notation === "any") return { kind: "any" };
  if (!notation.startsWith("#")) {
    return { kind: "scalar", types: notation.split("|"), values: null, mayBeList: false };
  }
  const shape = own(shapes, notation.slice(1)) ?? {};
  if (shape.values !== undefined) {
    return { kind: "scalar", types: ["string"], values: shape.values, mayBeList: false };
  }
  return objectOf(shape.members ?? {}, shapes, shape.keys);
}

/** Makes an object of members in the notation of shapes. */
function objectOf(
  members: Readonly<Record<string, string>>,
  shapes: Shapes,
  keys: readonly string[] | null = null,
): ObjectPlace {
  return {
    kind: "object",
    names: Object.keys(members),
    member: (name) => {
      const notation = own(members, name);
      return notation === undefined ? undefined : placeOf(notation, shapes);
    },
    keys,
    mayBeList: false,
  };
}

const configScalars: Readonly<Record<string, string>> = {
  boolean: "boolean",
  integer: "number",
  float: "number",
  string: "string",
  date: "string",
  ip: "string",
  cidr_block: "string",
};

/** Reads the published properties of a type in Config: dotted names, in which elements of lists are not told apart. */
export function configPlace(properties: Readonly<Record<string, string>>, prefix = ""): Place | undefined {
  const type = own(properties, prefix);
  if (type !== undefined) {
    return { kind: "scalar", types: [configScalars[type] ?? type], values: null, mayBeList: true };
  }
  const start = prefix === "" ? "" : `${prefix}.`;
  const below = Object.keys(properties).filter((name) => name.startsWith(start));
  const names = [...new Set(below.map((name) => name.slice(start.length).split(".")[0] ?? ""))];
  if (names.length === 0) return undefined;
  // The elements of a list of scalars are named `value`.
  if (names.length === 1 && names[0] === "value") return configPlace(properties, `${start}value`);
  return {
    kind: "object",
    names,
    member: (name) => configPlace(properties, `${start}${name}`),
    keys: null,
    mayBeList: true,
  };
}

/** Follows a path without alternatives, as a reader follows it. `[]` may mark a list; it stands on nothing else. */
export function walk(path: string, from: Place): Walked {
  let place = from;
  let isInList = false;
  let isUnmarked = false;
  for (const step of stepsOf(path)) {
    if (step === "[]") {
      if (place.kind === "list") {
        place = place.element;
        isInList = true;
      } else if (place.kind !== "any" && !("mayBeList" in place && place.mayBeList)) {
        return { problem: "NOT_A_LIST", step, known: [] };
      }
      continue;
    }
    if (step.startsWith("[")) {
      const entry = place.kind === "list" ? place.element : place;
      if (entry.kind === "any") return { place: entry, isInList, isUnmarked };
      const names = entry.kind === "object" ? entry.names : [];
      const isKeyed = ["Key", "key"].some((key) => names.includes(key));
      if (!isKeyed || entry.kind !== "object") return { problem: "UNKNOWN_KEY", step, known: names };
      const key = step.slice(1, -1);
      if (entry.keys?.includes(key) === false) return { problem: "UNKNOWN_KEY", step: key, known: entry.keys };
      place = keyedText;
      continue;
    }
    while (place.kind === "list") {
      place = place.element;
      isInList = true;
      isUnmarked = true;
    }
    if (place.kind === "any") return { place, isInList, isUnmarked };
    if (place.kind === "map") {
      place = place.element;
      continue;
    }
    const member = place.kind === "object" ? place.member(step) : undefined;
    if (member === undefined) {
      return { problem: "UNKNOWN_PATH", step, known: place.kind === "object" ? place.names : [] };
    }
    place = member;
  }
  return { place, isInList, isUnmarked };
}

/** The place of the elements of a list; what is no list stands for itself. */
export function elementOf(place: Place): Place {
  return place.kind === "list" ? elementOf(place.element) : place;
}

/** Says in a word what stands at a place. */
export function describePlace(place: Place): string {
  switch (place.kind) {
    case "scalar":
      return place.types.join("|");
    case "list":
    case "map":
      return `${place.kind}(${describePlace(place.element)})`;
    case "object":
    case "any":
      return place.kind;
  }
}

/** A record's own member; undefined if it has none of that name. */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
