import type { WrittenClaim } from "./written-sheet.ts";

/** What is wrong with one claim: the key at which, or "" for the claim, and what to do. */
export interface ClaimProblem {
  readonly key: keyof WrittenClaim | "";
  readonly what: string;
  readonly advice: string;
}

type Key = keyof WrittenClaim;

/** What a claim of one kind and mark may be, as the types of `defineClaim` say it. */
interface Rule {
  readonly modalities: readonly string[];
  /** Exactly one of these keys, if there are any. */
  readonly oneOf: readonly Key[];
  /** Keys that may stand there, too. */
  readonly optional: readonly Key[];
}

const decisions = ["decides", "same_result_as", "untyped"] as const;
const planning = ["refuted_by", "review_by", "owner"] as const;

const rulesByMark: Readonly<Record<WrittenClaim["mark"], readonly Rule[]>> = {
  有: [{ modalities: ["implemented", "capability", "inherited"], oneOf: decisions, optional: ["provider"] }],
  無: [{ modalities: ["not_implemented"], oneOf: ["refuted_by"], optional: [] }],
  planned: [{ modalities: ["planned", "under_consideration"], oneOf: [], optional: planning }],
  none: [
    { modalities: ["implemented"], oneOf: decisions, optional: [] },
    { modalities: ["scope", "conditional", "vague", "qualifier", "heading"], oneOf: [], optional: [] },
  ],
};

const judging: readonly Key[] = [...decisions, ...planning, "provider"];

/** Lists what makes a claim incomplete or impossible. */
export function problemsOfClaim(claim: WrittenClaim): readonly ClaimProblem[] {
  return [...problemsOfKind(claim), ...problemsOfMark(claim)];
}

const placing: Readonly<Record<WrittenClaim["kind"], readonly Key[]>> = {
  heading: [],
  requirement: ["statements"],
  statement: ["requirement"],
  caveat: ["requirement", "caps"],
};

function problemsOfKind(claim: WrittenClaim): readonly ClaimProblem[] {
  const needed = placing[claim.kind];
  const others = (["requirement", "statements", "caps"] as const).filter((key) => !needed.includes(key));
  return [
    ...needed
      .filter((key) => claim[key] === undefined)
      .map((key): ClaimProblem => ({ key: "", what: `a ${claim.kind} has ${key}`, advice: `Add ${key}` })),
    ...others
      .filter((key) => claim[key] !== undefined)
      .map((key): ClaimProblem => ({ key, what: `a ${claim.kind} has no ${key}`, advice: "Remove it" })),
    ...(claim.kind === "heading" && (claim.mark !== "none" || claim.modality !== "heading")
      ? [{ key: "mark" as const, what: "a heading bears no mark", advice: "Write mark: none and modality: heading" }]
      : []),
    ...(claim.kind === "caveat" && claim.mark !== "planned" && claim.modality !== "qualifier"
      ? [{ key: "mark" as const, what: "a caveat is a plan or a qualifier", advice: "Write it as one of the two" }]
      : []),
  ];
}

function problemsOfMark(claim: WrittenClaim): readonly ClaimProblem[] {
  const rules = rulesByMark[claim.mark];
  const rule = rules.find(({ modalities }) => modalities.includes(claim.modality));
  if (rule === undefined) {
    const possible = rules.flatMap(({ modalities }) => modalities).join(", ");
    const what = `what is marked ${claim.mark} is not of the modality ${claim.modality}`;
    return [{ key: "modality", what, advice: `Use one of ${possible}` }];
  }
  // The result of a row with statements is theirs.
  const hasStatements = (claim.statements ?? []).length > 0;
  const oneOf = hasStatements ? [] : rule.oneOf;
  const allowed = hasStatements ? [] : [...rule.oneOf, ...rule.optional];
  const given = oneOf.filter((key) => claim[key] !== undefined);
  return [
    ...(oneOf.length > 0 && given.length !== 1
      ? [{ key: "" as const, what: `it has exactly one of ${oneOf.join(", ")}`, advice: "Give that one" }]
      : []),
    ...judging
      .filter((key) => claim[key] !== undefined && !allowed.includes(key))
      .map((key): ClaimProblem => ({
        key,
        what: hasStatements ? "a row with statements takes their result" : `what is marked ${claim.mark} has no ${key}`,
        advice: "Remove it",
      })),
    ...(!hasStatements && (claim.modality === "inherited") !== (claim.provider !== undefined)
      ? [
          {
            key: "" as const,
            what: "what is inherited names its provider, and nothing else does",
            advice: "Give modality: inherited and provider together",
          },
        ]
      : []),
  ];
}
