// `npm test`: sets everything up, then runs every check. `npm run test:full` adds what takes long or needs the network.
import { setUp } from "./setup.mjs";
import { script } from "./steps.mjs";

setUp();
script("a native opa to compare with", "packages/opa/scripts/build-native.mjs");
script("moto, an account of AWS to collect from", "test/aws/moto/install.mjs");
if (process.argv.includes("--full")) {
  // Properties run long, each time with other values; their tests' names hold the seed.
  process.env.SEKISHO_FUZZ_RUNS ??= "5000";
  process.env.SEKISHO_FUZZ_SEED ??= String(Date.now() % 2 ** 31);
  script("the vocabularies, extracted again", "packages/estate/scripts/vocabulary.mjs", ["--check"]);
  script("the example system's plan, made again", "examples/system/make-plan.mjs", ["--check"]);
  script("the plans of the links, made again", "test/conformance/links/make-plans.mjs", ["--check"]);
  process.env.SEKISHO_FULL = "1";
}
await import("./check.mjs");
