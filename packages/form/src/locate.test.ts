import { existsSync, readFileSync } from "node:fs";
import { securitySheet } from "@sekisho/catalog";
import { describe, expect, test } from "vitest";
import { claimsOfSheet, claimTexts, formYaml, locate, openForm, readPlaces, readRows, toForm } from "./index.ts";
import { exampleClaims, exampleText, exampleWorkbook, placesIn, utf8 } from "./testing/example.ts";

const texts = claimTexts(utf8(exampleText), "example.txt", exampleClaims);

describe("the claims of a sheet", () => {
  test("are found in its own source where their spans are", () => {
    const places = placesIn(utf8(exampleText), "example.txt");
    expect(Object.fromEntries(places)).toEqual(Object.fromEntries(exampleClaims.map(({ id, source }) => [id, source])));
  });

  test("are found in a table of other widths, without bullets and stops", async () => {
    const places = placesIn(await exampleWorkbook(), "example.xlsx");
    const cell = (column: number, row: number, start: number, end: number): object => ({
      sheet: "回答 & 票",
      row,
      column,
      start,
      end,
    });
    expect(places.get("EX-01")).toEqual(cell(3, 3, 0, 3));
    expect(places.get("EX-02.1")).toEqual(cell(5, 4, 0, 6));
    expect(places.get("EX-02.2")).toEqual(cell(5, 4, 7, 15));
    expect(places.get("EX-02.Q1")).toEqual(cell(5, 4, 16, 32));
    expect(places.get("EY-01.1")).toEqual(cell(5, 5, 0, 14));
    // A section that stands in a column of its own.
    expect(places.get("EX-00")).toEqual(cell(2, 3, 0, 4));
  });

  test("are told apart by their row where their words repeat, in whatever order the rows stand", () => {
    const lines = exampleText.split("\n");
    const turned = [...lines.slice(5), ...lines.slice(0, 5)].join("\n");
    const { places, missing } = locate(readRows(openForm(utf8(turned), "turned.txt")), exampleClaims, texts);
    expect(missing).toEqual([]);
    expect(places.get("EX-01")).toEqual({ line: 7, start: 0, end: 7 });
    expect(places.get("EY-02.1")).toEqual({ line: 5, start: 0, end: 9 });
  });

  test("are refused with a source that is not theirs", () => {
    expect(() => claimTexts(utf8("■入口"), "other.txt", exampleClaims)).toThrow(
      /not the source of the sheet: EX-00 is no span of line 1/u,
    );
  });
});

describe("the document of places", () => {
  const bytes = utf8(exampleText);
  const rows = readRows(openForm(bytes, "example.txt"));
  const form = toForm(openForm(bytes, "example.txt"), "sha256:1", rows, {
    id: "example",
    located: locate(rows, exampleClaims, texts),
  });

  test("is read back as it was written, and rows name their claims", () => {
    const places = readPlaces(formYaml(form), "places.yaml", "sha256:1");
    expect(places).toEqual(placesIn(bytes, "example.txt"));
    expect(readPlaces(JSON.stringify(form), "places.json", "sha256:1")).toEqual(places);
    expect(form.rows.filter(({ claims }) => claims.length > 1).map(({ text, claims }) => [text, claims])).toEqual([
      ["ログを集めて分析しています。", ["EX-02.1", "EX-02.2"]],
    ]);
    expect([form.notFound, form.notPlaced]).toEqual([[], []]);
  });

  test("is refused for another file, and where it is not understood", () => {
    const refused: Readonly<Record<string, RegExp>> = {
      "a: [": /no YAML/u,
      "a: &x 1\nb: *x": /no YAML/u,
      "- 1": /holds no places/u,
      "schema: other": /its schema is not/u,
      [formYaml({ ...form, file: { ...form.file, digest: "sha256:2" } })]: /of another file/u,
      [JSON.stringify({ ...form, places: [{ claim: "A", place: { line: -1, start: 0, end: 1 } }] })]:
        /entry 1 of its places/u,
      [JSON.stringify({ ...form, places: [...form.places, form.places[0]] })]:
        /entry 13 of its places gives a claim another place/u,
    };
    for (const [text, message] of Object.entries(refused)) {
      expect(() => readPlaces(text, "places.yaml", "sha256:1"), text.slice(0, 40)).toThrow(message);
    }
  });
});

/** The sheet's source stands beside the repository on development machines only; a test without it says so. */
const source = new URL("../../../../shared/spec/security-sheet.ja.txt", import.meta.url);

if (!existsSync(source))
  process.stderr.write("The given sheet is not imported: ../shared/spec is not beside this repository.\n");

describe.runIf(existsSync(source))("the given sheet", () => {
  const claims = claimsOfSheet(securitySheet);
  const bytes = existsSync(source) ? new Uint8Array(readFileSync(source)) : new Uint8Array();

  test("is read so that every claim is found at its span, and no text is left over", () => {
    const rows = readRows(openForm(bytes, "security-sheet.ja.txt"));
    const { places, missing } = locate(rows, claims, claimTexts(bytes, "security-sheet.ja.txt", claims));
    expect([missing, rows.notPlaced]).toEqual([[], []]);
    expect(Object.fromEntries(places)).toEqual(Object.fromEntries(claims.map(({ id, source: span }) => [id, span])));
  });

  test("is proposed with the marks that it is typed with, headings and rows each as such", () => {
    const rows = readRows(openForm(bytes, "security-sheet.ja.txt"));
    const proposed = rows.rows.filter(({ kind }) => kind === "heading" || kind === "requirement");
    const typed = securitySheet.claims.filter(({ kind }) => kind === "heading" || kind === "requirement");
    expect(proposed.map(({ kind, mark, place }) => ({ kind, mark, place }))).toEqual(
      typed.map(({ kind, mark, source: place }) => ({ kind, mark, place })),
    );
  });
});
