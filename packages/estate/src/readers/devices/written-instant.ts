import { daysOf, digits } from "../../model/calendar.ts";
import { instantOf } from "../aws-config/time.ts";

/** How a source writes instants. */
export interface InstantFormat {
  /** `iso8601`, or letters as Unicode's date patterns have them: `yyyy/M/d H:mm:ss`, `M/d/yyyy h:mm:ss a`. */
  readonly pattern: string;
  /** The offset from UTC of what is written without one: `+09:00` or `Z`; null if it is not known. */
  readonly zone: string | null;
}

/** Reads an instant as RFC 3339 in UTC; null for a text that is none in the format, or without an offset anywhere. */
export type ReadInstant = (text: string) => string | null;

type Part = "year" | "month" | "day" | "hour" | "hour12" | "minute" | "second" | "fraction" | "half" | "offset";

/** The letters of patterns that are read, with what they match. */
const letters: Readonly<Record<string, readonly [Part, string]>> = {
  yyyy: ["year", "\\d{4}"],
  M: ["month", "\\d{1,2}"],
  MM: ["month", "\\d{2}"],
  d: ["day", "\\d{1,2}"],
  dd: ["day", "\\d{2}"],
  H: ["hour", "\\d{1,2}"],
  HH: ["hour", "\\d{2}"],
  h: ["hour12", "\\d{1,2}"],
  hh: ["hour12", "\\d{2}"],
  m: ["minute", "\\d{1,2}"],
  mm: ["minute", "\\d{2}"],
  s: ["second", "\\d{1,2}"],
  ss: ["second", "\\d{2}"],
  SSS: ["fraction", "\\d{1,9}"],
  a: ["half", "AM|PM|午前|午後"],
};

/** RFC 3339 and its relatives of ISO 8601: the time, its seconds and its offset may be missing. */
const iso = new RegExp(
  "^(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})(?:[T ](?<hour>\\d{2}):(?<minute>\\d{2})" +
    "(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?(?<offset>Z|[+-]\\d{2}:?\\d{2})?)?$",
  "u",
);

/**
 * Makes the reader of a format; null if the pattern has letters that are not read, or says no day. A day without a time is
 * read as its beginning: no instant of it is older.
 */
export function instantReader({ pattern, zone }: InstantFormat): ReadInstant | null {
  const expression = pattern === "iso8601" ? iso : expressionOf(pattern);
  return expression === null ? null : (text) => instantIn(expression.exec(text.trim())?.groups, zone);
}

function expressionOf(pattern: string): RegExp | null {
  const parts = new Set<Part>();
  let source = "";
  for (const [token] of pattern.matchAll(/([A-Za-z])\1*|[^A-Za-z]/gu)) {
    if (/[A-Za-z]/u.test(token)) {
      const [part, matched] = (Object.hasOwn(letters, token) ? letters[token] : undefined) ?? [];
      if (part === undefined || matched === undefined || parts.has(part)) return null;
      parts.add(part);
      source += `(?<${part}>${matched})`;
    } else {
      source += /\s/u.test(token) ? "\\s+" : token.replace(/[$()*+.?[\\\]^{|}/]/u, String.raw`\$&`);
    }
  }
  const isWhole = parts.has("year") && parts.has("month") && parts.has("day");
  return isWhole && parts.has("hour12") === parts.has("half") ? new RegExp(`^${source}$`, "iu") : null;
}

function instantIn(
  found: Readonly<Record<string, string | undefined>> | undefined,
  zone: string | null,
): string | null {
  const offset = offsetOf(found?.["offset"] ?? zone);
  if (found === undefined || offset === null) return null;
  const part = (name: Part): number => Number(found[name] ?? "0");
  const [year, month, day, minute, second] = [part("year"), part("month"), part("day"), part("minute"), part("second")];
  const hour = found["hour12"] === undefined ? part("hour") : hourOfDay(part("hour12"), found["half"] ?? "");
  const days = daysOf(`${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`);
  if (days === null || hour === null || hour > 23 || minute > 59 || second > 59) return null;
  const minutes = (days * 24 + hour) * 60 + minute - offset;
  const milliseconds = Number(`0.${found["fraction"] ?? "0"}`) * 1000;
  return instantOf(minutes * 60_000 + second * 1000 + Math.floor(milliseconds));
}

function hourOfDay(hour: number, half: string): number | null {
  if (hour > 12) return null;
  return (hour % 12) + (/^(?:PM|午後)$/iu.test(half) ? 12 : 0);
}

/** Minutes that a zone is ahead of UTC; null for what is none. */
function offsetOf(zone: string | null): number | null {
  if (zone === "Z") return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/u.exec(zone ?? "") ?? [];
  return sign === undefined ? null : (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}
