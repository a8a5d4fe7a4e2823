import { describe, expect, test } from "vitest";
import { noOwnTypes, readKeptTypes, type Json } from "@sekisho/estate";
import type { PolicyBundle, PolicyEngine, PolicyInfo } from "@sekisho/policy";
import { check, sheetJson, type CheckInput } from "./check.ts";
import { allOf } from "./expression.ts";
import type { Report } from "./report.ts";
import { common, sheetOf } from "./testing/situations.ts";

const yes = { mark: "有", modality: "implemented" } as const;

const sheet = sheetOf(
  { ...common("A-01"), kind: "requirement", ...yes, statements: ["A-01.1", "A-01.2"] },
  { ...common("A-01.1"), kind: "statement", requirement: "A-01", ...yes, decides: "enc.store" },
  { ...common("A-01.2"), kind: "statement", requirement: "A-01", ...yes, decides: allOf("enc.store", "log.trail") },
  {
    ...common("A-01.Q1"),
    kind: "caveat",
    requirement: "A-01",
    caps: "A-01.1",
    mark: "planned",
    modality: "planned",
    refutedBy: ["org.absent"],
  },
  { ...common("A-02"), kind: "requirement", ...yes, statements: [], decides: "enc.other" },
);

function policy(id: string, type: string, attribute: string): PolicyInfo {
  return {
    id,
    title: { ja: `${id} の題`, en: `Title of ${id}` },
    description: { ja: "説明", en: "Description" },
    severity: "high",
    evidence: null,
    profile: [],
    reasons: { BROKEN: { ja: "壊れている", en: "Broken" } },
    remediation: { ja: "直す", en: "Repair it" },
    references: [],
    selection: { roots: { [type]: [{ kind: "scalar", key: attribute, name: attribute }] } },
  };
}

const bundle: PolicyBundle = {
  revision: "r1",
  digest: "sha256:bundle",
  own: noOwnTypes,
  wasmDigest: "sha256:wasm",
  policies: [
    policy("enc.store", "aws_db_instance", "storage_encrypted"),
    policy("log.trail", "aws_cloudtrail", "name"),
  ],
  wasm: new Uint8Array(),
};

/** Stands for the compiled policies: passes what is true, fails what is false, and knows nothing of the rest. */
const engine: PolicyEngine = {
  entrypoints: ["sekisho/enc/store/verdict", "sekisho/log/trail/verdict"],
  evaluate(_, input) {
    const text = typeof input === "string" ? input : new TextDecoder().decode(input);
    const tree = JSON.parse(text) as { readonly aws_db_instance?: { readonly storage_encrypted: unknown } };
    const rests_on = [["storage_encrypted"]];
    switch (tree.aws_db_instance?.storage_encrypted) {
      case true:
        return { ok: true, value: { status: "pass", violations: [], rests_on } };
      case false:
        return {
          ok: true,
          value: { status: "fail", violations: [{ reason: "BROKEN", args: {}, rests_on }], rests_on: [] },
        };
      default:
        return { ok: true, value: undefined };
    }
  },
};

function planWith(values: Readonly<Record<string, unknown>>, rest: Readonly<Record<string, unknown>> = {}): Uint8Array {
  const change = { actions: ["create"], before: null, after: values, after_unknown: {}, before_sensitive: false };
  const address = (type: string): Record<string, unknown> => ({
    address: `${type}.main`,
    mode: "managed",
    type,
    name: "main",
    provider_name: "registry.terraform.io/hashicorp/aws",
  });
  return new TextEncoder().encode(
    JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.11.0",
      complete: true,
      resource_changes: [
        { ...address("aws_db_instance"), change: { ...change, after_sensitive: {} } },
        { ...address("aws_kms_key"), change: { ...change, after: {}, after_sensitive: {} } },
        { ...address("aws_sfn_activity"), change: { ...change, after: {}, after_sensitive: {} } },
      ],
      configuration: {
        provider_config: { aws: { name: "aws", full_name: "registry.terraform.io/hashicorp/aws" } },
        root_module: {
          resources: ["aws_db_instance", "aws_kms_key", "aws_sfn_activity"].map((type) => ({
            ...address(type),
            provider_config_key: "aws",
            expressions: type === "aws_db_instance" ? { storage_encrypted: { constant_value: true } } : {},
            schema_version: 0,
          })),
        },
      },
      ...rest,
    }),
  );
}

