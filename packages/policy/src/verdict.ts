import { unknownCodes, type UnknownCode } from "@sekisho/estate";
import type { PolicyInfo } from "./bundle.ts";
import { severities, type FindingStatus, type Severity, type TreePath, type Violation } from "./finding.ts";
import { canonicalPaths, comparePaths } from "./tree-path.ts";

/** What a policy says about one subject, checked and in canonical order. */
export interface Verdict {
  readonly status: Exclude<FindingStatus, "error">;
  readonly violations: readonly Violation[];
  readonly restsOn: readonly TreePath[];
  /** Why the verdict is unknown at paths where everything is known; null if the paths themselves say it. */
  readonly code: UnknownCode | null;
  /** Reason of a verdict `not_applicable`; null otherwise. */
  readonly reason: string | null;
}

/** A verdict, or what is wrong with it: in English, without a value of the input. */
export type VerdictResult =
  { readonly ok: true; readonly verdict: Verdict } | { readonly ok: false; readonly error: string };

type Refuse = (what: string) => never;

const statuses: readonly Verdict["status"][] = ["pass", "fail", "unknown", "not_applicable", "deviation"];
const verdictKeys = ["status", "violations", "rests_on", "code", "reason"];
const violationKeys = ["reason", "args", "severity", "rests_on"];

/** Checks what a policy's `verdict` rule gave; undefined means that the rule gave nothing. */
export function readVerdict(value: unknown, policy: PolicyInfo): VerdictResult {
  // A private marker, so that no other error is taken for a malformed verdict.
  const refused: { what: string | null } = { what: null };
  const refuse: Refuse = (what) => {
    refused.what = what;
    throw new Error(what);
  };
  try {
    return { ok: true, verdict: verdictOf(value, policy, refuse) };
  } catch (thrown) {
    if (refused.what === null) throw thrown;
    return { ok: false, error: refused.what };
  }
}

function verdictOf(value: unknown, policy: PolicyInfo, refuse: Refuse): Verdict {
  if (value === undefined) return refuse("The policy has no verdict for this subject.");
  const given = object(value, "The verdict", verdictKeys, refuse);
  const status = statuses.find((candidate) => candidate === given["status"]);
  if (status === undefined) return refuse(`The verdict's status is none of ${statuses.join(", ")}.`);
  const violations = list(given["violations"], "The verdict's violations", refuse)
    .map((violation, index) => violationOf(violation, `violations[${index}]`, policy, refuse))
    .toSorted(compareViolations);
  const own = paths(given["rests_on"], "The verdict's rests_on", refuse);
  const restsOn = canonicalPaths([...own, ...violations.flatMap((violation) => violation.rests_on)]);

  const isRefuting = status === "fail" || status === "deviation";
  if (isRefuting !== violations.length > 0) {
    return refuse(
      `A verdict "${status}" ${isRefuting ? "without a violation" : "with violations"} contradicts itself.`,
    );
  }
  // A provider's property is read nowhere; of anything else it must be told what it rests on.
  if (restsOn.length === 0 && status !== "not_applicable" && policy.evidence !== "inherited") {
    return refuse(`A verdict "${status}" has to name the paths it rests on.`);
  }
  const code = given["code"] === undefined ? null : unknownCodes.find((candidate) => candidate === given["code"]);
  if (code === undefined) return refuse(`The verdict's code is none of ${unknownCodes.join(", ")}.`);
  if (code !== null && status !== "unknown") return refuse(`A verdict "${status}" has a code, which only unknown has.`);
  const reason = given["reason"] === undefined ? null : declaredReason(given["reason"], "The verdict", policy, refuse);
  if (reason !== null && status !== "not_applicable") {
    return refuse(`A verdict "${status}" has a reason, which only not_applicable has.`);
  }
  return { status, violations, restsOn, code, reason };
}

function violationOf(value: unknown, where: string, policy: PolicyInfo, refuse: Refuse): Violation {
  const given = object(value, where, violationKeys, refuse);
  const reason = declaredReason(given["reason"], where, policy, refuse);
  const args = argumentsOf(given["args"], where, refuse);
  const template = policy.reasons[reason];
  for (const [, name] of `${template?.en ?? ""}${template?.ja ?? ""}`.matchAll(/\{([A-Za-z_]\w*)(?::[^{}]*)?\}/gu)) {
    if (name !== undefined && !Object.hasOwn(args, name)) {
      return refuse(`${where}: the message of ${reason} needs the argument "${name}", which is not given.`);
    }
  }
  const severity: Severity | undefined =
    given["severity"] === undefined ? policy.severity : severities.find((candidate) => candidate === given["severity"]);
  if (severity === undefined) return refuse(`${where}: the severity is none of ${severities.join(", ")}.`);
  const restsOn = canonicalPaths(paths(given["rests_on"], `${where}: rests_on`, refuse));
  if (restsOn.length === 0) return refuse(`${where}: a violation has to name the paths it rests on.`);
  return { reason, args, severity, rests_on: restsOn };
}

/** A reason code that METADATA declares. One that is not declared is not repeated: it may be a value. */
function declaredReason(value: unknown, where: string, policy: PolicyInfo, refuse: Refuse): string {
  return typeof value === "string" && Object.hasOwn(policy.reasons, value)
    ? value
    : refuse(`${where}: the reason is not declared in the policy's METADATA.`);
}

function argumentsOf(value: unknown, where: string, refuse: Refuse): Violation["args"] {
  const args: [string, Violation["args"][string]][] = [];
  for (const [name, argument] of Object.entries(object(value, `${where}: args`, null, refuse))) {
    const isScalar =
      argument === null ||
      typeof argument === "string" ||
      typeof argument === "number" ||
      typeof argument === "boolean";
    args.push(isScalar ? [name, argument] : refuse(`${where}: an argument is no scalar.`));
  }
  return Object.fromEntries(args.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function paths(value: unknown, where: string, refuse: Refuse): readonly TreePath[] {
  return list(value, where, refuse).map((path) => {
    const elements = list(path, `${where}: a path`, refuse);
    if (elements.length === 0) return refuse(`${where}: a path is empty.`);
    return elements.map((element) =>
      typeof element === "string" || (typeof element === "number" && Number.isInteger(element) && element >= 0)
        ? element
        : refuse(`${where}: a path holds something that is neither a name nor an index.`),
    );
  });
}

function list(value: unknown, where: string, refuse: Refuse): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(`${where} is no list.`);
}

function object(
  value: unknown,
  where: string,
  keys: readonly string[] | null,
  refuse: Refuse,
): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(`${where} is no object.`);
  if (keys !== null && Object.keys(value).some((key) => !keys.includes(key))) {
    return refuse(`${where} has other keys than ${keys.join(", ")}.`);
  }
  // JSON.parse gives plain objects only, so what is neither null nor a list is one.
  return value as Readonly<Record<string, unknown>>;
}

function compareViolations(a: Violation, b: Violation): number {
  const [first, second] = [a.rests_on[0] ?? [], b.rests_on[0] ?? []];
  return (
    comparePaths(first, second) ||
    compareTexts(a.reason, b.reason) ||
    compareTexts(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Orders two texts by their code units. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
