import type { Finding, PolicyResult, PolicyStatus } from "@sekisho/policy";
import type { AnyClaim, AnySheet } from "../define.ts";
import type { PolicyOutcome } from "../aggregate.ts";

/** An outcome with the given status, as it is where nothing else is said. */
export function outcome(status: PolicyOutcome["status"], rest: Partial<PolicyOutcome> = {}): PolicyOutcome {
  return {
    status,
    scope: "plan",
    unknown: status === "unknown" ? ["U1"] : [],
    expired: false,
    evidenceClasses: status === "pass" ? ["configured"] : [],
    ...rest,
  };
}

/** A result of a policy, as it is where nothing else is said. */
export function result(policy: string, status: PolicyStatus, rest: Partial<PolicyResult> = {}): PolicyResult {
  return {
    policy,
    status,
    scope: "plan",
    severity: "high",
    unknown: status === "unknown" ? ["U1"] : [],
    counts: { pass: 0, fail: 0, unknown: 0, not_applicable: 0, deviation: 0, error: 0 },
    ...rest,
  };
}

/** A finding, as it is where nothing else is said. */
export function finding(policy: string, status: Finding["status"], rest: Partial<Finding> = {}): Finding {
  return {
    policy,
    status,
    before: null,
    change: "none",
    severity: "high",
    scope: status === "pass" ? "plan" : null,
    evidenceClass: status === "pass" ? "configured" : null,
    subject: {
      type: "aws_lb",
      id: "plan#aws_lb.main",
      address: "aws_lb.main",
      arn: null,
      position: null,
      undeclared: false,
    },
    violations: status === "fail" ? [{ reason: "BROKEN", args: {}, severity: "high", rests_on: [] }] : [],
    unknown: [],
    evidence: [],
    reason: null,
    error: status === "error" ? "no verdict" : null,
    waiver: null,
    ...rest,
  };
}

let nextLine = 1;

/** What every claim has, with texts and a span of no meaning. */
export function common(id: string): Pick<
  AnyClaim,
  "id" | "source" | "qualifiers" | "wording" | "ceiling" | "evidence"
> & {
  readonly strength: "plain";
} {
  return {
    id,
    source: { line: nextLine++, start: 0, end: 1 },
    strength: "plain",
    qualifiers: [],
    wording: { ja: `${id} と述べる。`, en: `Says ${id}.` },
    ceiling: { ja: `${id} まで。`, en: `Up to ${id}.` },
    evidence: ["configured"],
  };
}

/** A sheet of the given claims. */
export function sheetOf(...claims: readonly AnyClaim[]): AnySheet {
  return { id: "test-sheet", version: "1.0.0", title: { ja: "試験", en: "Test" }, source: { name: "t.txt" }, claims };
}
