import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  isList,
  isObject,
  planDocument,
  repositoryFolder,
  sharedFolder,
  skipReason,
  withPrefixes,
  type Json,
  type PlanSpec,
} from "./index.ts";

/** Objects whose members have names of the user's choosing: the members are compared as one. */
const openObjects = ["variables", "outputs", "module_calls", "provider_config", "output_changes"];
/** What a provider or a user fills in: not looked into. */
const values = [
  "after",
  "before",
  "after_unknown",
  "before_sensitive",
  "after_sensitive",
  "values",
  "sensitive_values",
];
const contents = [
  ...values,
  "expressions",
  "expression",
  "for_each_expression",
  "count_expression",
  "value",
  "default",
  "actions",
];

/** Lists every key of a plan by its path, with the type of its value; nested modules count as the same path. */
function shapeOf(
  json: Json,
  at = "",
  shape = new Map<string, Set<string>>(),
): ReadonlyMap<string, ReadonlySet<string>> {
  if (isList(json)) {
    for (const item of json) shapeOf(item, `${at}[]`, shape);
    return shape;
  }
  if (!isObject(json)) return shape;
  for (const [key, value] of Object.entries(json)) {
    const parent = at.split(".").at(-1) ?? "";
    const name = openObjects.includes(parent) ? "*" : key;
    const here = `${at}.${name}`
      .replaceAll(".child_modules[].child_modules", ".child_modules")
      .replace(".module_calls.*.module.module_calls", ".module_calls");
    const types = shape.get(here) ?? new Set();
    shape.set(here, types.add(value === null ? "null" : isList(value) ? "list" : typeof value));
    // The values of a state are looked into, those of a resource are not.
    if (!contents.includes(name) || here === ".prior_state.values") shapeOf(value, here, shape);
  }
  return shape;
}

/** A plan that uses everything the builder can write. */
const everything = planDocument({
  account: "123456789012",
  providers: { "aws.use1": { region: "us-east-1" } },
  variables: { a: "one" },
  modules: {
    edge: {
      expressions: { in: ["aws_lb.main.arn"] },
      outputs: { out: ["aws_lb.inner.arn"] },
      for_each: ["var.a"],
      variables: { more: { default: null } },
    },
    "edge.deep": { count: 2 },
  },
  resources: {
    "aws_lb.main": { after: { name: "n", internal: false }, references: { subnets: ["aws_subnet.a.id"] }, count: 1 },
    "aws_db_instance.d": {
      after: { identifier: "d" },
      before: { identifier: "c" },
      actions: ["update"],
      sensitive: { password: true },
    },
    'aws_iam_role.r["k"]': { for_each: ["var.a"] },
    'module.edge["x"].aws_lb.inner': { provider: "aws.use1" },
    'module.edge["x"].module.deep[1].aws_lb.deepest[0]': {},
  },
  data: { "data.aws_vpc.early": { after: { id: "vpc-1" } }, "data.aws_vpc.late": { unknown: { id: true } } },
  outputs: { o: ["aws_lb.main.arn"] },
});

const example = path.join(repositoryFolder, "examples", "system", "plan.json");
const corpus = [
  "wild/site-to-site-vpn_tf1.11_awscc.json",
  "terraform-compliance/tests__functional__test_issue_796__plan.out.json",
  "tfplan2md-non-aws/examples__azuredevops__terraform_plan2.json",
  "checkov/tests__common__runner_registry__plan_with_for_each_for_enrichment__tf_plan.json",
];

function realPlans(): readonly Json[] {
  const shared = sharedFolder();
  const files = [
    ...(existsSync(example) ? [example] : []),
    ...(shared === null ? [] : corpus.map((file) => path.join(shared, "corpus", "plans", file))),
  ];
  return files.map((file) => JSON.parse(readFileSync(file, "utf8")) as Json);
}

const plans = realPlans();
const why = skipReason();

