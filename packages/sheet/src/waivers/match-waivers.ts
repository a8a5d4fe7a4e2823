import type { Resource } from "@sekisho/estate";
import type { Finding, PolicyInfo, Violation, Waiver } from "@sekisho/policy";
import { lengthInDays, outsideTerm } from "./term.ts";
import type { AcceptedViolation, GivenWaiver, WaiverFile, WaiverResult, WaiverState } from "./waiver.ts";

/** What a waiver can mean. */
type Thing = Pick<Resource, "type" | "id" | "address" | "arn">;

/** What waivers are matched with. */
export interface WaiverScene {
  /** What the documents show, and what was there before; a waiver may be of either. */
  readonly estates: readonly { readonly resources: readonly Thing[] }[];
  /** The policies that are evaluated. */
  readonly policies: readonly PolicyInfo[];
  /** RFC 3339. */
  readonly instant: string;
}

/** Waivers as they stand in one check. */
export interface MatchedWaivers {
  /** The waiver that covers a policy's fail on a subject; null if none does. */
  readonly waiverOf: (finding: Pick<Finding, "policy" | "subject" | "severity" | "violations">) => Waiver | null;
  /** What became of each waiver, in the file's order. */
  readonly results: (findings: readonly Finding[], before: readonly Finding[]) => readonly WaiverResult[];
}

/**
 * Finds what each waiver of a file is for. A waiver covers the fails of its policy on one thing, whether a plan shows it by
 * its address or a running system by its ARN; one that means several things, or two different ones, covers none.
 */
export function matchWaivers(file: WaiverFile, scene: WaiverScene): MatchedWaivers {
  const refused = new Map(file.waivers.map((waiver) => [waiver, refusalOf(waiver, scene)]));
  const isTooLong = (waiver: GivenWaiver, { severity }: Pick<Finding, "severity">): boolean =>
    lengthInDays(waiver) > file.maxDays[severity];
  return {
    waiverOf: (finding) => {
      const waiver = file.waivers.find(
        (one) =>
          one.policy === finding.policy &&
          refused.get(one) === null &&
          means(one, finding.subject) &&
          !isTooLong(one, finding) &&
          covers(one, finding),
      );
      return waiver === undefined ? null : waiverAlone(waiver);
    },
    results: (findings, before) =>
      file.waivers.map((waiver): WaiverResult => {
        const isMeant = (finding: Finding): boolean =>
          finding.policy === waiver.policy && means(waiver, finding.subject);
        const meant = [...findings, ...before].filter(isMeant);
        const fails = findings.flatMap((finding, index) =>
          isMeant(finding) && finding.status === "fail" ? [index] : [],
        );
        const isExceeded = fails.some((index) => findings[index] !== undefined && !covers(waiver, findings[index]));
        const state =
          refused.get(waiver) ?? stateOf(waiver, meant, (finding) => isTooLong(waiver, finding), isExceeded);
        return { ...waiver, state, findings: fails };
      }),
  };
}

function waiverAlone({ owner, approver, reason, ticket, approvedAt, expires, origin }: GivenWaiver): Waiver {
  return { owner, approver, reason, ticket, approvedAt, expires, origin };
}

/** Whether every violation is one that is accepted. */
function covers({ violations: accepted }: GivenWaiver, { violations }: Pick<Finding, "violations">): boolean {
  return accepted === null || violations.every((violation) => accepted.some((one) => isAccepted(one, violation)));
}

function isAccepted({ reason, args }: AcceptedViolation, violation: Violation): boolean {
  return (
    reason === violation.reason &&
    Object.entries(args).every(([name, value]) => Object.hasOwn(violation.args, name) && violation.args[name] === value)
  );
}

function means({ address, arn }: GivenWaiver, subject: Thing): boolean {
  return (
    (address !== null && (address === subject.id || address === subject.address)) ||
    (arn !== null && arn === subject.arn)
  );
}

/** Why a waiver covers nothing, whatever is found; null if it may. */
function refusalOf(waiver: GivenWaiver, { estates, policies, instant }: WaiverScene): WaiverState | null {
  const policy = policies.find(({ id }) => id === waiver.policy);
  if (policy === undefined) return "not_evaluated";
  for (const { resources } of estates) {
    const byArn = resources.filter((resource) => means({ ...waiver, address: null }, resource));
    const byAddress = resources.filter((resource) => means({ ...waiver, arn: null }, resource));
    if (isContradicted(waiver, byAddress, byArn)) return "conflicting";
    if (countSubjects(byAddress, policy) > 1 || countSubjects(byArn, policy) > 1) return "over_broad";
  }
  return outsideTerm(waiver, instant);
}

/** Counts the things that a policy judges; what two documents tell of one ARN is one. */
function countSubjects(things: readonly Thing[], { selection }: PolicyInfo): number {
  const subjects = things.filter(({ type }) => Object.hasOwn(selection.roots, type));
  return new Set(subjects.map(({ type, arn, id }) => `${type}\n${arn ?? id}`)).size;
}

/** Whether what has the waiver's address and what has its ARN are different things, as far as either tells. */
function isContradicted({ address, arn }: GivenWaiver, byAddress: readonly Thing[], byArn: readonly Thing[]): boolean {
  if (address === null || arn === null) return false;
  const plainAddress = address.replace(/^[A-Za-z][\w.-]*#/u, "");
  return (
    byAddress.some((thing) => thing.arn !== null && thing.arn !== arn) ||
    byArn.some((thing) => thing.address !== null && thing.address !== plainAddress) ||
    byAddress.some((thing) => byArn.length > 0 && byArn.every(({ type }) => type !== thing.type))
  );
}

function stateOf(
  { origin, violations }: GivenWaiver,
  meant: readonly Finding[],
  isTooLong: (finding: Finding) => boolean,
  isExceeded: boolean,
): WaiverState {
  const fails = meant.filter(({ status }) => status === "fail");
  if (fails.some(isTooLong)) return "too_long";
  if (isExceeded) return "exceeded";
  if (fails.some(({ waiver }) => waiver?.origin === origin)) {
    const found = fails.flatMap((finding) => finding.violations);
    const isUsed = (accepted: AcceptedViolation): boolean => found.some((violation) => isAccepted(accepted, violation));
    return violations === null || violations.every(isUsed) ? "applied" : "partly_unused";
  }
  return meant.some(({ status }) => status === "unknown" || status === "error") ? "standing" : "unused";
}
