import type { Report } from "@sekisho/sheet";
import type { Bilingual, Claim, Finding, PolicyResult, WaiverEntry } from "./model.ts";

type Document = Report["documents"][number];
type Diagnostic = Report["diagnostics"][number];
type Tension = Report["tensions"][number];
type Texts = Report["texts"];
type Waiver = NonNullable<Finding["waiver"]>;
type PolicyTexts = Texts["policies"][string];

/**
 * Writes the report as canonical JSON, `sekisho.report/v1`, in pieces: keys in a fixed order, one line for each item of a
 * list, so that two reports can be compared line by line and a large one never stands in memory twice.
 */
export function* renderJson(report: Report): Generator<string, void, undefined> {
  yield `{\n  "schema": ${line(report.schema)}`;
  yield `,\n  "instant": ${line(report.instant)}`;
  yield `,\n  "bundle": ${line(bundleOf(report.bundle))}`;
  yield* list("documents", report.documents, documentOf);
  yield `,\n  "profile": ${line(profileOf(report.profile))}`;
  yield `,\n  "sheet": ${line(sheetOf(report.sheet))}`;
  yield `,\n  "waivers": ${line(waiversOf(report.waivers))}`;
  yield `,\n  "ledger": ${line(ledgerOf(report.ledger))}`;
  yield `,\n  "comparison": ${line(comparisonOf(report.comparison))}`;
  yield* list("diagnostics", report.diagnostics, diagnosticOf);
  yield* list("findings", report.findings, findingOf);
  yield* list("policies", report.policies, policyOf);
  yield* list("claims", report.claims, claimOf);
  yield* list("tensions", report.tensions, tensionOf);
  yield* texts(report.texts);
  yield `,\n  "accounting": ${line(accountingOf(report.accounting))}\n}\n`;
}

function* list<Item>(
  key: string,
  items: readonly Item[],
  order: (item: Item) => Item,
): Generator<string, void, undefined> {
  yield `,\n  "${key}": [`;
  let before = "\n    ";
  for (const item of items) {
    yield before;
    yield line(order(item));
    before = ",\n    ";
  }
  yield items.length === 0 ? "]" : "\n  ]";
}

function* texts({ sheet, policies, claims, ceilings }: Texts): Generator<string, void, undefined> {
  yield `,\n  "texts": {\n    "sheet": ${line(sheet === null ? null : { id: sheet.id, title: bilingual(sheet.title) })}`;
  yield* record("policies", policies, policyTextsOf);
  yield* record("claims", claims, bilingual);
  yield* record("ceilings", ceilings, bilingual);
  yield "\n  }";
}

function* record<Value>(
  key: string,
  values: Readonly<Record<string, Value>>,
  order: (value: Value) => Value,
): Generator<string, void, undefined> {
  const entries = entriesOf(values);
  yield `,\n    "${key}": {`;
  for (const [index, [name, value]] of entries.entries()) {
    yield `${index === 0 ? "" : ","}\n      ${line(name)}: ${line(order(value))}`;
  }
  yield entries.length === 0 ? "}" : "\n    }";
}

// `JSON.stringify` leaves these in strings; a terminal obeys some of them.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

// Where there is nothing else, none of them is either: most lines are told apart by this, which is much faster.
const beyondAscii = /[^ -~]/u;

