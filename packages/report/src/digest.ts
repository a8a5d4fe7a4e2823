import type { Report } from "@sekisho/sheet";
import {
  findingsOf,
  isSupported,
  isUnknownValue,
  type Claim,
  type Evidence,
  type Finding,
  type FindingStatus,
  type TreePath,
  type UnknownReason,
  type Verdict,
} from "./model.ts";
import { code, joinPieces, joinSentences, type Piece, type Pieces } from "./pieces.ts";
import { formatPath, refuted, subjectName, type Words } from "./words.ts";

/** The changes by what a reader asks first. */
const changeOrder = ["newly", "already", "fixed", "lost", "gone"] as const;

/** Subjects that one line of the digest names; the rest is counted. */
const subjectsPerLine = 3;

/** The codes that say that nothing has looked at a claim yet: documents leave nothing open by them. */
const pendingCodes: ReadonlySet<UnknownReason> = new Set<UnknownReason>(["NOT_BUNDLED", "NOT_TYPED"]);

/** Verdicts against an answer of yes or no: the answer is printed as what was claimed, beside what was found. */
const against: ReadonlySet<Verdict> = new Set<Verdict>([
  "contradicted",
  "expired",
  "inconsistent",
  "understated",
  "stale",
]);

const attention: ReadonlySet<Verdict> = new Set<Verdict>([...against, "deviation", "excepted"]);

/** Tells whether a claim is unknown for no other reason than that nothing has looked at it yet. */
export function isPending({ verdict, unknown }: Claim): boolean {
  return verdict === "unknown" && unknown.length > 0 && unknown.every((reason) => pendingCodes.has(reason));
}

/** Tells whether a row's result is its own: no statement below it is in the report. */
export function standsAlone({ claims }: Report, claim: Claim): boolean {
  return !claims.some((other) => other.kind === "statement" && other.requirement === claim.claim);
}

/** Says a claim's result; one against the answer beside the answer. */
export function resultWords(claim: Claim, report: Report, words: Words): string {
  return against.has(claim.verdict) ? refuted(claim, report, words) : words.verdict(claim);
}

const support: readonly FindingStatus[] = ["pass", "deviation"];
const refutation: readonly FindingStatus[] = ["fail"];

/** Statuses of the findings that tell why a verdict is what it is. */
const tellingStatuses: Readonly<Record<Verdict, readonly FindingStatus[]>> = {
  contradicted: refutation,
  understated: refutation,
  inconsistent: refutation,
  expired: refutation,
  excepted: refutation,
  unknown: ["unknown", "error"],
  deviation: ["deviation"],
  verified: support,
  unrefuted: support,
  attested: support,
  consistent: [],
  planned: [],
  stale: [],
  not_claimed: [],
};

/** Lists the findings that a reader needs to follow the verdict. */
export function tellingFindings(report: Report, claim: Claim): readonly Finding[] {
  const telling = findingsOf(report, claim.findings, tellingStatuses[claim.verdict]);
  // Where nothing is left to decide the claim, why the subjects do not count is the reason.
  return telling.length === 0 && claim.verdict === "unknown"
    ? findingsOf(report, claim.findings, ["not_applicable"])
    : telling;
}

/** Lists the reasons of an unknown claim that the given findings do not give themselves. */
export function reasonsBeside(claim: Claim, findings: readonly Finding[]): readonly UnknownReason[] {
  const given = new Set<UnknownReason>(
    findings.flatMap(({ unknown, error }) => [
      ...unknown.map((each) => each.code),
      ...(error === null ? [] : ["ERROR" as const]),
    ]),
  );
  return claim.unknown.filter((reason) => !given.has(reason));
}

/** Finds the fact that a finding's evidence gives about a path that its verdict rests on. */
export function factAt({ evidence }: Finding, path: TreePath): Evidence | undefined {
  const name = formatPath(path);
  return evidence.find((fact) => formatPath(fact.rests_on) === name);
}

/** Names a path that a verdict rests on, with its value where that is known: what is unknown of it is its reason. */
export function pathWords(finding: Finding, path: TreePath, words: Words): string {
  const fact = factAt(finding, path);
  if (fact === undefined) return formatPath(path);
  return isUnknownValue(fact.value) ? placeOf(fact, finding.subject.id) : words.evidence(fact, finding.subject.id);
}

/** Names where a fact stands: the path, with the resource if it is another than the subject. */
function placeOf({ resource, path }: Evidence, subject: string): string {
  return resource === subject ? formatPath(path) : `${resource}: ${formatPath(path)}`;
}

/** Claims in sheet order by what a reader does about them. Rows are left to the statements that give them their result. */
interface Digest {
  /** Those that change, in sheet order. */
  readonly changed: readonly Claim[];
  readonly attention: readonly Claim[];
  readonly open: readonly Claim[];
  readonly unopposed: readonly Claim[];
  /** Not checked yet, because policies are missing. */
  readonly pending: readonly Claim[];
  /** Not in checkable form yet, wholly or in part. */
  readonly untyped: readonly Claim[];
}

