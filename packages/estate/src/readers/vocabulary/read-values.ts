import type { LinkReference, LinkReferences } from "../../model/estate.ts";
import type {
  Attribute,
  Attributes,
  CollectionSpec,
  Omission,
  ReadAttribute,
  ResourceType,
  ScalarAttribute,
  WhenOmitted,
} from "../../model/resource-type.ts";
import {
  completeNode,
  isUnknown,
  partialNode,
  type CollectionNode,
  type ObjectNode,
  type ScalarNode,
  type ScalarValue,
  type UnknownCode,
  type ValueNode,
} from "../../model/value.ts";
import { decodeIfJson, isExact } from "../json.ts";
import { follow, followWhole, type Start } from "./path.ts";
import { emptyCollection, sharedScalar } from "../shared-nodes.ts";
import { isToldObject, isUnsettled, settledJson, type Told } from "./told.ts";

/** In which words a resource is written down. */
export interface Wording {
  readonly vocabulary: "config" | "api" | "cloudformation";
  /** Why a value is unknown of which the document says nothing and of which no default is stated. */
  readonly silence: UnknownCode;
  /** False where the document describes what is to be: what only a running system has is then absent. */
  readonly isRunning?: false;
  /** Whether the stated defaults of what is left out hold (unless given), only the absence of it, or neither. */
  readonly omissions?: "absence" | "none";
  /** Tells whether the source never tells what stands at a place (JSON pointer of the parent, and path from there). */
  readonly isHidden?: (parent: string, path: string) => boolean;
}

/** Reads the declared attributes of a resource that are not derived. */
export function readValues(
  attributes: Attributes,
  start: Start,
  wording: Wording,
): Readonly<Record<string, ValueNode>> {
  const values: Record<string, ValueNode> = {};
  const reading = new Set<string>();

  function node(attribute: ReadAttribute): ValueNode {
    if (attribute.kind !== "scalar") return readCollection(attribute, start, wording);
    return readScalar(attribute, start, wording) ?? omittedScalar(attribute, start, wording, read);
  }
  /** Reads another attribute for a default; two defaults that hang on each other tell nothing. */
  function read(name: string): ScalarValue {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute?.kind !== "scalar" || reading.has(name)) return { unknown: wording.silence };
    reading.add(name);
    const found = node(attribute);
    reading.delete(name);
    return found.kind === "scalar" ? found.value : { unknown: wording.silence };
  }

  for (const name of Object.keys(attributes)) {
    const attribute = attributes[name];
    if (attribute !== undefined && isRead(attribute)) values[name] = node(attribute);
  }
  return values;
}

/** Reads the identities of a resource; those of which the document says nothing are unknown. */
export function readIdentities(
  type: ResourceType,
  start: Start,
  { vocabulary, silence }: Wording,
): Readonly<Record<string, ScalarValue>> {
  return Object.fromEntries(
    Object.entries(type.identity).map(([name, { [vocabulary]: path }]): [string, ScalarValue] => {
      const value = path === undefined ? undefined : follow(path, start)?.values[0]?.value;
      if (isUnsettled(value)) return [name, { unknown: value.code }];
      return [name, typeof value === "string" ? value : { unknown: silence }];
    }),
  );
}

/** Reads what the links of a resource name; `values` are its attributes as read. */
export function readReferences(
  type: ResourceType,
  start: Start,
  values: Readonly<Record<string, ValueNode>>,
  { vocabulary, silence }: Wording,
): Readonly<Record<string, LinkReferences>> {
  const links: Record<string, LinkReferences> = {};
  for (const name of Object.keys(type.links)) {
    const attribute = type.attributes[name];
    const path = attribute !== undefined && isRead(attribute) ? attribute.spec[vocabulary] : undefined;
    const found = path === undefined ? undefined : follow(path, start);
    const node = values[name];
    if (node === undefined) {
      links[name] = { state: "partial", code: silence, references: [] };
    } else if (node.kind === "collection" && found !== undefined) {
      links[name] = listReferences(
        node,
        found.values.map(({ value }) => value),
      );
    } else {
      const first = found?.values[0]?.value;
      const named = isUnsettled(first) ? referencesTo(first) : node.kind === "scalar" ? referencesTo(node.value) : [];
      links[name] = { state: "complete", code: null, references: named };
    }
  }
  return links;
}

/** A list that is partial only because elements are not settled names those elements all the same. */
function listReferences(node: CollectionNode, told: readonly Told[]): LinkReferences {
  const isWhole = told.every((value) => typeof value === "string" || isUnsettled(value));
  return {
    state: isWhole ? "complete" : node.state,
    code: isWhole ? null : node.code,
    references: told.flatMap(referencesTo),
  };
}

function referencesTo(value: Told | ScalarValue): readonly LinkReference[] {
  if (isUnsettled(value)) {
    return [value.address === null ? { by: "unknown", code: value.code } : { by: "address", address: value.address }];
  }
  if (isUnknown(value)) return [{ by: "unknown", code: (value as { unknown: UnknownCode }).unknown }];
  return typeof value === "string" && value !== "" ? [{ by: "value", value }] : [];
}

function isRead(attribute: Attribute): attribute is ReadAttribute {
  return attribute.kind !== "derived" && attribute.kind !== "derivedScalar";
}

function readScalar(attribute: ScalarAttribute, start: Start, { vocabulary, silence }: Wording): ScalarNode | null {
  const path = attribute.spec[vocabulary];
  if (path === undefined) return null;
  const found = attribute.type === "json" ? followWhole(path, start) : follow(path, start)?.values[0];
  return found === undefined ? null : sharedScalar(convert(attribute, found.value, silence), found.pointer);
}

