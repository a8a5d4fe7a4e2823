import { daysOf } from "@sekisho/estate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokyoDayOf } from "./calendar.ts";

const millisecondsPerDay = 86_400_000;

describe("calendar", () => {
  test("tokyoDayOf agrees with the platform's calendar, nine hours ahead", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), (instant) => {
        expect(tokyoDayOf(instant.toISOString())).toBe(
          Math.floor((instant.getTime() + 9 * 3_600_000) / millisecondsPerDay),
        );
      }),
    );
  });
  test("an offset is taken off first", () => {
    expect(tokyoDayOf("2026-04-01T00:30:00+10:00")).toBe(daysOf("2026-03-31"));
    expect(tokyoDayOf("2026-04-01T10:00:00-05:00")).toBe(daysOf("2026-04-02"));
    expect(tokyoDayOf("2026-04-01t00:00:00.250z")).toBe(daysOf("2026-04-01"));
  });
  test.each(["2026-04-01", "2026-04-01T00:00:00", "2026-04-01T24:00:00Z", "2026-02-30T00:00:00Z", "now"])(
    "null: %j is no instant",
    (instant) => {
      expect(tokyoDayOf(instant)).toBeNull();
    },
  );
});
