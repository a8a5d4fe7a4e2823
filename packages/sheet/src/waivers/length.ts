import type { Waiver } from "@sekisho/policy";
import { timeOf } from "../calendar.ts";

const millisecondsPerDay = 86_400_000;

/** Counts the days of 24 hours that a waiver lasts, in fractions; less than none if it ends before it begins. */
export function lengthInDays({ approvedAt, expires }: Pick<Waiver, "approvedAt" | "expires">): number {
  return ((timeOf(expires) ?? Number.NaN) - (timeOf(approvedAt) ?? Number.NaN)) / millisecondsPerDay;
}