/** Reads a value as the declared type; some booleans and numbers are written as text. What does not fit is not told. */
function convert(attribute: ScalarAttribute, value: Told, misfit: UnknownCode): ScalarValue {
  if (isUnsettled(value)) return { unknown: value.code };
  const settled = settledJson(value);
  // A number that the parser cannot hold is not told either.
  if (!isExact(settled)) return { unknown: misfit };
  switch (attribute.type) {
    case "json":
      // A document may stand in a string within a string.
      return decodeIfJson(settled);
    case "untyped":
      return typeof settled === "object" ? { unknown: misfit } : settled;
    case "string":
      return typeof settled === "string"
        ? settled
        : typeof settled === "number"
          ? String(settled)
          : { unknown: misfit };
    case "boolean":
      if (typeof settled === "boolean") return settled;
      return settled === "true" ? true : settled === "false" ? false : { unknown: misfit };
    case "number":
      if (typeof settled === "number") return settled;
      // A leading zero may mean another base.
      return typeof settled === "string" && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(settled)
        ? Number(settled)
        : { unknown: misfit };
  }
}

function omittedScalar(
  attribute: ScalarAttribute,
  { here }: Start,
  { vocabulary, silence, isRunning, omissions, isHidden }: Wording,
  read: (name: string) => ScalarValue,
): ScalarNode {
  if (attribute.spec.observed === true && isRunning === false) return sharedScalar(null, here.pointer);
  const path = attribute.spec[vocabulary];
  if (path !== undefined && isHidden?.(here.pointer, path) === true)
    return sharedScalar({ unknown: "U6" }, here.pointer);
  const stated: WhenOmitted | undefined = attribute.spec.whenOmitted?.[vocabulary];
  const value = typeof stated === "function" ? stated(read) : stated;
  const isWithoutWord = path === undefined && typeof stated === "function";
  const isTold = path !== undefined && isBelieved(value, omissions);
  if (value === undefined || (omissions !== undefined && !isWithoutWord && !isTold)) {
    return sharedScalar({ unknown: path === undefined && isRunning !== false ? "U4" : silence }, here.pointer);
  }
  if (typeof value === "object" && value !== null && "omitted" in value) {
    const { omitted } = value as Omission;
    return sharedScalar(omitted === "absent" ? null : { unknown: omissionCodes[omitted] }, here.pointer);
  }
  return sharedScalar(value, `default:${vocabulary}`);
}

function isBelieved(value: ScalarValue | Omission | undefined, omissions: Wording["omissions"]): boolean {
  const isAbsence =
    typeof value === "object" && value !== null && "omitted" in value && (value as Omission).omitted === "absent";
  return omissions === "absence" && isAbsence;
}

const omissionCodes = { unavailable: "U4", computed: "U1" } as const;

function readCollection(
  attribute: Exclude<ReadAttribute, ScalarAttribute>,
  start: Start,
  wording: Wording,
): CollectionNode {
  const path = attribute.spec[wording.vocabulary];
  const found = path === undefined ? undefined : follow(path, start);
  if (found === undefined) return omittedCollection(attribute.spec, start.here.pointer, wording);
  const origin = commonPlace(found.values.map(({ pointer }) => pointer)) ?? start.here.pointer;
  const items: (ScalarNode | ObjectNode)[] = [];
  let code: UnknownCode | null = found.isWhole || attribute.spec.isSparse === true ? null : wording.silence;
  for (const element of found.values) {
    const item = readElement(attribute, { ...start, here: element }, wording);
    if (item !== null) items.push(item);
    else code ??= isUnsettled(element.value) ? element.value.code : wording.silence;
  }
  if (items.length === 0) return emptyCollection(code, origin);
  return code === null ? completeNode(items, origin) : partialNode(code, items, origin);
}

function readElement(
  attribute: Exclude<ReadAttribute, ScalarAttribute>,
  { here, anyCase = false }: Start,
  wording: Wording,
): ScalarNode | ObjectNode | null {
  if (attribute.kind === "scalars") {
    const value = convert(attribute.item, here.value, wording.silence);
    return isUnknown(value) ? null : sharedScalar(value, here.pointer);
  }
  if (!isToldObject(here.value)) return null;
  return { kind: "object", fields: readValues(attribute.fields, { here, anyCase }, wording) };
}

function omittedCollection(spec: CollectionSpec, origin: string, wording: Wording): CollectionNode {
  const { vocabulary, silence, isRunning, omissions, isHidden } = wording;
  const path = spec[vocabulary];
  if (path !== undefined && isHidden?.(origin, path) === true) return emptyCollection("U6", origin);
  const omitted = spec.whenOmitted?.[vocabulary]?.omitted;
  const isBelievable = omissions === undefined || (omissions === "absence" && path !== undefined);
  if (omitted === "absent" && isBelievable) return emptyCollection(null, origin);
  if (path === undefined && isRunning === false) return emptyCollection("U5", origin);
  if (omitted === "computed") return emptyCollection(silence, `default:${vocabulary}`);
  return emptyCollection(omitted === "unavailable" || path === undefined ? "U4" : silence, origin);
}

/** The place of a collection: what its elements' pointers have in common; null without elements. */
function commonPlace(pointers: readonly string[]): string | null {
  const [first, ...others] = pointers.map((pointer) => pointer.split("/").slice(0, -1));
  if (first === undefined) return null;
  let length = first.length;
  for (const other of others) {
    let equal = 0;
    while (equal < length && first[equal] === other[equal]) equal += 1;
    length = equal;
  }
  return first.slice(0, length).join("/");
}
