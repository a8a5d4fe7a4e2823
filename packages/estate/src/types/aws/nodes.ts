import type { Resource } from "../../model/estate.ts";
import { heaviestCode } from "../../model/links.ts";
import {
  isUnknown,
  scalarNode,
  type CollectionNode,
  type Json,
  type ObjectNode,
  type ScalarNode,
  type UnknownCode,
  type ValueNode,
} from "../../model/value.ts";

/** Creates a collection whose state follows from the reasons why something of it is not known. */
export function collectionNode(
  codes: readonly (UnknownCode | null)[],
  items: readonly (ScalarNode | ObjectNode)[],
  origin: string,
): CollectionNode {
  const code = heaviestCode(codes);
  return { kind: "collection", state: code === null ? "complete" : "partial", code, items, origin };
}

/** Creates one element of a derived list. */
export function objectNode(fields: Readonly<Record<string, ValueNode>>): ObjectNode {
  return { kind: "object", fields };
}

/** Takes a declared field of a block or element; a field that is not there is known to be absent. */
export function fieldOf(node: ObjectNode, name: string): ValueNode {
  return Object.hasOwn(node.fields, name) ? (node.fields[name] ?? nothing) : nothing;
}

const nothing: ScalarNode = scalarNode(null, "default:document");

/** Reads a node as a scalar. */
export function asScalar(node: ValueNode): ScalarNode {
  return node.kind === "scalar" ? node : scalarNode(null, node.origin);
}

/** Reads a node as a collection. */
export function asCollection(node: ValueNode): CollectionNode {
  if (node.kind === "collection") return node;
  return isUnknown(node.value)
    ? { kind: "collection", state: "partial", code: node.value.unknown, items: [], origin: node.origin }
    : { kind: "collection", state: "complete", code: null, items: [], origin: node.origin };
}

/** Takes the elements of a collection that are blocks. */
export function objectsOf(node: CollectionNode): readonly ObjectNode[] {
  return node.items.filter((item) => item.kind === "object");
}

/** Takes the elements of a collection that are scalars. */
export function scalarsOf(node: CollectionNode): readonly ScalarNode[] {
  return node.items.filter((item) => item.kind === "scalar");
}

/** Takes the reason why a scalar is not known; null if it is known. */
export function codeOf(node: ScalarNode): UnknownCode | null {
  return isUnknown(node.value) ? node.value.unknown : null;
}

/** Writes the named scalars of an element, so that equal elements have equal keys; null if one of them is not known. */
export function knownKey(item: ObjectNode, names: readonly string[]): string | null {
  const values = names.map((name) => asScalar(fieldOf(item, name)).value);
  return values.some(isUnknown) ? null : JSON.stringify(values);
}

/** Leaves out elements whose key another one before them has; two of which something is not known need not be equal. */
export function withoutRepeats(
  items: readonly ObjectNode[],
  keyOf: (item: ObjectNode) => string | null,
): readonly ObjectNode[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (key === null) return true;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Makes every origin in an element of another resource stand for itself. */
export function rebase<Node extends ValueNode | ObjectNode>(node: Node, from: Resource): Node {
  const rebased: ValueNode | ObjectNode =
    node.kind === "object"
      ? objectNode(Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, rebase(field, from)])))
      : node.kind === "scalar"
        ? { ...node, origin: absoluteOrigin(from, node.origin) }
        : {
            ...node,
            origin: absoluteOrigin(from, node.origin),
            items: node.items.map((item) => rebase(item, from)),
          };
  // A node keeps its kind: only origins differ.
  return rebased as Node;
}

/** Makes an origin that is a pointer below a resource stand for itself. */
export function absoluteOrigin(resource: Resource, origin: string): string {
  return origin.startsWith("/") ? `${resource.origin}${origin}` : origin;
}

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Tells whether a JSON value is an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a member of a JSON object whose vocabulary writes it `Name` or `name`. */
export function member(value: Json | undefined, name: string): Json | undefined {
  if (!isJsonObject(value)) return undefined;
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  return Object.hasOwn(value, name) ? value[name] : Object.hasOwn(value, lower) ? value[lower] : undefined;
}
