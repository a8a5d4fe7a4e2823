import type { SourcePosition, UnknownCode } from "@sekisho/estate";

/** How grave a violation is. */
export type Severity = "critical" | "high" | "medium" | "low" | "info";

/** The severities from grave to light. */
export const severities: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** What a policy says about one subject; `error` if it could not say anything. */
export type FindingStatus = "pass" | "fail" | "unknown" | "not_applicable" | "deviation" | "error";

/** What a pass rests on. */
export type EvidenceClass = "configured" | "observed" | "inherited" | "attested";

/** `plan`: no more than the given documents show. `estate`: everything that exists. */
export type Scope = "plan" | "estate";

/** How a verdict or status changed between before and after. */
export type Change = "newly" | "already" | "fixed" | "lost" | "none";

/** A path in a subject's tree; a first element `profile` or `now` means that part of the input instead. */
export type TreePath = readonly (string | number)[];

/** One reason why a subject fails or deviates: a reason code of the policy with its arguments, no prose. */
export interface Violation {
  readonly reason: string;
  readonly args: Readonly<Record<string, string | number | boolean | null>>;
  readonly severity: Severity;
  readonly rests_on: readonly TreePath[];
}

/** One fact that a verdict rests on. */
export interface Evidence {
  /** Id of the resource that holds the value (`profile` for a profile value). */
  readonly resource: string;
  /** Where it stands in that resource. */
  readonly path: TreePath;
  /** The verdict's path to it, in the subject's tree; see {@link TreePath}. */
  readonly rests_on: TreePath;
  /** The value; a sensitive one never gets here (it is unknown with U6). Collections give state, code and item count. */
  readonly value: unknown;
  /** Where it was read: `plan.json#/resource_changes/3/change/after/storage_encrypted`, or `default:terraform`. */
  readonly origin: string;
}

/** An exception that its approver has accepted for one policy and one resource, until an instant. */
export interface Waiver {
  /** Roles, not persons. The approver is another than the owner. */
  readonly owner: string;
  readonly approver: string;
  readonly reason: string;
  readonly ticket: string;
  /** RFC 3339, as written: it holds from the one instant on and no longer at the other. */
  readonly approvedAt: string;
  readonly expires: string;
  /** `waivers.yaml#/waivers/0` */
  readonly origin: string;
}

/** What one policy says about one subject. */
export interface Finding {
  readonly policy: string;
  readonly status: FindingStatus | null;
  readonly before: FindingStatus | null;
  readonly change: Change;
  readonly severity: Severity;
  /** Of a pass; null otherwise. */
  readonly scope: Scope | null;
  /** Of a pass; null otherwise. */
  readonly evidenceClass: EvidenceClass | null;
  readonly subject: {
    readonly type: string;
    readonly id: string;
    readonly address: string | null;
    readonly arn: string | null;
    /** Where the subject is written, if its Terraform source was given. */
    readonly position: SourcePosition | null;
    /** Whether nothing declares its type: what it leaves out, and what would hang on the type, is unknown then. */
    readonly undeclared: boolean;
  };
  readonly violations: readonly Violation[];
  readonly unknown: readonly { readonly code: UnknownCode; readonly rests_on: readonly TreePath[] }[];
  readonly evidence: readonly Evidence[];
  /** Reason code of why the subject lies outside the question, for status `not_applicable`; null otherwise. */
  readonly reason: string | null;
  /** Why there is no verdict, for status `error`; null otherwise. Names no value. */
  readonly error: string | null;
  /** Of a fail that an accepted exception covers; null otherwise. */
  readonly waiver: Waiver | null;
}

/** What a policy says over all its subjects, by the order of architecture.md 7. */
export type PolicyStatus =
  "pass" | "fail" | "unknown" | "excepted" | "deviation" | "not_applicable" | "vacuous" | "error";

/** One evaluated policy. */
export interface PolicyResult {
  readonly policy: string;
  readonly status: PolicyStatus;
  readonly scope: Scope;
  readonly severity: Severity;
  /** Codes of why it is unknown, sorted; empty otherwise. */
  readonly unknown: readonly UnknownCode[];
  readonly counts: Readonly<Record<FindingStatus, number>>;
}
