/**
 * Finds a native `opa` of the pinned version: the one that the set-up builds, or one on PATH.
 * Tests load bundles into it; without the WebAssembly compiler it stands in for that.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

import { OPA_VERSION } from "./version.ts";

const builtPath = fileURLToPath(new URL("../dist-native/opa", import.meta.url));

/** Gives the path of a native `opa` of exactly the pinned version, or null. */
export function nativeOpaPath(): string | null {
  const onPath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => [join(folder, "opa"), join(folder, "opa.exe")]);
  return [builtPath, ...onPath].find((path) => existsSync(path) && nativeOpaVersion(path) === OPA_VERSION) ?? null;
}

/** Asks a native `opa` for its version; null means that it does not answer like one. */
export function nativeOpaVersion(path: string): string | null {
  const { stdout } = spawnSync(path, ["version"], { encoding: "utf8" });
  return typeof stdout === "string" ? (/^Version: (\S+)$/mu.exec(stdout)?.[1] ?? null) : null;
}
