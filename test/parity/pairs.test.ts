/**
 * A plan and a document of another source of the same thing: what is read is the same, and every policy says the same of both,
 * as they are and with the same changes made to both.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { createJudge } from "@sekisho-test/agreement/create-judge";
import { isList, isObject, sharedFolder, skipReason } from "@sekisho-test/support";
import {
  buildEstate,
  findResourceType,
  readDocuments,
  readProfile,
  resourceTypes,
  type Estate,
  type Json,
  type ReadDocument,
} from "@sekisho/estate";
import { evaluatePolicies } from "@sekisho/policy";
import { describe, expect, test } from "vitest";
import { plainOf } from "./compare.ts";
import { codeOf, differenceReasons } from "./differences.ts";
import { otherDocument, planOf, proofs, readPairs, type Change, type Pair } from "./pairs.ts";
import { isInBoth } from "./samples.ts";

const { bundle, engine } = await createJudge();
const pairs = readPairs();
const why = skipReason();

function read(json: Json, kind: string): ReadDocument {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const [document] = readDocuments(
    [{ label: kind, name: `${kind}.json`, digest: "sha256:0", bytes, template: { isNew: true } }],
    resourceTypes,
  );
  if (document === undefined) throw new Error("nothing was read");
  return document;
}

/** Both sides of a pair, read; null if the corpus is not there. */
function sidesOf(
  pair: Pair,
  change: Change | null,
): { readonly plan: ReadDocument; readonly other: ReadDocument } | null {
  const other = otherDocument(pair, change);
  return other === null ? null : { plan: read(planOf(pair, change), "plan"), other: read(other, "other") };
}

function estateOf(document: ReadDocument, pair: Pair): Estate {
  const region = pair.region ?? "us-west-2";
  const text = JSON.stringify({ regions: [region], guardduty: { frequency: "FIFTEEN_MINUTES" } });
  return buildEstate([document], {
    profile: readProfile({ name: "profile.yaml", digest: "sha256:0", text }),
    // The word of whoever asks that nothing else is there holds for both sides.
    covers: resourceTypes.map(({ type }) => ({ type, account: null, region: null })),
  });
}

/** What every policy says of resources of each type: its word, and its reasons. */
function subjectTypes(estate: Estate): ReadonlySet<string> {
  return new Set(estate.resources.filter(({ isSubject }) => isSubject).map(({ type }) => type));
}

function verdicts(estate: Estate, types: ReadonlySet<string>): Readonly<Record<string, string>> {
  const { findings } = evaluatePolicies({ estate, bundle, engine, instant: "2026-11-01T00:00:00.000Z" });
  const words = new Map<string, string[]>();
  for (const { policy, subject, status, violations, reason, error } of findings) {
    if (subject.type.startsWith("aws_") && !types.has(subject.type)) continue;
    const reasons = [...violations.map((one) => one.reason), ...(reason === null ? [] : [reason])].sort();
    const parts = [status ?? "null", reasons.join(), error === null ? "" : "error"];
    const key = `${policy} of ${subject.type}`;
    words.set(key, [...(words.get(key) ?? []), parts.filter((part) => part !== "").join(" ")].sort());
  }
  return Object.fromEntries([...words].map(([key, list]) => [key, list.join("; ")]));
}

interface Compared {
  readonly equal: readonly string[];
  readonly different: Readonly<Record<string, readonly [Json, Json]>>;
}

function attributes(plan: Estate, other: Estate, pair: Pair): Compared {
  const type = findResourceType(resourceTypes, pair.type);
  const [[planned], [ours, ...others]] = [plan.subjects(pair.type), other.subjects(pair.type)];
  if (type === undefined || ours === undefined || planned === undefined) throw new Error(`there is no ${pair.type}`);
  if (others.length > 0) throw new Error(`there are several ${pair.type}`);
  const equal: string[] = [];
  const different: Record<string, readonly [Json, Json]> = {};
  for (const [name, attribute] of Object.entries(type.attributes)) {
    const isDerived = attribute.kind === "derived" || attribute.kind === "derivedScalar";
    if (!isDerived && !isInBoth(attribute, pair.source)) continue;
    const values = [
      plainOf(plan.value(planned, name), attribute, pair.source),
      plainOf(other.value(ours, name), attribute, pair.source),
    ] as const;
    if (JSON.stringify(values[0]) === JSON.stringify(values[1])) equal.push(name);
    else different[name] = values;
  }
  return { equal, different };
}

/** Tells whether nothing of a value is known. */
function isNothingKnown(value: Json): boolean {
  if (codeOf(value) !== null) return true;
  return isObject(value) && Object.values(value).every(isNothingKnown);
}

/** Tells whether two values differ only where one of them is not known. */
function isUnknownOnly(plan: Json, other: Json): boolean {
  if (codeOf(plan) !== null || codeOf(other) !== null) return true;
  if (isList(plan) && isList(other)) {
    if (plan.length === other.length) return plan.every((one, index) => isUnknownOnly(one, other[index] ?? null));
    return [...plan, ...other].every(isNothingKnown);
  }
  if (isObject(plan) && isObject(other)) {
    const names = new Set([...Object.keys(plan), ...Object.keys(other)]);
    return [...names].every((name) => isUnknownOnly(plan[name] ?? null, other[name] ?? null));
  }
  return plan === other;
}

