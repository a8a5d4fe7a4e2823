import {
  absent,
  computed,
  unavailable,
  type Attributes,
  type DefaultByMajor,
  type ObjectListAttribute,
  type Omission,
  type ReadAttribute,
  type ScalarAttribute,
  type ScalarListAttribute,
  type WhenOmitted,
} from "../../model/resource-type.ts";
import {
  completeNode,
  isUnknown,
  partialNode,
  type CollectionNode,
  type Json,
  type ObjectNode,
  type ScalarNode,
  type ScalarValue,
  type UnknownCode,
  type ValueNode,
} from "../../model/value.ts";
import { heaviestCode } from "../../model/links.ts";
import { findTooDeep, isExact, isExactNumber } from "../json.ts";
import { isList, isObject } from "../json-access.ts";
import { emptyCollection, sharedScalar } from "../shared-nodes.ts";
import { codeOf, elementsOf, isMarked, memberOf, placesAt, type Place, type Written } from "./places.ts";

/** The majors of the AWS provider between which defaults differ; `5` stands for all before 6. */
export type ProviderMajor = "5" | "6";

/** What reading a resource's values asks of the plan around it. */
export interface ValueContext {
  readonly major: ProviderMajor | null;
  /** A data source tells what it has read and has no defaults. */
  readonly isData: boolean;
  /** A resource that is there already keeps what it has where an attribute is left out, which may differ from the default. */
  readonly isNew: boolean;
  /** Tells whether an expression gives null, which Terraform takes for an omitted attribute. */
  readonly givesNull: (expression: Json, attribute: ScalarAttribute | null) => boolean;
  /** The document to which an expression refers and which is not known as a whole; null if it refers to none. */
  readonly documentOf: (expression: Json) => ScalarValue | null;
}

/**
 * Reads every declared attribute of a planned resource or block.
 *
 * A value is taken for its declared type only if nothing is lost: `"true"` and `"443"` become a boolean and a number, a
 * number or boolean becomes a string; anything else, and an integer beyond 2^53, is unknown (U1).
 */
export function readAttributes(
  attributes: Attributes,
  place: Place,
  context: ValueContext,
  outer: (attribute: string) => ScalarValue = () => null,
): Readonly<Record<string, ValueNode>> {
  const values: Record<string, ValueNode> = {};
  const node = attributeReader(attributes, place, context, outer, values);
  for (const name of Object.keys(attributes)) {
    const attribute = attributes[name];
    if (attribute === undefined || attribute.kind === "derived" || attribute.kind === "derivedScalar") continue;
    node(name, attribute);
  }
  return values;
}

/** Gives a function that reads one declared attribute of a planned resource or block, and each only once, into `values`. */
function attributeReader(
  attributes: Attributes,
  place: Place,
  context: ValueContext,
  outer: (attribute: string) => ScalarValue = () => null,
  values: Record<string, ValueNode> = {},
): (name: string, attribute: ReadAttribute) => ValueNode {
  // The attributes whose defaults are being found.
  const reading: string[] = [];

  function node(name: string, attribute: ReadAttribute): ValueNode {
    let found = values[name];
    if (found === undefined) {
      reading.push(name);
      found = readAttribute(name, attribute, place, context, { read, isAsBlocks });
      reading.pop();
      values[name] = found;
    }
    return found;
  }
  function isAsBlocks(name: string): boolean {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return attribute?.kind === "objects" && attribute.spec.attributeAsBlocks === true;
  }
  function read(name: string): ScalarValue {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute === undefined || attribute.kind === "derived" || attribute.kind === "derivedScalar")
      return outer(name);
    // Two defaults that hang on each other tell nothing.
    return reading.includes(name) ? { unknown: "U1" } : plainValue(node(name, attribute));
  }
  return node;
}

/** What reading an attribute asks of those beside it. */
interface Siblings {
  readonly read: (attribute: string) => ScalarValue;
  /** Whether the attribute of that name holds objects that may be written as blocks. */
  readonly isAsBlocks: (attribute: string) => boolean;
}

