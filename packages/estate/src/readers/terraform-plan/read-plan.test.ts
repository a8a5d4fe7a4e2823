import { planDocument, type JsonObject, type PlanSpec, type ResourceSpec } from "@sekisho-test/support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadDocument, ReadResource } from "../../model/estate.ts";
import { isSekishoError } from "../../errors.ts";
import type { Json, ValueNode } from "../../model/value.ts";
import { parsedDocument } from "../json-document.ts";
import { longestReferences } from "./configuration.ts";
import { readTerraformPlan } from "./read-plan.ts";
import {
  absent,
  block,
  boolean,
  computed,
  defineResourceType,
  enumeration,
  json,
  list,
  listOf,
  number,
  string,
  to,
  unavailable,
  type ResourceType,
} from "../../model/resource-type.ts";

/** Small resource types that show every feature of the reader, for its tests. */
const testTypes: readonly ResourceType[] = [
  defineResourceType({
    type: "aws_thing",
    aliases: ["aws_old_thing"],
    identity: { arn: {}, id: {}, code: { terraform: "thing_code" }, secret_id: { terraform: null } },
    attributes: {
      flag: boolean({ whenOmitted: { terraform: false } }),
      plain: boolean(),
      by_major: boolean({ whenOmitted: { terraform: { "5": true, "6": false } } }),
      same_by_major: boolean({ whenOmitted: { terraform: { "5": true, "6": true } } }),
      size: number({ whenOmitted: { terraform: 10 } }),
      title: string({ whenOmitted: { terraform: absent } }),
      chosen: string({ whenOmitted: { terraform: computed } }),
      untold: string({ whenOmitted: { terraform: unavailable } }),
      nowhere: string({ terraform: null }),
      nowhere_list: listOf(string(), { terraform: null }),
      renamed: string({ terraform: "real_name" }),
      level: enumeration(["low", "high"], { whenOmitted: { terraform: "low" } }),
      dependent: boolean({ whenOmitted: { terraform: (read) => (read("title") === null ? false : computed) } }),
      ring_a: boolean({ whenOmitted: { terraform: (read) => (read("ring_b") === true ? true : computed) } }),
      ring_b: boolean({ whenOmitted: { terraform: (read) => (read("ring_a") === true ? true : computed) } }),
      status: string({ observed: true }),
      policy: json(),
      names: listOf(string(), { whenOmitted: { terraform: absent } }),
      groups: listOf(string(), { whenOmitted: { terraform: computed } }),
      rule: list({
        port: number(),
        cidrs: listOf(string()),
        inner: block({ on: boolean({ whenOmitted: { terraform: true } }) }),
      }),
      inline: list(
        { port: number(), cidrs: listOf(string()), own: boolean({ whenOmitted: { terraform: false } }) },
        { attributeAsBlocks: true, whenOmitted: { terraform: absent } },
      ),
      rule_ports: listOf(number(), { terraform: "rule.port" }),
      inner_on: boolean({ terraform: "single.on", whenOmitted: { terraform: false } }),
    },
  }),
  defineResourceType({
    type: "aws_link",
    identity: { id: {} },
    attributes: {
      thing_arn: string({ whenOmitted: { terraform: absent } }),
      thing_arns: listOf(string(), { whenOmitted: { terraform: absent } }),
      part_arns: listOf(string(), { terraform: "part.arn", whenOmitted: { terraform: absent } }),
      many_arns: listOf(string(), { terraform: "many.arns", manyInBlock: true, whenOmitted: { terraform: absent } }),
    },
    links: {
      thing_arn: to("aws_thing", "arn"),
      thing_arns: to("aws_thing", "arn"),
      part_arns: to("aws_thing", "arn"),
      many_arns: to("aws_thing", "arn"),
    },
  }),
  defineResourceType({ type: "aws_worldwide", identity: { arn: {} }, attributes: { on: boolean() }, isGlobal: true }),
];

const source = { label: "plan", name: "plan.json", digest: "sha256:0" };

function readJson(json: Json): ReadDocument {
  return readTerraformPlan(parsedDocument(json), source, testTypes);
}

function read(spec: PlanSpec): ReadDocument {
  return readJson(planDocument(spec));
}

function find(document: ReadDocument, address: string): ReadResource {
  const found = document.resources.find((resource) => resource.address === address);
  if (found === undefined) throw new Error(`no ${address}`);
  return found;
}

function thing(spec: ResourceSpec, plan: Partial<PlanSpec> = {}): ReadResource {
  return find(read({ ...plan, resources: { "aws_thing.a": spec } }), "aws_thing.a");
}

/** A node without origins: scalars as they are, collections as `[state, code, items]`. */
function plain(node: ValueNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  const items = node.items.map((item) =>
    item.kind === "scalar"
      ? item.value
      : Object.fromEntries(Object.entries(item.fields).map(([name, field]) => [name, plain(field)])),
  );
  return node.code === null ? items : [node.code, items];
}

const value = (resource: ReadResource, name: string): unknown => plain(resource.values[name]);

