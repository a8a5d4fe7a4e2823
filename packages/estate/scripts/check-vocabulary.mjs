// Compares every name, path and type of the resource types, and every API call, with the extracted vocabularies; the build
// runs it.
import { readFileSync } from "node:fs";
import { resourceTypes } from "../dist/index.js";
import { apiCalls } from "../dist/types/aws/api-calls.js";
import { checkCalls } from "../dist/types/vocabulary-calls.js";
import { checkPaths } from "../dist/types/vocabulary-paths.js";
import { checkVocabulary } from "../dist/types/vocabulary.js";

function read(name) {
  return JSON.parse(readFileSync(new URL(`../vocabulary/${name}.json`, import.meta.url), "utf8"));
}

function report(vocabulary, problems) {
  for (const problem of problems) {
    process.stderr.write(`${vocabulary}: ${JSON.stringify(problem)}\n`);
    process.exitCode = 1;
  }
}

for (const major of ["5", "6"]) {
  report(`provider ${major}`, checkVocabulary(resourceTypes, read(`terraform-aws-${major}`)));
}
for (const name of ["config", "api", "cloudformation"]) {
  const { problems, checked, unchecked } = checkPaths(resourceTypes, read(name));
  report(name, problems);
  const left = unchecked.length === 0 ? "" : `, ${String(unchecked.length)} marked unchecked`;
  process.stderr.write(`${name}: ${String(checked)} paths compared${left}\n`);
}
const { problems, checked } = checkCalls(apiCalls, read("api"));
report("API calls", problems);
process.stderr.write(`API calls: ${String(checked)} words compared\n`);
