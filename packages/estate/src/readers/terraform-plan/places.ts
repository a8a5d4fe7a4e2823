import type { Json, UnknownCode } from "../../model/value.ts";
import { isList, isObject, own, type JsonObject } from "../json-access.ts";
import { pointerBelow } from "../shared-nodes.ts";

/** What the configuration writes at a place: expressions, or blocks of expressions. */
export interface Written {
  /** False where the configuration cannot tell what is written here (dynamic blocks, no configuration). */
  readonly isTold: boolean;
  readonly expressions: readonly Json[];
}

/** One place of a planned resource: its value with the marks beside it, and what is written there. */
export interface Place {
  readonly value: Json | undefined;
  /** `after_unknown` at this place: true, or marks further below. */
  readonly unknown: Json | undefined;
  /** `after_sensitive` at this place: true, or marks further below. */
  readonly sensitive: Json | undefined;
  readonly written: Written;
  /** The decoded document of a string that is not known as a whole, with its unknown leaves; members above it lead to it. */
  readonly document: Json | undefined;
  /** JSON pointer below the resource's `after`. */
  readonly pointer: string;
}

/** The mark of a whole place where what is left out is unknown, and what is absent is printed as null. */
export const whereAbsent = "absent";

/** Several places that one path leads to, and why there may be more. */
export interface Places {
  readonly places: readonly Place[];
  readonly codes: readonly UnknownCode[];
}

/** Goes to a member of an object. */
export function memberOf(place: Place, name: string): Place {
  const value = own(place.value, name);
  return {
    value,
    unknown: memberMark(place.unknown, value, name),
    sensitive: place.sensitive === true ? true : own(place.sensitive, name),
    written: place.written.expressions.length === 0 ? place.written : writtenAt(place.written, name),
    document: own(place.document, name),
    pointer: pointerBelow(place.pointer, name),
  };
}

function writtenAt({ isTold, expressions }: Written, name: string): Written {
  return {
    isTold,
    expressions: expressions.flatMap((written) => {
      const expression = own(written, name);
      return expression === undefined ? [] : [expression];
    }),
  };
}

function memberMark(mark: Json | undefined, value: Json | undefined, name: string): Json | undefined {
  if (mark === whereAbsent) return value === undefined ? true : whereAbsent;
  return mark === true ? true : own(mark, name);
}

/** Goes to the elements of a list or set; an object that stands without a list is its own only element. */
export function elementsOf(place: Place, isAttribute: boolean): readonly Place[] {
  const blocks = place.written.expressions.flatMap((written) => (isList(written) ? written : [written]));
  const isBlocks = place.written.isTold && !isAttribute && !place.written.expressions.some(isExpression);
  if (!isList(place.value)) {
    const written = { isTold: isBlocks && blocks.length === 1, expressions: blocks };
    return [{ ...place, written }];
  }
  // A dynamic block is not written down, and a set is sorted: with several blocks it is not known which is which, but
  // what none of them writes is written in none.
  const isTold = isBlocks && blocks.length === place.value.length;
  return place.value.map((value, index) => ({
    value,
    unknown: isList(place.unknown) ? place.unknown[index] : isPassedOn(place.unknown) ? place.unknown : undefined,
    sensitive: place.sensitive === true ? true : isList(place.sensitive) ? place.sensitive[index] : undefined,
    written: { isTold, expressions: isTold ? blocks : [] },
    document: isList(place.document) ? place.document[index] : undefined,
    pointer: pointerBelow(place.pointer, index),
  }));
}

/**
 * Tells an expression from blocks. An attribute that may be written as blocks (the rules of a security group) is printed as
 * one expression either way, which does not tell what is written in each.
 */
export function isExpression(written: Json): boolean {
  return isObject(written) && Object.keys(written).every((name) => expressionMembers.includes(name));
}

/** Of an expression as a plan prints it, and as evaluated source marks it. */
const expressionMembers = ["references", "constant_value", "altered"];

/** Tells whether a mark holds for everything below its place, too. */
function isPassedOn(mark: Json | undefined): boolean {
  return mark === true || mark === whereAbsent;
}

/** Follows a path of names; on the way it goes through all elements of lists. */
export function placesAt(start: Place, path: string): Places {
  if (!path.includes(".")) return { places: [memberOf(start, path)], codes: [] };
  const names = path.split(".");
  let places: readonly Place[] = [start];
  const codes: UnknownCode[] = [];
  for (const [index, name] of names.entries()) {
    places = places.map((place) => memberOf(place, name));
    if (index === names.length - 1) break;
    places = places.flatMap((place) => {
      const code = codeOf(place);
      if (code !== null) codes.push(code);
      if (code !== null || place.value === null || place.value === undefined) return [];
      return elementsOf(place, false).filter((element) => {
        const inner = codeOf(element);
        if (inner !== null) codes.push(inner);
        return inner === null && isObject(element.value);
      });
    });
  }
  return { places, codes };
}

/**
 * All expressions that are written at the end of a path of blocks, in no order; null where the configuration does not tell
 * them all. A dynamic block, which is not written down, shows in that there are more values than blocks.
 */
export function expressionsAt({ value, written }: Place, path: string): readonly Json[] | null {
  const names = path.split(".");
  const last = names.pop() ?? "";
  let blocks = written.expressions;
  let values: readonly Json[] = [value ?? null];
  if (!written.isTold) return null;
  for (const name of names) {
    const lists = membersOf(blocks, name);
    // Of equal blocks a set keeps one, and there may be a dynamic one in place of the other.
    if (lists.some((list) => isExpression(list) || hasRepeats(list))) return null;
    blocks = lists.flatMap((list) => (isList(list) ? list : [list]));
    values = membersOf(values, name).flatMap((list) => (isList(list) ? list : list === null ? [] : [list]));
    if (blocks.length !== values.length) return null;
  }
  return membersOf(blocks, last);
}

function membersOf(objects: readonly Json[], name: string): readonly Json[] {
  return objects.flatMap((object) => {
    const member = own(object, name);
    return member === undefined ? [] : [member];
  });
}

function hasRepeats(list: Json): boolean {
  return isList(list) && new Set(list.map((item) => JSON.stringify(item))).size < list.length;
}

/** Says why a place as a whole is not known; null where it is known or only parts of it are not. */
export function codeOf(place: Place): UnknownCode | null {
  return place.sensitive === true ? "U6" : place.unknown === true ? "U1" : null;
}

/** Tells whether a mark is set at a place or anywhere below it. */
export function isMarked(mark: Json | undefined): boolean {
  if (mark === true) return true;
  if (isList(mark)) return mark.some(isMarked);
  return isObject(mark) && Object.values(mark).some(isMarked);
}

/** Creates the place of a whole resource. */
export function resourcePlace(
  value: JsonObject,
  unknown: Json | undefined,
  sensitive: Json | undefined,
  expressions: JsonObject | null,
  documents?: Json,
): Place {
  return {
    value,
    unknown,
    sensitive,
    written: { isTold: expressions !== null, expressions: expressions === null ? [] : [expressions] },
    document: documents,
    pointer: "",
  };
}
