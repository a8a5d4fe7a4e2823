// Builds the OPA reactor (dist-wasm/opa.wasm) and the notices of what it contains, when their sources changed.
import { join } from "node:path";

import { buildIfChanged, findGo, findNativeOpa, goSources, opaVersion, packageFolder } from "./go.mjs";
import { writeNotices } from "./notices.mjs";

const title = "opa compiler";
const go = findGo();
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

const environment = { GOOS: "wasip1", GOARCH: "wasm", CGO_ENABLED: "0" };
buildIfChanged({
  title,
  output: join(packageFolder, "dist-wasm", "opa.wasm"),
  goVersion: go.version,
  arguments: ["-mod=readonly", "-buildmode=c-shared", "-buildvcs=false", "-trimpath", "-ldflags=-s -w"],
  environment,
  sources: goSources(true),
  after: {
    packages: ["."],
    built: () => {
      writeNotices(join(packageFolder, "dist-wasm", "THIRD_PARTY_NOTICES"), environment);
    },
  },
});
