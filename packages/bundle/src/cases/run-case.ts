import {
  buildEstate,
  readDocuments,
  readProfile,
  typesWith,
  noOwnTypes,
  type DeclaredClaim,
  type DeclaredSheet,
  type Estate,
  type Json,
  type OwnTypes,
} from "@sekisho/estate";
import { evaluatePolicies, type Finding, type PolicyBundle, type PolicyEngine } from "@sekisho/policy";
import { compare } from "../problem.ts";
import { attestationsDocument, configDocument, devicesDocument, planDocument } from "./documents/index.ts";
import type { CaseDocument, ExpectedFinding, PolicyCase } from "./policy-cases.ts";

/** The instant that a case is judged by unless it names one. */
export const defaultInstant = "2026-11-01T00:00:00.000Z";

/** What is expected of a policy in one case and what it finds, by subject; the policy keeps the case if both are equal. */
export interface CaseResult {
  readonly expected: readonly ExpectedFinding[];
  readonly found: readonly ExpectedFinding[];
}

/** Judges one case of a policy: its documents through the readers, its policy through the module of the bundle. */
export function runCase(
  policy: string,
  situation: PolicyCase,
  { bundle, engine }: { readonly bundle: PolicyBundle; readonly engine: PolicyEngine },
): CaseResult {
  const estate = estateOfCase(situation, bundle.own);
  const instant = situation.now ?? defaultInstant;
  const { findings } = evaluatePolicies({ estate, bundle, engine, instant, policies: [policy] });
  const severity = bundle.policies.find(({ id }) => id === policy)?.severity ?? "none";
  const expected = situation.expect.map((finding) => whole(finding, severity)).sort(bySubject);
  const found = findings
    .map((finding) =>
      stated(
        finding,
        expected.find(({ subject }) => subject === finding.subject.id),
      ),
    )
    .sort(bySubject);
  return { expected, found };
}

function bySubject(a: ExpectedFinding, b: ExpectedFinding): number {
  return compare(a.subject, b.subject);
}

/** A finding in the shape of the expected one: what a verdict rests on only where that is expected. */
function stated(
  finding: Finding,
  expected: ExpectedFinding | undefined,
): ExpectedFinding & Partial<Pick<Finding, "error">> {
  const { subject, status, scope, reason, evidence, unknown, violations, error } = finding;
  return {
    subject: subject.id,
    status: status ?? "null",
    ...(scope === null ? {} : { scope }),
    ...(reason === null ? {} : { reason }),
    ...(status === "fail" || expected?.rests_on === undefined
      ? {}
      : { rests_on: evidence.map(({ rests_on }) => rests_on) }),
    ...(unknown.length === 0 ? {} : { unknown }),
    ...(violations.length === 0 ? {} : { violations }),
    ...(error === null ? {} : { error }),
  };
}

/** An expected finding with what its violations leave out. */
function whole(expected: ExpectedFinding, severity: string): ExpectedFinding {
  const { violations, ...rest } = expected;
  return violations === undefined
    ? rest
    : { ...rest, violations: violations.map((violation) => ({ severity, args: {}, ...violation })) };
}

/** Gives the content of a document as its reader is given it. */
export function jsonOfDocument(document: CaseDocument): Json {
  if ("plan" in document) return planDocument(document.plan);
  if ("devices" in document) return devicesDocument(document.devices);
  if ("attestations" in document) return attestationsDocument(document.attestations, document.owner);
  return "config" in document ? configDocument(document.config.items) : document.json;
}

/** Builds the estate of a situation through the real readers. */
export function estateOfCase(situation: PolicyCase, own: OwnTypes = noOwnTypes): Estate {
  const types = typesWith(own);
  const documents = situation.documents.map((document) => {
    const json = jsonOfDocument(document);
    const bytes = new TextEncoder().encode(JSON.stringify(json));
    return { label: null, name: "document.json", digest: "sha256:0", bytes };
  });
  const profile =
    situation.profile === undefined
      ? {}
      : { profile: readProfile({ name: "profile.yaml", digest: "sha256:0", text: JSON.stringify(situation.profile) }) };
  const covers = (situation.covers ?? []).map((type) => ({ type, account: null, region: null }));
  const sheet = situation.sheet === undefined ? {} : { sheet: sheetOf(situation.sheet) };
  const instant = situation.now ?? defaultInstant;
  return buildEstate(readDocuments(documents, types), { ...profile, ...sheet, covers, instant, types });
}

const plainClaim: Omit<DeclaredClaim, "id"> = {
  kind: "statement",
  mark: "有",
  modality: "implemented",
  strength: "plain",
  isDecided: true,
  caps: null,
  qualifiers: [],
  wording: { ja: "している。", en: "It is done." },
  ceiling: { ja: "している。", en: "It is done." },
  owner: null,
  reviewBy: null,
  provider: null,
};

function sheetOf({ claims, agreements = [] }: NonNullable<PolicyCase["sheet"]>): DeclaredSheet {
  return { id: "example", claims: claims.map((claim) => ({ ...plainClaim, ...claim })), agreements };
}
