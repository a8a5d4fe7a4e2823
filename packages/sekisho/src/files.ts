import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { SekishoError } from "@sekisho/estate";

/** `sha256:<hex>` of a text or of bytes. */
export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** `sha256:<hex>` of a text in pieces. */
export function digestOfPieces(pieces: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return `sha256:${hash.digest("hex")}`;
}

/** Makes the error of a file that the system does not let be written. */
export function unwritable(path: string, cause: unknown): SekishoError {
  const why = (cause as { code?: string }).code ?? "no";
  return new SekishoError(
    "FILE_UNREADABLE",
    `The file ${path} cannot be written: the system says ${why}. Check the path.`,
    { cause, details: { file: path } },
  );
}

/** Reads a whole file and says which one it was if that fails. */
export async function readBytes(path: string, what: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    // A view, not a copy: a document may be large.
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw unreadable(what, path, cause);
  }
}

/** Makes the error of a file or folder that the system does not let be read. */
export function unreadable(what: string, path: string, cause: unknown): SekishoError {
  const reason = (cause as { code?: string }).code;
  const why =
    reason === "ENOENT"
      ? `there is no such ${what === "folder" ? "folder" : "file"}`
      : reason === "EISDIR"
        ? "it is a folder"
        : reason === "ENOTDIR"
          ? "it is no folder"
          : `the system says ${reason ?? "no"}`;
  return new SekishoError("FILE_UNREADABLE", `The ${what} ${path} cannot be read: ${why}. Check the path.`, {
    cause,
    details: { file: path },
  });
}
