import type { ObjectNode, ValueNode } from "../../model/value.ts";

/** Says where a place of what was read stands in the object; the longest place that is known leads. */
export function placeOfOrigin(origin: string, places: ReadonlyMap<string, string>): string {
  if (!origin.startsWith("/")) return origin;
  for (let end = origin.length; end > 0; end = origin.lastIndexOf("/", end - 1)) {
    const place = places.get(origin.slice(0, end));
    if (place !== undefined) return `${place}${origin.slice(end)}`;
  }
  return origin;
}

/** Makes the origins of nodes say where the object has the values, whatever they are called by what read them. */
export function moveOrigins(
  values: Readonly<Record<string, ValueNode>>,
  places: ReadonlyMap<string, string>,
): Readonly<Record<string, ValueNode>> {
  const move = (node: ValueNode): ValueNode => {
    const origin = placeOfOrigin(node.origin, places);
    if (node.kind === "scalar") return { ...node, origin };
    return {
      ...node,
      origin,
      items: node.items.map((item) =>
        item.kind === "object" ? moveAll(item) : { ...item, origin: placeOfOrigin(item.origin, places) },
      ),
    };
  };
  const moveAll = (node: ObjectNode): ObjectNode => ({ kind: "object", fields: moveOrigins(node.fields, places) });
  return Object.fromEntries(Object.entries(values).map(([name, node]) => [name, move(node)]));
}
