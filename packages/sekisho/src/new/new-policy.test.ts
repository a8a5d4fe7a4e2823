import { readFileSync } from "node:fs";
import { compilePolicies, createCompiler, readPolicyTree } from "@sekisho/bundle";
import { resourceTypes } from "@sekisho/estate";
import { readSheet } from "@sekisho/sheet";
import { expect, test } from "vitest";
import { newPolicy } from "./new-policy.ts";
import { newSheet } from "./new-sheet.ts";

const policies = `${import.meta.dirname}/../../../../policies`;

test("a new policy holds together with the library as it stands, and its unit tests pass", async () => {
  const library = Object.entries(readPolicyTree(policies)).filter(([path]) => path.startsWith("sekisho/lib/"));
  const files = { ...Object.fromEntries(library), ...newPolicy("acme", "backups") };
  const compiler = await createCompiler();
  const compiled = compilePolicies(files, compiler, resourceTypes);
  expect(compiled.ok ? compiled.value.policies.map(({ id }) => id) : compiled.problems).toEqual(["acme.backups"]);
  const rego = Object.entries(files).filter(([path]) => path.endsWith(".rego"));
  const result = compiler.test({ files: Object.fromEntries(rego) });
  const own = result.ok ? result.value.tests.filter(({ name }) => name.startsWith("test_")) : [];
  expect(own.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  expect(own.length).toBeGreaterThan(3);
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