function digestOf(report: Report): Digest {
  const own = report.claims.filter(
    (claim) => claim.kind !== "heading" && (claim.kind !== "requirement" || !isToldBelow(report, claim)),
  );
  const open = own.filter((claim) => claim.verdict === "unknown" && !isPending(claim));
  return {
    changed: own.filter(({ change }) => change !== "none"),
    attention: own.filter(({ verdict }) => attention.has(verdict)),
    open,
    unopposed: own.filter(({ verdict }) => isSupported(verdict) && !attention.has(verdict)),
    pending: own.filter((claim) => isPending(claim) && !claim.unknown.includes("NOT_TYPED")),
    untyped: report.claims.filter((claim) => claim.unknown.includes("NOT_TYPED") && !open.includes(claim)),
  };
}

/** Tells whether statements below a row give its result with every reason: not so where some were not asked for. */
function isToldBelow({ claims }: Report, row: Claim): boolean {
  const below = claims.filter(
    ({ kind, requirement, verdict }) => kind === "statement" && requirement === row.claim && verdict === row.verdict,
  );
  return (
    below.length > 0 &&
    row.unknown.every((reason) => reason === "NOT_TYPED" || below.some(({ unknown }) => unknown.includes(reason)))
  );
}

/** One claim of a summary. */
export interface SummaryItem {
  readonly claim: Claim;
  /** The subjects that the result rests on, each with its reason. */
  readonly subjects: readonly Pieces[];
  /** Other reasons, and what limits the result. */
  readonly notes: readonly Pieces[];
}

/** A group of a summary. */
export interface SummaryGroup {
  readonly title: `short.${Exclude<Claim["change"], "none"> | "attention" | "open" | "unopposed"}`;
  readonly items: readonly SummaryItem[];
}

/** What a reader should know first. */
export interface Summary {
  readonly groups: readonly SummaryGroup[];
  /** What was not checked, counted. */
  readonly unchecked: readonly Pieces[];
}

/** Sums a report up for a reader: what to look at, what nothing speaks against, what is open, what was not checked. */
export function summarise(report: Report, words: Words): Summary {
  const { say, phrase } = words;
  const digest = digestOf(report);
  const byId = new Map(report.claims.map((claim) => [claim.claim, claim]));
  const unchanged = ({ change }: Claim): boolean => change === "none";
  const groups: readonly SummaryGroup[] = [
    // What a change does comes first: that is what its reviewers ask.
    ...changeOrder.map((change): SummaryGroup => {
      const changed = digest.changed.filter((claim) => claim.change === change);
      return { title: `short.${change}`, items: changed.map((claim) => item(claim, changeLines(claim), [])) };
    }),
    {
      title: "short.attention",
      items: digest.attention.filter(unchanged).map((claim) => item(claim, subjectLines(claim), [])),
    },
    { title: "short.unopposed", items: digest.unopposed.filter(unchanged).map((claim) => item(claim, [], [])) },
    { title: "short.open", items: openItems() },
  ];
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    unchecked: [
      ...(digest.pending.length === 0
        ? []
        : [
            phrase("short.pending", {
              code: code("NOT_BUNDLED"),
              counts: counts(digest.pending, say("short.rowsAlone")),
            }),
          ]),
      ...(digest.untyped.length === 0
        ? []
        : [phrase("short.untyped", { code: code("NOT_TYPED"), counts: counts(digest.untyped, say("short.rows")) })]),
    ],
  };

  function counts(claims: readonly Claim[], rows: string): string {
    const ofRows = claims.filter(({ kind }) => kind === "requirement").length;
    const named = [
      [say("short.statements"), claims.length - ofRows],
      [rows, ofRows],
    ] as const;
    return named
      .filter(([, count]) => count > 0)
      .map(([what, count]) => say("counted", { what, count }))
      .join(", ");
  }

  /** Several claims are often left open by the same findings: the later ones refer to the first. */
  function openItems(): readonly SummaryItem[] {
    const first = new Map<string, string>();
    return digest.open.filter(unchanged).map((claim) => {
      const telling = tellingFindings(report, claim);
      const beside = reasonsBeside(claim, telling.slice(0, subjectsPerLine)).filter(
        (reason) => !pendingCodes.has(reason),
      );
      const key = JSON.stringify([beside, telling.map((finding) => report.findings.indexOf(finding))]);
      const other = first.get(key);
      if (other === undefined) first.set(key, claim.claim);
      const missing =
        claim.missing.length === 0 ? [] : [phrase("claims.missingCount", { count: claim.missing.length })];
      const untyped = claim.unknown.filter((reason) => reason === "NOT_TYPED").map(words.unknown);
      return other === undefined
        ? item(claim, subjectLines(claim), [...beside.map(words.unknown), ...missing, ...untyped])
        : item(claim, [], [phrase("short.sameReasons", { claim: other }), ...missing, ...untyped]);
    });
  }

  function item(claim: Claim, subjects: readonly Pieces[], reasons: readonly Pieces[]): SummaryItem {
    const ceiling = words.ceiling(claim);
    const isBare = subjects.length + reasons.length === 0 && !isSupported(claim.verdict);
    return {
      claim,
      subjects,
      notes: [
        ...reasons,
        ...(isBare ? [[say(`meaning.${claim.verdict}`)]] : []),
        ...(ceiling === null ? [] : [phrase("claims.ceiling", { text: ceiling })]),
        ...exceptions(report, claim, words),
        ...evidenceClasses(claim, words),
        ...(claim.change === "none" ? [] : [phrase("claims.change", { change: say(`change.${claim.change}`) })]),
        ...remarks(claim, byId, words),
      ],
    };
  }

  /** What a change is about: the findings that changed in the same way, otherwise those that tell the verdict. */
  function changeLines(claim: Claim): readonly Pieces[] {
    const found = claim.findings.flatMap((index) => report.findings[index] ?? []);
    const changed = found.filter(({ change, status }) =>
      claim.change === "gone" ? status === null : change === claim.change,
    );
    return changed.length === 0 || claim.change === "newly" || claim.change === "already"
      ? subjectLines(claim)
      : linesOf(changed);
  }

  function subjectLines(claim: Claim): readonly Pieces[] {
    return linesOf(tellingFindings(report, claim));
  }

  function linesOf(found: readonly Finding[]): readonly Pieces[] {
    const lines: Pieces[] = found
      .slice(0, subjectsPerLine)
      .map((finding) => [code(subjectName(finding)), ": ", ...whyOf(finding, words)]);
    const more = found.length - subjectsPerLine;
    if (more > 0) lines.push(phrase("findings.more", { count: more }));
    return lines;
  }
}

