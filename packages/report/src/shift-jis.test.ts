import { describe, expect, it } from "vitest";
import { createShiftJisEncoder } from "./index.ts";

const encodeShiftJis = createShiftJisEncoder();

const bytesOf = (text: string): string => Buffer.from(encodeShiftJis(text)).toString("hex");

describe("Shift_JIS", () => {
  it("is encoded as the tables of Windows say", () => {
    // Pairs of Microsoft's table of code page 932 (bestfit932.txt).
    expect(bytesOf("Aア有無")).toBe("41834197 4c96b3".replace(" ", ""));
    expect(bytesOf("①㈱髙﨑ⅰⅠ∵")).toBe("8740878afbfcfab1fa40875481e6");
    expect(bytesOf("ｱ～－―")).toBe("b18160817c815c");
  });

  it("writes lookalikes of other tables, and shows what it does not hold", () => {
    expect(bytesOf("〜−—¥")).toBe("8160817c815c5c");
    expect(new TextDecoder("shift_jis").decode(encodeShiftJis("é😀"))).toBe("\\u{e9}\\u{1f600}");
  });

  it("gives back every character that it holds", () => {
    const held: string[] = [];
    for (let lead = 0x81; lead <= 0xfc; lead += 1) {
      for (let trail = 0x40; trail <= 0xfc; trail += 1) {
        const text = new TextDecoder("shift_jis").decode(Uint8Array.from([lead, trail]));
        if (Array.from(text).length === 1 && text !== "\ufffd") held.push(text);
      }
    }
    expect(held.length).toBeGreaterThan(7000);
    const all = held.join("");
    expect(new TextDecoder("shift_jis", { fatal: true }).decode(encodeShiftJis(all))).toBe(all);
  });
});
