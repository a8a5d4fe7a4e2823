import { describe, expect, test } from "vitest";
import type { Json } from "../../../model/value.ts";
import type { DeviceCapture } from "../device-record.ts";
import { protectAnswers } from "./answers.ts";
import { readProtectComputers } from "./read-computers.ts";

// Everything is made up; the names of operations and fields are those that Jamf's own client asks for.

interface JsonObject {
  readonly [key: string]: Json;
}

const list = (operation: string, ...items: readonly Json[]): Json => ({
  data: { [operation]: { items, pageInfo: { next: null, total: items.length } } },
});

const computer = (more: JsonObject = {}): JsonObject => ({
  uuid: "EXAMPLE-UUID",
  serial: "EXAMPLE-M1",
  hostName: "example-mac",
  checkin: "2026-10-31T09:00:00Z",
  signaturesVersion: 1234,
  fullDiskAccess: "Authorized",
  pendingPlan: false,
  plan: { id: "1", name: "Example" },
  ...more,
});

const plan = (more: JsonObject = {}): JsonObject => ({
  id: "1",
  signaturesFeedConfig: { mode: "blocking" },
  usbControlSet: { id: "7", name: "Example" },
  ...more,
});

const set = (defaultMountAction: string, ...rules: readonly Json[]): JsonObject => ({
  id: "7",
  defaultMountAction,
  rules,
});

function read(...answers: readonly Json[]): readonly DeviceCapture[] {
  const files = answers.map((json, index) => ({ json, name: "protect.json", at: `/${String(index)}` }));
  return readProtectComputers(protectAnswers(files), "protect.json").map((draft) => {
    const { deviceId, serial } = draft.identity();
    return draft.finish({ deviceId: deviceId ?? "", serial });
  });
}

/** What one computer with one plan and one control set tells of anti-virus software and USB storage. */
function told(mac: JsonObject, itsPlan: JsonObject, itsSet: JsonObject): readonly unknown[] {
  const [capture] = read(list("listComputers", mac), list("listPlans", itsPlan), list("listUSBControlSets", itsSet));
  const { antivirus, media_control: media } = capture?.record ?? {};
  return [antivirus?.active, antivirus?.realtime, media?.usb_storage?.mode, media?.usb_storage?.enforced];
}

describe("computers of Jamf Protect", () => {
  test("have the protection and the control of USB storage of their plan", () => {
    const answers = [
      list("listComputers", computer()),
      { data: { getPlan: plan() } },
      { data: { getUSBControlSet: set("Prevented") } },
    ];
    const capture: DeviceCapture = {
      record: {
        identity: { device_id: "EXAMPLE-UUID", serial: "EXAMPLE-M1", hostname: "example-mac", platform: "macos" },
        antivirus: { product: "Jamf Protect", signature_version: "1234", active: true, realtime: true },
        media_control: { usb_storage: { mode: "deny", enforced: true } },
      },
      pointer: "/0/data/listComputers/items/0",
      contactAt: "2026-10-31T09:00:00.000Z",
      pointers: expect.any(Object) as Record<string, string>,
    };
    expect(read(...answers)).toEqual([capture]);
    expect(read([...answers])).toEqual([{ ...capture, pointer: "/0/0/data/listComputers/items/0" }]);
  });

  test.each([
    ["reporting alone is not known to be protection in real time", "reportOnly", true, undefined],
    ["prevention that is turned off is none", "disabled", false, false],
    ["another word says nothing", "later", undefined, undefined],
  ])("%s", (_situation, mode, active, realtime) => {
    const [isActive, isRealtime] = told(computer(), plan({ signaturesFeedConfig: { mode } }), set("Prevented"));
    expect([isActive, isRealtime]).toEqual([active, realtime]);
  });

  test.each([
    ["a plan that is on its way", { pendingPlan: true }, [undefined, undefined, "deny", undefined]],
    ["a computer that does not say whether one is", { pendingPlan: "?" }, [undefined, undefined, "deny", undefined]],
    ["no full access to the disk", { fullDiskAccess: "Denied" }, [true, undefined, "deny", true]],
    ["a plan that is not given", { plan: { id: "2" } }, [undefined, undefined, undefined, undefined]],
    ["no plan", { plan: null }, [undefined, undefined, undefined, undefined]],
  ])("%s is not told to be protection", (_situation, more, expected) => {
    expect(told(computer(more), plan(), set("Prevented"))).toEqual(expected);
  });

  const vendor = { type: "Vendor", mountAction: "ReadWrite" };
  test.each([
    ["all media", set("ReadWrite"), "allow"],
    ["media that can be read", set("ReadOnly"), "read_only"],
    ["those of a vendor beside media that are denied", set("Prevented", vendor), "allow_listed"],
    ["fewer media than otherwise", set("ReadOnly", { ...vendor, mountAction: "Prevented" }), "read_only"],
    ["whatever is encrypted, which is no list", set("Prevented", { ...vendor, type: "Encryption" }), undefined],
    ["what nobody knows", set("Later"), undefined],
    ["rules that were not asked for", { id: "7", defaultMountAction: "Prevented" }, undefined],
  ])("a control set that admits %s", (_situation, itsSet, mode) => {
    expect(told(computer(), plan(), itsSet)[2]).toBe(mode);
  });

  test("pages add up, and a computer on two of them counts once", () => {
    const pages = [list("listComputers", computer()), list("listComputers", computer(), computer({ uuid: "OTHER" }))];
    expect(read(...pages).map(({ record }) => record.identity.device_id)).toEqual(["EXAMPLE-UUID", "OTHER"]);
  });

  test.each([
    ["an error", { data: null, errors: [{ message: "secret" }] }, "protect.json#/0 holds no answer of Jamf Protect"],
    ["another operation", list("listAlerts"), "protect.json#/0 holds no answer of Jamf Protect"],
    [
      "a computer without uuid",
      list("listComputers", { serial: "secret" }),
      "/0/data/listComputers/items/0 is no computer",
    ],
  ])("%s is refused with its place, and no value of it", (_situation, answer, message) => {
    expect(() => read(answer)).toThrow(message);
    expect(() => read(answer)).not.toThrow("secret");
  });
});