/** Says why a finding is what it is in a few words, with the one fact that an unknown rests on first. */
export function whyOf(finding: Finding, words: Words): Pieces {
  const unknown = finding.unknown.map(({ code: reason, rests_on }): Pieces => {
    const [first, ...others] = rests_on;
    const more = others.length === 0 ? [] : [", ", ...words.phrase("findings.more", { count: others.length })];
    return first === undefined
      ? words.unknown(reason)
      : [...words.unknown(reason), ": ", code(pathWords(finding, first, words)), ...more];
  });
  // What is stated ends as a sentence does; reasons of not knowing do not.
  const open = unknown.length === 0 ? [] : [joinPieces(unknown, words.say("gap.reasons"))];
  const said = [...statedReasons(finding, words), ...open];
  return said.length === 0 ? [code(finding.policy)] : joinSentences(said);
}

/** Lists what a finding says in words of the policy or the engine; not its unknown codes. */
export function statedReasons(finding: Finding, words: Words): readonly Pieces[] {
  return [
    ...finding.violations.map((violation) => [words.reason(finding.policy, violation)]),
    ...(finding.reason === null ? [] : [[words.reason(finding.policy, { reason: finding.reason, args: {} })]]),
    ...(finding.error === null ? [] : [[...words.unknown("ERROR"), ": ", finding.error]]),
  ];
}

/** Says that an accepted exception covers a fail behind a claim, or did until it expired: until when, and whose it is. */
export function exceptions(report: Report, claim: Claim, words: Words): readonly Pieces[] {
  const entries = report.waivers?.entries ?? [];
  return entries
    .filter(({ findings }) => findings.some((index) => claim.findings.includes(index)))
    .flatMap(({ state, owner, approver, expires }) => {
      if (state !== "applied" && state !== "expired") return [];
      const key = state === "applied" ? "claims.exception" : "claims.exceptionExpired";
      return [words.phrase(key, { until: words.instant(expires), owner, approver })];
    });
}

/** Says what kinds of evidence an answer rests on that something speaks for; nothing does for an answer of no. */
export function evidenceClasses({ verdict, evidenceClasses: kinds }: Claim, { say, phrase }: Words): readonly Pieces[] {
  if (kinds.length === 0 || !isSupported(verdict) || verdict === "consistent") return [];
  return [phrase("claims.evidenceClasses", { classes: kinds.map((kind) => say(`evidenceClass.${kind}`)).join(", ") })];
}

/** Says the remarks that limit a claim: they are printed wherever it is. */
export function remarks(claim: Claim, byId: ReadonlyMap<string, Claim>, words: Words): readonly Pieces[] {
  return claim.caveats.map((id) => {
    const found = byId.get(id);
    const verdict = found === undefined ? "" : ` (${words.verdict(found)})`;
    return words.phrase("claims.remark", { text: `${id} ${words.wording(id)}${verdict}` });
  });
}

/** Names policies as code; those beyond the limit are counted. */
export function policyNames(policies: readonly string[], limit: number, words: Words): Pieces {
  const names: Pieces[] = policies.slice(0, limit).map((policy): readonly Piece[] => [code(policy)]);
  const more = policies.length - limit;
  if (more > 0) names.push(words.phrase("findings.more", { count: more }));
  return joinPieces(names, ", ");
}
