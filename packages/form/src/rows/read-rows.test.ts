import { describe, expect, test } from "vitest";
import { openForm, readRows, type FormRow } from "../index.ts";
import { exampleText, exampleWorkbook, utf8 } from "../testing/example.ts";

const rowsOf = (text: string, name = "example.txt"): readonly FormRow[] => readRows(openForm(utf8(text), name)).rows;

/** What tells rows apart, in short: id, mark, strength, text, and the remarks that limit them. */
const short = (rows: readonly FormRow[]): readonly string[] =>
  rows.map(({ id, mark, modality, strength, text, caveats }) =>
    [id, mark, modality, strength, text, ...caveats.map((caveat) => `← ${caveat}`)].join(" | "),
  );

describe("the rows of a text", () => {
  test("are found where headings are glued to the sentence before, with remarks at their row", () => {
    expect(short(rowsOf(exampleText))).toEqual([
      "S1-00 | none | heading | plain | ■入口対策",
      "S1-01 | 有 | implemented | plain | - WAF:有",
      "S1-01.1 | 有 | implemented | plain | WAFを公開する受け口に入れています。",
      "S1-02 | 有 | implemented | plain | - 不正アクセス監視:有 | ← S1-02.Q1",
      "S1-02.1 | 有 | implemented | plain | ログを集めて分析しています。",
      "S1-02.Q1 | planned | planned | plain | ※ SOC運用は、検討予定です。",
      "S2-00 | none | heading | plain | ■内部対策",
      "S2-01 | 有 | implemented | plain | - データの暗号化:有",
      "S2-01.1 | 有 | implemented | absolute | 全てのDBを暗号化しています。",
      "S2-02 | 無 | not_implemented | plain | - DLP:無",
      "S2-02.1 | 無 | not_implemented | plain | 導入していません。",
    ]);
  });

  test("are found in every way that marks and bullets are written", () => {
    const marks: Readonly<Record<string, string>> = {
      "- 対策:有": "有",
      "－ 対策：有": "有",
      "・対策：無し": "無",
      "●対策： ○": "有",
      "○ 対策 : ×": "無",
      "対策：有（一部）": "有",
      "対策 ……………… ○": "有",
      "対策　　　　無": "無",
      "対策（有）": "有",
      "【無】対策": "無",
      "■ 対策：有": "none",
      "- 対策：△": "planned",
      "- 対策：検討中": "planned",
      "* 対策: ﾅｼ": "none",
      "- 対策:あり": "有",
      "- 対策：該当なし": "none",
      "・対策：有効にしています": "none",
    };
    expect(Object.fromEntries(Object.keys(marks).map((line) => [line, rowsOf(`■入口\n${line}`).at(-1)?.mark]))).toEqual(
      marks,
    );
    const label = Object.keys(marks)
      .filter((line) => marks[line] === "有")
      .map((line) => rowsOf(line)[0]?.label);
    expect(new Set(label)).toEqual(new Set(["対策"]));
  });

  test("keep unmarked headings unmarked, and lists, numbers and labels apart from them", () => {
    const text = [
      "■内部対策",
      "ログ監視",
      "一部のログを分析しています。",
      "(1) ポート制限",
      "実施内容:",
      "・ポートスキャン",
      "・自動更新 - 更新:有",
      "更新:2週間に1回程度(マストではない)",
    ].join("\r\n");
    expect(short(rowsOf(text))).toEqual([
      "S1-00 | none | heading | plain | ■内部対策",
      "S1-01 | none | heading | plain | ログ監視",
      "S1-01.1 | none | implemented | partial | 一部のログを分析しています。",
      "S1-01.2 | none | implemented | plain | (1) ポート制限",
      "S1-01.3 | none | scope | plain | 実施内容:",
      "S1-01.4 | none | implemented | plain | ・ポートスキャン",
      "S1-01.5 | none | implemented | plain | ・自動更新",
      "S1-02 | 有 | implemented | plain | - 更新:有",
      "S1-02.1 | 有 | implemented | best_effort | 更新:2週間に1回程度 | ← S1-02.Q1",
      "S1-02.Q1 | none | qualifier | best_effort | (マストではない)",
    ]);
  });

  test("say which words limit them, and where", () => {
    const [, row] = rowsOf("- 更新:有\n必要に応じて、1年に1回程度、脅威などを検知することが可能です。");
    expect(row?.words.map(({ word, limits, at }) => [word, limits, at])).toEqual([
      ["必要に応じて", "as_needed", 0],
      ["1年に1回", "frequency", 7],
      ["程度", "tolerance", 12],
      ["など", "partial", 17],
      ["可能です", "capability", 27],
    ]);
    expect(row).toMatchObject({ mark: "有", modality: "capability", strength: "as_needed" });
    const [, , split] = rowsOf("- 監視:無\nログは集めていますが、監視までは実施していません。");
    expect(split).toMatchObject({ mark: "無", text: "監視までは実施していません。" });
    expect(rowsOf("- 監視:無\nログは集めていますが、監視までは実施していません。")[1]?.mark).toBe("有");
    expect(rowsOf("- 管理:有\n厳重な管理を行っています。")[1]).toMatchObject({ mark: "none", modality: "vague" });
  });

  test("leave over what stands before the first row, and lines that are none", () => {
    const { rows, notPlaced } = readRows(
      openForm(utf8(`弊社の回答です。\n- 対策:有\n${"長".repeat(4001)}\n。\n* 詳細です\n*1 予定です`), "example.txt"),
    );
    expect(rows.map(({ id }) => id)).toEqual(["S1-01", "S1-01.1", "S1-01.Q1"]);
    expect(notPlaced.map(({ why, place }) => [why, place])).toEqual([
      ["BEFORE_FIRST_ROW", { line: 1, start: 0, end: 8 }],
      ["LINE_TOO_LONG", { line: 3, start: 0, end: 4001 }],
      ["NOT_UNDERSTOOD", { line: 4, start: 0, end: 1 }],
    ]);
  });

  test("are read in seconds, whatever the longest lines are made of", { timeout: 60_000 }, () => {
    for (const part of [" - ", "- 対策:", "【", "（有）", "　", "-・●", "。 - 対策:有", "が、", "※"]) {
      const line = part.repeat(Math.floor(4000 / part.length));
      expect(
        readRows(openForm(utf8(`- 対策:有\n${line}\n${line}\n`), "example.txt")).rows.length,
        part,
      ).toBeGreaterThan(0);
    }
  });
});

