import { describe, expect, expectTypeOf, test } from "vitest";
import { builtinPolicyIds, type PolicyId } from "@sekisho/policy";
import { defineClaim, defineSheet, type AnyClaim, type AnySheet } from "./define.ts";
import { allOf, anyOf, type Expression } from "./expression.ts";
import { common, sheetOf } from "./testing/situations.ts";

const base = { ...common("X-1.1"), kind: "statement", requirement: "X-1" } as const;
const yes = { mark: "有", modality: "implemented" } as const;
const no = { mark: "無", modality: "not_implemented" } as const;
const plan = { mark: "planned", modality: "planned" } as const;

describe("types of claims", () => {
  test("complete claims compile and come back as they are", () => {
    const claims = [
      defineClaim({ ...base, ...yes, decides: "enc.rds_at_rest" }),
      defineClaim({
        ...base,
        ...yes,
        decides: allOf("enc.rds_at_rest", anyOf("waf.acl_effective", "ddos.waf_rate_rule")),
      }),
      defineClaim({ ...base, ...yes, untyped: true }),
      defineClaim({ ...base, ...yes, strength: "absolute", decides: allOf("net.rds_not_public", "tls.lb_min_tls12") }),
      defineClaim({ ...base, ...yes, sameResultAs: "X-2.1" }),
      defineClaim({ ...base, mark: "無", modality: "not_implemented", refutedBy: ["org.soc_absent_consistent"] }),
      defineClaim({ ...base, ...plan, reviewBy: "2026-04-01", owner: "security" }),
      defineClaim({ ...base, mark: "none", modality: "scope" }),
      defineClaim<"acme.backups">({ ...base, ...yes, decides: allOf("acme.backups", "enc.rds_at_rest") }),
    ];
    expect(claims.map(({ mark }) => mark)).toEqual(["有", "有", "有", "有", "有", "無", "planned", "none", "有"]);
  });

  test("incomplete or impossible claims do not compile", () => {
    const refused: readonly unknown[] = [
      // @ts-expect-error no document shows that something holds of all
      defineClaim({ ...base, ...yes, strength: "absolute", decides: allOf("net.rds_not_public", "att.va_web_server") }),
      // @ts-expect-error what is inherited names its provider
      defineClaim({ ...base, mark: "有", modality: "inherited", decides: "org.provider_inherited" }),
      // @ts-expect-error 有 is decided by something, or says that it is not typed yet
      defineClaim({ ...base, ...yes }),
      // @ts-expect-error 有 is not refuted by what exists
      defineClaim({ ...base, ...yes, refutedBy: ["enc.rds_at_rest"] }),
      // @ts-expect-error 有 has one decision
      defineClaim({ ...base, ...yes, decides: "enc.rds_at_rest", untyped: true }),
      // @ts-expect-error 有 has one decision
      defineClaim({ ...base, ...yes, decides: "enc.rds_at_rest", sameResultAs: "X-2.1" }),
      // @ts-expect-error 有 has no review day
      defineClaim({ ...base, ...yes, decides: "enc.rds_at_rest", reviewBy: "2026-04-01" }),
      // @ts-expect-error 有 is implemented, a capability or inherited
      defineClaim({ ...base, mark: "有", modality: "planned", decides: "enc.rds_at_rest" }),
      // @ts-expect-error nothing decides 無
      defineClaim({ ...base, ...no, decides: "enc.rds_at_rest" }),
      // @ts-expect-error 無 names what would refute it
      defineClaim({ ...base, ...no }),
      // @ts-expect-error 無 names what would refute it
      defineClaim({ ...base, ...no, refutedBy: [] }),
      // @ts-expect-error nothing decides a plan
      defineClaim({ ...base, ...plan, decides: "enc.rds_at_rest" }),
      // @ts-expect-error nothing decides a scope phrase
      defineClaim({ ...base, mark: "none", modality: "scope", decides: "enc.rds_at_rest" }),
      // @ts-expect-error nothing decides a heading
      defineClaim({ ...common("X-0"), kind: "heading", mark: "none", modality: "heading", decides: "enc.rds_at_rest" }),
      // @ts-expect-error a caveat says what it limits
      defineClaim({ ...common("X-1.Q1"), kind: "caveat", requirement: "X-1", ...plan }),
      // @ts-expect-error a statement stands under a row
      defineClaim({ ...common("X-1.1"), kind: "statement", ...yes, decides: "enc.rds_at_rest" }),
      // @ts-expect-error a row with statements has no policies of its own
      defineClaim({ ...common("X-1"), kind: "requirement", ...yes, statements: ["X-1.1"], decides: "enc.rds_at_rest" }),
      // @ts-expect-error a row without statements has
      defineClaim({ ...common("X-1"), kind: "requirement", ...yes, statements: [] }),
      // @ts-expect-error a policy id that is not built in
      defineClaim({ ...base, ...yes, decides: "enc.rds_at_rset" }),
      // @ts-expect-error the same inside an expression
      defineClaim({ ...base, ...yes, decides: allOf("enc.rds_at_rest", "enc.rds_at_rset") }),
      // @ts-expect-error the same deep inside an expression
      defineClaim({ ...base, ...yes, decides: allOf("enc.rds_at_rest", anyOf("enc.rds_at_rset")) }),
      // @ts-expect-error the same among what is only shown
      defineClaim({ ...base, ...yes, decides: "enc.rds_at_rest", observes: ["enc.rds_at_rset"] }),
      // @ts-expect-error another's own policy
      defineClaim<"acme.backups">({ ...base, ...yes, decides: "acme.restores" }),
      // @ts-expect-error both languages
      defineClaim({ ...base, ...yes, decides: "enc.rds_at_rest", wording: { ja: "ある。" } }),
    ];
    expect(refused).toHaveLength(24);
  });

  test("expressions are over the built-in ids unless others are named", () => {
    expectTypeOf<Extract<Expression, string>>().toEqualTypeOf<PolicyId>();
    expectTypeOf(allOf("enc.rds_at_rest", anyOf("waf.acl_effective"))).toExtend<Expression>();
    // @ts-expect-error an expression has a member
    expect(allOf()).toEqual({ kind: "allOf", of: [] });
    expect(builtinPolicyIds).toHaveLength(109);
  });
});