describe("values", () => {
  test("known values keep their type and point below after", () => {
    const resource = thing({ after: { flag: true, size: 4, title: "t", real_name: "r", level: "high" } });
    expect(["flag", "size", "title", "renamed", "level"].map((name) => value(resource, name))).toEqual([
      true,
      4,
      "t",
      "r",
      "high",
    ]);
    expect(resource.values["flag"]?.origin).toBe("/flag");
    expect(resource.values["renamed"]?.origin).toBe("/real_name");
    expect(resource.origin).toBe("plan.json#/resource_changes/0/change/after");
  });

  test("every declared read attribute is present, and nothing else", () => {
    const resource = thing({});
    const declared = Object.keys(testTypes[0]?.attributes ?? {});
    expect(Object.keys(resource.values).sort()).toEqual([...declared].sort());
  });

  test("omitted attributes have their default with its provenance", () => {
    const resource = thing({ after: { flag: null, title: null } });
    expect(resource.values["flag"]).toEqual({ kind: "scalar", value: false, origin: "default:terraform" });
    expect(value(resource, "size")).toBe(10);
    expect(value(resource, "title")).toBeNull();
    expect(value(resource, "chosen")).toEqual({ unknown: "U1" });
    expect(value(resource, "untold")).toEqual({ unknown: "U4" });
    expect(value(resource, "plain")).toBeNull();
    expect(value(resource, "nowhere")).toEqual({ unknown: "U1" });
    expect(value(resource, "nowhere_list")).toEqual(["U5", []]);
    expect(value(resource, "status")).toBeNull();
  });

  test("an unknown attribute without an expression is omitted, not unknown", () => {
    const resource = thing({ unknown: { flag: true, plain: true, names: true, groups: true } });
    expect(value(resource, "flag")).toBe(false);
    expect(value(resource, "plain")).toEqual({ unknown: "U1" });
    expect(value(resource, "names")).toEqual([]);
    expect(value(resource, "groups")).toEqual(["U1", []]);
  });

  test("a resource that is there already keeps what it has: left out and unknown, it is U1", () => {
    const resource = thing({ unknown: { flag: true, names: true }, actions: ["update"] });
    expect(value(resource, "flag")).toEqual({ unknown: "U1" });
    expect(value(resource, "names")).toEqual(["U1", []]);
    expect(value(resource, "size")).toBe(10);
    expect(value(thing({ unknown: { flag: true }, actions: ["delete", "create"] }), "flag")).toBe(false);
  });

  test("an unknown attribute with an expression is U1", () => {
    const resource = thing({ references: { flag: ["aws_x.y.on"], names: ["aws_x.y.name"] } });
    expect(value(resource, "flag")).toEqual({ unknown: "U1" });
    expect(value(resource, "names")).toEqual(["U1", []]);
  });

  test("an expression that a variable makes null counts as omitted", () => {
    const one = thing({ references: { flag: ["var.flag"], chosen: ["var.flag"] } }, { variables: { flag: null } });
    expect(value(one, "flag")).toBe(false);
    const settled = thing({ references: { flag: ["var.lb.internal"] } }, { variables: { lb: { internal: null } } });
    expect(value(settled, "flag")).toBe(false);
    const local = thing({ references: { flag: ["local.flag"] } });
    expect(value(local, "flag")).toEqual({ unknown: "U1" });
    const text = thing({ references: { title: ["var.name"] } }, { variables: { name: "given to a function" } });
    expect(value(text, "title")).toEqual({ unknown: "U1" });
  });

  test("a null from a module's default counts as omitted", () => {
    const document = read({
      modules: { m: { variables: { flag: { default: null } } } },
      resources: { "module.m.aws_thing.a": { references: { flag: ["var.flag"] } } },
    });
    expect(value(find(document, "module.m.aws_thing.a"), "flag")).toBe(false);
  });

  test("without configuration an unknown attribute stays unknown", () => {
    const plan = {
      ...(planDocument({
        resources: { "aws_thing.a": { unknown: { flag: true } } },
      }) as Record<string, Json>),
      configuration: null,
    };
    expect(value(find(readJson(plan), "aws_thing.a"), "flag")).toEqual({ unknown: "U1" });
  });

  test("a default may hang on other attributes, and a ring of defaults is unknown", () => {
    expect(value(thing({}), "dependent")).toBe(false);
    expect(value(thing({ after: { title: "x" } }), "dependent")).toEqual({ unknown: "U1" });
    expect(value(thing({}), "ring_a")).toEqual({ unknown: "U1" });
  });

  test("a default that differs by provider major follows values, then the constraint, else is unknown", () => {
    expect(thing({}, { provider_major: 5 }).values["by_major"]).toEqual({
      kind: "scalar",
      value: true,
      origin: "default:terraform@5",
    });
    expect(thing({}, { provider_major: 6 }).values["by_major"]).toEqual({
      kind: "scalar",
      value: false,
      origin: "default:terraform@6",
    });
    expect(value(thing({}, { provider_major: null }), "by_major")).toBe(true);
    // Values of version 6 under a constraint of version 5: neither is believed.
    const mixed = thing({ after: { region: "us-east-1" } }, { provider_major: 5 });
    expect(value(mixed, "by_major")).toEqual({ unknown: "U1" });
    expect(value(mixed, "same_by_major")).toBe(true);
  });

  test("sensitive values are U6 and appear nowhere in what is read", () => {
    const document = read({
      resources: {
        "aws_thing.a": {
          after: {
            title: "hunter2",
            policy: { a: "hunter2" },
            names: ["hunter2", "open"],
            rule: [{ port: 1, cidrs: ["hunter2"] }],
            groups: ["hunter2"],
          },
          sensitive: {
            title: true,
            policy: { a: true },
            names: [true],
            rule: [{ port: true, cidrs: [true] }],
            groups: true,
          },
        },
      },
    });
    const resource = find(document, "aws_thing.a");
    expect(value(resource, "title")).toEqual({ unknown: "U6" });
    expect(value(resource, "policy")).toEqual({ unknown: "U6" });
    expect(value(resource, "names")).toEqual(["U6", ["open"]]);
    expect(value(resource, "groups")).toEqual(["U6", []]);
    expect(value(resource, "rule")).toEqual([{ port: { unknown: "U6" }, cidrs: ["U6", []], inner: [] }]);
    expect(JSON.stringify(document)).not.toContain("hunter2");
  });

  test("a resource that is sensitive as a whole tells nothing", () => {
    const resource = thing({ after: { title: "x", arn: "arn:aws:x:::y" }, sensitive: true });
    expect(value(resource, "title")).toEqual({ unknown: "U6" });
    expect(resource.identities["arn"]).toEqual({ unknown: "U6" });
  });

  test("values of another type are taken only if nothing is lost", () => {
    const resource = thing({ after: { flag: "true", size: "443", title: 7, plain: 1, names: ["a", 5, null, {}] } });
    expect(["flag", "size", "title", "plain"].map((name) => value(resource, name))).toEqual([
      true,
      443,
      "7",
      { unknown: "U1" },
    ]);
    expect(value(resource, "names")).toEqual(["U1", ["a", "5"]]);
    const odd = ["", "0x10", "1e3", "007", 2 ** 53, "9007199254740993"].map((size) =>
      value(thing({ after: { size } }), "size"),
    );
    expect(odd).toEqual(odd.map(() => ({ unknown: "U1" })));
    expect(value(thing({ after: { size: 0.5 } }), "size")).toBe(0.5);
  });

  test("open JSON in a string is decoded where it parses and is not too deep", () => {
    expect(value(thing({ after: { policy: '{"Version":"1"}' } }), "policy")).toEqual({ Version: "1" });
    expect(value(thing({ after: { policy: "{broken" } }), "policy")).toBe("{broken");
    expect(value(thing({ after: { policy: "[".repeat(5000) } }), "policy")).toEqual({ unknown: "U1" });
    expect(value(thing({ after: { policy: { a: {} } }, unknown: { policy: { a: { b: true } } } }), "policy")).toEqual({
      unknown: "U1",
    });
  });

  test("blocks: absent and empty are none, unknown is U1 even where nothing is written", () => {
    expect(value(thing({}), "rule")).toEqual([]);
    expect(value(thing({ after: { rule: [] } }), "rule")).toEqual([]);
    expect(value(thing({ unknown: { rule: true } }), "rule")).toEqual(["U1", []]);
    expect(value(thing({ after: { rule: [null, { port: 1 }] } }), "rule")).toEqual([
      "U1",
      [{ port: 1, cidrs: [], inner: [] }],
    ]);
  });

  test("a field of one block that no block writes has its default, also under a dynamic block only if it is known", () => {
    const written = thing({
      after: { rule: [{ port: 1, inner: [{}] }] },
      unknown: { rule: [{ inner: [{ on: true }] }] },
    });
    expect(value(written, "rule")).toEqual([{ port: 1, cidrs: [], inner: [{ on: true }] }]);
    const dynamic = thing({
      after: { rule: [{ port: 1, inner: [{}] }] },
      unknown: { rule: [{ inner: [{ on: true }] }] },
      expressions: { rule: null },
    });
    expect(value(dynamic, "rule")).toEqual([{ port: 1, cidrs: [], inner: [{ on: { unknown: "U1" } }] }]);
  });

  test("an object without a list around it is one block", () => {
    expect(value(thing({ after: { rule: { port: 3 } } }), "rule")).toEqual([{ port: 3, cidrs: [], inner: [] }]);
    expect(thing({ after: { rule: { port: 3 } } }).values["rule"]).toMatchObject({
      items: [{ fields: { port: { origin: "/rule/port" } } }],
    });
  });

  test("an attribute written as blocks: the placeholder of a dynamic block makes the list partial without it", () => {
    const resource = thing({
      after: {
        inline: [
          { cidrs: [], own: false },
          { port: 443, cidrs: ["0.0.0.0/0"], own: false },
        ],
      },
      unknown: { inline: [{ port: true, cidrs: true }] },
    });
    expect(value(resource, "inline")).toEqual(["U1", [{ port: 443, cidrs: ["0.0.0.0/0"], own: false }]]);
  });

  test("an attribute written as blocks: what is unknown in a single one is not left out, whatever else is", () => {
    const resource = thing({
      after: { single: [{ n: 1 }] },
      unknown: { single: [{ on: true }] },
      expressions: { single: { references: ["aws_other.o.on", "aws_other.o"] } },
    });
    expect(value(resource, "inner_on")).toEqual({ unknown: "U1" });
  });

  test("an attribute written as blocks: one unknown field beside known ones is kept, left out it is empty", () => {
    const resource = thing({ after: { inline: [{ port: 443, own: false }] }, unknown: { inline: [{ cidrs: true }] } });
    expect(value(resource, "inline")).toEqual([{ port: 443, cidrs: ["U1", []], own: false }]);
    expect(value(thing({ unknown: { inline: true } }), "inline")).toEqual([]);
    expect(value(thing({ references: { inline: ["local.rules"] } }), "inline")).toEqual(["U1", []]);
  });

  test("a dotted path gathers from all blocks on its way", () => {
    const resource = thing({ after: { rule: [{ port: 1 }, { port: 2 }] } });
    expect(value(resource, "rule_ports")).toEqual([1, 2]);
    const lists = thing({ after: { rule: [{ port: [1] }, { port: [2] }] } });
    expect(value(lists, "rule_ports")).toEqual([1, 2]);
    expect(value(thing({ unknown: { rule: true } }), "rule_ports")).toEqual(["U1", []]);
    expect(value(thing({ after: { single: [{ on: true }] } }), "inner_on")).toBe(true);
    expect(value(thing({}), "inner_on")).toBe(false);
    expect(value(thing({ unknown: { single: true } }), "inner_on")).toEqual({ unknown: "U1" });
  });

  test("identities are known, null or unknown", () => {
    expect(thing({ after: { arn: "arn:aws:x:::a", thing_code: null } }).identities).toEqual({
      arn: "arn:aws:x:::a",
      id: { unknown: "U1" },
      code: null,
      secret_id: { unknown: "U1" },
    });
  });
});

/** The links of `aws_link.l` (or another address) as short strings: `@address`, `=value`, `?` before a partial's code. */
function links(spec: PlanSpec, attribute = "thing_arn", address = "aws_link.l"): readonly string[] {
  return linksIn(read(spec), attribute, address);
}

/** As `links`, of a plan whose configuration is that of its source. */
function linksWithSource(spec: PlanSpec, attribute: string): readonly string[] {
  const plan = planDocument(spec) as JsonObject;
  const configuration = { ...(plan["configuration"] as JsonObject), marks_altered: true };
  const marked = parsedDocument({ ...plan, configuration });
  return linksIn(readTerraformPlan(marked, source, testTypes), attribute, "aws_link.l");
}

function linksIn(document: ReadDocument, attribute: string, address: string): readonly string[] {
  const link = find(document, address).links[attribute];
  if (link === undefined) throw new Error(`no link ${attribute}`);
  expect(link.state).toBe(link.code === null ? "complete" : "partial");
  return [
    ...link.references.map((one) =>
      one.by === "address" ? `@${one.address}` : one.by === "value" ? `=${one.value}` : `?${one.code}`,
    ),
    ...(link.code === null ? [] : [`?${link.code}`]),
  ];
}

const link = (...references: readonly string[]): ResourceSpec => ({ references: { thing_arn: references } });
const linkList = (...references: readonly string[]): ResourceSpec => ({ references: { thing_arns: references } });
const a: ResourceSpec = { unknown: { arn: true } };

