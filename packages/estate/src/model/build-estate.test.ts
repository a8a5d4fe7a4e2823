import { describe, expect, test } from "vitest";
import { SekishoError } from "../errors.ts";
import { readProfile } from "../readers/profile/read-profile.ts";
import { sliceOf, locate, holdsOpenCollection } from "../selection/slice.ts";
import type { SelectionTree } from "../selection/selection.ts";
import { account } from "../types/sekisho/account.ts";
import { region } from "../types/sekisho/region.ts";
import { serviceEndpoint } from "../types/sekisho/service-endpoint.ts";
import { buildEstate, type EstateOptions } from "./build-estate.ts";
import { documentsBefore } from "./documents-before.ts";
import { projectDocuments } from "./project-documents.ts";
import type { Estate, LinkReference, ReadDocument, ReadResource, Resource } from "./estate.ts";
import { boolean, defineResourceType, derivedScalar, listOf, string, to } from "./resource-type.ts";
import { completeNode, scalarNode, type UnknownCode } from "./value.ts";

// Made-up types: a target, a link to one target, and a thing that exists once in a region.
const lb = defineResourceType({
  type: "aws_lb",
  identity: { arn: {} },
  attributes: {
    internal: boolean(),
    security_groups: listOf(string()),
    fronted: derivedScalar(boolean(), ({ reverse }) => {
      const [front] = reverse("aws_assoc", "resource_arn").items;
      return {
        value: front !== undefined,
        origin: front === undefined ? "/fronted" : `${front.origin}/resource_arn/0`,
      };
    }),
  },
  links: { security_groups: to("aws_sg", "id") },
});
const elb = defineResourceType({ type: "aws_elb", identity: { arn: {} }, attributes: {} });
const group = defineResourceType({ type: "aws_sg", identity: { id: {} }, attributes: {} });
const assoc = defineResourceType({
  type: "aws_assoc",
  identity: {},
  attributes: { resource_arn: string() },
  links: { resource_arn: to("aws_lb", "arn", { atMostOne: true }) },
});
const rule = defineResourceType({
  type: "aws_rule",
  identity: {},
  attributes: { lb_arn: string() },
  links: { lb_arn: to("aws_lb", "arn") },
});
const detector = defineResourceType({
  type: "aws_detector",
  identity: {},
  attributes: { enable: boolean() },
  onePer: "region",
});
const subnets = defineResourceType({ type: "aws_subnets", identity: { name: {} }, attributes: {} });
const database = defineResourceType({
  type: "aws_db",
  identity: {},
  attributes: { subnets: string() },
  links: { subnets: to("aws_subnets", "name") },
});
const types = [lb, elb, group, assoc, rule, detector, subnets, database, account, region, serviceEndpoint];

const links = (...references: LinkReference[]): ReadResource["links"][string] => ({
  state: "complete",
  code: null,
  references,
});

