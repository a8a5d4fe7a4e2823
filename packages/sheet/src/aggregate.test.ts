import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyResult } from "@sekisho/policy";
import {
  affirmedVerdict,
  createRoles,
  deniedVerdict,
  judgeSheet,
  plannedVerdict,
  refutationOnly,
  rowVerdict,
  verdictOrder,
  type ClaimJudgement,
  type ExpressionResult,
} from "./aggregate.ts";
import type { AnyClaim, AnySheet } from "./define.ts";
import { allOf } from "./expression.ts";
import type { ClaimResult, ClaimVerdict } from "./report.ts";
import { common, finding, outcome, result, sheetOf } from "./testing/situations.ts";

const expressionResult = (
  state: ExpressionResult["state"],
  rest: Partial<ExpressionResult> = {},
): ExpressionResult => ({
  state,
  unknown: state === "unknown" ? ["U1"] : [],
  attested: false,
  expired: false,
  ...rest,
});
const plain = { strength: "plain", scope: "plan" } as const;

describe("有 (architecture.md 7, first table)", () => {
  const table: readonly [string, ExpressionResult, Parameters<typeof affirmedVerdict>[1], ClaimJudgement][] = [
    ["contradicted: a fail", expressionResult("fail"), plain, { verdict: "contradicted", unknown: [] }],
    [
      "expired: a fail of attestations past their date only",
      expressionResult("fail", { expired: true }),
      plain,
      { verdict: "expired", unknown: [] },
    ],
    [
      "unknown: an unknown, with its codes",
      expressionResult("unknown"),
      plain,
      { verdict: "unknown", unknown: ["U1"] },
    ],
    ["excepted: a waived fail", expressionResult("excepted"), plain, { verdict: "excepted", unknown: [] }],
    ["deviation: a deviation", expressionResult("deviation"), plain, { verdict: "deviation", unknown: [] }],
    [
      "attested: passes of attestations only",
      expressionResult("pass", { attested: true }),
      plain,
      { verdict: "attested", unknown: [] },
    ],
    ["verified: a pass", expressionResult("pass"), plain, { verdict: "verified", unknown: [] }],
    [
      "unrefuted: an absolute claim of scope plan",
      expressionResult("pass"),
      { strength: "absolute", scope: "plan" },
      { verdict: "unrefuted", unknown: [] },
    ],
    [
      "verified: an absolute claim of scope estate",
      expressionResult("pass"),
      { strength: "absolute", scope: "estate" },
      { verdict: "verified", unknown: [] },
    ],
    [
      "unrefuted: a claim that is absolute in time, whatever its scope",
      expressionResult("pass"),
      { strength: "absolute_in_time", scope: "estate" },
      { verdict: "unrefuted", unknown: [] },
    ],
    [
      "deviation: an absolute claim with a deviation",
      expressionResult("deviation"),
      { strength: "absolute", scope: "plan" },
      { verdict: "deviation", unknown: [] },
    ],
  ];
  test.each(table)("%s", (_, expression, claim, expected) => {
    expect(affirmedVerdict(expression, claim, null)).toEqual(expected);
  });
});

describe("無 (architecture.md 7, second table row)", () => {
  const table: readonly [string, Parameters<typeof deniedVerdict>, ClaimJudgement][] = [
    [
      "understated: a fail, also beside an unknown and a row that says otherwise",
      [[outcome("unknown"), outcome("fail")], true, null],
      { verdict: "understated", unknown: [] },
    ],
    ["understated: a waived fail", [[outcome("excepted")], false, null], { verdict: "understated", unknown: [] }],
    [
      "inconsistent: another row says 有 for the same fact",
      [[outcome("unknown")], true, null],
      { verdict: "inconsistent", unknown: [] },
    ],
    [
      "unknown: an unknown beside a pass",
      [[outcome("pass"), outcome("unknown")], false, null],
      { verdict: "unknown", unknown: ["U1"] },
    ],
    [
      "unknown: not in the bundle",
      [[outcome("missing")], false, null],
      { verdict: "unknown", unknown: ["NOT_BUNDLED"] },
    ],
    ["unknown: an error", [[outcome("error")], false, null], { verdict: "unknown", unknown: ["ERROR"] }],
    [
      "unknown: only policies without a subject",
      [[outcome("vacuous"), outcome("vacuous")], false, null],
      { verdict: "unknown", unknown: ["U5"] },
    ],
    [
      "consistent: a pass, beside a policy without a subject",
      [[outcome("pass"), outcome("vacuous")], false, null],
      { verdict: "consistent", unknown: [] },
    ],
    ["consistent: a deviation", [[outcome("deviation")], false, null], { verdict: "consistent", unknown: [] }],
  ];
  test.each(table)("%s", (_, args, expected) => {
    expect(deniedVerdict(...args)).toEqual(expected);
  });
});

