import type { Finding } from "@sekisho/policy";
import { describe, expect, test } from "vitest";
import { defaultFailOn, defaultFailOnChange, exitStatus, parseFailOn } from "./exit.ts";
import type { ClaimResult, ClaimVerdict, FailOn, Report } from "./report.ts";
import type { WaiverState } from "./waivers/waiver.ts";
import { finding } from "./testing/situations.ts";

function claim(verdict: ClaimVerdict): ClaimResult {
  return {
    claim: "A-01",
    requirement: "A-01",
    kind: "requirement",
    mark: "有",
    verdict,
    before: null,
    change: "none",
    scope: "plan",
    unknown: [],
    evidenceClasses: [],
    policies: [],
    missing: [],
    findings: [],
    observed: [],
    caveats: [],
    source: { line: 1, start: 0, end: 1 },
  };
}

function report(content: Partial<Report> = {}): Report {
  return {
    schema: "sekisho.report/v1",
    instant: "2026-04-01T00:00:00Z",
    bundle: { revision: "1", digest: "sha256:00" },
    documents: [],
    profile: null,
    sheet: { id: "test-sheet", digest: "sha256:00", refutationOnly: ["org.absent"] },
    waivers: null,
    ledger: null,
    comparison: null,
    diagnostics: [],
    findings: [],
    policies: [],
    claims: [],
    tensions: [],
    texts: { sheet: null, policies: {}, claims: {}, ceilings: {} },
    accounting: {
      resources: 0,
      evaluated: 0,
      notSelected: 0,
      removed: 0,
      unsupported: 0,
      unread: 0,
      superseded: 0,
      notSelectedTypes: {},
      unsupportedTypes: {},
      supersededIn: {},
    },
    ...content,
  };
}

const comparison = { with: "prior-state", remaining: 3, baseline: null } as const;
const changed = (change: ClaimResult["change"]): ClaimResult => ({ ...claim("unknown"), change });
const found = (change: Finding["change"], severity: Finding["severity"]): Finding =>
  finding("net.limit", "unknown", { change, severity });

const waiver: NonNullable<Finding["waiver"]> = {
  owner: "Platform lead",
  approver: "Security officer",
  reason: "It is replaced.",
  ticket: "EX-1",
  approvedAt: "2026-03-01T00:00:00Z",
  expires: "2026-05-01T00:00:00Z",
  origin: "waivers.yaml#/waivers/0",
};

function waivers(...states: readonly WaiverState[]): Report["waivers"] {
  const entry = {
    ...waiver,
    policy: "net.limit",
    address: "aws_lb.main",
    arn: null,
    violations: null,
    line: 3,
    column: 5,
    findings: [],
  };
  return { name: "waivers.yaml", digest: "sha256:00", entries: states.map((state) => ({ ...entry, state })) };
}

