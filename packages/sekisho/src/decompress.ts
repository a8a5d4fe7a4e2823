import { promisify } from "node:util";
import { constants, gunzip, gunzipSync } from "node:zlib";
import { maxBytes, SekishoError } from "@sekisho/estate";

const unzip = promisify(gunzip);

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** A file in a tar archive has a header of this many bytes, which says at a place of it what it is. */
const tar = { header: 512, mark: "ustar", at: 257 } as const;

/** Tells whether bytes are a tar archive that gzip has packed. What is cut off before that can be seen is none. */
export function isArchive(bytes: Uint8Array): boolean {
  if (!isGzip(bytes)) return false;
  try {
    const start = gunzipSync(bytes.subarray(0, 4096), { finishFlush: constants.Z_SYNC_FLUSH });
    return start.length >= tar.header && start.toString("latin1", tar.at, tar.at + tar.mark.length) === tar.mark;
  } catch {
    return false;
  }
}

/**
 * Undoes the gzip of a document, as AWS Config delivers its files; other bytes stay as they are.
 *
 * @param name - File name, for messages.
 * @throws SekishoError `DOCUMENT_TOO_LARGE` if more comes out than a document may have, `FILE_UNREADABLE` for what is cut off
 * or damaged.
 */
export async function decompressed(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  try {
    const { buffer, byteOffset, byteLength } = await unzip(bytes, {
      maxOutputLength: maxBytes,
      chunkSize: 1024 * 1024,
    });
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    const { code } = cause as { readonly code?: string };
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new SekishoError(
        "DOCUMENT_TOO_LARGE",
        `${name} is compressed (gzip) and becomes larger than ${String(maxBytes)} bytes; read are documents of up to that. Give it in parts.`,
        { details: { name, bytes: bytes.length } },
      );
    }
    const what = code === "Z_BUF_ERROR" ? "damaged, because it is cut off" : "damaged";
    throw new SekishoError(
      "FILE_UNREADABLE",
      `The document ${name} cannot be read: it is compressed (gzip) and ${what}. Fetch it again.`,
      { cause, details: { file: name } },
    );
  }
}
