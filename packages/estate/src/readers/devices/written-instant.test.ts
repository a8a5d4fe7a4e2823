import { describe, expect, test } from "vitest";
import { instantReader } from "./written-instant.ts";

const read = (pattern: string, zone: string | null, text: string): string | null | undefined =>
  instantReader({ pattern, zone })?.(text);

describe("instantReader", () => {
  test.each([
    ["yyyy/MM/dd HH:mm:ss", "+09:00", "2026/11/01 08:30:05", "2026-10-31T23:30:05.000Z"],
    ["yyyy/M/d H:mm", "+09:00", "2026/1/2 3:04", "2026-01-01T18:04:00.000Z"],
    ["yyyy年M月d日", "+09:00", "2026年11月1日", "2026-10-31T15:00:00.000Z"],
    ["M/d/yyyy h:mm:ss a", "-08:00", "8/6/2021 8:26:13 AM", "2021-08-06T16:26:13.000Z"],
    ["M/d/yyyy h:mm:ss a", "Z", "12/31/2021 12:00:01 am", "2021-12-31T00:00:01.000Z"],
    ["yyyy/MM/dd a h:mm", "Z", "2021/12/31 午後 0:01", "2021-12-31T12:01:00.000Z"],
    ["yyyy-MM-dd HH:mm:ss.SSS", "Z", "2021-12-31 10:00:01.25", "2021-12-31T10:00:01.250Z"],
    ["iso8601", null, "2024-06-04T17:21:52.1234567+09:00", "2024-06-04T08:21:52.123Z"],
    ["iso8601", "+09:00", "2024-06-04 17:21", "2024-06-04T08:21:00.000Z"],
    ["iso8601", "+09:00", "2024-02-29", "2024-02-28T15:00:00.000Z"],
  ])("in %s at %s, %s is %s", (pattern, zone, text, instant) => {
    expect(read(pattern, zone, text)).toBe(instant);
  });

  test.each([
    ["a day that its month does not have", "yyyy/M/d", "Z", "2026/2/29"],
    ["month and day the other way round", "M/d/yyyy", "Z", "31/12/2026"],
    ["an hour beyond the day", "yyyy/M/d H:mm", "Z", "2026/1/1 24:00"],
    ["an hour beyond the half day", "yyyy/M/d h:mm a", "Z", "2026/1/1 13:00 AM"],
    ["more than the pattern says", "yyyy/M/d", "Z", "2026/1/1 10:00"],
    ["a time without an offset", "iso8601", null, "2026-01-01T10:00:00"],
    ["nothing", "iso8601", "Z", ""],
  ])("%s is no instant", (_, pattern, zone, text) => {
    expect(read(pattern, zone, text)).toBeNull();
  });

  test.each([["yy/M/d"], ["yyyy/M"], ["yyyy/M/d z"], ["yyyy/M/d h:mm"], ["yyyy/M/d yyyy"], [""]])(
    "the pattern %s is not read",
    (pattern) => {
      expect(instantReader({ pattern, zone: "Z" })).toBeNull();
    },
  );
});
