/**
 * Reads why our word differs from another tool's, and finds the reason of a difference.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { ToolCase, Word } from "./cases.ts";
import type { Judgement, OurWord } from "./judge.ts";

/** Why we may say something else than a tool. */
export const differenceReasons = {
  STRICTER_BY_ENTRY: "the entry asks for more than the tool does",
  OTHER_QUESTION: "the tool asks for something that the entry leaves to others",
  OTHER_SUBJECT: "the policy judges resources of another type",
  OUTSIDE_THE_CASE: "what would decide lies outside the case",
  TOOL_ASSUMES_DEFAULT: "the tool takes what is left out for a value that nobody knows before it is applied",
  INVALID_CASE: "Terraform, CloudFormation or AWS refuses the case",
  KNOWN_AFTER_APPLY: "what decides is known only once it is applied",
  NOT_READ: "what decides is in the case and is not read yet",
} as const;

/** The code of such a reason. */
export type DifferenceReason = keyof typeof differenceReasons;

/** A difference with its reason, as `differences.yaml` holds it by policy. */
export interface Difference {
  readonly policy: string;
  readonly check: string;
  /** Addresses, or names of cases that have one verdict. */
  readonly at: readonly string[];
  readonly theirs: Word;
  readonly ours: OurWord;
  /** The reason codes of our policy, or the codes of why it is unknown. */
  readonly because?: readonly string[];
  readonly why: DifferenceReason;
  /** A sentence of the policy's entry in the catalogue of controls, or the page that says it. */
  readonly cites: string;
}

/** One verdict of a tool beside ours. */
export interface Comparison {
  readonly toolCase: ToolCase;
  /** The address, or the name of the case where the tool judges it as a whole. */
  readonly at: string;
  readonly theirs: Word;
  readonly ours: Judgement;
}

/** Reads the explained differences. */
export function readDifferences(): readonly Difference[] {
  const text = readFileSync(new URL("differences.yaml", import.meta.url), "utf8");
  const byPolicy = parse(text) as Readonly<Record<string, readonly Omit<Difference, "policy">[]>>;
  return Object.entries(byPolicy).flatMap(([policy, list]) => list.map((one) => ({ ...one, policy })));
}

/** Tells whether a comparison shows exactly this difference. */
export function explains(difference: Difference, { toolCase, at, theirs, ours }: Comparison): boolean {
  const because = [...ours.reasons, ...ours.unknown].join();
  return (
    difference.policy === toolCase.policy &&
    difference.check === toolCase.check &&
    difference.at.includes(at) &&
    difference.theirs === theirs &&
    difference.ours === ours.word &&
    (difference.because ?? []).join() === because
  );
}
