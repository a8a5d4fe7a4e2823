import type { Dirent } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, posix, relative, resolve, sep } from "node:path";
import { SekishoError } from "@sekisho/estate";
import { unreadable } from "../files.ts";

/** The files of Terraform source. */
export interface SourceFiles {
  /** The root module's own name, for messages and origins. */
  readonly name: string;
  /** The folder below which all files lie: the root module's, or one above it if modules come from beside it. */
  readonly base: string;
  /** The root module's path below the base; empty if it is the base. */
  readonly root: string;
  /** Texts by path below the base, with slashes; null for a file that is there and is no text, or too large. */
  readonly files: ReadonlyMap<string, string | null>;
}

const maxFiles = 5000;
const maxBytes = 64 * 1024 * 1024;
const maxFileBytes = 4 * 1024 * 1024;
const sourceFile = /\.tf(?:\.json)?$/u;
const foldersWithoutSource = /(?:^|\/)(?:\.git|\.terragrunt-cache|node_modules|\.terraform\/providers)$/u;

/** Tells whether a path is a folder. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Reads the Terraform source of a folder with everything that it may read: templates, variable files, modules below it,
 * also those that `terraform init` has fetched. Links of the file system are not followed.
 *
 * @throws SekishoError `FILE_UNREADABLE`, or `SOURCE_INVALID` if the folder is no root module or is too large.
 */
export async function readSourceFolder(folder: string): Promise<SourceFiles> {
  const base = resolve(folder);
  const files = await addedFolder(base, "", new Map());
  if (![...files.keys()].some((path) => sourceFile.test(path) && !path.includes("/"))) {
    throw invalid(folder, "it holds no file that ends in .tf or .tf.json. Give the folder of the root module");
  }
  return { name: basename(base), base, root: "", files };
}

/** Reads one file of Terraform source in JSON by itself, as CDKTF writes it. */
export async function readSourceFile(path: string): Promise<SourceFiles> {
  const text = await readText(path);
  if (text === null) throw notReadable(path, basename(path));
  const name = basename(path);
  return { name, base: dirname(resolve(path)), root: "", files: new Map([[name, text]]) };
}

/**
 * Adds folders that the root module's calls lead to and that lie beside it, by their paths from the base; those that are
 * not there stay missing.
 *
 * @throws SekishoError as {@link readSourceFolder}.
 */
export async function withFolders(source: SourceFiles, folders: readonly string[]): Promise<SourceFiles> {
  const up = Math.max(0, ...folders.map((path) => path.split("/").filter((name) => name === "..").length));
  const base = resolve(source.base, "../".repeat(up));
  const prefix = relative(base, source.base).replaceAll(sep, "/");
  let files = new Map([...source.files].map(([path, text]) => [posix.join(prefix, path), text]));
  for (const folder of folders) {
    const path = posix.join(prefix, folder);
    if (await isFolder(join(base, path))) files = await addedFolder(base, path, files);
  }
  return { ...source, base, root: posix.join(prefix, source.root).replace(/^\.$/u, ""), files };
}

/** One stack of a CDKTF app. */
export interface CdktfStack {
  readonly label: string;
  readonly path: string;
}

/**
 * Lists the stacks that CDKTF has written into its output folder; null if the folder is none.
 *
 * @throws SekishoError `SOURCE_INVALID` if its manifest names a file outside of it.
 */
export async function cdktfStacks(folder: string): Promise<readonly CdktfStack[] | null> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  } catch {
    return null;
  }
  const stacks = memberOf(manifest, "stacks");
  if (typeof stacks !== "object" || stacks === null) return null;
  return Object.entries(stacks).map(([name, stack]) => {
    const path = memberOf(stack, "synthesizedStackPath");
    if (typeof path !== "string" || posix.isAbsolute(path) || posix.normalize(path).startsWith("..")) {
      throw invalid(folder, `its manifest.json names no file of the stack "${name}". Synthesise the app again`);
    }
    return { label: name.replaceAll(/[^\w.-]/gu, "_"), path: join(folder, path) };
  });
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

async function addedFolder(
  base: string,
  folder: string,
  before: ReadonlyMap<string, string | null>,
): Promise<Map<string, string | null>> {
  const files = new Map(before);
  let bytes = [...files.values()].reduce((sum, text) => sum + (text?.length ?? 0), 0);
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const path = join(base, next);
    for (const entry of await entriesOf(path)) {
      const name = posix.join(next, entry.name);
      if (entry.isDirectory() && !foldersWithoutSource.test(name)) open.push(name);
      if (!entry.isFile() || files.has(name)) continue;
      const text = await readText(join(path, entry.name));
      if (text === null && sourceFile.test(name)) throw notReadable(base, name);
      files.set(name, text);
      bytes += text?.length ?? 0;
      if (files.size > maxFiles || bytes > maxBytes) {
        throw invalid(
          base,
          `it holds more than ${String(maxFiles)} files or ${String(maxBytes / 1024 / 1024)} MiB. Give the folder of the root module alone`,
        );
      }
    }
  }
  return files;
}

async function entriesOf(path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (cause) {
    throw unreadable("folder", path, cause);
  }
}

/** Reads a text; null if it is none, or too large to be part of a configuration. */
async function readText(path: string): Promise<string | null> {
  let bytes: Uint8Array;
  try {
    if ((await lstat(path)).size > maxFileBytes) return null;
    bytes = await readFile(path);
  } catch (cause) {
    throw unreadable("file", path, cause);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function notReadable(root: string, name: string): SekishoError {
  return invalid(root, `${name} is not UTF-8, or larger than ${String(maxFileBytes / 1024 / 1024)} MiB`);
}

function invalid(path: string, what: string): SekishoError {
  return new SekishoError("SOURCE_INVALID", `${path} cannot be read as Terraform source: ${what}.`, {
    details: { name: path },
  });
}
