import { gunzipSync } from "node:zlib";

const blockSize = 512;

/**
 * Reads the files out of a gzipped tar archive as OPA writes it.
 *
 * @returns The entries by path without a leading slash, in the archive's order.
 */
export function readBundleArchive(archive: Uint8Array): Readonly<Record<string, Uint8Array<ArrayBuffer>>> {
  const tar = new Uint8Array(gunzipSync(archive));
  const entries: Record<string, Uint8Array<ArrayBuffer>> = {};
  let longName: string | undefined;
  for (let at = 0; at + blockSize <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + blockSize);
    const size = Number.parseInt(text(header, 124, 12), 8);
    const content = tar.slice(at + blockSize, at + blockSize + size);
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
    const kind = text(header, 156, 1);
    if (kind === "x") {
      longName = /(?:^|\n)\d+ path=([^\n]*)\n/u.exec(new TextDecoder().decode(content))?.[1];
    } else if (kind === "0" || kind === "") {
      const prefix = text(header, 345, 155);
      const name = longName ?? (prefix === "" ? "" : `${prefix}/`) + text(header, 0, 100);
      entries[name.replace(/^\/+/u, "")] = content;
      longName = undefined;
    }
  }
  return entries;
}

function text(header: Uint8Array, start: number, length: number): string {
  return new TextDecoder()
    .decode(header.subarray(start, start + length))
    .replace(/\0.*$/su, "")
    .trim();
}
