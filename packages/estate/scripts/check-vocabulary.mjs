// Compares every name and type that the resource types use of Terraform and CloudFormation with the extracted schemas; the build
// runs it.
import { readFileSync } from "node:fs";
import { resourceTypes } from "../dist/index.js";
import { checkCloudFormation } from "../dist/types/cloudformation-vocabulary.js";
import { checkVocabulary } from "../dist/types/vocabulary.js";

for (const major of ["5", "6"]) {
  const file = new URL(`../vocabulary/terraform-aws-${major}.json`, import.meta.url);
  for (const problem of checkVocabulary(resourceTypes, JSON.parse(readFileSync(file, "utf8")))) {
    process.stderr.write(`provider ${major}: ${JSON.stringify(problem)}\n`);
    process.exitCode = 1;
  }
}

const cloudformation = new URL("../vocabulary/cloudformation.json", import.meta.url);
for (const problem of checkCloudFormation(resourceTypes, JSON.parse(readFileSync(cloudformation, "utf8")))) {
  process.stderr.write(`CloudFormation: ${JSON.stringify(problem)}\n`);
  process.exitCode = 1;
}