function line(value: unknown): string {
  const text = JSON.stringify(value);
  if (!beyondAscii.test(text)) return text;
  return text.replace(unprintable, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

function entriesOf<Value>(values: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function mapped<Value>(
  values: Readonly<Record<string, Value>>,
  order: (value: Value) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(entriesOf(values).map(([name, value]) => [name, order(value)]));
}

function same<Value>(value: Value): Value {
  return value;
}

/** Sorts the keys of a JSON value, of nested ones too. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value ?? null;
  if (Array.isArray(value)) return value.map(sorted);
  return mapped({ ...value }, sorted);
}

// Each of the following gives its type back, built key by key: a key that is forgotten is a compile error.

function tensionOf({ tension, claims, about, decision }: Tension): Tension {
  return {
    tension,
    claims,
    about: bilingual(about),
    decision:
      decision === null
        ? null
        : { decision: decision.decision, decidedBy: decision.decidedBy, decidedOn: decision.decidedOn },
  };
}

function bilingual({ ja, en }: Bilingual): Bilingual {
  return { ja, en };
}

function bundleOf({ revision, digest }: Report["bundle"]): Report["bundle"] {
  return { revision, digest };
}

function documentOf({ label, name, kind, digest, partial }: Document): Document {
  return { label, name, kind, digest, partial };
}

function profileOf(profile: Report["profile"]): Report["profile"] {
  return profile === null ? null : { name: profile.name, digest: profile.digest };
}

function sheetOf(sheet: Report["sheet"]): Report["sheet"] {
  return sheet === null ? null : { id: sheet.id, digest: sheet.digest, refutationOnly: sheet.refutationOnly };
}

function waiverOf({ owner, approver, reason, ticket, approvedAt, expires, origin }: Waiver): Waiver {
  return { owner, approver, reason, ticket, approvedAt, expires, origin };
}

function waiversOf(waivers: Report["waivers"]): Report["waivers"] {
  if (waivers === null) return null;
  return { name: waivers.name, digest: waivers.digest, entries: waivers.entries.map(waiverEntryOf) };
}

function waiverEntryOf(entry: WaiverEntry): WaiverEntry {
  const { policy, address, arn, line, column, state, findings } = entry;
  return {
    policy,
    address,
    arn,
    violations: acceptedOf(entry),
    ...waiverOf(entry),
    line,
    column,
    state,
    findings,
  };
}

function acceptedOf({ violations }: WaiverEntry): WaiverEntry["violations"] {
  return violations === null ? null : violations.map(({ reason, args }) => ({ reason, args: mapped(args, same) }));
}

function ledgerOf(ledger: Report["ledger"]): Report["ledger"] {
  return ledger === null ? null : { name: ledger.name, digest: ledger.digest };
}

function comparisonOf(comparison: Report["comparison"]): Report["comparison"] {
  if (comparison === null) return null;
  const { baseline } = comparison;
  return {
    with: comparison.with,
    remaining: comparison.remaining,
    baseline:
      baseline === null
        ? null
        : {
            name: baseline.name,
            digest: baseline.digest,
            instant: baseline.instant,
            differences: baseline.differences,
          },
  };
}

function diagnosticOf({ code, document, args }: Diagnostic): Diagnostic {
  return { code, document, args: mapped(args, same) };
}

function findingOf(finding: Finding): Finding {
  const { subject } = finding;
  return {
    policy: finding.policy,
    status: finding.status,
    before: finding.before,
    change: finding.change,
    severity: finding.severity,
    scope: finding.scope,
    evidenceClass: finding.evidenceClass,
    subject: {
      type: subject.type,
      id: subject.id,
      address: subject.address,
      arn: subject.arn,
      position: subject.position === null ? null : { file: subject.position.file, line: subject.position.line },
      undeclared: subject.undeclared,
    },
    violations: finding.violations.map(({ reason, args, severity, rests_on }) => ({
      reason,
      args: mapped(args, same),
      severity,
      rests_on,
    })),
    unknown: finding.unknown.map(({ code, rests_on }) => ({ code, rests_on })),
    evidence: finding.evidence.map(({ resource, path, rests_on, value, origin }) => ({
      resource,
      path,
      rests_on,
      value: sorted(value),
      origin,
    })),
    reason: finding.reason,
    error: finding.error,
    waiver: finding.waiver === null ? null : waiverOf(finding.waiver),
  };
}

function policyOf({ policy, status, scope, severity, unknown, counts }: PolicyResult): PolicyResult {
  return {
    policy,
    status,
    scope,
    severity,
    unknown,
    counts: {
      pass: counts.pass,
      fail: counts.fail,
      unknown: counts.unknown,
      not_applicable: counts.not_applicable,
      deviation: counts.deviation,
      error: counts.error,
    },
  };
}

function claimOf(claim: Claim): Claim {
  const { line, start, end } = claim.source;
  return {
    claim: claim.claim,
    requirement: claim.requirement,
    kind: claim.kind,
    mark: claim.mark,
    verdict: claim.verdict,
    before: claim.before,
    change: claim.change,
    scope: claim.scope,
    unknown: claim.unknown,
    evidenceClasses: claim.evidenceClasses,
    policies: claim.policies,
    missing: claim.missing,
    findings: claim.findings,
    observed: claim.observed,
    caveats: claim.caveats,
    source: { line, start, end },
  };
}

function policyTextsOf({ title, remediation, reasons }: PolicyTexts): PolicyTexts {
  return { title: bilingual(title), remediation: bilingual(remediation), reasons: mapped(reasons, bilingual) };
}

function accountingOf(accounting: Report["accounting"]): Report["accounting"] {
  return {
    resources: accounting.resources,
    evaluated: accounting.evaluated,
    notSelected: accounting.notSelected,
    removed: accounting.removed,
    unsupported: accounting.unsupported,
    unread: accounting.unread,
    superseded: accounting.superseded,
    notSelectedTypes: mapped(accounting.notSelectedTypes, same),
    unsupportedTypes: mapped(accounting.unsupportedTypes, same),
    supersededIn: mapped(accounting.supersededIn, same),
  };
}
