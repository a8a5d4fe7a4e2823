/**
 * The situations beside the policies that are twins of another, in another source, expect the same verdicts as that one; that
 * these are given, the conformance tests show.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { readCases, type ExpectedFinding, type PolicyCase } from "@sekisho-test/conformance";
import { readPolicyTree } from "@sekisho/bundle";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { differenceReasons } from "./differences.ts";

/** A stated difference between a situation and its twin. */
interface TwinDifference {
  readonly policy: string;
  readonly twin: string;
  readonly original: readonly string[];
  readonly other: readonly string[];
  readonly why: string;
}

const stated = parse(
  readFileSync(new URL("twin-differences.yaml", import.meta.url), "utf8"),
) as readonly TwinDifference[];

const twins = readCases(readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url)))).flatMap(
  ({ policy, cases }) =>
    cases.flatMap((twin) =>
      twin.twin_of === undefined
        ? []
        : [{ policy, twin, original: cases.find(({ name }) => name === twin.twin_of) ?? null }],
    ),
);

/** The different words that a situation expects: status and reasons. A twin may hold fewer resources than its original. */
function words({ expect: findings }: PolicyCase): readonly string[] {
  const all = findings.map(({ status, reason = "", violations = [] }: ExpectedFinding) =>
    [status, reason, ...new Set(violations.map((violation) => violation.reason).sort())]
      .filter((word) => word !== "")
      .join(" "),
  );
  return [...new Set(all)].sort();
}

test.each(twins.map((one) => [`${one.policy}: ${one.twin.name}`, one] as const))(
  "%s",
  (_, { policy, twin, original }) => {
    if (original === null) throw new Error(`there is no case "${twin.twin_of ?? ""}"`);
    const difference = stated.find((one) => one.policy === policy && one.twin === twin.name);
    const [theirs, ours] = [words(original), words(twin)];
    if (difference === undefined) {
      expect(theirs).toEqual(expect.arrayContaining([...ours]));
      return;
    }
    expect({ original: theirs, other: ours }).toEqual({ original: difference.original, other: difference.other });
    expect(ours.every((word) => theirs.includes(word))).toBe(false);
    expect(Object.keys(differenceReasons)).toContain(difference.why);
  },
);

test("every stated difference is of a twin", () => {
  const known = twins.map(({ policy, twin }) => `${policy}: ${twin.name}`);
  expect(stated.filter(({ policy, twin }) => !known.includes(`${policy}: ${twin}`))).toEqual([]);
  console.log(
    `${String(twins.length)} twins among the situations of the policies, ${String(stated.length)} that differ`,
  );
});
