const instantPattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/u;

/**
 * Gives the date that an RFC 3339 instant falls on in Japan, where the sheet is read; the text itself if it is no instant.
 * Days are counted in whole 400-year cycles that begin on the first of March, so that a leap day is the last of its year.
 */
export function tokyoDate(instant: string): string {
  const match = instantPattern.exec(instant);
  if (match === null) return instant;
  const number = (index: number): number => Number(match[index] ?? 0);
  const offset = (match[6] === "-" ? -1 : 1) * (number(7) * 60 + number(8));
  const minutes = number(4) * 60 + number(5) - offset + 9 * 60;
  return dateOf(dayNumber(number(1), number(2), number(3)) + Math.floor(minutes / (24 * 60)));
}

function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  return (
    y * 365 +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * ((month + 9) % 12) + 2) / 5) +
    day -
    1
  );
}

function dateOf(days: number): string {
  const cycle = Math.floor(days / 146_097);
  const dayOfCycle = days - cycle * 146_097;
  const yearOfCycle = Math.floor(
    (dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) /
      365,
  );
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0);
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}
