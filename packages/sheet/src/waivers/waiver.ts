import type { Severity, Violation, Waiver } from "@sekisho/policy";

/** One entry of a file of waivers. */
export interface GivenWaiver extends Waiver {
  readonly policy: string;
  /** A Terraform address, with or without its document's label; at least one of the two is not null. */
  readonly address: string | null;
  /** The ARN of the same thing. */
  readonly arn: string | null;
  /** The violations that are accepted; null where all are. */
  readonly violations: readonly AcceptedViolation[] | null;
  /** Where the entry begins in the file, counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** The violations of a reason that have these arguments, and any others beside them. */
export interface AcceptedViolation {
  readonly reason: string;
  readonly args: Violation["args"];
}

/** A file of waivers whose entries are sound by themselves: each names a policy, is approved by another, and is not too long. */
export interface WaiverFile {
  readonly name: string;
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
  readonly maxDays: MaxDays;
  readonly waivers: readonly GivenWaiver[];
}

/** How many days a waiver may last from its approval to its end, by the severity of what it excepts. */
export type MaxDays = Readonly<Record<Severity, number>>;

/** What a file can make stricter, but not longer. */
export const defaultMaxDays: MaxDays = { critical: 30, high: 90, medium: 180, low: 365, info: 365 };

/**
 * What became of a waiver in a check. It covers a fail only if it is `applied` or `partly_unused`; `standing` and
 * `not_evaluated` are no problem either: its resource is there but not decided, or its policy was not asked for. All but these
 * and `applied` are problems.
 */
export type WaiverState =
  | "applied"
  | "standing"
  | "not_evaluated"
  | "expired"
  | "not_yet"
  | "too_long"
  | "over_broad"
  | "conflicting"
  | "exceeded"
  | "partly_unused"
  | "unused";

/** One waiver with what became of it. */
export interface WaiverResult extends GivenWaiver {
  readonly state: WaiverState;
  /** Indices of the fails that it covers, or would cover if its state let it. */
  readonly findings: readonly number[];
}

const sound: readonly WaiverState[] = ["applied", "standing", "not_evaluated"];

/** Tells whether somebody has to do something about a waiver: such a one blocks. */
export function isWaiverProblem({ state }: Pick<WaiverResult, "state">): boolean {
  return !sound.includes(state);
}