const compared = { pairs: 0, changes: 0, verdicts: 0, attributes: 0 };

describe.each(pairs.map((pair) => [`${pair.type} of ${pair.source}: ${pair.name}`, pair] as const))("%s", (_, pair) => {
  const isThere = pair.document.parts.every(({ corpus }) => corpus === undefined) || sharedFolder() !== null;
  const title = isThere ? "" : ` (left out: ${why ?? ""})`;
  const changes: readonly (readonly [string, Change | null])[] = [
    ["as it is", null],
    ...(pair.changes ?? []).map((change) => [change.name, change] as const),
  ];

  test.skipIf(!isThere).each(changes)(`%s: is read alike, and judged alike${title}`, (name, change) => {
    const sides = sidesOf(pair, change);
    if (sides === null) throw new Error("a piece is missing");
    const [ofPlan, ofOther] = [estateOf(sides.plan, pair), estateOf(sides.other, pair)];
    const { equal, different } = attributes(ofPlan, ofOther, pair);
    const untold = { ...pair.untold, ...change?.untold };
    const unstated = Object.entries(different).filter(([attribute, [plan, other]]) => {
      // What is left out of a document of a running system, and what a plan does not know, differ by their codes alone.
      if (pair.source !== "cloudformation" && isUnknownOnly(plan, other)) return false;
      const reason = untold[attribute];
      return reason === undefined || (reason !== "OTHER_FORM" && !isUnknownOnly(plan, other));
    });
    expect(Object.fromEntries(unstated)).toEqual({});
    const mine = change === null ? pair.untold : change.untold;
    expect(Object.keys(mine ?? {}).filter((attribute) => different[attribute] === undefined)).toEqual([]);
    expect(equal.length).toBeGreaterThan(0);

    // A source may hold beside the resource what the plan of the pair does not write (the bucket of a versioning).
    const both = new Set(
      [...subjectTypes(ofPlan)].filter((one) => subjectTypes(ofOther).has(one) && one.startsWith("aws_")),
    );
    const [plan, other] = [verdicts(ofPlan, both), verdicts(ofOther, both)];
    const stated = (pair.differences ?? []).filter((difference) => difference.in.includes(name));
    const expected = { ...plan };
    for (const difference of stated) {
      expect(plan[difference.policy], difference.policy).toBe(difference.plan);
      expect(difference.other).not.toBe(difference.plan);
      expected[difference.policy] = difference.other;
    }
    expect(other).toEqual(expected);
    if (change !== null) {
      const unchanged = otherDocument(pair, null);
      if (unchanged === null) throw new Error("a piece is missing");
      // Made to one side only, the change shows.
      const oneSided = attributes(ofPlan, estateOf(read(unchanged, "other"), pair), pair);
      expect(oneSided.different).not.toEqual(different);
    }
    compared.pairs += change === null ? 1 : 0;
    compared.changes += change === null ? 0 : 1;
    compared.verdicts += Object.keys(other).length;
    compared.attributes += equal.length;
  });

  test("names changes that there are, and reasons of the closed list", () => {
    const names = changes.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { in: where, why: reason } of pair.differences ?? []) {
      expect(names).toEqual(expect.arrayContaining([...where]));
      expect(Object.keys(differenceReasons)).toContain(reason);
    }
    for (const reason of Object.values(pair.untold ?? {})) expect(Object.keys(differenceReasons)).toContain(reason);
    expect(Object.keys(proofs)).toContain(pair.document.proof);
    for (const { untold = {} } of pair.changes ?? [])
      for (const reason of Object.values(untold)) expect(Object.keys(differenceReasons)).toContain(reason);
  });

  test.skipIf(!isThere)(`rests on the document that it names${title}`, () => {
    for (const { corpus, from } of pair.document.parts) {
      if (!["constructed", "emulated"].includes(pair.document.proof)) expect(corpus).toBeDefined();
      if (pair.document.proof === "emulated") expect(from).toMatch(/^getmoto\/moto@/u);
      if (corpus === undefined) continue;
      const [folder = "", ...rest] = corpus.split("/");
      const provenance = path.join(sharedFolder() ?? "", "corpus", folder, "provenance.json");
      const rows = JSON.parse(readFileSync(provenance, "utf8")) as readonly {
        readonly file: string;
        readonly repo: string;
        readonly commit: string;
        readonly path: string;
      }[];
      const row = rows.find(({ file }) => file === rest.join("/"));
      expect(from).toBe(`${row?.repo ?? ""}@${row?.commit.slice(0, 12) ?? ""} ${row?.path ?? ""}`);
    }
  });
});

test("pairs of each source are compared", () => {
  const proven = pairs.filter(({ document }) => document.proof !== "constructed").length;
  console.log(
    `${String(proven)} pairs proven, ${String(pairs.length - proven)} constructed; compared ${String(compared.pairs)} with ${String(compared.changes)} changes: ${String(compared.attributes)} attributes, ${String(compared.verdicts)} verdicts`,
  );
  expect(proven).toBeGreaterThan(20);
});
