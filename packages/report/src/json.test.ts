import { readFileSync } from "node:fs";
import type { Report } from "@sekisho/sheet";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { renderJson } from "./index.ts";
import { templates } from "./messages/index.ts";
import { sample, sampleFinding, sampleSubject } from "./testing/sample.ts";

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(
  readFileSync(new URL("../schema/sekisho.report.v1.schema.json", import.meta.url), "utf8"),
) as Schema;

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

const jsonOf = (report: Report): string => [...renderJson(report)].join("");

const withoutSheet: Report = {
  ...sample,
  sheet: null,
  profile: null,
  claims: [],
  documents: [],
  findings: [],
  policies: [],
  diagnostics: [],
  texts: { sheet: null, policies: {}, claims: {}, ceilings: {} },
};

describe("the JSON of a report", () => {
  it("is the report, key for key", () => {
    expect(JSON.parse(jsonOf(sample))).toEqual(sample);
    expect(JSON.parse(jsonOf(withoutSheet))).toEqual(withoutSheet);
  });

  it("does not depend on the order in which keys were added", () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    expect(jsonOf(reversed(sample) as Report)).toBe(jsonOf(sample));
  });

  it("has one line for each item of a list", () => {
    const lines = jsonOf(sample).split("\n");
    expect(lines.filter((line) => line.startsWith('    {"policy":'))).toHaveLength(
      sample.findings.length + sample.policies.length,
    );
    expect(lines.filter((line) => line.startsWith('    {"claim":'))).toHaveLength(sample.claims.length);
    expect(lines.at(-1)).toBe("");
  });

  it("comes in pieces, so that a large report is never one object more", () => {
    const [finding] = sample.findings;
    if (finding === undefined) throw new Error("The sample has a finding.");
    const findings = Array.from({ length: 1000 }, (_, index) =>
      sampleFinding({
        ...finding,
        subject: sampleSubject("aws_db_instance", `aws_db_instance.n${String(index)}`),
      }),
    );
    const pieces = [...renderJson({ ...sample, findings })];
    expect(pieces.length).toBeGreaterThan(1000);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(2000);
  });

  it("keeps a key called __proto__ in a value", () => {
    const value: unknown = JSON.parse('{"__proto__": 1, "a": {"b": [1, null]}}');
    const finding = sampleFinding({
      policy: "p",
      status: "fail",
      subject: sampleSubject("t", "a"),
      evidence: [{ resource: "r", path: [], rests_on: [], value, origin: "o" }],
    });
    expect(jsonOf({ ...sample, findings: [finding] })).toContain('"value":{"__proto__":1,"a":{"b":[1,null]}}');
  });
});

