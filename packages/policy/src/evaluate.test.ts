import {
  buildEstate,
  completeNode,
  defineResourceType,
  listOf,
  number,
  partialNode,
  readProfile,
  scalarNode,
  string,
  boolean,
  noOwnTypes,
  to,
  type Estate,
  type EstateOptions,
  type ReadDocument,
  type ReadResource,
  type SelectionTree,
  type UnknownCode,
} from "@sekisho/estate";
import { createCompiler } from "@sekisho/opa";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { PolicyBundle, PolicyInfo } from "./bundle.ts";
import type { EngineResult, PolicyEngine } from "./engine.ts";
import { evaluatePolicies, type Evaluation } from "./evaluate.ts";
import type { Waiver } from "./finding.ts";
import { createEngine } from "./opa-wasm-engine.ts";
import { slicesOf } from "./slices.ts";

// Made-up types: a database with a list and a link, and what links to it.
const types = [
  defineResourceType({ type: "aws_key", identity: { arn: {} }, attributes: { rotates: boolean() } }),
  defineResourceType({
    type: "aws_db",
    identity: { arn: {} },
    attributes: { encrypted: boolean(), port: number(), zones: listOf(string()), key_arn: string() },
    links: { key_arn: to("aws_key", "arn") },
  }),
  defineResourceType({
    type: "aws_proxy",
    identity: {},
    attributes: { db_arn: string() },
    links: { db_arn: to("aws_db", "arn") },
  }),
];

const selection: SelectionTree = [
  { kind: "scalar", key: "encrypted", name: "encrypted" },
  { kind: "scalar", key: "port", name: "port" },
  { kind: "scalars", key: "zones", name: "zones" },
  {
    kind: "forward",
    key: "key",
    attribute: "key_arn",
    targets: { aws_key: [{ kind: "scalar", key: "rotates", name: "rotates" }] },
    wrapped: false,
  },
  { kind: "reverse", key: "proxies", type: "aws_proxy", attribute: "db_arn", items: [] },
];

function resource(address: string, values: ReadResource["values"], rest: Partial<ReadResource> = {}): ReadResource {
  return {
    type: address.split(".")[0] ?? "",
    address,
    identities: {},
    values,
    links: {},
    origin: `plan.json#/${address}`,
    action: "create",
    running: false,
    isSubject: true,
    accountKey: "default",
    region: "ap-northeast-1",
    ...rest,
  };
}

interface DbFacts {
  readonly encrypted?: boolean | null | { readonly unknown: UnknownCode };
  readonly port?: number;
  readonly zones?: UnknownCode;
  readonly action?: ReadResource["action"];
  readonly key?: string;
}

function db(name: string, facts: DbFacts = {}): ReadResource {
  const { encrypted = true, port = 5432, zones, action = "create", key } = facts;
  return resource(
    `aws_db.${name}`,
    {
      encrypted: scalarNode(encrypted, "/encrypted"),
      port: scalarNode(port, "default:terraform"),
      zones:
        zones === undefined
          ? completeNode([scalarNode("a", "/zones/0")], "/zones")
          : partialNode(zones, [scalarNode("a", "/zones/0")], "/zones"),
      key_arn: scalarNode({ unknown: "U1" }, "/key_arn"),
    },
    {
      action,
      identities: { arn: { unknown: "U1" } },
      links: {
        key_arn: {
          state: "complete",
          code: null,
          references: key === undefined ? [] : [{ by: "address", address: key }],
        },
      },
    },
  );
}

const key = (name: string, rotates: boolean | { readonly unknown: UnknownCode }): ReadResource =>
  resource(`aws_key.${name}`, { rotates: scalarNode(rotates, "/rotates") });

interface Given extends EstateOptions {
  readonly kind?: ReadDocument["document"]["kind"];
  readonly partial?: UnknownCode;
  readonly uncounted?: readonly string[];
  readonly profileText?: string;
}

