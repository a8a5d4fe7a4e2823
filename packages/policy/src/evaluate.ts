import {
  holdsOpenCollection,
  isRuntimeKind,
  isUnknown,
  locate,
  profileValue,
  SekishoError,
  unknownCodes,
  type Diagnostic,
  type Estate,
  type Json,
  type KnownPlaces,
  type UnknownCode,
} from "@sekisho/estate";
import type { PolicyInfo } from "./bundle.ts";
import type { PolicyEngine } from "./engine.ts";
import {
  severities,
  type Evidence,
  type EvidenceClass,
  type Finding,
  type FindingStatus,
  type PolicyResult,
  type PolicyStatus,
  type Severity,
  type TreePath,
  type Violation,
  type Waiver,
} from "./finding.ts";
import {
  chosenPolicies,
  largeInput,
  largeSlice,
  subjectSlices,
  type SliceRequest,
  type SubjectSlice,
} from "./slices.ts";
import { readVerdict, type Verdict, type VerdictResult } from "./verdict.ts";

/** What an evaluation takes. */
export interface EvaluationRequest extends SliceRequest {
  readonly engine: PolicyEngine;
  /** The estate before what the documents plan, to be evaluated as well; null or left out if nothing was there. */
  readonly before?: Estate | null;
  /** Gives the accepted exception that covers a policy's fail on a subject; null, or left out, if there is none. */
  readonly waiverOf?: (finding: Pick<Finding, "policy" | "subject" | "severity" | "violations">) => Waiver | null;
}

