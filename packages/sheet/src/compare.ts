import type { Finding } from "@sekisho/policy";
import type { ClaimResult, ClaimVerdict } from "./report.ts";

const refuted: readonly ClaimVerdict[] = ["contradicted", "expired"];
const shown: readonly ClaimVerdict[] = ["verified", "unrefuted", "attested", "excepted"];

/** Says of every claim what its verdict was before and how it changed; a claim that is not in `before` was not there. */
export function compareClaims(
  claims: readonly ClaimResult[],
  before: ReadonlyMap<string, ClaimVerdict>,
  findings: readonly Finding[],
): readonly ClaimResult[] {
  return claims.map((claim) => {
    const earlier = before.get(claim.claim) ?? null;
    return { ...claim, before: earlier, change: changeOf(claim, earlier, findings) };
  });
}

function changeOf(
  claim: ClaimResult,
  before: ClaimVerdict | null,
  findings: readonly Finding[],
): ClaimResult["change"] {
  const was = (verdicts: readonly ClaimVerdict[]): boolean => before !== null && verdicts.includes(before);
  if (refuted.includes(claim.verdict)) return was(refuted) ? "already" : "newly";
  const isOpen = claim.verdict === "unknown";
  if (was(refuted)) return !isOpen || isOnlyRemoved(claim, findings) ? "fixed" : "none";
  if (!isOpen || !was(shown)) return "none";
  return isOnlyRemoved(claim, findings) ? "gone" : "lost";
}

/** Tells whether a claim is unknown for no other reason than that its subjects are no more. */
function isOnlyRemoved(claim: ClaimResult, findings: readonly Finding[]): boolean {
  const statuses = claim.findings.map((index) => findings[index]?.status ?? null);
  return (
    claim.unknown.every((code) => code === "U5") &&
    statuses.includes(null) &&
    !statuses.some((status) => status === "unknown" || status === "error" || status === "fail")
  );
}
