import { dateOf, daysSince1970, digits } from "../../model/calendar.ts";
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

/** Gives the date in Tokyo of a time; null for what has none. */
export function dateInTokyo(time: Json): string | null {
  return instantOf(timeOf(time) + 9 * 3_600_000)?.slice(0, 10) ?? null;
}

const millisecondsOfDay = 86_400_000;

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
