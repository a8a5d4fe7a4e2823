import type { PlannedAction } from "../../model/estate.ts";
import type { Attributes, ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { findResourceType } from "../../types/index.ts";
import { formatAddress, parseAddress, type Address } from "./address.ts";
import { isObject, own, ownList, ownObject, ownString, pointer, type JsonObject } from "../json-access.ts";

/** One resource instance as a document holds it at one time: before or after what is planned. */
export interface Held {
  readonly address: Address;
  /** The address as it is printed. */
  readonly text: string;
  /** The name of its type; aliases are not folded yet. */
  readonly type: string;
  readonly values: JsonObject;
  /** Marks of what is not known, shaped like the values. */
  readonly unknown: Json | undefined;
  /** Marks of what is sensitive, shaped like the values. */
  readonly sensitive: Json | undefined;
  /** Decoded documents of strings that are not known as a whole, shaped like the values; only source tells them. */
  readonly documents?: Json | undefined;
  readonly action: PlannedAction;
  readonly isSubject: boolean;
  readonly origin: string;
}

/** Looks up resource types by any of their Terraform names. */
export type TypeFinder = (name: string) => ResourceType | undefined;

/** Creates a lookup that remembers what it found. */
export function createTypeFinder(types: readonly ResourceType[]): TypeFinder {
  const found = new Map<string, ResourceType | undefined>();
  return (name) => {
    if (!found.has(name)) found.set(name, findResourceType(types, name));
    return found.get(name);
  };
}

/** Keeps of an instance only what its type's attributes and identities, or references to it, can read. */
export function createPruner(find: TypeFinder): (held: Held) => Held {
  const known = new Map<string, ReadonlySet<string>>();
  function namesOf(type: ResourceType): ReadonlySet<string> {
    let names = known.get(type.type);
    if (names === undefined) known.set(type.type, (names = readNames(type)));
    return names;
  }
  return (held) => {
    const type = find(held.type);
    // Of a data source, references may read any attribute.
    if (held.address.mode === "data") return held;
    if (type === undefined) return { ...held, values: {}, unknown: undefined, sensitive: undefined };
    const names = namesOf(type);
    return {
      ...held,
      values: pick(held.values, names),
      unknown: isObject(held.unknown) ? pick(held.unknown, names) : held.unknown,
      sensitive: isObject(held.sensitive) ? pick(held.sensitive, names) : held.sensitive,
    };
  };
}

function readNames(type: ResourceType): ReadonlySet<string> {
  const names = new Set(["arn", "id", "name", "region"]);
  for (const [name, { terraform }] of Object.entries(type.identity)) names.add(terraform ?? name);
  for (const path of readPaths(type.attributes)) names.add(path.split(".")[0] ?? path);
  return names;
}

function readPaths(attributes: Attributes): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    if (attribute.kind === "derived" || attribute.kind === "derivedScalar") return [];
    const path = attribute.spec.terraform === undefined ? name : attribute.spec.terraform;
    return path === null ? [] : [path];
  });
}

function pick(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  const picked: Record<string, Json> = {};
  for (const name of names) {
    const member = own(object, name);
    if (member !== undefined) picked[name] = member;
  }
  return picked;
}

/** One resource of the values that `planned_values`, `prior_state` and a printed state hold. */
export interface ListedResource {
  readonly address: Address | null;
  readonly text: string;
  readonly type: string;
  readonly isData: boolean;
  /** Undefined where it has none that can be read. */
  readonly values: JsonObject | undefined;
  readonly sensitive: Json | undefined;
  /** An object that was replaced, and is still to be destroyed. */
  readonly isDeposed: boolean;
  /** JSON pointer to its values. */
  readonly pointer: string;
}

/** Lists the resources below a `root_module`, modules after the resources of their parent. */
export function listResources(values: Json | undefined, at: string): readonly ListedResource[] {
  const found: ListedResource[] = [];
  const root = ownObject(values, "root_module");
  const open = root === undefined ? [] : [{ module: root, at: `${at}/root_module` }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { module } = next;
    const inModule = ownString(module, "address") ?? "";
    for (const [index, resource] of ownList(module, "resources").entries()) {
      if (isObject(resource)) found.push(listed(resource, inModule, `${next.at}/resources/${String(index)}/values`));
    }
    for (const [index, child] of ownList(module, "child_modules").entries()) {
      if (isObject(child)) open.push({ module: child, at: pointer(`${next.at}/child_modules`, index) });
    }
  }
  return found;
}

function listed(resource: JsonObject, inModule: string, at: string): ListedResource {
  const address = listedAddress(resource, inModule);
  return {
    address,
    text: address === null ? (ownString(resource, "address") ?? "") : formatAddress(address),
    type: ownString(resource, "type") ?? "",
    isData: ownString(resource, "mode") === "data",
    values: ownObject(resource, "values"),
    sensitive: own(resource, "sensitive_values"),
    isDeposed: own(resource, "deposed_key") !== undefined,
    pointer: at,
  };
}

/** Terraform 0.12 prints the address without the module and without the key of the instance. */
function listedAddress(resource: JsonObject, inModule: string): Address | null {
  const text = ownString(resource, "address") ?? "";
  const isWhole = inModule === "" || text.startsWith(`${inModule}.`);
  const address = parseAddress(isWhole ? text : `${inModule}.${text}`);
  const index = own(resource, "index");
  const isKey = typeof index === "string" || typeof index === "number";
  return address === null || address.key !== null || !isKey ? address : { ...address, key: index };
}

/** Takes a listed resource for an instance; null where it cannot be read. */
export function heldOf(
  resource: ListedResource,
  name: string,
  { action, unknown }: Pick<Held, "action" | "unknown">,
): Held | null {
  const { address, text, type, values, sensitive, isData } = resource;
  if (address === null || values === undefined) return null;
  return {
    address,
    text,
    type,
    values,
    unknown,
    sensitive,
    action,
    isSubject: !isData,
    origin: `${name}#${resource.pointer}`,
  };
}
