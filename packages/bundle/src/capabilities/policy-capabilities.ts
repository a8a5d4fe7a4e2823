import { readFileSync } from "node:fs";

import type { Capabilities } from "@sekisho/opa";

let known: Capabilities | null = null;

/**
 * Gives what policies may use: the builtins that OPA's WASM target holds itself, so that every host of a bundle gives the
 * same answers. `capabilities.json` is committed; a test makes it again.
 */
export function policyCapabilities(): Capabilities {
  // The file is written by scripts/capabilities.mjs in OPA's own format.
  known ??= JSON.parse(readFileSync(new URL("../../capabilities.json", import.meta.url), "utf8")) as Capabilities;
  return known;
}
