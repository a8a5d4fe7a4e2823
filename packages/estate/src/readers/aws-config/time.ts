import type { Json } from "../../model/value.ts";
import { isObject, own } from "../json-access.ts";

const isoTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)(?:Z|([+-])(\d{2}):?(\d{2}))?$/u;

/**
 * Reads a time of AWS Config as milliseconds since 1970: an ISO text, or an epoch in seconds or milliseconds. What is
 * neither is older than all. Recorded answers of boto3 hold a time in its parts.
 */
export function timeOf(value: Json | undefined): number {
  if (typeof value === "number") return value < 1e11 ? value * 1000 : value;
  if (isObject(value)) return timeOfParts(value);
  const match = typeof value === "string" ? isoTime.exec(value) : null;
  if (match === null) return Number.NEGATIVE_INFINITY;
  const part = (index: number): number => Number(match[index] ?? "0");
  const offset = (part(8) * 60 + part(9)) * (match[7] === "-" ? -1 : 1);
  const minutes = (daysSince1970(part(1), part(2), part(3)) * 24 + part(4)) * 60 + part(5) - offset;
  return minutes * 60_000 + Math.round(part(6) * 1000);
}

/** Writes milliseconds since 1970 as an instant in RFC 3339; null for what has none: it writes years of four digits. */
export function instantOf(time: number): string | null {
  const whole = Math.round(time);
  const days = Math.floor(whole / millisecondsOfDay);
  if (!(days >= -719_528 && days < 2_932_897)) return null;
  const rest = whole - days * millisecondsOfDay;
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
  const [seconds, milliseconds] = [Math.floor(rest / 1000) % 60, rest % 1000];
  const [h, m, s] = [hours, minutes, seconds].map((part) => digits(part, 2));
  return `${dateOf(days)}T${h ?? ""}:${m ?? ""}:${s ?? ""}.${digits(milliseconds, 3)}Z`;
}

const millisecondsOfDay = 86_400_000;

function digits(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

/** The inverse of {@link daysSince1970}. */
function dateOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

function timeOfParts(value: Json): number {
  if (own(value, "__class__") !== "datetime") return Number.NEGATIVE_INFINITY;
  const [year, month, day, hour, minute, second, micro] = [
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
    "microsecond",
  ].map((key) => {
    const part = own(value, key);
    return typeof part === "number" ? part : Number.NaN;
  });
  const minutes = (daysSince1970(year ?? NaN, month ?? NaN, day ?? NaN) * 24 + (hour ?? NaN)) * 60 + (minute ?? NaN);
  const time = minutes * 60_000 + (second ?? NaN) * 1000 + Math.round((micro ?? NaN) / 1000);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

/** Counts days in the Gregorian calendar, with the year beginning in March so that the leap day is its last. */
export function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
