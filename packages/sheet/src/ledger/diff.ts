import type { BaselineDifference, ClaimVerdict } from "../report.ts";
import { isBefore } from "../calendar.ts";
import type { Ledger } from "./ledger.ts";
import type { Statement } from "./statement.ts";

/** One saying of a claim: by a statement of the ledger, or by a report that stands in none (sequence null). */
export interface Said {
  readonly sequence: number | null;
  /** RFC 3339. */
  readonly instant: string;
  readonly verdict: ClaimVerdict;
}

/** What one check did otherwise than another. */
export type LedgerDifference = Exclude<BaselineDifference, "policies">;

/** One claim of which less is true than was once said. */
export interface LostClaim {
  readonly claim: string;
  /** The last time that more was true of it, and the first time after it that it was not. */
  readonly held: Said;
  readonly since: Said;
  readonly now: Said;
  /** What the checks of `held` and `since` did not share, so that the change may come from there; sorted. */
  readonly differences: readonly LedgerDifference[];
  /** Sequences of the issued statements that say more than is true now. */
  readonly issued: readonly number[];
}

/** One sheet that was handed out and says more than is true now. */
export interface AffectedSheet {
  readonly sequence: number;
  readonly instant: string;
  readonly issued: string;
  /** Whether the sheet was changed since: then the same claim may have had other words. */
  readonly isOtherVersion: boolean;
  readonly claims: readonly string[];
}

/** `sekisho.ledger-diff/v1`: which answers of a sheet are no longer true, since when, and which issued sheets they stand in. */
export interface LedgerDiff {
  readonly schema: "sekisho.ledger-diff/v1";
  readonly ledger: { readonly name: string; readonly head: string | null; readonly statements: number };
  readonly sheet: string;
  readonly now: { readonly sequence: number | null; readonly instant: string };
  /** In sheet order. */
  readonly claims: readonly LostClaim[];
  /** In the ledger's order. */
  readonly issued: readonly AffectedSheet[];
}

/** What is true now: the last statement of a sheet, or a report. */
export interface Present extends Pick<Statement, "instant" | "sheet" | "profile" | "waivers"> {
  readonly sequence: number | null;
  readonly bundle: { readonly digest: string };
  readonly claims: readonly { readonly claim: string; readonly verdict: ClaimVerdict }[];
}

/** How much of an answer is true: all of it, all but an exception or deviation, or nothing that can be shown. */
type Truth = 0 | 1 | 2;

const truths: Readonly<Record<ClaimVerdict, Truth | null>> = {
  verified: 2,
  unrefuted: 2,
  attested: 2,
  consistent: 2,
  planned: 2,
  excepted: 1,
  deviation: 1,
  unknown: 0,
  contradicted: 0,
  expired: 0,
  inconsistent: 0,
  understated: 0,
  stale: 0,
  not_claimed: null,
};

/** Lists the sheets of a ledger with what was said of each last, in the order in which they came to the ledger. */
export function presents({ statements }: Ledger): readonly Present[] {
  const last = new Map<string, Statement>();
  for (const statement of statements) last.set(statement.sheet.id, statement);
  return [...last.values()];
}

/** Compares what is true now with what a ledger says was true before. */
export function diffLedger(ledger: Ledger, present: Present): LedgerDiff {
  const earlier = ledger.statements.filter(
    ({ sheet, sequence, instant }) =>
      sheet.id === present.sheet.id &&
      (present.sequence === null ? !isBefore(present.instant, instant) : sequence <= present.sequence),
  );
  const claims = present.claims.flatMap(({ claim, verdict }): readonly LostClaim[] => {
    const now: Said = { sequence: present.sequence, instant: present.instant, verdict };
    const history = earlier.flatMap((statement): readonly Said[] => {
      const { sequence, instant } = statement;
      const found = statement.claims.find((one) => one.claim === claim);
      return found === undefined ? [] : [{ sequence, instant, verdict: found.verdict }];
    });
    const isMore = (said: Said): boolean => isMoreTrue(said.verdict, verdict);
    const last = history.findLastIndex(isMore);
    const held = history[last];
    if (held === undefined) return [];
    const saying = new Set(history.filter(isMore).map(({ sequence }) => sequence));
    return [
      {
        claim,
        held,
        since: history[last + 1] ?? now,
        now,
        differences: differencesOf(
          earlier.find(({ sequence }) => sequence === held.sequence) ?? present,
          earlier.find(({ sequence }) => sequence === history[last + 1]?.sequence) ?? present,
        ),
        issued: earlier
          .filter(({ issued, sequence }) => issued !== null && saying.has(sequence))
          .map(({ sequence }) => sequence),
      },
    ];
  });
  return {
    schema: "sekisho.ledger-diff/v1",
    ledger: { name: ledger.name, head: ledger.head, statements: ledger.statements.length },
    sheet: present.sheet.id,
    now: { sequence: present.sequence, instant: present.instant },
    claims,
    issued: earlier.flatMap(({ sequence, instant, issued, sheet }): readonly AffectedSheet[] => {
      const affected = claims.filter((claim) => claim.issued.includes(sequence)).map(({ claim }) => claim);
      return issued === null || affected.length === 0
        ? []
        : [{ sequence, instant, issued, isOtherVersion: sheet.digest !== present.sheet.digest, claims: affected }];
    }),
  };
}

function differencesOf(one: Present, other: Present): readonly LedgerDifference[] {
  const isOther: Readonly<Record<LedgerDifference, boolean>> = {
    bundle: one.bundle.digest !== other.bundle.digest,
    profile: one.profile !== other.profile,
    sheet: one.sheet.digest !== other.sheet.digest,
    waivers: one.waivers !== other.waivers,
  };
  return (["bundle", "profile", "sheet", "waivers"] as const).filter((what) => isOther[what]);
}

function isMoreTrue(earlier: ClaimVerdict, now: ClaimVerdict): boolean {
  const [before, after] = [truths[earlier], truths[now]];
  return before !== null && after !== null && before > after;
}
