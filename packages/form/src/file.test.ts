import { deflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openForm, type FormFile } from "./index.ts";
import { exampleWorkbook, utf8 } from "./testing/example.ts";
import { maxRatio, maxUnpacked, openZip, unpack } from "./workbook/zip.ts";

const types = (main: string): string =>
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${main}"/></Types>`;

const relationships = (type: string, target: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;

/** A workbook of one sheet, as small as one can be, with parts of it replaced. */
function workbook(changed: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  const parts: Readonly<Record<string, string | Uint8Array>> = {
    "[Content_Types].xml": types("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "_rels/.rels": relationships("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml":
      '<x:workbook xmlns:x="urn:example" xmlns:r="urn:example:r"><x:sheets><x:sheet name="A" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
    "xl/_rels/workbook.xml.rels": relationships("worksheet", "/xl/worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml":
      '<x:worksheet xmlns:x="urn:example"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>■入口</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
    ...changed,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === "string" ? utf8(part) : part]),
    ),
    { level: 1 },
  );
}

const open = (bytes: Uint8Array, name = "example.xlsx"): FormFile => openForm(bytes, name);

describe("a workbook", () => {
  test("is read with prefixes, without places of rows and cells, without its hidden sheets and readings", async () => {
    const small = open(workbook());
    expect(small.kind === "xlsx" ? small.workbook.sheets[0]?.table.cells : null).toEqual([
      { row: 1, column: 1, text: "■入口" },
    ]);
    const phonetic =
      '<worksheet><sheetData><row r="2"><c r="C2" t="inlineStr"><is><r><t>対</t></r><r><t>策</t></r><rPh sb="0" eb="2"><t>タイサク</t></rPh></is></c><c r="D2" t="e"><v>#REF!</v></c></row></sheetData></worksheet>';
    const read = open(workbook({ "xl/worksheets/sheet1.xml": phonetic }));
    expect(read.kind === "xlsx" ? read.workbook.sheets[0]?.table.cells : null).toEqual([
      { row: 2, column: 3, text: "対策" },
    ]);
    const example = open(await exampleWorkbook());
    expect(
      example.kind === "xlsx"
        ? [example.workbook.sheets.map(({ table }) => table.name), example.workbook.hidden]
        : null,
    ).toEqual([["表紙", "回答 & 票"], ["隠し"]]);
  });

  test("is refused with what is wrong with it", () => {
    const whole = workbook();
    const damaged = Uint8Array.from(whole);
    damaged.fill(0xff, 40, 60);
    const encrypted = Uint8Array.from(whole);
    const directory = new DataView(whole.buffer, whole.byteOffset).getUint32(whole.length - 6, true);
    encrypted[directory + 8] = 1;
    const twice = Uint8Array.from(zipSync({ "a.xml": utf8("1"), "b.xml": utf8("2") })).map((byte) =>
      byte === 0x62 ? 0x61 : byte,
    );
    const hostile: readonly (readonly [string, Uint8Array, RegExp, string?])[] = [
      ["macros by name", whole, /workbook with macros/u, "example.xlsm"],
      ["text", utf8("■入口\n"), /its name is that of a workbook, and it holds none/u, "example.xlsx"],
      ["text", utf8("■入口\n"), /its name is that of a workbook, and it holds none/u, "example.xls"],
      [
        "macros by type",
        workbook({ "[Content_Types].xml": types("application/vnd.ms-excel.sheet.macroEnabled.main+xml") }),
        /holds macros/u,
      ],
      ["a macro project", workbook({ "xl/vbaProject.bin": "x" }), /holds macros/u],
      [
        "a document type",
        workbook({ "xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' }),
        /sheet1\.xml declares a document type/u,
      ],
      [
        "an entity",
        workbook({ "xl/workbook.xml": "<workbook>&secret;</workbook>" }),
        /workbook\.xml is no XML from character/u,
      ],
      [
        "another character set",
        workbook({ "xl/workbook.xml": Uint8Array.from([0xff, 0xfe, 0x3c, 0]) }),
        /not in UTF-8/u,
      ],
      ["deep nesting", workbook({ "xl/workbook.xml": "<a>".repeat(200_000) }), /nested too deeply|is no XML/u],
      ["a missing part", zipSync({ "a.txt": utf8("x") }), /no workbook: it has no \[Content_Types\]/u],
      ["a document", workbook({ "xl/workbook.xml": "<document/>" }), /no workbook/u],
      ["a cut-off file", whole.subarray(0, whole.length - 30), /damaged/u],
      ["damage", damaged, /damaged/u],
      ["encryption", encrypted, /encrypted/u],
      ["a name twice", twice, /two files of one name/u],
      ["a password", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /password/u],
      ["a large part", workbook({ "xl/workbook.xml": noise(17 * 1024 * 1024) }), /more than 16777216 bytes/u],
    ];
    for (const [what, bytes, message, name] of hostile) {
      expect(() => open(bytes, name), what).toThrow(message);
      try {
        open(bytes, name);
      } catch (error) {
        expect(error, what).toMatchObject({ code: "FORM_INVALID" });
        expect((error as Error).message, what).not.toContain("secret");
      }
    }
  });
});

/** Bytes that hardly become smaller. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0, state = 1; index < length; index += 1) {
    state = (state * 48_271) % 0x7fffffff;
    bytes[index] = state & 0xff;
  }
  return bytes;
}

describe("an archive that becomes too large", () => {
  const bomb = zipSync({ "xl/workbook.xml": new Uint8Array(8 * 1024 * 1024) }, { level: 9 });

  test("is refused by what it says", () => {
    expect(() => openZip(bomb, "example.xlsx")).toThrow(new RegExp(`more than ${maxRatio} times`, "u"));
  });

  test("is refused by what it becomes, if it says less, before it is whole", () => {
    const lying = Uint8Array.from(bomb);
    const view = new DataView(lying.buffer);
    const directory = view.getUint32(lying.length - 6, true);
    view.setUint32(directory + 24, 100, true);
    const zip = openZip(lying, "example.xlsx");
    expect(() => unpack(zip, "xl/workbook.xml")).toThrow(/too large/u);
    expect(zip.unpacked.total).toBeLessThan(16 * 1024 * 1024);
  });

  test("is refused by all its files together", () => {
    // Each file becomes no more than 150 times as large, and all of them more than there may be.
    const part = new Uint8Array(1024 * 1024);
    part.set(noise(8 * 1024));
    expect(part.length / deflateRawSync(part).length).toBeLessThan(maxRatio);
    const many = zipSync(Object.fromEntries(Array.from({ length: 129 }, (_, index) => [`f${index}`, part])), {
      level: 1,
    });
    expect(() => openZip(many, "example.xlsx")).toThrow(new RegExp(`more than ${maxUnpacked} bytes`, "u"));
    const lying = Uint8Array.from(many);
    const view = new DataView(lying.buffer);
    for (let at = view.getUint32(lying.length - 6, true); view.getUint32(at, true) === 0x02014b50;) {
      view.setUint32(at + 24, 1, true);
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    const zip = openZip(lying, "example.xlsx");
    const all = (): void => {
      for (const { name } of zip.entries) unpack(zip, name);
    };
    expect(all).toThrow(/too large/u);
  });
});

describe("a text or CSV", () => {
  test("is refused with the line if it mixes character sets, and as a whole if it is no text", () => {
    const shiftJis = [0x97, 0x4c, 0x96, 0xb3, 0x0a];
    const mixed = Uint8Array.from([...shiftJis, ...shiftJis, ...utf8("有無を答える\n")]);
    for (const name of ["example.txt", "example.csv"]) {
      expect(() => open(mixed, name)).toThrow(/line 3 is not in shift_jis/u);
      expect(() => open(Uint8Array.from([...utf8("有無を答える\n"), ...shiftJis]), name)).toThrow(
        /line 1 is not in shift_jis, as other lines are/u,
      );
      expect(() => open(Uint8Array.from([0xef, 0xbb, 0xbf, 0x41, 0x0a, ...shiftJis]), name)).toThrow(
        /line 2 is not in utf-8/u,
      );
      expect(() => open(Uint8Array.from([0xff, 0xfe, 0x41, 0, 0x0a, 0, 0x41]), name)).toThrow(
        /line 2 is not in utf-16le/u,
      );
      expect(() => open(Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0]), name)).toThrow(/no text, CSV or \.xlsx/u);
      expect(() => open(new Uint8Array(), name)).toThrow(/empty/u);
    }
    expect(() => open(new Uint8Array(33 * 1024 * 1024), "example.txt")).toThrow(/more than/u);
  });
});
