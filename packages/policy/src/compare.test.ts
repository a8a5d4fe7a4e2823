import { describe, expect, test } from "vitest";
import { changeOf, compareFindings } from "./compare.ts";
import type { Change, Finding, FindingStatus } from "./finding.ts";

function finding(address: string, status: Finding["status"], rest: Partial<Finding> = {}): Finding {
  return {
    policy: "net.test",
    status,
    before: null,
    change: "none",
    severity: "high",
    scope: null,
    evidenceClass: null,
    subject: { type: "aws_lb", id: `plan#${address}`, address, arn: null, position: null, undeclared: false },
    violations: [],
    unknown: [],
    evidence: [],
    reason: null,
    error: null,
    waiver: null,
    ...rest,
  };
}

describe("changeOf", () => {
  test.each<[FindingStatus | null, FindingStatus | null, Change]>([
    ["pass", "fail", "newly"],
    ["unknown", "fail", "newly"],
    [null, "fail", "newly"],
    ["fail", "fail", "already"],
    ["fail", "pass", "fixed"],
    ["fail", "not_applicable", "fixed"],
    ["fail", null, "fixed"],
    ["fail", "unknown", "none"],
    ["pass", "unknown", "lost"],
    ["unknown", "unknown", "none"],
    ["pass", null, "none"],
    [null, "unknown", "none"],
    ["pass", "pass", "none"],
  ])("%s before and %s now is %s", (before, status, change) => {
    expect(changeOf(before, status)).toBe(change);
  });
});

describe("compareFindings", () => {
  test("keeps a removed subject without a status", () => {
    expect(compareFindings([], [finding("aws_lb.a", "pass", { scope: "plan" })])).toEqual([
      finding("aws_lb.a", null, { before: "pass" }),
    ]);
  });

  test("pairs by ARN what bears another address", () => {
    const arn = "arn:aws:x:y:z:lb/1";
    const subject = (address: string): Finding["subject"] => ({
      type: "aws_lb",
      id: `plan#${address}`,
      address,
      arn,
      position: null,
      undeclared: false,
    });
    expect(
      compareFindings(
        [finding("aws_lb.b", "fail", { subject: subject("aws_lb.b") })],
        [finding("aws_lb.a", "pass", { subject: subject("aws_lb.a") })],
      ),
    ).toEqual([finding("aws_lb.b", "fail", { subject: subject("aws_lb.b"), before: "pass", change: "newly" })]);
  });

  test("pairs by address only where labels of documents may differ", () => {
    const other = finding("aws_lb.a", "fail", {
      subject: {
        type: "aws_lb",
        id: "old#aws_lb.a",
        address: "aws_lb.a",
        arn: null,
        position: null,
        undeclared: false,
      },
    });
    const now = [finding("aws_lb.a", "fail")];
    expect(compareFindings(now, [other]).map(({ change }) => change)).toEqual(["fixed", "newly"]);
    expect(compareFindings(now, [other], { byAddress: true }).map(({ change }) => change)).toEqual(["already"]);
  });
});
