import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf, timeOf } from "./time.ts";

describe("timeOf", () => {
  test("agrees with the clock of the platform on every time of the calendar", () => {
    const range = { min: new Date("1970-01-01T00:00:00Z"), max: new Date("2199-12-31T23:59:59Z"), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        expect(timeOf(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  test.each([
    ["2026-11-01T09:00:00+09:00", Date.UTC(2026, 10, 1)],
    ["2026-10-31T19:00:00.250-0500", Date.UTC(2026, 10, 1) + 250],
    ["2024-02-29T12:00:00", Date.UTC(2024, 1, 29, 12)],
    [Date.UTC(2026, 10, 1) / 1000, Date.UTC(2026, 10, 1)],
    [Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 1)],
    ["yesterday", Number.NEGATIVE_INFINITY],
    [
      { __class__: "datetime", year: 2026, month: 11, day: 1, hour: 9, minute: 0, second: 1, microsecond: 250000 },
      Date.UTC(2026, 10, 1, 9, 0, 1) + 250,
    ],
    [{ __class__: "datetime", year: 2026 }, Number.NEGATIVE_INFINITY],
    [{ year: 2026, month: 11, day: 1, hour: 9, minute: 0, second: 1, microsecond: 0 }, Number.NEGATIVE_INFINITY],
    [null, Number.NEGATIVE_INFINITY],
    [undefined, Number.NEGATIVE_INFINITY],
  ] as const)("reads %j", (value, time) => {
    expect(timeOf(value)).toBe(time);
  });
});

describe("instantOf", () => {
  test("agrees with the clock of the platform on every time of four digits' years", () => {
    const range = {
      min: new Date("0000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        expect(instantOf(date.getTime())).toBe(date.toISOString());
      }),
    );
  });

  test.each([Number.NEGATIVE_INFINITY, Number.NaN, 1e300, -62_167_219_200_001, 253_402_300_800_000])(
    "has none for %d",
    (time) => {
      expect(instantOf(time)).toBeNull();
    },
  );
});
