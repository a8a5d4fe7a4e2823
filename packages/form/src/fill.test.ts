import { crc32, inflateRawSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { createShiftJisEncoder } from "@sekisho/report";
import { describe, expect, test } from "vitest";
import { fillForm, openForm } from "./index.ts";
import { openZip } from "./workbook/zip.ts";
import { cellsOf, exampleAnswers, exampleText, exampleWorkbook, placesIn, titles, utf8 } from "./testing/example.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const utf16 = (text: string): Uint8Array => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
const utf16be = (text: string): Uint8Array => Uint8Array.from([0xfe, 0xff, ...Buffer.from(text, "utf16le").swap16()]);

/** Ways in which a text is saved. */
const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  "UTF-8": utf8,
  "UTF-8 with a mark": (text) => utf8(`\ufeff${text}`),
  Shift_JIS: createShiftJisEncoder(),
  "UTF-16": utf16,
  "UTF-16, big end first": utf16be,
};

const decoders: Readonly<Record<string, string>> = {
  Shift_JIS: "shift_jis",
  "UTF-16": "utf-16le",
  "UTF-16, big end first": "utf-16be",
};

function filled(bytes: Uint8Array, name: string, answers = exampleAnswers): ReturnType<typeof fillForm> {
  return fillForm(openForm(bytes, name), bytes, answers, placesIn(bytes, name), titles);
}

