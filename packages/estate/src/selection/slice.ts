import { SekishoError } from "../errors.ts";
import type { Estate, LinkedResources, Resource } from "../model/estate.ts";
import { isPlaceLink } from "../model/links.ts";
import {
  isUnknown,
  type Collection,
  type Json,
  type ObjectNode,
  type UnknownCode,
  type ValueNode,
} from "../model/value.ts";
import type { SelectionField, SelectionTree } from "./selection.ts";

/** The JSON of a subject's tree, as a policy sees it. */
export type SliceTree = { readonly [key: string]: Json };

type LinkField = Extract<SelectionField, { readonly kind: "forward" | "reverse" }>;

type ValueField = Exclude<SelectionField, LinkField>;

/** What has been cut already of what links lead to: many subjects of a policy lead to one network, group or key. */
export type KnownSlices = Map<SelectionTree, Map<Resource, SliceTree>>;

/** Cuts the selected tree of one resource out of an estate; trees that are cut with the same `known` share their parts. */
export function sliceOf(
  estate: Estate,
  resource: Resource,
  selection: SelectionTree,
  known: KnownSlices = new Map<SelectionTree, Map<Resource, SliceTree>>(),
): SliceTree {
  const tree: Record<string, Json> = {};
  for (const field of selection) {
    if (field.kind === "forward" || field.kind === "reverse") {
      tree[field.key] = linkSlice(estate, field, linked(estate, resource, field), known);
    } else {
      tree[field.key] = valueSlice(estate.value(resource, field.name), field);
    }
  }
  return tree;
}

function linkSlice(
  estate: Estate,
  field: LinkField,
  { state, code, items }: LinkedResources,
  known: KnownSlices,
): Json {
  return {
    state,
    code,
    items: items.map((item) => {
      const slice = itemSlice(estate, item, itemSelection(field, item), known);
      return field.kind === "forward" && field.wrapped ? { [item.type]: slice } : slice;
    }),
  };
}

/** Only what leads on is worth remembering: a network has subnets, what has nothing but values is cut as fast as found. */
function itemSlice(estate: Estate, item: Resource, selection: SelectionTree, known: KnownSlices): SliceTree {
  if (!selection.some(({ kind }) => kind === "forward" || kind === "reverse")) {
    return sliceOf(estate, item, selection, known);
  }
  let slices = known.get(selection);
  if (slices === undefined) known.set(selection, (slices = new Map<Resource, SliceTree>()));
  let slice = slices.get(item);
  if (slice === undefined) slices.set(item, (slice = sliceOf(estate, item, selection, known)));
  return slice;
}

function itemSelection(field: LinkField, item: Resource): SelectionTree {
  return field.kind === "reverse" ? field.items : (field.targets[item.type] ?? nothingSelected);
}

const nothingSelected: SelectionTree = [];

function linked(estate: Estate, resource: Resource, field: LinkField): LinkedResources {
  return field.kind === "forward"
    ? estate.forward(resource, field.attribute)
    : estate.reverse(resource, field.type, field.attribute);
}

function valueSlice(node: ValueNode, field: ValueField): Json {
  if (node.kind === "scalar") return node.value as Json;
  return {
    state: node.state,
    code: node.code,
    items: node.items.map((item) =>
      item.kind === "scalar" ? (item.value as Json) : objectSlice(item, field.kind === "objects" ? field.items : []),
    ),
  };
}

function objectSlice(node: ObjectNode, selection: SelectionTree): Json {
  const tree: Record<string, Json> = {};
  for (const field of selection) {
    if (field.kind === "forward" || field.kind === "reverse") continue;
    tree[field.key] = valueSlice(fieldOf(node, field.name), field);
  }
  return tree;
}

function fieldOf(node: ObjectNode, name: string): ValueNode {
  const found = node.fields[name];
  if (found === undefined) {
    throw new SekishoError(
      "INTERNAL",
      `A reader left out the declared attribute "${name}" of a block. Report this as a defect.`,
    );
  }
  return found;
}

/** One place of a subject's tree: the resource and value there, and where it was read. */
export interface Located {
  /** Id of the resource that holds the value. */
  readonly resource: string;
  /** Path below that resource. */
  readonly path: readonly (string | number)[];
  /** A scalar's value; of a collection its state, code and number of items. */
  readonly value: Json;
  /** `plan.json#/resource_changes/3/change/after/storage_encrypted`, or what stands for itself, as `default:terraform`. */
  readonly origin: string;
  /** The code of an unknown scalar or a partial collection; null if it is settled. */
  readonly unknown: UnknownCode | null;
  /** Whether the resource was read from a running system and the attribute is one that only such a system has. */
  readonly observed: boolean;
}

/** What has been located already in what links lead to: many subjects of a policy lead to one network. */
export type KnownPlaces = Map<Resource, Map<SelectionField, Located | null>>;

/** Finds what stands at a path of a subject's tree; null if the tree has no such path. */
export function locate(
  estate: Estate,
  resource: Resource,
  selection: SelectionTree,
  path: readonly (string | number)[],
  known: KnownPlaces = new Map<Resource, Map<SelectionField, Located | null>>(),
): Located | null {
  return locateFrom({ estate, path, known }, resource, selection, 0);
}

/** The way to a place: the path that is followed, and in what. */
interface Way {
  readonly estate: Estate;
  readonly path: readonly (string | number)[];
  readonly known: KnownPlaces;
}

