import { emptyProfile, isSekishoError } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { judgeSheet } from "./aggregate.ts";
import { assertDeclarations, declareSheet } from "./declared-sheet.ts";
import type { AnySheet } from "./define.ts";
import { common, sheetOf } from "./testing/situations.ts";

const sheet: AnySheet = {
  ...sheetOf(
    {
      ...common("A-01"),
      kind: "requirement",
      mark: "planned",
      modality: "planned",
      statements: [],
      fact: "soc",
      reviewBy: "2026-06-30",
    },
    {
      ...common("A-02"),
      kind: "requirement",
      mark: "有",
      modality: "implemented",
      statements: [],
      decides: "x.y",
      fact: "soc",
    },
  ),
  tensions: [
    { id: "N-01", between: "rows", claims: ["A-01", "A-02"], about: { ja: "食い違う。", en: "They differ." } },
  ],
};

function problemOf(profile: Partial<typeof emptyProfile>): string {
  try {
    assertDeclarations(sheet, { ...emptyProfile, name: "profile.yaml", ...profile });
    return "";
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe("what a profile says of a sheet", () => {
  test("the review date of a plan goes before the sheet's own, on the day itself in Tokyo it is not stale", () => {
    const verdictAt = (instant: string, reviewBy?: string): string | undefined =>
      judgeSheet(sheet, {
        findings: [],
        policies: [],
        partial: null,
        instant,
        ...(reviewBy === undefined ? {} : { plans: { "A-01": { owner: "example", reviewBy } } }),
      })[0]?.verdict;
    expect(verdictAt("2026-06-30T14:59:59Z")).toBe("planned");
    expect(verdictAt("2026-06-30T15:00:00Z")).toBe("stale");
    expect(verdictAt("2026-06-30T15:00:00Z", "2026-12-31")).toBe("planned");
    expect(verdictAt("2026-12-31T15:00:00Z", "2026-12-31")).toBe("stale");
  });

  test("a plan, a tension or a date that is none is refused with its place", () => {
    const plan = { owner: "example", reviewBy: "2026-12-31" };
    const decision = { decision: "keep", decidedBy: "example", decidedOn: "2026-02-30" };
    expect(problemOf({ plans: { "A-01": plan } })).toBe("");
    expect(problemOf({ plans: { "A-02": plan } })).toContain(
      "/plans/A-02 is no plan of the sheet test-sheet. It is one of A-01",
    );
    expect(problemOf({ plans: { "A-01": { ...plan, reviewBy: "2026-02-30" } } })).toContain(
      "/plans/A-01/review_by is no date",
    );
    expect(problemOf({ decisions: { "N-02": decision } })).toContain("PROFILE_INVALID");
    expect(problemOf({ decisions: { "N-01": decision } })).toContain("/decisions/N-01/decided_on is no date");
  });

  test("claims of one fact and claims of one tension have to agree; what is decided of the tension is decided of the fact", () => {
    const decided = { "N-01": { decision: "keep", decidedBy: "example", decidedOn: "2026-02-01" } };
    const claims = ["A-01", "A-02"];
    expect(declareSheet(sheet, emptyProfile).agreements).toEqual([
      { name: "soc", claims, isDecided: false },
      { name: "N-01", claims, isDecided: false },
    ]);
    expect(declareSheet(sheet, { ...emptyProfile, decisions: decided }).agreements).toEqual([
      { name: "soc", claims, isDecided: true },
      { name: "N-01", claims, isDecided: true },
    ]);
  });
});
