import { Inflate, zipSync } from "fflate";
import { invalidForm } from "../invalid.ts";

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Where its local header begins. */
  readonly offset: number;
  /** Where its data begins, and how long it is. */
  readonly data: number;
  readonly packed: number;
  /** Its length when unpacked, as the archive says. */
  readonly size: number;
  readonly method: number;
}

/** An archive, with where its files and its directory stand. */
export interface Zip {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly entries: readonly ZipEntry[];
  readonly directory: number;
  /** Bytes of its files that were unpacked so far; a sum over all, so that many small ones are not too much either. */
  readonly unpacked: { total: number };
}

/** What all files of a workbook may be together when unpacked, in bytes. */
export const maxUnpacked = 128 * 1024 * 1024;

/** How many times its packed length a large file may become. Large workbooks with repeated rows reach some 60. */
export const maxRatio = 200;

/** Files up to this length, in bytes, may be packed in any ratio. */
const smallFile = 1024 * 1024;

const maxEntries = 10_000;

const signatures = { local: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 } as const;

/**
 * Reads the directory of an archive, and nothing else of it.
 *
 * @throws SekishoError `FORM_INVALID` for what is damaged, encrypted, of the 64-bit form, names a file twice, or would become
 * too large.
 */
export function openZip(bytes: Uint8Array, name: string): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (what: string): never => {
    throw invalidForm(name, what, "Save it again as .xlsx");
  };
  try {
    const end = endOfDirectory(view);
    if (end === null) return refuse("it is damaged: the directory of the archive is not there");
    const [count, directory] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
    if (count === 0xffff || directory === 0xffffffff) return refuse("it is a 64-bit archive");
    if (count > maxEntries) return refuse(`it holds more than ${maxEntries} files`);
    const entries: ZipEntry[] = [];
    let at = directory;
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== signatures.directory) return refuse("it is damaged");
      const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
      const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
      const [nameLength, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
      const offset = view.getUint32(at + 42, true);
      if ((flags & 1) !== 0) return refuse("it is encrypted");
      if (method !== 0 && method !== 8) return refuse("it is packed in a way that workbooks are not");
      if (view.getUint32(offset, true) !== signatures.local) return refuse("it is damaged");
      const data = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
      if (data + packed > bytes.length) return refuse("it is cut off");
      const text = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)));
      entries.push({ name: text, offset, data, packed, size, method });
      at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
    }
    const names = new Set(entries.map((entry) => entry.name.toLowerCase()));
    if (names.size !== entries.length) return refuse("it holds two files of one name");
    if (entries.reduce((sum, { size }) => sum + size, 0) > maxUnpacked || entries.some(isBomb)) return refuse(tooLarge);
    return { name, bytes, entries, directory, unpacked: { total: 0 } };
  } catch (error) {
    if (error instanceof RangeError) return refuse("it is damaged");
    throw error;
  }
}

const tooLarge = `it becomes too large when unpacked: more than ${maxUnpacked} bytes, or more than ${maxRatio} times as much`;

function isBomb({ packed, size }: Pick<ZipEntry, "packed" | "size">): boolean {
  return size > smallFile && size > maxRatio * packed;
}

function endOfDirectory(view: DataView): number | null {
  const earliest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= earliest; at -= 1) {
    if (view.getUint32(at, true) === signatures.end) return at;
  }
  return null;
}

/** Packed bytes that are unpacked at a time: what they may become stays small before the limits are asked again. */
const step = 8 * 1024;

/**
 * Unpacks a file of an archive; null if there is none of that name. What the archive says of lengths is not believed.
 *
 * @throws SekishoError `FORM_INVALID` if it becomes too large or is damaged.
 */
export function unpack(zip: Zip, name: string): Uint8Array | null {
  const entry = zip.entries.find((each) => each.name === name);
  if (entry === undefined) return null;
  const packed = zip.bytes.subarray(entry.data, entry.data + entry.packed);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const take = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    size += chunk.length;
    zip.unpacked.total += chunk.length;
    if (zip.unpacked.total > maxUnpacked || isBomb({ packed: entry.packed, size })) {
      throw invalidForm(zip.name, tooLarge, "Give the sheet alone");
    }
  };
  if (entry.method === 0) take(packed);
  else inflate(packed, take, zip.name);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function inflate(packed: Uint8Array, take: (chunk: Uint8Array) => void, name: string): void {
  const state = { isWhole: false };
  const inflater = new Inflate((chunk, isLast) => {
    state.isWhole = isLast;
    take(chunk);
  });
  try {
    for (let at = 0; at < packed.length; at += step) {
      inflater.push(packed.subarray(at, at + step), at + step >= packed.length);
    }
  } catch (error) {
    if (error instanceof Error && "brand" in error) throw error;
    throw invalidForm(name, "it is damaged", "Save it again as .xlsx", error);
  }
  if (!state.isWhole) throw invalidForm(name, "it is damaged", "Save it again as .xlsx");
}

/** Gives the archive with other contents for some of its files; every other file keeps its bytes, packed as they are. */
export function withContents(zip: Zip, contents: ReadonlyMap<string, Uint8Array>): Uint8Array {
  if (contents.size === 0) return zip.bytes;
  const view = new DataView(zip.bytes.buffer, zip.bytes.byteOffset, zip.bytes.byteLength);
  const parts: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  let record = zip.directory;
  for (const entry of zip.entries) {
    const recordLength = 46 + [28, 30, 32].reduce((sum, place) => sum + view.getUint16(record + place, true), 0);
    const kept = zip.bytes.slice(record, record + recordLength);
    record += recordLength;
    const content = contents.get(entry.name);
    const header = new DataView(kept.buffer);
    header.setUint32(42, length, true);
    if (content === undefined) {
      add(zip.bytes.subarray(entry.offset, endOfEntry(zip, entry)));
    } else {
      const packed = packedFile(content);
      const local = zip.bytes.slice(entry.offset, entry.data);
      for (const [fields, place] of [
        [new DataView(local.buffer), 6],
        [header, 8],
      ] as const) {
        // Lengths and checksum stand in the header, not behind the data (bit 3).
        fields.setUint16(place, fields.getUint16(place, true) & ~0x8, true);
        fields.setUint16(place + 2, 8, true);
        fields.setUint32(place + 8, packed.checksum, true);
        fields.setUint32(place + 12, packed.data.length, true);
        fields.setUint32(place + 16, content.length, true);
      }
      add(local);
      add(packed.data);
    }
    records.push(kept);
  }
  const directory = length;
  for (const kept of records) add(kept);
  const end = zip.bytes.slice(endOfDirectory(view) ?? 0);
  const trailer = new DataView(end.buffer);
  trailer.setUint32(12, length - directory, true);
  trailer.setUint32(16, directory, true);
  add(end);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A file's bytes end where the next file begins: its lengths may stand behind its data. */
function endOfEntry({ entries, directory }: Zip, { offset }: ZipEntry): number {
  return Math.min(directory, ...entries.map((other) => other.offset).filter((other) => other > offset));
}

/** Packs a file by having the library make an archive of it alone, and taking that apart. */
function packedFile(content: Uint8Array): { readonly data: Uint8Array; readonly checksum: number } {
  const archive = zipSync({ f: content }, { mtime: "1980-01-01T00:00:00", level: 6 });
  const header = new DataView(archive.buffer, archive.byteOffset);
  const data = 30 + header.getUint16(26, true) + header.getUint16(28, true);
  return {
    data: archive.subarray(data, data + header.getUint32(18, true)),
    checksum: header.getUint32(14, true),
  };
}