function readAttribute(
  name: string,
  attribute: ReadAttribute,
  place: Place,
  context: ValueContext,
  siblings: Siblings,
): ValueNode {
  const path = terraformPath(name, attribute, context);
  const { read } = siblings;
  if (attribute.kind !== "scalar") return readCollection(attribute, place, path, context, siblings);
  // What is planned has none yet; a data source tells of what runs.
  if (attribute.spec.observed === true) {
    return context.isData
      ? readScalar(attribute, place, path ?? name, context, read)
      : sharedScalar(null, "default:terraform");
  }
  return path === null
    ? sharedScalar({ unknown: "U1" }, "default:terraform")
    : readScalar(attribute, place, path, context, read);
}

function terraformPath(name: string, { spec }: ReadAttribute, { isData }: ValueContext): string | null {
  if (isData && spec.dataSource !== undefined) return spec.dataSource;
  return spec.terraform === undefined ? name : spec.terraform;
}

function readScalar(
  attribute: ScalarAttribute,
  start: Place,
  path: string,
  context: ValueContext,
  read: (attribute: string) => ScalarValue,
): ScalarNode {
  if (!path.includes(".")) return scalarAt(attribute, memberOf(start, path), context, read);
  const { places, codes } = placesAt(start, path);
  const [place] = places;
  const code = heaviestCode(codes);
  if (places.length > 1 || code !== null) {
    return sharedScalar({ unknown: code ?? "U1" }, place?.pointer ?? beginningOf(start, path));
  }
  // The block that would hold it is left out.
  if (place === undefined) return omitted(attribute, context, read, null);
  return scalarAt(attribute, place, context, read);
}

/** Where the first part of a path stands, which is as far as one that leads nowhere can be followed. */
function beginningOf(start: Place, path: string): string {
  return `${start.pointer}/${path.split(".")[0] ?? ""}`;
}

function scalarAt(
  attribute: ScalarAttribute,
  place: Place,
  context: ValueContext,
  read: (attribute: string) => ScalarValue,
): ScalarNode {
  if (place.sensitive === true || (attribute.type === "json" && isMarked(place.sensitive))) {
    return sharedScalar({ unknown: "U6" }, place.pointer);
  }
  if (place.unknown === true) {
    const document = attribute.type === "json" ? documentAt(place, context) : null;
    if (document !== null) return sharedScalar(document, place.pointer);
    const isOmitted =
      attribute.spec.whenOmitted?.terraform !== undefined && isLeftOut(place.written, context, attribute);
    return isOmitted && context.isNew
      ? omitted(attribute, context, read, { unknown: "U1" })
      : sharedScalar({ unknown: "U1" }, place.pointer);
  }
  if (isMarked(place.unknown)) return sharedScalar({ unknown: "U1" }, place.pointer);
  if (place.value === undefined || place.value === null) {
    // What exists and has null has what the provider returned: there is nothing that it would still compute.
    const isReturned = place.value === null && !context.isNew;
    if (!context.isData) return omitted(attribute, context, read, null, isReturned ? null : { unknown: "U1" });
    return sharedScalar(place.value === undefined ? { unknown: "U2" } : null, place.pointer);
  }
  return sharedScalar(convert(place.value, attribute), place.pointer);
}

/** A document that is not known as a whole keeps its known part. */
function documentAt({ document, written }: Place, context: ValueContext): ScalarValue | null {
  if (document !== undefined) return document;
  const [expression] = written.expressions;
  const isOnly = written.isTold && written.expressions.length === 1;
  return isOnly && expression !== undefined ? context.documentOf(expression) : null;
}

function isLeftOut(written: Written, context: ValueContext, attribute: ScalarAttribute | null): boolean {
  return written.isTold && written.expressions.every((expression) => context.givesNull(expression, attribute));
}

/**
 * What a left-out scalar means; `undeclared` is its value where the type's file states no default, `chosen` where it says
 * that the provider computes one.
 */
