// Builds the native `opa` command (dist-native/opa) from the same Go module as the reactor. Only tests use it.
import { join } from "node:path";

import { buildIfChanged, findGo, goSources } from "../../../scripts/go/go.mjs";
import { findNativeOpa, opaVersion, packageFolder } from "./native.mjs";

const title = "native opa";
const onPath = findNativeOpa();
const go = findGo(packageFolder);
if (onPath !== undefined) {
  console.log(`${title}: ${onPath} is OPA ${opaVersion}; nothing to build`);
} else if (go.problem !== undefined) {
  console.error(
    `${title}: ${go.problem}. Install it from https://go.dev/dl/ and run this again, or put opa ${opaVersion} ` +
      `(https://github.com/open-policy-agent/opa/releases/tag/v${opaVersion}) on PATH.`,
  );
  process.exit(1);
} else {
  buildIfChanged({
    title,
    packageFolder,
    output: join(packageFolder, "dist-native", "opa"),
    goVersion: go.version,
    arguments: ["-mod=readonly", "-buildvcs=false", "-trimpath", "-ldflags=-s -w"],
    environment: { CGO_ENABLED: "0" },
    sources: goSources(join(packageFolder, "go"), false),
    after: { packages: ["github.com/open-policy-agent/opa"] },
  });
}
