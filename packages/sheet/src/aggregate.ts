import { daysOf, type Profile, type UnknownCode } from "@sekisho/estate";
import type { EvidenceClass, Finding, PolicyResult, PolicyStatus, Scope } from "@sekisho/policy";
import { assertInstant } from "./calendar.ts";
import { planOf } from "./declared-sheet.ts";
import { decidingPolicies, observedPolicies, type AnyClaim, type AnySheet, type Strength } from "./define.ts";
import { policiesOf, type Expression } from "./expression.ts";
import type { ClaimResult, ClaimUnknown, ClaimVerdict } from "./report.ts";

/** The reason code that an attestation policy gives, alone, for an attestation that is past its date. */
export const expiredReason = "EXPIRED";

/** What is known of one policy where a claim names it. */
export interface PolicyOutcome {
  /** `missing`: the bundle does not hold the policy. */
  readonly status: PolicyStatus | "missing";
  readonly scope: Scope;
  readonly unknown: readonly UnknownCode[];
  /** For a fail: whether every violation is an attestation past its date. */
  readonly expired: boolean;
  /** Of its passes, sorted. */
  readonly evidenceClasses: readonly EvidenceClass[];
}

/** Gives what is known of a policy. */
export type Outcomes = (policy: string) => PolicyOutcome;

/** What an expression comes to. */
export type ExpressionState = "fail" | "unknown" | "deviation" | "excepted" | "pass";

/** What an expression comes to, with what the verdict of a claim needs beside it. */
export interface ExpressionResult {
  readonly state: ExpressionState;
  /** Why it is unknown, sorted; empty otherwise. */
  readonly unknown: readonly ClaimUnknown[];
  /** Of a pass: whether it rests on attestations only. */
  readonly attested: boolean;
  /** Of a fail: whether it rests on attestations past their date only. */
  readonly expired: boolean;
}

const allOrder: readonly ExpressionState[] = ["fail", "unknown", "deviation", "excepted", "pass"];
const anyOrder: readonly ExpressionState[] = ["pass", "excepted", "deviation", "unknown", "fail"];

/** The verdicts of a requirement row's statements from worst to best: the row takes the worst. */
export const verdictOrder: readonly ClaimVerdict[] = [
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
  // A row that is only planned has statements that are, and they are neither good nor bad.
  "planned",
];

/** Tells whether documents or the sheet itself are the policy's evidence, so that it never outvotes another's fail. */
export function isDocumentary(policy: string): boolean {
  return policy.startsWith("att.") || policy.startsWith("org.");
}

/**
 * Tells whether the policy's subjects are in documents that hold nothing else: attestations, or the device fleet. Without
 * them nothing was asked, while infrastructure without a load balancer has none.
 */
function hasDocumentsOfItsOwn(policy: string): boolean {
  return policy.startsWith("att.") || policy.startsWith("ep.");
}

/**
 * Evaluates an expression over policies. Neutral policies (vacuous, not applicable) do not count; an expression of neutral
 * ones only is unknown (U5), a nested one too. A policy over documents of its own, none of which is given, is unknown (U5).
 */
export function evaluateExpression(expression: Expression<string>, outcomes: Outcomes): ExpressionResult {
  return evaluate(expression, outcomes, false) ?? nothingApplies;
}

const nothingApplies: ExpressionResult = { state: "unknown", unknown: ["U5"], attested: false, expired: false };

/**
 * Evaluates one part; null if it is a neutral policy. `isRefuted` says that the part is one of several alternatives of
 * which another policy refutes one: then documents alone are no alternative.
 */
function evaluate(part: Expression<string>, outcomes: Outcomes, isRefuted: boolean): ExpressionResult | null {
  if (typeof part === "string") return resultOf(part, outcomes(part));
  if (part.kind === "allOf") {
    return combine(
      allOrder,
      part.of.map((member) => evaluate(member, outcomes, isRefuted)),
    );
  }
  const refuted =
    isRefuted || policiesOf(part).some((policy) => !isDocumentary(policy) && outcomes(policy).status === "fail");
  const substantial = refuted ? part.of.filter((member) => !restsOnDocuments(member, outcomes)) : part.of;
  return combine(
    anyOrder,
    (substantial.length === 0 ? part.of : substantial).map((member) => evaluate(member, outcomes, refuted)),
  );
}

/** Tells whether documentary policies are all that counts in a part. */
function restsOnDocuments(part: Expression<string>, outcomes: Outcomes): boolean {
  const named = policiesOf(part);
  const counting = named.filter((policy) => !isNeutral(outcomes(policy).status));
  return (counting.length === 0 ? named : counting).every(isDocumentary);
}