describe("links by reference", () => {
  test.each<[string, PlanSpec, readonly string[]]>([
    [
      "the attribute of a resource",
      { resources: { "aws_thing.a": a, "aws_link.l": link("aws_thing.a.arn") } },
      ["@aws_thing.a"],
    ],
    [
      "an identity under its Terraform name",
      { resources: { "aws_thing.a": a, "aws_link.l": link("aws_thing.a.thing_code") } },
      ["@aws_thing.a"],
    ],
    [
      "a whole resource with one instance",
      { resources: { "aws_thing.a": a, "aws_link.l": link("aws_thing.a") } },
      ["@aws_thing.a"],
    ],
    [
      "a splat over count = 1",
      { resources: { "aws_thing.a[0]": a, "aws_link.l": link("aws_thing.a") } },
      ["@aws_thing.a[0]"],
    ],
    [
      "an index",
      { resources: { "aws_thing.a[0]": a, "aws_thing.a[1]": a, "aws_link.l": link("aws_thing.a[1].arn") } },
      ["@aws_thing.a[1]"],
    ],
    [
      "a key",
      { resources: { 'aws_thing.a["x"]': a, 'aws_thing.a["y"]': a, "aws_link.l": link('aws_thing.a["y"].arn') } },
      ['@aws_thing.a["y"]'],
    ],
    [
      "an alias of the type",
      { resources: { "aws_old_thing.a": a, "aws_link.l": link("aws_old_thing.a.arn") } },
      ["@aws_old_thing.a"],
    ],
    [
      "the ARN of another type",
      { resources: { "aws_other.o": {}, "aws_link.l": link("aws_other.o.arn") } },
      ["@aws_other.o"],
    ],
    [
      "one that is there, of two of which the other has count = 0",
      { resources: { "aws_thing.b": a, "aws_link.l": link("aws_thing.a[0].arn", "aws_thing.b.arn") } },
      ["@aws_thing.b"],
    ],
    [
      "an attribute that a resource takes over from another",
      {
        resources: {
          "aws_thing.a": a,
          "aws_other.o": { references: { target: ["aws_thing.a.arn"] } },
          "aws_link.l": link("aws_other.o.target"),
        },
      },
      ["@aws_thing.a"],
    ],
    [
      "a module's output",
      {
        modules: { m: { outputs: { arn: ["aws_thing.a.arn"] } } },
        resources: { "module.m.aws_thing.a": a, "aws_link.l": link("module.m.arn") },
      },
      ["@module.m.aws_thing.a"],
    ],
    [
      "an output of a module in a module",
      {
        modules: { m: { outputs: { arn: ["module.n.arn"] } }, "m.n": { outputs: { arn: ["aws_thing.a.arn"] } } },
        resources: { "module.m.module.n.aws_thing.a": a, "aws_link.l": link("module.m.arn") },
      },
      ["@module.m.module.n.aws_thing.a"],
    ],
    [
      "an output of a module with for_each, by key",
      {
        modules: { m: { outputs: { arn: ["aws_thing.a.arn"] }, for_each: {} } },
        resources: {
          'module.m["x"].aws_thing.a': a,
          'module.m["y"].aws_thing.a': a,
          "aws_link.l": link('module.m["y"].arn'),
        },
      },
      ['@module.m["y"].aws_thing.a'],
    ],
    [
      "an index into an output that may list its instances in any order",
      {
        modules: { m: { outputs: { arns: ["aws_thing.a"] } } },
        resources: {
          "module.m.aws_thing.a[0]": a,
          "module.m.aws_thing.a[1]": a,
          "aws_link.l": link("module.m.arns[1]"),
        },
      },
      ["?U1"],
    ],
    [
      "an output that is a whole resource",
      {
        modules: { m: { outputs: { thing: ["aws_thing.a"] } } },
        resources: { "module.m.aws_thing.a": a, "aws_link.l": link("module.m.thing.arn") },
      },
      ["@module.m.aws_thing.a"],
    ],
    [
      "a data source that was read",
      {
        data: { "data.aws_thing.d": { after: { arn: "arn:aws:x:::d" } } },
        resources: { "aws_link.l": link("data.aws_thing.d.arn") },
      },
      ["@data.aws_thing.d"],
    ],
  ])("%s settles it", (_, spec, expected) => {
    expect(links(spec)).toEqual(expected);
  });

  test.each<[string, PlanSpec]>([
    [
      "two candidates",
      { resources: { "aws_thing.a": a, "aws_thing.b": a, "aws_link.l": link("aws_thing.a.arn", "aws_thing.b.arn") } },
    ],
    [
      "a whole resource with two instances",
      { resources: { "aws_thing.a[0]": a, "aws_thing.a[1]": a, "aws_link.l": link("aws_thing.a") } },
    ],
    ["one beside a local", { resources: { "aws_thing.a": a, "aws_link.l": link("aws_thing.a.arn", "local.x") } }],
    [
      "one beside a variable",
      { variables: { x: true }, resources: { "aws_thing.a": a, "aws_link.l": link("aws_thing.a.arn", "var.x") } },
    ],
    [
      "one beside a data source",
      {
        data: { "data.aws_thing.d": { unknown: { arn: true } } },
        resources: { "aws_thing.a": a, "aws_link.l": link("aws_thing.a.arn", "data.aws_thing.d.arn") },
      },
    ],
    ["a resource that the plan does not hold", { resources: { "aws_link.l": link("aws_thing.gone.arn") } }],
    [
      "what a data source tells beside its identity",
      {
        data: { "data.aws_thing.d": { after: { arn: "arn:aws:x:::d", color: 1 } } },
        resources: { "aws_link.l": link("data.aws_thing.d.color") },
      },
    ],
    ["a local", { resources: { "aws_link.l": link("local.x") } }],
    ["a variable without a value", { resources: { "aws_link.l": link("var.x") } }],
    [
      "no expression",
      { resources: { "aws_link.l": { unknown: { thing_arn: true }, expressions: { thing_arn: {} } } } },
    ],
    ["an attribute that is no identity", { resources: { "aws_thing.a": a, "aws_link.l": link("aws_thing.a.color") } }],
    [
      "the id of another type, which may be the target's",
      { resources: { "aws_other.o": {}, "aws_link.l": link("aws_other.o.id") } },
    ],
    [
      "a data source read while applying",
      {
        data: { "data.aws_thing.d": { unknown: { arn: true } } },
        resources: { "aws_link.l": link("data.aws_thing.d.arn") },
      },
    ],
    [
      "a data source of another type",
      {
        data: { "data.aws_others.d": { unknown: { arns: true } } },
        resources: { "aws_link.l": link("data.aws_others.d.arns[0]") },
      },
    ],
    ["an output that does not exist", { modules: { m: {} }, resources: { "aws_link.l": link("module.m.arn") } }],
    [
      "a whole module",
      {
        modules: { m: { outputs: { arn: ["aws_thing.a.arn"] } } },
        resources: { "module.m.aws_thing.a": a, "aws_link.l": link("module.m") },
      },
    ],
    [
      "an output that is crossed with a local",
      {
        modules: { m: { outputs: { arn: ["aws_thing.a.arn", "local.other"] } } },
        resources: { "module.m.aws_thing.a": a, "aws_link.l": link("module.m.arn") },
      },
    ],
    [
      "all instances of a module, none named",
      {
        modules: { m: { outputs: { arn: ["aws_thing.a.arn"] } } },
        resources: {
          'module.m["x"].aws_thing.a': a,
          'module.m["y"].aws_thing.a': a,
          "aws_link.l": link("module.m.arn"),
        },
      },
    ],
    [
      "outputs that refer to each other in a ring",
      {
        modules: { m: { expressions: { x: ["module.m.y"] }, outputs: { y: ["var.x"] } } },
        resources: { "module.m.aws_thing.a": a, "aws_link.l": link("module.m.y") },
      },
    ],
    [
      "resources that take over from each other in a ring",
      {
        resources: {
          "aws_other.o": { references: { t: ["aws_other.p.t"] } },
          "aws_other.p": { references: { t: ["aws_other.o.t"] } },
          "aws_link.l": link("aws_other.o.t"),
        },
      },
    ],
    [
      "what is no traversal",
      {
        resources: {
          "aws_thing.a": a,
          "aws_link.l": { ...link(), expressions: { thing_arn: { references: ["aws_thing.a[*].arn"] } } },
        },
      },
    ],
  ])("%s is U1", (_, spec) => {
    expect(links(spec)).toEqual(["?U1"]);
  });

  test("a variable leads to what the module call gives, with addresses of the caller", () => {
    const spec: PlanSpec = {
      modules: {
        edge: { outputs: { arn: ["aws_thing.a.arn"] } },
        app: { expressions: { target: ["module.edge.arn"] } },
        "app.inner": { expressions: { t: ["var.target"] } },
      },
      resources: { "module.edge.aws_thing.a": a, "module.app.module.inner.aws_link.l": link("var.t") },
    };
    expect(links(spec, "thing_arn", "module.app.module.inner.aws_link.l")).toEqual(["@module.edge.aws_thing.a"]);
  });

  test("a resource inside a module is meant in the same instance of the module", () => {
    const spec: PlanSpec = {
      modules: { m: { for_each: {} } },
      resources: {
        'module.m["x"].aws_thing.a': a,
        'module.m["y"].aws_thing.a': a,
        "aws_thing.a": a,
        'module.m["y"].aws_link.l': link("aws_thing.a.arn"),
      },
    };
    expect(links(spec, "thing_arn", 'module.m["y"].aws_link.l')).toEqual(['@module.m["y"].aws_thing.a']);
  });

  test.each<[string, ResourceSpec, string, readonly string[]]>([
    ["each.key", link("aws_thing.a", "each.key"), 'aws_link.l["y"]', ['@aws_thing.a["y"]']],
    ["each.value of a set or map that is not printed", link("aws_thing.a", "each.value"), 'aws_link.l["y"]', ["?U1"]],
    ["each.value with a path", link("aws_thing.a", "each.value.thing"), 'aws_link.l["y"]', ["?U1"]],
    ["a key that the other does not have", link("aws_thing.a", "each.key"), 'aws_link.l["z"]', ["?U1"]],
    ["count.index against keys", link("aws_thing.a", "count.index"), "aws_link.l[0]", ["?U1"]],
    [
      "each.value over the resource itself",
      { ...link("each.value.arn"), for_each: ["aws_thing.a"] },
      'aws_link.l["y"]',
      ['@aws_thing.a["y"]'],
    ],
    ["each.value over a local", { ...link("each.value.arn"), for_each: ["local.things"] }, 'aws_link.l["y"]', ["?U1"]],
    [
      "each.value of a map, which leads from key to key",
      { ...link("aws_thing.a", "each.value"), for_each: { constant_value: { x: "y", y: "x" } } },
      'aws_link.l["y"]',
      ['@aws_thing.a["x"]'],
    ],
    [
      "each.value of what a local holds",
      { ...link("aws_thing.a", "each.value"), for_each: ["local.pairs"] },
      'aws_link.l["y"]',
      ["?U1"],
    ],
    [
      "each.value of a list that was made a set",
      { ...link("aws_thing.a", "each.value"), for_each: ["var.names"] },
      'aws_link.l["y"]',
      ['@aws_thing.a["y"]'],
    ],
    [
      "each.value over objects under keys of their own",
      { ...link("each.value.arn"), for_each: ["aws_thing.a"] },
      'aws_link.l["name of y"]',
      ["?U1"],
    ],
    [
      "each.value of a map with one object",
      { ...link("each.value"), for_each: ['aws_thing.a["x"].arn'] },
      'aws_link.l["y"]',
      ['@aws_thing.a["x"]'],
    ],
  ])("%s pairs equal keys only", (_, spec, address, expected) => {
    expect(
      links(
        {
          variables: { names: ["x", "y"] },
          resources: { 'aws_thing.a["x"]': a, 'aws_thing.a["y"]': a, [address]: spec },
        },
        "thing_arn",
        address,
      ),
    ).toEqual(expected);
  });

  test("count.index pairs equal numbers", () => {
    const l = link("aws_thing.a", "count.index");
    const resources = { "aws_thing.a[0]": a, "aws_thing.a[1]": a, "aws_link.l[0]": l, "aws_link.l[1]": l };
    expect(links({ resources }, "thing_arn", "aws_link.l[1]")).toEqual(["@aws_thing.a[1]"]);
  });

  test("count.index may be shifted where the other has more instances", () => {
    const l = link("aws_thing.a", "count.index");
    const resources = { "aws_thing.a[0]": a, "aws_thing.a[1]": a, "aws_link.l[0]": l };
    expect(links({ resources }, "thing_arn", "aws_link.l[0]")).toEqual(["?U1"]);
  });

  test("each.key of a module call does not lead into an output, whose keys may be others", () => {
    const spec: PlanSpec = {
      modules: {
        edge: { outputs: { arns: ["aws_thing.a"] } },
        app: { expressions: { target: ["module.edge.arns", "each.key"] }, for_each: {} },
      },
      resources: {
        'module.edge.aws_thing.a["web"]': a,
        'module.edge.aws_thing.a["api"]': a,
        'module.app["api"].aws_link.l': link("var.target"),
      },
    };
    expect(links(spec, "thing_arn", 'module.app["api"].aws_link.l')).toEqual(["?U1"]);
  });

  test("cross-wired modules keep their own targets", () => {
    const spec: PlanSpec = {
      modules: {
        one: { expressions: { t: ["module.two.arn"] }, outputs: { arn: ["aws_thing.a.arn"] } },
        two: { expressions: { t: ["module.one.arn"] }, outputs: { arn: ["aws_thing.a.arn"] } },
      },
      resources: {
        "module.one.aws_thing.a": a,
        "module.two.aws_thing.a": a,
        "module.one.aws_link.l": link("var.t"),
        "module.two.aws_link.l": link("var.t"),
      },
    };
    expect(links(spec, "thing_arn", "module.one.aws_link.l")).toEqual(["@module.two.aws_thing.a"]);
    expect(links(spec, "thing_arn", "module.two.aws_link.l")).toEqual(["@module.one.aws_thing.a"]);
  });
});