describe("the rows of a table", () => {
  const expected = [
    "S1-00 | none | heading | plain | 入口対策",
    "S1-01 | 有 | implemented | plain | ＷＡＦ",
    "S1-01.1 | 有 | implemented | plain | WAFを公開する受け口に入れています。",
    "S1-02 | 有 | implemented | plain | 不正アクセス監視 | ← S1-02.Q1",
    "S1-02.1 | 有 | implemented | plain | ログを集めて 分析しています。",
    "S1-02.Q1 | planned | planned | plain | ※ SOC運用は、検討予定です。",
    "S2-00 | none | heading | plain | 内部対策",
    "S2-01 | 有 | implemented | plain | データの暗号化",
    "S2-01.1 | 有 | implemented | absolute | 全てのＤＢを暗号化しています",
    "S2-02 | 無 | not_implemented | plain | DLP",
    "S2-02.1 | 無 | not_implemented | plain | 導入していません。",
    "S2-03 | none | heading | plain | その他",
  ];

  test("are found by the titles of its columns in a workbook", async () => {
    const { rows, notPlaced } = readRows(openForm(await exampleWorkbook(), "example.xlsx"));
    const sheet = "回答 & 票";
    const ofSheet = rows.filter(
      ({ place }) => !("line" in place) && place.sheet === sheet && place.row > 2 && place.row < 8,
    );
    // The cover above it begins a section of its own.
    const first = Number(/\d+/u.exec(ofSheet[0]?.id ?? "")?.[0]);
    const counted = (row: string): string => row.replace(/S(\d+)-/gu, (_, number) => `S${Number(number) + first - 1}-`);
    expect(short(ofSheet)).toEqual(expected.map(counted));
    expect(notPlaced.filter(({ why }) => why !== "BEFORE_FIRST_ROW")).toEqual([
      { place: null, text: "隠し", why: "SHEET_HIDDEN" },
      { place: { sheet: "表紙", row: 3, column: 2, start: 0, end: 1 }, text: "3", why: "NOT_UNDERSTOOD" },
      { place: { sheet, row: 7, column: 4, start: 0, end: 1 }, text: "?", why: "MARK_UNREADABLE" },
    ]);
    expect(ofSheet[1]?.place).toEqual({ sheet, row: 3, column: 3, start: 0, end: 3 });
    expect(ofSheet[5]?.place).toEqual({ sheet, row: 4, column: 5, start: 16, end: 32 });
  });

  test("are found without titles by the column of marks", () => {
    const rows = rowsOf("1,WAF,○,入れています。\n2,DLP,×,\n3,SOC,☑無 □有,\n", "example.csv");
    expect(short(rows)).toEqual([
      "S1-01 | 有 | implemented | plain | WAF",
      "S1-01.1 | 有 | implemented | plain | 入れています。",
      "S1-02 | 無 | not_implemented | plain | DLP",
      "S1-03 | 無 | not_implemented | plain | SOC",
    ]);
  });

  test("are those of its lines where a table is a text in cells", () => {
    const cells = exampleText
      .split("\n")
      .map((line) => `"${line}"`)
      .join("\n");
    expect(short(rowsOf(cells, "example.csv"))).toEqual(short(rowsOf(exampleText)));
  });

  test("are those of its lines where the lines are numbered, with titles and without", () => {
    const lines = exampleText.split("\n").map((line, index) => `${String(index + 1)},"${line}",`);
    const [numbered, titled] = [lines, ["No.,項目,有無", ...lines]].map((table) => table.join("\n"));
    expect(short(rowsOf(numbered ?? "", "example.csv"))).toEqual(short(rowsOf(exampleText)));
    expect(short(rowsOf(titled ?? "", "example.csv"))).toEqual(short(rowsOf(exampleText)));
  });

  test("hold no number that stands by itself, and that is said", () => {
    const { rows, notPlaced } = readRows(openForm(utf8("- WAF:有\n46327\n入れています。\n"), "example.csv"));
    expect(short(rows)).toEqual([
      "S1-01 | 有 | implemented | plain | - WAF:有",
      "S1-01.1 | 有 | implemented | plain | 入れています。",
    ]);
    expect(notPlaced).toEqual([
      { place: { sheet: null, row: 2, column: 1, start: 0, end: 5 }, text: "46327", why: "NOT_UNDERSTOOD" },
    ]);
  });
});
