import { SekishoError } from "@sekisho/estate";
import { Gunzip as GunzipStream, gzipSync } from "fflate";
import { createTar } from "nanotar";

/** One file of an archive. */
export interface ArchiveEntry {
  /** Path with `/` between its parts and none at its start. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The most bytes that an archive may have, unpacked. */
export const archiveByteLimit = 64 * 1024 * 1024;

/** Unpacks gzipped bytes to at most `limit` bytes; throws if it cannot. */
export type Gunzip = (bytes: Uint8Array, limit: number) => Uint8Array;

/** The most entries that an archive may have. */
export const archiveEntryLimit = 10_000;

/** How much an archive may hold. */
export interface ArchiveLimits {
  /** Unpacked. */
  readonly bytes: number;
  readonly entries: number;
}

const bundleLimits: ArchiveLimits = { bytes: archiveByteLimit, entries: archiveEntryLimit };

const blockSize = 512;
const nameLimit = 100;
const gunzipStep = 16 * 1024;
const rebuild = "Build or fetch the bundle again.";
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a gzipped tar archive. Names may begin with `/` or `./`, as OPA and tar write them.
 *
 * @param name What messages call the archive.
 * @param gunzip The host's own, if it has one: it is several times faster.
 * @param limits How much it may hold; what a bundle may hold unless given.
 * @throws SekishoError `BUNDLE_INVALID` if it is damaged, too large, or holds a name or kind of entry that no bundle has.
 */
export function readArchive(
  bytes: Uint8Array,
  name = "the archive",
  gunzip?: Gunzip,
  limits: ArchiveLimits = bundleLimits,
): readonly ArchiveEntry[] {
  const tar = unzipNatively(bytes, gunzip, limits) ?? unzip(bytes, name, limits);
  const entries: ArchiveEntry[] = [];
  const seen = new Set<string>();
  let longName: string | null = null;
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const invalid = (what: string): SekishoError =>
      new SekishoError("BUNDLE_INVALID", `${name}: ${what}, at byte ${at} of the unpacked archive. ${rebuild}`);
    const header = tar.subarray(at, at + blockSize);
    if (header.length < blockSize || !hasRightChecksum(header)) throw invalid("an entry's header is damaged");
    const size = octal(header, 124, 12);
    if (size === null) throw invalid("an entry's size is not a number");
    const end = at + blockSize + size;
    if (end > tar.length) throw invalid("an entry is cut off");
    const content = new Uint8Array(tar.subarray(at + blockSize, end));
    const kind = String.fromCharCode(header[156] ?? 0);
    if (kind === "x" || kind === "L") {
      const found = kind === "x" ? paxPath(content) : textOf(content);
      if (found === null) throw invalid("an entry's long name cannot be read");
      longName = found === "" ? longName : found;
    } else if (kind === "0" || kind === "\0") {
      const entryName = cleanName(longName ?? headerName(header));
      if (entryName === null) throw invalid("an entry has a name that leads out of the bundle or is not plain text");
      if (seen.has(entryName)) throw invalid("an entry has the same name as another");
      if (seen.size === limits.entries) throw invalid(`there are more than ${limits.entries} entries`);
      seen.add(entryName);
      entries.push({ name: entryName, bytes: content });
      longName = null;
    } else if (kind === "5" || kind === "g") {
      longName = null;
    } else {
      throw invalid("an entry is neither a file nor a folder");
    }
    at = Math.ceil(end / blockSize) * blockSize;
  }
  return entries;
}

/**
 * Writes a gzipped tar archive that depends on names and bytes alone: entries are sorted, times are zero.
 *
 * @throws SekishoError `BUNDLE_INVALID` for a name that is no plain relative path of at most 100 bytes, or stands twice.
 */
export function writeArchive(entries: readonly ArchiveEntry[]): Uint8Array<ArrayBuffer> {
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  let used = 0;
  for (const [index, entry] of sorted.entries()) {
    const problem =
      cleanName(entry.name) !== entry.name
        ? "is no plain relative path"
        : new TextEncoder().encode(entry.name).length > nameLimit
          ? `is longer than ${nameLimit} bytes`
          : sorted[index - 1]?.name === entry.name
            ? "stands twice"
            : null;
    if (problem !== null) {
      throw new SekishoError(
        "BUNDLE_INVALID",
        `The name ${JSON.stringify(entry.name)} ${problem} and cannot stand in an archive. Rename the file.`,
      );
    }
    used += blockSize + Math.ceil(entry.bytes.length / blockSize) * blockSize;
  }
  const tar = createTar(
    sorted.map(({ name, bytes }) => ({ name, data: bytes })),
    { attrs: { mtime: 0, mode: "600", uid: 0, gid: 0 } },
  );
  // The library leaves the two empty blocks that end an archive out if its content fills the last record exactly.
  const whole = new Uint8Array(Math.max(tar.length, used + 2 * blockSize));
  whole.set(tar);
  return new Uint8Array(gzipSync(whole, { level: 9, mtime: 0 }));
}

