import { daysOf, SekishoError } from "@sekisho/estate";

const tokyoOffsetMinutes = 9 * 60;
const minutesPerDay = 24 * 60;

/** Counts the days from 1970-01-01 to the day that an RFC 3339 instant falls on in Tokyo; null if it is no instant. */
export function tokyoDayOf(instant: string): number | null {
  const time = partsOf(instant);
  return time === null ? null : Math.floor((time.minutes + tokyoOffsetMinutes) / minutesPerDay);
}

/** Counts the milliseconds from 1970-01-01T00:00:00Z to an RFC 3339 instant; null if it is none, or has no zone. */
export function timeOf(instant: string): number | null {
  const time = partsOf(instant);
  return time === null ? null : time.minutes * 60_000 + Math.round(time.seconds * 1000);
}

/** Tells whether an RFC 3339 instant lies before another. */
export function isBefore(instant: string, other: string): boolean {
  return (timeOf(instant) ?? Number.NaN) < (timeOf(other) ?? Number.NaN);
}

/** Whole minutes from 1970-01-01T00:00Z to an instant, and the seconds beyond. */
function partsOf(instant: string): { readonly minutes: number; readonly seconds: number } | null {
  const match = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)(?:[Zz]|([+-])(\d{2}):(\d{2}))$/u.exec(
    instant,
  );
  if (match === null) return null;
  const days = daysOf(match[1] ?? "");
  const [hour, minute, second] = [match[2], match[3], match[4]].map(Number) as [number, number, number];
  const [offsetHours, offsetMinutes] = [Number(match[6] ?? 0), Number(match[7] ?? 0)];
  if (days === null || hour > 23 || minute > 59 || second >= 61 || offsetHours > 23 || offsetMinutes > 59) return null;
  const offset = (match[5] === "-" ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  return { minutes: days * minutesPerDay + hour * 60 + minute - offset, seconds: second };
}

/**
 * Gives the day that an instant falls on in Tokyo, as days from 1970-01-01.
 *
 * @throws SekishoError `USAGE` if it is no RFC 3339 date and time.
 */
export function assertInstant(instant: string): number {
  const day = tokyoDayOf(instant);
  if (day !== null) return day;
  throw new SekishoError(
    "USAGE",
    `The instant "${instant}" is no RFC 3339 date and time. Write it as 2026-04-01T09:00:00+09:00.`,
  );
}
