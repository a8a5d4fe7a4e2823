// Which native opa can stand in for the reactor: one on PATH of exactly the version that go.mod pins.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const packageFolder = fileURLToPath(new URL("..", import.meta.url));
export const opaVersion = /github\.com\/open-policy-agent\/opa v(\S+)/u.exec(
  readFileSync(join(packageFolder, "go", "go.mod"), "utf8"),
)?.[1];

/** Finds an `opa` on PATH of exactly the pinned version. */
export function findNativeOpa() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, "opa");
    if (folder === "" || !existsSync(path) || !statSync(path).isFile()) continue;
    const { stdout } = spawnSync(path, ["version"], { encoding: "utf8" });
    if (new RegExp(`^Version: ${opaVersion.replaceAll(".", "\\.")}$`, "mu").test(stdout ?? "")) return path;
  }
  return undefined;
}