function estateOf(resources: readonly ReadResource[], given: Given = {}): Estate {
  const { kind = "terraform-plan", partial = null, uncounted = [], profileText, ...options } = given;
  const document = { label: "plan", name: "plan.json", kind, digest: "sha256:0", partial };
  return buildEstate(
    [
      {
        document,
        accounts: [{ key: "default", id: "123456789012", origin: "plan.json#/configuration" }],
        resources,
        before: null,
        managed: resources.length,
        covers: [],
        uncounted,
        diagnostics: [],
        accounting: { resources: resources.length, read: resources.length, unsupported: 0, unread: 0, types: {} },
      },
    ],
    {
      types,
      ...options,
      ...(profileText === undefined
        ? {}
        : { profile: readProfile({ name: "p.yaml", digest: "sha256:1", text: profileText }) }),
    },
  );
}

const both = (text: string): { ja: string; en: string } => ({ ja: text, en: text });

function policyOf(id: string, rest: Partial<PolicyInfo> = {}): PolicyInfo {
  return {
    id,
    title: both("t"),
    description: both("d"),
    severity: "high",
    evidence: null,
    profile: [],
    reasons: { OFF: both("It is off"), PORT: both("Port {port}"), OUTSIDE: both("Outside") },
    remediation: both("r"),
    references: [],
    selection: { roots: { aws_db: selection } },
    ...rest,
  };
}

function bundleOf(...policies: readonly PolicyInfo[]): PolicyBundle {
  return {
    revision: "r1",
    digest: "sha256:2",
    policies,
    own: noOwnTypes,
    wasmDigest: "sha256:3",
    wasm: new Uint8Array(),
  };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
interface Input {
  readonly aws_db: {
    readonly encrypted: Json;
    readonly port: number;
    readonly zones: { readonly state: string };
    readonly proxies: { readonly state: string };
  };
  readonly profile: Json;
  readonly now: string;
}

/** An engine whose one rule is a function; counts its evaluations. */
function engineOf(rule: (input: Input) => unknown, ids = ["net.test"]): PolicyEngine & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    entrypoints: ids.map((id) => `sekisho/${id.replace(".", "/")}/verdict`),
    evaluate(_, input): EngineResult {
      const text = typeof input === "string" ? input : new TextDecoder().decode(input);
      calls.push(text);
      const value = rule(JSON.parse(text) as Input);
      return value === "broken" ? { ok: false, reason: "The policy stopped." } : { ok: true, value };
    },
  };
}

const instant = "2026-04-01T09:00:00+09:00";
const pass = (...paths: readonly (readonly (string | number)[])[]): unknown => ({
  status: "pass",
  violations: [],
  rests_on: paths,
});
const says =
  (status: string, ...paths: readonly (readonly (string | number)[])[]) =>
  (): unknown => ({ status, violations: [], rests_on: paths });

function run(estate: Estate, rule: (input: Input) => unknown, policy = policyOf("net.test")): Evaluation {
  return evaluatePolicies({ estate, bundle: bundleOf(policy), engine: engineOf(rule, [policy.id]), instant });
}

/** What a whole rule set would say: the example of architecture.md 4. */
function encryption({ aws_db }: Input): unknown {
  if (aws_db.encrypted === true) return pass(["encrypted"]);
  if (aws_db.encrypted === false) {
    return { status: "fail", violations: [{ reason: "OFF", args: {}, rests_on: [["encrypted"]] }], rests_on: [] };
  }
  if (aws_db.encrypted === null) return { ...(says("not_applicable")() as object), reason: "OUTSIDE" };
  return says("unknown", ["encrypted"])();
}

