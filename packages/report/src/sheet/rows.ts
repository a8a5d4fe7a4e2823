import type { Report } from "@sekisho/sheet";
import { tokyoDate } from "../calendar.ts";
import { resultWords } from "../digest.ts";
import { sayIn } from "../messages/index.ts";
import type { Claim, Language, Verdict } from "../model.ts";
import { plainText } from "../pieces.ts";
import { answered, bounds, grounds, remarksOf, type Answered } from "./answer.ts";

/** What a report answers to one claim of its sheet, in plain text without control characters. */
export interface SheetAnswer {
  readonly claim: string;
  readonly kind: Claim["kind"];
  readonly source: Claim["source"];
  readonly verdict: Verdict;
  /** What the claim says, in the sheet owner's own words. */
  readonly wording: string;
  /** The answer mark that is claimed. */
  readonly mark: string;
  /** The result, and what goes with it wherever it is shown: the most that may be said, the change, the remarks. */
  readonly result: readonly string[];
  /** What the result rests on, or why there is none. */
  readonly grounds: readonly string[];
  /** The day in Japan that the answer is of. */
  readonly date: string;
}

/** Lists what a report answers, claim by claim in sheet order. */
export function sheetAnswers(report: Report, language: Language): readonly SheetAnswer[] {
  return answersOf(answered(report, language));
}

/** Lists what an opened report answers. */
export function answersOf(context: Answered): readonly SheetAnswer[] {
  const { report, words } = context;
  const date = tokyoDate(report.instant);
  return report.claims.map((claim) => {
    const { kind, verdict, source } = claim;
    return {
      claim: claim.claim,
      kind,
      source,
      verdict,
      wording: words.wording(claim.claim),
      mark: words.say(`mark.${claim.mark}`),
      result: [
        resultWords(claim, report, words),
        ...[...bounds(context, claim), ...remarksOf(context, claim)].map(plainText),
      ],
      grounds: grounds(context, claim).map(plainText),
      date,
    };
  });
}

/** The titles of the columns of the answers as a table. */
export function columnTitles({ words: { say } }: Answered): readonly string[] {
  return [
    say("table.claim"),
    say("table.wording"),
    say("table.mark"),
    say("table.result"),
    say("table.grounds"),
    say("head.date"),
  ];
}

/** An answer as the cells of a table; a section heading answers nothing. */
export function answerCells(answer: SheetAnswer): readonly string[] {
  const { claim, kind, wording, mark, result, grounds, date } = answer;
  if (kind === "heading") return [claim, wording, "", "", "", ""];
  return [claim, wording, mark, result.join("\n"), grounds.join("\n"), date];
}

/** What the columns of an answer, its grounds and its date are called where only they are shown. */
export function answerTitles(language: Language): {
  readonly answer: string;
  readonly evidence: string;
  readonly date: string;
} {
  const say = sayIn(language);
  return { answer: say("table.result"), evidence: say("table.grounds"), date: say("head.date") };
}
