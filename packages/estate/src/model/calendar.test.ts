import fc from "fast-check";
import { expect, test } from "vitest";
import { dateOf, daysLater, daysOf, daysSince1970, isDate, monthsLater } from "./calendar.ts";

test("dates and days since 1970 are inverse over four centuries", () => {
  for (let days = daysSince1970(1800, 1, 1); days < daysSince1970(2200, 1, 1); days += 1) {
    const date = dateOf(days);
    expect(new Date(days * 86_400_000).toISOString().slice(0, 10)).toBe(date);
    expect(isDate(date)).toBe(true);
  }
});

test.each(["2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-01", "yesterday", ""])(
  "%s is no date",
  (text) => {
    expect([isDate(text), daysLater(text, 1), monthsLater(text, 12)]).toEqual([false, null, null]);
  },
);

test.each([
  ["2026-03-06", 12, "2027-03-06"],
  ["2023-02-28", 12, "2024-02-28"],
  ["2024-02-29", 12, "2025-03-01"],
  ["2024-02-29", 48, "2028-02-29"],
  ["2024-12-31", 12, "2025-12-31"],
  ["2026-01-31", 13, "2027-03-01"],
  ["2026-05-31", 13, "2027-07-01"],
  ["2025-11-30", 13, "2026-12-30"],
])("%s and %i months are %s", (date, months, expected) => {
  expect(monthsLater(date, months)).toBe(expected);
});

test("a number of days later crosses months, years and leap days", () => {
  expect(["2027-03-06", "2024-02-28", "2026-12-31"].map((date) => daysLater(date, 30))).toEqual([
    "2027-04-05",
    "2024-03-29",
    "2027-01-30",
  ]);
});

const millisecondsPerDay = 86_400_000;

test("daysOf agrees with the platform's calendar", () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
      const date = new Date(days * millisecondsPerDay).toISOString().slice(0, 10);
      expect(daysOf(date)).toBe(days);
    }),
  );
});

test.each(["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-1", "1900-02-29", "20260401", ""])(
  "null: %j is no date",
  (date) => {
    expect(daysOf(date)).toBeNull();
  },
);

test("a leap day is a date", () => {
  expect([daysOf("2024-02-29"), daysOf("2000-02-29")]).toEqual([19782, 11016]);
});