describe("a finding", () => {
  test("holds all that is known about one verdict", () => {
    const rule = (): unknown => ({
      status: "fail",
      violations: [
        { reason: "PORT", args: { port: 5432 }, severity: "low", rests_on: [["port"], ["zones", "items", 0]] },
        { reason: "OFF", args: {}, rests_on: [["key", "items", 0, "rotates"]] },
      ],
      rests_on: [["profile", "guardduty", "frequency"], ["now"], ["proxies"]],
    });
    const estate = estateOf([db("a", { key: "aws_key.k" }), key("k", false)], {
      profileText: "guardduty: { frequency: ONE_HOUR }",
    });
    expect(run(estate, rule, policyOf("net.test", { profile: ["guardduty.frequency"] }))).toEqual({
      diagnostics: [],
      findings: [
        {
          policy: "net.test",
          status: "fail",
          before: null,
          change: "none",
          severity: "high",
          scope: null,
          evidenceClass: null,
          subject: {
            type: "aws_db",
            id: "plan#aws_db.a",
            address: "aws_db.a",
            arn: null,
            position: null,
            undeclared: false,
          },
          violations: [
            { reason: "OFF", args: {}, severity: "high", rests_on: [["key", "items", 0, "rotates"]] },
            { reason: "PORT", args: { port: 5432 }, severity: "low", rests_on: [["port"], ["zones", "items", 0]] },
          ],
          unknown: [],
          evidence: [
            {
              resource: "plan#aws_key.k",
              path: ["rotates"],
              rests_on: ["key", "items", 0, "rotates"],
              value: false,
              origin: "plan.json#/aws_key.k/rotates",
            },
            { resource: "now", path: ["now"], rests_on: ["now"], value: instant, origin: "now" },
            { resource: "plan#aws_db.a", path: ["port"], rests_on: ["port"], value: 5432, origin: "default:terraform" },
            {
              resource: "profile",
              path: ["guardduty", "frequency"],
              rests_on: ["profile", "guardduty", "frequency"],
              value: "ONE_HOUR",
              origin: "p.yaml#/guardduty/frequency",
            },
            {
              resource: "plan#aws_db.a",
              path: ["aws_proxy_by_db_arn"],
              rests_on: ["proxies"],
              value: { state: "complete", code: null, items: 0 },
              origin: "plan.json#/aws_db.a",
            },
            {
              resource: "plan#aws_db.a",
              path: ["zones", "items", 0],
              rests_on: ["zones", "items", 0],
              value: "a",
              origin: "plan.json#/aws_db.a/zones/0",
            },
          ],
          reason: null,
          error: null,
          waiver: null,
        },
      ],
      policies: [
        {
          policy: "net.test",
          status: "fail",
          scope: "plan",
          severity: "high",
          unknown: [],
          counts: { pass: 0, fail: 1, unknown: 0, not_applicable: 0, deviation: 0, error: 0 },
        },
      ],
      before: null,
    });
  });

  test("is as grave as its gravest violation", () => {
    const rule = (): unknown => ({
      status: "deviation",
      violations: [{ reason: "OFF", args: {}, severity: "low", rests_on: [["encrypted"]] }],
      rests_on: [],
    });
    expect(run(estateOf([db("a")]), rule).findings).toMatchObject([{ status: "deviation", severity: "low" }]);
  });

  test("tells why the subject lies outside the question", () => {
    expect(run(estateOf([db("a", { encrypted: null })]), encryption).findings).toMatchObject([
      { status: "not_applicable", reason: "OUTSIDE" },
    ]);
  });
});

describe("an unknown finding", () => {
  const restsOn = (...paths: readonly (readonly (string | number)[])[]): Evaluation["findings"][number] | undefined =>
    run(
      estateOf([
        db("a", { encrypted: { unknown: "U6" }, zones: "U1", action: "no-op", key: "aws_key.k" }),
        key("k", { unknown: "U2" }),
      ]),
      says("unknown", ...paths),
    ).findings[0];

  test("has the code of each path it rests on, sorted by code", () => {
    expect(restsOn(["encrypted"], ["zones"], ["proxies"], ["key", "items", 0, "rotates"])?.unknown).toEqual([
      { code: "U1", rests_on: [["zones"]] },
      { code: "U2", rests_on: [["key", "items", 0, "rotates"]] },
      { code: "U5", rests_on: [["proxies"]] },
      { code: "U6", rests_on: [["encrypted"]] },
    ]);
  });

  test("has the codes of what lies below a settled path", () => {
    expect(restsOn(["key"])?.unknown).toEqual([{ code: "U2", rests_on: [["key"]] }]);
  });

  test("has U7 for a profile key that is not set", () => {
    const policy = policyOf("net.test", { profile: ["guardduty.frequency"] });
    expect(
      run(estateOf([db("a")]), says("unknown", ["profile", "guardduty", "frequency"]), policy).findings[0]?.unknown,
    ).toEqual([{ code: "U7", rests_on: [["profile", "guardduty", "frequency"]] }]);
  });

  test("has the policy's own code where everything is known", () => {
    const rule = (): unknown => ({ ...(says("unknown", ["encrypted"], ["port"])() as object), code: "U2" });
    expect(run(estateOf([db("a", { encrypted: { unknown: "U1" } })]), rule).findings[0]?.unknown).toEqual([
      { code: "U1", rests_on: [["encrypted"]] },
      { code: "U2", rests_on: [["port"]] },
    ]);
  });

  test("is an error if everything it rests on is known", () => {
    expect(restsOn(["port"])).toMatchObject({
      status: "error",
      unknown: [],
      evidence: [],
      error: "The verdict is unknown, but nothing unknown lies at the paths it rests on.",
    });
  });
});