function input(rest: Partial<CheckInput> = {}): CheckInput {
  return {
    documents: [
      { label: "plan", name: "plan.json", digest: "sha256:plan", bytes: planWith({ storage_encrypted: true }) },
    ],
    profile: null,
    sheet: { definition: sheet, digest: "sha256:sheet" },
    bundle,
    engine,
    instant: "2026-04-01T00:00:00Z",
    ...rest,
  };
}

const plan = (bytes: Uint8Array): Partial<CheckInput> => ({
  documents: [{ label: "plan", name: "plan.json", digest: "sha256:plan", bytes }],
});

const claimsOf = (report: Report): Record<string, readonly string[]> =>
  Object.fromEntries(report.claims.map(({ claim, verdict, unknown }) => [claim, [verdict, ...unknown]]));

describe("check", () => {
  test("gives a report that holds all it is made from", () => {
    const report = check(input({ profile: { name: "profile.yaml", digest: "sha256:profile", text: "regions: []\n" } }));
    expect({ ...report, findings: report.findings.length, policies: report.policies.length, claims: [] }).toEqual({
      schema: "sekisho.report/v1",
      instant: "2026-04-01T00:00:00Z",
      bundle: { revision: "r1", digest: "sha256:bundle" },
      documents: [{ label: "plan", name: "plan.json", kind: "terraform-plan", digest: "sha256:plan", partial: null }],
      profile: { name: "profile.yaml", digest: "sha256:profile" },
      sheet: { id: "test-sheet", digest: "sha256:sheet", refutationOnly: ["org.absent"] },
      waivers: null,
      ledger: null,
      comparison: null,
      diagnostics: [],
      findings: 1,
      policies: 2,
      claims: [],
      tensions: [],
      texts: {
        sheet: { id: "test-sheet", title: { ja: "試験", en: "Test" } },
        policies: Object.fromEntries(
          bundle.policies.map(({ id, title, remediation, reasons }) => [id, { title, remediation, reasons }]),
        ),
        claims: Object.fromEntries(sheet.claims.map(({ id, wording }) => [id, wording])),
        ceilings: Object.fromEntries(sheet.claims.map(({ id, ceiling }) => [id, ceiling])),
      },
      accounting: {
        resources: 3,
        evaluated: 1,
        notSelected: 1,
        removed: 0,
        unsupported: 1,
        unread: 0,
        superseded: 0,
        notSelectedTypes: { aws_kms_key: 1 },
        unsupportedTypes: { aws_sfn_activity: 1 },
        supersededIn: {},
      },
    });
  });

  test("accounts for what a plan removes, and takes no device that several documents tell of for removed", () => {
    const address = (type: string): Record<string, unknown> => ({
      address: `${type}.old`,
      mode: "managed",
      type,
      name: "old",
      provider_name: "registry.terraform.io/hashicorp/aws",
    });
    const gone = { actions: ["delete"], before: {}, after: null, after_unknown: {}, before_sensitive: {} };
    const removing = planWith(
      {},
      {
        resource_changes: [
          { ...address("aws_db_instance"), change: gone },
          { ...address("aws_sfn_activity"), change: gone },
        ],
      },
    );
    const devices = (label: string): CheckInput["documents"][number] => ({
      label,
      name: `${label}.json`,
      digest: `sha256:${label}`,
      bytes: new TextEncoder().encode(
        JSON.stringify({
          schema: "sekisho.devices/v1",
          collected_at: "2026-03-31T09:00:00+09:00",
          source: { name: label },
          devices: [{ identity: { device_id: label, serial: "EXAMPLE-1", platform: "windows" } }],
        }),
      ),
    });
    const documents = [...(plan(removing).documents ?? []), devices("one"), devices("other"), devices("third")];
    expect(check(input({ documents })).accounting).toEqual({
      resources: 4,
      evaluated: 0,
      notSelected: 2,
      removed: 1,
      unsupported: 1,
      unread: 0,
      superseded: 0,
      notSelectedTypes: { device: 1, fleet: 1 },
      unsupportedTypes: { aws_sfn_activity: 1 },
      supersededIn: {},
    });
    const computer: CheckInput["documents"][number] = {
      label: null,
      name: "computer.json",
      digest: "sha256:computer",
      bytes: new TextEncoder().encode(JSON.stringify({ id: "1", udid: "example", general: { platform: "Mac" } })),
    };
    expect(check(input({ documents: [computer] })).accounting).toMatchObject({
      resources: 2,
      notSelected: 2,
      removed: 0,
    });
  });

  test("verified: a pass; unknown: a policy that the bundle does not hold", () => {
    expect(claimsOf(check(input()))).toEqual({
      "A-01": ["verified"],
      "A-01.1": ["verified"],
      "A-01.2": ["verified"],
      "A-01.Q1": ["planned"],
      "A-02": ["unknown", "NOT_BUNDLED"],
    });
  });

  test("contradicted: a fail, with the finding that says so", () => {
    const report = check(input(plan(planWith({ storage_encrypted: false }))));
    const [row] = report.claims;
    expect([row?.verdict, row?.findings.map((index) => report.findings[index]?.subject.id)]).toEqual([
      "contradicted",
      ["plan#aws_db_instance.main"],
    ]);
  });

  test("unknown: whatever is not contradicted in a plan that errored", () => {
    const errored = { errored: true, complete: false };
    const encrypted = check(input(plan(planWith({ storage_encrypted: true }, errored))));
    expect(claimsOf(encrypted)).toEqual({
      "A-01": ["unknown", "U3"],
      "A-01.1": ["unknown", "U3"],
      "A-01.2": ["unknown", "U3"],
      "A-01.Q1": ["planned"],
      "A-02": ["unknown", "NOT_BUNDLED", "U3"],
    });
    const clear = check(input(plan(planWith({ storage_encrypted: false }, errored))));
    expect(claimsOf(clear)).toEqual({
      "A-01": ["contradicted"],
      "A-01.1": ["contradicted"],
      "A-01.2": ["contradicted"],
      "A-01.Q1": ["planned"],
      "A-02": ["unknown", "NOT_BUNDLED", "U3"],
    });
  });

  test("unknown: a subject without a verdict, and an error row", () => {
    const silent: PolicyEngine = { ...engine, evaluate: () => ({ ok: true, value: undefined }) };
    const errors = check(input({ engine: silent }));
    expect(errors.findings.map(({ status }) => status)).toEqual(["error"]);
    expect(claimsOf(errors)["A-01.1"]).toEqual(["unknown", "ERROR"]);
  });

  test("given policies decide only the claims that need no other, with the caveats of these", () => {
    expect(claimsOf(check(input({ policies: ["enc.store"] })))).toEqual({
      "A-01.1": ["verified"],
      "A-01.Q1": ["planned"],
    });
    const both = check(input({ policies: ["enc.store", "log.trail"] }));
    expect(Object.keys(claimsOf(both))).toEqual(["A-01", "A-01.1", "A-01.2", "A-01.Q1"]);
    expect(Object.keys(both.texts.claims)).toEqual(["A-01", "A-01.1", "A-01.2", "A-01.Q1"]);
  });

  const waiversText = (expires: string): string => `
schema: sekisho.waivers/v1
waivers:
  - policy: enc.store
    resource: { address: aws_db_instance.main }
    owner: Platform lead
    approver: Security officer
    reason: It is replaced.
    ticket: EX-1
    approved_at: 2026-03-01T00:00:00+09:00
    expires: ${expires}
`;
  const excepting = (expires: string): Partial<CheckInput> => ({
    ...plan(planWith({ storage_encrypted: false })),
    waivers: { name: "waivers.yaml", digest: "sha256:waivers", text: waiversText(expires) },
  });

  test("excepted: a waived fail, and the report says by whom and until when", () => {
    const report = check(input(excepting("2026-04-01T09:00:01+09:00")));
    expect(claimsOf(report)).toEqual({
      "A-01": ["excepted"],
      "A-01.1": ["excepted"],
      "A-01.2": ["excepted"],
      "A-01.Q1": ["planned"],
      "A-02": ["unknown", "NOT_BUNDLED"],
    });
    const { name, digest, entries } = report.waivers ?? {};
    expect([name, digest, entries?.map(({ state, findings, line }) => [state, findings, line])]).toEqual([
      "waivers.yaml",
      "sha256:waivers",
      [["applied", [0], 4]],
    ]);
    expect(report.findings[0]?.waiver).toMatchObject({ owner: "Platform lead", approver: "Security officer" });
  });

  test("contradicted: the same fail at the waiver's end", () => {
    const report = check(input(excepting("2026-04-01T09:00:00+09:00")));
    expect(claimsOf(report)["A-01"]).toEqual(["contradicted"]);
    expect(report.waivers?.entries.map(({ state, findings }) => [state, findings])).toEqual([["expired", [0]]]);
    expect(report.findings[0]?.waiver).toBe(null);
  });

  test("understated: an answer of no against which a fail is waived", () => {
    const no = sheetOf({
      ...common("B-01"),
      kind: "requirement",
      mark: "無",
      modality: "not_implemented",
      statements: [],
      refutedBy: ["enc.store"],
    });
    const definition = { definition: no, digest: "sha256:no" };
    expect(claimsOf(check(input({ ...excepting("2026-04-20T00:00:00Z"), sheet: definition })))).toEqual({
      "B-01": ["understated"],
    });
  });

  test("without a sheet there are findings and no claims", () => {
    const report = check(input({ sheet: null }));
    expect([report.sheet, report.claims, report.texts.sheet, report.findings.length]).toEqual([null, [], null, 1]);
  });

  test("the same input gives the same report", () => {
    expect(JSON.stringify(check(input()))).toBe(JSON.stringify(check(input())));
  });

  test.each<[string, string, Partial<CheckInput>, string]>([
    ["USAGE", "nothing to check", { documents: [] }, "no document"],
    ["USAGE", "an instant that is none", { instant: "yesterday" }, "2026-04-01T09:00:00+09:00"],
    ["POLICY_UNKNOWN", "a policy that the bundle does not hold", { policies: ["enc.other"] }, "enc.other"],
    [
      "PROFILE_INVALID",
      "a misspelt key",
      { profile: { name: "p.yaml", digest: "sha256:p", text: "regoins: []\n" } },
      "p.yaml",
    ],
    ["DOCUMENT_NOT_JSON", "a document that breaks off", plan(new TextEncoder().encode("{")), "plan.json"],
  ])("%s: %s", (code, _, rest, words) => {
    expect(() => check(input(rest))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) as string }),
    );
  });
});

