import { readFileSync } from "node:fs";
import path from "node:path";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../model/value.ts";
import type { Antivirus } from "../device-record.ts";
import { readListings } from "../listing/properties.ts";
import { instantReader, type ReadInstant } from "../written-instant.ts";
import { readStatus } from "./read-status.ts";

const american = instantReader({ pattern: "M/d/yyyy h:mm:ss a", zone: "Z" });

function statusOf(content: Json | Uint8Array, instant: ReadInstant | null = null): Antivirus | undefined {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const bytes = content instanceof Uint8Array ? content : new TextEncoder().encode(text);
  const [listing, ...others] = readListings(bytes, "status.json", null);
  if (listing === undefined || others.length > 0) throw new Error("not one listing was read");
  return readStatus(listing, "status.json", instant).finish({ deviceId: "1", serial: null }).record.antivirus;
}

/** What `Get-MpComputerStatus | ConvertTo-Json` writes of a healthy PC, made up. */
const healthy = {
  AMEngineVersion: "1.1.25100.1",
  AMRunningMode: "Normal",
  AMServiceEnabled: true,
  AntivirusEnabled: true,
  AntivirusSignatureLastUpdated: "2026-11-27T06:12:33+09:00",
  AntivirusSignatureVersion: "1.441.100.0",
  FullScanAge: 8,
  FullScanEndTime: "/Date(1795000000000)/",
  IsTamperProtected: true,
  OnAccessProtectionEnabled: true,
  QuickScanAge: 0,
  QuickScanEndTime: "2026-11-27T03:00:00.1234567Z",
  RealTimeProtectionEnabled: true,
};

describe("readStatus", () => {
  test("reads dates of Windows PowerShell and of PowerShell", () => {
    expect(statusOf(healthy)).toEqual({
      product: "Microsoft Defender Antivirus",
      passive: false,
      active: true,
      realtime: true,
      engine_version: "1.1.25100.1",
      signature_version: "1.441.100.0",
      tamper_protected: true,
      signature_updated_at: "2026-11-26T21:12:33.000Z",
      last_quick_scan_at: "2026-11-27T03:00:00.123Z",
      last_full_scan_at: "2026-11-18T11:06:40.000Z",
    });
  });

  test.each([
    ["an age of 4294967295", { FullScanAge: 4_294_967_295, FullScanEndTime: "1/1/2026 10:00:00 AM" }],
    ["an empty end", { FullScanEndTime: "" }],
    ["no end", { FullScanEndTime: null }],
    ["an end in 1601", { FullScanEndTime: "1601-01-01T00:00:00Z" }],
    ["an end in 1600", { FullScanEndTime: "/Date(-11676096000000)/" }],
    ["an end in year 1", { FullScanEndTime: "/Date(-62135596800000)/" }],
  ])("%s says that there was never a scan", (_, end) => {
    expect(statusOf({ ...healthy, ...end })?.last_full_scan_at).toBeNull();
  });

  test.each(["Passive Mode", "EDR Block Mode", "SxS Passive Mode", "Not running"])(
    "in %s Defender proves nothing",
    (mode) => {
      expect(statusOf({ ...healthy, AMRunningMode: mode })?.passive).toBe(true);
    },
  );

  test("without a mode it is not told whether it is the active product", () => {
    const rest = Object.fromEntries(Object.entries(healthy).filter(([name]) => name !== "AMRunningMode"));
    expect(statusOf(rest)).not.toHaveProperty("active");
    expect(statusOf(rest)).not.toHaveProperty("passive");
  });

  test.each([
    [{ AntivirusEnabled: false }, { active: false, realtime: true }],
    [{ AMServiceEnabled: false }, { active: false, realtime: true }],
    [{ RealTimeProtectionEnabled: false }, { active: true, realtime: false }],
    [{ OnAccessProtectionEnabled: false }, { active: true, realtime: false }],
  ])("with %j it is not on", (change, expected) => {
    expect(statusOf({ ...healthy, ...change })).toMatchObject(expected);
  });

  test("a date as a culture writes it is not told, unless the culture is stated", () => {
    const cultured = { ...healthy, AntivirusSignatureLastUpdated: "8/6/2021 8:26:13 AM" };
    expect(statusOf(cultured)).not.toHaveProperty("signature_updated_at");
    expect(statusOf(cultured, american)?.signature_updated_at).toBe("2021-08-06T08:26:13.000Z");
    const other = { ...healthy, AntivirusSignatureLastUpdated: "06.08.2021 08:26:13" };
    expect(() => statusOf(other, american)).toThrow(
      "status.json#/AntivirusSignatureLastUpdated is no date in the format",
    );
  });

  test("a text in UTF-16, as > writes it, is read; a line that is no property is refused", () => {
    const text = "\uFEFF\r\nAMRunningMode    : Normal\r\nAMServiceEnabled : True\r\nAntivirusEnabled : True\r\n\r\n";
    const bytes = new Uint8Array(Buffer.from(text, "utf16le"));
    expect(statusOf(bytes)).toMatchObject({ passive: false, active: true });
    expect(() => statusOf("AMRunningMode : Normal\nAMServiceEna")).toThrow("status.json, line 2: this is no property");
  });
});

const shared = sharedFolder();
const reason = skipReason();

describe.skipIf(shared === null)(`listings of the corpus${reason === null ? "" : ` (skipped: ${reason})`}`, () => {
  const listing = (name: string): string => {
    const file = path.join(shared ?? "", "corpus/endpoints/defender", `get-mpcomputerstatus_${name}.json`);
    return (JSON.parse(readFileSync(file, "utf8")) as { readonly raw_text: string }).raw_text;
  };

  test("the healthy one is on, with a full scan that never was", () => {
    expect(statusOf(listing("healthy"), american)).toMatchObject({
      passive: false,
      active: true,
      realtime: true,
      tamper_protected: true,
      signature_updated_at: "2021-08-06T08:26:13.000Z",
      last_quick_scan_at: "2021-08-03T17:32:03.000Z",
      last_full_scan_at: null,
    });
  });

  test("of the stale one, which is cut off, the signatures are old and the rest is not told", () => {
    const status = statusOf(listing("stale-signatures"), american);
    expect(status).toMatchObject({
      active: true,
      tamper_protected: false,
      signature_updated_at: "2021-03-15T23:21:23.000Z",
      last_full_scan_at: null,
    });
    expect(status).not.toHaveProperty("realtime");
    expect(status).not.toHaveProperty("last_quick_scan_at");
  });
});
