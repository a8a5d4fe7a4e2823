import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { SekishoError } from "@sekisho/estate";

import { compare } from "../problem.ts";

/**
 * Reads a folder of policies: every file by its path relative to the folder, with `/` between its parts.
 *
 * @throws SekishoError `FILE_UNREADABLE`
 */
export function readPolicyTree(folder: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const path of pathsIn(folder, "").toSorted(compare)) {
    files[path] = readable(join(folder, path), (file) => readFileSync(file, "utf8"));
  }
  return files;
}

function pathsIn(folder: string, below: string): readonly string[] {
  return readable(join(folder, below), (path) => readdirSync(path, { withFileTypes: true })).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    // Editors and systems leave such files behind (.DS_Store, .a.rego.swp).
    if (entry.name.startsWith(".")) return [];
    return entry.isDirectory() ? pathsIn(folder, path) : [path];
  });
}

function readable<Value>(path: string, read: (path: string) => Value): Value {
  try {
    return read(path);
  } catch (cause) {
    const what = `The policies cannot be read: ${path}. Name the folder that holds sekisho/.`;
    throw new SekishoError("FILE_UNREADABLE", what, { cause, details: { file: path } });
  }
}
