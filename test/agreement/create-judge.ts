/**
 * Builds the policies of this repository and what evaluates them.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { buildBundle, readPolicyTree } from "@sekisho/bundle";
import { resourceTypes } from "@sekisho/estate";
import { createSourceEvaluator } from "@sekisho/hcl";
import { createCompiler } from "@sekisho/opa";
import { createEngine, readBundle } from "@sekisho/policy";
import type { Judge } from "./judge.ts";

/** Creates what judges cases: all policies as they stand in the repository. */
export async function createJudge(): Promise<Judge> {
  const files = readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url)));
  const { archive } = await buildBundle(files, await createCompiler(), resourceTypes, {});
  const bundle = readBundle(archive, { name: "built here", digest: "sha256:0" });
  return { bundle, engine: await createEngine(bundle.wasm), evaluator: await createSourceEvaluator() };
}
