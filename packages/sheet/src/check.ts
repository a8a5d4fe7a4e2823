import {
  buildEstate,
  documentsBefore,
  plansSomething,
  projectDocuments,
  emptyProfile,
  joinCaptures,
  readDocuments,
  readProfile,
  SekishoError,
  withoutStale,
  type DocumentInput,
  type Estate,
  type Profile,
  type ProfileInput,
  type ReadDocument,
  typesWith,
  type ReadResource,
  type SelectionTree,
} from "@sekisho/estate";
import {
  chosenPolicies,
  compareFindings,
  evaluatePolicies,
  type Bilingual,
  type Evaluation,
  type PolicyBundle,
  type PolicyEngine,
  type PolicyInfo,
  type PolicyResult,
} from "@sekisho/policy";
import { createRoles, judgeSheet, refutationOnly } from "./aggregate.ts";
import { readBaseline, type Baseline, type BaselineInput } from "./baseline.ts";
import { assertInstant } from "./calendar.ts";
import { canonicalJson } from "./canonical-json.ts";
import { compareClaims } from "./compare.ts";
import { assertDeclarations, declareSheet } from "./declared-sheet.ts";
import type { AnySheet } from "./define.ts";
import type { BaselineDifference, ClaimResult, Report, ReportTexts } from "./report.ts";
import { matchWaivers } from "./waivers/match-waivers.ts";
import { readWaivers, type WaiversInput } from "./waivers/read-waivers.ts";

/** Everything that a check depends on; it looks at nothing else. */
export interface CheckInput {
  readonly documents: readonly DocumentInput[];
  /** Documents of the running system: what plans change is laid over them, and compared with them. */
  readonly runtime?: readonly DocumentInput[];
  /** An earlier report to compare with, instead of what was there before the plans. */
  readonly baseline?: BaselineInput | null;
  /** The profile as text, or null without one. */
  readonly profile: ProfileInput | null;
  /** The file of accepted exceptions, or null without one. */
  readonly waivers?: WaiversInput | null;
  /** The sheet and `sha256:<hex>` of its `sheetJson`; null to evaluate policies only. */
  readonly sheet: { readonly definition: AnySheet; readonly digest: string } | null;
  readonly bundle: PolicyBundle;
  readonly engine: PolicyEngine;
  /** The instant at which the check is made, in RFC 3339. */
  readonly instant: string;
  /**
   * The policies to evaluate; all of the bundle unless given. If given, the report holds only the claims that these policies
   * decide alone, and the rows of which every statement is such a claim: of the others nothing was asked.
   */
  readonly policies?: readonly string[];
}

/**
 * Checks documents: reads them into one estate, evaluates the policies over it and says of every claim of the sheet what
 * that allows to say. The same input gives the same report.
 *
 * @throws SekishoError `USAGE` (instant, no document), `DOCUMENT_…`, `PROFILE_INVALID`, `WAIVERS_INVALID`, `POLICY_UNKNOWN`, and
 * what the engine's bundle asks for.
 */