describe("links by value and lists", () => {
  test("a known value names by value, an omitted one nothing, a sensitive one is U6", () => {
    expect(links({ resources: { "aws_link.l": { after: { thing_arn: "arn:aws:x:::t" } } } })).toEqual([
      "=arn:aws:x:::t",
    ]);
    expect(links({ resources: { "aws_link.l": {} } })).toEqual([]);
    expect(
      links({ resources: { "aws_link.l": { after: { thing_arn: "s" }, sensitive: { thing_arn: true } } } }),
    ).toEqual(["?U6"]);
  });

  test("a known value that a resource of the plan has names its address, because other identities may be unknown", () => {
    const resources: Readonly<Record<string, ResourceSpec>> = {
      "aws_thing.a": { after: { thing_code: "c" } },
      "aws_link.l": { after: { thing_arn: "c" }, references: { thing_arn: ["aws_thing.a.thing_code"] } },
    };
    expect(links({ resources })).toEqual(["@aws_thing.a"]);
    const other = {
      ...resources,
      "aws_link.l": { after: { thing_arn: "c-logs" }, references: { thing_arn: ["aws_thing.a.thing_code"] } },
    };
    expect(links({ resources: other })).toEqual(["=c-logs"]);
  });

  test("an unknown list names what it refers to and is partial (U2): literals beside are not printed", () => {
    const resources = { "aws_thing.a": a, "aws_link.l": linkList("aws_thing.a.arn") };
    expect(links({ resources }, "thing_arns")).toEqual(["@aws_thing.a", "?U2"]);
  });

  test.each<[string, Readonly<Record<string, ResourceSpec>>]>([
    ["two", { "aws_thing.a": a, "aws_thing.b": a, "aws_link.l": linkList("aws_thing.a.arn", "aws_thing.b.arn") }],
    ["a splat of two instances", { "aws_thing.a[0]": a, "aws_thing.a[1]": a, "aws_link.l": linkList("aws_thing.a") }],
  ])("a list that refers to %s may be cut or filtered (U1), unless source or its length tells", (_, resources) => {
    expect(links({ resources }, "thing_arns")).toEqual(["?U1"]);
    const all = Object.keys(resources).filter((address) => address !== "aws_link.l");
    const named = all.map((address) => `@${address}`);
    expect(linksWithSource({ resources }, "thing_arns")).toEqual([...named, "?U2"]);
    const counted = (unknown: Json): Readonly<Record<string, ResourceSpec>> => ({
      ...resources,
      "aws_link.l": {
        ...resources["aws_link.l"],
        after: { thing_arns: [null, null] },
        unknown: { thing_arns: unknown },
      },
    });
    expect(links({ resources: counted([true, true]) }, "thing_arns")).toEqual(named);
    expect(links({ resources: counted([true, false]) }, "thing_arns")).toEqual(["?U1"]);
  });

  test.each([
    ["a list", "thing_arns"],
    ["a value", "thing_arn"],
  ])("%s that source tells to be changed in place names nothing", (_, attribute) => {
    const resources = {
      "aws_thing.a": a,
      "aws_link.l": {
        unknown: { [attribute]: true },
        expressions: { [attribute]: { references: ["aws_thing.a.arn", "aws_thing.a"], altered: true } },
      },
    };
    expect(linksWithSource({ resources }, attribute)).toEqual(["?U1"]);
  });

  const branches: Readonly<Record<string, ResourceSpec>> = { "aws_thing.a": a, "aws_thing.b": a };
  test.each<[string, PlanSpec, string, readonly string[]]>([
    [
      "a local beside it may be the other branch",
      { resources: { ...branches, "aws_link.l": linkList("aws_thing.a.arn", "local.more") } },
      "aws_link.l",
      ["?U1"],
    ],
    [
      "a variable may choose between two",
      {
        variables: { x: 1 },
        resources: { ...branches, "aws_link.l": linkList("var.x", "aws_thing.a.arn", "aws_thing.b.arn") },
      },
      "aws_link.l",
      ["?U1"],
    ],
    [
      "a variable beside a single one leaves it in the list",
      { variables: { x: 1 }, resources: { ...branches, "aws_link.l": linkList("var.x", "aws_thing.a.arn") } },
      "aws_link.l",
      ["@aws_thing.a", "?U1"],
    ],
    [
      "the key of the instance may choose between two",
      { resources: { ...branches, 'aws_link.l["x"]': linkList("each.key", "aws_thing.a.arn", "aws_thing.b.arn") } },
      'aws_link.l["x"]',
      ["?U1"],
    ],
    [
      "the key of the instance names one of many, with another beside, of which either may be left out",
      {
        resources: {
          'aws_thing.c["x"]': a,
          'aws_thing.c["y"]': a,
          ...branches,
          'aws_link.l["x"]': linkList("aws_thing.c", "each.key", "aws_thing.b.arn"),
        },
      },
      'aws_link.l["x"]',
      ["?U1"],
    ],
    [
      "a member of each value of a map is not told apart from the others",
      {
        resources: {
          ...branches,
          'aws_link.l["x"]': { ...linkList("each.value.things"), for_each: ["aws_thing.a.arn", "aws_thing.b.arn"] },
        },
      },
      'aws_link.l["x"]',
      ["?U1"],
    ],
    [
      "a data source of another type may choose between two",
      {
        data: { "data.aws_others.d": { after: { color: "red" } } },
        resources: {
          ...branches,
          "aws_link.l": linkList("data.aws_others.d.color", "aws_thing.a.arn", "aws_thing.b.arn"),
        },
      },
      "aws_link.l",
      ["?U1"],
    ],
    [
      "what does not settle may be the other branch",
      { resources: { ...branches, "aws_other.o": {}, "aws_link.l": linkList("aws_other.o.on", "aws_thing.a.arn") } },
      "aws_link.l",
      ["?U1"],
    ],
  ])("a list: %s", (_, spec, address, expected) => {
    expect(links(spec, "thing_arns", address)).toEqual(expected);
  });

  test("a known list names by value or by the address that has the value", () => {
    const resources: Readonly<Record<string, ResourceSpec>> = {
      "aws_thing.a": { after: { arn: "arn:a" } },
      "aws_link.l": { after: { thing_arns: ["arn:a", "arn:b"] }, references: { thing_arns: ["aws_thing.a.arn"] } },
    };
    expect(links({ resources }, "thing_arns")).toEqual(["@aws_thing.a", "=arn:b"]);
    expect(links({ resources: { "aws_link.l": { after: { thing_arns: [] } } } }, "thing_arns")).toEqual([]);
  });

  test("a link inside blocks is settled block by block", () => {
    const resources: Readonly<Record<string, ResourceSpec>> = {
      "aws_thing.a": a,
      "aws_link.l": { after: { part: [{ n: 1 }] }, references: { "part.0.arn": ["aws_thing.a.arn"] } },
    };
    expect(links({ resources }, "part_arns")).toEqual(["@aws_thing.a"]);
    const dynamic = {
      ...resources,
      "aws_link.l": { after: { part: [{ n: 1 }] }, unknown: { part: [{ arn: true }] }, expressions: { part: null } },
    };
    expect(links({ resources: dynamic }, "part_arns")).toEqual(["?U1"]);
  });

  const inBlock = (spec: ResourceSpec, more: PlanSpec["resources"] = {}): readonly string[] =>
    links({ resources: { ...branches, ...more, "aws_link.l": spec } }, "many_arns");

  test("a list inside a block names what it refers to and is partial: literals beside are not printed", () => {
    const written = (...references: readonly string[]): ResourceSpec => ({
      after: { many: [{ n: 1 }] },
      references: { "many.0.arns": references },
    });
    expect(inBlock(written("aws_thing.a.arn"))).toEqual(["@aws_thing.a", "?U2"]);
    expect(inBlock(written("aws_thing.a.arn", "aws_thing.b.arn"))).toEqual(["?U1"]);
    expect(inBlock(written("aws_thing.a.arn", "local.more"))).toEqual(["?U1"]);
  });

  test("a list inside a block of which an element is unknown is not the known rest", () => {
    const written = {
      after: { many: [{ arns: [null, "arn:b"] }] },
      unknown: { many: [{ arns: [true, false] }] },
      expressions: { many: [{ arns: { references: ["aws_thing.a.arn", "aws_thing.a"] } }] },
    };
    expect(inBlock(written)).toEqual(["=arn:b", "@aws_thing.a"]);
    expect(inBlock({ ...written, expressions: { many: null } })).toEqual(["=arn:b", "?U1"]);
  });

  test.each<
    readonly [marks: readonly boolean[], values: readonly null[], names: readonly string[], expected: readonly string[]]
  >([
    [[true], [null], ["aws_thing.a.arn"], ["@aws_thing.a"]],
    // As many as are referred to: which of them is which makes no difference.
    [
      [true, true],
      [null, null],
      ["aws_thing.a.arn", "aws_thing.b.arn"],
      ["@aws_thing.a", "@aws_thing.b"],
    ],
    // A name that is made of another one, or both branches of a condition.
    [[true, true], [null, null], ["aws_thing.a.arn"], ["@aws_thing.a", "?U2"]],
    // One of two that are chosen between, or cut.
    [[true], [null], ["aws_thing.a.arn", "aws_thing.b.arn"], ["?U1"]],
    [[true, true], [null, null], ["aws_thing.a.arn", "aws_thing.b.arn", "var.none"], ["?U1"]],
    [[true], [null], ["var.none"], ["?U1"]],
  ])("a list inside a block of which elements are unknown: %j %j %j", (marks, values, names, expected) => {
    const written = {
      after: { many: [{ arns: values }] },
      unknown: { many: [{ arns: marks }] },
      expressions: { many: [{ arns: { references: names } }] },
    };
    expect(inBlock(written)).toEqual(expected);
  });

  test("lists inside several blocks are named together, if all blocks are told", () => {
    const blocks = ["aws_thing.a.arn", "aws_thing.b.arn"].map((name) => ({ arns: { references: [name] } }));
    const marks = blocks.map(() => ({ arns: true }));
    const written = { after: { many: [{}, {}] }, unknown: { many: marks }, expressions: { many: blocks } };
    expect(inBlock(written)).toEqual(["@aws_thing.a", "@aws_thing.b", "?U2"]);
    const dynamic = { ...written, after: { many: [{}, {}, {}] }, unknown: { many: [...marks, { arns: true }] } };
    expect(inBlock(dynamic)).toEqual(["?U1"]);
    const repeated = { ...written, expressions: { many: [blocks[0] ?? {}, blocks[0] ?? {}] } };
    expect(inBlock(repeated)).toEqual(["?U1"]);
  });

  test("what several blocks name is all of them, known or not, but not what is sensitive", () => {
    const resources: Readonly<Record<string, ResourceSpec>> = {
      ...branches,
      "aws_link.l": {
        after: { part: [{ arn: "arn:known" }, {}, {}] },
        unknown: { part: [{}, { arn: true }, { arn: true }] },
        expressions: {
          part: [
            { arn: { references: ["aws_thing.a.arn"] } },
            { arn: { constant_value: "arn:known" } },
            { arn: { references: ["aws_thing.b.arn"] } },
          ],
        },
      },
    };
    expect(links({ resources }, "part_arns")).toEqual(["=arn:known", "@aws_thing.a", "@aws_thing.b"]);
    const sensitive = { "aws_link.l": { ...resources["aws_link.l"], sensitive: { part: [{ arn: true }] } } };
    expect(links({ resources: { ...resources, ...sensitive } }, "part_arns")).toEqual([
      "@aws_thing.a",
      "@aws_thing.b",
      "?U6",
    ]);
  });

  test("a list inside an attribute that is written as blocks is not told apart from the rest of its expression", () => {
    const written = {
      after: { many: [{ n: 1 }] },
      unknown: { many: [{ arns: true }] },
      expressions: { many: { references: ["aws_thing.a.arn", "aws_thing.a"] } },
    };
    expect(inBlock(written)).toEqual(["?U1"]);
    expect(inBlock({ ...written, expressions: { many: {} } })).toEqual(["?U1"]);
  });
});

