import { describe, expect, test } from "vitest";
import { buildEstate } from "../../model/build-estate.ts";
import type { Estate } from "../../model/estate.ts";
import { isUnknown, type Json } from "../../model/value.ts";
import { readApiOutput } from "../../readers/aws-api/index.ts";
import { parsedDocument } from "../../readers/json-document.ts";
import { readTerraformPlan } from "../../readers/terraform-plan/index.ts";
import { resourceTypes } from "../index.ts";
import { asCollection, asScalar, fieldOf, objectsOf } from "./nodes.ts";

/** One resource that a made-up plan creates; the marks and expressions are those of a recorded plan of its kind. */
interface Created {
  readonly after: { readonly [name: string]: Json };
  readonly unknown: { readonly [name: string]: Json };
  readonly expressions: { readonly [name: string]: Json };
}

const reference = (address: string, attribute = "id"): Json => ({ references: [`${address}.${attribute}`, address] });

function planned(resources: Readonly<Record<string, Created>>): Estate {
  const named = Object.entries(resources).map(([address, created]) => {
    const [type = "", name = ""] = address.split(".");
    return { ...created, identity: { address, mode: "managed", type, name } };
  });
  const plan: Json = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    errored: false,
    resource_changes: named.map(({ identity, after, unknown }) => ({
      ...identity,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions: ["create"], before: null, after, after_unknown: unknown },
    })),
    configuration: {
      provider_config: { aws: { name: "aws", full_name: "registry.terraform.io/hashicorp/aws" } },
      root_module: {
        resources: named.map(({ identity, expressions }) => ({ ...identity, provider_config_key: "aws", expressions })),
      },
    },
  };
  return buildEstate([
    readTerraformPlan(parsedDocument(plan), { label: "plan", name: "plan.json", digest: "sha256:0" }, resourceTypes),
  ]);
}

function listOf(name: string, cidrs: readonly string[], family = "IPv4"): Created {
  return {
    after: {
      name,
      address_family: family,
      max_entries: 5,
      ...(cidrs.length === 0 ? {} : { entry: cidrs.map((cidr) => ({ cidr, description: "" })) }),
    },
    unknown: { id: true, arn: true, entry: cidrs.length === 0 ? true : cidrs.map(() => ({})) },
    expressions: cidrs.length === 0 ? {} : { entry: cidrs.map((cidr) => ({ cidr: { constant_value: cidr } })) },
  };
}

function entryOf(list: string, cidr: string | null): Created {
  return {
    after: cidr === null ? {} : { cidr },
    unknown: { id: true, prefix_list_id: true, ...(cidr === null ? { cidr: true } : {}) },
    expressions: { prefix_list_id: reference(list), cidr: cidr === null ? reference("aws_eip.a", "public_ip") : {} },
  };
}

const rule = (port: number): Json => ({
  cidr_blocks: [],
  description: "",
  from_port: port,
  ipv6_cidr_blocks: [],
  protocol: "tcp",
  security_groups: [],
  self: false,
  to_port: port,
});
const mark = { cidr_blocks: [], ipv6_cidr_blocks: [], prefix_list_ids: true, security_groups: [] };

function groupNaming(lists: readonly string[], rules = 1): Created {
  const each = Array.from({ length: rules }, (_, index) => index);
  return {
    after: { name: "a", ingress: each.map((index) => rule(22 + index)) },
    unknown: { id: true, arn: true, ingress: each.map(() => mark) },
    expressions: { ingress: { references: lists.flatMap((list) => [`${list}.id`, list]) } },
  };
}

const sourceNames = ["prefix_list_name", "cidr_ipv4", "cidr_ipv6"];
const destinationNames = ["destination_prefix_list_name", "destination_cidr_ipv4", "destination_cidr_ipv6"];

/** The lists and ranges that a derived list has, its state last: "name range". */
function rangesOf(estate: Estate, id: string, attribute: string, names = sourceNames): readonly string[] {
  const resource = estate.resources.find((one) => one.id === id || one.arn === id);
  if (resource === undefined) throw new Error(`no ${id}`);
  const collection = asCollection(estate.value(resource, attribute));
  const shown = (value: unknown): string => (isUnknown(value) ? `?${value.unknown}` : String(value));
  const items = objectsOf(collection).map((item) =>
    names
      .map((name) => asScalar(fieldOf(item, name)).value)
      .filter((value) => value !== null)
      .map(shown)
      .join(" "),
  );
  return [...items, collection.code ?? "all"];
}

const list = "aws_ec2_managed_prefix_list.a";
const other = "aws_ec2_managed_prefix_list.b";
const group = "plan#aws_security_group.a";

