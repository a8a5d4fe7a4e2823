import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { Estate } from "../../model/estate.ts";
import type { Json } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { readProfile } from "../profile/read-profile.ts";
import { readDocuments } from "../read-document.ts";

// All reports, persons and companies here are made up.

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

function entry(members: { readonly [key: string]: Json } = {}): Json {
  return {
    id: "va-2026",
    type: "network_vulnerability_assessment",
    subject: { service: "Example Service" },
    issuer: { name: "Example Assessors" },
    performed_from: "2026-03-02",
    performed_to: "2026-03-06",
    report_issued_on: "2026-03-20",
    document: { title: "Example report", digest },
    ...members,
  };
}

function given(...attestations: readonly Json[]): string {
  return stringify({ schema: "sekisho.attestations/v1", attestations });
}

function estateOf(texts: readonly string[], profile = "{}"): Estate {
  const inputs = texts.map((text, index) => ({
    label: null,
    name: `attestations-${String(index)}.yaml`,
    digest: "sha256:0",
    bytes: new TextEncoder().encode(text),
  }));
  return buildEstate(readDocuments(inputs, resourceTypes), {
    profile: readProfile({ name: "profile.yaml", digest: "sha256:0", text: profile }),
  });
}

function problemOf(...texts: readonly string[]): { readonly message: string; readonly details: unknown } {
  try {
    estateOf(texts);
  } catch (error) {
    if (isSekishoError(error) && error.code === "ATTESTATIONS_INVALID") {
      return { message: error.message, details: error.details };
    }
    throw error;
  }
  throw new Error("the attestations were read");
}

function valuesOf(estate: Estate, id: string, ...names: readonly string[]): readonly unknown[] {
  const found = estate.subjects("attestation").find((one) => one.address === `attestation.${id}`);
  if (found === undefined) throw new Error(`no attestation ${id}`);
  return names.map((name) => {
    const node = estate.value(found, name);
    return node.kind === "scalar" ? node.value : { state: node.state, code: node.code, items: node.items.length };
  });
}

describe("a document of attestations", () => {
  test("is one in YAML and in JSON, and makes one register of all", () => {
    const json = JSON.stringify({ schema: "sekisho.attestations/v1", attestations: [entry({ id: "va-2025" })] });
    const estate = estateOf([given(entry()), json]);
    expect(estate.documents.map(({ label, kind }) => [label, kind])).toEqual([
      ["attestations", "attestations"],
      ["attestations-2", "attestations"],
    ]);
    const [register, ...others] = estate.subjects("attestation_register");
    expect(others).toEqual([]);
    expect(register?.id).toBe("attestations#register");
    expect(
      register === undefined ? null : estate.reverse(register, "attestation", "network_vulnerability_assessment"),
    ).toMatchObject({
      state: "complete",
      code: null,
      items: [{ id: "attestations#attestation.va-2026" }, { id: "attestations-2#attestation.va-2025" }],
    });
  });

  test("gives every declared attribute a value", () => {
    const estate = estateOf([given(entry())]);
    const [attestation] = estate.subjects("attestation");
    const names = Object.keys(resourceTypes.find(({ type }) => type === "attestation")?.attributes ?? {});
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) {
      expect(attestation === undefined ? null : estate.value(attestation, name), name).toMatchObject({
        origin: expect.any(String) as string,
      });
    }
  });

  test("takes what is left out as not said where something hangs on it, and as none elsewhere", () => {
    const estate = estateOf([given(entry())]);
    const notSaid = { unknown: "U7" };
    expect(valuesOf(estate, "va-2026", "issuer_independent", "independence_basis", "high_findings")).toEqual([
      notSaid,
      notSaid,
      notSaid,
    ]);
    const open = { state: "partial", code: "U7", items: 0 };
    expect(valuesOf(estate, "va-2026", "checks", "scope_in", "open_findings")).toEqual([open, open, open]);
    expect(valuesOf(estate, "va-2026", "environment", "supersedes", "superseded_from")).toEqual([null, null, null]);
  });

  test("is valid for twelve months and late for thirty days after", () => {
    const estate = estateOf([
      given(entry(), entry({ id: "leap", performed_from: "2024-02-29", performed_to: "2024-02-29" })),
    ]);
    const names = ["in_force_from", "valid_until", "grace_until"];
    expect(valuesOf(estate, "va-2026", ...names)).toEqual(["2026-03-20", "2027-03-06", "2027-04-05"]);
    expect(valuesOf(estate, "leap", ...names)).toEqual(["2026-03-20", "2025-03-01", "2025-03-31"]);
  });

  test("ends with the next major release, without grace, where that comes first", () => {
    const type = "application_controls";
    const estate = estateOf([
      given(
        entry({ id: "a", type, next_major_release_on: "2026-10-01" }),
        entry({ id: "b", type, next_major_release_on: "2027-10-01" }),
      ),
    ]);
    expect(valuesOf(estate, "a", "valid_until", "grace_until")).toEqual(["2026-10-01", "2026-10-01"]);
    expect(valuesOf(estate, "b", "valid_until", "grace_until")).toEqual(["2027-03-06", "2027-04-05"]);
  });

  test("tells the one before of the same type, and the day from which another one stands in its place", () => {
    const estate = estateOf([
      given(
        entry(),
        entry({ id: "va-2025", performed_from: "2025-03-03", performed_to: "2025-03-07" }),
        entry({ id: "va-2025-b", performed_from: "2025-03-03", performed_to: "2025-03-07", supersedes: "va-2025" }),
        entry({ id: "drill", type: "leak_trace_drill", performed_from: "2025-09-01", performed_to: "2025-09-01" }),
      ),
    ]);
    expect(valuesOf(estate, "va-2025", "superseded_from", "preceding")).toEqual([
      "2026-03-20",
      { state: "complete", code: null, items: 0 },
    ]);
    const latest = estate.subjects("attestation").find(({ address }) => address === "attestation.va-2026");
    expect(latest === undefined ? null : estate.value(latest, "preceding")).toMatchObject({
      items: [
        {
          fields: {
            attestation_id: { value: "va-2025-b", origin: "attestations-0.yaml#/attestations/2/id" },
            performed_to: { value: "2025-03-07" },
            yearly_until: { value: "2026-04-07" },
          },
        },
      ],
    });
  });

  test("leads to the declared endpoints in its scope by the text of their selectors", () => {
    const scope = [{ name: "app.example.com", endpoint: "aws_lb.app" }, { name: "192.0.2.1" }];
    const estate = estateOf(
      [given(entry({ scope_in: scope, scope_out: [{ name: "old", endpoint: "aws_lb.old", reason: "Example" }] }))],
      "service_endpoints: [{ address: aws_lb.app }, { address: aws_lb.old }, { address: aws_lb.new }]",
    );
    const linking = (attribute: string): readonly unknown[] =>
      estate.subjects("service_endpoint").map((endpoint) => {
        const { state, items } = estate.reverse(endpoint, "attestation", attribute);
        return [state, items.map(({ id }) => id)];
      });
    const one = ["attestations#attestation.va-2026"];
    expect(linking("assessed_endpoints")).toEqual([
      ["complete", one],
      ["complete", []],
      ["complete", []],
    ]);
    expect(linking("excluded_endpoints")).toEqual([
      ["complete", []],
      ["complete", one],
      ["complete", []],
    ]);
  });

  test("keeps a type apart that is as wide as the estate: without a document there is no register", () => {
    expect(estateOf([]).subjects("attestation_register")).toEqual([]);
  });
});

