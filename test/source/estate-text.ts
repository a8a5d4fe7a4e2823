/**
 * Writes an estate down so that two readings of one system can be compared: values without the place where they were
 * read, what lists hold in a fixed order, and every link forwards and backwards.
 *
 * @module
 */
import {
  isUnknown,
  resourceTypes,
  sliceOf,
  wholeSelection,
  type Estate,
  type Json,
  type LinkedResources,
  type Resource,
} from "@sekisho/estate";

/** One resource: every value and every link by name. */
export type ResourceFacts = Readonly<Record<string, Json>>;

/** Writes every resource of an estate down, by address; accounts, regions and what has no address are left out. */
export function estateFacts(estate: Estate): Readonly<Record<string, ResourceFacts>> {
  const texts = estate.resources.flatMap((resource): readonly [string, ResourceFacts][] =>
    resource.address === null ? [] : [[resource.address, resourceFacts(estate, resource)]],
  );
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function resourceFacts(estate: Estate, resource: Resource): ResourceFacts {
  const { attributes, links } = estate.typeOf(resource);
  const values = sliceOf(estate, resource, wholeSelection(attributes));
  const lines: [string, Json][] = [
    ["type", resource.type],
    ["region", resource.region],
    ["subject", resource.isSubject],
    ...Object.entries(values).map(([name, value]): [string, Json] => [name, sorted(value)]),
    ...Object.keys(links).map((name): [string, Json] => [`${name}_link`, linkFacts(estate.forward(resource, name))]),
    ...resourceTypes
      .filter(({ type }) => type.startsWith("aws_"))
      .flatMap((type) =>
        Object.keys(type.links).map((name): [string, Json] => [
          `${type.type}_by_${name}`,
          linkFacts(estate.reverse(resource, type.type, name)),
        ]),
      ),
  ];
  return Object.fromEntries(lines);
}

function linkFacts({ state, code, items }: LinkedResources): Json {
  return { state, code, items: items.map(({ address, id }) => address ?? id).sort() };
}

/**
 * A set is printed in an order that says nothing. What a block or open JSON leaves out a plan prints as an empty list, an
 * empty text or null.
 */
function sorted(value: Json): Json {
  if (value === "") return null;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    return (value as readonly Json[]).map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]): [string, Json] => [key, sorted(member)])
      .filter(([, member]) => member !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Lists what a plan says and its source does not, a line each; where the plan leaves open what the source tells, they agree. */
export function differences(
  plan: Readonly<Record<string, ResourceFacts>>,
  source: Readonly<Record<string, ResourceFacts>>,
): readonly string[] {
  const addresses = [...new Set([...Object.keys(plan), ...Object.keys(source)])].sort();
  return addresses.flatMap((address) => {
    const [planned, written] = [plan[address], source[address]];
    if (planned === undefined || written === undefined)
      return [`${address}: only in the ${planned === undefined ? "source" : "plan"}`];
    return Object.keys(planned)
      .filter((name) => !isWithin(planned[name] ?? null, written[name] ?? null))
      .map((name) => `${address}: ${name}: ${JSON.stringify(planned[name])} | ${JSON.stringify(written[name])}`);
  });
}

/** Tells whether a value says no more than another, and nothing else. */
function isWithin(value: Json, other: Json): boolean {
  if (JSON.stringify(value) === JSON.stringify(other)) return true;
  if (isUnknown(value)) return true;
  if (!isRecord(value) || !isRecord(other)) return false;
  if (value["state"] === "partial") {
    const known = itemsOf(other).map((item) => JSON.stringify(item));
    return itemsOf(value).every((item) => known.includes(JSON.stringify(item)));
  }
  const [items, others] = [itemsOf(value), itemsOf(other)];
  if (value["state"] === "complete") {
    return (
      other["state"] === "complete" &&
      items.length === others.length &&
      items.every((item, index) => isWithin(item, others[index] ?? null))
    );
  }
  return Object.keys({ ...value, ...other }).every((name) => isWithin(value[name] ?? null, other[name] ?? null));
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function itemsOf(collection: { readonly [key: string]: Json }): readonly Json[] {
  const items = collection["items"];
  return Array.isArray(items) ? (items as readonly Json[]) : [];
}
