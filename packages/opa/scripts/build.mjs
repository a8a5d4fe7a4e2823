// Builds the OPA reactor (dist-wasm/opa.wasm) and the notices of what it contains, when their sources changed.
import { buildReactor, findGo } from "../../../scripts/go/go.mjs";
import { findNativeOpa, opaVersion, packageFolder } from "./native.mjs";

const title = "opa compiler";
const go = findGo(packageFolder);
if (go.problem !== undefined) {
  const native = findNativeOpa();
  if (native !== undefined) {
    console.log(`${title}: ${go.problem}; ${native} (OPA ${opaVersion}) stands in`);
    process.exit(0);
  }
  console.error(
    `${title}: ${go.problem}. Install it from https://go.dev/dl/ and run this again, or put opa ${opaVersion} ` +
      `(https://github.com/open-policy-agent/opa/releases/tag/v${opaVersion}) on PATH, which then stands in.`,
  );
  process.exit(1);
}

buildReactor({ title, packageFolder, name: "opa", goVersion: go.version });
