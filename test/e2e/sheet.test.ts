import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { tempFolder } from "@sekisho-test/support";
import { sekisho } from "./sekisho.ts";

const system = fileURLToPath(new URL("../../examples/system", import.meta.url));
const folder = tempFolder();
const file = (name: string): string => `${folder}/${name}`;

beforeAll(async () => {
  const arguments_ = ["--profile", `${system}/profile.yaml`, "--now", "2026-11-01T09:00:00+09:00", "--fail-on", "none"];
  const { status: code, stderr } = await sekisho([
    "check",
    `${system}/plan.json`,
    ...arguments_,
    "--format",
    `json=${file("report.json")}`,
  ]);
  expect([code, stderr]).toEqual([0, ""]);
});

describe("sekisho sheet render", () => {
  test("gives of a stored report what check prints as a sheet", async () => {
    for (const lang of ["ja", "en"]) {
      const direct = await sekisho([
        "check",
        `${system}/plan.json`,
        "--profile",
        `${system}/profile.yaml`,
        "--now",
        "2026-11-01T09:00:00+09:00",
        "--fail-on",
        "none",
        "--format",
        "sheet",
        "--lang",
        lang,
      ]);
      const stored = await sekisho(["sheet", "render", file("report.json"), "--lang", lang]);
      expect(stored).toEqual(direct);
      const piped = await sekisho(["sheet", "render", "-", "--lang", lang], {
        input: readFileSync(file("report.json"), "utf8"),
      });
      expect(piped).toEqual(direct);
    }
  });

  test("writes every format, with every claim in each", async () => {
    const { claims } = JSON.parse(readFileSync(file("report.json"), "utf8")) as {
      readonly claims: readonly { readonly claim: string }[];
    };
    for (const [format, ...more] of [["html"], ["csv"], ["csv", "--encoding", "shift_jis"], ["xlsx"]]) {
      const {
        status: code,
        stdout,
        stderr,
      } = await sekisho([
        "sheet",
        "render",
        file("report.json"),
        "--lang",
        "ja",
        "--format",
        format ?? "",
        ...more,
        "--output",
        file("answers"),
      ]);
      expect([code, stdout, stderr]).toEqual([0, "", ""]);
      const bytes = readFileSync(file("answers"));
      if (format === "xlsx") expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
      else for (const { claim } of claims) expect(bytes.includes(claim), `${format ?? ""} ${claim}`).toBe(true);
    }
    const { stdout } = await sekisho(["sheet", "render", file("report.json"), "--format", "csv"]);
    expect(stdout.startsWith("\ufeff")).toBe(true);
  });

  test("fills a customer's file by a file of places, and names what has none", async () => {
    writeFileSync(file("theirs.csv"), "項目,有無\r\nＷＡＦ,○\r\n暗号化,○\r\n");
    const imported = await sekisho([
      "sheet",
      "import",
      file("theirs.csv"),
      "--format",
      "json",
      "--output",
      file("places.json"),
    ]);
    expect([imported.status, imported.stderr]).toEqual([0, "2 rows are proposed; 0 texts are not placed.\n"]);
    const form = JSON.parse(readFileSync(file("places.json"), "utf8")) as {
      readonly rows: readonly { readonly place: object }[];
    };
    const places = [{ claim: "ING-03", place: form.rows[0]?.place }];
    writeFileSync(file("places.json"), JSON.stringify({ ...form, places }));
    const into = ["sheet", "render", file("report.json"), "--lang", "ja", "--into", file("theirs.csv")];
    const { status: code, stderr } = await sekisho([
      ...into,
      "--mapping",
      file("places.json"),
      "--output",
      file("answered.csv"),
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain("1 claim is answered;");
    expect(stderr).toContain("no place in the file: INT-05.1\n");
    const lines = readFileSync(file("answered.csv"), "utf8").split("\r\n");
    expect([lines[0], lines[2]]).toEqual(["項目,有無,結果,根拠と理由,検査日", "暗号化,○,,,"]);
    // The grounds may be several lines of their cell.
    expect(lines[1]).toMatch(/^ＷＡＦ,○,.*,2026-11-01$/su);
  });

  test("refuses what it cannot do, with exit status 2", async () => {
    writeFileSync(file("no-report.json"), "{}");
    writeFileSync(file("macros.xlsm"), "x");
    const report = file("report.json");
    const refused: readonly (readonly [readonly string[], string])[] = [
      [["sheet"], "USAGE"],
      [["sheet", "render"], "USAGE"],
      [["sheet", "render", report, "--format", "xlsx"], "USAGE"],
      [["sheet", "render", report, "--format", "html", "--encoding", "shift_jis"], "USAGE"],
      [["sheet", "render", report, "--into", file("theirs.csv")], "USAGE"],
      [["sheet", "render", report, "--into", file("theirs.csv"), "--output", file("x.csv")], "USAGE"],
      [["sheet", "render", report, "--mapping", file("places.json")], "USAGE"],
      [["sheet", "render", file("no-report.json")], "REPORT_INVALID"],
      [["sheet", "import", file("macros.xlsm")], "FORM_INVALID"],
      [["sheet", "import"], "USAGE"],
      [["sheet", "trace"], "USAGE"],
      [["sheet", "trace", "--source", file("theirs.csv"), "--sheet", "none-such"], "SHEET_UNKNOWN"],
    ];
    for (const [arguments_, error] of refused) {
      const { status: code, stdout, stderr } = await sekisho(arguments_);
      expect([code, stdout, /\[(\w+)\]\n$/u.exec(stderr)?.[1]], arguments_.join(" ")).toEqual([2, "", error]);
    }
  });
});

describe("sekisho sheet trace", () => {
  test("says what covers a source, what is left over, and which claims lie outside", async () => {
    writeFileSync(file("source.txt"), "■入口対策(攻撃の侵入を防ぐ対策)です\n");
    const { status: code, stdout, stderr } = await sekisho(["sheet", "trace", "--source", file("source.txt")]);
    expect(stdout).toBe("1:0-17\tING-00\t■入口対策(攻撃の侵入を防ぐ対策)\n1:17-19\tnarrative\tです\n");
    expect(code).toBe(1);
    expect(stderr).toContain(
      "1 of 111 claims of security-sheet covers 17 characters; 2 characters of narrative are left over in 1 place.\n",
    );
    expect(stderr).toContain("ING-01: its place is not in the source.\n");
  });
});
