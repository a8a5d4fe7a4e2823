/**
 * What a plan says is read alike of every other source, attribute by attribute, or the difference has a stated reason.
 *
 * @module
 */
import { resourceTypes, type Attribute } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { compareType, type AttributeComparison } from "./compare.ts";
import { differenceReasons, isSame, readDifferences, states, type Difference } from "./differences.ts";
import { sources, type Source } from "./documents.ts";
import { comparable } from "./samples.ts";

const differences = readDifferences();
const shown = new Set<Difference>();
const compared: AttributeComparison[] = [];
let inexpressible = 0;

/** A template gives no value to the reference of the resource itself. */
function isReference(attribute: Attribute | undefined, source: Source): boolean {
  if (attribute === undefined || attribute.kind === "derived" || attribute.kind === "derivedScalar") return false;
  return source === "cloudformation" && attribute.spec.cloudformation === "Ref";
}

function sourcesOf(type: (typeof resourceTypes)[number]): readonly Source[] {
  return sources.filter((source) => type.sources[source] !== undefined);
}

const pairs = resourceTypes.flatMap((type) => sourcesOf(type).map((source) => [type.type, source, type] as const));

describe("every attribute", () => {
  test.each(pairs)("of %s is read alike of a plan and of %s", (_, source, type) => {
    const result = compareType(type, source);
    compared.push(...result.compared);
    inexpressible += result.inexpressible.length;
    const different = result.compared.filter((one) => !isSame(one));
    const unstated = different.filter((one) => {
      const stated = differences.filter((difference) => states(difference, one));
      for (const difference of stated) shown.add(difference);
      return stated.length === 0;
    });
    expect(unstated).toEqual([]);
    // What could not be written in any way was not compared.
    const reached = new Set(result.compared.filter(({ isLeftOut }) => !isLeftOut).map(({ attribute }) => attribute));
    const missed = comparable(type.attributes, source).filter((name) => !reached.has(name));
    expect(missed.filter((name) => !isReference(type.attributes[name], source))).toEqual([]);
  });

  test("is among those compared", () => {
    const told = compared.filter(({ isLeftOut }) => !isLeftOut);
    const counts = sources.map((source) => {
      const attributes = new Set(
        told.filter((one) => one.source === source).map((one) => `${one.type}.${one.attribute}`),
      );
      return `${source} ${String(attributes.size)}`;
    });
    const reasons = Object.keys(differenceReasons).map((why) => {
      const count = compared.filter(
        (one) => !isSame(one) && differences.find((difference) => states(difference, one))?.why === why,
      ).length;
      return `${why} ${String(count)}`;
    });
    console.log(
      `attributes compared with plans: ${counts.join(", ")}; ${String(compared.length)} comparisons, ${String(inexpressible)} ways of saying that a source does not have; differences of what is left out: ${reasons.join(", ")}`,
    );
    expect(told.length).toBeGreaterThan(1_000);
  });
});

describe("the stated differences", () => {
  test("are all shown by something", () => {
    expect(differences.filter((difference) => !shown.has(difference))).toEqual([]);
    const places = differences.flatMap(({ at = [], sources: of }) => at.map((place) => [of, place] as const));
    const stale = places.filter(
      ([of, place]) =>
        !compared.some(
          (one) => of.includes(one.source) && `${one.type}.${one.attribute}` === place && one.isLeftOut && !isSame(one),
        ),
    );
    expect(stale).toEqual([]);
  });

  test("have reasons of the closed list", () => {
    for (const { why } of differences) expect(Object.keys(differenceReasons)).toContain(why);
  });

  test("do not state a difference of what is said", () => {
    const comparison: AttributeComparison = {
      type: "aws_lb",
      source: "api",
      attribute: "internal",
      isLeftOut: false,
      said: true,
      plan: true,
      other: { unknown: "U4" },
    };
    expect(differences.some((difference) => states(difference, comparison))).toBe(false);
    expect(differences.some((difference) => states(difference, { ...comparison, isLeftOut: true }))).toBe(true);
    // Two values that differ are never of a kind that is stated for all attributes.
    expect(differences.some((difference) => states(difference, { ...comparison, isLeftOut: true, other: false }))).toBe(
      false,
    );
  });
});
