import type { LedgerDiff } from "@sekisho/sheet";
import { describe, expect, it } from "vitest";
import { renderLedgerDiff } from "./ledger-diff.ts";

// Made up: no such companies and answers exist.
const diff: LedgerDiff = {
  schema: "sekisho.ledger-diff/v1",
  ledger: { name: "ledger.jsonl", head: "sha256:12", statements: 4 },
  sheet: "example-sheet",
  now: { sequence: 4, instant: "2026-07-01T00:00:00.000Z" },
  claims: [
    {
      claim: "EX-01",
      held: { sequence: 2, instant: "2026-05-01T15:00:00.000Z", verdict: "verified" },
      since: { sequence: 3, instant: "2026-06-01T00:00:00.000Z", verdict: "contradicted" },
      now: { sequence: 4, instant: "2026-07-01T00:00:00.000Z", verdict: "unknown" },
      differences: ["bundle", "waivers"],
      issued: [1],
    },
  ],
  issued: [
    {
      sequence: 1,
      instant: "2026-04-01T00:00:00.000Z",
      issued: "例示社\u001b[2J",
      isOtherVersion: true,
      claims: ["EX-01"],
    },
  ],
};

const wording = (claim: string): { readonly ja: string; readonly en: string } | undefined =>
  claim === "EX-01" ? { ja: "暗号化している", en: "It is encrypted." } : undefined;

describe("the difference between a ledger and now", () => {
  it("is said in English", () => {
    expect(renderLedgerDiff(diff, { lang: "en", wording })).toMatchInlineSnapshot(`
      "Ledger ledger.jsonl: statements 4, head sha256:12
      Sheet: example-sheet
      Now: the statement of 2026-07-01 (Japan; instant 2026-07-01T00:00:00.000Z)

      Answers that are no longer true, or less than before
        EX-01  It is encrypted.
          last verified on 2026-05-02 (statement 2); contradicted on 2026-06-01 (statement 3)
          unknown on 2026-07-01 (statement 4)
          The two checks also differ in this, and the change may come from there: other policy bundle, other waivers

      Issued sheets that say more than is true now
        例示社\\u{1b}[2J, issued on 2026-04-01 (statement 1): EX-01
          The sheet was changed since (example-sheet): compare the words.
      "
    `);
  });

  it("is said in Japanese", () => {
    expect(renderLedgerDiff(diff, { lang: "ja", wording })).toMatchInlineSnapshot(`
      "台帳 ledger.jsonl: 記録 4件、末尾 sha256:12
      シート: example-sheet
      現在: 2026-07-01(日本時間。時点 2026-07-01T00:00:00.000Z) の記録

      成り立たなくなった回答、または以前より弱くなった回答
        EX-01  暗号化している
          最後に「確認済み」だったのは 2026-05-02(記録 2)。2026-06-01(記録 3) には「不適合」
          2026-07-01(記録 4) には「未確認」
          二つの検査は次の条件も違い、変化はそのせいかもしれない: 別のポリシー一式, 別の例外承認

      現状を超えることを述べている提出済みシート
        例示社\\u{1b}[2J、2026-04-01(記録 1) 提出: EX-01
          その後シートが変わっている(example-sheet)。文言を照合すること。
      "
    `);
  });

  it("is said of a report, and where there is none", () => {
    const none = { ...diff, now: { sequence: null, instant: "2026-07-01T00:00:00.000Z" }, claims: [], issued: [] };
    expect(renderLedgerDiff(none, { lang: "en" })).toMatchInlineSnapshot(`
      "Ledger ledger.jsonl: statements 4, head sha256:12
      Sheet: example-sheet
      Now: the report of 2026-07-01 (Japan; instant 2026-07-01T00:00:00.000Z), which stands in no ledger

      Answers that are no longer true, or less than before
        None: every answer is as true as it ever was in the ledger.

      Issued sheets that say more than is true now
        None.
      "
    `);
  });
});
