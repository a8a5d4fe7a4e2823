// `npm start`: sets everything up and prints the answered sheet of the example system.
import { spawnSync } from "node:child_process";
import { root } from "./steps.mjs";
import { setUp } from "./setup.mjs";

setUp();
const { status } = spawnSync(
  process.execPath,
  [
    "packages/sekisho/dist/cli.js",
    "check",
    "examples/system/plan.json",
    "--profile",
    "examples/system/profile.yaml",
    "--format",
    "sheet",
    "--fail-on",
    "none",
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = status ?? 1;
