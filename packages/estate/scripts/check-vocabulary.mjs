// Compares every Terraform name, type and block of the resource types with the extracted provider schemas; the build runs it.
import { readFileSync } from "node:fs";
import { resourceTypes } from "../dist/index.js";
import { checkVocabulary } from "../dist/types/vocabulary.js";

for (const major of ["5", "6"]) {
  const file = new URL(`../vocabulary/terraform-aws-${major}.json`, import.meta.url);
  for (const problem of checkVocabulary(resourceTypes, JSON.parse(readFileSync(file, "utf8")))) {
    process.stderr.write(`provider ${major}: ${JSON.stringify(problem)}\n`);
    process.exitCode = 1;
  }
}
