/**
 * Reads the repository for the guards.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/u, "");

/** Lists the files below a folder, relative to it, without dependencies and build output; sorted. */
export function filesBelow(folder: string): readonly string[] {
  const skipped = /(^|\/)(node_modules|dist|dist-wasm|dist-native|\.cache|\.terraform)(\/|$)/u;
  return readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, folder), join(entry.parentPath, entry.name)))
    .filter((path) => !skipped.test(path))
    .sort();
}

/** Reads a file of the repository. */
export function readText(path: string): string {
  return readFileSync(`${root}/${path}`, "utf8");
}

/** A package manifest, as far as the guards read it. */
export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Reads the manifests of all packages by folder name. */
export function packageManifests(): Readonly<Record<string, Manifest>> {
  return Object.fromEntries(
    readdirSync(`${root}/packages`)
      .filter((name) => existsSync(`${root}/packages/${name}/package.json`))
      .map((name) => [name, JSON.parse(readText(`packages/${name}/package.json`)) as Manifest]),
  );
}
