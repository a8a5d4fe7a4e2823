/**
 * The values that an attribute is compared with, made by machine from what its type's file declares.
 *
 * @module
 */
import type { Attribute, Attributes, Json, ResourceType, ScalarAttribute } from "@sekisho/estate";
import { ownWords } from "./bases.ts";
import type { Said, Source } from "./documents.ts";

/** One way in which an attribute of a resource, or a field of its first element, is said. */
export interface Sample {
  /** The attribute, or the field with the lists that it stands in: `ingress.from_port`. */
  readonly attribute: string;
  /** Null where it is left out. */
  readonly value: Json;
  readonly isLeftOut: boolean;
  /** The resource as it is said then. */
  readonly said: Said;
}

/** Makes the samples of every attribute that both a plan and the source tell. */
export function samplesOf({ type, attributes }: ResourceType, source: Source): readonly Sample[] {
  return Object.entries(attributes).flatMap(([name, attribute]): readonly Sample[] => {
    if (!isInBoth(attribute, source)) return [];
    const own = ownWords[`${type}.${name}`];
    const values = own === undefined ? valuesOf(attribute, source) : own.map((value) => plain(value));
    const said: readonly Sample[] = values.map(({ at, value, whole, isLeftOut }) => ({
      attribute: [name, ...at].join("."),
      value,
      isLeftOut,
      said: { [name]: whole },
    }));
    return [...said, { attribute: name, value: null, isLeftOut: true, said: {} }];
  });
}

/** Tells whether documents say an attribute, in a plan and in the source. */
export function isInBoth(attribute: Attribute, source: Source): boolean {
  if (attribute.kind === "derived" || attribute.kind === "derivedScalar") return false;
  return attribute.spec.terraform !== null && attribute.spec[source] !== undefined;
}

/** The names of the attributes and fields that both tell, as samples name them. */
export function comparable(attributes: Attributes, source: Source, above = ""): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    if (!isInBoth(attribute, source)) return [];
    const own = `${above}${name}`;
    return attribute.kind === "objects" ? [own, ...comparable(attribute.fields, source, `${own}.`)] : [own];
  });
}

interface Value {
  /** The fields that lead to what is varied. */
  readonly at: readonly string[];
  readonly value: Json;
  readonly whole: Json | readonly Said[];
  readonly isLeftOut: boolean;
}

function valuesOf(attribute: Attribute, source: Source): readonly Value[] {
  if (attribute.kind === "derived" || attribute.kind === "derivedScalar") return [];
  if (attribute.kind === "scalar") return scalars(attribute).map((value) => plain(value));
  if (attribute.kind === "scalars") {
    const [first = null, second = `${first as string}-2`] = scalars(attribute.item);
    return [plain([]), plain([first]), plain([first, second])];
  }
  const fields = Object.entries(attribute.fields).filter(([, field]) => isInBoth(field, source));
  const base = Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const first = valuesOf(field, source).find(({ at, value }) => at.length === 0 && !isEmpty(value));
      return first === undefined ? [] : [[name, first.whole] as const];
    }),
  );
  const varied = fields.flatMap(([name, field]): readonly Value[] => {
    const others = Object.fromEntries(Object.entries(base).filter(([other]) => other !== name));
    const inner = valuesOf(field, source).map(({ at, value, whole, isLeftOut }) => ({
      at: [name, ...at],
      value,
      whole: [{ ...others, [name]: whole }],
      isLeftOut,
    }));
    return [...inner, { at: [name], value: null, whole: [others], isLeftOut: true }];
  });
  const lists: readonly (readonly Said[])[] = attribute.max === 1 ? [[], [base]] : [[], [base], [base, base]];
  return [...lists.map((list) => ({ ...plain(list as Json), whole: list })), ...varied].sort(
    (a, b) => a.at.length - b.at.length,
  );
}

function isEmpty(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}

function plain(value: Json): Value {
  return { at: [], value, whole: value, isLeftOut: false };
}

function scalars(attribute: ScalarAttribute): readonly Json[] {
  if (attribute.values !== null) return attribute.values;
  switch (attribute.type) {
    case "boolean":
      return [true, false];
    case "number":
      return [443, 0, -1, 65_535];
    case "string":
      return ["example", ""];
    case "untyped":
      throw new TypeError("A declared attribute has a type.");
    case "json":
      return [
        [{ name: "example", value: 1 }],
        { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: ["*"] }] },
      ];
  }
}
