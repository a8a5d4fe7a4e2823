import type { Change, Finding, FindingStatus } from "./finding.ts";
import { compareTexts } from "./verdict.ts";

/** A finding of an earlier time, as far as a comparison needs it. */
export type EarlierFinding = Pick<Finding, "policy" | "status" | "subject"> & Partial<Finding>;

/** Says how what a policy says about a subject changed; null where the subject was not there, or is no more. */
export function changeOf(before: FindingStatus | null, status: FindingStatus | null): Change {
  if (status === "fail") return before === "fail" ? "already" : "newly";
  if (before === "fail") return status === "pass" || status === "not_applicable" || status === null ? "fixed" : "none";
  return before === "pass" && status === "unknown" ? "lost" : "none";
}

/**
 * Pairs findings with those of an earlier time, by policy and subject: by its id, otherwise by its ARN. The result tells
 * of each what it was and how it changed, and holds a finding without a status for each subject that is no more. Sorted
 * by policy and subject id.
 */
export function compareFindings(
  findings: readonly Finding[],
  earlier: readonly EarlierFinding[],
  options: {
    /** Whether subjects are also paired by their address: labels of documents may differ between two checks. */
    readonly byAddress?: boolean;
    /** Whether a subject that is judged no longer is there all the same, by its id: then nothing is fixed. */
    readonly isThere?: (id: string) => boolean;
  } = {},
): readonly Finding[] {
  const partners = pair(findings, earlier, [
    ({ id }) => id,
    ({ type, arn }) => (arn === null ? null : `${type}\n${arn}`),
    ...(options.byAddress === true
      ? [({ type, address }: Finding["subject"]) => (address === null ? null : `${type}\n${address}`)]
      : []),
  ]);
  const paired = new Set(partners.values());
  const compared = findings.map((finding): Finding => {
    const before = partners.get(finding)?.status ?? null;
    return { ...finding, before, change: changeOf(before, finding.status) };
  });
  const removed = earlier
    .filter((finding) => finding.status !== null && !paired.has(finding))
    .map(removedFinding)
    .map((finding): Finding =>
      options.isThere?.(finding.subject.id) === true ? { ...finding, change: "none" } : finding,
    );
  return [...compared, ...removed].sort(
    (a, b) => compareTexts(a.policy, b.policy) || compareTexts(a.subject.id, b.subject.id),
  );
}

type KeyOf = (subject: Finding["subject"]) => string | null;

function pair(
  findings: readonly Finding[],
  earlier: readonly EarlierFinding[],
  keys: readonly KeyOf[],
): ReadonlyMap<Finding, EarlierFinding> {
  const partners = new Map<Finding, EarlierFinding>();
  const taken = new Set<EarlierFinding>();
  for (const keyOf of keys) {
    const candidates = unique(
      earlier.filter((finding) => finding.status !== null && !taken.has(finding)),
      keyOf,
    );
    for (const [key, finding] of unique(
      findings.filter((candidate) => !partners.has(candidate)),
      keyOf,
    )) {
      const found = candidates.get(key) ?? null;
      if (finding === null || found === null) continue;
      partners.set(finding, found);
      taken.add(found);
    }
  }
  return partners;
}

/** What has a key of its own; null where several share it. */
function unique<Item extends EarlierFinding>(items: readonly Item[], keyOf: KeyOf): ReadonlyMap<string, Item | null> {
  const found = new Map<string, Item | null>();
  for (const item of items) {
    const key = keyOf(item.subject);
    if (key === null) continue;
    const full = `${item.policy}\n${key}`;
    found.set(full, found.has(full) ? null : item);
  }
  return found;
}

/** A subject that is no more: what it was, with the evidence of that time. */
function removedFinding(finding: EarlierFinding): Finding {
  return {
    policy: finding.policy,
    status: null,
    before: finding.status,
    change: changeOf(finding.status, null),
    severity: finding.severity ?? "info",
    scope: null,
    evidenceClass: null,
    subject: finding.subject,
    violations: finding.violations ?? [],
    unknown: finding.unknown ?? [],
    evidence: finding.evidence ?? [],
    reason: finding.reason ?? null,
    error: finding.error ?? null,
    waiver: null,
  };
}
