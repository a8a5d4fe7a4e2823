// Builds the HCL reactor (dist-wasm/hcl.wasm) and the notices of what it contains, when their sources changed.
import { fileURLToPath } from "node:url";

import { buildReactor, findGo } from "../../../scripts/go/go.mjs";

const title = "hcl evaluator";
const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const go = findGo(packageFolder);
if (go.problem !== undefined) {
  console.error(`${title}: ${go.problem}. Terraform source cannot be read without it; everything else works.`);
} else {
  buildReactor({ title, packageFolder, name: "hcl", goVersion: go.version });
}