describe.skipIf(plans.length === 0)(
  `planDocument beside real plans${why === null ? "" : ` (corpus left out: ${why})`}`,
  () => {
    const real = plans.map((plan) => shapeOf(plan));

    test("writes no key that Terraform does not write, and each with a type that Terraform writes", () => {
      const known = new Map<string, Set<string>>();
      for (const shape of real) {
        for (const [key, types] of shape) {
          const all = known.get(key) ?? new Set();
          types.forEach((type) => all.add(type));
          known.set(key, all);
        }
      }
      const wrong = [...shapeOf(everything)].filter(
        ([key, types]) =>
          !values.some((name) => key.endsWith(`.${name}`)) &&
          ![...types].every((type) => known.get(key)?.has(type) === true),
      );
      expect(wrong).toEqual([]);
    });

    test("writes every key that all real plans write", () => {
      const [first, ...others] = real;
      const always = [...(first?.keys() ?? [])].filter((key) => others.every((shape) => shape.has(key)));
      expect(always.length).toBeGreaterThan(20);
      expect(always.filter((key) => !shapeOf(everything).has(key))).toEqual([]);
    });
  },
);

describe("planDocument", () => {
  test("marks unknown values beside what is known and takes them out of it", () => {
    const plan = planDocument({
      resources: {
        "aws_x.a": {
          after: { name: "n", rule: [{ port: 1, cidrs: ["a"] }, { port: 2 }], tags: { a: "b" }, gone: 1 },
          unknown: { gone: true, rule: [{ port: true }] },
          references: { target: ["aws_y.b[0].arn"], "rule.1.group": ["local.g"] },
          sensitive: { name: true },
        },
      },
    });
    expect(plan).toMatchObject({
      resource_changes: [
        {
          change: {
            after: { name: "n", rule: [{ cidrs: ["a"] }, { port: 2 }], tags: { a: "b" } },
            after_unknown: {
              id: true,
              gone: true,
              target: true,
              rule: [{ port: true, cidrs: [false] }, { group: true }],
              tags: {},
            },
            after_sensitive: { name: true, rule: [{ cidrs: [false] }, {}], tags: {} },
          },
        },
      ],
      configuration: {
        root_module: {
          resources: [
            {
              expressions: {
                name: { constant_value: "n" },
                rule: [
                  { port: { constant_value: 1 }, cidrs: { constant_value: ["a"] } },
                  { port: { constant_value: 2 }, group: { references: ["local.g"] } },
                ],
                target: { references: ["aws_y.b[0].arn", "aws_y.b[0]", "aws_y.b"] },
              },
            },
          ],
        },
      },
    });
  });

  test.each<[string, readonly string[]]>([
    ["aws_lb.a.arn", ["aws_lb.a.arn", "aws_lb.a"]],
    ["aws_lb.a", ["aws_lb.a"]],
    ['aws_iam_role.this["x"].arn', ['aws_iam_role.this["x"].arn', 'aws_iam_role.this["x"]', "aws_iam_role.this"]],
    ["data.aws_vpc.a.id", ["data.aws_vpc.a.id", "data.aws_vpc.a"]],
    ["module.edge.arn", ["module.edge.arn", "module.edge"]],
    ['module.m["k"].sg', ['module.m["k"].sg', 'module.m["k"]']],
    ["module.m.list[0].id", ["module.m.list[0].id", "module.m.list[0]", "module.m.list", "module.m"]],
    ["module.m", ["module.m"]],
    ["var.a.b", ["var.a.b", "var.a"]],
    ["each.value.arn", ["each.value.arn", "each.value"]],
    ["count.index", ["count.index"]],
  ])("prints the prefixes of %s as Terraform does", (reference, expected) => {
    expect(withPrefixes(reference)).toEqual(expected);
  });

  test.each<[object, string]>([
    [{ resourcs: {} }, "resourcs"],
    [{ resources: { "aws_x.a": { affter: {} } } }, "affter"],
    [{ modules: { m: { output: {} } } }, "output"],
    [{ resources: { aws_x: {} } }, "aws_x"],
  ])("refuses misspelt keys: %j", (spec, word) => {
    expect(() => planDocument(spec as PlanSpec)).toThrow(word);
  });
});