describe("a text", () => {
  for (const [encoding, encode] of Object.entries(encodings)) {
    for (const [kind, end] of [
      ["LF", "\n"],
      ["CRLF", "\r\n"],
    ] as const) {
      test(`in ${encoding} with ${kind} gets its answers below its lines, and is else the same`, () => {
        for (const last of ["", end]) {
          const original = `${exampleText.replaceAll("\n", end)}${last}`;
          const { bytes, answered, notPlaced } = filled(encode(original), "example.txt");
          const text = new TextDecoder(decoders[encoding] ?? "utf-8", { ignoreBOM: true, fatal: true }).decode(bytes);
          const lines = text.split(end);
          expect(lines.filter((line) => !line.startsWith("  → ")).join(end)).toBe(
            new TextDecoder(decoders[encoding] ?? "utf-8", { ignoreBOM: true }).decode(encode(original)),
          );
          expect(lines.filter((line) => line.startsWith("  → ")).map((line) => /\[(.*?)\]/u.exec(line)?.[1])).toEqual(
            answered,
          );
          expect(lines[lines.findIndex((line) => line.includes("[EX-01.1]")) - 1]).toContain("WAFを公開");
          expect(notPlaced).toEqual([]);
          expect(answered).toEqual(exampleAnswers.filter(({ kind: of }) => of !== "heading").map(({ claim }) => claim));
        }
      });
    }
  }

  test("is byte for byte the same where nothing is answered, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("\n", "\r\n", "\r"), (noise, end) => {
        const original = utf8(`${noise.replaceAll("\0", "")}${end}${exampleText.replaceAll("\n", end)}`);
        for (const answers of [[], exampleAnswers.map((answer) => ({ ...answer, verdict: "not_claimed" as const }))]) {
          expect(hex(filled(original, "example.txt", answers).bytes)).toBe(hex(original));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("names the claims that it has no place for", () => {
    const without = utf8(exampleText.split("\n").slice(0, 5).join("\n"));
    expect(filled(without, "example.txt").notPlaced).toEqual(["EY-01", "EY-01.1", "EY-02", "EY-02.1"]);
  });
});

const csv = [
  "No,項目,有無,備考,確認日,結果",
  '1,ＷＡＦ,○,"WAFを公開する受け口に入れています。",,旧',
  '2,不正アクセス監視,○,"ログを集めて分析しています。\n※ SOC運用は、検討予定です。",""',
  "3,データの暗号化,○,全てのDBを暗号化しています。,,",
  "",
  '4,"DLP",×,導入していません。,,"a ""b"""',
].join("\r\n");

describe("CSV", () => {
  for (const [encoding, encode] of Object.entries(encodings)) {
    test(`in ${encoding} gets its answers in empty and added fields, and is else the same`, () => {
      const original = encode(csv);
      const { bytes, notPlaced } = filled(original, "example.csv");
      const decode = (each: Uint8Array): string[][] =>
        parse(new TextDecoder(decoders[encoding] ?? "utf-8").decode(each), {
          relax_column_count: true,
          skip_empty_lines: true,
        });
      const [before, after] = [decode(original), decode(bytes)];
      expect(notPlaced).toEqual([]);
      expect(new Set(after.map((record) => record.length))).toEqual(new Set([8]));
      expect(after[0]).toEqual([...(before[0] ?? []), "結果", "根拠と理由"]);
      before.slice(1).forEach((record, index) => {
        const filledRecord = after[index + 1] ?? [];
        expect(filledRecord[4]).toBe("2026-11-01");
        expect(filledRecord.map((field, column) => (column === 4 ? "" : field)).slice(0, record.length)).toEqual(
          record,
        );
        expect(filledRecord[6]).toContain("文書の範囲で確認済み");
      });
      expect(after[1]?.[7]).toBe("[EX-01.1] =HYPERLINK(1)\n① 高い壁");
      expect(after[2]?.[6]?.match(/\[EX-02.*?\]/gu)).toEqual(["[EX-02]", "[EX-02.1]", "[EX-02.2]", "[EX-02.Q1]"]);
      expect(hex(filled(original, "example.csv", []).bytes)).toBe(hex(original));
    });
  }

  test("gets its answers where it was left empty to be answered", () => {
    const blank = utf8("項目,回答,備考,回答日\nWAF,,,\nDLP,,,\n");
    const { bytes } = filled(blank, "example.csv");
    const records: string[][] = parse(bytes);
    expect(records[0]).toEqual(["項目", "回答", "備考", "回答日"]);
    expect(records.slice(1).map((record) => [record.length, record[0], record[3]])).toEqual([
      [4, "WAF", "2026-11-01"],
      [4, "DLP", "2026-11-01"],
    ]);
    expect(records[2]?.[1]).toContain('<"EY-02"');
    expect(records[2]?.[2]).toContain("① 高い壁");
  });

  test("keeps every byte that is not of an answer: fields with needless quotes, other delimiters, a missing line end", () => {
    const text = '"項目";"有無"\n"WAF";"有"\n"DLP" ;無\n';
    expect(() => openForm(utf8(text), "example.csv")).toThrow(/record 3 text stands behind/u);
    const original = '"項目";"有無"\n"WAF";"有"\nDLP ;無';
    const { bytes } = filled(
      utf8(original),
      "example.csv",
      exampleAnswers.filter(({ claim }) => claim === "EY-02"),
    );
    expect(new TextDecoder().decode(bytes)).toBe(
      '"項目";"有無";結果;根拠と理由;検査日\n"WAF";"有";;;\n' +
        `DLP ;無;"文書の範囲で確認済み\n言えるのはここまで: <""EY-02"" & 'x'>, _x0041_";"'=HYPERLINK(1)\n① 高い壁";2026-11-01`,
    );
  });
});

describe("a workbook", () => {
  test("gets its answers in empty and added cells, and every other cell, style and formula is the same", async () => {
    const original = await exampleWorkbook();
    const { bytes, answered, notPlaced } = filled(original, "example.xlsx");
    expect(notPlaced).toEqual([]);
    expect(answered.length).toBe(10);
    const [before, after] = [await cellsOf(original), await cellsOf(bytes)];
    const changed = [...after].filter(([name, cell]) => JSON.stringify(cell) !== JSON.stringify(before.get(name)));
    // Column F asks for the date; G is used further down, so that answers and evidence stand in H and I.
    const filledCells = ["F3", "F4", "F5", "F6", "H2", "H3", "H4", "H5", "H6", "I2", "I3", "I4", "I5", "I6"];
    const added = changed.filter(([, cell]) => (cell as { readonly value: unknown }).value !== null);
    expect(added.map(([name]) => name).sort()).toEqual(filledCells.map((cell) => `回答 & 票!${cell}`));
    // A cell that another was added beside is there now, and is empty.
    for (const [name, cell] of changed) {
      if (!added.some(([other]) => other === name))
        expect(before.has(name), `${name} ${JSON.stringify(cell)}`).toBe(false);
    }
    for (const [name, cell] of before)
      expect(name.includes("!F") ? "" : after.get(name), name).toEqual(name.includes("!F") ? "" : cell);
    const valueOf = (name: string): unknown => (after.get(`回答 & 票!${name}`) as { readonly value: unknown }).value;
    expect(valueOf("F3")).toBe("2026-11-01");
    expect([valueOf("H2"), valueOf("I2")]).toEqual(["結果", "根拠と理由"]);
    expect(valueOf("H6")).toContain("[EY-02] 文書の範囲で確認済み\n言えるのはここまで: <\"EY-02\" & 'x'>");
    expect(valueOf("I5")).toBe("[EY-01] =HYPERLINK(1)\n① 高い壁\n[EY-01.1] =HYPERLINK(1)\n① 高い壁");
  });

  test("keeps every file of its archive that no answer goes into byte for byte, packed as it was", async () => {
    const original = await exampleWorkbook();
    const { bytes } = filled(original, "example.xlsx");
    const [before, after] = [openZip(original, "before"), openZip(bytes, "after")];
    expect(after.entries.map(({ name }) => name)).toEqual(before.entries.map(({ name }) => name));
    const packed = (zip: typeof before, index: number): string => {
      const entry = zip.entries[index];
      return entry === undefined ? "" : hex(zip.bytes.subarray(entry.data, entry.data + entry.packed));
    };
    const changed = before.entries.filter((_, index) => packed(before, index) !== packed(after, index));
    expect(changed.map(({ name }) => name)).toEqual(["xl/worksheets/sheet2.xml"]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const { name, offset, data, packed: length, size, method } of after.entries) {
      const content =
        method === 0 ? bytes.subarray(data, data + length) : inflateRawSync(bytes.subarray(data, data + length));
      expect(content.length, name).toBe(size);
      if ((view.getUint16(offset + 6, true) & 8) === 0)
        expect(view.getUint32(offset + 14, true), name).toBe(crc32(content));
    }
  });

  test("is the same bytes where nothing is answered", async () => {
    const original = await exampleWorkbook();
    expect(hex(filled(original, "example.xlsx", []).bytes)).toBe(hex(original));
  });

  test("can be filled once more, beside what stands there", async () => {
    const once = filled(await exampleWorkbook(), "example.xlsx").bytes;
    const twice = filled(once, "example.xlsx").bytes;
    const [before, after] = [await cellsOf(once), await cellsOf(twice)];
    for (const [name, cell] of before) expect(after.get(name), name).toEqual(cell);
    expect((after.get("回答 & 票!J3") as { readonly value: unknown }).value).toContain("確認済み");
  });
});