/** What an evaluation gives. */
export interface Evaluation {
  /** Sorted by policy and subject id. */
  readonly findings: readonly Finding[];
  /** Sorted by id; one for every policy, also one that has no subject. */
  readonly policies: readonly PolicyResult[];
  /** The same of the estate before; null without one. */
  readonly before: { readonly findings: readonly Finding[]; readonly policies: readonly PolicyResult[] } | null;
  /** Inputs that are unusually large. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Evaluates policies over every subject of an estate. A policy that cannot be evaluated for a subject gives a finding
 * with status `error`, and the run goes on.
 *
 * @throws SekishoError `POLICY_UNKNOWN` for a policy that the bundle does not hold, `BUNDLE_INVALID` if the engine has
 * no entrypoint for a policy of the bundle.
 * @example
 * ```ts
 * import type { Estate } from "@sekisho/estate";
 * import { createEngine, evaluatePolicies, readBundle, type Finding } from "@sekisho/policy";
 *
 * export async function evaluate(estate: Estate, bytes: Uint8Array, digest: string): Promise<readonly Finding[]> {
 *   const bundle = readBundle(bytes, { name: "bundle.tar.gz", digest });
 *   const engine = await createEngine(bundle.wasm);
 *   return evaluatePolicies({ estate, bundle, engine, instant: "2026-04-01T00:00:00Z" }).findings;
 * }
 * ```
 */
export function evaluatePolicies(request: EvaluationRequest): Evaluation {
  const now = { findings: [] as Finding[], policies: [] as PolicyResult[] };
  const earlier = { findings: [] as Finding[], policies: [] as PolicyResult[] };
  const diagnostics: Diagnostic[] = [];
  const before = request.before ?? null;
  for (const policy of chosenPolicies(request.bundle, request.policies)) {
    // A verdict depends on the input alone, and equal resources are common: the same module, many times, before and after.
    const known: KnownVerdicts = new Map();
    const found = new Map<string, Evaluated>();
    const own = evaluatePolicy(request, policy, { known, diagnostics, ...(before === null ? {} : { found }) });
    for (const finding of own) now.findings.push(finding);
    now.policies.push(policyResult(request.estate, policy, own));
    if (before === null) continue;
    const previous = evaluatePolicy({ ...request, estate: before }, policy, {
      known,
      diagnostics: [],
      unchanged: found,
    });
    for (const finding of previous) earlier.findings.push(finding);
    earlier.policies.push(policyResult(before, policy, previous));
  }
  return { ...now, diagnostics, before: before === null ? null : earlier };
}

/** Verdicts by input. */
type KnownVerdicts = Map<string, KnownVerdict>;

/** A verdict with what follows from it and the input alone, so that it is found out once for equal inputs. */
interface KnownVerdict {
  readonly result: VerdictResult;
  /** What is not known at the paths that the verdict rests on; null as long as no finding was made of it. */
  unknown: Finding["unknown"] | null;
}

/** A finding with the input that its verdict depends on. */
interface Evaluated {
  readonly input: string;
  readonly finding: Finding;
}

/** What evaluations of one policy share. */
interface Run {
  readonly known: KnownVerdicts;
  readonly diagnostics: Diagnostic[];
  /** Takes what is found, by subject, for the estate before. */
  readonly found?: Map<string, Evaluated>;
  /** What was found after the plan: a subject with the same input has the same finding. */
  readonly unchanged?: ReadonlyMap<string, Evaluated>;
}

function evaluatePolicy(request: EvaluationRequest, policy: PolicyInfo, run: Run): readonly Finding[] {
  const { engine } = request;
  const entrypoint = entrypointOf(policy.id);
  if (!engine.entrypoints.includes(entrypoint)) {
    throw new SekishoError(
      "BUNDLE_INVALID",
      `The bundle (revision ${request.bundle.revision}) names the policy ${policy.id}, but its policy.wasm has no ` +
        `entrypoint ${entrypoint}. Build or fetch the bundle again.`,
      { details: { policy: policy.id } },
    );
  }
  const findings: Finding[] = [];
  const declared = new Map(policy.profile.map((key) => [key, profileValue(request.estate.profile, key)]));
  const context: PolicyContext = { request, policy, declared, places: new Map() };
  for (const slice of subjectSlices(request, policy)) {
    const input = JSON.stringify(slice.input);
    const same = run.unchanged?.get(slice.resource.id);
    if (same?.input === input) {
      findings.push(same.finding);
      continue;
    }
    if (input.length > largeInput) run.diagnostics.push(largeSlice(policy, slice, input.length));
    let known = run.known.get(input);
    if (known === undefined) {
      const answer = engine.evaluate(entrypoint, input);
      const result: VerdictResult = answer.ok ? readVerdict(answer.value, policy) : { ok: false, error: answer.reason };
      known = { result, unknown: null };
      if (engine.remembers !== false) run.known.set(input, known);
    }
    const finding = known.result.ok
      ? findingOf(context, slice, known.result.verdict, known)
      : errorFinding(policy, slice, known.result.error);
    findings.push(finding);
    run.found?.set(slice.resource.id, { input, finding });
  }
  return findings;
}

/** Gives the slash path of a policy's verdict rule. */
export function entrypointOf(policyId: string): string {
  return `sekisho/${policyId.replaceAll(".", "/")}/verdict`;
}

/** What the findings of one policy have in common. */
interface PolicyContext {
  readonly request: EvaluationRequest;
  readonly policy: PolicyInfo;
  /** What the profile says, by the keys that the policy reads. */
  readonly declared: ReadonlyMap<string, ReturnType<typeof profileValue>>;
  readonly places: KnownPlaces;
}

function findingOf(context: PolicyContext, slice: SubjectSlice, verdict: Verdict, known: KnownVerdict): Finding {
  const { request, policy } = context;
  const facts: Fact[] = [];
  for (const path of verdict.restsOn) {
    const fact = factAt(context, slice, path);
    if (fact === null) {
      const index = verdict.restsOn.indexOf(path);
      return errorFinding(
        policy,
        slice,
        `The verdict rests on a path that its tree and profile keys do not have (path ${index + 1} of ${verdict.restsOn.length}, sorted).`,
      );
    }
    facts.push(fact);
  }
  known.unknown ??= verdict.status === "unknown" ? unknownOf(facts, slice, verdict.code) : [];
  const { unknown } = known;
  if (verdict.status === "unknown" && unknown.length === 0) {
    return errorFinding(policy, slice, "The verdict is unknown, but nothing unknown lies at the paths it rests on.");
  }
  const isPass = verdict.status === "pass";
  const blank = frame(policy, slice);
  const severity = gravest(verdict.violations) ?? policy.severity;
  return {
    ...blank,
    status: verdict.status,
    severity,
    scope: isPass ? passScope(request.estate, slice) : null,
    evidenceClass: isPass ? evidenceClass(policy, facts) : null,
    violations: verdict.violations,
    unknown,
    evidence: facts.map((fact) => fact.evidence),
    reason: verdict.reason,
    waiver:
      verdict.status === "fail"
        ? (request.waiverOf?.({ ...blank, severity, violations: verdict.violations }) ?? null)
        : null,
  };
}

function errorFinding(policy: PolicyInfo, slice: SubjectSlice, error: string): Finding {
  return { ...frame(policy, slice), status: "error", error };
}

/** A finding that says nothing yet. */
function frame(policy: PolicyInfo, { resource, isUndeclared }: SubjectSlice): Finding {
  return {
    policy: policy.id,
    status: null,
    before: null,
    change: "none",
    severity: policy.severity,
    scope: null,
    evidenceClass: null,
    subject: {
      type: resource.type,
      id: resource.id,
      address: resource.address,
      arn: resource.arn,
      position: resource.position ?? null,
      undeclared: isUndeclared,
    },
    violations: [],
    unknown: [],
    evidence: [],
    reason: null,
    error: null,
    waiver: null,
  };
}

/** What stands at a path that a verdict rests on. */
interface Fact {
  readonly evidence: Evidence;
  /** The code of what is not known at the path itself; null if the place is settled. */
  readonly unknown: UnknownCode | null;
  readonly isOfTree: boolean;
  readonly isObserved: boolean;
}

function factAt({ request, declared, places }: PolicyContext, slice: SubjectSlice, path: TreePath): Fact | null {
  const [first] = path;
  if (first === "now") {
    if (path.length > 1) return null;
    const evidence = { resource: "now", path, rests_on: path, value: request.instant, origin: "now" };
    return { evidence, unknown: null, isOfTree: false, isObserved: false };
  }
  if (first === "profile") return declaredFact(declared, path);
  const found = locate(request.estate, slice.resource, slice.selection, path, places);
  if (found === null) return null;
  const { resource, value, origin, unknown } = found;
  const evidence = { resource, path: found.path, rests_on: path, value, origin };
  return { evidence, unknown, isOfTree: true, isObserved: found.observed };
}

function declaredFact(declared: PolicyContext["declared"], path: TreePath): Fact | null {
  for (const [key, { value, origin, unknown }] of declared) {
    const names = key.split(".");
    if (names.length >= path.length || names.some((name, index) => name !== path[index + 1])) continue;
    const evidence = { resource: "profile", path: names, rests_on: path, value, origin };
    return { evidence, unknown, isOfTree: false, isObserved: false };
  }
  return null;
}

function valueAt(tree: Json, path: TreePath): Json {
  let value: Json = tree;
  for (const element of path) {
    if (typeof value !== "object" || value === null) return null;
    // Lists have indices and objects have names; what is not there is no value.
    value = (value as Readonly<Record<string | number, Json>>)[element] ?? null;
  }
  return value;
}

function codesBelow(value: Json): readonly UnknownCode[] {
  if (typeof value !== "object" || value === null) return [];
  if (isUnknown(value)) return [value.unknown];
  const own =
    "state" in value && value["state"] === "partial" ? unknownCodes.filter((code) => code === value["code"]) : [];
  return [...own, ...Object.values(value).flatMap(codesBelow)];
}

/** The codes with the paths they lie at; where everything is known, the policy's own code holds. */
function unknownOf(facts: readonly Fact[], { tree }: SubjectSlice, ownCode: UnknownCode | null): Finding["unknown"] {
  const places = facts.map((fact) => ({ path: fact.evidence.rests_on, codes: codesOf(fact, tree) }));
  return unknownCodes.flatMap((code) => {
    const here = places.filter(({ codes }) => (codes.length === 0 ? ownCode === code : codes.includes(code)));
    return here.length === 0 ? [] : [{ code, rests_on: here.map(({ path }) => path) }];
  });
}

/** The codes of what is not known at a path or, if the place itself is settled, below it. */
function codesOf({ evidence, unknown, isOfTree }: Fact, tree: Json): readonly UnknownCode[] {
  if (unknown !== null) return [unknown];
  return isOfTree ? codesBelow(valueAt(tree, evidence.rests_on)) : [];
}

function evidenceClass(policy: PolicyInfo, facts: readonly Fact[]): EvidenceClass {
  if (policy.evidence !== null) return policy.evidence;
  if (policy.id.startsWith("att.")) return "attested";
  return facts.some((fact) => fact.isObserved) ? "observed" : "configured";
}

function passScope(estate: Estate, { resource, tree, selection }: SubjectSlice): "plan" | "estate" {
  return showsAll(estate, [resource.type]) && !holdsOpenCollection(tree, selection) ? "estate" : "plan";
}

/** Whether the documents show every resource of the types; without one of a running system they never do. */
function showsAll(estate: Estate, types: readonly string[]): boolean {
  return (
    estate.documents.some((document) => isRuntimeKind(document.kind)) && types.every((type) => estate.coversType(type))
  );
}

function gravest(violations: readonly Violation[]): Severity | undefined {
  return severities.find((severity) => violations.some((violation) => violation.severity === severity));
}

function policyResult(estate: Estate, policy: PolicyInfo, findings: readonly Finding[]): PolicyResult {
  const count = (status: FindingStatus): number => findings.filter((finding) => finding.status === status).length;
  const counts = {
    pass: count("pass"),
    fail: count("fail"),
    unknown: count("unknown"),
    not_applicable: count("not_applicable"),
    deviation: count("deviation"),
    error: count("error"),
  };
  const missing = Object.keys(policy.selection.roots).flatMap((type) => estate.partialOf(type) ?? []);
  const waived = findings.filter(({ waiver }) => waiver !== null).length;
  const status = policyStatus(counts, waived, missing.length > 0);
  const codes = new Set([...missing, ...findings.flatMap((finding) => finding.unknown.map(({ code }) => code))]);
  const isEstateWide =
    showsAll(estate, Object.keys(policy.selection.roots)) && findings.every((finding) => finding.scope !== "plan");
  return {
    policy: policy.id,
    status,
    scope: isEstateWide ? "estate" : "plan",
    severity: policy.severity,
    unknown: status === "unknown" ? unknownCodes.filter((code) => codes.has(code)) : [],
    counts,
  };
}

/** The first that holds, by architecture.md 7; where there may be more subjects nothing but a fail is settled. */
function policyStatus(counts: PolicyResult["counts"], waived: number, isPartial: boolean): PolicyStatus {
  if (counts.fail > waived) return "fail";
  if (counts.error > 0) return "error";
  if (counts.unknown > 0 || isPartial) return "unknown";
  if (waived > 0) return "excepted";
  if (counts.deviation > 0) return "deviation";
  if (counts.pass > 0) return "pass";
  return counts.not_applicable > 0 ? "not_applicable" : "vacuous";
}