describe("the JSON Schema of a report", () => {
  it("accepts the JSON of reports", () => {
    for (const report of [sample, withoutSheet]) {
      const isValid = validate(JSON.parse(jsonOf(report)));
      expect(validate.errors).toBeNull();
      expect(isValid).toBe(true);
    }
  });

  const spoilt: readonly (readonly [string, (report: Record<string, unknown>) => void, string])[] = [
    ["another schema", (report) => (report.schema = "sekisho.report/v2"), "/schema"],
    ["no instant", (report) => delete report.instant, ""],
    ["an instant without a zone", (report) => (report.instant = "2026-11-01T00:00:00"), "/instant"],
    ["a key too many", (report) => (report.extra = 1), ""],
    ["a status that does not exist", (report) => (at(report, "findings", 0).status = "ok"), "/findings/0/status"],
    ["a finding without its reason", (report) => delete at(report, "findings", 0).reason, "/findings/0"],
    ["a verdict that does not exist", (report) => (at(report, "claims", 1).verdict = "passed"), "/claims/1/verdict"],
    ["a mark that does not exist", (report) => (at(report, "claims", 1).mark = "yes"), "/claims/1/mark"],
    ["a key too many in a claim", (report) => (at(report, "claims", 1).extra = 1), "/claims/1"],
    ["a code that does not exist", (report) => (at(report, "claims", 3).unknown = ["U8"]), "/claims/3/unknown/0"],
    ["a code twice", (report) => (at(report, "claims", 3).unknown = ["U1", "U1"]), "/claims/3/unknown"],
    ["a digest that is none", (report) => (at(report, "documents", 0).digest = "sha256:1"), "/documents/0/digest"],
    ["an index below zero", (report) => (at(report, "claims", 1).findings = [-1]), "/claims/1/findings/0"],
    ["an object as an argument", (report) => (at(report, "diagnostics", 0).args = { a: {} }), "/diagnostics/0/args/a"],
  ];
  for (const [what, spoil, where] of spoilt) {
    it(`refuses ${what}`, () => {
      const report = JSON.parse(jsonOf(sample)) as Record<string, unknown>;
      spoil(report);
      expect(validate(report)).toBe(false);
      expect(validate.errors?.map(({ instancePath }) => instancePath)).toContain(where);
    });
  }

  it("names exactly the keys that a report has, all of them required, everywhere", () => {
    const seen = new Set<Schema>();
    compare(schema, JSON.parse(jsonOf(sample)), seen);
    expect(objectsIn(schema).filter((object) => !seen.has(object))).toEqual([]);
  });

  it("holds the same words as the messages, which the types make complete", () => {
    const words = (family: string): readonly string[] =>
      Object.keys(templates.en)
        .filter((key) => key.startsWith(family))
        .map((key) => key.slice(family.length))
        .sort();
    const found = (name: string): readonly string[] => [...(schema.$defs?.[name]?.enum ?? [])].sort();
    const inside = (name: string, key: string): Schema | undefined => schema.$defs?.[name]?.properties?.[key];
    const sorted = (schemaOf: Schema | undefined): readonly string[] => [...(schemaOf?.enum ?? [])].sort();
    expect(found("verdict")).toEqual(words("verdict."));
    expect(found("severity")).toEqual(words("severity."));
    expect(found("evidenceClass")).toEqual(words("evidenceClass."));
    expect([...new Set([...found("findingStatus"), ...found("policyStatus"), "found"])].sort()).toEqual(
      words("status."),
    );
    expect(sorted(inside("claim", "mark"))).toEqual(words("mark."));
    expect(sorted(inside("claim", "change"))).toEqual([...words("change."), "none"].sort());
    expect(sorted(inside("claim", "unknown")?.items)).toEqual(words("unknown.").filter((code) => code !== "code"));
    expect(found("unknownCode")).toEqual(words("unknown.").filter((code) => /^U\d$/u.test(code)));
    expect(sorted(inside("document", "kind"))).toEqual(words("kind."));
    expect(sorted(inside("diagnostic", "code"))).toEqual(words("diagnostic."));
  });
});

function at(report: Record<string, unknown>, key: string, index: number): Record<string, unknown> {
  return (report[key] as Record<string, unknown>[])[index] ?? {};
}

function resolve(given: Schema): Schema {
  return given.$ref === undefined ? given : (schema.$defs?.[given.$ref.replace("#/$defs/", "")] ?? {});
}

/** Walks a report along the schema and compares the keys of every object. */
function compare(given: Schema, value: unknown, seen: Set<Schema>): void {
  const found = resolve(given);
  if (found.anyOf !== undefined) {
    for (const option of found.anyOf)
      if (value !== null && resolve(option).type !== "null") compare(option, value, seen);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) compare(found.items ?? {}, item, seen);
  } else if (found.type === "object" && typeof value === "object" && value !== null) {
    if (found.properties === undefined) {
      if (typeof found.additionalProperties !== "object") throw new Error("A record says what its values are.");
      for (const item of Object.values(value)) compare(found.additionalProperties, item, seen);
      return;
    }
    seen.add(found);
    expect(found.additionalProperties).toBe(false);
    expect([...(found.required ?? [])].sort()).toEqual(Object.keys(found.properties).sort());
    expect(Object.keys(value).sort()).toEqual(Object.keys(found.properties).sort());
    for (const [key, item] of Object.entries(value)) compare(found.properties[key] ?? {}, item, seen);
  }
}

/** Every object schema with keys of its own. */
function objectsIn(given: Schema): readonly Schema[] {
  const parts = [
    ...Object.values(given.properties ?? {}),
    ...Object.values(given.$defs ?? {}),
    ...(given.anyOf ?? []),
    ...(given.items === undefined ? [] : [given.items]),
    ...(typeof given.additionalProperties === "object" ? [given.additionalProperties] : []),
  ];
  return [...(given.properties === undefined ? [] : [given]), ...parts.flatMap(objectsIn)];
}
