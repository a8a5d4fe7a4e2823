import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokyoDate } from "./calendar.ts";

describe("the date in Japan", () => {
  it("is the next day from 15:00 UTC on", () => {
    expect(tokyoDate("2026-10-31T14:59:59.999Z")).toBe("2026-10-31");
    expect(tokyoDate("2026-10-31T15:00:00Z")).toBe("2026-11-01");
    expect(tokyoDate("2026-11-01T00:10:00+09:00")).toBe("2026-11-01");
    expect(tokyoDate("2026-12-31T23:30-05:00")).toBe("2027-01-01");
  });

  it("keeps leap days", () => {
    expect(tokyoDate("2028-02-28T15:00:00Z")).toBe("2028-02-29");
    expect(tokyoDate("2028-02-29T15:00:00Z")).toBe("2028-03-01");
    expect(tokyoDate("2100-02-28T15:00:00Z")).toBe("2100-03-01");
    expect(tokyoDate("2000-02-29T00:00:00Z")).toBe("2000-02-29");
  });

  it("of what is no instant is the text", () => {
    expect(tokyoDate("yesterday")).toBe("yesterday");
  });

  it("agrees with the platform's calendar", () => {
    const min = new Date("1000-01-01T00:00:00Z");
    const max = new Date("3999-12-31T00:00:00Z");
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        const inJapan = new Date(date.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
        expect(tokyoDate(date.toISOString())).toBe(inJapan);
      }),
    );
  });
});
