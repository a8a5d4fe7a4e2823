// Writes capabilities.json: what policies may use, as the pinned OPA itself tells it. Run after a build, when OPA changes:
// node packages/bundle/scripts/capabilities.mjs
import { writeFileSync } from "node:fs";

import { createCompiler } from "@sekisho/opa";

import { nativeCapabilities } from "../dist/capabilities/native-builtins.js";

const capabilities = await nativeCapabilities(await createCompiler());
const path = new URL("../capabilities.json", import.meta.url);
writeFileSync(path, `${JSON.stringify(capabilities, null, 2)}\n`);
console.log(`capabilities.json: ${capabilities.builtins.length} builtins`);
