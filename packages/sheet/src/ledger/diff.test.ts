import { describe, expect, test } from "vitest";
import type { ClaimVerdict } from "../report.ts";
import { diffLedger, presents, type Present } from "./diff.ts";
import type { Ledger } from "./ledger.ts";
import type { Statement } from "./statement.ts";

type Verdicts = Readonly<Record<string, ClaimVerdict>>;

interface Entry {
  readonly day: string;
  readonly verdicts: Verdicts;
  readonly issued?: string;
  readonly sheet?: Statement["sheet"];
  readonly waivers?: string;
  readonly bundle?: string;
}

const sheet = { id: "example-sheet", digest: "sha256:1" };

function statement({ day, verdicts, issued, sheet: of = sheet, waivers, bundle }: Entry, index: number): Statement {
  return {
    schema: "sekisho.ledger/v1",
    sequence: index + 1,
    previous: null,
    key: "sha256:k",
    instant: `2026-${day}T00:00:00.000Z`,
    issued: issued ?? null,
    sheet: of,
    bundle: { revision: "r", digest: bundle ?? "sha256:b" },
    profile: null,
    waivers: waivers ?? null,
    documents: [],
    report: `sha256:r${String(index)}`,
    claims: Object.entries(verdicts).map(([claim, verdict]) => ({ claim, verdict, evidence: "sha256:e" })),
  };
}

function ledgerOf(...entries: readonly Entry[]): Ledger {
  return { name: "ledger.jsonl", statements: entries.map(statement), head: "sha256:h", lines: [] };
}

/** Per claim: verdicts with the days of held, since and now, and the issued statements. */
function lost(ledger: Ledger, present: Present | undefined = presents(ledger)[0]): unknown {
  if (present === undefined) throw new Error("The ledger is empty.");
  const { claims, issued } = diffLedger(ledger, present);
  const said = ({ verdict, instant }: { readonly verdict: string; readonly instant: string }): string =>
    `${verdict} ${instant.slice(5, 10)}`;
  return {
    claims: claims.map(({ claim, held, since, now, issued: sequences }) => [
      claim,
      said(held),
      said(since),
      said(now),
      sequences,
    ]),
    issued: issued.map(({ issued: name, claims: ids, isOtherVersion }) => [name, ids, isOtherVersion]),
  };
}

const nothing = { claims: [], issued: [] };

describe("diffLedger", () => {
  test("says since when an answer is no longer true, and in which issued sheets it stands", () => {
    const ledger = ledgerOf(
      { day: "04-01", verdicts: { A: "verified", B: "verified" }, issued: "Example Inc." },
      { day: "05-01", verdicts: { A: "verified", B: "verified" } },
      { day: "06-01", verdicts: { A: "contradicted", B: "verified" }, issued: "Sample Ltd." },
      { day: "07-01", verdicts: { A: "unknown", B: "verified" } },
    );
    expect(lost(ledger)).toEqual({
      claims: [["A", "verified 05-01", "contradicted 06-01", "unknown 07-01", [1]]],
      issued: [["Example Inc.", ["A"], false]],
    });
  });

  test("touches every sheet that said more, also before an answer was untrue for a while", () => {
    const ledger = ledgerOf(
      { day: "04-01", verdicts: { A: "verified" }, issued: "first" },
      { day: "05-01", verdicts: { A: "contradicted" }, issued: "second" },
      { day: "06-01", verdicts: { A: "attested" }, issued: "third" },
      { day: "07-01", verdicts: { A: "expired" } },
    );
    expect(lost(ledger)).toEqual({
      claims: [["A", "attested 06-01", "expired 07-01", "expired 07-01", [1, 3]]],
      issued: [
        ["first", ["A"], false],
        ["third", ["A"], false],
      ],
    });
  });

  test.each<readonly [string, readonly ClaimVerdict[]]>([
    ["was never true", ["contradicted", "unknown"]],
    ["is true again", ["verified", "contradicted", "verified"]],
    ["is as true in another way", ["verified", "attested", "unrefuted"]],
    ["has an exception as before", ["excepted", "deviation"]],
    ["is said no more", ["verified", "not_claimed"]],
    ["was not said", ["not_claimed", "contradicted"]],
    ["became true", ["planned", "consistent"]],
  ])("leaves an answer out that %s", (_, verdicts) => {
    const entries = verdicts.map((verdict, index) => ({ day: `0${String(index + 1)}-01`, verdicts: { A: verdict } }));
    expect(lost(ledgerOf(...entries))).toEqual(nothing);
  });

  test("an answer that only an exception holds up is less than one without", () => {
    const ledger = ledgerOf(
      { day: "04-01", verdicts: { A: "verified" }, issued: "first" },
      { day: "05-01", verdicts: { A: "excepted" }, issued: "second" },
      { day: "06-01", verdicts: { A: "excepted" } },
    );
    expect(lost(ledger)).toEqual({
      claims: [["A", "verified 04-01", "excepted 05-01", "excepted 06-01", [1]]],
      issued: [["first", ["A"], false]],
    });
  });

  test("says what else changed with an answer", () => {
    const ledger = ledgerOf(
      { day: "04-01", verdicts: { A: "verified" }, bundle: "sha256:a" },
      { day: "05-01", verdicts: { A: "verified" } },
      { day: "06-01", verdicts: { A: "excepted" }, waivers: "sha256:w" },
      { day: "07-01", verdicts: { A: "excepted" }, waivers: "sha256:w", bundle: "sha256:c" },
    );
    const [present] = presents(ledger);
    expect(present && diffLedger(ledger, present).claims.map(({ differences }) => differences)).toEqual([["waivers"]]);
  });

  test("compares sheets of one id, and says of others of that id that they were changed", () => {
    const ledger = ledgerOf(
      { day: "03-01", verdicts: { A: "verified" }, issued: "other sheet", sheet: { id: "other", digest: "sha256:9" } },
      { day: "04-01", verdicts: { A: "verified" }, issued: "first", sheet: { id: sheet.id, digest: "sha256:0" } },
      { day: "05-01", verdicts: { A: "understated" } },
    );
    expect(presents(ledger).map(({ sequence }) => sequence)).toEqual([1, 3]);
    const [, present] = presents(ledger);
    expect(lost(ledger, present)).toEqual({
      claims: [["A", "verified 04-01", "understated 05-01", "understated 05-01", [2]]],
      issued: [["first", ["A"], true]],
    });
  });

  test("a report that stands in no ledger is later than what it is compared with", () => {
    const ledger = ledgerOf(
      { day: "04-01", verdicts: { A: "verified" }, issued: "first" },
      { day: "08-01", verdicts: { A: "verified" }, issued: "later" },
    );
    const report: Present = {
      bundle: { digest: "sha256:b" },
      profile: null,
      waivers: null,
      sequence: null,
      instant: "2026-06-01T09:00:00+09:00",
      sheet,
      claims: [{ claim: "A", verdict: "contradicted" }],
    };
    expect(lost(ledger, report)).toEqual({
      claims: [["A", "verified 04-01", "contradicted 06-01", "contradicted 06-01", [1]]],
      issued: [["first", ["A"], false]],
    });
  });
});
