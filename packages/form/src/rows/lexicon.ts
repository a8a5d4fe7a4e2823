import type { Strength } from "@sekisho/sheet";

/** What a word does to the claim that it stands in. */
export type Limit =
  | "absolute_in_time"
  | "absolute"
  | "mechanism"
  | "frequency"
  | "tolerance"
  | "best_effort"
  | "as_needed"
  | "partial"
  | "capability"
  | "planned"
  | "under_consideration"
  | "negative"
  | "vague";

/** A word that limits or widens a claim, as it stands there. */
export interface LimitingWord {
  readonly word: string;
  readonly limits: Limit;
  /** Where it begins in the text, in code points. */
  readonly at: number;
}

/** The words by what they do; written as they are after NFKC. */
const lexicon: readonly (readonly [Limit, RegExp])[] = [
  ["absolute_in_time", /常時|常に|つねに|always|at all times/giu],
  ["absolute", /のみ|限定|全て|すべて|全ての|\bonly\b|\ball\b/giu],
  ["mechanism", /自動(?:的に|で)?|automatic(?:ally)?/giu],
  [
    "frequency",
    /\d+\s*(?:年|[ヶかカヵケ箇]月|週間?|日)(?:に|毎に|ごとに)\d+\s*回|日々|毎[日週月年]|定期的に?|年次|月次|periodically|daily|weekly|monthly|yearly/giu,
  ],
  ["tolerance", /程度|およそ|\babout\b/giu],
  ["best_effort", /(?:マスト|必須)では(?:ない|ありません)|努力目標|任意|not a must|best effort/giu],
  ["as_needed", /必要に応じて|適宜|as needed/giu],
  ["partial", /一部|など|(?<![同均対平高初中上下])等(?![し分級しい価])|and so on|\betc\b/giu],
  ["capability", /可能(?:です|となります|である|。|$)|できます|\bcan\b/giu],
  ["planned", /検討(?:する)?予定|(?:導入|実施|対応)予定|to be considered/giu],
  ["under_consideration", /検討中|under consideration/giu],
  [
    "negative",
    /(?:までは)?(?:実施|運用|導入|対応|利用|使用)?して(?:い|おり)ません|未(?:実施|導入|対応)|行って(?:い|おり)ません|not (?:implemented|in place)/giu,
  ],
  ["vague", /厳重(?:な|に)|厳格(?:な|に)|適切(?:な|に)|十分(?:な|に)|strictly|appropriately/giu],
];

/** Finds the limiting words of a text, in its order. */
export function limitingWords(text: string): readonly LimitingWord[] {
  return lexicon
    .flatMap(([limits, pattern]) =>
      [...text.matchAll(pattern)].map((match) => ({
        word: match[0],
        limits,
        at: Array.from(text.slice(0, match.index)).length,
      })),
    )
    .sort((a, b) => a.at - b.at);
}

/** The weakest reading goes first, so that no claim is proposed stronger than its words; absolute words need most evidence. */
const strengths: readonly (Strength & Limit)[] = [
  "best_effort",
  "absolute_in_time",
  "absolute",
  "as_needed",
  "partial",
];

/** Tells how strongly a claim with such words is worded. */
export function strengthOf(words: readonly LimitingWord[]): Strength {
  return strengths.find((strength) => words.some(({ limits }) => limits === strength)) ?? "plain";
}
