import type { LedgerDiff } from "@sekisho/sheet";
import { tokyoDate } from "./calendar.ts";
import { escapeControls } from "./escape.ts";
import { sayIn } from "./messages/index.ts";
import type { Bilingual, Language } from "./model.ts";

/** How the difference between a ledger and now is rendered. */
export interface LedgerDiffOptions {
  readonly lang: Language;
  /** What a claim says, where the sheet is at hand. */
  readonly wording?: (claim: string) => Bilingual | undefined;
}

/** Says which answers of a sheet are no longer true, since when, and which issued sheets they stand in. */
export function renderLedgerDiff(diff: LedgerDiff, { lang, wording }: LedgerDiffOptions): string {
  const say = sayIn(lang);
  const dated = (instant: string): string => say("head.dateOf", { date: tokyoDate(instant), instant });
  const at = ({ instant, sequence }: { readonly instant: string; readonly sequence: number | null }): string =>
    sequence === null ? dated(instant) : say("diff.sequence", { instant: dated(instant), sequence });
  const { ledger, now, claims, issued } = diff;
  const lines = [
    say("diff.ledger", { name: ledger.name, count: ledger.statements, head: ledger.head ?? "—" }),
    `${say("head.sheet")}: ${diff.sheet}`,
    say(now.sequence === null ? "diff.nowReport" : "diff.now", { instant: at(now) }),
    "",
    say("diff.title"),
    ...(claims.length === 0 ? [`  ${say("diff.none")}`] : []),
    ...claims.flatMap(({ claim, held, since, now: present }) => [
      `  ${claim}  ${wording?.(claim)?.[lang] ?? ""}`.trimEnd(),
      `    ${say("diff.claim", {
        held: say(`verdict.${held.verdict}`),
        heldAt: at(held),
        since: say(`verdict.${since.verdict}`),
        sinceAt: at(since),
      })}`,
      ...(since.verdict === present.verdict
        ? []
        : [`    ${say("diff.later", { verdict: say(`verdict.${present.verdict}`), instant: at(present) })}`]),
    ]),
    "",
    say("diff.issuedTitle"),
    ...(issued.length === 0 ? [`  ${say("diff.issuedNone")}`] : []),
    ...issued.flatMap(({ issued: name, sequence, instant, isOtherVersion, claims: ids }) => [
      `  ${say("diff.issued", { name, instant: at({ instant, sequence }), claims: ids.join(" ") })}`,
      ...(isOtherVersion ? [`    ${say("diff.otherVersion", { sheet: diff.sheet })}`] : []),
    ]),
  ];
  return `${lines.map(escapeControls).join("\n")}\n`;
}
