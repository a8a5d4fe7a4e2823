// Compiles the packages and the built-in policies.
import { script, shortWasm, tool } from "./steps.mjs";

tool("TypeScript", "tsc", ["-b", "tsconfig.build.json"]);
script("command in one file", "packages/sekisho/scripts/bundle-command.mjs");
script("names and paths of the resource types", "packages/estate/scripts/check-vocabulary.mjs");
script("built-in bundle", "packages/catalog/scripts/build-bundle.mjs", [], shortWasm);