describe("exitStatus", () => {
  const high: readonly FailOn[] = [{ kind: "fail", severity: "high" }];
  const contradicted: readonly FailOn[] = [{ kind: "verdict", verdict: "contradicted" }];
  const failed = report({ findings: [finding("net.limit", "fail", { severity: "high" })] });
  test.each<[string, Report, readonly FailOn[] | null, 0 | 1 | 3]>([
    ["0: nothing was found", report(), defaultFailOn, 0],
    ["0: a contradicted claim when nothing blocks", report({ claims: [claim("contradicted")] }), [], 0],
    ["1: a contradicted claim", report({ claims: [claim("verified"), claim("contradicted")] }), contradicted, 1],
    ["0: an unknown claim, only contradictions block", report({ claims: [claim("unknown")] }), contradicted, 0],
    ["1: an unknown claim, if it blocks", report({ claims: [claim("unknown")] }), parseFailOn("unknown"), 1],
    ["1: a fail of the severity", failed, high, 1],
    ["0: a fail below the severity", failed, [{ kind: "fail", severity: "critical" }], 0],
    ["0: a fail, only contradictions block", failed, contradicted, 0],
    [
      "1: a fail above the severity, by default",
      report({ findings: [finding("net.limit", "fail", { severity: "critical" })] }),
      defaultFailOn,
      1,
    ],
    ["0: an unknown finding", report({ findings: [finding("net.limit", "unknown")] }), high, 0],
    ["0: a fail that only refutes a 無", report({ findings: [finding("org.absent", "fail")] }), high, 0],
    ["1: the same without a sheet", report({ sheet: null, findings: [finding("org.absent", "fail")] }), high, 1],
    ["1: a claim that is newly false", report({ comparison, claims: [changed("newly")] }), null, 1],
    ["1: a claim that is lost", report({ comparison, claims: [changed("lost")] }), null, 1],
    ["0: a claim that was false already", report({ comparison, claims: [changed("already")] }), null, 0],
    [
      "0: a claim of which nothing is left, but something else is",
      report({ comparison, claims: [changed("gone")] }),
      null,
      0,
    ],
    ["1: nothing is left at all", report({ comparison: { ...comparison, remaining: 0 } }), null, 1],
    ["0: nothing is left at all, and nothing blocks", report({ comparison: { ...comparison, remaining: 0 } }), [], 0],
    ["1: a high finding that is lost", report({ comparison, findings: [found("lost", "high")] }), null, 1],
    ["0: a medium finding that is new", report({ comparison, findings: [found("newly", "medium")] }), null, 0],
    [
      "1: the same where medium blocks",
      report({ findings: [found("newly", "medium")] }),
      parseFailOn("newly>=medium"),
      1,
    ],
    ["1: without a before, a contradicted claim", report({ claims: [claim("contradicted")] }), null, 1],
    ["0: a waived fail", report({ findings: [finding("net.limit", "fail", { waiver })] }), high, 0],
    [
      "0: a waived fail that is new",
      report({ comparison, findings: [{ ...found("newly", "high"), waiver }] }),
      null,
      0,
    ],
    ["0: waivers without a problem", report({ waivers: waivers("applied", "standing", "not_evaluated") }), null, 0],
    ...(
      ["expired", "not_yet", "too_long", "over_broad", "conflicting", "exceeded", "partly_unused", "unused"] as const
    ).map((state): [string, Report, null, 1] => [
      `1: a waiver that is ${state}`,
      report({ waivers: waivers(state) }),
      null,
      1,
    ]),
    ["1: an expired waiver, whatever else blocks", report({ waivers: waivers("expired") }), contradicted, 1],
    ["1: an expired waiver, where there is a before", report({ comparison, waivers: waivers("expired") }), null, 1],
    ["0: an expired waiver, and nothing blocks", report({ waivers: waivers("expired") }), [], 0],
    ["3: an error before", report({ findings: [finding("net.limit", "pass", { before: "error" })] }), [], 3],
    ["3: an error, whatever blocks", report({ findings: [finding("net.limit", "error")] }), [], 3],
    ["3: an error beside a fail", report({ findings: [...failed.findings, finding("net.b", "error")] }), high, 3],
  ])("%s", (_, given, failOn, status) => {
    expect(exitStatus(given, failOn)).toBe(status);
  });
});

describe("parseFailOn", () => {
  test.each<[string, readonly FailOn[]]>([
    ["none", []],
    ["contradicted,fail>=high", defaultFailOn],
    [
      "expired , fail>=info",
      [
        { kind: "verdict", verdict: "expired" },
        { kind: "fail", severity: "info" },
      ],
    ],
    ["newly,lost", defaultFailOnChange],
    ["lost>=low", [{ kind: "change", change: "lost", severity: "low" }]],
    ["not_claimed", [{ kind: "verdict", verdict: "not_claimed" }]],
  ])("reads %j", (text, expected) => {
    expect(parseFailOn(text)).toEqual(expected);
  });
  test.each([
    ["", "not understood"],
    ["contradicted,", "not understood"],
    ["failed", "not understood"],
    ["fail", "not understood"],
    ["fail>=grave", "no severity"],
    ["none,unknown", "alone"],
    ["newly>=grave", "no severity"],
    ["newly,none", "alone"],
    ["gone", "not understood"],
  ])("USAGE: %j", (text, words) => {
    expect(() => parseFailOn(text)).toThrow(
      expect.objectContaining({ code: "USAGE", message: expect.stringContaining(words) as string }),
    );
  });
});
