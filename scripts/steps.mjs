// What the set-up, the start and the checks share: running a step, saying what it is and how long it took.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a command in the repository; its output goes to standard error, so that standard output stays the caller's. */
export function step(title, command, args, options = {}) {
  const started = Date.now();
  process.stderr.write(`\n» ${title}\n`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", options.stdout ?? 2, 2],
    env: { ...process.env, ...options.env },
  });
  if (error !== undefined || status !== 0) {
    process.stderr.write(`✗ ${title}: ${error === undefined ? `exit status ${status}` : error.message}\n`);
    process.exit(status ?? 1);
  }
  process.stderr.write(`✓ ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

/** Runs one of the repository's own Node scripts. */
export function script(title, path, args = [], options = {}) {
  step(title, process.execPath, [path, ...args], options);
}

/** Runs a tool that the lock file pins. */
export function tool(title, name, args, options = {}) {
  step(title, process.execPath, [binOf(name), ...args], options);
}

const bins = {
  tsc: "node_modules/typescript/bin/tsc",
  eslint: "node_modules/eslint/bin/eslint.js",
  prettier: "node_modules/prettier/bin/prettier.cjs",
  vitest: "node_modules/vitest/vitest.mjs",
};

function binOf(name) {
  return `${root}/${bins[name]}`;
}

/** The pinned package manager, as the manifest names it: `pnpm@10.34.8`. */
export function packageManager() {
  return JSON.parse(readFileSync(`${root}/package.json`, "utf8")).packageManager;
}
