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

/** Cuts the selected tree of one resource out of an estate. */
export function sliceOf(estate: Estate, resource: Resource, selection: SelectionTree): SliceTree {
  const tree: Record<string, Json> = {};
  for (const field of selection) {
    if (field.kind === "forward" || field.kind === "reverse") {
      tree[field.key] = linkSlice(estate, field, linked(estate, resource, field));
    } else {
      tree[field.key] = valueSlice(estate.value(resource, field.name), field);
    }
  }
  return tree;
}

function linkSlice(estate: Estate, field: LinkField, { state, code, items }: LinkedResources): Json {
  return {
    state,
    code,
    items: items.map((item) => {
      const slice = sliceOf(estate, item, itemSelection(field, item));
      return field.kind === "forward" && field.wrapped ? { [item.type]: slice } : slice;
    }),
  };
}

function itemSelection(field: LinkField, item: Resource): SelectionTree {
  return field.kind === "reverse" ? field.items : (field.targets[item.type] ?? []);
}

function linked(estate: Estate, resource: Resource, field: LinkField): LinkedResources {
  return field.kind === "forward"
    ? estate.forward(resource, field.attribute)
    : estate.reverse(resource, field.type, field.attribute);
}

function valueSlice(node: ValueNode, field: Exclude<SelectionField, LinkField>): Json {
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

/** Finds what stands at a path of a subject's tree; null if the tree has no such path. */
export function locate(
  estate: Estate,
  resource: Resource,
  selection: SelectionTree,
  path: readonly (string | number)[],
): Located | null {
  const [key, second, index, ...rest] = path;
  const field = selection.find((candidate) => candidate.key === key);
  if (field === undefined) return null;
  if (field.kind !== "forward" && field.kind !== "reverse") {
    const found = locateInValue(resource, estate.value(resource, field.name), field, [field.name], path.slice(1));
    const attribute = field.name === "running" ? undefined : estate.typeOf(resource).attributes[field.name];
    const isObserved = attribute?.kind === "scalar" && attribute.spec.observed === true;
    return found === null
      ? null
      : { ...found, ...holder(estate, resource, found), observed: isObserved && resource.running };
  }
  const links = linked(estate, resource, field);
  if (second === undefined) {
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
  const item = second === "items" && typeof index === "number" ? links.items[index] : undefined;
  if (item === undefined) return null;
  const inner = field.kind === "forward" && field.wrapped ? (rest[0] === item.type ? rest.slice(1) : null) : rest;
  if (inner === null) return null;
  if (inner.length === 0) {
    return { resource: item.id, path: [], value: item.id, origin: item.origin, unknown: null, observed: false };
  }
  return locate(estate, item, itemSelection(field, item), inner);
}

/** A derived value may have been read from another resource: that one holds it. */
function holder(
  estate: Estate,
  resource: Resource,
  { origin }: Pick<Located, "origin">,
): Pick<Located, "resource" | "path"> | null {
  if (origin.startsWith(`${resource.origin}/`)) return null;
  const held = estate.holderOf(origin, resource.document);
  if (held === null || held === resource) return null;
  const pointer = origin.slice(held.origin.length).split("/").slice(1);
  return { resource: held.id, path: pointer.map((name) => (/^\d+$/u.test(name) ? Number(name) : name)) };
}

function locateInValue(
  resource: Resource,
  node: ValueNode,
  field: SelectionField,
  walked: readonly (string | number)[],
  rest: readonly (string | number)[],
): Omit<Located, "observed"> | null {
  const [second, index, key, ...deeper] = rest;
  if (second === undefined) return locatedNode(resource, node, walked);
  if (node.kind !== "collection" || second !== "items" || typeof index !== "number") return null;
  const item = node.items[index];
  if (item === undefined) return null;
  const here = [...walked, "items", index];
  if (item.kind === "scalar") return key === undefined ? locatedNode(resource, item, here) : null;
  const inner = field.kind === "objects" ? field.items.find((candidate) => candidate.key === key) : undefined;
  if (key === undefined) {
    return {
      resource: resource.id,
      path: here,
      value: {},
      origin: absolute(resource, node.origin),
      unknown: null,
    };
  }
  if (inner === undefined || inner.kind === "forward" || inner.kind === "reverse") return null;
  return locateInValue(resource, fieldOf(item, inner.name), inner, [...here, inner.name], deeper);
}

function locatedNode(
  resource: Resource,
  node: ValueNode,
  path: readonly (string | number)[],
): Omit<Located, "observed"> {
  return {
    resource: resource.id,
    path,
    value: node.kind === "scalar" ? (node.value as Json) : summary(node),
    origin: absolute(resource, node.origin),
    unknown: node.kind === "scalar" ? (isUnknown(node.value) ? node.value.unknown : null) : node.code,
  };
}

function absolute(resource: Resource, origin: string): string {
  return origin.startsWith("/") || origin === "" ? `${resource.origin}${origin}` : origin;
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
