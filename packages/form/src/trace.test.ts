import { existsSync, readFileSync } from "node:fs";
import { securitySheet } from "@sekisho/catalog";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claimsOfSheet, isNarrative, traceSource, type PlacedClaim } from "./index.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const claim = (id: string, line: number, start: number, end: number): PlacedClaim => ({
  id,
  kind: "statement",
  requirement: id,
  source: { line, start, end },
});

describe("a trace", () => {
  test("covers every character once, whatever the spans are", () => {
    const span = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(9), fc.nat(9)).map(([line, a, b]) => ({ line, a, b }));
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 4 }), fc.array(span), (given, spans) => {
        const text = given.map((line) => line.replace(/[\r\n\ufeff\0\ud800-\udfff]/gu, "")).join("\n");
        const claims = spans.map(({ line, a, b }, index) =>
          claim(`C-${index}`, line, Math.min(a, b), Math.max(a, b) + 1),
        );
        const { parts, outside } = traceSource(encode(text), "example.txt", claims);
        expect(parts.map((part) => part.text).join("")).toBe(text.replaceAll("\n", ""));
        for (const { id, source } of claims) {
          const covered = parts.filter((part) => part.claims.includes(id));
          const length = covered.reduce((sum, { start, end }) => sum + end - start, 0);
          expect(length === source.end - source.start).toBe(!outside.includes(id));
        }
      }),
    );
  });

  test("tells narrative, and claims that lie outside", () => {
    const { parts, outside } = traceSource(encode("- 対策:有 😀です\r\n\r\n  残り"), "example.txt", [
      claim("A-1", 1, 0, 6),
      claim("A-2", 1, 7, 8),
      claim("A-3", 2, 0, 3),
      claim("A-4", 9, 0, 1),
    ]);
    expect(parts.map(({ line, text, claims }) => [line, text, claims.join()])).toEqual([
      [1, "- 対策:有", "A-1"],
      [1, " ", ""],
      [1, "😀", "A-2"],
      [1, "です", ""],
      [3, "  残り", ""],
    ]);
    expect(parts.filter(isNarrative).map(({ text }) => text)).toEqual(["です", "  残り"]);
    expect(outside).toEqual(["A-3", "A-4"]);
  });

  test("refuses a source of several character sets with its line", () => {
    const shiftJis = Uint8Array.from([0x97, 0x4c, 0x0a]);
    const mixed = Uint8Array.from([...shiftJis, ...encode("有無です\n")]);
    expect(() => traceSource(mixed, "example.txt", [])).toThrow(/line 2 is not in shift_jis/u);
    expect(traceSource(shiftJis, "example.txt", []).parts.map(({ text }) => text)).toEqual(["有"]);
    expect(() => traceSource(Uint8Array.from([0x41, 0, 0x42]), "example.bin", [])).toThrow(/no text/u);
  });
});

/** The sheet's source stands beside the repository on development machines only; a test without it says so. */
const source = new URL("../../../../shared/spec/security-sheet.ja.txt", import.meta.url);

if (!existsSync(source))
  process.stderr.write("The given sheet is not traced: ../shared/spec is not beside this repository.\n");

test.runIf(existsSync(source))("of the given sheet nothing is left over", () => {
  const { parts, outside } = traceSource(readFileSync(source), "security-sheet.ja.txt", claimsOfSheet(securitySheet));
  expect(outside).toEqual([]);
  expect(parts.filter(isNarrative)).toEqual([]);
  expect(parts.filter(({ claims }) => claims.length > 1)).toEqual([]);
  expect(new Set(parts.flatMap(({ claims }) => claims)).size).toBe(111);
});
