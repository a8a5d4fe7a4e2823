import { dateOf, daysSince1970 } from "@sekisho/estate";

const instantPattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/u;

/** Gives the date that an RFC 3339 instant falls on in Japan, where the sheet is read; the text itself if it is no instant. */
export function tokyoDate(instant: string): string {
  const match = instantPattern.exec(instant);
  if (match === null) return instant;
  const number = (index: number): number => Number(match[index] ?? 0);
  const offset = (match[6] === "-" ? -1 : 1) * (number(7) * 60 + number(8));
  const minutes = number(4) * 60 + number(5) - offset + 9 * 60;
  return dateOf(daysSince1970(number(1), number(2), number(3)) + Math.floor(minutes / (24 * 60)));
}