function isNeutral(status: PolicyOutcome["status"]): boolean {
  return status === "vacuous" || status === "not_applicable";
}

function resultOf(policy: string, outcome: PolicyOutcome): ExpressionResult | null {
  const isAttestation = policy.startsWith("att.");
  const plain = { unknown: [], attested: false, expired: false };
  switch (outcome.status) {
    case "vacuous":
      return hasDocumentsOfItsOwn(policy) ? nothingApplies : null;
    case "not_applicable":
      return null;
    case "missing":
    case "error":
    case "unknown":
      return { ...plain, state: "unknown", unknown: unknownOf(outcome) };
    case "fail":
      return { ...plain, state: "fail", expired: isAttestation && outcome.expired };
    case "pass":
      return { ...plain, state: "pass", attested: isAttestation };
    case "deviation":
    case "excepted":
      return { ...plain, state: outcome.status };
  }
}

function unknownOf(outcome: PolicyOutcome): readonly ClaimUnknown[] {
  if (outcome.status === "missing") return ["NOT_BUNDLED"];
  return sortedUnique<ClaimUnknown>(outcome.status === "error" ? ["ERROR", ...outcome.unknown] : outcome.unknown);
}

/** Takes the first state of the order that occurs among the members that count. */
function combine(order: readonly ExpressionState[], members: readonly (ExpressionResult | null)[]): ExpressionResult {
  const counting = members.filter((member) => member !== null);
  const state = order.find((candidate) => counting.some((member) => member.state === candidate));
  if (state === undefined) return nothingApplies;
  const chosen = counting.filter((member) => member.state === state);
  return {
    state,
    unknown: sortedUnique(chosen.flatMap((member) => member.unknown)),
    attested: state === "pass" && chosen.every((member) => member.attested),
    expired: state === "fail" && chosen.every((member) => member.expired),
  };
}

/** A verdict with the reasons for an unknown one. */
export interface ClaimJudgement {
  readonly verdict: ClaimVerdict;
  /** Sorted; empty unless the verdict is `unknown`. */
  readonly unknown: readonly ClaimUnknown[];
}

/** Says what is true of a claimed 有 (or an assertion without a mark) whose expression came to the given result. */
export function affirmedVerdict(
  result: ExpressionResult,
  claim: { readonly strength: Strength; readonly scope: Scope },
  partial: UnknownCode | null,
): ClaimJudgement {
  if (result.state === "fail") return known(result.expired ? "expired" : "contradicted");
  // What is missing of a partial document may refute the claim, so nothing but a refutation can be said.
  if (partial !== null) return unknownBecause([...result.unknown, partial]);
  switch (result.state) {
    case "unknown":
      return unknownBecause(result.unknown);
    case "excepted":
    case "deviation":
      return known(result.state);
    case "pass":
      if (result.attested) return known("attested");
      return known(isUnproven(claim.strength, claim.scope) ? "unrefuted" : "verified");
  }
}

function isUnproven(strength: Strength, scope: Scope): boolean {
  return strength === "absolute_in_time" || (strength === "absolute" && scope !== "estate");
}

/** Says what is true of a 無 that the given policies would refute by a fail. */
export function deniedVerdict(
  refutedBy: readonly PolicyOutcome[],
  isAffirmedElsewhere: boolean,
  partial: UnknownCode | null,
): ClaimJudgement {
  if (refutedBy.some(showsExistence)) return known("understated");
  if (isAffirmedElsewhere) return known("inconsistent");
  const codes = sortedUnique([...refutedBy.flatMap(unknownOf), ...(partial === null ? [] : [partial])]);
  const counting = refutedBy.filter((outcome) => !isNeutral(outcome.status));
  if (counting.length === 0) return unknownBecause(["U5", ...codes]);
  if (partial !== null || counting.some((outcome) => isUnknownStatus(outcome.status))) return unknownBecause(codes);
  return known("consistent");
}

/** Says what is true of a plan: `daysLeft` to its review day, null if none is set. */
export function plannedVerdict(refutedBy: readonly PolicyOutcome[], daysLeft: number | null): ClaimJudgement {
  if (refutedBy.some(showsExistence)) return known("understated");
  return known(daysLeft !== null && daysLeft < 0 ? "stale" : "planned");
}

