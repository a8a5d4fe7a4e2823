/**
 * `pnpm mutate:policies [ID…]`: mutates policies and says which mutants none of their tests notices.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { readPolicyTree } from "@sekisho/bundle";
import { createCompiler } from "@sekisho/opa";
import { mutatePolicy, printResult, ratioOf } from "./mutate-policy.ts";
import { testedPolicies } from "./tested-policy.ts";

/** The share of mutants that a policy's tests have to kill. */
export const leastRatio = 0.95;

const folder = fileURLToPath(new URL("../../policies", import.meta.url));
const compiler = await createCompiler();
const { ids, take } = testedPolicies(readPolicyTree(folder), compiler);
const asked = process.argv.slice(2);
for (const id of asked.filter((each) => !ids.includes(each))) {
  process.stderr.write(`There is no policy ${id}; there are ${ids.join(", ")}.\n`);
  process.exitCode = 2;
}
if (process.exitCode === undefined) {
  for (const id of ids.filter((each) => asked.length === 0 || asked.includes(each))) {
    const started = performance.now();
    const result = mutatePolicy(take(id), compiler);
    process.stdout.write(`${printResult(result, (performance.now() - started) / 1000)}\n`);
    if (ratioOf(result) < leastRatio || result.stale.length > 0) process.exitCode = 1;
  }
}
