import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { buildEstate, isSekishoError, readDocuments, resourceTypes, type Estate } from "@sekisho/estate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "./files.ts";
import { loadDocuments } from "./load.ts";

const noInput = (): Promise<never> => Promise.reject(new Error("there is no standard input"));

async function estateOf(source: string): Promise<Estate> {
  return buildEstate(readDocuments(await loadDocuments([source], noInput), resourceTypes));
}

const example = path.join(import.meta.dirname, "../../../examples/devices/devices.yaml");

describe("the example fleet", () => {
  test("is one document for each source, and one device for each that any source tells of", async () => {
    const estate = await estateOf(example);
    expect(estate.documents.map(({ label, name }) => [label, name])).toEqual([
      ["fleet_list", "fleet.csv"],
      ["lanscope_assets", "lanscope/assets.csv"],
      ["lanscope_device_control", "lanscope/device-control.csv"],
      ["lanscope_operation_log", "lanscope_operation_log"],
      ["jamf_pro", "jamf_pro"],
      ["defender", "defender"],
      ["defender_preferences", "defender_preferences"],
      ["windows_update", "windows_update"],
      ["vulnerability_feed", "vulnerability-feed.csv"],
    ]);
    expect(estate.subjects("device").map(({ id }) => id)).toEqual([
      "device[fleet_list/A-003]",
      "device[fleet_list/A-006]",
      "device[jamf_pro/1]",
      "device[jamf_pro/2]",
      "device[lanscope/1]",
      "device[lanscope/2]",
    ]);
  });

  test("joins what the sources tell of one PC, each value with its place", async () => {
    const values = (await estateOf(example)).find("device[lanscope/2]")?.values ?? {};
    expect(values).toMatchObject({
      in_fleet_list: { value: true, origin: "fleet.csv#/rows/3/identity" },
      last_checkin_at: { value: "2026-11-26T09:05:44.000Z", origin: "lanscope/assets.csv#/rows/3/最終接続日時" },
      jamf_pro: { state: "complete", items: [] },
      antivirus_active: { value: true, origin: "defender#/defender~1EXAMPLE-PC-02.txt/lines/4" },
      antivirus_signature_updated_at: { value: "2026-11-09T21:12:33.000Z" },
      antivirus_last_full_scan_at: { value: null },
      updates_last_install_at: {
        value: "2026-10-20T02:00:00.000Z",
        origin: "windows_update#/windows-update~1EXAMPLE-PC-02.json/LastInstallationSuccessDate",
      },
      operation_log_kinds: { state: "complete", items: [{ value: "application" }] },
    });
  });

  test("with a label is that of its sources' labels, too", async () => {
    const [first] = (await estateOf(`office=${example}`)).documents;
    expect(first?.label).toBe("office-fleet_list");
  });

  test("tells nobody's name, and no host name", async () => {
    const devices = (await estateOf(example)).subjects("device");
    const text = JSON.stringify(devices.map(({ id, values }) => [id, values]));
    expect(text).not.toMatch(/ichiro|jiro|一郎|二郎|"EXAMPLE-PC|"EXAMPLE-[WM]\d|example-mac/u);
  });
});

describe("a file of device sources", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "sekisho-devices-"));
    mkdirSync(path.join(folder, "empty"));
    mkdirSync(path.join(folder, "logs"));
    writeFileSync(path.join(folder, "fleet.csv"), "id,os\n1,windows\n");
    writeFileSync(path.join(folder, "logs/b.csv.gz"), gzipSync("id,os\n2,macos\n"));
    writeFileSync(path.join(folder, "logs/a.csv"), "id,os\n1,windows\n");
    writeFileSync(path.join(folder, "logs/.DS_Store"), "hidden");
    symlinkSync(example, path.join(folder, "link.csv"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function sources(file: string): string {
    const at = path.join(folder, "devices.yaml");
    writeFileSync(
      at,
      `schema: sekisho.device-sources/v1
collected_at: "2026-11-27T00:00:00Z"
sources:
  - role: fleet_list
    files: [${file}]
    columns: { id: identity.device_id, os: identity.platform }
`,
    );
    return at;
  }

  test("may name a folder, whose files are read in the order of their names, gzipped or not", async () => {
    const estate = await estateOf(sources("logs"));
    expect(estate.subjects("device").map(({ origin }) => origin)).toEqual([
      "fleet_list#/logs~1a.csv/rows/2",
      "fleet_list#/logs~1b.csv.gz/rows/2",
    ]);
  });

  test("has for each source the digest of itself and of the source's files", async () => {
    const at = sources("fleet.csv");
    const [before] = (await estateOf(at)).documents;
    const [own, file] = [path.join(folder, "devices.yaml"), path.join(folder, "fleet.csv")].map((one) =>
      digestOf(readFileSync(one)),
    );
    expect(before?.digest).toBe(digestOf(`${own ?? ""}  devices.yaml\n${file ?? ""}  fleet.csv\n`));
  });

  test.each([
    ["that is not there", "gone.csv", "devices.yaml names gone.csv, which is not there"],
    ["outside its folder", "../fleet.csv", "which is not"],
    ["that is a link out of its folder", "link.csv", "devices.yaml names link.csv, which is not below its folder"],
    ["that is an empty folder", "empty", "devices.yaml names empty, a folder that holds no file"],
  ])("that names a file %s is refused", async (_, file, message) => {
    const error: unknown = await estateOf(sources(file)).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!isSekishoError(error)) throw new Error("the sources were read");
    expect([error.code, error.message]).toEqual(["DOCUMENT_INVALID", expect.stringContaining(message)]);
  });
});