describe("a pass", () => {
  const covers = [{ type: "aws_db", account: null, region: null }];
  const allCovers = [...covers, { type: "aws_proxy", account: null, region: null }];
  const running = (facts: DbFacts = {}): ReadResource => ({ ...db("a", { action: "none", ...facts }), running: true });
  const scopes = ({ findings, policies }: Evaluation): unknown => [findings[0]?.scope, policies[0]?.scope];

  test.each<[string, unknown, Estate]>([
    [
      "estate over complete listings of a running system",
      "estate",
      estateOf([running()], { kind: "config-items", covers: allCovers }),
    ],
    ["plan where the type was not listed", "plan", estateOf([running()], { kind: "config-items" })],
    [
      "plan where the tree is open to other resources",
      "plan",
      estateOf([db("a", { action: "no-op" })], { covers, kind: "config-items" }),
    ],
    ["plan where a plan is all there is", "plan", estateOf([db("a")], { covers: allCovers })],
  ])("has scope %s", (_, scope, estate) => {
    expect(scopes(run(estate, encryption))).toEqual([scope, scope]);
  });

  test("of scope plan makes the policy's scope plan, a fail does not", () => {
    const open = { covers, kind: "config-items" } as const;
    const settled = db("a");
    const openPass = db("b", { action: "no-op" });
    const openFail = db("b", { action: "no-op", encrypted: false });
    const policyScope = (other: ReadResource): unknown =>
      run(estateOf([settled, other], open), encryption).policies[0]?.scope;
    expect([policyScope(openPass), policyScope(openFail)]).toEqual(["plan", "estate"]);
  });

  test("is inherited by METADATA, attested for an attestation, else configured", () => {
    const classOf = (policy: PolicyInfo): unknown =>
      run(estateOf([db("a")]), encryption, policy).findings[0]?.evidenceClass;
    expect(classOf(policyOf("net.test", { evidence: "inherited" }))).toBe("inherited");
    expect(classOf(policyOf("att.test"))).toBe("attested");
    expect(classOf(policyOf("net.test"))).toBe("configured");
  });

  test("has neither scope nor evidence class in another status", () => {
    expect(run(estateOf([db("a", { encrypted: { unknown: "U1" } })]), encryption).findings).toMatchObject([
      { status: "unknown", scope: null, evidenceClass: null },
    ]);
  });
});

describe("an error", () => {
  test.each<[string, unknown, string]>([
    ["gives no verdict", undefined, "The policy has no verdict for this subject."],
    ["breaks off", "broken", "The policy stopped."],
    ["gives a verdict of a wrong shape", { status: "pass" }, "The verdict's violations is no list."],
    [
      "rests on what the tree does not have",
      pass(["encrypted"], ["secret"]),
      "The verdict rests on a path that its tree and profile keys do not have (path 2 of 2, sorted).",
    ],
    [
      "rests on a profile key that it does not declare",
      pass(["profile", "guardduty", "frequency"]),
      "The verdict rests on a path that its tree and profile keys do not have (path 1 of 1, sorted).",
    ],
    [
      "rests on something below the instant",
      pass(["now", "year"]),
      "The verdict rests on a path that its tree and profile keys do not have (path 1 of 1, sorted).",
    ],
  ])("is what is said of a subject for which the policy %s; the others are kept", (_, verdict, error) => {
    const rule = (input: Input): unknown => (input.aws_db.port === 1 ? verdict : encryption(input));
    const { findings, policies } = run(estateOf([db("a"), db("b", { port: 1 }), db("c")]), rule);
    expect(findings.map(({ subject, status, error: text }) => [subject.id, status, text])).toEqual([
      ["plan#aws_db.a", "pass", null],
      ["plan#aws_db.b", "error", error],
      ["plan#aws_db.c", "pass", null],
    ]);
    expect(policies).toMatchObject([{ status: "error", unknown: [], counts: { pass: 2, error: 1 } }]);
  });
});

