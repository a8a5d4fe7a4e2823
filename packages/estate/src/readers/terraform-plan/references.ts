import { findResourceType } from "../../types/index.ts";
import type { LinkReference, LinkReferences } from "../../model/estate.ts";
import { heaviestCode } from "../../model/links.ts";
import type { Link, ReadAttribute, ResourceType } from "../../model/resource-type.ts";
import { isUnknown, type Json, type UnknownCode, type ValueNode } from "../../model/value.ts";
import { formatAddress, nameOf } from "./address.ts";
import type { Configuration, ObjectReference, Resolution, Scope } from "./configuration.ts";
import { isList } from "../json-access.ts";
import { expressionsAt, isExpression, isMarked, memberOf, placesAt, type Place } from "./places.ts";

/** A resource instance that the plan holds, as references to it need it. */
export interface Instance {
  /** The address as the plan prints it. */
  readonly address: string;
  /** What is planned for one of its attributes: undefined if it is not known. */
  readonly knownValue: (attribute: string) => Json | undefined;
}

/** What following references asks of the plan around them. */
export interface ReferenceContext {
  readonly configuration: Configuration;
  readonly types: readonly ResourceType[];
  readonly instance: (address: string) => Instance | null;
}

/** A link attribute of one resource. */
export interface LinkSource {
  readonly link: Link;
  readonly attribute: ReadAttribute;
  readonly path: string;
  readonly node: ValueNode;
  readonly place: Place;
  readonly scope: Scope | null;
}

/** How far a value is followed that one resource takes over from another (`vpc_id = aws_subnet.a.vpc_id`). */
const maxChain = 8;

/**
 * Says what a link attribute of a planned resource names: by value where it is known, otherwise by the references of its
 * expression. An unknown value is settled only by exactly one object and an identity of it (controls.md 2.7), and not where
 * source tells that it is changed in place; by several only in a list of which is told that it is all of them.
 *
 * An unknown list names what its expression refers to, but literals beside the references are not printed in a plan; what
 * they name lies outside of it, so such a list is partial (U2). Only where its elements are told one by one, as source tells
 * them, and as many are unknown as are referred to, is that all.
 */
export function linkReferences(source: LinkSource, context: ReferenceContext): LinkReferences {
  const { node } = source;
  if (node.kind === "scalar") {
    if (typeof node.value === "string" && node.value !== "") {
      return settled([knownReference(node.value, candidates(source, context))]);
    }
    if (!isUnknown(node.value)) return settled([]);
    return node.value.unknown === "U1" ? unknownScalar(source, context) : open(node.value.unknown);
  }
  const named = candidates(source, context);
  const known = node.items.flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string" && item.value !== ""
      ? [knownReference(item.value, named)]
      : [],
  );
  if (node.code === null) return settled(known);
  if (node.code !== "U1") return open(node.code, known);
  return source.path.includes(".") ? unknownBlocks(source, context, known) : unknownList(source, context, known);
}

function unknownScalar(source: LinkSource, context: ReferenceContext): LinkReferences {
  const { places, codes } = placesAt(source.place, source.path);
  const [place] = places;
  const expression = place === undefined ? null : onlyExpression(place);
  if (expression === null || source.scope === null || places.length > 1 || codes.length > 0) return open("U1");
  return settleScalar(context.configuration.resolve(expression, source.scope), source.link, context);
}

/** A set does not tell which of its blocks is which, but together they name what is written in all of them. */
function unknownBlocks(source: LinkSource, context: ReferenceContext, known: readonly LinkReference[]): LinkReferences {
  const { places, codes } = placesAt(source.place, source.path);
  const written = expressionsAt(source.place, source.path);
  const unknown = written?.length === 1 ? unknownElements(places) : null;
  const parts = written?.map((expression) => settleInBlock(expression, source, context, unknown)) ?? [
    settleInAttribute(places, source, context),
  ];
  const found = [...known, ...parts.flatMap(({ references }) => references)];
  const hidden = places.map(({ sensitive }): UnknownCode | null => (sensitive === true ? "U6" : null));
  const code = heaviestCode([...codes, ...hidden, ...parts.map((part) => part.code)]);
  const referred = parts.flatMap(({ references }) => references);
  return code === null || (code === "U2" && areAll(referred, unknown)) ? settled(found) : open(code, found);
}

/** How many elements of a list are not known; null where its elements are not told one by one. */
function unknownElements(places: readonly Place[]): number | null {
  const [place, ...others] = places;
  if (place === undefined || others.length > 0 || !isList(place.unknown)) return null;
  return place.unknown.filter((mark) => mark === true).length;
}

/** Where as many elements are not known as the expression refers to, no other is. */
function areAll(referred: readonly LinkReference[], unknown: number | null): boolean {
  return unique(referred).length === unknown;
}