describe("planned (architecture.md 7, third table row)", () => {
  test.each([
    ["understated: a fail", "fail", -1, "understated"],
    ["understated: a waived fail", "excepted", null, "understated"],
    ["stale: past its review day", "pass", -1, "stale"],
    ["planned: on its review day", "pass", 0, "planned"],
    ["planned: before its review day", "unknown", 1, "planned"],
    ["planned: without a review day, whatever is unknown", "missing", null, "planned"],
  ] as const)("%s", (_, status, daysLeft, verdict) => {
    expect(plannedVerdict([outcome(status)], daysLeft)).toEqual({ verdict, unknown: [] });
  });
});

describe("a document that is only a part of the truth", () => {
  test.each(["unknown", "deviation", "excepted", "pass"] as const)("unknown: 有 that would be %s", (state) => {
    expect(affirmedVerdict(expressionResult(state), plain, "U3")).toEqual({
      verdict: "unknown",
      unknown: state === "unknown" ? ["U1", "U3"] : ["U3"],
    });
  });
  test("contradicted: a fail stands", () => {
    expect(affirmedVerdict(expressionResult("fail"), plain, "U3")).toEqual({ verdict: "contradicted", unknown: [] });
  });
  test("understated: what exists stands", () => {
    expect(deniedVerdict([outcome("fail")], false, "U3")).toEqual({ verdict: "understated", unknown: [] });
  });
  test("unknown: 無 that would be consistent", () => {
    expect(deniedVerdict([outcome("pass")], false, "U3")).toEqual({ verdict: "unknown", unknown: ["U3"] });
  });
});

const statementOf = (verdict: ClaimVerdict): ClaimJudgement => ({
  verdict,
  unknown: verdict === "unknown" ? ["U2"] : [],
});

describe("a requirement row", () => {
  test.each(verdictOrder.map((verdict, index) => [verdict, verdictOrder.slice(index)] as const))(
    "%s: it is the worst of %j",
    (worst, verdicts) => {
      expect(rowVerdict([...verdicts].reverse().map(statementOf))).toEqual(statementOf(worst));
    },
  );
  test("unknown: the codes are those of the unknown statements", () => {
    expect(
      rowVerdict([
        { verdict: "unknown", unknown: ["U2", "U7"] },
        statementOf("verified"),
        { verdict: "unknown", unknown: ["NOT_TYPED", "U2"] },
      ]),
    ).toEqual({ verdict: "unknown", unknown: ["NOT_TYPED", "U2", "U7"] });
  });
  test("unknown: no statement of its own mark", () => {
    expect(rowVerdict([])).toEqual({ verdict: "unknown", unknown: ["U5"] });
  });

  const verdicts = fc.array(fc.constantFrom(...verdictOrder).map(statementOf), { minLength: 1, maxLength: 6 });
  test("the order of statements does not matter, and a repeated one counts once", () => {
    fc.assert(
      fc.property(verdicts, (statements) => {
        expect(rowVerdict([...statements].reverse())).toEqual(rowVerdict(statements));
        expect(rowVerdict([...statements, ...statements])).toEqual(rowVerdict(statements));
      }),
    );
  });
  test("a statement added never makes it better", () => {
    fc.assert(
      fc.property(verdicts, verdicts, (statements, others) => {
        const rank = (judged: ClaimJudgement): number => verdictOrder.indexOf(judged.verdict);
        expect(rank(rowVerdict([...statements, ...others]))).toBeLessThanOrEqual(rank(rowVerdict(statements)));
      }),
    );
  });
});

const yes = { mark: "有", modality: "implemented" } as const;
const no = { mark: "無", modality: "not_implemented" } as const;
const plan = { mark: "planned", modality: "planned" } as const;