describe("effective_entries of a prefix list", () => {
  test("joins what is written inline and by resources of their own, each in its family", () => {
    const estate = planned({
      [list]: listOf("a", ["10.0.0.0/8"]),
      "aws_ec2_managed_prefix_list_entry.more": entryOf(list, "192.0.2.0/24"),
      "aws_ec2_managed_prefix_list_entry.same": entryOf(list, "10.0.0.0/8"),
      [other]: listOf("b", [], "IPv6"),
      "aws_ec2_managed_prefix_list_entry.later": entryOf(other, null),
      "aws_ec2_managed_prefix_list.none": listOf("none", []),
    });
    expect(rangesOf(estate, `plan#${list}`, "effective_entries")).toEqual(["10.0.0.0/8", "192.0.2.0/24", "all"]);
    expect(rangesOf(estate, `plan#${other}`, "effective_entries")).toEqual(["?U1", "all"]);
    expect(rangesOf(estate, "plan#aws_ec2_managed_prefix_list.none", "effective_entries")).toEqual(["all"]);
    const resource = estate.resources.find(({ id }) => id === `plan#${other}`);
    const [entry] = resource === undefined ? [] : objectsOf(asCollection(estate.value(resource, "effective_entries")));
    if (entry === undefined) throw new Error("the list has an entry");
    expect(asScalar(fieldOf(entry, "cidr_ipv4")).value).toBe(null);
    expect(asScalar(fieldOf(entry, "cidr_ipv6"))).toEqual({
      kind: "scalar",
      value: { unknown: "U1" },
      origin: "plan.json#/resource_changes/4/change/after/cidr",
    });
  });
});

describe("what a group lets in by prefix lists that are created with it", () => {
  test("is not known where a rule is written in the group: a plan alone does not tell which list that names", () => {
    const estate = planned({ [list]: listOf("a", ["10.0.0.0/8"]), "aws_security_group.a": groupNaming([list]) });
    expect(rangesOf(estate, group, "effective_ingress")).toEqual(["?U1 ?U1", "all"]);
  });

  test("is not known where several rules may name either of two lists", () => {
    const estate = planned({
      [list]: listOf("a", ["10.0.0.0/8"]),
      [other]: listOf("b", ["0.0.0.0/0"]),
      "aws_security_group.a": groupNaming([list, other], 2),
    });
    expect(rangesOf(estate, group, "effective_ingress")).toEqual(["?U1 ?U1", "?U1 ?U1", "all"]);
  });

  test("is the ranges of the list that a rule resource names, as they stand in the list", () => {
    const estate = planned({
      [list]: listOf("a", ["10.0.0.0/8"]),
      "aws_security_group.a": {
        after: { name: "a" },
        unknown: { id: true, arn: true, ingress: true },
        expressions: {},
      },
      "aws_vpc_security_group_ingress_rule.a": {
        after: { ip_protocol: "tcp", from_port: 22, to_port: 22 },
        unknown: { id: true, security_group_id: true, prefix_list_id: true },
        expressions: { security_group_id: reference("aws_security_group.a"), prefix_list_id: reference(list) },
      },
    });
    expect(rangesOf(estate, group, "effective_ingress")).toEqual(["a 10.0.0.0/8", "all"]);
    const resource = estate.resources.find(({ id }) => id === group);
    const [opening] =
      resource === undefined ? [] : objectsOf(asCollection(estate.value(resource, "effective_ingress")));
    if (opening === undefined) throw new Error("the rule lets something in");
    expect(asScalar(fieldOf(opening, "cidr_ipv4")).origin).toBe(
      "plan.json#/resource_changes/0/change/after/entry/0/cidr",
    );
  });
});

