import {
  parseUserFile,
  SekishoError,
  type FilePlace,
  type FileProblem,
  type UserFileInput,
  type UserFileKind,
} from "@sekisho/estate";
import type { PolicyInfo, Severity, Violation } from "@sekisho/policy";
import { timeOf } from "../calendar.ts";
import { lengthInDays, outsideTerm } from "./term.ts";
import { validate } from "./validate-waivers.generated.ts";
import { defaultMaxDays, type GivenWaiver, type MaxDays, type WaiverFile } from "./waiver.ts";

/** A file of waivers as it is given. */
export interface WaiversInput extends UserFileInput {
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
}

/** The policies that waivers can name. */
export type WaivablePolicies = readonly Pick<PolicyInfo, "id" | "severity" | "reasons">[];

const waiversKind: UserFileKind = {
  code: "WAIVERS_INVALID",
  what: "file of waivers",
  schema: "sekisho.waivers.v1.schema.json",
  validate,
};

/** What the schema admits. */
interface WrittenFile {
  readonly max_days?: Readonly<Partial<Record<Severity, number>>>;
  readonly waivers: readonly WrittenWaiver[];
}

interface WrittenWaiver {
  readonly policy: string;
  readonly resource: { readonly address?: string; readonly arn?: string };
  readonly violations?: readonly { readonly reason: string; readonly args?: Violation["args"] }[];
  readonly owner: string;
  readonly approver: string;
  readonly reason: string;
  readonly ticket: string;
  readonly approved_at: string;
  readonly expires: string;
}

/**
 * Reads a file of waivers.
 *
 * @throws SekishoError `WAIVERS_INVALID` with every problem that the file has by itself, each with line and column: YAML,
 * schema (`schema/sekisho.waivers.v1.schema.json`), a policy that is none, a wildcard, an owner who approves, an instant
 * without a zone, an exception that lasts too long, and one that is given twice.
 */
export function readWaivers(file: WaiversInput, policies: WaivablePolicies): WaiverFile {
  const { waivers, problems } = parseWaivers(file, policies);
  if (waivers === null) throw waiversError(file, problems);
  return waivers;
}

/**
 * Lists what is wrong with a file of waivers at an instant, in the file's order: whatever makes it unusable, and the waivers
 * that do not hold any more or not yet.
 */
export function lintWaivers(
  file: WaiversInput,
  policies: WaivablePolicies,
  instant: string,
): { readonly waivers: number; readonly problems: readonly FileProblem[] } {
  const { waivers, problems } = parseWaivers(file, policies);
  if (waivers === null) return { waivers: 0, problems };
  return {
    waivers: waivers.waivers.length,
    problems: waivers.waivers.flatMap((waiver): readonly FileProblem[] => {
      const { line, column, approvedAt, expires } = waiver;
      switch (outsideTerm(waiver, instant)) {
        case "expired":
          return [
            { line, column, what: `the waiver expired at ${expires}`, advice: "Remove it, or have it approved anew" },
          ];
        case "not_yet":
          return [{ line, column, what: `the waiver holds only from ${approvedAt}`, advice: "Correct approved_at" }];
        case null:
          return [];
      }
    }),
  };
}

/** Makes the error that lists the problems of a file of waivers. */
export function waiversError({ name }: Pick<WaiversInput, "name">, problems: readonly FileProblem[]): SekishoError {
  const lines = problems.map(
    ({ line, column, what, advice }) => `  line ${String(line)}, column ${String(column)}: ${what}. ${advice}.`,
  );
  return new SekishoError(
    "WAIVERS_INVALID",
    `The file of waivers ${name} has problems (${String(problems.length)}):\n${lines.join("\n")}`,
    {
      details: {
        file: name,
        problems: problems.map(({ line, column, what }) => `${String(line)}:${String(column)}: ${what}`),
      },
    },
  );
}

function parseWaivers(
  file: WaiversInput,
  policies: WaivablePolicies,
): { readonly waivers: WaiverFile | null; readonly problems: readonly FileProblem[] } {
  const { content, problems, placeOf } = parseUserFile(file, waiversKind);
  if (problems.length > 0) return { waivers: null, problems: inOrder(problems) };
  const written = content as unknown as WrittenFile;
  const maxDays: MaxDays = { ...defaultMaxDays, ...written.max_days };
  const policyOf = new Map(policies.map((policy) => [policy.id, policy]));
  const found = [
    ...repeated(written.waivers, placeOf),
    ...written.waivers.flatMap((waiver, index) =>
      entryProblems(waiver, { policy: policyOf.get(waiver.policy), maxDays }, (key, what, advice) => ({
        ...placeOf(`/waivers/${String(index)}${key}`),
        what,
        advice,
      })),
    ),
  ];
  if (found.length > 0) return { waivers: null, problems: inOrder(found) };
  return {
    waivers: {
      name: file.name,
      digest: file.digest,
      maxDays,
      waivers: written.waivers.map((waiver, index): GivenWaiver => ({
        policy: waiver.policy,
        address: waiver.resource.address ?? null,
        arn: waiver.resource.arn ?? null,
        violations: waiver.violations?.map(({ reason, args }) => ({ reason, args: args ?? {} })) ?? null,
        owner: waiver.owner.trim(),
        approver: waiver.approver.trim(),
        reason: waiver.reason.trim(),
        ticket: waiver.ticket.trim(),
        approvedAt: waiver.approved_at,
        expires: waiver.expires,
        origin: `${file.name}#/waivers/${String(index)}`,
        ...placeOf(`/waivers/${String(index)}`),
      })),
    },
    problems: [],
  };
}