describe("sheetJson", () => {
  test("is equal for equal sheets, whatever the order of their keys, and tells others apart", () => {
    const [first, ...others] = sheet.claims;
    const turned = Object.fromEntries(Object.entries(first ?? {}).reverse()) as unknown as typeof first;
    expect(sheetJson({ ...sheet, claims: turned === undefined ? [] : [turned, ...others] })).toBe(sheetJson(sheet));
    expect(sheetJson({ ...sheet, version: "1.0.1" })).not.toBe(sheetJson(sheet));
  });
});

describe("a type that nothing declares", () => {
  const own = readKeptTypes([
    {
      schema: "sekisho.resource-type/v1",
      type: "aws_sfn_activity",
      undeclared: true,
      attributes: { name: { kind: "untyped" } },
    },
  ] satisfies readonly Json[]);
  const undecided: PolicyEngine = {
    entrypoints: ["sekisho/own/named/verdict"],
    evaluate: () => ({ ok: true, value: { status: "unknown", violations: [], rests_on: [["name"]] } }),
  };
  const judged = check(
    input({
      sheet: null,
      bundle: { ...bundle, own, policies: [policy("own.named", "aws_sfn_activity", "name")] },
      engine: undecided,
    }),
  );

  test("is read because the bundle keeps what is selected of it, and its findings are marked", () => {
    expect(judged.findings).toMatchObject([
      {
        policy: "own.named",
        status: "unknown",
        subject: { type: "aws_sfn_activity", id: "plan#aws_sfn_activity.main", undeclared: true },
        unknown: [{ code: "U4", rests_on: [["name"]] }],
      },
    ]);
    expect(judged.diagnostics).toContainEqual({
      code: "TYPE_UNDECLARED",
      document: "plan",
      args: { type: "aws_sfn_activity", count: 1 },
    });
    expect(judged.accounting.unsupportedTypes).toEqual({});
  });

  test("findings on declared types bear no mark", () => {
    const [finding] = check(input({ sheet: null, policies: ["enc.store"] })).findings;
    expect(finding?.subject.undeclared).toBe(false);
  });
});