const sheet: AnySheet = sheetOf(
  { ...common("A-00"), kind: "heading", mark: "none", modality: "heading" },
  { ...common("A-01"), kind: "requirement", ...yes, statements: [], decides: "net.limit" },
  {
    ...common("A-02"),
    kind: "requirement",
    ...yes,
    statements: ["A-02.1", "A-02.2", "A-02.3"],
    observes: ["log.shown"],
  },
  {
    ...common("A-02.1"),
    kind: "statement",
    requirement: "A-02",
    ...yes,
    decides: allOf("enc.store", "enc.copies"),
    guards: ["org.wording"],
  },
  { ...common("A-02.2"), kind: "statement", requirement: "A-02", mark: "none", modality: "scope" },
  { ...common("A-02.3"), kind: "statement", requirement: "A-02", ...no, refutedBy: ["org.absent"], fact: "soc" },
  { ...common("A-02.Q1"), kind: "caveat", requirement: "A-02", caps: "A-02", ...plan, reviewBy: "2026-04-01" },
  { ...common("A-03"), kind: "requirement", mark: "none", modality: "heading", statements: ["A-03.1"] },
  {
    ...common("A-03.1"),
    kind: "statement",
    requirement: "A-03",
    mark: "none",
    modality: "implemented",
    sameResultAs: "A-02.1",
  },
  { ...common("A-04"), kind: "requirement", ...yes, statements: ["A-04.1", "A-04.2"] },
  { ...common("A-04.1"), kind: "statement", requirement: "A-04", ...yes, decides: "net.limit" },
);

const policies: readonly PolicyResult[] = [
  result("enc.copies", "vacuous", { scope: "estate" }),
  result("enc.store", "pass", { scope: "estate" }),
  result("log.shown", "fail"),
  result("net.limit", "pass"),
  result("org.absent", "pass"),
];
const findings = [
  finding("enc.store", "pass", { evidenceClass: "observed" }),
  finding("log.shown", "fail"),
  finding("net.limit", "pass"),
  finding("enc.store", "pass"),
  finding("org.absent", "pass"),
];

function judge(
  changed: { readonly sheet?: AnySheet; readonly policies?: readonly PolicyResult[]; readonly instant?: string } = {},
): readonly ClaimResult[] {
  return judgeSheet(changed.sheet ?? sheet, {
    findings,
    policies: changed.policies ?? policies,
    partial: null,
    instant: changed.instant ?? "2026-04-01T12:00:00+09:00",
  });
}

const verdictsOf = (results: readonly ClaimResult[]): Record<string, string> =>
  Object.fromEntries(results.map(({ claim, verdict }) => [claim, verdict]));

