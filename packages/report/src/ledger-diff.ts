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
  const at = ({ instant, sequence }: { readonly instant: string; readonly sequence: number | null }): string =>
    sequence === null ? tokyoDate(instant) : say("diff.sequence", { date: tokyoDate(instant), sequence });
  const { ledger, now, claims, issued } = diff;
  const lines = [
    say("diff.ledger", { name: ledger.name, count: ledger.statements, head: ledger.head ?? "—" }),
    `${say("head.sheet")}: ${diff.sheet}`,
    say(now.sequence === null ? "diff.nowReport" : "diff.now", {
      instant: say("head.dateOf", { date: tokyoDate(now.instant), instant: now.instant }),
    }),
    "",
    say("diff.title"),
    ...(claims.length === 0 ? [`  ${say("diff.none")}`] : []),
    ...claims.flatMap(({ claim, held, since, now: present, differences }) => [
      `  ${claim}  ${wording?.(claim)?.[lang] ?? ""}`.trimEnd(),
      `    ${say("diff.claim", {
        held: say(`verdict.${held.verdict}`),
        heldOn: at(held),
        since: say(`verdict.${since.verdict}`),
        sinceOn: at(since),
      })}`,
      ...(since.verdict === present.verdict
        ? []
        : [`    ${say("diff.later", { verdict: say(`verdict.${present.verdict}`), date: at(present) })}`]),
      ...(differences.length === 0
        ? []
        : [
            `    ${say("diff.differences", { what: differences.map((what) => say(`difference.${what}`)).join(", ") })}`,
          ]),
    ]),
    "",
    say("diff.issuedTitle"),
    ...(issued.length === 0 ? [`  ${say("diff.issuedNone")}`] : []),
    ...issued.flatMap(({ issued: name, sequence, instant, isOtherVersion, claims: ids }) => [
      `  ${say("diff.issued", { name, date: at({ instant, sequence }), claims: ids.join(" ") })}`,
      ...(isOtherVersion ? [`    ${say("diff.otherVersion", { sheet: diff.sheet })}`] : []),
    ]),
  ];
  return `${lines.map(escapeControls).join("\n")}\n`;
}
