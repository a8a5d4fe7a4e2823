import type { Finding } from "@sekisho/policy";
import { describe, expect, test } from "vitest";
import { compareClaims } from "./compare.ts";
import type { ClaimResult, ClaimUnknown, ClaimVerdict } from "./report.ts";
import { finding } from "./testing/situations.ts";

function claim(verdict: ClaimVerdict, unknown: readonly ClaimUnknown[], findings: readonly number[]): ClaimResult {
  return {
    claim: "X-01.1",
    requirement: "X-01",
    kind: "statement",
    mark: "有",
    verdict,
    before: null,
    change: "none",
    scope: "plan",
    unknown,
    evidenceClasses: [],
    policies: [],
    missing: [],
    findings,
    observed: [],
    caveats: [],
    source: { line: 1, start: 0, end: 1 },
  };
}

function changeOf(
  before: ClaimVerdict | null,
  verdict: ClaimVerdict,
  unknown: readonly ClaimUnknown[] = [],
  found: readonly Finding[] = [],
): ClaimResult["change"] | undefined {
  const earlier = new Map<string, ClaimVerdict>(before === null ? [] : [["X-01.1", before]]);
  const claims = [
    claim(
      verdict,
      unknown,
      found.map((_, index) => index),
    ),
  ];
  return compareClaims(claims, earlier, found)[0]?.change;
}

const removed = finding("a.b", null, { before: "pass", change: "none" });

describe("a claim", () => {
  test.each<[ClaimVerdict | null, ClaimVerdict, ClaimResult["change"]]>([
    ["verified", "contradicted", "newly"],
    ["unknown", "contradicted", "newly"],
    [null, "contradicted", "newly"],
    ["attested", "expired", "newly"],
    ["contradicted", "contradicted", "already"],
    ["expired", "contradicted", "already"],
    ["contradicted", "verified", "fixed"],
    ["contradicted", "excepted", "fixed"],
    ["verified", "verified", "none"],
    ["verified", "attested", "none"],
    ["planned", "stale", "none"],
  ])("that was %s and is %s: %s", (before, verdict, change) => {
    expect(changeOf(before, verdict)).toBe(change);
  });

  test.each<ClaimVerdict>(["verified", "unrefuted", "attested", "excepted"])(
    "that was %s and cannot be shown any more is lost",
    (before) => {
      expect(changeOf(before, "unknown", ["U1"], [finding("a.b", "unknown")])).toBe("lost");
    },
  );

  test("is gone, not lost, where its subjects are removed and nothing else is open", () => {
    expect(changeOf("verified", "unknown", ["U5"], [removed])).toBe("gone");
    expect(changeOf("verified", "unknown", ["U5"], [removed, finding("a.b", "not_applicable")])).toBe("gone");
  });

  test("is lost where another subject is unknown, or a policy is missing", () => {
    expect(changeOf("verified", "unknown", ["U5"], [removed, finding("a.b", "unknown")])).toBe("lost");
    expect(changeOf("verified", "unknown", ["U5", "NOT_BUNDLED"], [removed])).toBe("lost");
    expect(changeOf("verified", "unknown", ["U5"], [])).toBe("lost");
  });

  test("that was false and is unknown is fixed only if what was false is removed", () => {
    expect(changeOf("contradicted", "unknown", ["U5"], [removed])).toBe("fixed");
    expect(changeOf("contradicted", "unknown", ["U1"], [finding("a.b", "unknown")])).toBe("none");
  });

  test("that was unknown and stays so has no change", () => {
    expect(changeOf("unknown", "unknown", ["U1"])).toBe("none");
  });
});