describe("the routes of a table for prefix lists that are created with it", () => {
  const inline = (count: number, lists: readonly string[]): Created => ({
    after: {
      route: Array.from({ length: count }, () => ({ cidr_block: "", ipv6_cidr_block: "", gateway_id: "igw-1" })),
    },
    unknown: { id: true, route: Array.from({ length: count }, () => ({ destination_prefix_list_id: true })) },
    expressions: { route: lists.map((one) => ({ destination_prefix_list_id: reference(one) })) },
  });
  const routes = (estate: Estate): readonly string[] =>
    rangesOf(estate, "plan#aws_route_table.a", "effective_routes", destinationNames);
  const lists = { [list]: listOf("a", ["10.0.0.0/8", "192.0.2.0/24"]), [other]: listOf("b", ["0.0.0.0/0"]) };

  test("lead to each range of the list that a route names", () => {
    const named = planned({ ...lists, "aws_route_table.a": inline(1, [list]) });
    expect(routes(named)).toEqual(["a 10.0.0.0/8", "a 192.0.2.0/24", "all"]);
    const separate = planned({
      ...lists,
      "aws_route_table.a": { after: {}, unknown: { id: true, route: true }, expressions: {} },
      "aws_route.b": {
        after: { gateway_id: "igw-1" },
        unknown: { id: true, route_table_id: true, destination_prefix_list_id: true },
        expressions: {
          route_table_id: reference("aws_route_table.a"),
          destination_prefix_list_id: reference(other),
        },
      },
    });
    expect(routes(separate)).toEqual(["b 0.0.0.0/0", "all"]);
  });

  test("are not known where either of two lists may be meant", () => {
    const estate = planned({ ...lists, "aws_route_table.a": inline(2, [list, other]) });
    expect(routes(estate)).toEqual(["?U1 ?U1", "?U1 ?U1", "all"]);
  });

  test("are told once where what exists shows them inline too, whether the list is known or not", () => {
    const shown = ["pl-1", "pl-2"].map((id) => ({
      cidr_block: "",
      destination_prefix_list_id: id,
      gateway_id: "igw-1",
    }));
    const separate = (id: string): Created => ({
      after: { route_table_id: "rtb-1", destination_prefix_list_id: id, gateway_id: "igw-1" },
      unknown: {},
      expressions: {},
    });
    const estate = planned({
      [list]: { after: { id: "pl-1", name: "a", entry: [{ cidr: "10.0.0.0/8" }] }, unknown: {}, expressions: {} },
      "aws_route_table.a": { after: { id: "rtb-1", route: shown }, unknown: {}, expressions: {} },
      "aws_route.a": separate("pl-1"),
      "aws_route.b": separate("pl-2"),
    });
    expect(routes(estate)).toEqual(["a 10.0.0.0/8", "?U2 ?U2", "all"]);
  });
});

const account = "111122223333";
const capture = (operation: string, response: Json, parameters: Json = {}): Json => ({
  service: "ec2",
  operation,
  parameters,
  account,
  region: "ap-northeast-1",
  partition: "aws",
  capturedAt: "2026-11-01T00:00:00Z",
  page: 1,
  last: true,
  error: null,
  response,
});

// Made up; the shapes are those of botocore's service model.
describe("what a running group lets in by prefix lists", () => {
  const s3 = "com.amazonaws.ap-northeast-1.s3";
  const described = (id: string, name: string, owner: string): Json => ({
    PrefixListId: id,
    PrefixListName: name,
    PrefixListArn: `arn:aws:ec2:ap-northeast-1:${owner}:prefix-list/${id}`,
    AddressFamily: "IPv4",
    OwnerId: owner === "aws" ? "AWS" : owner,
  });
  const arn = `arn:aws:ec2:ap-northeast-1:${account}:security-group/sg-1`;
  function running(captures: readonly Json[]): Estate {
    const permission = {
      IpProtocol: "tcp",
      FromPort: 443,
      ToPort: 443,
      PrefixListIds: [{ PrefixListId: "pl-1" }, { PrefixListId: "pl-2" }],
    };
    const groups = { SecurityGroups: [{ GroupId: "sg-1", IpPermissions: [permission], IpPermissionsEgress: [] }] };
    const snapshot = {
      schema: "sekisho.snapshot/v1",
      captures: [capture("DescribeSecurityGroups", groups), ...captures],
    };
    const source = { label: "api", name: "snapshot.json", digest: "sha256:0" };
    return buildEstate([readApiOutput(snapshot, source, resourceTypes)]);
  }

  test("is their entries, those of lists that AWS keeps among them", () => {
    const estate = running([
      capture("DescribeManagedPrefixLists", {
        PrefixLists: [described("pl-1", "office", account), described("pl-2", s3, "aws")],
      }),
      capture("GetManagedPrefixListEntries", { Entries: [{ Cidr: "192.0.2.0/24" }] }, { PrefixListId: "pl-1" }),
      capture("GetManagedPrefixListEntries", { Entries: [{ Cidr: "198.51.100.0/24" }] }, { PrefixListId: "pl-2" }),
    ]);
    expect(rangesOf(estate, arn, "effective_ingress")).toEqual(["office 192.0.2.0/24", `${s3} 198.51.100.0/24`, "all"]);
    expect(estate.find("arn:aws:ec2:ap-northeast-1:aws:prefix-list/pl-2")?.account).toBe(`api#account[${account}]`);
  });

  test("is not known as far as nobody asked for it", () => {
    expect(rangesOf(running([]), arn, "effective_ingress")).toEqual(["?U2 ?U2", "?U2 ?U2", "all"]);
    const listed = running([capture("DescribeManagedPrefixLists", { PrefixLists: [described("pl-2", s3, "aws")] })]);
    expect(rangesOf(listed, arn, "effective_ingress")).toEqual(["?U2 ?U2", `${s3} ?U4`, "all"]);
  });
});
