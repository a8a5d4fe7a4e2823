import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { fillForm, openForm } from "./index.ts";
import { exampleAnswers, exampleWorkbook, placesIn, titles } from "./testing/example.ts";

const isThere = spawnSync("soffice", ["--version"]).status === 0;
const why = isThere ? "" : " (skipped: there is no LibreOffice, whose soffice would open the workbook)";

/** Every cell that holds something, as LibreOffice shows it, by sheet, row and column. */
function shownBy(folder: string, name: string, bytes: Uint8Array): ReadonlyMap<string, string> {
  writeFileSync(join(folder, `${name}.xlsx`), bytes);
  // UTF-8, quoted where needed, as shown, all sheets.
  const csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
  const flags = [profile, "--headless", "--convert-to", csv, "--outdir", folder];
  execFileSync("soffice", [...flags, join(folder, `${name}.xlsx`)], { stdio: "ignore", timeout: 90_000 });
  const cells = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    if (!file.startsWith(`${name}-`)) continue;
    const rows: readonly (readonly string[])[] = parse(readFileSync(join(folder, file)), { relax_column_count: true });
    rows.forEach((row, index) => {
      row.forEach((text, column) => {
        if (text !== "") cells.set(`${file.slice(name.length)} ${String(index + 1)}/${String(column + 1)}`, text);
      });
    });
  }
  return cells;
}

describe.skipIf(!isThere)(`LibreOffice opens a filled workbook${why}`, () => {
  test("and shows every cell as it was, formulas computed, with the answers beside them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-libreoffice-"));
    try {
      const original = await exampleWorkbook();
      const file = openForm(original, "example.xlsx");
      const { bytes } = fillForm(file, original, exampleAnswers, placesIn(original, "example.xlsx"), titles);
      const before = shownBy(folder, "before", original);
      const after = shownBy(folder, "after", bytes);
      expect([...before.values()].filter((text) => text === "15")).toHaveLength(1);
      for (const [cell, text] of before) expect(after.get(cell), cell).toBe(text);
      const added = [...after.keys()].filter((cell) => !before.has(cell)).map((cell) => cell.split(" ").at(-1));
      const row = (number: number, ...columns: readonly number[]): readonly string[] =>
        columns.map((column) => `${String(number)}/${String(column)}`);
      expect(added.sort()).toEqual([...row(2, 8, 9), ...[3, 4, 5, 6].flatMap((number) => row(number, 6, 8, 9))]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 200_000);
});
