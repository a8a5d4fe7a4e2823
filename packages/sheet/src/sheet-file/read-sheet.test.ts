import { isSekishoError } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { decidingPolicies } from "../define.ts";
import { readSheet } from "./read-sheet.ts";

const head = `schema: sekisho.sheet/v1
id: example-sheet
version: "1"
title: { ja: 例, en: Example }
source: { name: example.txt }
own_policies: [example.own]
`;

/** A claim of the example, on the lines that follow line 7. */
function claim(id: string, keys: string, kind = "statement"): string {
  const place = kind === "statement" ? "requirement: A-01, " : "";
  return `  - { id: ${id}, kind: ${kind}, ${place}source: { line: 1, start: 0, end: 1 }, wording: { ja: あ, en: a }, ceiling: { ja: あ, en: a }, ${keys} }\n`;
}

const row = claim("A-01", "mark: 有, modality: implemented, statements: [A-01.1]", "requirement");

function sheetWith(statement: string, rest = ""): string {
  return `${head}claims:\n${row}${statement}${rest}`;
}

function problemOf(text: string): { readonly message: string; readonly details: unknown } {
  try {
    readSheet({ name: "sheet.yaml", text });
  } catch (error) {
    if (isSekishoError(error) && error.code === "SHEET_INVALID") return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a sheet's file", () => {
  test("is a sheet: expressions, what is left out, own policies", () => {
    const sheet = readSheet({
      name: "sheet.yaml",
      text: sheetWith(
        claim(
          "A-01.1",
          "mark: 有, modality: implemented, strength: absolute, decides: { all_of: [enc.rds_at_rest, { any_of: [example.own, net.rds_not_public] }] }",
        ),
      ),
    });
    const [, statement] = sheet.claims;
    expect(sheet.id).toBe("example-sheet");
    expect(statement).toMatchObject({ strength: "absolute", qualifiers: [], evidence: [] });
    expect(statement?.decides).toEqual({
      kind: "allOf",
      of: ["enc.rds_at_rest", { kind: "anyOf", of: ["example.own", "net.rds_not_public"] }],
    });
    expect(statement === undefined ? [] : decidingPolicies(statement)).toEqual([
      "enc.rds_at_rest",
      "example.own",
      "net.rds_not_public",
    ]);
  });

  test.each([
    ["有 without a decision", "mark: 有, modality: implemented", "exactly one of decides, same_result_as, untyped"],
    [
      "有 with two decisions",
      "mark: 有, modality: implemented, decides: enc.rds_at_rest, untyped: true",
      "exactly one of decides, same_result_as, untyped",
    ],
    [
      "無 with a decision",
      "mark: 無, modality: not_implemented, refuted_by: [org.soc_absent_consistent], decides: enc.rds_at_rest",
      "marked 無 has no decides",
    ],
    ["無 that nothing can refute", "mark: 無, modality: not_implemented", "exactly one of refuted_by"],
    [
      "planned with a decision",
      "mark: planned, modality: planned, decides: enc.rds_at_rest",
      "marked planned has no decides",
    ],
    [
      "a mark of another modality",
      "mark: 無, modality: implemented, refuted_by: [org.soc_absent_consistent]",
      "is not of the modality implemented",
    ],
    [
      "vague words with a decision",
      "mark: none, modality: vague, decides: enc.rds_at_rest",
      "marked none has no decides",
    ],
    [
      "what is inherited from nobody",
      "mark: 有, modality: inherited, decides: org.provider_inherited",
      "names its provider",
    ],
    [
      "a policy that is none",
      "mark: 有, modality: implemented, decides: enc.rds_at_rset",
      "enc.rds_at_rset is no built-in policy",
    ],
    [
      "a statement with statements",
      "mark: 有, modality: implemented, decides: enc.rds_at_rest, statements: []",
      "a statement has no statements",
    ],
  ])("refuses %s, with line and column", (_, keys, words) => {
    const { message, details } = problemOf(sheetWith(claim("A-01.1", keys)));
    expect(message).toContain(words);
    expect(message).toContain("claim A-01.1");
    expect(details).toMatchObject({ file: "sheet.yaml", line: 9 });
  });

  test.each([
    [
      "an id twice",
      sheetWith(
        claim("A-01.1", "mark: 有, modality: implemented, untyped: true"),
        claim("A-01.1", "mark: 有, modality: implemented, untyped: true"),
      ),
      "its id occurs twice",
      9,
    ],
    [
      "a statement that its row does not list",
      sheetWith(claim("A-01.9", "mark: 有, modality: implemented, untyped: true")),
      "A-01 does not list it",
      9,
    ],
    [
      "a row with statements and a decision",
      `${head}claims:\n${claim("A-01", "mark: 有, modality: implemented, statements: [A-01.1], decides: enc.rds_at_rest", "requirement")}`,
      "takes their result",
      8,
    ],
    [
      "an unknown key",
      `${head}claims:\n${claim("A-01", "mark: 有, modality: implemented, statements: [], untyped: true, decide: x", "requirement")}`,
      '"decide"',
      8,
    ],
    [
      "a marked heading",
      `${head}claims:\n${claim("A", "mark: 有, modality: implemented, untyped: true", "heading")}`,
      "a heading bears no mark",
      8,
    ],
    ["a key twice", `${head}id: other\nclaims: []\n`, "a key is given twice", 7],
  ])("refuses %s", (_, text, words, line) => {
    const { message, details } = problemOf(text);
    expect(message).toContain(words);
    expect(details).toMatchObject({ line });
  });
});