function settleInBlock(
  expression: Json,
  source: LinkSource,
  context: ReferenceContext,
  unknown: number | null,
): LinkReferences {
  const { scope } = source;
  if (scope === null) return open("U1");
  const resolved = context.configuration.resolve(expression, scope);
  // What refers to constants alone is known, and stands among the values.
  if (resolved.objects.length === 0 && !resolved.isOpen) return settled([]);
  return isManyInBlock(source)
    ? settleList(resolved, source, context, unknown)
    : settleScalar(resolved, source.link, context);
}

/**
 * An attribute that may be written as blocks has one expression, which tells neither what is written in each field nor what
 * a dynamic block writes. The one unknown field comes from the one thing referred to that is unknown.
 */
function settleInAttribute(places: readonly Place[], source: LinkSource, context: ReferenceContext): LinkReferences {
  const { scope, path, place, link } = source;
  const [head = "", ...others] = path.split(".");
  const expression = onlyExpression(memberOf(place, head));
  const isOne = others.length === 1 && places.filter(({ unknown }) => isMarked(unknown)).length === 1;
  if (!isOne || isManyInBlock(source)) return open("U1");
  if (scope === null || expression === null || !isExpression(expression)) return open("U1");
  const resolved = context.configuration.resolve(expression, scope);
  const objects = heldAmong(resolved.objects, context).filter((object) => !isKnown(object, context));
  return settleScalar({ ...resolved, objects }, link, context);
}

function isKnown({ address, rest }: ObjectReference, context: ReferenceContext): boolean {
  const attribute = nameOf(rest[0]);
  return attribute !== undefined && context.instance(formatAddress(address))?.knownValue(attribute) !== undefined;
}

function isManyInBlock({ attribute }: LinkSource): boolean {
  return attribute.kind === "scalars" && attribute.spec.manyInBlock === true;
}

function unknownList(source: LinkSource, context: ReferenceContext, known: readonly LinkReference[]): LinkReferences {
  const { places } = placesAt(source.place, source.path);
  const [place] = places;
  const expression = place === undefined ? null : onlyExpression(place);
  if (expression === null || source.scope === null) return open("U1", known);
  const resolved = context.configuration.resolve(expression, source.scope);
  const unknown = unknownElements(places);
  const { code, references } = settleList(resolved, source, context, unknown);
  const found = [...known, ...references];
  return code === "U2" && areAll(references, unknown) ? settled(found) : open(code ?? "U1", found);
}

/** @param unknown - How many elements are not known, if that is told. */
function settleList(
  resolved: Resolution,
  source: LinkSource,
  context: ReferenceContext,
  unknown: number | null,
): LinkReferences {
  const { objects, literals, isOpen, isChoice, isUnaltered } = resolved;
  const named = heldAmong(objects, context);
  const references = named.map((object) => settleObject(object, source.link, context, 0));
  const found = references.filter((reference) => reference !== null);
  const isSettled = !isOpen && isUnaltered !== false && named.length > 0 && found.length === references.length;
  // A single reference is in the list, because nothing else makes it unknown. Of several some may be left out: a plan prints
  // a list that is cut or filtered as the whole one. Source tells that, and so does the number of unknown elements, but neither
  // what a variable, a key or a data source chooses.
  const mayChoose =
    (isUnaltered !== true && unknown !== named.length) ||
    literals.length > 0 ||
    isChoice ||
    named.some((object) => isForeignData(object, source, context));
  if (!isSettled || (mayChoose && named.length > 1)) return open("U1");
  return open(literals.length > 0 ? "U1" : "U2", found);
}

/** What the plan does not hold (`count = 0`) is no candidate beside one that it holds. */
function heldAmong(objects: readonly ObjectReference[], context: ReferenceContext): readonly ObjectReference[] {
  const held = objects.filter(({ address }) => context.instance(formatAddress(address)) !== null);
  return held.length > 0 ? held : objects;
}

/** Tells whether an object is a data source of another type than the link leads to. */
function isForeignData({ address }: ObjectReference, { link }: LinkSource, context: ReferenceContext): boolean {
  const type = findResourceType(context.types, address.type)?.type ?? address.type;
  return address.mode === "data" && !link.types.includes(type);
}

function settleScalar(resolved: Resolution, link: Link, context: ReferenceContext): LinkReferences {
  const reference = settleOne(resolved, link, context, 0);
  return reference === null ? open("U1") : settled([reference]);
}

/** The expression that is written at a place; null where it is not told, or may be one of several. */
function onlyExpression({ written }: Place): Json | null {
  const [expression, ...others] = written.expressions;
  return written.isTold && expression !== undefined && others.length === 0 ? expression : null;
}

