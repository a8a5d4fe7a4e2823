import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { maxBytes } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { decompressed, isArchive } from "./decompress.ts";

const text = new TextEncoder().encode(JSON.stringify({ configurationItems: ["example"] }));

describe("a compressed document", () => {
  test("comes out as it was, in one member or in several", async () => {
    expect(await decompressed(gzipSync(text), "a.json.gz")).toEqual(text);
    const halves = [text.subarray(0, 10), text.subarray(10)].map((half) => gzipSync(half));
    expect(await decompressed(Buffer.concat(halves), "a.json.gz")).toEqual(text);
  });

  test("is told from an archive", () => {
    const header = Buffer.alloc(512);
    header.write("a.json", 0);
    header.write("ustar", 257);
    const big = Buffer.concat([text, Buffer.alloc(2_000_000, " ")]);
    expect([text, gzipSync(text), gzipSync(big), gzipSync(header), header].map(isArchive)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  test("what is not compressed stays the same object", async () => {
    expect(await decompressed(text, "a.json")).toBe(text);
  });

  test("that is cut off is refused, wherever it ends", async () => {
    const whole = gzipSync(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: whole.length - 1 }), async (length) => {
        await expect(decompressed(whole.subarray(0, length), "a.json.gz")).rejects.toMatchObject({
          code: "FILE_UNREADABLE",
          message:
            "The document a.json.gz cannot be read: it is compressed (gzip) and damaged, because it is cut off. Fetch it again.",
        });
      }),
      { numRuns: 40 },
    );
  });

  test("that is damaged is refused", async () => {
    const damaged = Uint8Array.from(gzipSync(text));
    damaged[damaged.length - 6] = (damaged[damaged.length - 6] ?? 0) ^ 0xff;
    await expect(decompressed(damaged, "a.json.gz")).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      message: "The document a.json.gz cannot be read: it is compressed (gzip) and damaged. Fetch it again.",
    });
  });

  test("that becomes larger than any document is refused", async () => {
    const member = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: Math.ceil(maxBytes / (64 * 1024 * 1024)) + 1 }, () => member));
    await expect(decompressed(bomb, "bomb.gz")).rejects.toMatchObject({ code: "DOCUMENT_TOO_LARGE" });
  });
});