function omitted(
  attribute: ScalarAttribute,
  context: ValueContext,
  read: (attribute: string) => ScalarValue,
  undeclared: ScalarValue,
  chosen: ScalarValue = { unknown: "U1" },
): ScalarNode {
  const declared = attribute.spec.whenOmitted?.terraform;
  if (context.isData) return sharedScalar({ unknown: "U2" }, "default:terraform");
  if (declared === undefined) return sharedScalar(undeclared, "default:terraform");
  if (!isByMajor(declared)) return sharedScalar(defaultValue(declared, read, chosen), "default:terraform");
  if (context.major !== null) {
    return sharedScalar(defaultValue(declared[context.major], read, chosen), `default:terraform@${context.major}`);
  }
  const isSame = JSON.stringify(declared["5"]) === JSON.stringify(declared["6"]);
  return sharedScalar(isSame ? defaultValue(declared["5"], read, chosen) : { unknown: "U1" }, "default:terraform");
}

function isByMajor(declared: WhenOmitted | DefaultByMajor): declared is DefaultByMajor {
  return typeof declared === "object" && "5" in declared;
}

function defaultValue(
  declared: WhenOmitted,
  read: (attribute: string) => ScalarValue,
  chosen: ScalarValue,
): ScalarValue {
  const value = typeof declared === "function" ? declared(read) : declared;
  if (!isOmission(value)) return value;
  if (value.omitted === computed.omitted) return chosen;
  return value.omitted === absent.omitted ? null : { unknown: "U4" };
}

function isOmission(value: ScalarValue | Omission): value is Omission {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "omitted");
}

function convert(value: Json, attribute: ScalarAttribute): ScalarValue {
  const unknown: ScalarValue = { unknown: "U1" };
  switch (attribute.type) {
    case "boolean":
      if (typeof value === "boolean") return value;
      return value === "true" ? true : value === "false" ? false : unknown;
    case "number": {
      const isNumeral = typeof value === "string" && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(value);
      const number = typeof value === "number" ? value : isNumeral ? Number(value) : Number.NaN;
      return isExactNumber(number) ? number : unknown;
    }
    case "string":
      if (typeof value === "string") return value;
      return typeof value === "boolean" || (typeof value === "number" && Number.isSafeInteger(value))
        ? String(value)
        : unknown;
    case "json":
      return typeof value === "string" ? decodeJson(value) : isExact(value) ? value : unknown;
    case "untyped":
      // A structure is selected by its parts.
      return typeof value === "object" ? { unknown: "U4" } : isExact(value) ? value : unknown;
  }
}