/** Unpacks step by step, so that an archive made to blow up is given up before it fills the memory. */
/** Null without a host's own function, and where it fails: then {@link unzip} says what is wrong. */
function unzipNatively(bytes: Uint8Array, gunzip: Gunzip | undefined, limits: ArchiveLimits): Uint8Array | null {
  try {
    const whole = gunzip?.(bytes, limits.bytes) ?? null;
    return whole !== null && statedSize(bytes) === whole.length ? whole : null;
  } catch {
    return null;
  }
}

/** The unpacked length that stands at an archive's end. */
function statedSize(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
}

function unzip(bytes: Uint8Array, name: string, limits: ArchiveLimits): Uint8Array<ArrayBuffer> {
  const tooLarge = (): SekishoError =>
    new SekishoError(
      "BUNDLE_INVALID",
      `${name}: unpacked, it has more than ${limits.bytes} bytes. Check where it comes from.`,
    );
  const damaged = (what: string, cause?: unknown): SekishoError =>
    new SekishoError("BUNDLE_INVALID", `${name}: ${what}. ${rebuild}`, { cause });
  if (bytes.length > limits.bytes) throw tooLarge();
  if (bytes.length < 18 || bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw damaged("this is no gzipped archive");
  const chunks: Uint8Array[] = [];
  let total = 0;
  const stream = new GunzipStream((chunk) => {
    total += chunk.length;
    if (total > limits.bytes) throw tooLarge();
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < bytes.length; at += gunzipStep) {
      stream.push(bytes.slice(at, at + gunzipStep), at + gunzipStep >= bytes.length);
    }
  } catch (thrown) {
    if (thrown instanceof SekishoError) throw thrown;
    throw damaged("the compressed data is damaged", thrown);
  }
  const whole = new Uint8Array(total);
  let filled = 0;
  for (const chunk of chunks) {
    whole.set(chunk, filled);
    filled += chunk.length;
  }
  // The library does not compare what it unpacked with the checksum and length at the archive's end.
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
  if (trailer.getUint32(4, true) !== total || trailer.getUint32(0, true) !== crc32(whole)) {
    throw damaged("the unpacked data does not have the checksum that the archive states");
  }
  return whole;
}

function hasRightChecksum(header: Uint8Array): boolean {
  // The field of the checksum counts as eight blanks.
  let sum = 8 * 0x20;
  for (let at = 0; at < header.length; at += 1) if (at < 148 || at >= 156) sum += header[at] ?? 0;
  return octal(header, 148, 8) === sum;
}

/** A tar number; null unless it is written in octal digits, so that no sign or other base gets through. */
function octal(header: Uint8Array, start: number, length: number): number | null {
  const text = String.fromCharCode(...header.subarray(start, start + length)).replace(/[ \0]+$/u, "");
  return /^ *[0-7]+$/u.test(text) ? Number.parseInt(text, 8) : null;
}

function headerName(header: Uint8Array): string {
  const name = textOf(header.subarray(0, 100)) ?? "";
  const prefix =
    String.fromCharCode(...header.subarray(257, 263)) === "ustar\0" ? textOf(header.subarray(345, 500)) : "";
  return prefix === null || prefix === "" ? name : `${prefix}/${name}`;
}

/** The text up to the first zero byte; null if it is no UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  const end = bytes.indexOf(0);
  try {
    return decoder.decode(end === -1 ? bytes : bytes.subarray(0, end));
  } catch {
    return null;
  }
}

/** The `path` of an extended header, empty if it has none; null if the header cannot be read. */
function paxPath(content: Uint8Array): string | null {
  let path = "";
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = space === -1 ? null : decimal(content.subarray(at, space));
    if (length === null || length <= space - at || at + length > content.length) return null;
    const record = textOf(content.subarray(space + 1, at + length - 1));
    if (record === null) return null;
    if (record.startsWith("path=")) path = record.slice("path=".length);
    // A size of its own would make the walk over the entries wrong.
    if (record.startsWith("size=")) return null;
    at += length;
  }
  return path;
}

function decimal(digits: Uint8Array): number | null {
  const text = String.fromCharCode(...digits);
  return /^[1-9][0-9]{0,8}$/u.test(text) ? Number(text) : null;
}

/** A name without what tar programs put before it; null if it leads elsewhere or is made to mislead. */
function cleanName(name: string): string | null {
  const plain = name.replace(/^(?:\.?\/)+/u, "");
  const parts = plain.split("/");
  const isPlain =
    parts.every((part) => part !== "" && part !== "." && part !== "..") &&
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    !/[\\\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]|^[A-Za-z]:/u.test(plain);
  return isPlain ? plain : null;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