/** Goes on at the element of the path with which this tree begins: the path is copied for no link on the way. */
function locateFrom(way: Way, resource: Resource, selection: SelectionTree, from: number): Located | null {
  const { estate, path } = way;
  const key = path[from];
  const field = selection.find((candidate) => candidate.key === key);
  if (field === undefined) return null;
  if (field.kind !== "forward" && field.kind !== "reverse") {
    return from > 0 && from + 1 === path.length
      ? locateLinked(way, resource, field, from + 1)
      : locateValue(way, resource, field, from + 1);
  }
  const links = linked(estate, resource, field);
  if (from + 1 >= path.length) return locatedLink(resource, field, links);
  const index = path[from + 2];
  const item = path[from + 1] === "items" && typeof index === "number" ? links.items[index] : undefined;
  if (item === undefined) return null;
  let next = from + 3;
  if (field.kind === "forward" && field.wrapped) {
    if (path[next] !== item.type) return null;
    next += 1;
  }
  if (next >= path.length) {
    return { resource: item.id, path: [], value: item.id, origin: item.origin, unknown: null, observed: false };
  }
  return locateFrom(way, item, itemSelection(field, item), next);
}

/** The whole of an attribute of what a link leads to is located once. */
function locateLinked(way: Way, resource: Resource, field: ValueField, from: number): Located | null {
  let fields = way.known.get(resource);
  if (fields === undefined) way.known.set(resource, (fields = new Map<SelectionField, Located | null>()));
  let located = fields.get(field);
  if (located === undefined) fields.set(field, (located = locateValue(way, resource, field, from)));
  return located;
}

function locatedLink(resource: Resource, field: LinkField, links: LinkedResources): Located {
  const name =
    field.kind === "reverse"
      ? `${field.type}_by_${field.attribute}`
      : isPlaceLink(field.attribute)
        ? `${field.attribute}_link`
        : field.attribute;
  return {
    resource: resource.id,
    path: [name],
    value: summary(links),
    origin: resource.origin,
    unknown: links.code,
    observed: false,
  };
}

function locateValue({ estate, path }: Way, resource: Resource, field: ValueField, from: number): Located | null {
  // Most paths are one name, and that of the attribute: it is kept once then.
  const start = path.length === 1 && path[0] === field.name ? path : [field.name];
  const found = locateInValue(estate.value(resource, field.name), field, start, path, from);
  if (found === null) return null;
  const { value, unknown, origin } = found;
  const observed = resource.running && isObserved(estate, resource, field.name);
  if (origin.startsWith("/")) {
    return {
      resource: resource.id,
      path: found.path,
      value,
      origin: `${resource.origin}${origin}`,
      unknown,
      observed,
    };
  }
  return { ...heldBy(estate, resource, found), value, unknown, observed };
}

function isObserved(estate: Estate, resource: Resource, name: string): boolean {
  const attribute = name === "running" ? undefined : estate.typeOf(resource).attributes[name];
  return attribute?.kind === "scalar" && attribute.spec.observed === true;
}

/** A derived value may have been read from another resource: that one holds it. */
function heldBy(
  estate: Estate,
  resource: Resource,
  { path, origin }: LocatedNode,
): Pick<Located, "resource" | "path" | "origin"> {
  const absolute = origin === "" ? resource.origin : origin;
  const held = absolute.startsWith(`${resource.origin}/`) ? null : estate.holderOf(absolute, resource.document);
  if (held === null || held === resource) return { resource: resource.id, path, origin: absolute };
  const pointer = absolute.slice(held.origin.length).split("/").slice(1);
  return {
    resource: held.id,
    path: pointer.map((name) => (/^\d+$/u.test(name) ? Number(name) : name)),
    origin: absolute,
  };
}

/** What stands at a path within one resource; the origin is the node's own. */
type LocatedNode = Pick<Located, "path" | "value" | "origin" | "unknown">;

function locateInValue(
  node: ValueNode,
  field: SelectionField,
  walked: readonly (string | number)[],
  path: readonly (string | number)[],
  from: number,
): LocatedNode | null {
  if (from >= path.length) return locatedNode(node, walked);
  const index = path[from + 1];
  if (node.kind !== "collection" || path[from] !== "items" || typeof index !== "number") return null;
  const item = node.items[index];
  if (item === undefined) return null;
  const here = [...walked, "items", index];
  const key = path[from + 2];
  if (item.kind === "scalar") return key === undefined ? locatedNode(item, here) : null;
  if (key === undefined) return { path: here, value: {}, origin: node.origin, unknown: null };
  const inner = field.kind === "objects" ? field.items.find((candidate) => candidate.key === key) : undefined;
  if (inner === undefined || inner.kind === "forward" || inner.kind === "reverse") return null;
  return locateInValue(fieldOf(item, inner.name), inner, [...here, inner.name], path, from + 3);
}

function locatedNode(node: ValueNode, path: readonly (string | number)[]): LocatedNode {
  return {
    path,
    value: node.kind === "scalar" ? (node.value as Json) : summary(node),
    origin: node.origin,
    unknown: node.kind === "scalar" ? (isUnknown(node.value) ? node.value.unknown : null) : node.code,
  };
}

function summary({ state, code, items }: Collection<unknown>): Json {
  return { state, code, items: items.length };
}

/** Tells whether a tree holds a collection that resources outside the given documents may add to (U5). */
export function holdsOpenCollection(tree: SliceTree, selection: SelectionTree): boolean {
  return selection.some((field) => {
    if (field.kind === "scalar") return false;
    const collection = tree[field.key] as unknown as Collection<Json>;
    if (collection.code === "U5") return true;
    if (field.kind === "scalars") return false;
    return collection.items.some((item) => {
      if (field.kind !== "forward") return holdsOpenCollection(item as SliceTree, field.items);
      return Object.entries(field.targets).some(([type, selected]) => {
        const slice = field.wrapped ? (item as SliceTree)[type] : item;
        return slice !== undefined && holdsOpenCollection(slice as SliceTree, selected);
      });
    });
  });
}
