import { scalarNode, type Json, type ScalarNode } from "../../model/value.ts";
import type { DeviceCapture, DeviceReading, DeviceRecord } from "./device-record.ts";

/** What one source told of a device, and when. */
export interface Telling {
  readonly capture: DeviceCapture;
  readonly reading: DeviceReading;
  /** When it was collected, in milliseconds since 1970. */
  readonly time: number;
  /** The last that each record of the document tells of, in milliseconds since 1970, the latest first. */
  readonly lastSeen: readonly number[];
}

/** Takes a leaf of a record: undefined where the source does not tell it. */
export type TakeLeaf<Value extends Json> = (record: DeviceRecord) => Value | null | undefined;

/**
 * Reads a leaf of what several sources tell of a device; unknown (U4) if none tells it. The one that was collected last
 * counts, of those that tell the leaf; if sources that were collected at the same time contradict each other, it is
 * unknown, too.
 *
 * @param at - The leaf's pointer below a record.
 */
export function leafOf<Value extends Json>(
  tellings: readonly Telling[],
  at: string,
  take: TakeLeaf<Value>,
): ScalarNode {
  return toldLeaf(tellings, at, take) ?? notTold(tellings, at);
}

/** Reads a leaf as {@link leafOf} does; null if no source tells it. */
export function toldLeaf<Value extends Json>(
  tellings: readonly Telling[],
  at: string,
  take: TakeLeaf<Value>,
): ScalarNode | null {
  const told = latest(tellings.filter(({ capture }) => take(capture.record) !== undefined));
  const [first] = told;
  if (first === undefined) return null;
  const value = take(first.capture.record) ?? null;
  const isAgreed = told.every(({ capture }) => (take(capture.record) ?? null) === value);
  return scalarNode(isAgreed ? value : { unknown: "U4" }, originOf(first, at));
}

/** Says that no source tells a leaf. */
export function notTold([first]: readonly Telling[], at: string): ScalarNode {
  return scalarNode({ unknown: "U4" }, first === undefined ? "default:devices" : originOf(first, at));
}

/** Says where a leaf of a record stands. */
export function originOf({ capture, reading }: Telling, at: string): string {
  return `${reading.document.name}#${capture.pointers?.[at] ?? `${capture.pointer}${at}`}`;
}

/** Takes those that were collected last. */
export function latest(tellings: readonly Telling[]): readonly Telling[] {
  const newest = tellings.reduce((time, telling) => Math.max(time, telling.time), Number.NEGATIVE_INFINITY);
  return tellings.filter(({ time }) => time === newest);
}

/** Takes of each source what was collected last. */
export function latestOfEach(tellings: readonly Telling[]): readonly Telling[] {
  const sources = new Set(tellings.map(({ reading }) => reading.source.name));
  return [...sources].flatMap((name) => latest(tellings.filter(({ reading }) => reading.source.name === name)));
}

/** Sorts what is told so that the order in which documents are given does not count: the latest first. */
export function inOrder(tellings: readonly Telling[]): readonly Telling[] {
  const keyOf = ({ reading, capture }: Telling): string =>
    `${reading.source.name}\n${reading.document.digest}\n${capture.pointer}`;
  return [...tellings].sort((a, b) => b.time - a.time || (keyOf(a) < keyOf(b) ? -1 : 1));
}
