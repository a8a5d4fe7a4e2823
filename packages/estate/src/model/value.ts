/** The reasons why a value is not known (controls.md 2.2). */
export const unknownCodes = ["U1", "U2", "U3", "U4", "U5", "U6", "U7"] as const;

/** A reason why a value is not known: one of the codes U1 to U7 of controls.md 2.2. */
export type UnknownCode = (typeof unknownCodes)[number];

/** A scalar whose value is not known, with the reason. */
export interface Unknown {
  readonly unknown: UnknownCode;
}

/** Any JSON value. */
export type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

/** The value of one declared scalar: known, `null` (known to be absent) or unknown. */
export type ScalarValue = Json | Unknown;

/** Whether everything of a collection is there, or only the known part. */
export type CollectionState = "complete" | "partial";

/** The one shape of everything with structure: lists, blocks, followed links and reverse links. */
export interface Collection<Item> {
  readonly state: CollectionState;
  /** Why the collection is partial; null if it is complete. */
  readonly code: UnknownCode | null;
  readonly items: readonly Item[];
}

/**
 * A scalar as read, with where it was read. An origin that begins with `/` is a JSON pointer below the origin of its
 * resource; any other origin stands for itself: `default:<source>` for a default, `profile.yaml#/regions/0`, ….
 */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: ScalarValue;
  readonly origin: string;
}

/** A collection as read, with where it was read. */
export interface CollectionNode extends Collection<ScalarNode | ObjectNode> {
  readonly kind: "collection";
  readonly origin: string;
}

/** One block, or one element of a list of objects. */
export interface ObjectNode {
  readonly kind: "object";
  readonly fields: Readonly<Record<string, ValueNode>>;
}

/** A declared attribute's value as read: a scalar or a collection. */
export type ValueNode = ScalarNode | CollectionNode;

const unknowns: ReadonlyMap<UnknownCode, Unknown> = new Map(unknownCodes.map((code) => [code, { unknown: code }]));

/** Gives the value that is not known for a reason: one for all that is not known for it. */
export function unknownFor(code: UnknownCode): Unknown {
  return unknowns.get(code) ?? { unknown: code };
}

/** Creates a scalar node. */
export function scalarNode(value: ScalarValue, origin: string): ScalarNode {
  return { kind: "scalar", value, origin };
}

/** Creates a collection that is known to hold exactly the given items. */
export function completeNode(items: readonly (ScalarNode | ObjectNode)[], origin: string): CollectionNode {
  return { kind: "collection", state: "complete", code: null, items, origin };
}

/** Creates a collection of which only the given items are known. */
export function partialNode(
  code: UnknownCode,
  items: readonly (ScalarNode | ObjectNode)[],
  origin: string,
): CollectionNode {
  return { kind: "collection", state: "partial", code, items, origin };
}

/** Tells whether a scalar's value is not known. */
export function isUnknown(value: unknown): value is Unknown {
  return (
    typeof value === "object" &&
    value !== null &&
    "unknown" in value &&
    Object.keys(value).length === 1 &&
    unknownCodes.some((code) => code === value.unknown)
  );
}
