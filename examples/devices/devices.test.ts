import { readFileSync } from "node:fs";
import { check } from "sekisho";
import { describe, expect, test } from "vitest";

const folder = import.meta.dirname;
const report = await check({
  documents: [`${folder}/devices.yaml`],
  sheet: null,
  now: "2026-11-27T09:30:00+09:00",
});

describe("the example fleet", () => {
  test("fails where one PC is not kept up", () => {
    const fails = report.findings.filter(
      ({ status, subject }) => status === "fail" && subject.id === "device[lanscope/2]",
    );
    expect(fails.map(({ policy }) => policy)).toEqual(
      expect.arrayContaining(["ep.av_signature_current", "ep.external_media_control", "ep.full_scan_monthly"]),
    );
  });

  test("passes where the other PC is, by what several sources tell of it", () => {
    const passes = report.findings.filter(
      ({ status, subject }) => status === "pass" && subject.id === "device[lanscope/1]",
    );
    expect(passes.map(({ policy }) => policy)).toEqual(
      expect.arrayContaining([
        "ep.av_active",
        "ep.av_signature_current",
        "ep.external_media_control",
        "ep.lanscope_alive",
      ]),
    );
  });

  test("knows of a Mac what a script has put into extension attributes, and of the other nothing", () => {
    const active = report.findings.filter(
      ({ policy, subject }) => policy === "ep.av_active" && /jamf_pro/u.test(subject.id),
    );
    expect(active.map(({ subject, status }) => [subject.id, status])).toEqual([
      ["device[jamf_pro/1]", "pass"],
      ["device[jamf_pro/2]", "unknown"],
    ]);
  });

  test("gives no policy an error, and tells nobody's name", () => {
    expect(report.findings.filter(({ status }) => status === "error")).toEqual([]);
    expect(JSON.stringify(report)).not.toMatch(/一郎|二郎|三郎|四郎|五郎|ichiro|jiro|"EXAMPLE-[WM]\d"|example-mac/u);
  });

  test("is checked by the command that the README names", () => {
    const { scripts } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { scripts: { start: string } };
    expect(readFileSync(`${folder}/README.md`, "utf8")).toContain(scripts.start);
  });
});
