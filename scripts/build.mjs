// Compiles the packages and the built-in policies.
import { script, tool } from "./steps.mjs";

tool("TypeScript", "tsc", ["-b", "tsconfig.build.json"]);
script("built-in bundle", "packages/catalog/scripts/build-bundle.mjs");
