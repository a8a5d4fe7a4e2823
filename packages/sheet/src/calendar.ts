import { SekishoError } from "@sekisho/estate";

const tokyoOffsetMinutes = 9 * 60;
const minutesPerDay = 24 * 60;

/** Counts the days from 1970-01-01 to a date in the proleptic Gregorian calendar; null if it is no date. */
export function daysOf(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  // A year that begins in March has its leap day last.
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    shifted * 365 + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + dayOfYear - 719468
  );
}

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

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
