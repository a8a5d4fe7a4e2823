import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../../errors.ts";
import type { Json } from "../../../model/value.ts";
import type { DeviceReading } from "../device-record.ts";
import { joinDevices } from "../join-devices.ts";
import { readDeviceSources } from "./device-sources.ts";
import { readSources } from "./read-sources.ts";

type Files = Readonly<Record<string, string | Uint8Array | Json>>;

/** Reads sources as they stand in a file of device sources, with the files that they name. */
function read(sources: string, files: Files): readonly DeviceReading[] {
  const text = `schema: sekisho.device-sources/v1\ncollected_at: "2026-11-27T00:00:00Z"\nsources:\n${sources}`;
  return readSources(
    readDeviceSources({ name: "devices.yaml", text }).map((source, index) => ({
      source,
      label: `source-${String(index)}`,
      digest: "sha256:0",
      files: source.files.map((name) => ({ name, bytes: bytesOf(files[name] ?? null) })),
    })),
  );
}

function bytesOf(content: Files[string]): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
}

function one(sources: string, files: Files): DeviceReading {
  const [reading, ...others] = read(sources, files);
  if (reading === undefined || others.length > 0) throw new Error("not one source was read");
  return reading;
}

function refusal(sources: string, files: Files): { readonly code: string; readonly message: string } {
  try {
    read(sources, files);
  } catch (error) {
    if (isSekishoError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("the sources were read");
}

const assets = `  - role: lanscope_assets
    files: [assets.csv]
    dates: { pattern: yyyy/M/d H:mm, zone: "+09:00" }
    columns:
      番号: identity.device_id
      シリアル: identity.serial
      名前: identity.hostname
      OS: { field: identity.platform, values: { Win: windows } }
      最終接続: { field: management.last_checkin_at, values: { なし: null } }
      監視: { field: operation_log.enabled, values: { ○: true } }
`;
const header = "番号,シリアル,名前,OS,最終接続,監視,利用者,メール\r\n";

describe("tables", () => {
  test("are read by their map: empty cells are not told, columns that are not mapped are not read", () => {
    const csv = `${header}1,EXAMPLE-1,EXAMPLE-PC-01,Win,2026/11/27 8:41,○,例 一郎,ichiro@example.com\r\n2,,,windows,なし,,,\r\n`;
    const reading = one(assets, { "assets.csv": csv });
    expect(reading).toMatchObject({
      document: { label: "source-0", name: "assets.csv" },
      source: { name: "lanscope", version: null },
      collectedAt: "2026-11-27T00:00:00.000Z",
      lists: ["lanscope"],
    });
    expect(reading.devices.map(({ record, pointer }) => [pointer, record])).toEqual([
      [
        "/rows/2",
        {
          identity: { device_id: "1", serial: "EXAMPLE-1", hostname: "EXAMPLE-PC-01", platform: "windows" },
          management: { manager: "lanscope", last_checkin_at: "2026-11-26T23:41:00.000Z" },
          operation_log: { enabled: true },
        },
      ],
      [
        "/rows/3",
        {
          identity: { device_id: "2", platform: "windows" },
          management: { manager: "lanscope", last_checkin_at: null },
        },
      ],
    ]);
    expect(reading.devices[0]?.pointers?.["/management/last_checkin_at"]).toBe("/rows/2/最終接続");
    expect(JSON.stringify(reading)).not.toMatch(/一郎|ichiro/u);
  });

  test("in JSON are read by the same map", () => {
    const rows = [{ 番号: 1, シリアル: "EXAMPLE-1", 名前: null, OS: "Win", 最終接続: "なし", 監視: "○", 利用者: "例" }];
    const reading = one(assets, { "assets.csv": rows });
    expect(reading.devices.map(({ record, pointer }) => [pointer, record])).toEqual([
      [
        "/0",
        {
          identity: { device_id: "1", serial: "EXAMPLE-1", platform: "windows" },
          management: { manager: "lanscope", last_checkin_at: null },
          operation_log: { enabled: true },
        },
      ],
    ]);
  });

  const row = (cells: string): string => `${header}1,EXAMPLE-1,PC,Win,2026/1/1 0:00,○,,\r\n${cells}\r\n`;
  test.each([
    [
      "a mapped column that is not there",
      "番号,シリアル\r\n1,2\r\n",
      'line 1: there is no column "名前", which is mapped',
    ],
    ["a mapped column that is there twice", `番号,${header}`, 'line 1: there are two columns "番号"'],
    [
      "a word that the map does not have",
      row("2,S,P,Linux,2026/1/1 0:00,○,,"),
      'line 3: the cell under "OS" cannot be read as identity.platform',
    ],
    [
      "a date in another format",
      row("2,S,P,Win,1/31/2026 0:00,○,,"),
      'line 3: the cell under "最終接続" cannot be read as management.last_checkin_at',
    ],
    [
      "a formula",
      row('2,"=""0012""",P,Win,2026/1/1 0:00,○,,'),
      'line 3: the cell under "シリアル" cannot be read as identity.serial: it begins like a formula',
    ],
    ["a row that is cut off", row("2,S,P"), "line 3: the record has 3 cells under 8 columns"],
    [
      "text of another character set",
      new Uint8Array([...bytesOf(row("2,S")), 0x83, 0x65, 0x0a]),
      "line 4: here it is not in utf-8",
    ],
    ["a list of other things", [["1"]], "assets.csv#/0: it is no object"],
    ["a member that is no plain value", [{ 番号: ["1"] }], "assets.csv#/0/番号: it is no plain value"],
    ["records without a mapped member", [{ 番号: "1" }], 'assets.csv#: no record has a member "シリアル"'],
    ["a list of all devices without one", header, "assets.csv names columns and holds no record"],
    ["a truncated list", '[{"番号":"1"', "assets.csv"],
  ])("%s is refused with its place, and no cell is quoted", (_, content, what) => {
    const { code, message } = refusal(assets, { "assets.csv": content });
    expect(code).toMatch(/^DOCUMENT_/u);
    expect(message).toContain(what);
    expect(message).not.toMatch(/Linux|0012|1\/31/u);
  });

  test("say of each log kind of a device only that it is there, and when its newest event was", () => {
    const log = `  - role: lanscope_operation_log
    files: [1.csv, 2.csv]
    dates: { pattern: iso8601, zone: "+09:00" }
    columns:
      日時: occurred_at
      端末: identity.device_id
      種別: { field: kind, values: { ファイル: file, 印刷: print } }
`;
    const reading = one(log, {
      "1.csv": "日時,端末,種別,対象\n2026-11-26T09:00:00,1,ファイル,秘密.xlsx\n2026-11-26T08:00:00,2,印刷,秘密\n",
      "2.csv": "日時,端末,種別,対象\n2026-11-27T09:00:00,1,印刷,秘密\n2026-11-27T08:00:00,1,ファイル,秘密\n",
    });
    expect(reading.document.name).toBe("source-0");
    expect(reading.devices.map(({ record, pointer }) => [pointer, record])).toEqual([
      [
        "/2.csv/rows/2",
        {
          identity: { device_id: "1" },
          operation_log: { kinds: ["file", "print"], last_event_at: "2026-11-27T00:00:00.000Z" },
        },
      ],
      [
        "/1.csv/rows/3",
        {
          identity: { device_id: "2" },
          operation_log: { kinds: ["print"], last_event_at: "2026-11-25T23:00:00.000Z" },
        },
      ],
    ]);
    expect(JSON.stringify(reading)).not.toContain("秘密");
  });

  test("of fetches are one log of each database, without the fetches that failed", () => {
    const feed = `  - role: vulnerability_feed
    files: [feed.csv]
    dates: { pattern: iso8601 }
    constants: { queried_by: updated }
    columns: { at: pulled_at, of: name, ok: succeeded }
`;
    const reading = one(feed, {
      "feed.csv":
        "at,of,ok\n2026-11-26T06:00:00+09:00,myjvn,true\n2026-11-27T06:00:00+09:00,myjvn,false\n2026-11-27T06:00:00+09:00,nvd,true\n",
    });
    expect(reading.feeds).toEqual([
      { pointer: "/rows/2", record: { name: "myjvn", pulled_at: ["2026-11-25T21:00:00.000Z"], queried_by: "updated" } },
      { pointer: "/rows/4", record: { name: "nvd", pulled_at: ["2026-11-26T21:00:00.000Z"], queried_by: "updated" } },
    ]);
  });
});

describe("a listing of a PC", () => {
  const listing = (device: string): string => `  - role: defender
    files: [EXAMPLE-PC-01.json]
${device}`;
  const byHost = listing("    device: { from: file_name, is: hostname }\n");
  const status = { "EXAMPLE-PC-01.json": { AMRunningMode: "Normal", AMServiceEnabled: true, AntivirusEnabled: true } };
  const csv = (rows: string): Files => ({ ...status, "assets.csv": `${header}${rows}` });
  const identityIn = (readings: readonly DeviceReading[]): unknown => readings.at(-1)?.devices[0]?.record.identity;

  test("is of the device that bears the host name in another source", () => {
    const readings = read(assets + byHost, csv("7,EXAMPLE-1,example-pc-01.corp.example.com,Win,なし,,,\r\n"));
    expect(identityIn(readings)).toMatchObject({ device_id: "7", serial: "EXAMPLE-1" });
  });

  test.each([
    ["nobody else", "7,EXAMPLE-1,EXAMPLE-PC-09,Win,なし,,,\r\n"],
    ["several devices", "7,EXAMPLE-1,EXAMPLE-PC-01,Win,なし,,,\r\n8,EXAMPLE-2,EXAMPLE-PC-01,Win,なし,,,\r\n"],
  ])("is of an unknown device if %s bears its name, which becomes no id", (_, rows) => {
    const readings = read(assets + byHost, csv(rows));
    expect(identityIn(readings)).toMatchObject({ device_id: "source-1-1" });
    expect(identityIn(readings)).not.toHaveProperty("serial");
  });

  test("is of an unknown device where nobody says whose it is", () => {
    expect(identityIn(read(listing(""), status))).toEqual({ device_id: "source-0-1", platform: "windows" });
  });

  test("is of the device that a property names", () => {
    const files = { "EXAMPLE-PC-01.json": [{ ...status["EXAMPLE-PC-01.json"], PSComputerName: "S-1" }] };
    const readings = read(listing("    device: { from: PSComputerName, is: serial }\n"), files);
    expect(identityIn(readings)).toMatchObject({ device_id: "source-0-1", serial: "S-1" });
  });

  test.each([
    [
      "of Windows PowerShell",
      { LastSearchSuccessDate: "/Date(1795730400000)/", LastInstallationSuccessDate: "/Date(-11644473600000)/" },
    ],
    [
      "of PowerShell",
      { LastSearchSuccessDate: "2026-11-27T07:00:00+09:00", LastInstallationSuccessDate: "1601-01-01T00:00:00Z" },
    ],
  ])("tells when updates were searched and installed, with the dates %s", (_, results) => {
    const reading = one("  - role: windows_update\n    files: [a.json]\n", { "a.json": results });
    expect(reading.devices[0]?.record.updates).toEqual({
      last_search_at: "2026-11-26T22:00:00.000Z",
      last_install_at: null,
    });
  });

  test("tells what is set for Defender", () => {
    const reading = (preferences: Json): unknown =>
      one("  - role: defender\n    files: [a.json]\n", { "a.json": preferences }).devices[0]?.record.antivirus;
    const product = "Microsoft Defender Antivirus";
    expect(reading({ ScanScheduleDay: 0, SignatureUpdateInterval: 4, SignatureScheduleDay: 8 })).toEqual({
      product,
      scan_schedule: "daily",
      auto_update: true,
    });
    expect(reading({ ScanScheduleDay: 3, SignatureUpdateInterval: 0, SignatureScheduleDay: 0 })).toEqual({
      product,
      scan_schedule: "weekly",
      auto_update: true,
    });
    // Windows Update may fetch signatures all the same.
    expect(reading({ ScanScheduleDay: 8, SignatureUpdateInterval: 0, SignatureScheduleDay: 8 })).toEqual({
      product,
      scan_schedule: "none",
    });
  });

  test.each(["defender", "windows_update"])("of the role %s is refused if it is something else", (role) => {
    const { message } = refusal(`  - role: ${role}\n    files: [a.json]\n`, { "a.json": [{ Name: "example" }] });
    expect(message).toContain("a.json#/0 has no property that");
  });
});

describe("extension attributes of Jamf Pro", () => {
  const jamf = `  - role: jamf_pro
    files: [jamf.json]
    dates: { pattern: iso8601, zone: "+09:00" }
    columns:
      パターン更新日時: antivirus.signature_updated_at
      AV: { field: antivirus.active, values: { 稼働中: true } }
`;
  const attribute = (name: string, values: readonly string[], enabled = true): Json => ({ name, values, enabled });
  const computer = (...attributes: readonly Json[]): Files => ({
    "jamf.json": { id: "1", udid: "example", general: { extensionAttributes: [] }, extensionAttributes: attributes },
  });

  test("tell what their names are mapped to", () => {
    const [device] = one(
      jamf,
      computer(
        attribute("パターン更新日時", ["2026-11-27T06:00:00"]),
        attribute("AV", ["稼働中"]),
        attribute("部屋", ["5"]),
      ),
    ).devices;
    expect(device?.record.antivirus).toEqual({ active: true, signature_updated_at: "2026-11-26T21:00:00.000Z" });
    expect(device?.pointers?.["/antivirus/active"]).toBe("/extensionAttributes/1");
  });

  test.each([
    ["that are disabled", attribute("AV", ["稼働中"], false)],
    ["of several values", attribute("AV", ["稼働中", "稼働中"])],
    ["without a value", attribute("AV", [])],
  ])("%s tell nothing", (_, given) => {
    expect(one(jamf, computer(given)).devices[0]?.record.antivirus).toBeUndefined();
  });

  test("that say something else than the map are refused with their place", () => {
    const { message } = refusal(jamf, computer(attribute("AV", ["停止"])));
    expect(message).toContain("jamf.json#/extensionAttributes/0 cannot be read as antivirus.active");
    expect(message).not.toContain("停止");
  });
});

describe("Jamf Protect", () => {
  const source = "  - role: jamf_protect\n    files: [protect.json]\n";

  test("is read beside Jamf Pro by its role, without a map of columns", () => {
    const answer = { data: { listComputers: { items: [{ uuid: "EXAMPLE", serial: "EXAMPLE-M1" }] } } };
    const reading = one(source, { "protect.json": answer });
    expect(reading.source.name).toBe("jamf_protect");
    expect(reading.devices.map(({ record }) => record)).toEqual([
      {
        identity: { device_id: "EXAMPLE", serial: "EXAMPLE-M1", platform: "macos" },
        antivirus: { product: "Jamf Protect" },
      },
    ]);
    const mapped = `${source}    columns:\n      name: identity.hostname\n`;
    expect(refusal(mapped, { "protect.json": answer }).code).toBe("DOCUMENT_INVALID");
  });

  test("of a Mac that was not in contact with it for long, no longer says how it is", () => {
    const answers = [
      { data: { listComputers: { items: [protectedMac] } } },
      { data: { getPlan: { id: "1", signaturesFeedConfig: { mode: "blocking" } } } },
    ];
    const [document] = joinDevices([one(source, { "protect.json": answers })]);
    const device = document?.resources.find(({ type }) => type === "device");
    const day = (number: number): number => Date.UTC(2026, 9, number);
    const activeSince = (contact: number): unknown => {
      const current = device?.valuesSince?.({ contact, collected: day(1), now: Date.UTC(2026, 11, 1) });
      const active = (current?.values ?? device?.values)?.["antivirus_active"];
      return active?.kind === "scalar" && active.value;
    };
    expect([activeSince(day(5)), activeSince(day(6))]).toEqual([true, { unknown: "U4" }]);
  });
});

const protectedMac = { uuid: "EXAMPLE", plan: { id: "1" }, pendingPlan: false, checkin: "2026-10-05T00:00:00Z" };
