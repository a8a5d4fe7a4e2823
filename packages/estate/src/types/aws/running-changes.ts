import type { DerivationContext, Resource } from "../../model/estate.ts";
import type { CollectionNode, ObjectNode, UnknownCode } from "../../model/value.ts";
import { collectionNode, knownKey, objectsOf } from "./nodes.ts";

/**
 * Lays over the items that a running resource tells what a plan changes of the resources of their own that make such items.
 * An item that is removed has to be found among those that run; where it is not, none of them is certain any more.
 */
export function withPlannedChanges(
  context: DerivationContext,
  own: CollectionNode,
  types: readonly string[],
  attribute: string,
  read: (resource: Resource) => CollectionNode,
  keyOf: (item: ObjectNode) => string | null = keyOfAllFields,
): CollectionNode {
  const codes: (UnknownCode | null)[] = [own.code];
  const left = [...objectsOf(own)];
  const more: ObjectNode[] = [];
  for (const type of types) {
    const { added, removed, code } = context.changes(type, attribute);
    codes.push(code);
    for (const list of removed.map(read)) {
      const places = objectsOf(list).map((item) => take(left, item, keyOf));
      if (list.code !== null || places.includes(false)) return collectionNode(["U1"], [], own.origin);
    }
    for (const list of added.map(read)) {
      codes.push(list.code);
      more.push(...objectsOf(list));
    }
  }
  return collectionNode(codes, [...left, ...more], own.origin);
}

/** Takes an item out of a list; false if it is not there, or not known as a whole. */
function take(items: ObjectNode[], item: ObjectNode, keyOf: (item: ObjectNode) => string | null): boolean {
  const key = keyOf(item);
  const index = key === null ? -1 : items.findIndex((one) => keyOf(one) === key);
  if (index < 0) return false;
  items.splice(index, 1);
  return true;
}

function keyOfAllFields(item: ObjectNode): string | null {
  return knownKey(item, Object.keys(item.fields).sort());
}
