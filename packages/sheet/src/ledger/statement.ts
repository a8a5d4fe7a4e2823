import type { ClaimVerdict, Report } from "../report.ts";
import { canonicalJson } from "../canonical-json.ts";

/** Gives `sha256:<hex>` of a text's UTF-8 bytes. */
export type DigestText = (text: string) => string;

/** What a check said of one claim. */
export interface RecordedClaim {
  readonly claim: string;
  readonly verdict: ClaimVerdict;
  /** Digest of what the claim rests on: policy, subject, status and evidence of each of its findings, as canonical JSON. */
  readonly evidence: string;
}

/** One statement of a ledger, `sekisho.ledger/v1`: what was answered at an instant, from what. */
export interface Statement {
  readonly schema: "sekisho.ledger/v1";
  /** Counted from 1. */
  readonly sequence: number;
  /** Digest of the line before, without its line break; null for the first. */
  readonly previous: string | null;
  /** Digest of the public key that verifies the line's signature, in DER. */
  readonly key: string;
  /** RFC 3339. */
  readonly instant: string;
  /** To whom or as what the answered sheet was handed out; null for a check of one's own. */
  readonly issued: string | null;
  readonly sheet: { readonly id: string; readonly digest: string };
  readonly bundle: { readonly revision: string; readonly digest: string };
  readonly profile: string | null;
  readonly waivers: string | null;
  /** Digests of the documents, in the report's order. */
  readonly documents: readonly string[];
  /** Digest of the report as JSON, in its canonical rendering. */
  readonly report: string;
  /** In sheet order. */
  readonly claims: readonly RecordedClaim[];
}

/** Where a statement stands in its ledger, and what is not in the report. */
export type StatementFrame = Pick<Statement, "sequence" | "previous" | "key" | "issued" | "report">;

/** States what a report says of a sheet. */
export function statementOf(
  report: Report,
  sheet: NonNullable<Report["sheet"]>,
  { sequence, previous, key, issued, report: reportDigest }: StatementFrame,
  digest: DigestText,
): Statement {
  const evidenceOf = (findings: readonly number[]): unknown =>
    findings
      .flatMap((index) => report.findings[index] ?? [])
      .map(({ policy, subject, status, evidence }) => ({ policy, subject: subject.id, status, evidence }));
  return {
    schema: "sekisho.ledger/v1",
    sequence,
    previous,
    key,
    instant: report.instant,
    issued,
    sheet: { id: sheet.id, digest: sheet.digest },
    bundle: { revision: report.bundle.revision, digest: report.bundle.digest },
    profile: report.profile?.digest ?? null,
    waivers: report.waivers?.digest ?? null,
    documents: report.documents.map((document) => document.digest),
    report: reportDigest,
    claims: report.claims
      .filter(({ kind }) => kind !== "heading")
      .map(({ claim, verdict, findings }) => ({
        claim,
        verdict,
        evidence: digest(canonicalJson(evidenceOf(findings))),
      })),
  };
}
