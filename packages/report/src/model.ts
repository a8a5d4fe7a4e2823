import type { Report } from "@sekisho/sheet";

/** A text in both languages. */
export type Bilingual = NonNullable<Report["texts"]["sheet"]>["title"];

/** A language of renderings. */
export type Language = keyof Bilingual;

/** The languages of renderings. */
export const languages: readonly Language[] = ["ja", "en"];

/** What one policy says about one subject. */
export type Finding = Report["findings"][number];

/** What a finding says; null for a subject that the plan removes. */
export type FindingStatus = NonNullable<Finding["status"]>;

/** One reason why a subject fails or deviates. */
export type Violation = Finding["violations"][number];

/** One fact that a verdict rests on. */
export type Evidence = Finding["evidence"][number];

/** A path in a subject's tree. */
export type TreePath = Evidence["path"];

/** One evaluated policy. */
export type PolicyResult = Report["policies"][number];

/** One answered claim. */
export type Claim = Report["claims"][number];

/** What is said about an answer. */
export type Verdict = Claim["verdict"];

/** One given waiver with what became of it. */
export type WaiverEntry = NonNullable<Report["waivers"]>["entries"][number];

/** What became of a waiver. */
export type WaiverState = WaiverEntry["state"];

/** Why a claim is unknown. */
export type UnknownReason = Claim["unknown"][number];

/** The verdicts from worst to best, then those that are neither: the order of summaries and of the legend. */
export const verdictOrder: readonly Verdict[] = [
  "contradicted",
  "inconsistent",
  "expired",
  "unknown",
  "understated",
  "stale",
  "deviation",
  "excepted",
  "unrefuted",
  "attested",
  "verified",
  "consistent",
  "planned",
  "not_claimed",
];

const problems: ReadonlySet<Verdict> = new Set<Verdict>([
  "contradicted",
  "inconsistent",
  "expired",
  "unknown",
  "understated",
  "stale",
  "deviation",
  "excepted",
]);

const supported: ReadonlySet<Verdict> = new Set<Verdict>([
  "deviation",
  "excepted",
  "unrefuted",
  "attested",
  "verified",
  "consistent",
]);

/** Tells whether somebody should look at the claim: what quiet renderings keep. */
export function isProblem(claim: Claim): boolean {
  return problems.has(claim.verdict) || claim.change === "newly" || claim.change === "lost" || claim.change === "gone";
}

const soundWaivers: ReadonlySet<WaiverState> = new Set<WaiverState>(["applied", "standing", "not_evaluated"]);

/** Tells whether somebody has to do something about a waiver. */
export function isWaiverProblem({ state }: WaiverEntry): boolean {
  return !soundWaivers.has(state);
}

/** Tells whether a verdict says something in the answer's favour, so that its scope and ceiling bound it. */
export function isSupported(verdict: Verdict): boolean {
  return supported.has(verdict);
}

/** Tells whether a value in evidence says that it is not known. */
export function isUnknownValue(value: unknown): value is { readonly unknown: string } {
  return typeof value === "object" && value !== null && "unknown" in value && typeof value.unknown === "string";
}

/** Looks a key up among a record's own keys: ids come from documents and may be `constructor`. */
export function lookup<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Lists the findings at the given indices that have one of the given statuses. */
export function findingsOf(
  report: Report,
  indices: readonly number[],
  statuses: readonly FindingStatus[],
): readonly Finding[] {
  return indices
    .map((index) => report.findings[index])
    .filter((finding) => finding !== undefined)
    .filter(({ status }) => status !== null && statuses.includes(status));
}