function resource(address: string, rest: Partial<ReadResource> = {}): ReadResource {
  return {
    type: address.split(".")[0] ?? "",
    address,
    identities: {},
    values: {},
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

function balancer(address: string, rest: Partial<ReadResource> = {}): ReadResource {
  return resource(address, {
    identities: { arn: { unknown: "U1" } },
    values: {
      internal: scalarNode(false, "default:terraform"),
      security_groups: completeNode([], "default:terraform"),
    },
    links: { security_groups: links() },
    ...rest,
  });
}

function association(address: string, reference: LinkReference): ReadResource {
  return resource(address, {
    values: { resource_arn: scalarNode({ unknown: "U1" }, "/resource_arn") },
    links: { resource_arn: links(reference) },
  });
}

function ruleOf(address: string, reference: LinkReference): ReadResource {
  return resource(address, {
    values: { lb_arn: scalarNode({ unknown: "U1" }, "/lb_arn") },
    links: { lb_arn: links(reference) },
  });
}

function plan(resources: readonly ReadResource[], partial: UnknownCode | null = null, label = "plan"): ReadDocument {
  return {
    document: { label, name: `${label}.json`, kind: "terraform-plan", digest: "sha256:0", partial },
    accounts: [{ key: "default", id: "123456789012", origin: `${label}.json#/configuration` }],
    resources,
    before: null,
    managed: resources.length,
    covers: [],
    diagnostics: [],
    accounting: { resources: resources.length, read: resources.length, unsupported: 0, unread: 0, types: {} },
  };
}

function estateOf(contents: readonly ReadDocument[], options: EstateOptions & { profileText?: string } = {}): Estate {
  const { profileText, ...rest } = options;
  const profile =
    profileText === undefined
      ? {}
      : { profile: readProfile({ name: "p.yaml", digest: "sha256:1", text: profileText }) };
  return buildEstate(contents, { types, ...profile, ...rest });
}

function only(estate: Estate, type: string): Resource {
  const [first, ...others] = estate.subjects(type);
  if (first === undefined || others.length > 0) throw new Error(`not exactly one ${type}`);
  return first;
}

function linked(found: { state: string; code: string | null; items: readonly Resource[] }): unknown {
  return { state: found.state, code: found.code, items: found.items.map(({ id }) => id) };
}

describe("forward links", () => {
  test("lead to the resource that the address names", () => {
    const estate = estateOf([
      plan([balancer("aws_lb.a"), association("aws_assoc.a", { by: "address", address: "aws_lb.a" })]),
    ]);
    expect(linked(estate.forward(only(estate, "aws_assoc"), "resource_arn"))).toEqual({
      state: "complete",
      code: null,
      items: ["plan#aws_lb.a"],
    });
  });

  test("lead to the resource that the value names, a log group's suffix aside", () => {
    const arn = "arn:aws:x:y:z:lb/1";
    const estate = estateOf([
      plan([
        balancer("aws_lb.a", { identities: { arn } }),
        association("aws_assoc.a", { by: "value", value: `${arn}:*` }),
      ]),
    ]);
    expect(linked(estate.forward(only(estate, "aws_assoc"), "resource_arn"))).toMatchObject({
      items: ["plan#aws_lb.a"],
    });
  });

  describe("by a name, which means one thing in its region and account,", () => {
    const named = (address: string, rest: Partial<ReadResource> = {}): ReadResource =>
      resource(address, { identities: { name: "main" }, ...rest });
    const naming = (rest: Partial<ReadResource> = {}): ReadResource =>
      resource("aws_db.a", {
        values: { subnets: scalarNode("main", "/subnets") },
        links: { subnets: links({ by: "value", value: "main" }) },
        ...rest,
      });
    const accounts = (...ids: readonly (string | null)[]): ReadDocument["accounts"] =>
      ids.map((id, index) => ({ key: index === 0 ? "default" : "other", id, origin: "plan.json#/configuration" }));
    const there = { region: "us-east-1" };
    const elsewhere = { accountKey: "other" };
    const open = { region: { unknown: "U1" as const } };

    test.each([
      [
        "here, beside one of another region",
        [named("aws_subnets.a"), named("aws_subnets.b", there)],
        naming(),
        [],
        "a",
      ],
      [
        "there, if that is where it is named",
        [named("aws_subnets.a"), named("aws_subnets.b", there)],
        naming(there),
        [],
        "b",
      ],
      ["here, if it is not known where it lies", [named("aws_subnets.a", open)], naming(), [], "a"],
      [
        "of its account, beside one of another",
        [named("aws_subnets.a"), named("aws_subnets.b", elsewhere)],
        naming(),
        ["123456789012", "210987654321"],
        "a",
      ],
    ] as const)("lead to the one %s", (_, groups, from, ids, found) => {
      const document = plan([...groups, from]);
      const estate = estateOf([ids.length === 0 ? document : { ...document, accounts: accounts(...ids) }]);
      expect(linked(estate.forward(only(estate, "aws_db"), "subnets"))).toEqual({
        state: "complete",
        code: null,
        items: [`plan#aws_subnets.${found}`],
      });
    });

    test.each([
      ["region", named("aws_subnets.b", there), ["123456789012"]],
      ["account", named("aws_subnets.b", elsewhere), ["123456789012", "210987654321"]],
      ["account, as its other credentials tell", named("aws_subnets.b", elsewhere), [null, null]],
    ] as const)("do not lead to one of another %s", (_, group, ids) => {
      const estate = estateOf([{ ...plan([group, naming()]), accounts: accounts(...ids) }]);
      expect(linked(estate.forward(only(estate, "aws_db"), "subnets"))).toEqual({
        state: "partial",
        code: "U2",
        items: [],
      });
      expect(linked(estate.reverse(only(estate, "aws_subnets"), "aws_db", "subnets"))).toEqual({
        state: "complete",
        code: null,
        items: [],
      });
    });

    test("lead to one of another document whose account is not known", () => {
      const other = { ...plan([named("aws_subnets.b")], null, "other"), accounts: accounts(null) };
      const estate = estateOf([plan([naming()]), other]);
      expect(linked(estate.forward(only(estate, "aws_db"), "subnets"))).toEqual({
        state: "complete",
        code: null,
        items: ["other#aws_subnets.b"],
      });
    });
  });

  test.each([
    ["outside the documents (U2)", { by: "value", value: "arn:aws:x:y:z:lb/9" }, "U2"],
    ["not settled (U1)", { by: "unknown", code: "U1" }, "U1"],
  ] as const)("are partial if the other side is %s", (_, reference, code) => {
    const estate = estateOf([plan([balancer("aws_lb.a"), association("aws_assoc.a", reference)])]);
    expect(linked(estate.forward(only(estate, "aws_assoc"), "resource_arn"))).toEqual({
      state: "partial",
      code,
      items: [],
    });
  });

  test("to account and region are there for every resource", () => {
    const estate = estateOf([plan([balancer("aws_lb.a")])]);
    const subject = only(estate, "aws_lb");
    expect(linked(estate.forward(subject, "account"))).toMatchObject({ items: ["plan#account[123456789012]"] });
    expect(linked(estate.forward(subject, "region"))).toMatchObject({
      items: ["plan#region[123456789012/ap-northeast-1]"],
    });
  });
});

describe("reverse links", () => {
  const created = balancer("aws_lb.a");
  const existing = balancer("aws_lb.a", { action: "no-op", identities: { arn: "arn:aws:x:y:z:lb/1" } });
  const reverse = (estate: Estate): unknown => linked(estate.reverse(only(estate, "aws_lb"), "aws_rule", "lb_arn"));

  test("of a created target are complete and empty if every candidate is settled elsewhere", () => {
    const other = ruleOf("aws_rule.other", { by: "value", value: "arn:aws:x:y:z:lb/9" });
    expect(reverse(estateOf([plan([created, other])]))).toEqual({ state: "complete", code: null, items: [] });
  });

  test("of a created target are partial (U1) beside a candidate that is not settled", () => {
    const open = ruleOf("aws_rule.open", { by: "unknown", code: "U1" });
    expect(reverse(estateOf([plan([created, open])]))).toEqual({ state: "partial", code: "U1", items: [] });
  });

  test("of a created target are partial (U3) in a partial plan", () => {
    expect(reverse(estateOf([plan([created], "U3")]))).toEqual({ state: "partial", code: "U3", items: [] });
  });

  test("of an existing target are open to resources outside the plan (U5), known items kept", () => {
    const held = ruleOf("aws_rule.held", { by: "address", address: "aws_lb.a" });
    expect(reverse(estateOf([plan([existing, held])]))).toEqual({
      state: "partial",
      code: "U5",
      items: ["plan#aws_rule.held"],
    });
  });

  test("of a running target are U4 without a listing and complete with one", () => {
    const running = { ...existing, running: true };
    expect(reverse(estateOf([plan([running])]))).toMatchObject({ state: "partial", code: "U4" });
    const covers = [{ type: "aws_rule", account: null, region: null }];
    expect(reverse(estateOf([plan([running])], { covers }))).toEqual({ state: "complete", code: null, items: [] });
  });

  test("stay open where the profile says that other stacks manage them too", () => {
    const estate = estateOf([plan([created])], { profileText: "managed_elsewhere: [aws_rule]" });
    expect(reverse(estate)).toEqual({ state: "partial", code: "U5", items: [] });
  });

  test("are complete with the one that can exist", () => {
    const held = association("aws_assoc.held", { by: "address", address: "aws_lb.a" });
    const estate = estateOf([plan([existing, held])]);
    expect(linked(estate.reverse(only(estate, "aws_lb"), "aws_assoc", "resource_arn"))).toEqual({
      state: "complete",
      code: null,
      items: ["plan#aws_assoc.held"],
    });
  });
});

describe("accounts, regions and service endpoints", () => {
  const found = resource("aws_detector.home", { values: { enable: scalarNode(true, "/enable") } });

  test("there is a region for each that is declared or in use; one in use and not declared is unknown (U7)", () => {
    const estate = estateOf([plan([found])], { profileText: "regions: [us-east-1]" });
    expect(
      estate
        .subjects("region")
        .map(({ id, values }) => [id, values["declared"]?.kind === "scalar" && values["declared"].value]),
    ).toEqual([
      ["plan#region[123456789012/ap-northeast-1]", { unknown: "U7" }],
      ["plan#region[123456789012/us-east-1]", true],
    ]);
  });

  test("what exists once in a region is complete where it is held and open where it is not", () => {
    const estate = estateOf([plan([found])], { profileText: "regions: [ap-northeast-1, us-east-1]" });
    expect(estate.subjects("region").map((place) => linked(estate.reverse(place, "aws_detector", "region")))).toEqual([
      { state: "complete", code: null, items: ["plan#aws_detector.home"] },
      { state: "partial", code: "U5", items: [] },
    ]);
  });

  test("one account in two documents is one resource", () => {
    const estate = estateOf([plan([found]), plan([found], null, "plan-2")]);
    expect(estate.subjects("account").map(({ id }) => id)).toEqual(["plan#account[123456789012]"]);
  });

  test("an account without an id takes it from the profile", () => {
    const content = { ...plan([found]), accounts: [{ key: "default", id: null, origin: "plan.json#/configuration" }] };
    const nameless = estateOf([content]);
    expect(only(nameless, "account")).toMatchObject({
      id: "plan#account[default]",
      values: { account_id: { value: { unknown: "U7" } } },
    });
    const named = estateOf([content], { profileText: 'accounts: { plan: "210987654321" }' });
    expect(only(named, "account")).toMatchObject({
      id: "plan#account[210987654321]",
      values: { account_id: { value: "210987654321", origin: "p.yaml#/accounts/plan" } },
    });
  });

  test("the profile's account of a document is nobody's if several accounts of it are unnamed", () => {
    const accounts = ["one", "two"].map((key) => ({ key, id: null, origin: "plan.json#/configuration" }));
    const estate = estateOf([{ ...plan([]), accounts }], { profileText: 'accounts: { plan: "210987654321" }' });
    expect(estate.subjects("account").map(({ id }) => id)).toEqual(["plan#account[one]", "plan#account[two]"]);
  });

  test("an account in the profile that the document contradicts is refused", () => {
    expect(() => estateOf([plan([])], { profileText: 'accounts: { plan: "210987654321" }' })).toThrow(
      expect.objectContaining({ code: "PROFILE_INVALID" }),
    );
  });

  test("a region declared for an account that no document speaks about is a subject all the same", () => {
    const profileText = 'regions: [{ name: us-east-1, accounts: ["210987654321"] }]';
    const estate = estateOf([plan([])], { profileText });
    expect(
      estate.subjects("region").map((place) => [place.id, linked(estate.reverse(place, "aws_detector", "region"))]),
    ).toEqual([["profile#region[210987654321/us-east-1]", { state: "partial", code: "U5", items: [] }]]);
  });

  test("listings of single regions do not add up to one of all regions", () => {
    const covers = [
      { type: "aws_detector", account: "123456789012", region: "us-east-1" },
      { type: "aws_detector", account: "210987654321", region: null },
    ];
    expect(estateOf([plan([found])], { covers }).coversType("aws_detector")).toBe(false);
    const everywhere = [{ type: "aws_detector", account: "123456789012", region: null }];
    expect(estateOf([plan([found])], { covers: everywhere }).coversType("aws_detector")).toBe(true);
  });

  test("an endpoint leads to the resource with its address, one found nowhere is open (U2)", () => {
    const estate = estateOf([plan([balancer("aws_lb.a")])], {
      profileText: "service_endpoints: [{ address: aws_lb.a }, { address: aws_lb.b }]",
    });
    expect(estate.subjects("service_endpoint").map((entry) => linked(estate.forward(entry, "target")))).toEqual([
      { state: "complete", code: null, items: ["plan#aws_lb.a"] },
      { state: "partial", code: "U2", items: [] },
    ]);
    expect(linked(estate.reverse(only(estate, "aws_lb"), "service_endpoint", "target"))).toEqual({
      state: "complete",
      code: null,
      items: ["profile#service_endpoints[0]"],
    });
  });

  test("without the key nobody knows which resources are endpoints (U7)", () => {
    const estate = estateOf([plan([balancer("aws_lb.a")])]);
    expect(linked(estate.reverse(only(estate, "aws_lb"), "service_endpoint", "target"))).toEqual({
      state: "partial",
      code: "U7",
      items: [],
    });
  });
});

describe("documents together", () => {
  test("a reference that several resources answer leaves the reverse links of each open (U1)", () => {
    const arn = "arn:aws:x:y:z:lb/1";
    const twice = ["aws_lb.a", "aws_lb.b"].map((address) => balancer(address, { identities: { arn } }));
    const estate = estateOf([plan([...twice, ruleOf("aws_rule.r", { by: "value", value: arn })])]);
    expect(estate.subjects("aws_lb").map((lb) => linked(estate.reverse(lb, "aws_rule", "lb_arn")))).toEqual([
      { state: "partial", code: "U1", items: [] },
      { state: "partial", code: "U1", items: [] },
    ]);
  });

  test("a profile address that two documents hold leaves open which is meant; with a label it is settled", () => {
    const contents = [plan([balancer("aws_lb.a")]), plan([balancer("aws_lb.a")], null, "plan-2")];
    const open = estateOf(contents, { profileText: "service_endpoints: [{ address: aws_lb.a }]" });
    expect(open.subjects("aws_lb").map((lb) => linked(open.reverse(lb, "service_endpoint", "target")))).toEqual([
      { state: "partial", code: "U1", items: [] },
      { state: "partial", code: "U1", items: [] },
    ]);
    const settled = estateOf(contents, { profileText: 'service_endpoints: [{ address: "plan-2#aws_lb.a" }]' });
    expect(settled.subjects("aws_lb").map((lb) => linked(settled.reverse(lb, "service_endpoint", "target")))).toEqual([
      { state: "complete", code: null, items: [] },
      { state: "complete", code: null, items: ["profile#service_endpoints[0]"] },
    ]);
  });

  test("a reference means the resource rather than a data source, and its own document rather than another", () => {
    const arn = "arn:aws:x:y:z:lb/1";
    const managed = balancer("aws_lb.a", { identities: { arn } });
    const data = balancer("data.aws_lb.a", { type: "aws_lb", identities: { arn }, isSubject: false });
    const running = { ...managed, running: true, address: null };
    const rule = ruleOf("aws_rule.r", { by: "value", value: arn });
    const estate = estateOf([plan([managed, data, rule]), plan([running], null, "config")]);
    expect(linked(estate.forward(only(estate, "aws_rule"), "lb_arn"))).toEqual({
      state: "complete",
      code: null,
      items: ["plan#aws_lb.a"],
    });
  });

  test("an address of one plan never means another's resource", () => {
    const estate = estateOf([
      plan([ruleOf("aws_rule.r", { by: "address", address: "aws_lb.a" })]),
      plan([balancer("aws_lb.a")], null, "plan-2"),
    ]);
    expect(linked(estate.forward(only(estate, "aws_rule"), "lb_arn"))).toEqual({
      state: "partial",
      code: "U2",
      items: [],
    });
  });

  test("an origin means the resource of its own document, also where file names are equal", () => {
    const contents = ["a", "b"].map((label) => {
      const content = plan([balancer("aws_lb.a")], null, label);
      return { ...content, document: { ...content.document, name: "plan.json" } };
    });
    const estate = estateOf(contents);
    expect(["a", "b"].map((label) => estate.holderOf("plan.json#/aws_lb.a/internal", label)?.id)).toEqual([
      "a#aws_lb.a",
      "b#aws_lb.a",
    ]);
  });

  test("no document can bear the label of the profile", () => {
    expect(() => estateOf([plan([], null, "profile")])).toThrow(expect.objectContaining({ code: "DOCUMENT_CONFLICT" }));
  });

  test("two documents with one address do not clash", () => {
    const estate = estateOf([plan([balancer("aws_lb.a")]), plan([balancer("aws_lb.a")], null, "plan-2")]);
    expect(estate.subjects("aws_lb").map(({ id }) => id)).toEqual(["plan#aws_lb.a", "plan-2#aws_lb.a"].sort());
  });

  test("two plans that claim one ARN are refused, both named", () => {
    const held = balancer("aws_lb.a", { identities: { arn: "arn:aws:x:y:z:lb/1" } });
    expect(() =>
      estateOf([plan([held]), plan([{ ...held, origin: "plan-2.json#/aws_lb.a" }], null, "plan-2")]),
    ).toThrow(
      expect.objectContaining({
        code: "DOCUMENT_CONFLICT",
        message: expect.stringMatching(/plan\.json.*plan-2\.json/u) as string,
      }),
    );
  });

  test("one plan may name an ARN twice", () => {
    const arn = "arn:aws:x:y:z:lb/1";
    const held = ["aws_lb.a", "aws_lb.b"].map((address) => balancer(address, { identities: { arn } }));
    expect(estateOf([plan(held)]).subjects("aws_lb")).toHaveLength(2);
  });

  test("a type in managed_elsewhere that links to nothing is refused, for it may be misspelt", () => {
    expect(() => estateOf([plan([])], { profileText: "managed_elsewhere: [aws_rule, aws_asoc]" })).toThrow(
      expect.objectContaining({
        code: "PROFILE_INVALID",
        message: expect.stringMatching(/p\.yaml.*managed_elsewhere\/1.*aws_assoc/u) as string,
      }),
    );
  });

  test("two documents with one label are refused", () => {
    expect(() => estateOf([plan([]), plan([])])).toThrow(SekishoError);
  });
});

describe("slices", () => {
  const selection: SelectionTree = [
    { kind: "scalar", key: "internal", name: "internal" },
    { kind: "scalar", key: "fronted", name: "fronted" },
    { kind: "scalar", key: "running", name: "running" },
    { kind: "scalars", key: "groups", name: "security_groups" },
    {
      kind: "reverse",
      key: "rules",
      type: "aws_rule",
      attribute: "lb_arn",
      items: [
        {
          kind: "forward",
          key: "lb",
          attribute: "lb_arn",
          wrapped: true,
          targets: { aws_lb: [{ kind: "scalar", key: "internal", name: "internal" }] },
        },
      ],
    },
  ];
  const estate = estateOf([
    plan([balancer("aws_lb.a", { action: "no-op" }), ruleOf("aws_rule.r", { by: "address", address: "aws_lb.a" })]),
  ]);
  const subject = only(estate, "aws_lb");
  const tree = sliceOf(estate, subject, selection);

  test("hold exactly the selection", () => {
    expect(tree).toEqual({
      internal: false,
      fronted: false,
      running: false,
      groups: { state: "complete", code: null, items: [] },
      rules: {
        state: "partial",
        code: "U5",
        items: [{ lb: { state: "complete", code: null, items: [{ aws_lb: { internal: false } }] } }],
      },
    });
  });

  test("know whether something outside may add to them", () => {
    expect(holdsOpenCollection(tree, selection)).toBe(true);
    expect(holdsOpenCollection({ ...tree, rules: { state: "complete", code: null, items: [] } }, selection)).toBe(
      false,
    );
  });

  test.each([
    [
      ["internal"],
      { resource: "plan#aws_lb.a", path: ["internal"], value: false, origin: "default:terraform", unknown: null },
    ],
    [["rules"], { path: ["aws_rule_by_lb_arn"], value: { state: "partial", code: "U5", items: 1 }, unknown: "U5" }],
    [
      ["rules", "items", 0, "lb", "items", 0, "aws_lb", "internal"],
      { resource: "plan#aws_lb.a", path: ["internal"], value: false },
    ],
    [["rules", "items", 0], { resource: "plan#aws_rule.r", origin: "plan.json#/aws_rule.r" }],
  ])("tell where the value at %j was read", (path, expected) => {
    expect(locate(estate, subject, selection, path)).toMatchObject(expected);
  });

  test("name the resource that holds a derived value", () => {
    const fronted = estateOf([
      plan([balancer("aws_lb.a"), association("aws_assoc.a", { by: "address", address: "aws_lb.a" })]),
    ]);
    expect(locate(fronted, only(fronted, "aws_lb"), selection, ["fronted"])).toEqual({
      resource: "plan#aws_assoc.a",
      path: ["resource_arn", 0],
      value: true,
      origin: "plan.json#/aws_assoc.a/resource_arn/0",
      unknown: null,
      observed: false,
    });
  });

  test.each([
    [["nothing"]],
    [["internal", "items", 0]],
    [["rules", "items", 7]],
    [["rules", "items", 0, "lb", "items", 0, "aws_elb"]],
  ])("have nothing at %j", (path) => {
    expect(locate(estate, subject, selection, path)).toBeNull();
  });
});

describe("the estate before a plan", () => {
  const arn = "arn:aws:x:y:z:lb/1";
  const kept = balancer("aws_lb.a", { identities: { arn }, action: "no-op" });
  const removed: ReadResource = { ...association("aws_assoc.a", { by: "value", value: arn }), action: "no-op" };

  function afterAndBefore(content: ReadDocument): { readonly before: Estate; readonly after: Estate } {
    const before = estateOf(documentsBefore([content]) ?? []);
    return { before, after: estateOf([content], { before }) };
  }

  test("shows that the one link that can exist is taken away", () => {
    const { before, after } = afterAndBefore({ ...plan([kept]), before: [kept, removed] });
    expect(linked(before.reverse(only(before, "aws_lb"), "aws_assoc", "resource_arn"))).toEqual({
      state: "complete",
      code: null,
      items: ["plan#aws_assoc.a"],
    });
    expect(linked(after.reverse(only(after, "aws_lb"), "aws_assoc", "resource_arn"))).toEqual({
      state: "complete",
      code: null,
      items: [],
    });
  });

  test("leaves open whether another takes its place, where that is not settled", () => {
    const other = association("aws_assoc.b", { by: "unknown", code: "U1" });
    const { after } = afterAndBefore({ ...plan([kept, other]), before: [kept, removed] });
    expect(linked(after.reverse(only(after, "aws_lb"), "aws_assoc", "resource_arn"))).toMatchObject({ code: "U1" });
    const partial = afterAndBefore({ ...plan([kept], "U3"), before: [kept, removed] }).after;
    expect(linked(partial.reverse(only(partial, "aws_lb"), "aws_assoc", "resource_arn"))).toMatchObject({ code: "U3" });
  });

  test("is none if nothing was there, and holds what plans nothing", () => {
    expect(documentsBefore([plan([kept])])).toBe(null);
    const running = { ...plan([{ ...kept, action: "none" as const, running: true }], null, "config"), before: null };
    const state: ReadDocument = { ...running, document: { ...running.document, kind: "config-items" } };
    const documents = documentsBefore([
      { ...plan([]), before: [removed] },
      state,
      plan([balancer("aws_lb.n")], null, "new"),
    ]);
    expect(documents?.map(({ resources }) => resources.length)).toEqual([1, 1, 0]);
  });
});

describe("what a plan changes, laid over what runs", () => {
  const arn = "arn:aws:x:y:z:lb/1";
  const runs = balancer("aws_lb.a", {
    address: null,
    identities: { arn },
    action: "none",
    running: true,
    origin: "items.json#/0",
  });
  const config: ReadDocument = {
    ...plan([runs], null, "config"),
    document: { label: "config", name: "items.json", kind: "config-items", digest: "sha256:1", partial: null },
  };
  const earlier = balancer("aws_lb.a", { identities: { arn }, action: "update" });
  const later = { ...earlier, values: { ...earlier.values, internal: scalarNode(true, "/internal") } };

  test("keeps what runs and takes what the plan changes, under one id before and after", () => {
    const projected = projectDocuments([config], [{ ...plan([later]), before: [earlier] }], types);
    const estate = estateOf(projected);
    const before = estateOf(documentsBefore(projected) ?? []);
    expect([only(before, "aws_lb").id, only(estate, "aws_lb").id]).toEqual(["plan#aws_lb.a", "plan#aws_lb.a"]);
    expect([only(estate, "aws_lb").arn, only(estate, "aws_lb").running]).toEqual([arn, true]);
    expect(before.value(only(before, "aws_lb"), "internal")).toEqual(runs.values["internal"]);
    expect(estate.value(only(estate, "aws_lb"), "internal")).toEqual(scalarNode(true, "plan.json#/aws_lb.a/internal"));
  });

  test("removes what the plan deletes, and keeps what it does not know", () => {
    const other = balancer("aws_lb.b", {
      ...runs,
      address: null,
      identities: { arn: `${arn}0` },
      origin: "items.json#/1",
    });
    const projected = projectDocuments(
      [{ ...config, resources: [runs, other] }],
      [{ ...plan([]), before: [earlier] }],
      types,
    );
    expect(
      estateOf(projected)
        .subjects("aws_lb")
        .map(({ id }) => id),
    ).toEqual([`${arn}0`]);
    expect(
      estateOf(documentsBefore(projected) ?? [])
        .subjects("aws_lb")
        .map(({ id }) => id),
    ).toEqual([`${arn}0`, "plan#aws_lb.a"]);
  });

  test("tells what a complete listing does not hold", () => {
    const covered = { ...config, resources: [], covers: [{ type: "aws_lb", account: null, region: null }] };
    const [projected] = projectDocuments([covered], [{ ...plan([earlier]), before: [earlier] }], types);
    expect([projected?.before, projected?.diagnostics]).toEqual([
      [],
      [{ code: "RUNTIME_RESOURCE_MISSING", document: "plan", args: { resource: "aws_lb.a", type: "aws_lb" } }],
    ]);
  });
});
