import type { Json, ScalarValue, UnknownCode } from "../../model/value.ts";

const mark = Symbol("unsettled");

/** Stands in a document where a value is not settled: an intrinsic that is not literal, an answer that was denied. */
export interface Unsettled {
  readonly [mark]: true;
  readonly code: UnknownCode;
  /** The resource of the same document that the value names, if the document says so. */
  readonly address: string | null;
}

/** Puts in place of a value why it is not settled. */
export function unsettled(code: UnknownCode, address: string | null = null): Unsettled {
  return { [mark]: true, code, address };
}

/** Tells whether a value is not settled. */
export function isUnsettled(value: Told | ScalarValue | undefined): value is Unsettled {
  return typeof value === "object" && value !== null && mark in value;
}

/** A JSON value in which some places may not be settled. */
export type Told = boolean | number | string | null | Unsettled | readonly Told[] | ToldObject;

/** A JSON object in which some places may not be settled. */
export interface ToldObject {
  readonly [key: string]: Told;
}

/** Tells whether a value is a JSON object. */
export function isToldObject(value: Told | undefined): value is ToldObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnsettled(value);
}

/** Tells whether a value is a JSON list. */
export function isToldList(value: Told | undefined): value is readonly Told[] {
  return Array.isArray(value);
}

/** Gives the value as JSON, with the reason in each place that is not settled. */
export function settledJson(value: Told): Json {
  if (isUnsettled(value)) return { unknown: value.code };
  if (isToldList(value)) return value.map(settledJson);
  if (!isToldObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, settledJson(member)]));
}