test("longestReferences keeps a whole resource beside an attribute of another instance", () => {
  expect(longestReferences(["aws_x.a[0].arn", "aws_x.a[0]", "aws_x.a", "aws_x.a", "each.key"])).toEqual([
    "aws_x.a[0].arn",
    "aws_x.a",
    "each.key",
  ]);
  expect(longestReferences(["aws_x.a.arn", "aws_x.a", "aws_x.ab.arn", "aws_x.ab"])).toEqual([
    "aws_x.a.arn",
    "aws_x.ab.arn",
  ]);
});

describe("accounts and regions", () => {
  test("configurations that differ in the region only are one account, whose id allowed_account_ids tells", () => {
    const document = read({
      account: "123456789012",
      providers: { "aws.use1": { region: "us-east-1", account: "123456789012" } },
      resources: { "aws_thing.a": {}, "aws_thing.b": { provider: "aws.use1" }, "aws_worldwide.w": {} },
    });
    expect(document.accounts).toEqual([
      { key: "default", id: "123456789012", origin: "plan.json#/configuration/provider_config/aws" },
    ]);
    expect(document.resources.map(({ address, region, accountKey }) => [address, region, accountKey])).toEqual([
      ["aws_thing.a", "ap-northeast-1", "default"],
      ["aws_thing.b", "us-east-1", "default"],
      ["aws_worldwide.w", null, "default"],
    ]);
  });

  test("profiles, roles and keys are accounts of their own, and no secret stands in their keys", () => {
    const document = read({
      providers: {
        "aws.audit": { role: "arn:aws:iam::210987654321:role/audit" },
        "aws.dev": { profile: "dev" },
        "aws.keys": {
          expressions: { access_key: { constant_value: "AKIAHUNTER2" }, secret_key: { constant_value: "hunter2" } },
        },
        "aws.more": { expressions: { access_key: { constant_value: "AKIAHUNTER3" } } },
      },
      resources: { "aws_thing.a": { provider: "aws.keys" } },
    });
    expect(document.accounts.map(({ key, id }) => [key, id])).toEqual([
      ["default", null],
      ["keys#1", null],
      ["keys#2", null],
      ["profile=dev", null],
      ["role=arn:aws:iam::210987654321:role/audit", "210987654321"],
    ]);
    expect(JSON.stringify(document)).not.toMatch(/hunter/iu);
  });

  test("known ARNs tell the account's id if they agree, and the region where nothing else does", () => {
    const arn = (account: string): ResourceSpec => ({ after: { arn: `arn:aws:x:eu-west-1:${account}:a` } });
    const agreed = read({
      region: null,
      resources: { "aws_thing.a": arn("123456789012"), "aws_thing.b": arn("123456789012"), "aws_thing.c": {} },
    });
    expect(agreed.accounts.map(({ id }) => id)).toEqual(["123456789012"]);
    expect(agreed.resources.map(({ region }) => region)).toEqual(["eu-west-1", "eu-west-1", { unknown: "U1" }]);
    const torn = read({ resources: { "aws_thing.a": arn("123456789012"), "aws_thing.b": arn("210987654321") } });
    expect(torn.accounts.map(({ id }) => id)).toEqual([null]);
  });

  test("version 6 tells the region in the values", () => {
    const document = read({ provider_major: 6, resources: { "aws_thing.a": { after: { region: "us-west-2" } } } });
    expect(document.resources[0]?.region).toBe("us-west-2");
  });

  test("variables settle region and account, sensitive ones do not", () => {
    const spec: PlanSpec = {
      variables: { region: "eu-west-1", id: "123456789012" },
      region: null,
      providers: {
        aws: {
          expressions: { region: { references: ["var.region"] }, allowed_account_ids: { references: ["var.id"] } },
        },
      },
      resources: { "aws_thing.a": {} },
    };
    expect(read(spec).resources[0]?.region).toBe("eu-west-1");
    expect(read(spec).accounts[0]?.id).toBe("123456789012");
    const part = read({ ...spec, variables: { region: "1" } });
    expect(part.resources[0]?.region).toEqual({ unknown: "U1" });
  });

  test("a module of old Terraform: its provider is the root's only one, otherwise unknown", () => {
    const resources = { "module.m.aws_thing.a": { provider: "m:aws" } };
    expect(read({ resources }).resources[0]?.region).toBe("ap-northeast-1");
    const two = read({ resources, providers: { "aws.use1": { region: "us-east-1" } } });
    expect(two.resources[0]).toMatchObject({ region: { unknown: "U1" }, accountKey: "default" });
  });
});

