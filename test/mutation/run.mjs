// Runs main.ts as it stands: Node 20 strips no types, so a hook does.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const args = ["--conditions=sekisho-source", `--import=${here("./strip-types.mjs")}`, here("./main.ts")];
const { status } = spawnSync(process.execPath, [...args, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 3;
