import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  absent,
  block,
  boolean,
  defineResourceType,
  json,
  list,
  listOf,
  number,
  string,
  type Attributes,
} from "../model/resource-type.ts";
import { resourceTypes } from "./index.ts";
import { checkVocabulary, onlyInMajor, resourceNames, type TerraformVocabulary } from "./vocabulary.ts";

function committed(major: "5" | "6"): TerraformVocabulary {
  const file = new URL(`../../vocabulary/terraform-aws-${major}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as TerraformVocabulary;
}

const vocabularies = [committed("5"), committed("6")] as const;
const [five, six] = vocabularies;
const omitted = { whenOmitted: { terraform: absent } } as const;

describe.each(vocabularies)("the vocabulary of provider $major", (vocabulary) => {
  test("knows every Terraform name that the resource types use", () => {
    expect(checkVocabulary(resourceTypes, vocabulary)).toEqual([]);
  });

  test("was extracted for every type and alias that it knows", () => {
    const names = resourceTypes.flatMap(resourceNames).filter((name) => name.startsWith("aws_"));
    const expected = names.filter((name) => (onlyInMajor[name] ?? vocabulary.major) === vocabulary.major);
    expect(Object.keys(vocabulary.types)).toEqual(expected.sort());
  });

  test("bears the version and digest of the package it comes from", () => {
    expect(vocabulary.source).toMatchObject({
      package: "@cdktf/provider-aws",
      version: vocabulary.major === "5" ? "19.65.1" : "21.22.1",
      integrity: expect.stringMatching(/^sha512-/u) as string,
    });
  });
});

describe("checkVocabulary refuses", () => {
  test("a type that does not exist", () => {
    const type = defineResourceType({ type: "aws_lbb", aliases: ["aws_alb"], identity: {}, attributes: {} });
    expect(checkVocabulary([type], five)).toEqual([
      { major: "5", type: "aws_lbb", path: "", problem: "UNKNOWN_TYPE", expected: "aws_lb" },
    ]);
  });

  test("a misspelt attribute", () => {
    const type = defineResourceType({
      type: "aws_lb",
      identity: { arn: {} },
      attributes: { internall: boolean(omitted) },
    });
    expect(checkVocabulary([type], five)).toEqual([
      { major: "5", type: "aws_lb", path: "internall", problem: "UNKNOWN_ATTRIBUTE", expected: "internal" },
    ]);
  });

  test("a misspelt identity", () => {
    const type = defineResourceType({ type: "aws_lb", identity: { am: { terraform: "arm" } }, attributes: {} });
    expect(checkVocabulary([type], six)).toEqual([
      { major: "6", type: "aws_lb", path: "arm", problem: "UNKNOWN_ATTRIBUTE", expected: "arn" },
    ]);
  });

  test("a wrong scalar type", () => {
    const type = defineResourceType({ type: "aws_lb", identity: {}, attributes: { internal: string(omitted) } });
    expect(checkVocabulary([type], six)).toEqual([
      { major: "6", type: "aws_lb", path: "internal", problem: "WRONG_TYPE", expected: "boolean" },
    ]);
  });

  test("a scalar where a list stands, and a list where a scalar stands", () => {
    const type = defineResourceType({
      type: "aws_lb",
      identity: {},
      attributes: { security_groups: string(omitted), name: listOf(string(), omitted) },
    });
    expect(checkVocabulary([type], five)).toEqual([
      { major: "5", type: "aws_lb", path: "security_groups", problem: "WRONG_TYPE", expected: "list(string)" },
      { major: "5", type: "aws_lb", path: "name", problem: "WRONG_TYPE", expected: "string" },
    ]);
  });

  test("a list in a block that is not said to be one, and one of a block that is said to hold many", () => {
    const type = defineResourceType({
      type: "aws_ecs_service",
      identity: {},
      attributes: {
        subnet_ids: listOf(string(), { ...omitted, terraform: "network_configuration.subnets" }),
        containers: listOf(string(), { ...omitted, terraform: "load_balancer.container_name", manyInBlock: true }),
      },
    });
    const refused = { major: "6", type: "aws_ecs_service", problem: "MANY_IN_BLOCK" };
    expect(checkVocabulary([type], six)).toEqual([
      { ...refused, path: "network_configuration.subnets", expected: "true" },
      { ...refused, path: "load_balancer.container_name", expected: "false" },
    ]);
  });

  test("an unknown block", () => {
    const type = defineResourceType({
      type: "aws_lb_listener",
      identity: {},
      attributes: { default_action: list({ redirekt: block({}, omitted) }, omitted) },
    });
    expect(checkVocabulary([type], five)).toEqual([
      {
        major: "5",
        type: "aws_lb_listener",
        path: "default_action.redirekt",
        problem: "UNKNOWN_ATTRIBUTE",
        expected: "redirect",
      },
    ]);
  });

  test("a block where an attribute stands", () => {
    const type = defineResourceType({ type: "aws_lb", identity: {}, attributes: { internal: block({}, omitted) } });
    expect(checkVocabulary([type], five)).toEqual([
      { major: "5", type: "aws_lb", path: "internal", problem: "NOT_A_BLOCK", expected: "boolean" },
    ]);
  });

  test("a misspelt attribute and a wrong type inside a block", () => {
    const type = defineResourceType({
      type: "aws_lb_listener",
      identity: {},
      attributes: { default_action: list({ typ: string(omitted), order: boolean(omitted) }, omitted) },
    });
    expect(checkVocabulary([type], six)).toEqual([
      {
        major: "6",
        type: "aws_lb_listener",
        path: "default_action.typ",
        problem: "UNKNOWN_ATTRIBUTE",
        expected: "type",
      },
      { major: "6", type: "aws_lb_listener", path: "default_action.order", problem: "WRONG_TYPE", expected: "number" },
    ]);
  });

  test("an optional attribute whose omission is not stated", () => {
    const type = defineResourceType({ type: "aws_lb", identity: {}, attributes: { idle_timeout: number() } });
    expect(checkVocabulary([type], five)).toEqual([
      { major: "5", type: "aws_lb", path: "idle_timeout", problem: "OMISSION_NOT_STATED", expected: "o" },
    ]);
  });

  test.each<[string, string, Attributes]>([
    ["a secret by the provider's word", "password", { password: string(omitted) }],
    [
      "a secret that is read under another name",
      "password",
      { has_login: string({ ...omitted, terraform: "password" }) },
    ],
    ["a block of open JSON with a secret in it", "s3_import", { s3_import: json(omitted) }],
  ])("%s", (_, path, attributes) => {
    const inner = { type: "string", flags: "os" };
    const known = { password: inner, s3_import: { block: "list", flags: "o", attributes: { key: inner } } } as const;
    const type = defineResourceType({ type: "aws_db_instance", identity: {}, attributes });
    const problems = checkVocabulary([type], { ...five, types: { aws_db_instance: known } });
    expect(problems.map(({ path: at, problem }) => [at, problem])).toEqual([[path, "SENSITIVE"]]);
  });

  test("a secret by its name, where the provider's schema is not at hand, also as an identity and inside a block", () => {
    const known = {
      auth_token: { type: "string" },
      rule: { block: "list", attributes: { client_secret: { type: "string" } } },
    };
    const type = defineResourceType({
      type: "aws_lb",
      identity: { token: { terraform: "auth_token" } },
      attributes: { rule: list({ client_secret: string(omitted) }, omitted) },
    });
    const problems = checkVocabulary([type], {
      ...six,
      types: { aws_lb: known as TerraformVocabulary["types"][string] },
    });
    expect(problems.map(({ path, problem }) => [path, problem])).toEqual([
      ["auth_token", "SENSITIVE"],
      ["rule.client_secret", "SENSITIVE"],
    ]);
  });

  test("a type that is not marked as one of provider 6 only", () => {
    const types = resourceTypes.filter(({ type }) => type === "aws_wafv2_web_acl_rule_group_association");
    expect(checkVocabulary(types, five, {}).map(({ problem }) => problem)).toEqual(["UNKNOWN_TYPE"]);
    expect(checkVocabulary(types, five)).toEqual([]);
  });

  test("a mark of provider 6 only that is not true", () => {
    const types = resourceTypes.filter(({ type }) => type === "aws_lb");
    expect(checkVocabulary(types, five, { aws_lb: "6", "aws_alb.internal": "6" })).toEqual([
      { major: "5", type: "aws_lb", path: "", problem: "NOT_ONLY_IN_OTHER_MAJOR", expected: "6" },
      { major: "5", type: "aws_alb", path: "internal", problem: "NOT_ONLY_IN_OTHER_MAJOR", expected: "6" },
    ]);
  });
});