describe("a policy's status", () => {
  const rule = (input: Input): unknown => {
    const violations = [{ reason: "OFF", args: {}, rests_on: [["port"]] }];
    return input.aws_db.port === 1
      ? undefined
      : input.aws_db.port === 2
        ? { status: "deviation", violations, rests_on: [] }
        : encryption(input);
  };
  const pick = {
    pass: db("pass"),
    fail: db("fail", { encrypted: false }),
    unknown: db("unknown", { encrypted: { unknown: "U1" } }),
    not_applicable: db("none", { encrypted: null }),
    error: db("error", { port: 1 }),
    deviation: db("deviation", { port: 2 }),
  };
  const order = ["fail", "error", "unknown", "deviation", "pass", "not_applicable"] as const;
  const statusOf = (resources: readonly ReadResource[], given: Given = {}): unknown =>
    run(estateOf(resources, given), rule).policies[0]?.status;

  test.each(order.map((status, index) => [status, index] as const))(
    "is %s before all that is lighter",
    (status, index) => {
      expect(statusOf(order.slice(index).map((other) => pick[other]))).toBe(status);
    },
  );

  const waiver: Waiver = {
    owner: "Platform lead",
    approver: "Security officer",
    reason: "It is replaced.",
    ticket: "EX-1",
    approvedAt: "2026-03-01T00:00:00Z",
    expires: "2026-05-01T00:00:00Z",
    origin: "waivers.yaml#/waivers/0",
  };
  const other = db("other", { encrypted: false });
  /** The status where the fail of one subject is waived. */
  const waived = (resources: readonly ReadResource[]): unknown => {
    const policy = policyOf("net.test");
    const { findings, policies } = evaluatePolicies({
      estate: estateOf(resources),
      bundle: bundleOf(policy),
      engine: engineOf(rule),
      instant,
      waiverOf: ({ subject }) => (subject.address === pick.fail.address ? waiver : null),
    });
    expect(findings.map((finding) => finding.waiver)).toEqual(
      findings.map(({ subject }) => (subject.address === pick.fail.address ? waiver : null)),
    );
    return policies[0]?.status;
  };

  test.each([
    ["fail", "another fail", [pick.fail, other]],
    ["error", "an error", [pick.fail, pick.error]],
    ["unknown", "an unknown", [pick.fail, pick.unknown]],
    ["excepted", "a deviation and a pass", [pick.fail, pick.deviation, pick.pass]],
    ["excepted", "nothing", [pick.fail]],
  ] as const)("is %s for a waived fail beside %s", (status, _, resources) => {
    expect(waived(resources)).toBe(status);
  });

  test("is not excepted by a waiver of what passes", () => {
    const { findings } = evaluatePolicies({
      estate: estateOf([pick.pass, pick.unknown, pick.not_applicable, pick.deviation, pick.error]),
      bundle: bundleOf(policyOf("net.test")),
      engine: engineOf(rule),
      instant,
      waiverOf: () => waiver,
    });
    expect(findings.map((finding) => finding.waiver)).toEqual([null, null, null, null, null]);
  });

  test("is vacuous without a subject, which is shown", () => {
    const { findings, policies } = run(estateOf([]), rule);
    expect(findings).toEqual([]);
    expect(policies).toEqual([
      {
        policy: "net.test",
        status: "vacuous",
        scope: "plan",
        severity: "high",
        unknown: [],
        counts: { pass: 0, fail: 0, unknown: 0, not_applicable: 0, deviation: 0, error: 0 },
      },
    ]);
  });

  test.each<[string, readonly ReadResource[], unknown]>([
    ["a pass", [pick.pass], ["unknown", ["U3"]]],
    ["a deviation", [pick.deviation], ["unknown", ["U3"]]],
    ["not applicable", [pick.not_applicable], ["unknown", ["U3"]]],
    ["vacuous", [], ["unknown", ["U3"]]],
    ["unknown", [pick.unknown], ["unknown", ["U1", "U3"]]],
    ["a fail", [pick.fail], ["fail", []]],
    ["an error", [pick.error], ["error", []]],
  ])("in a partial estate: %s", (_, resources, expected) => {
    const [result] = run(estateOf(resources, { partial: "U3" }), rule).policies;
    expect([result?.status, result?.unknown]).toEqual(expected);
  });

  test("of a type whose number is not known nothing is settled but a fail, and others are", () => {
    const status = (resources: readonly ReadResource[], type: string): unknown => {
      const [result] = run(estateOf(resources, { uncounted: [type] }), rule).policies;
      return [result?.status, result?.unknown];
    };
    expect(status([pick.pass], pick.pass.type)).toEqual(["unknown", ["U1"]]);
    expect(status([], pick.pass.type)).toEqual(["unknown", ["U1"]]);
    expect(status([pick.fail], pick.fail.type)).toEqual(["fail", []]);
    expect(status([pick.pass], "aws_other")).toEqual(["pass", []]);
  });
});

