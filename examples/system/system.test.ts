import { readFileSync } from "node:fs";
import { check, render } from "sekisho";
import { describe, expect, test } from "vitest";

const folder = import.meta.dirname;
const report = await check({
  documents: [`${folder}/plan.json`],
  profile: `${folder}/profile.yaml`,
  now: "2026-11-01T09:00:00+09:00",
});

describe("the example system's plan", () => {
  test("contradicts its sheet by the rule that forwards in clear text, seen from the listener and from its group", () => {
    const contradicted = report.claims.filter(
      ({ kind, verdict }) => kind === "statement" && verdict === "contradicted",
    );
    expect(contradicted.map(({ claim }) => claim)).toEqual([
      "ING-04.6",
      "ING-04.7",
      "ING-04.8",
      "ING-07.8",
      "INT-06.7",
    ]);
    const fails = report.findings.filter(({ status }) => status === "fail");
    expect(fails.map(({ policy, subject }) => [policy, subject.address])).toEqual([
      ["net.sg_no_world_ingress", "module.edge.aws_security_group.edge"],
      // The sheet does not agree with itself, whatever is built.
      ["org.cross_row_consistency", null],
      ["tls.https_only_listeners", "module.edge.aws_lb_listener.http"],
    ]);
    expect(fails[2]?.evidence.map(({ resource }) => resource)).toContain(
      "plan#module.edge.aws_lb_listener_rule.legacy_api",
    );
  });

  test("leaves the rule with an address known only after apply undecided", () => {
    const undecided = report.findings.filter(
      ({ policy, status }) => policy === "net.sg_no_world_ingress" && status === "unknown",
    );
    expect(undecided.map(({ subject, unknown }) => [subject.address, unknown.map(({ code }) => code)])).toEqual([
      ['module.app["web"].aws_security_group.app', ["U1"]],
      // Which rules name the default group through its VPC is not settled in a plan.
      ["module.network.aws_default_security_group.this", ["U1"]],
    ]);
  });

  test("verifies that GuardDuty is enabled, in both declared regions", () => {
    expect(report.claims.find(({ claim }) => claim === "EGR-01.4")).toMatchObject({
      verdict: "verified",
      scope: "plan",
    });
    const regions = report.findings.filter(({ policy }) => policy === "guardduty.detector_all_regions");
    expect(regions.map(({ subject, status }) => [subject.id, status])).toEqual([
      ["plan#region[123456789012/ap-northeast-1]", "pass"],
      ["plan#region[123456789012/us-east-1]", "pass"],
    ]);
  });

  test("gives no policy an error, and accounts for every resource", () => {
    expect(report.findings.filter(({ status }) => status === "error")).toEqual([]);
    const { resources, evaluated, notSelected, unsupported, unread } = report.accounting;
    expect(evaluated + notSelected + unsupported + unread).toBe(resources);
    const plan = JSON.parse(readFileSync(`${folder}/plan.json`, "utf8")) as { resource_changes: unknown[] };
    expect(resources).toBeGreaterThanOrEqual(plan.resource_changes.length);
  });

  test("is what the README of the repository shows", () => {
    const text = render(report, { format: "text", lang: "en" });
    // What is undecided follows in the report, and is too long for a README.
    const picture = text.slice(text.indexOf("In short"), text.indexOf("\n    ING-02.1")).trimEnd();
    expect(readFileSync(`${folder}/../../README.md`, "utf8")).toContain(`\`\`\`text\n${picture}\n    …\n\`\`\`\n`);
  });

  test.each(["text", "json", "sheet"] as const)("keeps its password out of the report as %s", (format) => {
    for (const lang of ["ja", "en"] as const) {
      expect(render(report, { format, lang })).not.toContain("made-up-password");
    }
  });
});
