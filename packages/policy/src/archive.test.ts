import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { archiveByteLimit, readArchive, writeArchive, type ArchiveEntry } from "./archive.ts";

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const entry = (name: string, text = name): ArchiveEntry => ({ name, bytes: bytesOf(text) });
const namesIn = (archive: Uint8Array): readonly string[] => readArchive(archive).map(({ name }) => name);

/** One tar entry, as a hostile or careless program might write it. */
function block(name: string, options: { content?: string; size?: string; kind?: string; sum?: string } = {}): Buffer {
  const content = Buffer.from(options.content ?? "");
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write("0000644", 100);
  header.write(options.size ?? content.length.toString(8).padStart(11, "0"), 124, 12);
  header.write("        ", 148);
  header.write(options.kind ?? "0", 156);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(options.sum ?? `${sum.toString(8).padStart(6, "0")}\0 `, 148, 8);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}
const tarOf = (...blocks: readonly Buffer[]): Uint8Array => gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));

describe("an archive", () => {
  test("gives back what was written, sorted by name, empty files too", () => {
    const entries = [
      entry("sekisho/b.rego"),
      entry(".manifest", "{}"),
      entry("sekisho/a.rego", "関所 🚧"),
      entry("e", ""),
    ];
    expect(readArchive(writeArchive(entries))).toEqual([
      entry(".manifest", "{}"),
      entry("e", ""),
      entry("sekisho/a.rego", "関所 🚧"),
      entry("sekisho/b.rego"),
    ]);
  });

  test("gives back any content, in any order of writing, as the same bytes", () => {
    const name = fc.stringMatching(/^[a-z._-]{0,8}[a-z](?:\/[a-z]{1,8}){0,3}$/u);
    const content = fc.uint8Array({ maxLength: 2000 });
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, content), { selector: ([key]) => key, maxLength: 12 }), (files) => {
        const entries = files.map(([key, bytes]) => ({ name: key, bytes: new Uint8Array(bytes) }));
        const archive = writeArchive(entries);
        expect(writeArchive(entries.toReversed())).toEqual(archive);
        expect(readArchive(archive)).toEqual(entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
      }),
      { numRuns: 50 },
    );
  });

  test("ends with two empty blocks, whatever the size of its content", () => {
    for (const size of [0, 1, 511, 512, 8192, 8704, 9216, 9217, 9728, 10240]) {
      const tar = gunzipSync(writeArchive([{ name: "a", bytes: new Uint8Array(size).fill(7) }]));
      expect(tar.subarray(512 + Math.ceil(size / 512) * 512).length).toBeGreaterThanOrEqual(1024);
      expect(tar.subarray(512 + Math.ceil(size / 512) * 512).every((byte) => byte === 0)).toBe(true);
    }
  });

  test("holds no time, owner or mode of the machine", () => {
    const archive = writeArchive([entry("a")]);
    expect([...archive.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    const header = gunzipSync(archive).subarray(0, 512).toString("latin1");
    expect(header.slice(100, 107)).toBe("0000600");
    expect(header.slice(108, 115)).toBe("0000000");
    expect(header.slice(136, 147)).toBe("00000000000");
  });

  test("is written so that tar reads it, and read as tar writes it", () => {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-archive-"));
    try {
      const long = `deep/${"long-name-".repeat(15)}.rego`;
      writeFileSync(join(folder, "own.tar.gz"), writeArchive([entry("sekisho/a.rego", "a"), entry(".manifest", "{}")]));
      execFileSync("tar", ["xzf", "own.tar.gz"], { cwd: folder });
      expect(readFileSync(join(folder, "sekisho/a.rego"), "utf8")).toBe("a");
      execFileSync("mkdir", ["deep"], { cwd: folder });
      writeFileSync(join(folder, long), "long");
      for (const format of ["ustar", "gnu", "pax"]) {
        const files = format === "ustar" ? ["./sekisho", "./.manifest"] : ["./sekisho", "./.manifest", `./${long}`];
        execFileSync("tar", ["czf", `${format}.tar.gz`, `--format=${format}`, ...files], { cwd: folder });
        expect(readArchive(readFileSync(join(folder, `${format}.tar.gz`)))).toEqual([
          entry("sekisho/a.rego", "a"),
          entry(".manifest", "{}"),
          ...(format === "ustar" ? [] : [entry(long, "long")]),
        ]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("may have names that begin with a slash, as OPA writes them", () => {
    expect(namesIn(tarOf(block("/data.json"), block("./policy.wasm"), block("dir/", { kind: "5" })))).toEqual([
      "data.json",
      "policy.wasm",
    ]);
  });
});

describe("an archive is refused", () => {
  const plain = writeArchive([entry("a", "x".repeat(3000))]);
  const damaged = new Uint8Array(plain);
  damaged[damaged.length - 6] = (damaged[damaged.length - 6] ?? 0) ^ 1;

  test.each<[string, Uint8Array]>([
    ["if it is empty", new Uint8Array(0)],
    ["if it is text", bytesOf("this is a text and no archive at all")],
    ["if it is a tar without gzip", block("a")],
    ["if it is cut off in the compressed data", plain.subarray(0, plain.length - 20)],
    ["if it is cut off in the trailer", plain.subarray(0, plain.length - 3)],
    ["if its checksum is wrong", damaged],
    ["if it is gzip of something else", gzipSync("hello, this is no tar file".repeat(40))],
    ["if it is cut off in a header", gzipSync(block("a").subarray(0, 300))],
    ["if it is cut off in an entry", gzipSync(block("a", { content: "x".repeat(2000) }).subarray(0, 1000))],
    ["if a size is negative", tarOf(block("a", { size: "-0000001000" }))],
    ["if a size is no octal number", tarOf(block("a", { size: "0x000000100" }))],
    ["if a size is larger than the archive", tarOf(block("a", { size: "77777777777" }))],
    ["if a header's checksum is wrong", tarOf(block("a", { sum: "000000\0 " }))],
    ["if it holds a symbolic link", tarOf(block("a", { kind: "2" }))],
    ["if it holds a device", tarOf(block("a", { kind: "3" }))],
    ["if a name stands twice", tarOf(block("a"), block("./a"))],
    ["if a name leads upwards", tarOf(block("../etc/passwd"))],
    ["if a name leads upwards further in", tarOf(block("a/../../b"))],
    ["if a long name leads upwards", tarOf(block("x", { kind: "x", content: "17 path=../../a\n\n" }), block("a"))],
    ["if a name has backslashes", tarOf(block("..\\a"))],
    ["if a name has a drive", tarOf(block("C:a"))],
    ["if a name hides its direction", tarOf(block("a\u202egnp.exe"))],
    ["if a name has a line break", tarOf(block("a\nb"))],
    ["if a name has nothing after its slash", tarOf(block("a//b"))],
    ["if an extended header changes the size", tarOf(block("x", { kind: "x", content: "11 size=10\n" }), block("a"))],
    ["if an extended header cannot be read", tarOf(block("x", { kind: "x", content: "999 path=a\n" }), block("a"))],
  ])("%s", (_, archive) => {
    expect(() => readArchive(archive, "bundle.tar.gz")).toThrow(
      expect.objectContaining({
        code: "BUNDLE_INVALID",
        message: expect.stringMatching(/^bundle\.tar\.gz: /u) as string,
      }),
    );
  });

  test("before it fills the memory, if it unpacks to far more than a bundle has", () => {
    const bomb = gzipSync(Buffer.alloc(archiveByteLimit + 1));
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => readArchive(bomb)).toThrow(expect.objectContaining({ code: "BUNDLE_INVALID" }));
  });

  test("for every single flipped bit, or read as what it was", () => {
    const archive = writeArchive([entry(".manifest", "{}"), entry("a", "abc".repeat(100))]);
    const content = readArchive(archive);
    for (let bit = 0; bit < archive.length * 8; bit += 1) {
      const flipped = new Uint8Array(archive);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let read: readonly ArchiveEntry[] | null = null;
      try {
        read = readArchive(flipped);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: "BUNDLE_INVALID" });
      }
      if (read !== null) expect(read).toEqual(content);
    }
  });
});

describe("an archive is not written", () => {
  test.each([
    ["with a name above itself", [entry("../a")]],
    ["with a name from the root", [entry("/a")]],
    ["with an empty name", [entry("")]],
    ["with a name that is too long", [entry("a".repeat(101))]],
    ["with a name that is too long in bytes", [entry("関".repeat(34))]],
    ["with one name twice", [entry("a", "1"), entry("a", "2")]],
  ])("%s", (_, entries) => {
    expect(() => writeArchive(entries)).toThrow(expect.objectContaining({ code: "BUNDLE_INVALID" }));
  });
});
