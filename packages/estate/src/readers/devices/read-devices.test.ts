import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { Estate, Resource } from "../../model/estate.ts";
import { isUnknown, type Json } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";

/** A document of made-up devices; without a file name, as many are told apart by their source. */
function devicesOf(source: string, devices: readonly Json[], rest: { readonly [key: string]: Json } = {}): Json {
  return {
    schema: "sekisho.devices/v1",
    collected_at: "2026-10-31T09:00:00+09:00",
    source: { name: source },
    devices,
    ...rest,
  };
}

function estateOf(documents: readonly Json[], instant?: string): Estate {
  return buildEstate(
    readDocuments(
      documents.map((document) => {
        const text = JSON.stringify(document);
        const { source } = document as { source?: { name: string } };
        const name = source?.name ?? "devices";
        return {
          label: null,
          name: `${name}.json`,
          digest: `sha256:${name}`,
          bytes: new TextEncoder().encode(text),
        };
      }),
      resourceTypes,
    ),
    instant === undefined ? {} : { instant },
  );
}

function problemOf(documents: readonly Json[]): string {
  try {
    estateOf(documents);
  } catch (error) {
    if (isSekishoError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("the documents were read");
}

function deviceOf(estate: Estate): Resource {
  const [device, ...others] = estate.subjects("device");
  if (device === undefined || others.length > 0) throw new Error("not one device");
  return device;
}

const asset = devicesOf(
  "lanscope",
  [
    {
      identity: { device_id: "1001", serial: "example-1", platform: "windows", hostname: "yamada-pc", owner: "Yamada" },
      management: { manager: "lanscope", managed: true, last_checkin_at: "2026-10-31T08:00:00+09:00" },
      operation_log: { kinds: ["file", "web"] },
    },
  ],
  { lists: ["lanscope"] },
);
const defender = devicesOf(
  "microsoft_defender",
  [
    {
      identity: { device_id: "f00", serial: "EXAMPLE-1" },
      antivirus: { product: "Defender", active: true, realtime: true, last_full_scan_at: null },
    },
  ],
  { collected_at: "2026-10-31T03:00:00Z" },
);
const list = devicesOf("fleet_list", [{ identity: { device_id: "1001", asset_status: "active" } }], {
  lists: ["fleet"],
});

describe("devices of several documents", () => {
  test("are one device, whatever the order of the documents", () => {
    const orders = [
      [asset, defender, list],
      [list, asset, defender],
      [defender, list, asset],
    ];
    const [first, ...others] = orders.map((documents) => {
      const device = deviceOf(estateOf(documents));
      return { id: device.id, values: device.values, origin: device.origin };
    });
    expect(first?.id).toBe("device[lanscope/1001]");
    expect(first?.values).toMatchObject({
      platform: { value: "windows", origin: "lanscope.json#/devices/0/identity/platform" },
      in_scope: { value: true, origin: "default:devices" },
      in_fleet_list: { value: true },
      antivirus_active: { value: true, origin: "microsoft_defender.json#/devices/0/antivirus/active" },
      antivirus_last_full_scan_at: { value: null },
      antivirus_auto_update: { value: { unknown: "U4" } },
      lanscope: { state: "complete" },
      jamf_pro: { state: "partial", code: "U4", items: [] },
      operation_log_kinds: { state: "complete" },
      watched_paths: { state: "partial", code: "U4" },
    });
    for (const other of others) expect(other).toEqual(first);
  });

  test("are counted once each, and the fleet once", () => {
    const estate = estateOf([asset, defender, list]);
    expect(estate.resources.map(({ id }) => id)).toContain("device[lanscope/1001]");
    expect(estate.accounting).toMatchObject({ resources: 2, read: 2, unsupported: 0, unread: 0, types: {} });
  });

  test("hold nothing that names a person", () => {
    const device = deviceOf(estateOf([asset, defender, list]));
    expect(JSON.stringify([device.id, device.values, device.identities])).not.toMatch(/yamada/iu);
  });

  test("what was collected last counts, and a contradiction of one time is unknown", () => {
    const other = (collected: string, platform: string): Json =>
      devicesOf("other", [{ identity: { device_id: "9", serial: "EXAMPLE-1", platform } }], {
        collected_at: collected,
      });
    const platformOf = (document: Json): unknown => deviceOf(estateOf([asset, document])).values["platform"];
    expect(platformOf(other("2026-10-31T09:00:01+09:00", "macos"))).toMatchObject({ value: "macos" });
    expect(platformOf(other("2026-10-30T23:59:59Z", "macos"))).toMatchObject({ value: "windows" });
    expect(platformOf(other("2026-10-31T00:00:00Z", "macos"))).toMatchObject({ value: { unknown: "U4" } });
    expect(platformOf(other("2026-10-31T00:00:00Z", "windows"))).toMatchObject({ value: "windows" });
  });

  test("without a serial number that anybody filled in are told apart by their ids", () => {
    const blank = (id: string): Json => ({ identity: { device_id: id, serial: "To be filled by O.E.M." } });
    const ids = estateOf([devicesOf("lanscope", [blank("1"), blank("2")])])
      .subjects("device")
      .map(({ id }) => id);
    expect(ids).toEqual(["device[lanscope/1]", "device[lanscope/2]"]);
  });

  test("that one document holds twice are refused, with both places", () => {
    const twice = devicesOf("lanscope", [
      { identity: { device_id: "1", serial: "EXAMPLE-1" } },
      { identity: { device_id: "2", serial: "example-1 " } },
    ]);
    const problem = problemOf([twice]);
    expect(problem).toContain("DOCUMENT_CONFLICT");
    expect(problem).toContain("lanscope.json#/devices/0");
    expect(problem).toContain("lanscope.json#/devices/1");
  });

  test("that may be several others are refused", () => {
    const jamf = devicesOf("jamf_pro", [{ identity: { device_id: "1001", serial: "EXAMPLE-2" } }]);
    expect(problemOf([asset, jamf, list])).toMatch(/DOCUMENT_CONFLICT: fleet_list\.json#\/devices\/0 has no serial/u);
  });

  test("of which one product of anti-virus is passive are judged by the other", () => {
    const passive = devicesOf("microsoft_defender", [
      {
        identity: { device_id: "f00", serial: "EXAMPLE-1" },
        antivirus: { product: "Defender", passive: true, active: false },
      },
    ]);
    const vendor = devicesOf("example_vendor", [
      { identity: { device_id: "v1", serial: "EXAMPLE-1" }, antivirus: { product: "Example AV", active: true } },
    ]);
    expect(deviceOf(estateOf([passive])).values["antivirus_active"]).toMatchObject({ value: { unknown: "U4" } });
    expect(deviceOf(estateOf([passive, vendor])).values).toMatchObject({
      antivirus_product: { value: "Example AV" },
      antivirus_active: { value: true },
    });
  });
});

describe("the fleet", () => {
  test("is listed completely by a document that says so", () => {
    expect(estateOf([asset]).coversType("device")).toBe(false);
    const listed = estateOf([asset, list]);
    expect(listed.coversType("device")).toBe(true);
    const [fleet] = listed.subjects("fleet");
    if (fleet === undefined) throw new Error("no fleet");
    expect(fleet.values["listed"]).toMatchObject({ value: true, origin: "fleet_list.json#" });
    expect(listed.reverse(fleet, "device", "fleet")).toMatchObject({ state: "complete" });
    const unlisted = estateOf([asset]);
    const [other] = unlisted.subjects("fleet");
    if (other === undefined) throw new Error("no fleet");
    expect(unlisted.reverse(other, "device", "fleet")).toMatchObject({ state: "partial", code: "U4" });
  });
});

describe("a log of fetches", () => {
  test("tells the days in Japan on which something was fetched", () => {
    const log: Json = {
      schema: "sekisho.devices/v1",
      collected_at: "2026-10-31T20:00:00Z",
      source: { name: "feed_log" },
      vulnerability_feeds: [
        {
          name: "myjvn",
          pulled_at: ["2026-10-30T16:00:00Z", "2026-10-31T02:00:00+09:00", "2026-10-29T00:00:00Z"],
          logged_from: "2026-10-01T00:00:00+09:00",
        },
      ],
    };
    const [feed] = estateOf([log]).subjects("vulnerability_feed");
    expect(feed?.values).toMatchObject({
      pulled_on: { items: [{ value: "2026-10-29" }, { value: "2026-10-31" }] },
      logged_from: { value: "2026-10-01" },
      logged_until: { value: "2026-11-01" },
      queried_by: { value: { unknown: "U4" } },
    });
  });
});

describe("a document that does not hold what it promises", () => {
  test.each([
    ["another version", { schema: "sekisho.devices/v2", devices: [] }, "sekisho.devices/v1"],
    ["no devices", devicesOf("lanscope", []), "/devices"],
    ["an unknown key", devicesOf("lanscope", [{ identity: { device_id: "1", mail: "x" } }]), '"mail"'],
    ["a day that is no instant", devicesOf("lanscope", [], { collected_at: "2026-10-31" }), "/collected_at"],
    ["a value outside its list", devicesOf("a", [{ identity: { device_id: "1", platform: "linux" } }]), "/platform"],
  ])("is refused with the place: %s", (_, document, words) => {
    const problem = problemOf([document]);
    expect(problem).toContain("DOCUMENT_INVALID");
    expect(problem).toContain(words);
  });
});

describe("what was told long before the check", () => {
  // All of it was collected on 2026-10-31 at midnight of UTC, one second after the last contact.
  const device = {
    identity: { device_id: "1", platform: "windows" },
    management: { manager: "lanscope", last_checkin_at: "2026-10-30T23:59:59Z" },
    antivirus: { product: "Example", active: true, auto_update: true, last_full_scan_at: "2026-10-01T00:00:00Z" },
    operation_log: { kinds: ["file"], last_event_at: "2026-10-01T00:00:00Z" },
    updates: { last_install_at: "2026-10-01T00:00:00Z", latest_required_build_met: true },
  };
  const names = [
    "last_checkin_at",
    "operation_log_last_event_at",
    "antivirus_product",
    "antivirus_active",
    "antivirus_auto_update",
    "antivirus_last_full_scan_at",
    "updates_last_install_at",
    "updates_required_build_met",
  ];
  const known = (estate: Estate): readonly string[] => {
    const { values } = deviceOf(estate);
    const kinds = values["operation_log_kinds"];
    return [
      ...names.filter((name) => {
        const node = values[name];
        return node?.kind === "scalar" && !isUnknown(node.value);
      }),
      ...(kinds?.kind === "collection" && kinds.state === "complete" ? ["operation_log_kinds"] : []),
    ];
  };
  const said = [{ code: "DEVICES_STALE", document: "devices", args: { devices: 1, days: 30 } }];
  const dated = names.filter((name) => name.endsWith("_at") || name === "antivirus_product");

  test.each([
    ["of a device that was in contact within thirty days, is known", "59:59", [...names, "operation_log_kinds"], []],
    ["of a device without contact since, is known where it has a date of its own", "60:00", dated, said],
    ["by a source that was collected before, is not known", "60:01", [], said],
  ])("%s", (_situation, minute, expected, diagnostics) => {
    const [minutes = "", seconds = ""] = minute.split(":");
    const now = new Date(Date.UTC(2026, 10, 29, 23, Number(minutes), Number(seconds))).toISOString();
    const estate = estateOf([devicesOf("lanscope", [device])], now);
    expect([known(estate), estate.diagnostics]).toEqual([expected, diagnostics]);
  });

  test("is not known if it was collected after the instant of the check", () => {
    const estate = estateOf([devicesOf("lanscope", [device])], "2026-10-30T23:59:59Z");
    const later = [{ code: "DEVICE_INSTANTS_LATER", document: "devices", args: { instants: 1 } }];
    expect([known(estate), estate.diagnostics]).toEqual([[], later]);
  });

  test("is told of by the document that tells it, not by the one in which the device stands", () => {
    const identity = { device_id: "1", serial: "example-1", platform: "windows" };
    const collected = (source: string, at: string): Json =>
      devicesOf(source, [{ identity, operation_log: { kinds: ["file"] } }], { collected_at: at });
    const said = (...at: readonly string[]): readonly unknown[] => {
      const sources = ["lanscope", "microsoft_defender", "jamf_pro"];
      const documents = at.map((instant, index) => collected(sources[index] ?? "", instant));
      const { diagnostics } = estateOf(documents, "2026-11-30T00:00:00Z");
      return diagnostics.map(({ code, document, args }) => [code, document, args]);
    };
    const [old, fresh, later] = ["2026-09-01T00:00:00Z", "2026-11-29T00:00:00Z", "2026-12-01T00:00:00Z"];
    const stale = { devices: 1, days: 30 };
    expect(said(old, fresh, fresh)).toEqual([["DEVICES_STALE", "devices", stale]]);
    expect(said(fresh, old, old)).toEqual([
      ["DEVICES_STALE", "devices-2", stale],
      ["DEVICES_STALE", "devices-3", stale],
    ]);
    expect(said(fresh, old, later)).toEqual([
      ["DEVICES_STALE", "devices-2", stale],
      ["DEVICE_INSTANTS_LATER", "devices-3", { instants: 1 }],
    ]);
  });

  test("is known without an instant to judge by", () => {
    expect(known(estateOf([devicesOf("lanscope", [device])]))).toHaveLength(names.length + 1);
  });

  test("by an old list of a manager, does not say that the manager has no other devices", () => {
    const fleet = devicesOf("fleet_list", [{ identity: { device_id: "1", platform: "windows" } }], {
      lists: ["fleet"],
    });
    const manager = devicesOf("lanscope", [{ identity: { device_id: "2", platform: "windows" } }], {
      lists: ["lanscope"],
    });
    const state = (now: string): unknown => {
      const values = estateOf([fleet, manager], now).find("device[fleet_list/1]")?.values ?? {};
      const [listed, managed] = [values["in_fleet_list"], values["lanscope"]];
      return [listed?.kind === "scalar" && listed.value, managed?.kind === "collection" && managed.state];
    };
    expect(state("2026-11-30T00:00:00Z")).toEqual([true, "complete"]);
    expect(state("2026-11-30T00:00:01Z")).toEqual([true, "partial"]);
  });

  test("by documents without a date, is as old as the last that they tell of", () => {
    const computer = (id: string, lastContactTime: string): Json => ({
      id,
      udid: `example-${id}`,
      general: { platform: "Mac", lastContactTime, remoteManagement: { managed: true } },
    });
    const results = [computer("1", "2018-10-31T00:00:00Z"), computer("2", "2026-10-31T00:00:00Z")];
    const managed = (now: string): unknown => {
      const block = estateOf([{ totalCount: 2, results }], now).find("device[jamf_pro/1]")?.values["jamf_pro"];
      const item = block?.kind === "collection" ? block.items[0] : undefined;
      const field = item?.kind === "object" ? item.fields["managed"] : undefined;
      return field?.kind === "scalar" && field.value;
    };
    expect(managed("2026-11-30T00:00:00Z")).toBe(true);
    expect(managed("2026-11-30T00:00:01Z")).toEqual({ unknown: "U4" });
  });
});

describe("what was seen later than the instant of the check", () => {
  const device = {
    identity: { device_id: "1", platform: "macos" },
    management: {
      manager: "jamf_pro",
      managed: true,
      last_checkin_at: "2026-10-31T09:00:01+09:00",
      mdm_profile_expires_at: "2027-10-31T09:00:00+09:00",
    },
    antivirus: { product: "Example", last_full_scan_at: "2026-10-31T09:00:00+09:00" },
    file_monitoring: { watched_paths: [{ path: "/example", last_alert_at: "2026-11-01T00:00:00+09:00" }] },
  };
  const seen = (instant?: string): readonly unknown[] => {
    const estate = estateOf([devicesOf("jamf_pro", [device])], instant);
    const { values } = deviceOf(estate);
    const items = (name: string): unknown => {
      const node = values[name];
      return node?.kind === "collection"
        ? node.items.map((item) =>
            item.kind === "scalar"
              ? item.value
              : Object.values(item.fields).map((field) => (field.kind === "scalar" ? field.value : null)),
          )
        : node?.value;
    };
    return [
      ...["last_checkin_at", "jamf_pro", "antivirus_last_full_scan_at", "watched_paths"].map(items),
      estate.diagnostics,
    ];
  };
  const unknown = { unknown: "U4" };
  const expires = "2027-10-31T09:00:00+09:00";
  const scan = "2026-10-31T09:00:00+09:00";

  test("is no evidence, and said so; what ends later is", () => {
    expect(seen("2026-10-31T00:00:00Z")).toEqual([
      unknown,
      [[unknown, true, expires]],
      scan,
      [["/example", unknown, unknown, unknown, unknown, unknown]],
      [{ code: "DEVICE_INSTANTS_LATER", document: "devices", args: { instants: 3 } }],
    ]);
  });

  test("is evidence from then on", () => {
    const checkin = "2026-10-31T09:00:01+09:00";
    const rule = ["/example", unknown, unknown, unknown, "2026-11-01T00:00:00+09:00", unknown];
    expect(seen("2026-10-31T15:00:00Z")).toEqual([checkin, [[checkin, true, expires]], scan, [rule], []]);
    expect(seen()).toEqual([checkin, [[checkin, true, expires]], scan, [rule], []]);
  });
});