function decodeJson(text: string): Json {
  if (!/^\s*[[{]/u.test(text)) return text;
  if (findTooDeep(text) !== null) return { unknown: "U1" };
  try {
    const value = JSON.parse(text) as Json;
    return isExact(value) ? value : { unknown: "U1" };
  } catch {
    return text;
  }
}

/** What was read of a collection, and the reasons why something of it is not known. */
interface Elements {
  readonly items: readonly (ScalarNode | ObjectNode)[];
  readonly codes: readonly (UnknownCode | null)[];
  readonly origin: string;
}

function readCollection(
  attribute: ScalarListAttribute | ObjectListAttribute,
  start: Place,
  path: string | null,
  context: ValueContext,
  { read, isAsBlocks }: Siblings,
): CollectionNode {
  if (path === null) return collection({ items: [], codes: ["U5"], origin: "default:terraform" });
  if (!path.includes(".")) return collection(elementsAt(attribute, memberOf(start, path), context, read, false));
  const [head = ""] = path.split(".");
  const isBelowAttribute = isAsBlocks(head);
  if (isBelowAttribute && isOmittedAttribute(attribute, memberOf(start, head), context)) {
    return collection(nothingIn(attribute, context));
  }
  const { places, codes } = placesAt(start, path);
  const found = places
    // What an object in such an attribute leaves out is printed as an empty string.
    .filter((place) => !(isBelowAttribute && place.value === ""))
    .map((place) => elementsAt(attribute, place, context, read, true));
  return collection({
    items: found.flatMap(({ items }) => items),
    codes: [...codes, ...found.flatMap((elements) => elements.codes)],
    origin: found.length === 1 ? (found[0]?.origin ?? start.pointer) : beginningOf(start, path),
  });
}

function collection({ items, codes, origin }: Elements): CollectionNode {
  const code = heaviestCode(codes);
  if (items.length === 0) return emptyCollection(code, origin);
  return code === null ? completeNode(items, origin) : partialNode(code, items, origin);
}

function elementsAt(
  attribute: ScalarListAttribute | ObjectListAttribute,
  place: Place,
  context: ValueContext,
  read: (attribute: string) => ScalarValue,
  isBelowBlocks: boolean,
): Elements {
  const isAttribute = attribute.kind === "scalars" || attribute.spec.attributeAsBlocks === true;
  const mayBeAttribute = isAttribute || attribute.spec.attributeAsBlocks === "either";
  const whenOmitted = attribute.spec.whenOmitted?.terraform;
  const none = nothingIn(attribute, context);
  const isUntold = whenOmitted === unavailable;
  if (place.sensitive === true) return { items: [], codes: ["U6"], origin: place.pointer };
  if (place.unknown === true) {
    // A block that is left out is printed empty; one that is unknown comes from a dynamic block.
    const isOmitted = isAttribute && isOmittedAttribute(attribute, place, context);
    return isOmitted ? none : { items: [], codes: ["U1"], origin: place.pointer };
  }
  if (place.value === undefined) return none;
  if (isUntold && (place.value === null || (isList(place.value) && place.value.length === 0))) return none;
  if (place.value === null) {
    return context.isNew ? none : { items: [], codes: [], origin: context.isData ? place.pointer : none.origin };
  }
  // A list that is gathered from blocks has one scalar from each.
  if (attribute.kind === "scalars" && !isList(place.value) && (!isBelowBlocks || isObject(place.value))) {
    return { items: [], codes: ["U1"], origin: place.pointer };
  }
  const items: (ScalarNode | ObjectNode)[] = [];
  const codes: (UnknownCode | null)[] = [];
  for (const element of elementsOf(place, mayBeAttribute)) {
    const code = codeOf(element);
    if (code !== null) {
      codes.push(code);
      continue;
    }
    if (attribute.kind === "scalars") {
      const value = element.value ?? null;
      const item = value === null || isMarked(element.unknown) ? { unknown: "U1" } : convert(value, attribute.item);
      if (isUnknown(item)) codes.push("U1");
      else items.push(sharedScalar(item, element.pointer));
    } else if (!isObject(element.value) || (mayBeAttribute && isPlaceholder(element))) {
      codes.push("U1");
    } else items.push({ kind: "object", fields: readAttributes(attribute.fields, element, context, read) });
  }
  return { items, codes, origin: place.pointer };
}

/** What a collection that is left out holds. */
function nothingIn(attribute: ScalarListAttribute | ObjectListAttribute, context: ValueContext): Elements {
  const code = context.isData ? "U2" : omissionCode(attribute.spec.whenOmitted?.terraform);
  return { items: [], codes: [code], origin: "default:terraform" };
}

/** Tells whether the attribute at a place is left out of something new: it is unknown then, because the provider computes it. */
function isOmittedAttribute(
  { spec }: ScalarListAttribute | ObjectListAttribute,
  place: Place,
  context: ValueContext,
): boolean {
  const isUnknownWhole = place.unknown === true && place.sensitive !== true;
  return (
    isUnknownWhole &&
    context.isNew &&
    spec.whenOmitted?.terraform !== undefined &&
    isLeftOut(place.written, context, null)
  );
}

function omissionCode(omission: Omission | undefined): UnknownCode | null {
  if (omission === unavailable) return "U4";
  return omission === computed ? "U1" : null;
}

/**
 * Tells whether an element stands for zero or more rules of a dynamic block (controls.md 2.7): something in it is unknown,
 * and nothing that is known differs from an omitted field.
 */
function isPlaceholder(element: Place): boolean {
  const values = isObject(element.value) ? Object.values(element.value) : [];
  return isMarked(element.unknown) && values.every(isEmptyValue);
}

function isEmptyValue(value: Json): boolean {
  if (value === null || value === "" || value === 0 || value === false) return true;
  return isList(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

/** A node as a default function sees it: the plain value, or unknown as a whole. */
function plainValue(node: ValueNode): ScalarValue {
  if (node.kind === "scalar") return node.value;
  if (node.code !== null) return { unknown: node.code };
  return node.items.map((item) => (item.kind === "scalar" ? (item.value as Json) : {}));
}
