// `npm test`: sets everything up, then runs every check.
import { setUp } from "./setup.mjs";
import { script } from "./steps.mjs";

setUp();
script("a native opa to compare with", "packages/opa/scripts/build-native.mjs");
await import("./check.mjs");