/** A waived fail still means that the thing exists. */
function showsExistence(outcome: PolicyOutcome): boolean {
  return outcome.status === "fail" || outcome.status === "excepted";
}

function isUnknownStatus(status: PolicyOutcome["status"]): boolean {
  return status === "unknown" || status === "error" || status === "missing";
}

/** Says what is true of a requirement row: the worst that is true of the statements of its own mark. */
export function rowVerdict(statements: readonly ClaimJudgement[]): ClaimJudgement {
  const worst = verdictOrder.find((verdict) => statements.some((statement) => statement.verdict === verdict));
  if (worst === undefined) return unknownBecause(["U5"]);
  return worst === "unknown" ? unknownBecause(statements.flatMap((statement) => statement.unknown)) : known(worst);
}

const notTyped: ClaimJudgement = { verdict: "unknown", unknown: ["NOT_TYPED"] };

function known(verdict: ClaimVerdict): ClaimJudgement {
  return { verdict, unknown: [] };
}

function unknownBecause(codes: readonly ClaimUnknown[]): ClaimJudgement {
  return { verdict: "unknown", unknown: sortedUnique(codes) };
}

/** What was found, as far as claims depend on it. */
export interface Findings {
  readonly findings: readonly Finding[];
  readonly policies: readonly PolicyResult[];
  readonly partial: UnknownCode | null;
  /** RFC 3339. */
  readonly instant: string;
  /** Who reviews what is planned, and until when, by claim id, where the sheet does not say it. */
  readonly plans?: Profile["plans"];
}

/**
 * Says of every claim of a sheet what the findings allow to say, in sheet order. A policy without a result counts as not
 * bundled.
 *
 * @throws SekishoError `USAGE` if the instant is none.
 */
export function judgeSheet(sheet: AnySheet, found: Findings): readonly ClaimResult[] {
  const today = assertInstant(found.instant);
  const outcomes = outcomesOf(found);
  const indices = indicesByPolicy(found.findings);
  const rolesOf = createRoles(sheet);
  const claims = new Map(sheet.claims.map((claim) => [claim.id, claim]));

  function judgementOf(claim: AnyClaim): ClaimJudgement {
    if (claim.kind === "requirement" && claim.statements.length > 0) {
      if (claim.mark === "none") return known("not_claimed");
      return rowVerdict([
        ...ownStatements(claim, claims).map(judgementOf),
        ...claim.statements.filter((id) => !claims.has(id)).map(() => notTyped),
      ]);
    }
    // One fact has one result, whichever row says it.
    const deciding = (claim.sameResultAs === undefined ? undefined : claims.get(claim.sameResultAs)) ?? claim;
    if (deciding.decides !== undefined) {
      const scope = scopeOf(rolesOf(deciding).deciding, outcomes);
      const strength = deciding.strength;
      return affirmedVerdict(evaluateExpression(deciding.decides, outcomes), { strength, scope }, found.partial);
    }
    const refutedBy = (claim.refutedBy ?? []).map(outcomes);
    if (claim.mark === "無") return deniedVerdict(refutedBy, isAffirmedElsewhere(sheet, claim), found.partial);
    if (claim.mark === "planned")
      return plannedVerdict(refutedBy, daysLeft(planOf(claim, found.plans ?? {}).reviewBy, today));
    return claim.untyped === true ? notTyped : known("not_claimed");
  }

  return sheet.claims.map((claim): ClaimResult => {
    const { deciding, observed } = rolesOf(claim);
    const isWhole = claim.kind !== "requirement" || claim.statements.every((id) => claims.has(id));
    return {
      claim: claim.id,
      requirement: claim.requirement ?? claim.id,
      kind: claim.kind,
      mark: claim.mark,
      ...judgementOf(claim),
      before: null,
      change: "none",
      scope: isWhole ? scopeOf(deciding, outcomes) : "plan",
      evidenceClasses: sortedUnique(deciding.flatMap((policy) => outcomes(policy).evidenceClasses)),
      policies: sortedUnique([...deciding, ...observed]),
      missing: sortedUnique([...deciding, ...observed]).filter((policy) => outcomes(policy).status === "missing"),
      findings: deciding.flatMap((policy) => indices.get(policy) ?? []).sort((a, b) => a - b),
      observed: observed.flatMap((policy) => indices.get(policy) ?? []).sort((a, b) => a - b),
      caveats: sheet.claims.filter((other) => other.kind === "caveat" && other.caps === claim.id).map(({ id }) => id),
      source: { line: claim.source.line, start: claim.source.start, end: claim.source.end },
    };
  });
}

