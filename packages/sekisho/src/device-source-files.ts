import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import {
  isDeviceSources,
  maxBytes,
  readDeviceSources,
  SekishoError,
  tooLarge,
  type DeviceSourcesInput,
  type SourceFile,
} from "@sekisho/estate";
import { decompressed } from "./decompress.ts";
import { digestOf } from "./files.ts";

/**
 * Fetches the files that a file of device sources names, from its folder; null if the document is something else.
 *
 * @param path - Path of the document.
 * @throws SekishoError `DOCUMENT_INVALID` for a file of sources that is not valid, or a path that is not there, leads out of its
 * folder or holds nothing; `DOCUMENT_TOO_LARGE`.
 */
export async function loadDeviceSources(
  path: string,
  bytes: Uint8Array,
): Promise<Pick<DeviceSourcesInput, "deviceSources"> | null> {
  // What is to be recognised stands at the beginning; a file of sources is small.
  if (!isDeviceSources(new TextDecoder().decode(bytes.subarray(0, 16_384)))) return null;
  const name = basename(path);
  const sources = readDeviceSources({ name, text: decoded(bytes, name) });
  const folder = await realpath(dirname(resolve(path)));
  const deviceSources = [];
  for (const source of sources) {
    const files = await filesOf(source.files, folder, name);
    const parts = [{ name, bytes }, ...files].map((file) => `${digestOf(file.bytes)}  ${file.name}\n`);
    deviceSources.push({ source, files, digest: digestOf(parts.join("")) });
  }
  return { deviceSources };
}

function decoded(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SekishoError("DOCUMENT_INVALID", `${name} is not UTF-8. Save it as UTF-8.`, { cause, details: { name } });
  }
}

async function filesOf(paths: readonly string[], folder: string, name: string): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    const real = await realpath(join(folder, path)).catch(() => null);
    if (real === null) throw invalid(name, path, "which is not there");
    if (!real.startsWith(`${folder}${sep}`)) throw invalid(name, path, "which is not below its folder");
    const found = await stat(real);
    if (found.isFile()) files.push(await readSource(path, real, found.size));
    else files.push(...(await filesIn(path, real, name)));
  }
  return files;
}

/** The files of a folder, without those of folders in it and those that the system hides. */
async function filesIn(path: string, folder: string, name: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".")).map((entry) => entry.name);
  if (names.length === 0) throw invalid(name, path, "a folder that holds no file");
  const files: SourceFile[] = [];
  for (const file of names.sort()) {
    const real = join(folder, file);
    files.push(await readSource(`${path.replace(/\/$/u, "")}/${file}`, real, (await stat(real)).size));
  }
  return files;
}

async function readSource(path: string, real: string, size: number): Promise<SourceFile> {
  if (size > maxBytes) throw tooLarge(path, size);
  return { name: path, bytes: await decompressed(await readFile(real), path) };
}

function invalid(name: string, path: string, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name} names ${path}, ${what}. Name files below the folder of ${name}.`,
    {
      details: { name, path },
    },
  );
}
