import type { SheetAnswer } from "@sekisho/report";
import Excel from "exceljs";
import { claimTexts, locate, openForm, readRows, type ColumnTitles, type PlacedClaim } from "../index.ts";
import type { Place } from "../rows/place.ts";

// A sheet made up by hand: no such company or system exists.

/** The source of the example sheet, glued and bulleted as such sheets are. */
export const exampleText = [
  "■入口対策",
  "- WAF:有",
  "WAFを公開する受け口に入れています。 - 不正アクセス監視:有",
  "ログを集めて分析しています。",
  "※ SOC運用は、検討予定です。",
  "■内部対策",
  "- データの暗号化:有",
  "全てのDBを暗号化しています。",
  "- DLP:無",
  "導入していません。",
].join("\n");

const spans: readonly (readonly [string, PlacedClaim["kind"], string, number, number, number])[] = [
  ["EX-00", "heading", "EX-00", 1, 0, 5],
  ["EX-01", "requirement", "EX-01", 2, 0, 7],
  ["EX-01.1", "statement", "EX-01", 3, 0, 19],
  ["EX-02", "requirement", "EX-02", 3, 20, 32],
  ["EX-02.1", "statement", "EX-02", 4, 0, 6],
  ["EX-02.2", "statement", "EX-02", 4, 6, 14],
  ["EX-02.Q1", "caveat", "EX-02", 5, 0, 16],
  ["EY-00", "heading", "EY-00", 6, 0, 5],
  ["EY-01", "requirement", "EY-01", 7, 0, 11],
  ["EY-01.1", "statement", "EY-01", 8, 0, 15],
  ["EY-02", "requirement", "EY-02", 9, 0, 7],
  ["EY-02.1", "statement", "EY-02", 10, 0, 9],
];

/** The claims of the example sheet. */
export const exampleClaims: readonly PlacedClaim[] = spans.map(([id, kind, requirement, line, start, end]) => ({
  id,
  kind,
  requirement,
  source: { line, start, end },
}));

/** An answer to every claim but headings; the words are made up, and hold what formats have to escape. */
export const exampleAnswers: readonly SheetAnswer[] = exampleClaims.map(({ id, kind, source }) => ({
  claim: id,
  kind,
  source,
  verdict: kind === "heading" ? "not_claimed" : "verified",
  wording: "",
  mark: "有",
  result: ["文書の範囲で確認済み", `言えるのはここまで: <"${id}" & 'x'>, _x0041_`],
  grounds: id === "EX-01" ? [] : ["=HYPERLINK(1)", "① 高い壁"],
  date: "2026-11-01",
}));

/** What added columns are called. */
export const titles: ColumnTitles = { answer: "結果", evidence: "根拠と理由", date: "検査日" };

/** Encodes a text in UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Where the claims of the example stand in a file. */
export function placesIn(bytes: Uint8Array, name: string): ReadonlyMap<string, Place> {
  const texts = claimTexts(utf8(exampleText), "example.txt", exampleClaims);
  return locate(readRows(openForm(bytes, name)), exampleClaims, texts).places;
}

/** The example sheet as a customer might lay it out: full width, marks in a column, a section merged down, styles, formulas. */
export async function exampleWorkbook(): Promise<Uint8Array> {
  const workbook = new Excel.Workbook();
  const cover = workbook.addWorksheet("表紙");
  cover.getCell("B2").value = "セキュリティチェックシート";
  cover.getCell("B3").value = { formula: "COUNTIF('回答 & 票'!D:D,\"○\")", result: 3 };
  const sheet = workbook.addWorksheet("回答 & 票", { views: [{ state: "frozen", ySplit: 2 }] });
  sheet.getColumn(3).width = 40;
  sheet.getRow(1).getCell(1).value = "クラウドサービス 確認票";
  sheet.mergeCells("A1:E1");
  sheet.getRow(2).values = ["No.", "分類", "項目", "有無", "備考", "確認日"];
  const rows = [
    [1, "入口対策", "ＷＡＦ", "○", "WAFを公開する受け口に入れています。"],
    [
      2,
      "入口対策",
      { richText: [{ text: "不正アクセス" }, { font: { bold: true }, text: "監視" }] },
      "○",
      "ログを集めて 分析しています。\n※ SOC運用は、検討予定です。",
    ],
    [3, "内部対策", "データの暗号化", "有", "全てのＤＢを暗号化しています"],
    [4, "内部対策", "DLP", "×", "導入していません。"],
    [5, "内部対策", "その他", "?", ""],
  ];
  rows.forEach((values, index) => {
    const row = sheet.getRow(index + 3);
    row.values = values;
    row.eachCell((cell) => {
      cell.border = { bottom: { style: "thin" } };
      cell.alignment = { wrapText: true };
    });
  });
  sheet.mergeCells("B3:B4");
  sheet.getCell("G9").value = { formula: "SUM(A3:A7)", result: 15 };
  sheet.getCell("G9").fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFFF00" } };
  sheet.addConditionalFormatting({
    ref: "D3:D7",
    rules: [
      { type: "expression", priority: 1, formulae: ['D3="×"'], style: { font: { color: { argb: "FFFF0000" } } } },
    ],
  });
  sheet.getCell("D3").dataValidation = { type: "list", allowBlank: true, formulae: ['"○,×,△"'] };
  sheet.getCell("D3").note = "○か×で答える";
  workbook.addWorksheet("隠し", { state: "hidden" }).getCell("A1").value = "選択肢";
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** Every cell of a workbook with what it holds and how it looks, by sheet and name. */
export async function cellsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, unknown>> {
  const workbook = new Excel.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const cells = new Map<string, unknown>();
  for (const sheet of workbook.worksheets) {
    cells.set(sheet.name, { state: sheet.state, merges: sheet.model.merges, views: sheet.views });
    sheet.eachRow({ includeEmpty: true }, (row) => {
      row.eachCell({ includeEmpty: true }, (cell) => {
        const { value, style, note, dataValidation, formula } = cell;
        cells.set(
          `${sheet.name}!${cell.address}`,
          JSON.parse(JSON.stringify({ value, style, note, dataValidation, formula })),
        );
      });
    });
  }
  return cells;
}
