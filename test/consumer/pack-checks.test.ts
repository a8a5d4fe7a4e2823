import { expect, test } from "vitest";
import { packageProblems, staleFiles } from "../../scripts/pack-checks.mjs";

const manifest = {
  name: "sample",
  bin: { sample: "./dist/cli.js" },
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
  dependencies: { "@scope/used": "1.2.3" },
};
const files = {
  LICENSE: "",
  NOTICE: "",
  "dist/cli.js": '#!/usr/bin/env node\nimport { a } from "./index.js";\nimport "node:fs";\na();\n',
  "dist/index.js": '/**\n * import { a } from "sample";\n */\nexport { a } from "@scope/used/deep";\n',
  "dist/index.d.ts": 'export type B = import("./b.ts").B;\n',
  "dist/b.d.ts": "export interface B {}\n",
};

test("a package that holds what it declares has no problem", () => {
  expect(packageProblems(manifest, files)).toEqual([]);
});

test.each([
  [
    "a missing licence and notice",
    {},
    { LICENSE: undefined, NOTICE: undefined },
    ["LICENSE is missing", "NOTICE is missing"],
  ],
  ["a missing export", { exports: { "./x.json": "./schema/x.json" } }, {}, ["schema/x.json is missing"]],
  ["a command that is no program", {}, { "dist/cli.js": "1;\n" }, ["dist/cli.js does not start Node"]],
  ["a file that one package needs", { name: "@sekisho/bundle" }, {}, ["capabilities.json is missing"]],
  [
    "files that are not for users",
    {},
    { "src/a.ts": "", "dist/a.test.js": "", "tsconfig.build.tsbuildinfo": "", "dist/a.js.map": "", "opa.sha256": "" },
    [
      "src/a.ts is not for users",
      "dist/a.test.js is not for users",
      "tsconfig.build.tsbuildinfo is not for users",
      "dist/a.js.map is not for users",
      "opa.sha256 is not for users",
    ],
  ],
  ["development dependencies", { devDependencies: { vitest: "4.1.12" } }, {}, ["the manifest names devDependencies"]],
  [
    "an export of sources",
    { exports: { ".": { "sekisho-source": "./dist/index.js" } } },
    {},
    ["the manifest exports sources"],
  ],
  [
    "a range of the workspace",
    { dependencies: { "@scope/used": "workspace:*" } },
    {},
    ["@scope/used has the range workspace:*, not one version"],
  ],
  [
    "a dependency that is not declared",
    { dependencies: {} },
    {},
    ["dist/index.js imports @scope/used, which the manifest does not declare"],
  ],
  [
    "an import of a file that is not packed",
    {},
    { "dist/b.d.ts": undefined },
    ["dist/index.d.ts imports ./b.ts, which is not packed"],
  ],
  [
    "a comment that names a source map",
    {},
    { "dist/b.d.ts": "export {};\n//# sourceMappingURL=b.d.ts.map\n" },
    ["dist/b.d.ts names a source map that is not packed"],
  ],
])("is noticed: %s", (_, changedManifest, changedFiles, problems) => {
  const present = Object.entries({ ...files, ...changedFiles }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  expect(packageProblems({ ...manifest, ...changedManifest }, Object.fromEntries(present))).toEqual(problems);
});

test("compiled files without a source are stale", () => {
  const compiled = ["a.js", "a.d.ts", "a.js.map", "gone.js", "gone.d.ts.map", "policies.tar.gz", "b.generated.js"];
  expect(staleFiles(compiled, ["a.ts", "b.generated.js"])).toEqual(["gone.js", "gone.d.ts.map"]);
});
