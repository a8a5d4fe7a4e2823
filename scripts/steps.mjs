// What the set-up, the start and the checks share: running a step, saying what it is and how long it took.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/u, "");

/** Runs a command in the repository; its output goes to standard error, so that standard output stays the caller's. */
export function step(title, command, args) {
  const started = Date.now();
  process.stderr.write(`\n» ${title}\n`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (error !== undefined || status !== 0) {
    process.stderr.write(`✗ ${title}: ${error === undefined ? `exit status ${status}` : error.message}\n`);
    process.exit(status ?? 1);
  }
  process.stderr.write(`✓ ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

/** Runs one of the repository's own Node scripts. */
export function script(title, path, args = [], nodeArgs = []) {
  step(title, process.execPath, [...nodeArgs, path, ...args]);
}

/** For a short script that runs OPA's compiler once: without V8's second tier it is done before that would pay. */
export const shortWasm = ["--liftoff-only"];

/** Runs a tool that the lock file pins. */
export function tool(title, name, args) {
  step(title, process.execPath, [`${root}/${bins[name]}`, ...args]);
}

const bins = {
  tsc: "node_modules/typescript/bin/tsc",
  eslint: "node_modules/eslint/bin/eslint.js",
  prettier: "node_modules/prettier/bin/prettier.cjs",
  vitest: "node_modules/vitest/vitest.mjs",
};

/** The pinned package manager, as the manifest names it: `pnpm@10.34.8`. */
export function packageManager() {
  return JSON.parse(readFileSync(`${root}/package.json`, "utf8")).packageManager;
}
