// Everything a fresh clone needs: dependencies, OPA's compiler, the packages' JavaScript and the built-in bundle.
import { packageManager, script, step } from "./steps.mjs";

/** Sets the repository up; each step does nothing, or little, if nothing has changed. */
export function setUp() {
  step("dependencies", "npx", ["--yes", packageManager(), "install", "--frozen-lockfile", "--reporter=silent"]);
  script("OPA's compiler as WebAssembly", "packages/opa/scripts/build.mjs");
  script("HashiCorp's HCL library as WebAssembly", "packages/hcl/scripts/build.mjs");
  script("packages", "scripts/build.mjs");
}

if (process.argv[1]?.endsWith("setup.mjs")) setUp();
