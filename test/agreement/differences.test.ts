import { expect, test } from "vitest";
import { explains, type Comparison, type Difference } from "./differences.ts";

const difference: Difference = {
  policy: "waf.a",
  check: "CKV_AWS_1",
  at: ["aws_lb.a"],
  theirs: "pass",
  ours: "fail",
  because: ["NO_WEB_ACL"],
  why: "STRICTER_BY_ENTRY",
  cites: "a web ACL",
};

const comparison: Comparison = {
  toolCase: { tool: "Checkov", check: "CKV_AWS_1", policy: "waf.a", name: "a", content: { files: {} }, expected: [] },
  at: "aws_lb.a",
  theirs: "pass",
  ours: { word: "fail", reasons: ["NO_WEB_ACL"], unknown: [] },
};

test("an explanation explains the difference that it describes", () => {
  expect(explains(difference, comparison)).toBe(true);
});

test.each<readonly [string, Comparison]>([
  ["another resource", { ...comparison, at: "aws_lb.b" }],
  ["another policy", { ...comparison, toolCase: { ...comparison.toolCase, policy: "waf.b" } }],
  ["another check", { ...comparison, toolCase: { ...comparison.toolCase, check: "CKV_AWS_2" } }],
  ["another word of the tool", { ...comparison, theirs: "unknown" }],
  ["another word of ours", { ...comparison, ours: { word: "unknown", reasons: [], unknown: ["U1"] } }],
  ["one reason more", { ...comparison, ours: { ...comparison.ours, reasons: ["NO_WEB_ACL", "WAF_FAIL_OPEN"] } }],
  ["none of its reasons", { ...comparison, ours: { ...comparison.ours, reasons: [] } }],
])("an explanation does not explain %s", (_, other) => {
  expect(explains(difference, other)).toBe(false);
});