describe("the whole plan", () => {
  test("actions, removed resources, data sources and accounting add up", () => {
    const document = read({
      resources: {
        "aws_thing.created": {},
        "aws_thing.updated": { actions: ["update"] },
        "aws_thing.replaced": { actions: ["delete", "create"] },
        "aws_thing.same": { actions: ["no-op"] },
        "aws_thing.removed": { actions: ["delete"] },
        "aws_thing.forgotten": { actions: ["forget"] },
        "aws_other.o": {},
        "google_other.o": {},
      },
      data: { "data.aws_thing.early": { after: { arn: "arn:d" } }, "data.aws_thing.late": { unknown: { arn: true } } },
    });
    expect(document.resources.map(({ address, action, isSubject }) => [address, action, isSubject])).toEqual([
      ["aws_thing.created", "create", true],
      ["aws_thing.updated", "update", true],
      ["aws_thing.replaced", "replace", true],
      ["aws_thing.same", "no-op", true],
      ["aws_thing.forgotten", "none", false],
      ["data.aws_thing.late", "read", false],
      ["data.aws_thing.early", "read", false],
    ]);
    expect(document.accounting).toEqual({
      resources: 10,
      read: 8,
      unsupported: 2,
      unread: 0,
      types: { aws_other: 1, google_other: 1 },
    });
    expect(find(document, "data.aws_thing.early").origin).toBe(
      "plan.json#/prior_state/values/root_module/resources/0/values",
    );
  });

  test("a data source has no defaults: what it does not tell is U2", () => {
    const document = read({ data: { "data.aws_thing.d": { after: { title: null, flag: true } } } });
    const resource = find(document, "data.aws_thing.d");
    expect(["flag", "title", "size", "names"].map((name) => value(resource, name))).toEqual([
      true,
      null,
      { unknown: "U2" },
      ["U2", []],
    ]);
  });

  test("a data source that is read again counts once, as it will be read", () => {
    const late = planDocument({ data: { "data.aws_thing.d": { unknown: { arn: true } } } }) as Record<string, Json>;
    const early = planDocument({ data: { "data.aws_thing.d": { after: { arn: "arn:old" } } } }) as Record<string, Json>;
    const document = readJson({ ...late, prior_state: early["prior_state"] ?? null });
    expect(document.resources.map(({ address, identities }) => [address, identities["arn"]])).toEqual([
      ["data.aws_thing.d", { unknown: "U1" }],
    ]);
    expect(document.accounting.resources).toBe(1);
  });

  test("an alias is folded into its type and keeps its address", () => {
    expect(find(read({ resources: { "aws_old_thing.a": {} } }), "aws_old_thing.a").type).toBe("aws_thing");
  });

  test.each<[string, PlanSpec, string | null, readonly string[]]>([
    ["whole", {}, null, []],
    ["errored", { errored: true }, "U3", ["PLAN_ERRORED"]],
    ["incomplete", { complete: false }, "U3", ["PLAN_INCOMPLETE"]],
    ["old", { terraform_version: "1.5.7" }, null, ["PLAN_TARGETS_NOT_RECOGNISABLE"]],
  ])("a plan that is %s says so", (_, spec, partial, codes) => {
    const document = read({ ...spec, resources: { "aws_thing.a": {} } });
    expect(document.document.partial).toBe(partial);
    expect(document.diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test("deferred changes make a plan partial", () => {
    const plan = planDocument({ resources: { "aws_thing.a": {} } }) as Record<string, Json>;
    expect(readJson({ ...plan, deferred_changes: [{}] }).document.partial).toBe("U3");
  });
});

describe("before and after", () => {
  const addresses = (resources: readonly ReadResource[] | null): unknown =>
    resources?.map(({ address, action, isSubject }) => [address, action, isSubject]) ?? null;
  const before = (document: ReadDocument, address: string): ReadResource => {
    const found = document.before?.find((resource) => resource.address === address);
    if (found === undefined) throw new Error(`no ${address} before`);
    return found;
  };
  const prior = (spec: PlanSpec): Json => (planDocument(spec) as Record<string, Json>)["prior_state"] ?? null;
  const plan = (spec: PlanSpec, more: Readonly<Record<string, Json>> = {}): ReadDocument =>
    readJson({ ...(planDocument(spec) as Record<string, Json>), ...more });
  const without = (spec: PlanSpec, ...keys: readonly string[]): Json =>
    Object.fromEntries(
      Object.entries(planDocument(spec) as Record<string, Json>).filter(([key]) => !keys.includes(key)),
    );

  test("each action says what was there and what will be", () => {
    const document = read({
      resources: {
        "aws_thing.created": {},
        "aws_thing.updated": { actions: ["update"], before: { id: "u", flag: true }, after: { id: "u", flag: false } },
        "aws_thing.replaced": { actions: ["delete", "create"], before: { id: "r" } },
        "aws_thing.same": { actions: ["no-op"], after: { id: "s" } },
        "aws_thing.removed": { actions: ["delete"], before: { id: "d" } },
        "aws_thing.forgotten": { actions: ["forget"], before: { id: "f" } },
      },
      data: { "data.aws_thing.early": { after: { id: "e" } } },
    });
    expect(addresses(document.resources)).toEqual([
      ["aws_thing.created", "create", true],
      ["aws_thing.updated", "update", true],
      ["aws_thing.replaced", "replace", true],
      ["aws_thing.same", "no-op", true],
      ["aws_thing.forgotten", "none", false],
      ["data.aws_thing.early", "read", false],
    ]);
    expect(addresses(document.before)).toEqual([
      ["aws_thing.updated", "none", true],
      ["aws_thing.replaced", "none", true],
      ["aws_thing.same", "no-op", true],
      ["aws_thing.removed", "none", true],
      ["aws_thing.forgotten", "none", true],
      ["data.aws_thing.early", "read", false],
    ]);
    expect(value(before(document, "aws_thing.updated"), "flag")).toBe(true);
    expect(value(find(document, "aws_thing.updated"), "flag")).toBe(false);
    expect(before(document, "aws_thing.updated").origin).toBe("plan.json#/resource_changes/1/change/before");
    expect(before(document, "aws_thing.same").values).toBe(find(document, "aws_thing.same").values);
    expect(find(document, "aws_thing.forgotten").identities["id"]).toBe("f");
  });

  test("where nothing managed was there, there is no before", () => {
    expect(read({ resources: { "aws_thing.a": {} }, data: { "data.aws_thing.d": { after: {} } } }).before).toBeNull();
    expect(read({}).before).toBeNull();
  });

  test("a destroy plan leaves nothing, and accounts for all of it", () => {
    const document = read({
      resources: {
        "aws_thing.a": {
          actions: ["delete"],
          before: { arn: "arn:aws:x:eu-west-1:123456789012:a", region: "eu-west-1" },
        },
        "aws_other.b": { actions: ["delete"], before: {} },
      },
    });
    expect(addresses(document.resources)).toEqual([]);
    expect(addresses(document.before)).toEqual([["aws_thing.a", "none", true]]);
    expect(document.accounts.map(({ id }) => id)).toEqual(["123456789012"]);
    expect(before(document, "aws_thing.a").region).toBe("eu-west-1");
    expect(document.accounting).toEqual({ resources: 2, read: 1, unsupported: 1, unread: 0, types: { aws_other: 1 } });
  });

  test("what exists and has null has what the provider returned; what is new may still get a value", () => {
    const spec = { after: { chosen: null, groups: null, flag: null, untold: null } };
    const same = thing({ ...spec, actions: ["no-op"] });
    expect(["chosen", "groups", "flag", "untold"].map((name) => value(same, name))).toEqual([
      null,
      [],
      false,
      { unknown: "U4" },
    ]);
    expect(value(thing(spec), "chosen")).toEqual({ unknown: "U1" });
    expect(value(thing({ actions: ["no-op"] }), "chosen")).toEqual({ unknown: "U1" });
  });

  test("what was sensitive before is U6 before, and appears nowhere", () => {
    const document = readJson({
      resource_changes: [
        {
          ...{ address: "aws_thing.a", mode: "managed", type: "aws_thing", name: "a" },
          change: {
            actions: ["update"],
            before: { title: "hunter2", names: ["hunter2"] },
            after: { title: "open", names: [] },
            before_sensitive: { title: true, names: [true] },
            after_sensitive: false,
          },
        },
      ],
    });
    expect(value(before(document, "aws_thing.a"), "title")).toEqual({ unknown: "U6" });
    expect(value(find(document, "aws_thing.a"), "title")).toBe("open");
    expect(JSON.stringify(document)).not.toContain("hunter2");
  });

  test("what was there names by value, even what the configuration now takes from something new", () => {
    const link = { references: { thing_arn: ["aws_thing.new.arn"] }, before: { thing_arn: "arn:t" } };
    const document = read({
      resources: {
        "aws_thing.new": { after: { arn: "arn:t" } },
        "aws_link.changed": { ...link, actions: ["update"] },
        "aws_link.same": { ...link, after: { thing_arn: "arn:t" }, actions: ["no-op"] },
      },
    });
    const named = (resource: ReadResource): unknown => resource.links["thing_arn"]?.references;
    expect(named(find(document, "aws_link.changed"))).toEqual([{ by: "address", address: "aws_thing.new" }]);
    expect(named(find(document, "aws_link.same"))).toEqual([{ by: "address", address: "aws_thing.new" }]);
    for (const address of ["aws_link.changed", "aws_link.same"]) {
      expect(named(before(document, address))).toEqual([{ by: "value", value: "arn:t" }]);
    }
  });

  test("a plan with targets leaves what it passes over as it is, and is partial", () => {
    const others = prior({
      resources: {
        "aws_thing.a": { actions: ["no-op"], after: { id: "a" } },
        "module.m[0].aws_thing.b": { actions: ["no-op"], after: { id: "b", flag: true }, sensitive: { flag: true } },
        "aws_other.c": { actions: ["no-op"], after: { id: "c" } },
      },
    });
    const spec: PlanSpec = {
      terraform_version: "1.5.7",
      resources: { "aws_thing.a": { actions: ["update"], before: { id: "a" }, after: { id: "a", flag: true } } },
    };
    const document = plan(spec, { prior_state: others });
    expect(addresses(document.resources)).toEqual([
      ["aws_thing.a", "update", true],
      ["module.m[0].aws_thing.b", "no-op", true],
    ]);
    const [, untouched] = document.resources;
    expect(untouched?.origin).toBe("plan.json#/prior_state/values/root_module/child_modules/0/resources/0/values");
    expect(value(before(document, "module.m[0].aws_thing.b"), "flag")).toEqual({ unknown: "U6" });
    expect(document.before?.[1]?.values).toBe(untouched?.values);
    expect(document.document.partial).toBe("U3");
    expect(document.diagnostics.map(({ code }) => code)).toEqual(["PLAN_INCOMPLETE"]);
    expect(document.accounting).toEqual({ resources: 3, read: 2, unsupported: 1, unread: 0, types: { aws_other: 1 } });
  });

  test("a plan that only refreshes leaves everything as it is, and says what has drifted", () => {
    const spec: PlanSpec = { resources: { "aws_thing.a": { actions: ["no-op"], after: { id: "a" } } } };
    const json = without(spec, "resource_changes", "planned_values") as Record<string, Json>;
    const drift = [{ address: "aws_thing.a", change: { actions: ["update"] } }];
    const document = readJson({ ...json, planned_values: { root_module: {} }, resource_drift: drift });
    expect(addresses(document.resources)).toEqual([["aws_thing.a", "no-op", true]]);
    const shown = ({ address, values, links }: ReadResource): unknown => ({ address, values, links });
    expect(document.before?.map(shown)).toEqual(document.resources.map(shown));
    expect([document.document.partial, document.diagnostics]).toEqual([
      null,
      [{ code: "PLAN_DRIFT", document: "plan", args: { count: 1 } }],
    ]);
  });

  test("the prior state of Terraform 0.12 leaves modules and keys out of its addresses", () => {
    const document = plan(
      {
        terraform_version: "0.12.31",
        resources: { "module.m.aws_thing.a[0]": { actions: ["no-op"], after: { id: "a" } } },
      },
      {
        prior_state: {
          values: {
            root_module: {
              child_modules: [
                {
                  address: "module.m",
                  resources: [
                    { address: "aws_thing.a", mode: "managed", type: "aws_thing", name: "a", index: 0, values: {} },
                  ],
                },
              ],
            },
          },
        },
      },
    );
    expect(addresses(document.resources)).toEqual([["module.m.aws_thing.a[0]", "no-op", true]]);
    expect(document.document.partial).toBeNull();
  });

  test("a moved resource is not there twice, and has its new address before and after", () => {
    const json = planDocument({
      resources: { "aws_thing.new": { actions: ["no-op"], after: { id: "a" } } },
    }) as Record<string, Json>;
    const [entry] = json["resource_changes"] as readonly Record<string, Json>[];
    const document = readJson({
      ...json,
      resource_changes: [{ ...entry, previous_address: "aws_thing.old" }],
      prior_state: prior({ resources: { "aws_thing.old": { actions: ["no-op"], after: { id: "a" } } } }),
    });
    expect(addresses(document.resources)).toEqual([["aws_thing.new", "no-op", true]]);
    expect(addresses(document.before)).toEqual([["aws_thing.new", "no-op", true]]);
    expect(document.document.partial).toBeNull();
  });

  test("what is imported is not new", () => {
    const json = planDocument({ resources: { "aws_thing.a": { unknown: { flag: true } } } }) as Record<string, Json>;
    const [entry] = json["resource_changes"] as readonly { readonly change: Record<string, Json> }[];
    const importing = [{ ...entry, change: { ...entry?.change, importing: { id: "a" } } }];
    const document = readJson({ ...json, resource_changes: importing as unknown as Json });
    expect(addresses(document.resources)).toEqual([["aws_thing.a", "update", true]]);
    expect(value(find(document, "aws_thing.a"), "flag")).toEqual({ unknown: "U1" });
  });

  test("a deposed object is counted and stands in neither", () => {
    const json = planDocument({ resources: { "aws_thing.a": { actions: ["no-op"], after: {} } } }) as Record<
      string,
      Json
    >;
    const [entry] = json["resource_changes"] as readonly Record<string, Json>[];
    const change = { actions: ["delete"], before: {}, after: null };
    const document = readJson({ ...json, resource_changes: [entry ?? {}, { ...entry, deposed: "0a1b", change }] });
    expect([document.resources.length, document.before?.length, document.accounting.read]).toEqual([1, 1, 2]);
  });
});

describe("planned values without a list of changes", () => {
  const listed = (spec: PlanSpec, more: Readonly<Record<string, Json>> = {}): ReadDocument => {
    const { resource_changes, ...json } = planDocument(spec) as Record<string, Json>;
    expect(resource_changes).toBeDefined();
    return readJson({ ...json, ...more });
  };

  test("what is left out is unknown if it is written or computed, and omitted otherwise", () => {
    const document = listed({
      resources: {
        "aws_thing.a": {
          after: { size: 4, title: null, rule: [{ port: 1 }], policy: null },
          references: { renamed: ["aws_x.y.z"], real_name: ["aws_x.y.z"], names: ["aws_x.y.z"] },
        },
      },
    });
    const resource = find(document, "aws_thing.a");
    expect(
      ["flag", "size", "title", "chosen", "renamed", "plain", "names", "groups"].map((name) => value(resource, name)),
    ).toEqual([false, 4, null, { unknown: "U1" }, { unknown: "U1" }, { unknown: "U1" }, ["U1", []], ["U1", []]]);
    expect(value(resource, "rule")).toEqual([{ port: 1, cidrs: ["U1", []], inner: ["U1", []] }]);
    expect(resource).toMatchObject({
      action: "none",
      origin: "plan.json#/planned_values/root_module/resources/0/values",
    });
    expect(resource.identities["id"]).toEqual({ unknown: "U1" });
    expect(document.diagnostics.map(({ code }) => code)).toEqual(["PLAN_WITHOUT_CHANGES"]);
    expect(document.accounting).toMatchObject({ resources: 1, read: 1 });
  });

  test("without configuration everything that is left out is unknown", () => {
    const resource = find(listed({ resources: { "aws_thing.a": {} } }, { configuration: {} }), "aws_thing.a");
    expect(["flag", "size"].map((name) => value(resource, name))).toEqual([{ unknown: "U1" }, { unknown: "U1" }]);
  });

  test("sensitive values are U6", () => {
    const spec: ResourceSpec = { after: { title: "hunter2" }, sensitive: { title: true } };
    const document = listed({ resources: { "aws_thing.a": spec } });
    expect(value(find(document, "aws_thing.a"), "title")).toEqual({ unknown: "U6" });
    expect(JSON.stringify(document)).not.toContain("hunter2");
  });

  test("what the prior state alone holds may be removed or not: it was there, and the plan is partial", () => {
    const old = planDocument({ resources: { "aws_thing.old": { actions: ["no-op"], after: { id: "o" } } } });
    const document = listed(
      { resources: { "aws_thing.a": {} } },
      { prior_state: (old as Record<string, Json>)["prior_state"] ?? null },
    );
    expect(document.resources.map(({ address }) => address)).toEqual(["aws_thing.a"]);
    expect(document.before?.map(({ address }) => address)).toEqual(["aws_thing.old"]);
    expect(document.document.partial).toBe("U3");
  });
});

describe("hostile shapes", () => {
  const change = { actions: ["create"], before: null, after: {}, after_unknown: {} };
  const entry = { address: "aws_thing.a", mode: "managed", type: "aws_thing", name: "a", change };

  test.each<[string, Json, string]>([
    ["changes that are no list", { resource_changes: {} }, "/resource_changes"],
    ["a change that is no object", { resource_changes: [entry, 7] }, "/resource_changes/1"],
    ["an address that is no string", { resource_changes: [{ ...entry, address: 7 }] }, "/resource_changes/0/address"],
    ["a type that is no string", { resource_changes: [{ ...entry, type: null }] }, "/resource_changes/0/type"],
    ["no change", { resource_changes: [{ ...entry, change: null }] }, "/resource_changes/0/change"],
    [
      "actions that are no strings",
      { resource_changes: [{ ...entry, change: { ...change, actions: [7] } }] },
      "/resource_changes/0/change/actions",
    ],
    ["one address twice", { resource_changes: [entry, entry] }, "/resource_changes/1/address"],
    ["a configuration that is a string", { resource_changes: [], configuration: "x" }, "/configuration"],
    ["errored that is no boolean", { resource_changes: [], errored: "no" }, "/errored"],
  ])("%s is DOCUMENT_INVALID with its pointer", (_, json, at) => {
    try {
      readJson(json);
      expect.unreachable();
    } catch (error) {
      if (!isSekishoError(error)) throw error;
      expect([error.code, error.details["pointer"]]).toEqual(["DOCUMENT_INVALID", at]);
    }
  });

  const odd: readonly Json[] = [
    null,
    7,
    "x",
    true,
    [],
    {},
    [null],
    { __proto__x: 1 },
    { constructor: null },
    [[{}]],
    JSON.parse('{"__proto__": {"flag": true}}') as Json,
  ];

  test("marks, values and configuration of wrong shapes are read without a crash", () => {
    for (const part of odd) {
      const plans: readonly Json[] = [
        { resource_changes: [{ ...entry, change: { ...change, after_unknown: part } }] },
        { resource_changes: [{ ...entry, change: { ...change, after_sensitive: part } }] },
        { resource_changes: [{ ...entry, change: { ...change, after: part } }] },
        {
          resource_changes: [
            {
              ...entry,
              change: { ...change, after: { rule: part, flag: part, names: part, policy: part, inline: part } },
            },
          ],
        },
        { resource_changes: [entry], configuration: { root_module: part, provider_config: part } },
        {
          resource_changes: [entry],
          configuration: { root_module: { resources: [part], module_calls: part }, provider_config: { aws: part } },
        },
        {
          resource_changes: [entry],
          configuration: { root_module: { resources: [{ address: "aws_thing.a", expressions: part }] } },
        },
        {
          resource_changes: [entry],
          prior_state: { values: { root_module: { resources: [part], child_modules: [part] } } },
        },
        { resource_changes: [entry], variables: { x: part } },
      ];
      for (const plan of plans) expect(() => readJson(plan)).not.toThrow();
    }
  });

  test("links of wrong shapes are read without a crash", () => {
    for (const part of odd) {
      const plan = {
        resource_changes: [
          {
            ...entry,
            address: "aws_link.l",
            type: "aws_link",
            change: { ...change, after_unknown: { thing_arn: true, thing_arns: true, part: true } },
          },
        ],
        configuration: {
          root_module: {
            resources: [
              { address: "aws_link.l", expressions: { thing_arn: part, thing_arns: { references: part }, part } },
            ],
          },
        },
      };
      expect(() => readJson(plan)).not.toThrow();
    }
  });

  test("a member inherited from the object prototype is no value", () => {
    const json = JSON.parse(
      '{"resource_changes": [{"address": "aws_thing.a", "type": "aws_thing", "change": {"actions": ["create"], "after": {"__proto__": {"flag": true}}, "after_unknown": {"__proto__": {"flag": true}}}}]}',
    ) as Json;
    expect(value(find(readJson(json), "aws_thing.a"), "flag")).toBe(false);
  });

  test("a type named like a member of Object counts as unsupported", () => {
    const accounting = readJson({
      resource_changes: [
        { ...entry, type: "__proto__" },
        { ...entry, address: "constructor.a", type: "constructor" },
      ],
    }).accounting;
    expect([accounting.resources, accounting.unsupported, Object.keys(accounting.types)]).toEqual([
      2,
      2,
      ["__proto__", "constructor"],
    ]);
  });

  test("an entry of a supported type without values counts as unread", () => {
    expect(readJson({ resource_changes: [{ ...entry, change: { ...change, after: null } }] }).accounting).toMatchObject(
      { read: 0, unread: 1 },
    );
  });

  test("module calls that fan out without end are cut off", () => {
    const expressions = { a: { references: ["module.m.x", "module.m.y"] } };
    const outputs = {
      x: { expression: { references: ["module.m.x", "module.m.y", "var.a"] } },
      y: { expression: { references: ["var.a"] } },
    };
    let module: Json = {};
    for (let depth = 0; depth < 40; depth += 1) module = { outputs, module_calls: { m: { expressions, module } } };
    const plan = {
      resource_changes: [
        {
          ...entry,
          address: "aws_link.l",
          type: "aws_link",
          change: { ...change, after_unknown: { thing_arn: true } },
        },
      ],
      configuration: {
        root_module: {
          resources: [{ address: "aws_link.l", expressions: { thing_arn: { references: ["module.m.x"] } } }],
          module_calls: { m: { expressions, module } },
        },
      },
    };
    expect(readJson(plan).resources[0]?.links["thing_arn"]).toEqual({ state: "partial", code: "U1", references: [] });
  });

  test("any JSON below a plan is read or refused, and never changes what is known elsewhere", () => {
    const keys = fc.constantFrom(
      "root_module",
      "resources",
      "expressions",
      "references",
      "module_calls",
      "flag",
      "__proto__",
      "rule",
    );
    const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<Json>(null, true, "aws_thing.a.arn", "aws_link.l", 7),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(keys, tie("tree"), { maxKeys: 4 }),
      ),
    }));
    const parts = fc.record({
      after: tree,
      after_unknown: tree,
      after_sensitive: tree,
      configuration: tree,
      variables: tree,
    });
    fc.assert(
      fc.property(parts, ({ configuration, variables, ...marks }) => {
        const plan = {
          resource_changes: [
            { ...entry, change: { ...change, ...marks } },
            { ...entry, address: "aws_worldwide.w", type: "aws_worldwide", change: { ...change, after: { on: true } } },
          ],
          configuration,
          variables,
        };
        try {
          expect(value(find(readJson(plan), "aws_worldwide.w"), "on")).toBe(true);
        } catch (error) {
          if (!isSekishoError(error)) throw error;
          expect(error.code).toBe("DOCUMENT_INVALID");
        }
      }),
      { numRuns: 300 },
    );
  });

  test("marking a value unknown or sensitive never makes another value of it", () => {
    const after = { flag: true, size: 3, title: "t", names: ["a", "b"], rule: [{ port: 1, cidrs: ["c"] }] };
    const paths = [
      ["flag"],
      ["size"],
      ["title"],
      ["names"],
      ["rule"],
      ["rule", 0, "port"],
      ["rule", 0, "cidrs"],
    ] as const;
    const before = thing({ after });
    fc.assert(
      fc.property(fc.subarray([...paths]), fc.constantFrom("unknown", "sensitive"), (marked, kind) => {
        const marks: Record<string, Json> = {};
        const rule: Record<string, Json> = {};
        for (const [top, , field] of marked) {
          if (field !== undefined) rule[field] = true;
          else marks[top] = true;
        }
        if (marks["rule"] === undefined && Object.keys(rule).length > 0) marks["rule"] = [rule];
        // Written as taken from another resource, so that what is unknown is not omitted.
        const references = Object.fromEntries(Object.keys(after).map((name) => [name, ["aws_other.o.x"]]));
        const read = thing({ after, references, [kind]: marks });
        for (const [name] of Object.entries(after)) {
          const now = JSON.stringify(value(read, name));
          expect(now === JSON.stringify(value(before, name)) || /"U[16]"/u.test(now)).toBe(true);
        }
      }),
    );
  });
});
