import { readFileSync } from "node:fs";
import { check } from "sekisho";
import { describe, expect, test } from "vitest";

const folder = import.meta.dirname;
const { scripts } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { scripts: { start: string } };
const words = scripts.start.split(" ");
const now = words[words.indexOf("--now") + 1] ?? "";
const report = await check({
  documents: words.slice(2, words.indexOf("--profile")).map((document) => `${folder}/${document}`),
  profile: `${folder}/profile.yaml`,
  waivers: `${folder}/waivers.yaml`,
  now,
});

/** The committed table: claim, mark, verdict and why it is unknown. */
function table(): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(`${folder}/verdicts.csv`, "utf8").trimEnd().split("\n");
  return lines.map((line) => line.split(","));
}

describe("the whole sheet", () => {
  test("has a verdict for each of its 111 rows, those of verdicts.csv", () => {
    expect(report.claims).toHaveLength(111);
    expect(report.claims.map(({ claim, mark, verdict, unknown }) => [claim, mark, verdict, unknown.join(" ")])).toEqual(
      table(),
    );
  });

  test("is unknown only where it says why", () => {
    for (const { claim, verdict, unknown } of report.claims) {
      expect([claim, unknown.length > 0]).toEqual([claim, verdict === "unknown"]);
    }
  });

  test("accounts for every resource, and removes none", () => {
    const { resources, evaluated, notSelected, removed, unsupported, unread } = report.accounting;
    expect(evaluated + notSelected + removed + unsupported + unread).toBe(resources);
    expect(removed).toBe(0);
    expect(report.findings.filter(({ status }) => status === "error")).toEqual([]);
  });

  test("shows the exception where the example system contradicts its sheet", () => {
    const excepted = report.findings.filter(({ waiver }) => waiver !== null);
    expect(excepted.map(({ policy, status, subject }) => [policy, status, subject.address])).toEqual([
      ["net.sg_no_world_ingress", "fail", "module.edge.aws_security_group.edge"],
      ["tls.https_only_listeners", "fail", "module.edge.aws_lb_listener.http"],
    ]);
    expect(report.waivers?.entries.map(({ state }) => state)).toEqual(["applied", "applied"]);
  });

  test("is checked by the command that the README names", () => {
    expect(readFileSync(`${folder}/README.md`, "utf8").replaceAll(/\s*\\\n\s*/gu, " ")).toContain(scripts.start);
  });
});
