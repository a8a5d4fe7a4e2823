/**
 * Writes an estate down so that two readings of one system can be compared: values without the place where they were
 * read, what lists hold in a fixed order, and every link forwards and backwards.
 *
 * @module
 */
import {
  resourceTypes,
  sliceOf,
  wholeSelection,
  type Estate,
  type Json,
  type LinkedResources,
  type Resource,
} from "@sekisho/estate";

/** One resource in words: a line for every value and every link. */
export type ResourceText = Readonly<Record<string, string>>;

/** Writes every resource of an estate down, by address; accounts, regions and what has no address are left out. */
export function estateText(estate: Estate): Readonly<Record<string, ResourceText>> {
  const texts = estate.resources.flatMap((resource): readonly [string, ResourceText][] =>
    resource.address === null ? [] : [[resource.address, resourceText(estate, resource)]],
  );
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function resourceText(estate: Estate, resource: Resource): ResourceText {
  const { attributes, links } = estate.typeOf(resource);
  const values = sliceOf(estate, resource, wholeSelection(attributes));
  const lines: [string, string][] = [
    ["type", resource.type],
    ["region", JSON.stringify(resource.region)],
    ["subject", String(resource.isSubject)],
    ...Object.entries(values).map(([name, value]): [string, string] => [name, JSON.stringify(sorted(value))]),
    ...Object.keys(links).map((name): [string, string] => [`${name}_link`, linkText(estate.forward(resource, name))]),
    ...resourceTypes
      .filter(({ type }) => type.startsWith("aws_"))
      .flatMap((type) =>
        Object.keys(type.links).map((name): [string, string] => [
          `${type.type}_by_${name}`,
          linkText(estate.reverse(resource, type.type, name)),
        ]),
      ),
  ];
  return Object.fromEntries(lines);
}

function linkText({ state, code, items }: LinkedResources): string {
  return `${state} ${code ?? ""} ${items
    .map(({ address, id }) => address ?? id)
    .sort()
    .join(" ")}`;
}

/** A set is printed in an order that says nothing, and in open JSON a block that is left out as an empty list or null. */
function sorted(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    return (value as readonly Json[])
      .map(sorted)
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]): [string, Json] => [key, sorted(member)])
      .filter(([, member]) => member !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Lists what two estates say differently, a line each. */
export function differences(
  a: Readonly<Record<string, ResourceText>>,
  b: Readonly<Record<string, ResourceText>>,
): readonly string[] {
  const addresses = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return addresses.flatMap((address) => {
    const [left, right] = [a[address], b[address]];
    if (left === undefined || right === undefined) return [`${address}: only in the ${left === undefined ? "second" : "first"}`];
    return Object.keys(left)
      .filter((name) => left[name] !== right[name])
      .map((name) => `${address}: ${name}: ${left[name] ?? ""} | ${right[name] ?? ""}`);
  });
}
