import { readFile, realpath, stat } from "node:fs/promises";
import { basename, join, posix, sep } from "node:path";
import { isSekishoError, maxBytes, SekishoError, tooLarge } from "@sekisho/estate";
import { readArchive, type Gunzip } from "@sekisho/policy";

/** Reads a file of a snapshot by its path below the manifest; null if there is none. */
type ReadPart = (path: string) => Promise<Uint8Array | null>;

const manifestName = "manifest.json";
const schema = "sekisho.snapshot/v1";
/** What an archive may hold, unpacked: as many answers as a large account gives. */
const limits = { bytes: maxBytes, entries: 500_000 } as const;

/** Tells whether a folder holds a snapshot: its `manifest.json` says so. */
export async function isSnapshotFolder(folder: string): Promise<boolean> {
  try {
    const path = join(folder, manifestName);
    if ((await stat(path)).size > maxBytes) return false;
    return isManifest(JSON.parse(await readFile(path, "utf8")) as unknown);
  } catch {
    return false;
  }
}

/**
 * Reads the snapshot in a folder as one document.
 *
 * @throws SekishoError `DOCUMENT_INVALID` if a file of it is missing, no JSON or lies elsewhere, `DOCUMENT_TOO_LARGE`.
 */
export async function readSnapshotFolder(folder: string): Promise<Uint8Array> {
  const base = await realpath(folder);
  const name = basename(base);
  return joined(name, async (path) => {
    let real: string;
    let size: number;
    try {
      real = await realpath(join(base, path));
      const found = await stat(real);
      if (!found.isFile()) return null;
      size = found.size;
    } catch {
      return null;
    }
    if (!real.startsWith(`${base}${sep}`)) {
      throw invalid(name, `its file ${path} is a link that leads out of the folder`);
    }
    if (size > maxBytes) throw tooLarge(`${name}/${path}`, size);
    return readFile(real);
  });
}

/**
 * Reads the snapshot in a `.tar.gz` archive as one document.
 *
 * @throws SekishoError `DOCUMENT_INVALID` if it is damaged, too large, holds no snapshot, or a file of it is missing or no
 * JSON.
 */
export async function readSnapshotArchive(bytes: Uint8Array, name: string, gunzip: Gunzip): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>();
  try {
    for (const entry of readArchive(bytes, name, gunzip, limits)) files.set(entry.name, entry.bytes);
  } catch (cause) {
    if (!isSekishoError(cause)) throw cause;
    throw new SekishoError(
      "DOCUMENT_INVALID",
      `${name} cannot be read as an archive: it is damaged, larger than what is read, or holds names that lead out of it. Pack it again: tar czf FILE.tar.gz -C FOLDER .`,
      { cause, details: { name } },
    );
  }
  const manifest = [...files.keys()]
    .filter((path) => posix.basename(path) === manifestName)
    .sort((a, b) => a.split("/").length - b.split("/").length)[0];
  if (manifest === undefined) throw invalid(name, `it is an archive without a ${manifestName}`);
  const folder = manifest.slice(0, -manifestName.length);
  return joined(name, (path) => Promise.resolve(files.get(`${folder}${path}`) ?? null));
}

/** Puts the answer of each file in the place of its name. */
async function joined(name: string, read: ReadPart): Promise<Uint8Array> {
  const manifest = parse((await read(manifestName)) ?? new Uint8Array(), name, manifestName);
  if (!isManifest(manifest.value)) throw invalid(name, `its ${manifestName} is none of a snapshot (${schema})`);
  const { captures, ...rest } = manifest.value;
  if (!Array.isArray(captures)) throw invalid(name, `its ${manifestName} has no list of captures`);
  const texts: string[] = [];
  let size = 0;
  for (const [index, capture] of (captures as readonly unknown[]).entries()) {
    const text = await captureText(capture, index, name, read);
    size += text.length;
    if (size > maxBytes) throw tooLarge(name, size);
    texts.push(text);
  }
  const head = written(rest, name).slice(1, -1);
  return new TextEncoder().encode(`{${head === "" ? "" : `${head},`}"captures":[${texts.join(",")}]}`);
}

async function captureText(capture: unknown, index: number, name: string, read: ReadPart): Promise<string> {
  if (!isRecord(capture) || !Object.hasOwn(capture, "file")) return written(capture, name);
  const { file, ...rest } = capture;
  const at = `${manifestName}#/captures/${String(index)}/file`;
  if (typeof file !== "string" || !isPlainPath(file)) {
    throw invalid(name, `${at} is no path of a file below the manifest`);
  }
  if (Object.hasOwn(rest, "response")) throw invalid(name, `${at} stands beside a response`);
  const bytes = await read(file);
  if (bytes === null) throw invalid(name, `${at} names ${file}, which is not there`);
  const { text } = parse(bytes, name, file);
  const members = written(rest, name).slice(1, -1);
  return `{${members === "" ? "" : `${members},`}"response":${text}}`;
}

/** Only names below the manifest, as they are written on every system. */
function isPlainPath(path: string): boolean {
  const parts = path.split("/");
  return (
    parts.every((part) => part !== "" && part !== "." && part !== "..") &&
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    !/[\\:\u0000-\u001f\u007f]/u.test(path)
  );
}

function parse(bytes: Uint8Array, name: string, path: string): { readonly text: string; readonly value: unknown } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, value: JSON.parse(text) as unknown };
  } catch {
    // The engine's own message is left out, also as a cause: it quotes the document.
    throw invalid(name, `its file ${path} is not there or holds no valid JSON`);
  }
}

function written(value: unknown, name: string): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw invalid(name, `its ${manifestName} is nested too deeply`);
  }
}

function isManifest(value: unknown): value is { readonly [key: string]: unknown } {
  return isRecord(value) && Object.hasOwn(value, "schema") && value["schema"] === schema;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(name: string, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `The snapshot ${name} cannot be read: ${what}. Make it again, or complete it.`,
    { details: { name } },
  );
}