describe("a run", () => {
  test("asks once for equal trees, and again for each that differs", () => {
    const engine = engineOf(encryption);
    const estate = estateOf([db("a"), db("b"), db("c", { port: 1 }), db("d")]);
    const { findings } = evaluatePolicies({ estate, bundle: bundleOf(policyOf("net.test")), engine, instant });
    expect(engine.calls).toHaveLength(2);
    expect(findings.map(({ subject }) => subject.address)).toEqual(["aws_db.a", "aws_db.b", "aws_db.c", "aws_db.d"]);
  });

  test("evaluates equal trees each time with an engine that does not remember", () => {
    const engine = { ...engineOf(encryption), remembers: false };
    const estate = estateOf([db("a"), db("b")]);
    evaluatePolicies({ estate, bundle: bundleOf(policyOf("net.test")), engine, instant });
    expect(engine.calls).toHaveLength(2);
  });

  test("says which link makes an input very large", () => {
    const proxies = Array.from({ length: 20_000 }, (_, index) =>
      resource(
        `aws_proxy.p${String(index)}`,
        { db_arn: scalarNode(`arn:${"x".repeat(60)}`, "/db_arn") },
        { links: { db_arn: { state: "complete", code: null, references: [{ by: "address", address: "aws_db.a" }] } } },
      ),
    );
    const items: SelectionTree = [{ kind: "scalar", key: "db_arn", name: "db_arn" }];
    const wide = { kind: "reverse", key: "proxies", type: "aws_proxy", attribute: "db_arn", items } as const;
    const policy = policyOf("net.test", {
      selection: { roots: { aws_db: [selection[0], wide].filter((one) => one !== undefined) } },
    });
    const { diagnostics } = run(estateOf([db("a"), db("b"), ...proxies]), says("pass"), policy);
    expect(diagnostics).toMatchObject([
      {
        code: "SLICE_LARGE",
        document: "plan",
        args: { policy: "net.test", subject: "plan#aws_db.a", link: "proxies", count: 20_000 },
      },
    ]);
  });

  test("evaluates the policies asked for, each once, sorted", () => {
    const ids = ["net.c", "net.a", "net.b"];
    const bundle = bundleOf(...ids.map((id) => policyOf(id)));
    const engine = engineOf(encryption, ids);
    const chosen = (policies?: readonly string[]): unknown =>
      evaluatePolicies({ estate: estateOf([]), bundle, engine, instant, ...(policies && { policies }) }).policies.map(
        ({ policy }) => policy,
      );
    expect(chosen()).toEqual(["net.a", "net.b", "net.c"]);
    expect(chosen(["net.c", "net.a", "net.c"])).toEqual(["net.a", "net.c"]);
    expect(chosen([])).toEqual([]);
  });

  test.each([
    ["enc.rds_at_rest", /^"enc\.rds_at_rest" is a built-in policy, but the bundle does not hold it/u],
    ["net.tset", /^"net\.tset" is no policy of the bundle/u],
  ])("refuses %s, which the bundle does not hold", (id, message) => {
    const request = {
      estate: estateOf([]),
      bundle: bundleOf(policyOf("net.test")),
      engine: engineOf(encryption),
      instant,
      policies: [id],
    };
    const expected: unknown = expect.objectContaining({
      code: "POLICY_UNKNOWN",
      message: expect.stringMatching(message) as string,
    });
    expect(() => evaluatePolicies(request)).toThrow(expected);
    expect(() => slicesOf(request)).toThrow(expected);
  });

  test("refuses a bundle whose policy.wasm lacks a policy", () => {
    expect(() =>
      evaluatePolicies({
        estate: estateOf([]),
        bundle: bundleOf(policyOf("net.test")),
        engine: engineOf(encryption, []),
        instant,
      }),
    ).toThrow(expect.objectContaining({ code: "BUNDLE_INVALID" }));
  });

  test("says the same whatever the order of resources", () => {
    const facts = fc.record({
      encrypted: fc.constantFrom(true, false, null, { unknown: "U1" } as const),
      port: fc.constantFrom(1, 5432),
      action: fc.constantFrom("create", "no-op"),
    });
    const shuffled = fc
      .array(facts, { maxLength: 8 })
      .map((list) => list.map((each, index) => db(`n${index}`, each)))
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    const rule = (input: Input): unknown => (input.aws_db.port === 1 ? undefined : encryption(input));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(run(estateOf(other), rule)).toEqual(run(estateOf(list), rule));
      }),
      { numRuns: 100 },
    );
  });

  test("gives slices that are the inputs of evaluation", () => {
    const policy = policyOf("net.test", { profile: ["guardduty.frequency"] });
    const engine = engineOf(encryption);
    const request = { estate: estateOf([db("b", { port: 1 }), db("a")]), bundle: bundleOf(policy), instant };
    evaluatePolicies({ ...request, engine });
    const { slices } = slicesOf(request);
    expect(slices.map(({ input }) => JSON.stringify(input))).toEqual(engine.calls);
    expect(slices[0]).toEqual({
      policy: "net.test",
      subject: "plan#aws_db.a",
      input: {
        aws_db: {
          encrypted: true,
          port: 5432,
          zones: { state: "complete", code: null, items: ["a"] },
          key: { state: "complete", code: null, items: [] },
          proxies: { state: "complete", code: null, items: [] },
        },
        profile: { guardduty: { frequency: { unknown: "U7" } } },
        now: instant,
      },
    });
  });
});