describe("defineSheet", () => {
  const row: AnyClaim = { ...common("X-1"), kind: "requirement", ...yes, statements: ["X-1.1"] };
  const statement: AnyClaim = { ...base, ...yes, decides: "enc.rds_at_rest" };
  const define = (...claims: readonly AnyClaim[]): AnySheet => defineSheet<string>(sheetOf(...claims));

  test("gives back a sheet whose references hold", () => {
    const sheet = sheetOf(row, statement);
    expect(defineSheet<string>(sheet)).toBe(sheet);
  });

  test.each<[string, readonly AnyClaim[], string]>([
    ["an id that occurs twice", [row, statement, statement], "X-1.1"],
    ["a statement under a row that is not there", [statement], "X-1.1"],
    ["a statement that its row does not list", [{ ...row, statements: ["X-1.2"] }, statement], "X-1.1"],
    ["a row that lists a statement twice", [{ ...row, statements: ["X-1.1", "X-1.1"] }, statement], "X-1"],
    ["a row that lists another row's statement", [row, statement, { ...row, id: "X-2", statements: ["X-1.1"] }], "X-2"],
    [
      "a caveat that limits nothing",
      [row, statement, { ...common("X-1.Q1"), kind: "caveat", requirement: "X-1", caps: "X-9", ...plan }],
      "X-1.Q1",
    ],
    [
      "a claim with the result of one that nothing decides",
      [{ ...common("X-1"), kind: "requirement", ...yes, statements: [], sameResultAs: "X-9" }],
      "X-1",
    ],
    [
      "a review day that is no date",
      [{ ...common("X-1"), kind: "requirement", ...plan, statements: [], reviewBy: "2026-02-30" }],
      "X-1",
    ],
    ["a span that is none", [{ ...row, source: { line: 1, start: 3, end: 3 } }, statement], "X-1"],
  ])("SHEET_INVALID: %s", (_, claims, claim) => {
    expect(() => define(...claims)).toThrow(
      expect.objectContaining({ code: "SHEET_INVALID", details: { sheet: "test-sheet", claim } }),
    );
  });
});
