import { errorInfo } from "@sekisho/estate";
import * as bundle from "@sekisho/bundle";
import * as catalog from "@sekisho/catalog";
import * as collect from "@sekisho/collect";
import * as estate from "@sekisho/estate";
import * as form from "@sekisho/form";
import * as hcl from "@sekisho/hcl";
import * as opa from "@sekisho/opa";
import * as policy from "@sekisho/policy";
import * as report from "@sekisho/report";
import * as sekisho from "sekisho";
import * as server from "@sekisho/server";
import * as sheet from "@sekisho/sheet";
import * as wasi from "@sekisho/wasi";
import { describe, expect, test } from "vitest";
import {
  docstringProblems,
  errorPageProblems,
  importProblems,
  manifestProblems,
  policyFolderProblems,
  readPackageTable,
  strayTestProblems,
  typeFileProblems,
} from "./guards.ts";
import { compileExamples, docstringExamples } from "./examples.ts";
import { filesBelow, packageManifests, readText } from "./repository.ts";

const sources = Object.fromEntries(
  filesBelow("packages")
    .filter((path) => /^[^/]+\/src\/.*\.ts$/u.test(path) && !/\.test\.|\.generated\.|\/testing\//u.test(path))
    .map((path) => [`packages/${path}`, readText(`packages/${path}`)]),
);
const policyFiles = Object.fromEntries(filesBelow("policies").map((path) => [path, readText(`policies/${path}`)]));

describe("the repository keeps its shape", () => {
  test("packages depend on what the table says", () => {
    expect(manifestProblems(readPackageTable(readText("docs/architecture.md")), packageManifests())).toEqual([]);
  });

  test("every dependency is imported in one place, and every package through its index", () => {
    expect(importProblems(sources)).toEqual([]);
  });

  test("every policy is one folder under one name", () => {
    expect(policyFolderProblems(policyFiles)).toEqual([]);
    expect(Object.keys(policyFiles).length).toBeGreaterThan(30);
  });

  test("every resource type is one file under its name", () => {
    expect(typeFileProblems(sources)).toEqual([]);
  });

  test("every error code is documented", () => {
    expect(errorPageProblems(Object.keys(errorInfo), readText("docs/errors.md"))).toEqual([]);
  });

  test("every test file belongs to a project", () => {
    expect(strayTestProblems(filesBelow("."))).toEqual([]);
  });

  test("every exported name has a docstring", () => {
    expect(docstringProblems(sources)).toEqual([]);
  });

  test("every example in a docstring compiles", { timeout: 120_000 }, () => {
    const examples = docstringExamples(sources);
    expect(examples.length).toBeGreaterThan(5);
    expect(compileExamples(examples)).toEqual([]);
  });

  test("the public names are these", () => {
    const names = { bundle, catalog, collect, estate, form, hcl, opa, policy, report, sekisho, server, sheet, wasi };
    const listed = Object.fromEntries(
      Object.entries(names).map(([name, module]) => [name, Object.keys(module).sort()]),
    );
    expect(listed).toMatchSnapshot();
  });
});

describe("each guard notices", () => {
  test("a dependency outside the table, and a package outside it", () => {
    expect(
      manifestProblems(
        readPackageTable("| `packages/estate` | reads | | `yaml` |\n| `packages/gone` | nothing | estate | |\n"),
        {
          estate: { name: "@sekisho/estate", dependencies: { "@sekisho/policy": "workspace:*" } },
          other: { name: "@sekisho/other" },
        },
      ),
    ).toEqual([
      "packages/estate may not depend on @sekisho/policy",
      "packages/estate does not depend on yaml",
      "packages/other is not in the table of packages",
      "packages/gone is in the table and does not exist",
    ]);
  });

  test("a dependency imported in two files, and an import past an index", () => {
    expect(
      importProblems({
        "packages/estate/src/a.ts": 'import { parse } from "yaml";',
        "packages/estate/src/b.ts": 'import { parse } from "yaml";\nimport { x } from "@sekisho/opa/src/x.ts";',
      }),
    ).toEqual([
      "packages/estate/src/b.ts imports past an index: @sekisho/opa/src/x.ts",
      "yaml is imported in packages/estate/src/a.ts and packages/estate/src/b.ts: one file is enough",
    ]);
  });

  test("a policy folder with a wrong package, a missing file and a stray one", () => {
    expect(
      policyFolderProblems({
        "sekisho/enc/a/a.rego": "package sekisho.enc.b\n",
        "sekisho/enc/a/a_test.rego": "package sekisho.enc.a_test\n",
        "sekisho/enc/a/a.graphql": "",
        "sekisho/enc/a/notes.md": "",
        "sekisho/enc/a.rego": "",
      }),
    ).toEqual([
      "sekisho/enc/a/a.rego declares the package sekisho.enc.b, not sekisho.enc.a",
      "sekisho/enc/a.rego does not stand in sekisho/<family>/<name>/",
      "sekisho/enc/a lacks cases.yaml",
      "sekisho/enc/a holds notes.md, which is no part of a policy",
    ]);
  });

  test("a resource type in a file of another name", () => {
    expect(typeFileProblems({ "types/aws/aws-b.ts": 'defineResourceType({\n  type: "aws_a",' })).toEqual([
      "types/aws/aws-b.ts defines aws_a and should be named aws-a.ts",
    ]);
  });

  test("an error code without a row, and a row without a code", () => {
    expect(errorPageProblems(["A_CODE"], "| `B_CODE` | x | 2 | 400 |")).toEqual([
      "A_CODE is not documented",
      "B_CODE is documented and does not exist",
    ]);
  });

  test("a test file outside every project", () => {
    expect(strayTestProblems(["scripts/a.test.ts", "packages/estate/src/a.test.ts"])).toEqual([
      "scripts/a.test.ts lies outside every test project",
    ]);
  });

  test("an example that does not compile, and one that is no block of code", { timeout: 120_000 }, () => {
    const text =
      '/**\n * @example\n * ```ts\n * import { chek } from "sekisho";\n * ```\n */\n/**\n * @example\n * check();\n */\n';
    expect(compileExamples(docstringExamples({ "a.ts": text }))).toEqual([
      `a.ts: '"sekisho"' has no exported member named 'chek'. Did you mean 'check'?`,
      "a.ts: an example is a block of code: begin it with ```ts",
    ]);
  });

  test("an exported name without a docstring, and an index without @module", () => {
    expect(docstringProblems({ "packages/estate/src/index.ts": "export const a = 1;\n" })).toEqual([
      "packages/estate/src/index.ts: a has no docstring",
      "packages/estate/src/index.ts has no @module",
    ]);
  });
});
