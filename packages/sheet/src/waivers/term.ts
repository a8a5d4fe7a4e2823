import type { Waiver } from "@sekisho/policy";
import { isBefore, timeOf } from "../calendar.ts";

/** From when on a waiver holds, and until when. */
export type Term = Pick<Waiver, "approvedAt" | "expires">;

const millisecondsPerDay = 86_400_000;

/** Counts the days of 24 hours that a waiver lasts, in fractions; less than none if it ends before it begins. */
export function lengthInDays({ approvedAt, expires }: Term): number {
  return ((timeOf(expires) ?? Number.NaN) - (timeOf(approvedAt) ?? Number.NaN)) / millisecondsPerDay;
}

/** Tells whether a waiver is past its end at an instant, or before its beginning; null where it holds. */
export function outsideTerm({ approvedAt, expires }: Term, instant: string): "expired" | "not_yet" | null {
  if (!isBefore(instant, expires)) return "expired";
  return isBefore(instant, approvedAt) ? "not_yet" : null;
}