describe("refused is, with its place,", () => {
  const head = "schema: sekisho.attestations/v1\n";
  const text = given(entry());

  test.each([
    ["a key that is none", text.replace("    type:", "    typ: x\n    type:"), 4, 5, 'the key "typ"'],
    ["a date of validity", `${text}    valid_until: 2027-03-06\n`, 15, 5, 'the key "valid_until"'],
    ["a key given twice", `${text}    id: other\n`, 15, 5, "given twice"],
    ["an alias", `${text}    claims: &a [INT-02.5]\n    standard_refs: *a\n`, 16, 20, "aliases"],
    ["a digest of another kind", text.replace("sha256:", "md5:"), 14, 15, "/attestations/0/document/digest"],
    ["a document without a digest", text.replace(/ {6}digest:.*\n/u, ""), 13, 7, "digest"],
    ["a day that is none", text.replace("2026-03-06", "2026-02-30"), 10, 19, "no day of the calendar"],
    ["a report before its work", text.replace("2026-03-20", "2026-03-05"), 11, 23, "lies before performed_to"],
    ["an id given twice", given(entry(), entry()), 15, 9, "an attestation before it"],
    ["another version", "schema: sekisho.attestations/v2\nattestations: []\n", 1, 9, "/schema"],
    ["broken YAML", `${head}attestations: [\n`, 3, 1, "not valid YAML"],
    ["a second document", `${head}attestations: []\n---\na: 1\n`, 4, 1, "a second document"],
    ["no list", head, 1, 1, "attestations"],
  ])("%s", (_, written, line, column, words) => {
    const { message, details } = problemOf(written);
    expect(message).toContain(words);
    expect(details).toEqual({ file: "attestations-0.yaml", line, column });
  });

  test("a key given twice in JSON", () => {
    const json = JSON.stringify({ schema: "sekisho.attestations/v1", attestations: [entry()] });
    expect(problemOf(json.replace('"id":"va-2026"', '"id":"va-2026","id":"va-2025"')).message).toContain("given twice");
  });

  test.each([
    ["a replacement of what is not there", [entry({ supersedes: "va-2025" })], "no attestation that is given"],
    ["a replacement of itself", [entry({ supersedes: "va-2026" })], "not older"],
    [
      "a replacement of another type",
      [entry({ supersedes: "b" }), entry({ id: "b", type: "leak_trace_drill" })],
      "of another type",
    ],
    [
      "a replacement of a younger one",
      [entry({ supersedes: "b" }), entry({ id: "b", report_issued_on: "2026-03-21" })],
      "not older",
    ],
    [
      "two that replace each other",
      [entry({ supersedes: "b" }), entry({ id: "b", supersedes: "va-2026" })],
      "replace each other",
    ],
    [
      "two that replace one",
      [entry({ supersedes: "c" }), entry({ id: "b", supersedes: "c" }), entry({ id: "c" })],
      "replaced already",
    ],
  ])("%s", (_, entries, words) => {
    expect(problemOf(given(...entries)).message).toContain(words);
  });

  test("one id in two documents", () => {
    const { message, details } = problemOf(given(entry()), given(entry(), entry({ id: "b" })));
    expect(message).toContain("the same id");
    expect(details).toEqual({ file: "attestations-1.yaml", line: 3 });
  });
});
