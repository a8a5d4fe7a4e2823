import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../../errors.ts";
import { isDeviceSources, readDeviceSources } from "./device-sources.ts";

const head = `schema: sekisho.device-sources/v1
collected_at: "2026-11-27T09:00:00+09:00"
sources:
`;

function refusal(sources: string): string {
  try {
    readDeviceSources({ name: "devices.yaml", text: `${head}${sources}` });
  } catch (error) {
    if (isSekishoError(error) && error.code === "DOCUMENT_INVALID") return error.message;
    throw error;
  }
  throw new Error("the file was read");
}

describe("readDeviceSources", () => {
  test("reads what is said of each source", () => {
    const [assets, jamf, ...others] = readDeviceSources({
      name: "devices.yaml",
      text: `${head}  - role: lanscope_assets
    label: pcs
    version: "9.4"
    files: [assets.csv]
    encoding: cp932
    collected_at: "2026-11-26T09:00+09:00"
    dates: { pattern: yyyy/MM/dd HH:mm, zone: "+09:00" }
    values: { "-": null, 〇: true }
    columns:
      管理Ｎｏ．: identity.device_id
      OS: { field: identity.platform, values: { Win: windows } }
      最終接続: management.last_checkin_at
      暗号化: { field: [disk_encryption.recovery_key_escrowed, antivirus.active], values: { 〇: false } }
    constants: { identity.in_scope: true }
  - role: jamf_pro
    files: [page-0.json, page-1.json]
`,
    });
    expect(others).toEqual([]);
    expect(assets).toMatchObject({
      role: "lanscope_assets",
      label: "pcs",
      system: "lanscope",
      version: "9.4",
      files: ["assets.csv"],
      collectedAt: "2026-11-26T00:00:00.000Z",
      encoding: "cp932",
      device: null,
    });
    expect(assets?.constants).toEqual(new Map([["identity.in_scope", true]]));
    const columns = [...(assets?.columns ?? [])].map(([header, told]) => [
      header,
      told.map(({ field, values }) => [field, Object.fromEntries(values)]),
    ]);
    expect(columns).toEqual([
      ["管理No.", [["identity.device_id", { "-": null }]]],
      ["OS", [["identity.platform", { "-": null, Win: "windows" }]]],
      ["最終接続", [["management.last_checkin_at", { "-": null }]]],
      [
        "暗号化",
        [
          ["disk_encryption.recovery_key_escrowed", { "-": null, 〇: false }],
          ["antivirus.active", { "-": null, 〇: false }],
        ],
      ],
    ]);
    expect(assets?.columns.get("最終接続")?.[0]?.instant?.("2026/11/27 08:41")).toBe("2026-11-26T23:41:00.000Z");
    expect(jamf).toMatchObject({ system: "jamf_pro", collectedAt: "2026-11-27T00:00:00.000Z" });
    expect(jamf?.files).toEqual(["page-0.json", "page-1.json"]);
  });

  const fleet = (columns: string): string => `  - role: fleet_list
    files: [fleet.csv]
    columns: { ${columns} }
`;
  test.each([
    [
      "a required column that is not mapped",
      fleet("番号: identity.device_id"),
      "line 6, column 14: no column is mapped to identity.platform, which a source of the role fleet_list needs",
    ],
    [
      "columns of which none names the device",
      fleet("種別: identity.platform"),
      "no column is mapped to identity.device_id or identity.serial",
    ],
    [
      "a field that there is not",
      fleet("番号: identity.owner"),
      'line 6, column 20: a source of the role fleet_list has no field "identity.owner"',
    ],
    [
      "a field that is told twice",
      fleet("番号: identity.device_id, 名: identity.device_id"),
      "identity.device_id is told twice",
    ],
    [
      "a date whose format is not stated",
      fleet("番号: identity.device_id, 日: management.enrolled_at"),
      "management.enrolled_at is a date, and how dates are written is not stated",
    ],
    [
      "a value that the field cannot have",
      fleet("番号: { field: identity.platform, values: { 林檎: mac } }"),
      "identity.platform cannot have one of these values. It is one of windows, macos, other",
    ],
    [
      "a role that there is not",
      "  - role: intune\n    files: [a.csv]\n",
      "line 4, column 11: /sources/0/role is none of the values it can have",
    ],
    [
      "a key that there is not",
      "  - role: jamf_pro\n    files: [a.json]\n    colums: {}\n",
      'line 6, column 5: /sources/0 has the key "colums"',
    ],
    [
      "columns of a listing",
      "  - role: defender\n    files: [a.json]\n    columns: { a: antivirus.active }\n",
      "line 6, column 14: a source of the role defender has no columns",
    ],
    [
      "a table without columns",
      "  - role: fleet_list\n    files: [a.csv]\n",
      "line 4, column 5: a source of the role fleet_list needs its columns",
    ],
    [
      "a source of nobody",
      "  - role: devices\n    files: [a.csv]\n    columns: { a: identity.serial }\n",
      "a source of the role devices needs a name",
    ],
    [
      "dates without a zone",
      "  - role: defender\n    files: [a.txt]\n    dates: { pattern: M/d/yyyy h:mm:ss a }\n",
      "line 6, column 12: the dates have no zone",
    ],
    [
      "a pattern that is not understood",
      '  - role: defender\n    files: [a.txt]\n    dates: { pattern: yy.m.d, zone: "Z" }\n',
      "the pattern of dates is not understood",
    ],
    [
      "a key that is given twice",
      "  - role: jamf_pro\n    role: jamf_pro\n    files: [a]\n",
      "line 5, column 5: a key is given twice",
    ],
    ["no source", "  []\n", "/sources must NOT have fewer than 1 items"],
  ])("%s is refused", (_, sources, what) => {
    expect(refusal(sources)).toContain(what);
  });

  test("a source of which nobody says when it was collected is refused", () => {
    const text = "schema: sekisho.device-sources/v1\nsources:\n  - role: jamf_pro\n    files: [a.json]\n";
    expect(() => readDeviceSources({ name: "devices.yaml", text })).toThrow(
      "line 3, column 5: when the source was collected",
    );
  });
});

describe("isDeviceSources", () => {
  test.each([
    [true, `# ours\n---\n${head}`],
    [true, `\n${head}`],
    [true, '{ "schema": "sekisho.device-sources/v1", "sources": [] }'],
    [false, "schema: sekisho.devices/v1\n"],
    [false, "a: 1\nschema: sekisho.device-sources/v1\n"],
  ])("%s of %s", (expected, text) => {
    expect(isDeviceSources(text)).toBe(expected);
  });
});