describe("with a compiled policy", () => {
  const rego = `package sekisho.net.test

verdict := {"status": "fail", "violations": violations, "rests_on": [["encrypted"]]} if count(violations) > 0

else := {"status": "pass", "violations": [], "rests_on": {["encrypted"], ["port"]}} if input.aws_db.encrypted == true

violations contains {"reason": "OFF", "args": {"語": "暗号化なし 🔓"}, "rests_on": [["encrypted"]]} if {
	input.aws_db.encrypted == false
}

torn := 1 if input.aws_db.port == 1

torn := 2 if input.aws_db.port == 1

violations contains {"reason": "PORT", "args": {}, "rests_on": [["port"]]} if torn == 3
`;
  let engine: PolicyEngine;
  beforeAll(async () => {
    const built = (await createCompiler()).build({
      files: { "test.rego": rego },
      target: "wasm",
      entrypoints: ["sekisho/net/test/verdict"],
    });
    const wasm = built.ok ? built.value.entries["policy.wasm"] : undefined;
    if (wasm === undefined) throw new Error(JSON.stringify(built));
    engine = await createEngine(wasm);
  });

  test("a subject that breaks the policy, one without verdict and all others have their findings", () => {
    const estate = estateOf([
      db("a"),
      db("b", { port: 1 }),
      db("c", { encrypted: false }),
      db("d", { encrypted: { unknown: "U1" } }),
      db("e"),
    ]);
    const { findings } = evaluatePolicies({ estate, bundle: bundleOf(policyOf("net.test")), engine, instant });
    expect(
      findings.map(({ status, error, violations }) => [status, error ?? violations.map(({ args }) => args)]),
    ).toEqual([
      ["pass", []],
      ["error", expect.stringMatching(/^The policy stopped: .*\.$/u)],
      ["fail", [{ 語: "暗号化なし 🔓" }]],
      ["error", "The policy has no verdict for this subject."],
      ["pass", []],
    ]);
  });

  test("ten thousand different subjects take one instance", () => {
    const estate = estateOf(Array.from({ length: 10_000 }, (_, index) => db(`n${index}`, { port: index + 2 })));
    const { policies } = evaluatePolicies({ estate, bundle: bundleOf(policyOf("net.test")), engine, instant });
    expect(policies).toMatchObject([{ status: "pass", counts: { pass: 10_000 } }]);
  });
});
