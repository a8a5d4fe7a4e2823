import type { PlannedAction } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { unknownFor, type Json, type ScalarValue } from "../../model/value.ts";
import { findResourceType } from "../../types/index.ts";
import { formatAddress, parseAddress, type Address } from "./address.ts";
import { isObject, own, ownList, ownObject, ownString, pointer, type JsonObject } from "../json-access.ts";
import { codeOf, memberOf, resourcePlace, type Place } from "./places.ts";

/** What is written in a resource instance. */
export interface Body {
  readonly values: JsonObject;
  /** Marks of what is not known, shaped like the values. */
  readonly unknown: Json | undefined;
  /** Marks of what is sensitive, shaped like the values. */
  readonly sensitive: Json | undefined;
  /** Decoded documents of strings that are not known as a whole, shaped like the values; only source tells them. */
  readonly documents?: Json | undefined;
}

/** Stands for what a second reading does not find again. */
export const nothingKnown: Body = { values: {}, unknown: true, sensitive: undefined };

/** What an instance is called. */
export interface Named {
  readonly address: Address;
  /** The address as it is printed. */
  readonly text: string;
  /** The name of its type; aliases are not folded yet. */
  readonly type: string;
}

/** One resource instance as a document holds it at one time, before or after what is planned, without what is written in it. */
export interface Held extends Named, HeldFacts {
  /** The identities of its type; none of a type that no file defines. */
  readonly identities: Readonly<Record<string, ScalarValue>>;
  /** Its own attribute `region`; undefined if it has none, and of a type that no file defines. */
  readonly region: ScalarValue | undefined;
}

/** What a document says of an instance that it holds. */
export interface HeldFacts {
  readonly action: PlannedAction;
  readonly isSubject: boolean;
  readonly origin: string;
  /** Reads what is written in it, which a large document does not keep. */
  body(): Body;
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

/** Takes an instance for held: what tells it from others is read at once, the rest when it is asked for. */
export function hold(named: Named, facts: HeldFacts, written: Body, find: TypeFinder): Held {
  const type = find(named.type);
  if (type === undefined) return new HeldInstance(named, facts, noIdentities, undefined);
  const place = placeOfBody(written, null);
  return new HeldInstance(named, facts, readIdentities(type, place), ownRegion(place));
}

class HeldInstance implements Held {
  readonly address: Address;
  readonly text: string;
  readonly type: string;
  readonly identities: Held["identities"];
  readonly region: ScalarValue | undefined;
  readonly #facts: HeldFacts;

  constructor(named: Named, facts: HeldFacts, identities: Held["identities"], region: ScalarValue | undefined) {
    this.address = named.address;
    this.text = named.text;
    this.type = named.type;
    this.identities = identities;
    this.region = region;
    this.#facts = facts;
  }

  get action(): PlannedAction {
    return this.#facts.action;
  }
  get isSubject(): boolean {
    return this.#facts.isSubject;
  }
  get origin(): string {
    return this.#facts.origin;
  }
  body(): Body {
    return this.#facts.body();
  }
}

const noIdentities: Held["identities"] = {};

/** The place of a whole instance, and what is written there; `expressions` are those of its configuration, if it is told. */
export function placeOfBody({ values, unknown, sensitive, documents }: Body, expressions: JsonObject | null): Place {
  return resourcePlace(values, unknown, sensitive, expressions, documents);
}

function readIdentities(type: ResourceType, place: Place): Held["identities"] {
  const identities: Record<string, ScalarValue> = {};
  for (const name of Object.keys(type.identity)) {
    const path = type.identity[name]?.terraform;
    identities[name] = path === null ? unknownFor("U1") : textAt(memberOf(place, path ?? name));
  }
  return identities;
}

function textAt(place: Place): ScalarValue {
  const code = codeOf(place);
  if (code !== null) return unknownFor(code);
  return typeof place.value === "string" || place.value === null ? place.value : unknownFor("U1");
}

function ownRegion(place: Place): ScalarValue | undefined {
  const region = memberOf(place, "region");
  return region.value === undefined && own(place.unknown, "region") === undefined ? undefined : textAt(region);
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
  { action, unknown }: { readonly action: PlannedAction; readonly unknown: Json | undefined },
  find: TypeFinder,
): Held | null {
  const { address, text, type, values, sensitive, isData } = resource;
  if (address === null || values === undefined) return null;
  const body: Body = { values, unknown, sensitive };
  const facts = { action, isSubject: !isData, origin: `${name}#${resource.pointer}`, body: () => body };
  return hold({ address, text, type }, facts, body, find);
}
