/** Counts days in the Gregorian calendar, with the year beginning in March so that the leap day is its last. */
export function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Writes days since 1970 as a date; the inverse of {@link daysSince1970} for years of four digits. */
export function dateOf(days: number): string {
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

/** Writes a whole number with leading zeros. */
export function digits(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** Counts the days from 1970-01-01 to a date of the proleptic Gregorian calendar, written as `2026-04-01`; null if it is none. */
export function daysOf(date: string): number | null {
  const match = datePattern.exec(date);
  if (match === null) return null;
  const days = daysSince1970(Number(match[1]), Number(match[2]), Number(match[3]));
  return dateOf(days) === date ? days : null;
}

/** Tells whether a text is a date, written as `2026-04-01`. */
export function isDate(text: string): boolean {
  return daysOf(text) !== null;
}

/** Gives the date a number of days after another; null if the text is no date. */
export function daysLater(date: string, length: number): string | null {
  const days = daysOf(date);
  return days === null ? null : dateOf(days + length);
}

/**
 * Gives the same day a number of months later. Where that month has no such day it is the first day after the month, because
 * a period without a corresponding day ends with the last day of the month (Civil Code of Japan, article 143, paragraph 2).
 * Null if the text is no date.
 */
export function monthsLater(date: string, length: number): string | null {
  const match = isDate(date) ? datePattern.exec(date) : null;
  if (match === null) return null;
  const months = Number(match[1]) * 12 + Number(match[2]) - 1 + length;
  const first = daysSince1970(Math.floor(months / 12), (months % 12) + 1, 1);
  const following = daysSince1970(Math.floor((months + 1) / 12), ((months + 1) % 12) + 1, 1);
  return dateOf(Math.min(first + Number(match[3]) - 1, following));
}
