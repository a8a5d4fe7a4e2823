// Everything that CI runs, fast to slow; `npm test` is the set-up and this.
import { readFileSync } from "node:fs";
import { root, script, shortWasm, tool } from "./steps.mjs";

const results = `${root}/node_modules/.cache/sekisho/vitest.json`;

script("generated files are up to date", "scripts/generated.mjs", ["--check"]);
tool("format", "prettier", ["--check", "--log-level=warn", "."]);
script("Rego format", "scripts/rego-format.mjs", ["--check"], shortWasm);
tool("lint", "eslint", ["."]);
tool("types", "tsc", ["-p", "tsconfig.json"]);
tool("tests", "vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}`]);

const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, "utf8"));
process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
