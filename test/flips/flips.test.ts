import { securitySheet } from "@sekisho/catalog";
import type { ClaimVerdict } from "@sekisho/sheet";
import { describe, expect, test } from "vitest";
import { flips, type Flip } from "./flips.ts";
import { changes, checked, example, verdictsOf } from "./whole-sheet.ts";

const before = verdictsOf(checked(example));
const found = new Map<string, Readonly<Record<string, ClaimVerdict>>>();

function flipped({ change }: Flip): Readonly<Record<string, ClaimVerdict>> {
  const facts = structuredClone(example);
  change(facts);
  return changes(before, verdictsOf(checked(facts)));
}

function expectedOf({ expected }: Flip): Record<string, string> {
  return Object.fromEntries(
    Object.entries(expected).flatMap(([verdict, claims]) => claims.split(" ").map((claim) => [claim, verdict])),
  );
}

describe("one fact changed changes exactly what is said of", () => {
  test.each(flips)("$name", (flip) => {
    const result = flipped(flip);
    found.set(flip.name, result);
    expect(result).toEqual(expectedOf(flip));
  });
});

test("docs/flips.md is the matrix of the facts and the claims", async () => {
  const touched = securitySheet.claims
    .map(({ id }) => id)
    .filter((id) => flips.some(({ name }) => found.get(name)?.[id] !== undefined));
  const matrix = [
    `| claim | as it is | ${flips.map((_, index) => String(index + 1)).join(" | ")} |`,
    `| --- | --- | ${flips.map(() => "---").join(" | ")} |`,
    ...touched.map(
      (id) =>
        `| ${id} | ${before.get(id) ?? ""} | ${flips.map(({ name }) => found.get(name)?.[id] ?? "").join(" | ")} |`,
    ),
  ];
  const untouched = securitySheet.claims.filter(({ id }) => !touched.includes(id));
  const page = [
    "# What one changed fact changes",
    "",
    "[examples/whole-sheet](../examples/whole-sheet) is checked again and again, each time with one fact changed. The table holds what a",
    "claim of the sheet becomes by each; where it is empty, nothing changes. What has to change is written by hand in",
    "`test/flips/flips.ts`; this page is written by `npx vitest run --project test/flips -u`.",
    "",
    ...flips.map(({ name }, index) => `${String(index + 1)}. ${name}`),
    "",
    ...matrix,
    "",
    "No flip here changes:",
    "",
    ...untouched.map(({ id }) => `- ${id}: ${before.get(id) ?? ""}`),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/flips.md");
});