function settleOne(
  { objects, literals, isOpen, isUnaltered }: Resolution,
  link: Link,
  context: ReferenceContext,
  depth: number,
): LinkReference | null {
  if (isOpen || isUnaltered === false || literals.length > 0) return null;
  const [object, ...others] = heldAmong(objects, context);
  return object === undefined || others.length > 0 ? null : settleObject(object, link, context, depth);
}

function settleObject(
  { address, rest }: ObjectReference,
  link: Link,
  context: ReferenceContext,
  depth: number,
): LinkReference | null {
  const attribute = rest.length === 0 ? null : nameOf(rest[0]);
  if (attribute === undefined || depth > maxChain) return null;
  const instance = context.instance(formatAddress(address));
  const type = findResourceType(context.types, address.type)?.type ?? address.type;
  const isTarget = link.types.includes(type);
  if (address.mode === "data") {
    return settleData(instance, attribute, link, isTarget && isIdentity(type, attribute, link, context));
  }
  // It is not there: no value can come from it, so the key or the index means another one.
  if (instance === null) return null;
  const itself: LinkReference = { by: "address", address: instance.address };
  if (attribute === null) return isTarget ? itself : null;
  // An ARN names its own object, whatever its type; an id or name of another type may be that of the target.
  if (isTarget ? isIdentity(type, attribute, link, context) : attribute === "arn") return itself;
  const configured = context.configuration.resource(address);
  const expression = configured?.expressions[attribute];
  if (configured === null || expression === undefined || !Object.hasOwn(configured.expressions, attribute)) return null;
  return settleOne(context.configuration.resolve(expression, configured.scope), link, context, depth + 1);
}

/**
 * A data source that is read only while applying may be anything, even what this plan creates, unless it is asked for what
 * bears a name of AWS.
 */
function settleData(
  instance: Instance | null,
  attribute: string | null,
  link: Link,
  isTarget: boolean,
): LinkReference | null {
  const told = attribute ?? link.identity;
  const value = told === null ? undefined : instance?.knownValue(told);
  if (instance === null) return null;
  if (typeof value !== "string")
    return isTarget && isOfAws(instance) ? { by: "address", address: instance.address } : null;
  return isTarget ? { by: "address", address: instance.address } : { by: "value", value };
}

/** AWS lets nobody else give such a name to a prefix list or a service. */
function isOfAws({ knownValue }: Instance): boolean {
  const name = knownValue("name");
  return typeof name === "string" && name.startsWith("com.amazonaws.");
}

/** Tells whether an attribute identifies a resource of the type; null stands for the whole resource. */
function isIdentity(type: string, attribute: string | null, link: Link, context: ReferenceContext): boolean {
  if (attribute === null || ["arn", "id", "name", link.identity].includes(attribute)) return true;
  const identities = findResourceType(context.types, type)?.identity ?? {};
  return Object.entries(identities).some(([name, paths]) => (paths.terraform ?? name) === attribute);
}

/** The objects of the plan that a link attribute refers to and whose value there is known. */
function candidates(source: LinkSource, context: ReferenceContext): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  const { scope, link } = source;
  if (scope === null) return found;
  for (const place of placesAt(source.place, source.path).places) {
    for (const expression of place.written.expressions) {
      for (const { address, rest } of context.configuration.resolve(expression, scope).objects) {
        const type = findResourceType(context.types, address.type)?.type ?? address.type;
        const instance = context.instance(formatAddress(address));
        const attribute = nameOf(rest[0]) ?? link.identity;
        if (instance === null || attribute === null || !link.types.includes(type)) continue;
        if (!isIdentity(type, attribute, link, context)) continue;
        const value = instance.knownValue(attribute);
        if (typeof value !== "string") continue;
        // One value of two objects does not tell which of them is meant.
        const isShared = found.has(value) && found.get(value) !== instance.address;
        found.set(value, isShared ? null : instance.address);
      }
    }
  }
  return found;
}

/** A known value names the object that the expression takes it from, if there is one; its other identities may be unknown. */
function knownReference(value: string, named: ReadonlyMap<string, string | null>): LinkReference {
  const address = named.get(value) ?? (value.endsWith(":*") ? named.get(value.slice(0, -2)) : null) ?? null;
  return address === null ? { by: "value", value } : { by: "address", address };
}

function settled(references: readonly LinkReference[]): LinkReferences {
  return { state: "complete", code: null, references: unique(references) };
}

function open(code: UnknownCode, references: readonly LinkReference[] = []): LinkReferences {
  return { state: "partial", code, references: unique(references) };
}

function unique(references: readonly LinkReference[]): readonly LinkReference[] {
  const seen = new Set<string>();
  return references.filter((reference) => {
    const key = JSON.stringify(reference);
    return seen.has(key) ? false : seen.add(key);
  });
}