/** Finds entries for a policy and a resource that an entry before them has. */
function repeated(waivers: readonly WrittenWaiver[], placeOf: (pointer: string) => FilePlace): readonly FileProblem[] {
  const lines = new Map<string, number>();
  return waivers.flatMap(({ policy, resource }, index): readonly FileProblem[] => {
    const place = placeOf(`/waivers/${String(index)}`);
    const key = JSON.stringify([policy, resource.address ?? null, resource.arn ?? null]);
    const before = lines.get(key);
    if (before === undefined) {
      lines.set(key, place.line);
      return [];
    }
    const what = `the policy is waived on the same resource on line ${String(before)}`;
    return [{ ...place, what, advice: "Keep one of the two" }];
  });
}

/** Makes a problem of an entry, at a JSON pointer in it. */
type MakeProblem = (key: string, what: string, advice: string) => FileProblem;

interface Limits {
  /** Undefined if the bundle has none of that name. */
  readonly policy: WaivablePolicies[number] | undefined;
  readonly maxDays: MaxDays;
}

function entryProblems(waiver: WrittenWaiver, limits: Limits, problem: MakeProblem): readonly FileProblem[] {
  const { policy, resource, owner, approver } = waiver;
  const problems: FileProblem[] = [];
  if (limits.policy === undefined) {
    problems.push(problem("/policy", `"${policy}" is no policy of the bundle`, 'See "sekisho list policies"'));
  }
  for (const part of wildcards(resource)) {
    problems.push(problem(`/resource/${part}`, "a wildcard stands here", "Name one resource; a waiver is for one"));
  }
  if (resource.arn !== undefined && !/^arn:[^:\s]+:[^:\s]+:/u.test(resource.arn)) {
    problems.push(problem("/resource/arn", "this is no ARN", "Write it as AWS does: arn:aws:…"));
  }
  if (isSameRole(owner, approver)) {
    problems.push(problem("/approver", "the owner approves the own exception", "Have another role approve it"));
  }
  for (const part of (["owner", "approver"] as const).filter((key) => waiver[key].includes("@"))) {
    problems.push(problem(`/${part}`, "this is an address of a person", "Name a role: customers may read it"));
  }
  return [
    ...problems,
    ...reasonProblems(waiver, limits, problem),
    ...instantProblems(waiver, problem),
    ...lengthProblems(waiver, limits, problem),
  ];
}

/** A reason that the policy never gives would make the waiver cover nothing. */
function reasonProblems(
  { violations }: WrittenWaiver,
  { policy }: Limits,
  problem: MakeProblem,
): readonly FileProblem[] {
  if (policy === undefined) return [];
  const known = Object.keys(policy.reasons).sort().join(", ");
  return (violations ?? []).flatMap(({ reason }, index) =>
    Object.hasOwn(policy.reasons, reason)
      ? []
      : [
          problem(
            `/violations/${String(index)}/reason`,
            `"${reason}" is no reason of ${policy.id}`,
            known === "" ? "Leave violations out" : `Use one of ${known}`,
          ),
        ],
  );
}

/** The instance key of an address is quoted and may hold any character; nothing else in an address or ARN is a star. */
function wildcards({ address, arn }: WrittenWaiver["resource"]): readonly string[] {
  return [
    ...(address !== undefined && /[*?]/u.test(address.replace(/\["(?:[^"\\]|\\.)*"\]/gu, "")) ? ["address"] : []),
    ...(arn !== undefined && /[*?]/u.test(arn) ? ["arn"] : []),
  ];
}

function isSameRole(owner: string, approver: string): boolean {
  const plain = (role: string): string => role.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();
  return plain(owner) === plain(approver);
}

function instantProblems(waiver: WrittenWaiver, problem: MakeProblem): readonly FileProblem[] {
  return (["approved_at", "expires"] as const)
    .filter((key) => timeOf(waiver[key]) === null)
    .map((key) =>
      problem(
        `/${key}`,
        "this is no date and time with a zone",
        `Write it as 2026-11-01T09:00:00+09:00; a date alone ${key === "expires" ? "ends" : "begins"} at another instant in each zone`,
      ),
    );
}

function lengthProblems(
  waiver: WrittenWaiver,
  { policy, maxDays }: Limits,
  problem: MakeProblem,
): readonly FileProblem[] {
  const days = lengthInDays({ approvedAt: waiver.approved_at, expires: waiver.expires });
  if (days <= 0) return [problem("/expires", "the waiver ends before it is approved", "Correct one of the two")];
  const severity = policy?.severity;
  if (severity === undefined || Number.isNaN(days) || days <= maxDays[severity]) return [];
  return [
    problem(
      "/expires",
      `the waiver lasts ${String(Math.ceil(days))} days from its approval; of severity ${severity} it may last ${String(maxDays[severity])}`,
      "Have it end earlier, and approved anew if need be",
    ),
  ];
}

function inOrder(problems: readonly FileProblem[]): readonly FileProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
