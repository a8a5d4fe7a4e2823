import { readFileSync } from "node:fs";
import { createCompiler, readPolicyTree, testPolicies } from "@sekisho/bundle";
import { readSheet } from "@sekisho/sheet";
import { expect, test } from "vitest";
import { newPolicy } from "./new-policy.ts";
import { newSheet } from "./new-sheet.ts";

const policies = `${import.meta.dirname}/../../../../policies`;

test("a new policy holds together with the library as it stands, and its tests pass", async () => {
  const results = await testPolicies(newPolicy("acme", "backups"), readPolicyTree(policies), await createCompiler());
  expect(results).toEqual([{ policy: "acme.backups", unitTests: 3, cases: 1, failures: [] }]);
});

test("a new sheet is read as it stands, with a claim of each mark", () => {
  const { id, claims } = readSheet({ name: "our-sheet.yaml", text: newSheet("our-sheet") });
  expect(id).toBe("our-sheet");
  expect(claims.map((claim) => [claim.id, claim.mark])).toEqual([
    ["A-01", "有"],
    ["A-01.1", "有"],
    ["A-02", "無"],
    ["A-03", "planned"],
  ]);
});

test("a new sheet names the schema that is published", () => {
  const schema = JSON.parse(
    readFileSync(`${import.meta.dirname}/../../../sheet/schema/sekisho.sheet.v1.schema.json`, "utf8"),
  ) as { readonly properties: { readonly schema: { readonly const: string } } };
  expect(newSheet("our-sheet")).toContain(`\nschema: ${schema.properties.schema.const}\n`);
});
