import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { maxBytes, SekishoError } from "@sekisho/estate";

const unzip = promisify(gunzip);

/** Tells whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
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
    const what = code === "Z_BUF_ERROR" ? "cut off" : "damaged";
    throw new SekishoError(
      "FILE_UNREADABLE",
      `The document ${name} cannot be read: it is compressed (gzip) and ${what}. Fetch it again.`,
      { cause, details: { file: name } },
    );
  }
}
