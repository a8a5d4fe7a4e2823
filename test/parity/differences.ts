/**
 * Reads why a plan and another source may say different things of one thing, and finds the reason of a difference.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import type { Json } from "@sekisho/estate";
import { parse } from "yaml";
import type { AttributeComparison } from "./compare.ts";
import type { Source } from "./documents.ts";

/** Why the same thing may be read differently of a plan and of another source. */
export const differenceReasons = {
  PLAN_DOES_NOT_KNOW: "what is left out of a plan the provider or AWS chooses; the other source tells what it is",
  NOT_TOLD: "what a plan leaves out has a default or is chosen; a running source that leaves it out tells nothing (U4)",
  NOT_RECORDED: "the source never tells what a plan tells, so what hangs on it is unknown",
  TOLD_ALWAYS: "the source has no way of leaving it out: the call or the item itself tells it",
  REQUIRED_THERE: "CloudFormation requires it, so what a template that leaves it out would mean is not known",
  REQUIRED_IN_TERRAFORM: "the provider requires it, so what a plan that leaves it out would mean is not known",
  OTHER_DEFAULT: "what is left out means something else in CloudFormation than it does in Terraform",
  OTHER_FORM: "the source has the resource only where the block is, with what the block is by default",
} as const;

/** The code of such a reason. */
export type DifferenceReason = keyof typeof differenceReasons;

/** What is said on one side: a value, the code of an unknown one, or `told` for any value. */
type Word = string;

/** A stated difference of what is left out, as `differences.yaml` holds it. */
export interface Difference {
  readonly sources: readonly Source[];
  readonly plan: readonly Word[];
  readonly other: readonly Word[];
  /** `type.attribute`; all unless given. */
  readonly at?: readonly string[];
  readonly why: DifferenceReason;
  /** The page that says it. */
  readonly cites?: string;
}

/** Reads the stated differences. */
export function readDifferences(): readonly Difference[] {
  return parse(readFileSync(new URL("differences.yaml", import.meta.url), "utf8")) as readonly Difference[];
}

/** Tells whether both sides read the same. */
export function isSame({ plan, other }: Pick<AttributeComparison, "plan" | "other">): boolean {
  return JSON.stringify(plan) === JSON.stringify(other);
}

/** Tells whether a comparison shows a difference that is stated; only of what is left out any is. */
export function states(difference: Difference, comparison: AttributeComparison): boolean {
  const place = `${comparison.type}.${comparison.attribute}`;
  return (
    comparison.isLeftOut &&
    difference.sources.includes(comparison.source) &&
    (difference.at === undefined || difference.at.includes(place)) &&
    isOneOf(difference.plan, comparison.plan) &&
    isOneOf(difference.other, comparison.other)
  );
}

function isOneOf(words: readonly Word[], value: Json): boolean {
  const code = codeOf(value);
  return code === null ? words.includes("told") || words.includes(JSON.stringify(value)) : words.includes(code);
}

/** The code of what is not known at all; null for a value. */
export function codeOf(value: Json): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { unknown, partial } = value as { readonly unknown?: string; readonly partial?: string };
  return unknown ?? partial ?? null;
}