export function check(input: CheckInput): Report {
  assertInstant(input.instant);
  const runtime = input.runtime ?? [];
  if (input.documents.length + runtime.length === 0) {
    throw new SekishoError(
      "USAGE",
      "There is no document to check. Give a Terraform plan in JSON or another document.",
    );
  }
  const earlierReport = input.baseline ?? null;
  const baseline = earlierReport === null ? null : readBaseline(earlierReport);
  const profile = input.profile === null ? emptyProfile : readProfile(input.profile);
  const givenWaivers = input.waivers ?? null;
  const waiverFile = givenWaivers === null ? null : readWaivers(givenWaivers, input.bundle.policies);
  const { instant } = input;
  const sheet = input.sheet?.definition ?? null;
  if (sheet !== null) assertDeclarations(sheet, profile);
  const types = typesWith(input.bundle.own);
  const documents = readDocuments(input.documents, types);
  const joined = joinCaptures([...documents, ...readDocuments(runtime, types, documents)], types);
  const given = joined.slice(0, documents.length);
  // A stale listing does not say that something is gone, so it is no listing before plans are laid over it.
  const running = withoutStale(joined.slice(documents.length), profile, instant);
  const contents = [...given, ...running];
  refusePlanned(running);
  const projected = running.length === 0 ? contents : projectDocuments(running, given, types);
  const earlier = documentsBefore(projected);
  const beside = { profile, instant, types, ...(sheet === null ? {} : { sheet: declareSheet(sheet, profile) }) };
  const before = earlier === null ? null : buildEstate(earlier, beside);
  const estate = buildEstate(projected, before === null ? beside : { ...beside, before });
  const waivers =
    waiverFile === null
      ? null
      : matchWaivers(waiverFile, {
          estates: before === null ? [estate] : [estate, before],
          policies: chosenPolicies(input.bundle, input.policies),
          instant,
        });
  const evaluation = evaluatePolicies({
    estate,
    before: baseline === null ? before : null,
    bundle: input.bundle,
    engine: input.engine,
    instant: input.instant,
    ...(input.policies === undefined ? {} : { policies: input.policies }),
    ...(waivers === null ? {} : { waiverOf: waivers.waiverOf }),
  });
  const { policies } = evaluation;
  const evaluated = input.bundle.policies.filter((policy) => policies.some((result) => result.policy === policy.id));
  const ids = new Set(evaluated.map(({ id }) => id));
  const findings =
    baseline !== null
      ? compareFindings(
          evaluation.findings,
          baseline.findings.filter(({ policy }) => ids.has(policy)),
          { byAddress: true },
        )
      : evaluation.before === null
        ? evaluation.findings
        : compareFindings(evaluation.findings, evaluation.before.findings, {
            isThere: (id) => estate.find(id) !== null,
          });
  const judge = (definition: AnySheet, found: Pick<Evaluation, "findings" | "policies">): readonly ClaimResult[] =>
    judgeSheet(definition, { ...found, partial: estate.partial, instant, plans: profile.plans });
  const judged = sheet === null ? [] : judge(sheet, { findings, policies });
  const verdictsBefore =
    baseline?.claims ??
    (sheet === null || evaluation.before === null
      ? null
      : new Map(judge(sheet, evaluation.before).map(({ claim, verdict }) => [claim, verdict])));
  const compared = verdictsBefore === null ? judged : compareClaims(judged, verdictsBefore, findings);
  const claims = sheet === null ? [] : claimsAsked(sheet, compared, input.policies ?? null);
  return {
    schema: "sekisho.report/v1",
    instant: input.instant,
    bundle: { revision: input.bundle.revision, digest: input.bundle.digest },
    documents: estate.documents,
    profile: input.profile === null ? null : { name: input.profile.name, digest: input.profile.digest },
    sheet:
      input.sheet === null
        ? null
        : {
            id: input.sheet.definition.id,
            digest: input.sheet.digest,
            refutationOnly: refutationOnly(input.sheet.definition),
          },
    waivers:
      waiverFile === null || waivers === null
        ? null
        : {
            name: waiverFile.name,
            digest: waiverFile.digest,
            entries: waivers.results(findings, evaluation.before?.findings ?? []),
          },
    ledger: null,
    comparison:
      baseline === null && before === null
        ? null
        : {
            with: baseline !== null ? "baseline" : running.length > 0 ? "runtime" : "prior-state",
            remaining: remainingOf(given.some(plansSomething) ? given.filter(plansSomething) : contents),
            baseline: baseline === null ? null : baselineFacts(baseline, input, policies),
          },
    diagnostics: [...estate.diagnostics, ...evaluation.diagnostics],
    findings,
    policies,
    claims,
    tensions: sheet === null ? [] : tensionsOf(sheet, profile),
    texts: textsOf(sheet, claims, evaluated),
    accounting: accountingOf(contents, estate, evaluated),
  };
}

/** A plan says what will be, not what runs. */
function refusePlanned(running: readonly ReadDocument[]): void {
  const plan = running.find(plansSomething);
  if (plan === undefined) return;
  throw new SekishoError(
    "USAGE",
    `--runtime ${plan.document.name} is no document of a running system. Give plans without --runtime.`,
  );
}

/** Counts the managed resources that there are after all that is planned. */
function remainingOf(contents: readonly ReadDocument[]): number {
  return contents.reduce((sum, { managed }) => sum + managed, 0);
}

function baselineFacts(
  { name, digest, instant, bundle, sheet, profile, waivers, policies: before }: Baseline,
  input: CheckInput,
  policies: readonly PolicyResult[],
): NonNullable<NonNullable<Report["comparison"]>["baseline"]> {
  const evaluated = policies.map(({ policy }) => policy);
  const isOther: Readonly<Record<BaselineDifference, boolean>> = {
    bundle: bundle !== input.bundle.digest,
    policies: JSON.stringify([...before].sort()) !== JSON.stringify([...evaluated].sort()),
    profile: profile !== (input.profile?.digest ?? null),
    sheet: (sheet?.digest ?? null) !== (input.sheet?.digest ?? null),
    waivers: waivers !== (input.waivers?.digest ?? null),
  };
  const differences = (["bundle", "policies", "profile", "sheet", "waivers"] as const).filter((what) => isOther[what]);
  return { name, digest, instant, differences };
}

