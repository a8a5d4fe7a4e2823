import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { decodeText, type TextEncoding } from "./encoded-text.ts";

const text = "管理番号,備考\r\n1,①髙 ｱ\r\n";
const utf8 = new TextEncoder().encode(text);
const utf16 = Uint8Array.from(text.split("").flatMap((unit) => [unit.charCodeAt(0) & 0xff, unit.charCodeAt(0) >> 8]));
/** The text above as Windows writes it: with NEC's ① and IBM's 髙, which Shift_JIS proper does not have. */
const cp932 = Uint8Array.from(Buffer.from("8ac7979d94d48d862c94f58d6c0d0a312c8740fbfc20b10d0a", "hex"));

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

function refusal(bytes: Uint8Array, stated: TextEncoding | null): string {
  try {
    decodeText(bytes, "example.csv", stated);
  } catch (error) {
    if (isSekishoError(error) && error.code === "DOCUMENT_INVALID") return error.message;
    throw error;
  }
  throw new Error("the text was read");
}

describe("decodeText", () => {
  test.each<[string, Uint8Array, TextEncoding | null]>([
    ["UTF-8", utf8, null],
    ["UTF-8 that is stated", utf8, "utf-8"],
    ["UTF-8 with a byte order mark", joined(Uint8Array.of(0xef, 0xbb, 0xbf), utf8), null],
    ["UTF-16LE with a byte order mark", joined(Uint8Array.of(0xff, 0xfe), utf16), null],
    ["UTF-16LE that is stated", utf16, "utf-16le"],
    ["CP932 that is stated", cp932, "cp932"],
  ])("%s is read", (_, bytes, stated) => {
    expect(decodeText(bytes, "example.csv", stated)).toBe(text);
  });

  test.each<[string, Uint8Array, TextEncoding | null, number]>([
    ["CP932 of which nothing is said", cp932, null, 1],
    ["CP932 after UTF-8", joined(utf8, cp932), "utf-8", 3],
    ["UTF-16 after UTF-8", joined(utf8, utf16), null, 3],
    ["UTF-8 after CP932", joined(cp932, utf8), "cp932", 3],
    ["UTF-8 that is said to be CP932", utf8, "cp932", 1],
    ["UTF-8 after UTF-16", joined(utf16, new TextEncoder().encode("a,b,c\r\n")), "utf-16le", 3],
    ["UTF-16 that is cut off", utf16.subarray(0, -1), "utf-16le", 2],
    ["a byte order mark against what is said", joined(Uint8Array.of(0xef, 0xbb, 0xbf), utf8), "cp932", 1],
  ])("%s is refused with the line", (_, bytes, stated, line) => {
    expect(refusal(bytes, stated)).toContain(`example.csv, line ${String(line)}: `);
  });

  test("half-width katakana in CP932 are none of UTF-8, though their bytes could be", () => {
    expect(decodeText(Uint8Array.of(0xc3, 0xb1, 0x0a), "example.csv", "cp932")).toBe("ﾃｱ\n");
  });
});