describe("judgeSheet", () => {
  test("gives the whole result of every claim, in sheet order", () => {
    const nothing = {
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
    };
    const sources = new Map(sheet.claims.map(({ id, source }) => [id, source]));
    const encryption = {
      ...nothing,
      scope: "estate",
      evidenceClasses: ["configured", "observed"],
      policies: ["enc.copies", "enc.store", "org.wording"],
      missing: ["org.wording"],
      findings: [0, 3],
    };
    const expected = [
      { ...nothing, claim: "A-00", requirement: "A-00", kind: "heading", mark: "none", verdict: "not_claimed" },
      {
        ...nothing,
        claim: "A-01",
        requirement: "A-01",
        kind: "requirement",
        mark: "有",
        verdict: "verified",
        evidenceClasses: ["configured"],
        policies: ["net.limit"],
        findings: [2],
      },
      {
        ...encryption,
        claim: "A-02",
        requirement: "A-02",
        kind: "requirement",
        mark: "有",
        verdict: "verified",
        policies: ["enc.copies", "enc.store", "log.shown", "org.wording"],
        observed: [1],
        caveats: ["A-02.Q1"],
      },
      { ...encryption, claim: "A-02.1", requirement: "A-02", kind: "statement", mark: "有", verdict: "verified" },
      { ...nothing, claim: "A-02.2", requirement: "A-02", kind: "statement", mark: "none", verdict: "not_claimed" },
      {
        ...nothing,
        claim: "A-02.3",
        requirement: "A-02",
        kind: "statement",
        mark: "無",
        verdict: "consistent",
        evidenceClasses: ["configured"],
        policies: ["org.absent"],
        findings: [4],
      },
      { ...nothing, claim: "A-02.Q1", requirement: "A-02", kind: "caveat", mark: "planned", verdict: "planned" },
      { ...nothing, claim: "A-03", requirement: "A-03", kind: "requirement", mark: "none", verdict: "not_claimed" },
      { ...encryption, claim: "A-03.1", requirement: "A-03", kind: "statement", mark: "none", verdict: "verified" },
      {
        ...nothing,
        claim: "A-04",
        requirement: "A-04",
        kind: "requirement",
        mark: "有",
        verdict: "unknown",
        unknown: ["NOT_TYPED"],
        evidenceClasses: ["configured"],
        policies: ["net.limit"],
        findings: [2],
      },
      {
        ...nothing,
        claim: "A-04.1",
        requirement: "A-04",
        kind: "statement",
        mark: "有",
        verdict: "verified",
        evidenceClasses: ["configured"],
        policies: ["net.limit"],
        findings: [2],
      },
    ];
    expect(judge()).toEqual(expected.map((claim) => ({ ...claim, source: sources.get(claim.claim) })));
  });

  test("contradicted: a fail changes the claims it decides, and no other", () => {
    const before = verdictsOf(judge());
    const failed = policies.map((policy) => (policy.policy === "net.limit" ? result("net.limit", "fail") : policy));
    expect(verdictsOf(judge({ policies: failed }))).toEqual({
      ...before,
      "A-01": "contradicted",
      "A-04": "contradicted",
      "A-04.1": "contradicted",
    });
  });

  test("unknown: a deciding policy that is not in the bundle", () => {
    const results = judge({ policies: policies.filter(({ policy }) => policy !== "net.limit") });
    const row = results.find(({ claim }) => claim === "A-04");
    expect([row?.verdict, row?.unknown, row?.missing]).toEqual([
      "unknown",
      ["NOT_BUNDLED", "NOT_TYPED"],
      ["net.limit"],
    ]);
  });

  test("inconsistent: 無 for a fact that another row says 有 for", () => {
    const claims = sheet.claims.map((claim) => (claim.id === "A-01" ? { ...claim, fact: "soc" } : claim));
    expect(verdictsOf(judge({ sheet: { ...sheet, claims } }))).toEqual({
      ...verdictsOf(judge()),
      "A-02.3": "inconsistent",
    });
  });

  test("unknown: a statement that admits that no policy is typed yet, and so its row", () => {
    const untyped: AnyClaim = { ...common("A-04.2"), kind: "statement", requirement: "A-04", ...yes, untyped: true };
    const row = judge({ sheet: { ...sheet, claims: [...sheet.claims, untyped] } });
    expect(row.filter(({ claim }) => claim === "A-04" || claim === "A-04.2").map(({ unknown }) => unknown)).toEqual([
      ["NOT_TYPED"],
      ["NOT_TYPED"],
    ]);
  });

  test.each([
    ["2026-04-01T23:59:59+09:00", "planned"],
    ["2026-04-01T14:59:59Z", "planned"],
    ["2026-04-01T15:00:00Z", "stale"],
    ["2026-04-02T00:00:00+09:00", "stale"],
    ["2026-04-01T10:00:00-06:00", "stale"],
  ])("at %s a plan with the review day 2026-04-01 is %s (Asia/Tokyo)", (instant, verdict) => {
    expect(verdictsOf(judge({ instant }))).toEqual({ ...verdictsOf(judge()), "A-02.Q1": verdict });
  });

  test("USAGE: an instant that is none", () => {
    expect(() => judge({ instant: "2026-04-01" })).toThrow(expect.objectContaining({ code: "USAGE" }));
  });

  test("expired: only where each violation is an attestation past its date", () => {
    const claim: AnyClaim = { ...common("B-01"), kind: "requirement", ...yes, statements: [], decides: "att.yearly" };
    const violation = (reason: string): ReturnType<typeof finding>["violations"][number] => ({
      reason,
      args: {},
      severity: "high",
      rests_on: [],
    });
    const judged = (...reasons: readonly string[]): string | undefined =>
      judgeSheet(sheetOf(claim), {
        findings: [finding("att.yearly", "fail", { violations: reasons.map(violation) })],
        policies: [result("att.yearly", "fail")],
        partial: null,
        instant: "2026-04-01T00:00:00Z",
      })[0]?.verdict;
    expect([judged("EXPIRED"), judged("EXPIRED", "SCOPE_TOO_SMALL")]).toEqual(["expired", "contradicted"]);
  });
});

describe("roles", () => {
  test("a row has the deciding policies of its own mark's statements, and shows the others", () => {
    const row = sheet.claims.find(({ id }) => id === "A-02");
    expect(row && createRoles(sheet)(row)).toEqual({
      deciding: ["enc.copies", "enc.store"],
      observed: ["log.shown", "org.wording"],
    });
  });
  test("refutationOnly: policies that decide or are shown nowhere", () => {
    expect(refutationOnly(sheet)).toEqual(["org.absent"]);
    const shown: AnyClaim = {
      ...common("C-01"),
      kind: "requirement",
      ...yes,
      statements: [],
      decides: "net.limit",
      observes: ["org.absent"],
    };
    expect(refutationOnly({ ...sheet, claims: [...sheet.claims, shown] })).toEqual([]);
  });
});
