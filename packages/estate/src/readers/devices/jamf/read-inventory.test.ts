import { readFileSync } from "node:fs";
import path from "node:path";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../model/value.ts";
import type { DeviceRecord } from "../device-record.ts";
import { inventoryPart, isJamfInventory, isRecoveryKeys } from "./pages.ts";
import { readInventory, type Inventory } from "./read-inventory.ts";

const computer = (id: string, general: Json = {}): Json => ({ id, udid: `example-${id}`, general });
const page = (totalCount: number, ...ids: readonly string[]): Json => ({
  totalCount,
  results: ids.map((id) => computer(id)),
});

const inventoryOf = (...documents: readonly Json[]): Inventory =>
  readInventory(documents.map((json) => inventoryPart(json, "jamf.json")));

function recordsOf(...documents: readonly Json[]): readonly DeviceRecord[] {
  return inventoryOf(...documents).devices.map((draft) => {
    const { deviceId, serial } = draft.identity();
    return draft.finish({ deviceId: deviceId ?? "", serial }).record;
  });
}

describe("readInventory", () => {
  test("reads pages of several documents, and a list of pages, as one listing", () => {
    const [first, second] = [page(3, "1", "2"), page(3, "3")];
    for (const inventory of [inventoryOf(first, second), inventoryOf([first, second])]) {
      expect(inventory.devices.map((draft) => draft.identity().deviceId)).toEqual(["1", "2", "3"]);
      expect(inventory.pagesOf).toEqual({ listing: "jamf_pro", total: 3 });
    }
    expect(inventoryOf([first, second]).devices[2]?.pointer).toBe("/1/results/0");
  });

  test("a computer that moved to another page counts once", () => {
    expect(inventoryOf(page(3, "1", "2"), page(3, "2")).devices).toHaveLength(2);
  });

  test("pages of different listings, and a computer by itself, are pages of nothing", () => {
    expect(inventoryOf(page(3, "1"), page(4, "2")).pagesOf).toBeUndefined();
    expect(inventoryOf(computer("1")).pagesOf).toBeUndefined();
  });

  test("what is no computer is refused with its place", () => {
    expect(() => inventoryOf({ totalCount: 1, results: [{ id: "1" }] })).toThrow("jamf.json#/results/0 is no computer");
  });

  test("a section that was not asked for is not told", () => {
    expect(recordsOf({ id: 7, udid: "example", general: null, softwareUpdates: null })).toEqual([
      { identity: { device_id: "7" }, management: { manager: "jamf_pro" } },
    ]);
  });

  test.each([
    ["of version 1 and 3", { lastContactTime: "2026-11-01T00:00:00Z" }],
    ["of version 4", { lastContact: "2026-11-01T00:00:00Z", lastCheckIn: "2026-10-31T00:00:00Z" }],
    [
      "of version 4, where the agent was there last",
      { lastContact: "2026-10-31T00:00:00Z", lastCheckIn: "2026-11-01T00:00:00Z" },
    ],
  ])("the last contact %s is known by its name", (_, general) => {
    const [record] = recordsOf(computer("1", general));
    expect(record?.management?.last_checkin_at).toBe("2026-11-01T00:00:00.000Z");
  });

  test("the beginning of 1970 is no instant", () => {
    const [record] = recordsOf(computer("1", { mdmProfileExpiration: "1970-01-01T00:00:00Z" }));
    expect(record?.management).toEqual({ manager: "jamf_pro" });
  });
});

const shared = sharedFolder();
const reason = skipReason();

describe.skipIf(shared === null)(`answers of the corpus${reason === null ? "" : ` (skipped: ${reason})`}`, () => {
  const read = (name: string): Json =>
    JSON.parse(readFileSync(path.join(shared ?? "", "corpus/endpoints", name), "utf8")) as Json;

  test("a computer with all sections is read, and nobody's name is", () => {
    const json = read("jamf-sdk-mocks/validate_get.json");
    expect(isJamfInventory(json)).toBe(true);
    const [record] = recordsOf(json);
    expect(record).toEqual({
      identity: {
        device_id: "1",
        serial: "C02ABC123DEF",
        platform: "macos",
        hostname: "Test-Mac-001",
        os_version: "10.9.5",
        os_build: "13A603",
      },
      management: {
        manager: "jamf_pro",
        managed: true,
        supervised: true,
        agent_version: "9.27",
        last_checkin_at: "2018-10-31T18:04:13.000Z",
        last_inventory_at: "2018-10-31T18:04:13.000Z",
        enrolled_at: "2018-10-31T18:04:13.000Z",
        mdm_profile_expires_at: "2018-10-31T18:04:13.000Z",
      },
      activity: { last_used_at: "2018-10-31T18:04:13.000Z" },
      antivirus: { built_in_version: "1.2.3" },
      disk_encryption: { product: "FileVault", state: "ENCRYPTING", recovery_key_escrowed: true },
      updates: { pending: [{ id: "com.apple.pkg.AdditionalEssentials" }] },
    });
    expect(JSON.stringify(record)).not.toMatch(/admin|testuser|email@com|13-inch|247\.185/u);
  });

  test.each([
    ["jamf-sdk-mocks/validate_get_v4.json", 1, undefined],
    ["jamf-sdk-mocks/validate_list.json", 2, 2],
    ["jamf-sdk-mocks/validate_list_v4.json", 2, 2],
    ["cartography/jamf_COMPUTERS_RESPONSE.json", 2, 2],
  ])("%s holds %i computers", (name, count, total) => {
    const json = read(name);
    expect(isJamfInventory(json)).toBe(true);
    expect(recordsOf(json)).toHaveLength(count);
    expect(inventoryOf(json).pagesOf?.total).toBe(total);
    for (const { identity } of recordsOf(json)) expect(identity.serial).toMatch(/^C02/u);
  });

  test.each(["jamf-sdk-mocks/validate_filevault.json", "jamf-sdk-mocks/validate_filevault_list.json"])(
    "%s holds recovery keys, and is no inventory",
    (name) => {
      const json = read(name);
      expect([isRecoveryKeys(json), isJamfInventory(json)]).toEqual([true, false]);
    },
  );
});
