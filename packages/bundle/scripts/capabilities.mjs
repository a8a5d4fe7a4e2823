// Writes capabilities.json: what policies may use, as the pinned OPA itself tells it. Run after a build, when OPA changes:
// node packages/bundle/scripts/capabilities.mjs
import { writeFileSync } from "node:fs";

import { createCompiler } from "@sekisho/opa";
import { format, resolveConfig } from "prettier";

import { nativeCapabilities } from "../dist/capabilities/native-builtins.js";

const capabilities = await nativeCapabilities(await createCompiler());
const path = new URL("../capabilities.json", import.meta.url);
const text = await format(JSON.stringify(capabilities), { ...(await resolveConfig(path)), parser: "json" });
writeFileSync(path, text);
console.log(`capabilities.json: ${capabilities.builtins.length} builtins`);
