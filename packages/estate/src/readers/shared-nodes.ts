import {
  completeNode,
  isUnknown,
  partialNode,
  scalarNode,
  type CollectionNode,
  type ScalarNode,
  type ScalarValue,
  type UnknownCode,
} from "../model/value.ts";
import { pointer } from "./json-access.ts";

// Thousands of resources of a type say the same in the same place. What is equal is made once, up to a number of each
// that no document can make grow.
const maxShared = 20_000;

/** Values kept by two keys each. */
class Shared<Second, Value> {
  readonly #known = new Map<string, Map<Second, Value>>();
  #size = 0;

  get(first: string, second: Second, make: () => Value): Value {
    let inner = this.#known.get(first);
    const known = inner?.get(second);
    if (known !== undefined) return known;
    const value = make();
    if (this.#size >= maxShared) return value;
    if (inner === undefined) this.#known.set(first, (inner = new Map<Second, Value>()));
    inner.set(second, value);
    this.#size += 1;
    return value;
  }
}

const pointers = new Shared<string | number, string>();
const scalars = new Shared<boolean | number | string | null, ScalarNode>();
const unknowns = new Shared<UnknownCode, ScalarNode>();
const empties = new Shared<UnknownCode | null, CollectionNode>();

/** Appends a member's name to a JSON pointer. */
export function pointerBelow(parent: string, key: string | number): string {
  return pointers.get(parent, key, () => pointer(parent, key));
}

/** Longer texts are rarely equal. */
const maxText = 16;

/** Makes the node of a scalar. */
export function sharedScalar(value: ScalarValue, origin: string): ScalarNode {
  if (typeof value === "object" && value !== null) {
    if (!isUnknown(value)) return scalarNode(value, origin);
    const { unknown: code } = value;
    return unknowns.get(origin, code, () => scalarNode(value, origin));
  }
  if (typeof value === "string" && value.length > maxText) return scalarNode(value, origin);
  return scalars.get(origin, value, () => scalarNode(value, origin));
}

/** Makes the node of a collection of which no element is known; `code` says why, null if it has none. */
export function emptyCollection(code: UnknownCode | null, origin: string): CollectionNode {
  return empties.get(origin, code, () => (code === null ? completeNode([], origin) : partialNode(code, [], origin)));
}