/** Writes a sheet as JSON with sorted keys, so that equal sheets have equal digests. */
export function sheetJson(sheet: AnySheet): string {
  return canonicalJson(sheet);
}

function claimsAsked(
  sheet: AnySheet,
  results: readonly ClaimResult[],
  selected: readonly string[] | null,
): readonly ClaimResult[] {
  if (selected === null) return results;
  const rolesOf = createRoles(sheet);
  const decided = sheet.claims.filter((claim) => {
    const { deciding } = rolesOf(claim);
    return deciding.length > 0 && deciding.every((policy) => selected.includes(policy));
  });
  const ids = new Set(decided.map(({ id }) => id));
  const markOf = new Map(sheet.claims.map(({ id, mark }) => [id, mark]));
  const asked = decided.filter(
    (claim) =>
      claim.kind !== "requirement" ||
      claim.statements.every((id) => ids.has(id) || (markOf.has(id) && markOf.get(id) !== claim.mark)),
  );
  const shown = new Set(asked.map(({ id }) => id));
  // A caveat is never left off the claim that it limits.
  return results.filter(
    ({ claim }) => shown.has(claim) || results.some((other) => shown.has(other.claim) && other.caveats.includes(claim)),
  );
}

function tensionsOf(sheet: AnySheet, profile: Profile): Report["tensions"] {
  return (sheet.tensions ?? []).map(({ id, claims, about }) => ({
    tension: id,
    claims,
    about,
    decision: (Object.hasOwn(profile.decisions, id) ? profile.decisions[id] : undefined) ?? null,
  }));
}

function textsOf(sheet: AnySheet | null, claims: readonly ClaimResult[], policies: readonly PolicyInfo[]): ReportTexts {
  const definitions = new Map(sheet?.claims.map((claim) => [claim.id, claim]));
  const wordings: Record<string, Bilingual> = {};
  const ceilings: Record<string, Bilingual> = {};
  for (const { claim } of claims) {
    const definition = definitions.get(claim);
    if (definition === undefined) continue;
    wordings[claim] = definition.wording;
    ceilings[claim] = definition.ceiling;
  }
  return {
    sheet: sheet === null ? null : { id: sheet.id, title: sheet.title },
    policies: Object.fromEntries(
      policies.map(({ id, title, remediation, reasons }) => [id, { title, remediation, reasons }]),
    ),
    claims: wordings,
    ceilings,
  };
}

function accountingOf(
  contents: readonly ReadDocument[],
  estate: Estate,
  policies: readonly PolicyInfo[],
): Report["accounting"] {
  const types = new Set<string>(estate.derivedFrom);
  for (const { selection } of policies) {
    for (const [type, tree] of Object.entries(selection.roots)) {
      types.add(type);
      addTypes(tree, types);
    }
  }
  // One resource of a document can become several of the estate; it is evaluated if one of them is.
  const notSelectedTypes: Record<string, number> = {};
  let evaluated = 0;
  let notSelected = 0;
  let removed = 0;
  for (const { resources, before } of contents) {
    removed += countRemoved(resources, before ?? []);
    const byOrigin = new Map<string, string | null>();
    for (const { origin, type } of resources) {
      byOrigin.set(origin, types.has(type) ? null : byOrigin.get(origin) === null ? null : type);
    }
    for (const type of byOrigin.values()) {
      if (type === null) evaluated += 1;
      else {
        notSelected += 1;
        notSelectedTypes[type] = (notSelectedTypes[type] ?? 0) + 1;
      }
    }
  }
  const { resources, unsupported, unread, superseded, supersededIn } = estate.accounting;
  return {
    resources,
    evaluated,
    notSelected,
    removed,
    unsupported,
    unread,
    superseded,
    notSelectedTypes: sortedRecord(notSelectedTypes),
    unsupportedTypes: sortedRecord(estate.accounting.types),
    supersededIn: sortedRecord(supersededIn),
  };
}

/** Counts what a document holds of the time before it only. One entry of it can be several resources. */
function countRemoved(after: readonly ReadResource[], before: readonly ReadResource[]): number {
  const placeOf = ({ address, origin }: ReadResource): string => address ?? origin;
  const there = new Set(after.map(placeOf));
  return new Set(before.map(placeOf).filter((place) => !there.has(place))).size;
}

function addTypes(tree: SelectionTree, types: Set<string>): void {
  for (const field of tree) {
    if (field.kind === "objects") addTypes(field.items, types);
    if (field.kind === "forward") {
      for (const [type, items] of Object.entries(field.targets)) {
        types.add(type);
        addTypes(items, types);
      }
    }
    if (field.kind === "reverse") {
      types.add(field.type);
      addTypes(field.items, types);
    }
  }
}

function sortedRecord(record: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
