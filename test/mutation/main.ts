/**
 * `npm run mutate:policies [ID…]`: mutates policies and says which mutants none of their tests notices. One process for each
 * core takes policy after policy. Exit status 1 if a policy kills too few or its list is stale, 2 for an id that is none.
 *
 * @module
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { readPolicyTree } from "@sekisho/bundle";
import { createCompiler } from "@sekisho/opa";
import { leastRatio, mutatePolicy, printResult, ratioOf, type MutationResult } from "./mutate-policy.ts";
import { testedPolicies } from "./tested-policy.ts";

interface Done {
  readonly result: MutationResult;
  readonly seconds: number;
}

const files = readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url)));
await (process.send === undefined ? lead() : work());

/** Mutates what it is sent, one policy after the other. */
async function work(): Promise<void> {
  const compiler = await createCompiler();
  const { take } = testedPolicies(files, compiler);
  process.on("message", (id) => {
    const started = performance.now();
    const result = mutatePolicy(take(String(id)), compiler);
    process.send?.({ result, seconds: (performance.now() - started) / 1000 } satisfies Done);
  });
  process.send?.("ready");
}

async function lead(): Promise<void> {
  const ids = Object.keys(files)
    .flatMap((path) => /^sekisho\/(\w+)\/(\w+)\/cases\.yaml$/u.exec(path)?.slice(1).join(".") ?? [])
    .sort();
  const asked = process.argv.slice(2);
  const unknown = asked.filter((id) => !ids.includes(id));
  if (unknown.length > 0) {
    process.stderr.write(`${unknown.join(", ")}: no such policy. There are ${ids.join(", ")}.\n`);
    process.exitCode = 2;
    return;
  }
  // The longest first, so that no process is left alone with one at the end.
  const lengthOf = (id: string): number => files[regoOf(id)]?.length ?? 0;
  const waiting = (asked.length === 0 ? [...ids] : [...new Set(asked)]).sort((a, b) => lengthOf(b) - lengthOf(a));
  const workers = Math.min(availableParallelism(), waiting.length);
  const results = (await Promise.all(Array.from({ length: workers }, () => runWorker(waiting)))).flat();
  if (results.some((result) => ratioOf(result) < leastRatio || result.stale.length > 0)) process.exitCode = 1;
}

function regoOf(id: string): string {
  const [family = "", name = ""] = id.split(".");
  return `sekisho/${family}/${name}/${name}.rego`;
}

/** Runs a process until nothing waits any more. */
function runWorker(waiting: string[]): Promise<readonly MutationResult[]> {
  return new Promise((resolve, reject) => {
    const results: MutationResult[] = [];
    const worker = fork(fileURLToPath(import.meta.url), { execArgv: process.execArgv });
    let isBusy = false;
    worker.on("message", (message: Done | "ready") => {
      if (message !== "ready") {
        results.push(message.result);
        process.stdout.write(`${printResult(message.result, message.seconds)}\n`);
      }
      const next = waiting.shift();
      isBusy = next !== undefined;
      if (next === undefined) worker.disconnect();
      else worker.send(next);
    });
    worker.on("error", reject);
    worker.on("exit", (status) => {
      if (status === 0 && !isBusy) resolve(results);
      else reject(new Error(`A process that mutates policies ended with status ${String(status)}.`));
    });
  });
}
