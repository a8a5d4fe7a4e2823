import type { Report } from "@sekisho/sheet";
import {
  evidenceClasses,
  exceptions,
  factAt,
  pathWords,
  policyNames,
  reasonsBeside,
  remarks,
  resultWords,
  standsAlone,
  statedReasons,
  tellingFindings,
} from "../digest.ts";
import type { Claim, Evidence, Finding, Language } from "../model.ts";
import { code, joinPieces, joinSentences, type Pieces } from "../pieces.ts";
import { subjectName, wordsOf, type Words } from "../words.ts";

/** Subjects that the answer to one claim names; the rest is counted. */
const subjectsPerAnswer = 5;

/** Facts that one subject shows for one reason; the rest is counted. */
const factsPerSubject = 3;

/** A report in one language, with its claims by id. */
export interface Answered {
  readonly report: Report;
  readonly words: Words;
  readonly byId: ReadonlyMap<string, Claim>;
}

/** Prepares a report to be answered from in one language. */
export function answered(report: Report, language: Language): Answered {
  return {
    report,
    words: wordsOf(report, language),
    byId: new Map(report.claims.map((claim) => [claim.claim, claim])),
  };
}

/** The mark with the result: the claimed answer is never replaced, and never stands alone. */
export function markedResult({ report, words }: Answered, claim: Claim): string {
  const result = resultWords(claim, report, words);
  if (result !== words.verdict(claim)) return result;
  return `${words.say(`mark.${claim.verdict === "not_claimed" ? "none" : claim.mark}`)}: ${result}`;
}

/** What limits the result: the most that may be said, exceptions to it, and what changed. */
export function bounds({ report, words }: Answered, claim: Claim): readonly Pieces[] {
  const { say } = words;
  const ceiling = words.ceiling(claim);
  return [
    ...(ceiling === null ? [] : [[say("claims.ceiling", { text: ceiling })]]),
    ...exceptions(report, claim, words),
    ...(claim.change === "none" ? [] : [[say("claims.change", { change: say(`change.${claim.change}`) })]]),
  ];
}

/** The remarks that limit a claim: they are printed wherever it is. */
export function remarksOf({ byId, words }: Answered, claim: Claim): readonly Pieces[] {
  return remarks(claim, byId, words);
}

/**
 * What a reader needs to follow the verdict. A row above statements leaves to them what they say; a row without statements has
 * findings of its own.
 */
export function grounds(context: Answered, claim: Claim): readonly Pieces[] {
  return claim.kind === "requirement" && !standsAlone(context.report, claim)
    ? groundsBesideStatements(context, claim)
    : ownGrounds(context, claim);
}

function groundsBesideStatements(context: Answered, claim: Claim): readonly Pieces[] {
  return [
    ...unknowns(context, claim, []),
    ...missingBesideStatements(context, claim),
    ...evidenceClasses(claim, context.words),
  ];
}

/** How many policies of a row are missing: which they are is said where the statements below it name them. */
function missingBesideStatements({ report, words }: Answered, { claim, missing }: Claim): readonly Pieces[] {
  if (missing.length === 0) return [];
  const count = missing.length;
  const below = new Set(
    report.claims.flatMap((other) =>
      other.kind !== "requirement" && other.requirement === claim ? other.missing : [],
    ),
  );
  const own = missing.filter((policy) => !below.has(policy));
  return [
    own.length === 0
      ? words.phrase("claims.missingCount", { count })
      : words.phrase("claims.missingRow", { count, policies: policyNames(own, own.length, words) }),
  ];
}

/** What was found first, then what was not. */
function ownGrounds(context: Answered, claim: Claim): readonly Pieces[] {
  const { report, words } = context;
  const { phrase } = words;
  const found = tellingFindings(report, claim);
  const shown = found.slice(0, subjectsPerAnswer);
  const more = found.length - subjectsPerAnswer;
  const observed = claim.observed.length;
  const { missing } = claim;
  return [
    ...shown.map((finding) => subject(finding, words)),
    ...(more > 0 ? [phrase("findings.more", { count: more })] : []),
    ...unknowns(context, claim, shown),
    ...(missing.length === 0
      ? []
      : [phrase("claims.missing", { policies: policyNames(missing, missing.length, words) })]),
    ...(observed > 0 ? [phrase("findings.observed", { count: observed })] : []),
    ...evidenceClasses(claim, words),
  ];
}

/** Why a claim is unknown, as far as the given findings do not say it, and missing policies do not either. */
function unknowns({ words }: Answered, claim: Claim, findings: readonly Finding[]): readonly Pieces[] {
  return reasonsBeside(claim, findings)
    .filter((reason) => reason !== "NOT_BUNDLED" || claim.missing.length === 0)
    .map((reason) => words.unknown(reason));
}

function subject(finding: Finding, words: Words): Pieces {
  const name: Pieces = [code(subjectName(finding)), " (", code(finding.policy), ")"];
  const said = statedReasons(finding, words);
  const unknown = finding.unknown.map(({ code: reason, rests_on }): Pieces => {
    // Several paths may lead to one fact.
    const names = new Set(rests_on.map((path) => pathWords(finding, path, words)));
    const paths = [...names].map((path): Pieces => [code(path)]);
    return paths.length === 0
      ? words.unknown(reason)
      : [...words.unknown(reason), ": ", ...joinPieces(limited(paths, words), ", ")];
  });
  // A fact that a reason has shown with its path is not shown again.
  const told = new Set(finding.unknown.flatMap(({ rests_on }) => rests_on.map((path) => factAt(finding, path))));
  const facts = tellingFirst(finding.evidence)
    .filter((fact) => !told.has(fact))
    .map((fact): Pieces => [code(words.evidence(fact, finding.subject.id))]);
  const open = unknown.length === 0 ? [] : [joinPieces(unknown, words.say("gap.reasons"))];
  const reasons = joinSentences([...said, ...open]);
  return [
    ...name,
    ...(reasons.length === 0 ? [] : [": ", ...reasons]),
    ...(facts.length === 0 ? [] : [reasons.length === 0 ? ": " : " ", ...joinPieces(limited(facts, words), ", ")]),
  ];
}

/**
 * Puts what the most that may be said refers to where it is not cut off: whose document it is and of which days, then other
 * days and instants. The instant of the check stands above all answers.
 */
function tellingFirst(evidence: readonly Evidence[]): readonly Evidence[] {
  const rank = ({ path, value }: Evidence): number => {
    const named = firstFacts.indexOf(String(path.at(-1)));
    if (named >= 0) return named;
    const isTime = typeof value === "string" && /^\d{4}-\d{2}-\d{2}(T|$)/u.test(value);
    return firstFacts.length + (isTime ? 0 : 1);
  };
  return evidence.filter(({ resource }) => resource !== "now").sort((a, b) => rank(a) - rank(b));
}

/** What says of a document whose it is, and of which days. */
const firstFacts: readonly string[] = ["issuer_name", "performed_to", "valid_until"];

function limited(facts: readonly Pieces[], words: Words): readonly Pieces[] {
  const more = facts.length - factsPerSubject;
  const shown = facts.slice(0, factsPerSubject);
  return more > 0 ? [...shown, words.phrase("findings.more", { count: more })] : shown;
}