/** The policies that can change a claim's verdict, and those that it shows only; both sorted. */
export interface ClaimRoles {
  readonly deciding: readonly string[];
  readonly observed: readonly string[];
}

/** Creates the function that tells which policies a claim of the sheet names in which role; a row's are its statements'. */
export function createRoles(sheet: AnySheet): (claim: AnyClaim) => ClaimRoles {
  const claims = new Map(sheet.claims.map((claim) => [claim.id, claim]));
  return function rolesOf(claim: AnyClaim): ClaimRoles {
    const same = claim.sameResultAs === undefined ? undefined : claims.get(claim.sameResultAs);
    const isMarkedRow = claim.kind === "requirement" && claim.mark !== "none";
    const below = isMarkedRow ? ownStatements(claim, claims).map(rolesOf) : [];
    const deciding = sortedUnique([...decidingPolicies(same ?? claim), ...below.flatMap((roles) => roles.deciding)]);
    const observed = sortedUnique([
      ...observedPolicies(claim),
      ...(same === undefined ? [] : observedPolicies(same)),
      ...below.flatMap((roles) => roles.observed),
    ]);
    return { deciding, observed: observed.filter((policy) => !deciding.includes(policy)) };
  };
}

/** Lists the policies that a sheet names only as refutations, sorted: their fail is no defect. */
export function refutationOnly(sheet: AnySheet): readonly string[] {
  const otherwise = new Set(
    sheet.claims.flatMap((claim) => [
      ...(claim.decides === undefined ? [] : policiesOf(claim.decides)),
      ...observedPolicies(claim),
    ]),
  );
  const refuting = sheet.claims.flatMap((claim) => [...(claim.refutedBy ?? [])]);
  return sortedUnique(refuting.filter((policy) => !otherwise.has(policy)));
}

/** Lists the typed statements below a row that bear the row's own mark. */
function ownStatements(
  row: AnyClaim & { readonly kind: "requirement" },
  claims: ReadonlyMap<string, AnyClaim>,
): readonly AnyClaim[] {
  return row.statements.flatMap((id) => {
    const statement = claims.get(id);
    return statement?.mark === row.mark ? [statement] : [];
  });
}

function isAffirmedElsewhere(sheet: AnySheet, claim: AnyClaim): boolean {
  return claim.fact !== undefined && sheet.claims.some((other) => other.mark === "有" && other.fact === claim.fact);
}

function daysLeft(reviewBy: string | undefined, today: number): number | null {
  const day = reviewBy === undefined ? null : daysOf(reviewBy);
  return day === null ? null : day - today;
}

const missingOutcome: PolicyOutcome = {
  status: "missing",
  scope: "plan",
  unknown: [],
  expired: false,
  evidenceClasses: [],
};

function outcomesOf(found: Findings): Outcomes {
  const byPolicy = new Map<string, Finding[]>();
  for (const finding of found.findings) {
    const others = byPolicy.get(finding.policy);
    if (others === undefined) byPolicy.set(finding.policy, [finding]);
    else others.push(finding);
  }
  const outcomes = new Map(
    found.policies.map((result): [string, PolicyOutcome] => {
      const findings = byPolicy.get(result.policy) ?? [];
      const fails = findings.filter(({ status, waiver }) => status === "fail" && waiver === null);
      return [
        result.policy,
        {
          status: result.status,
          scope: result.scope,
          unknown: result.unknown,
          expired: fails.length > 0 && fails.every(isExpired),
          evidenceClasses: sortedUnique(
            findings.flatMap((finding) => (finding.evidenceClass === null ? [] : [finding.evidenceClass])),
          ),
        },
      ];
    }),
  );
  return (policy) => outcomes.get(policy) ?? missingOutcome;
}

function isExpired(finding: Finding): boolean {
  return finding.violations.length > 0 && finding.violations.every(({ reason }) => reason === expiredReason);
}

function indicesByPolicy(findings: readonly Finding[]): ReadonlyMap<string, readonly number[]> {
  const indices = new Map<string, number[]>();
  findings.forEach((finding, index) => {
    const others = indices.get(finding.policy);
    if (others === undefined) indices.set(finding.policy, [index]);
    else others.push(index);
  });
  return indices;
}

function scopeOf(policies: readonly string[], outcomes: Outcomes): Scope {
  return policies.length > 0 && policies.every((policy) => outcomes(policy).scope === "estate") ? "estate" : "plan";
}

function sortedUnique<Item extends string>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)].sort();
}
