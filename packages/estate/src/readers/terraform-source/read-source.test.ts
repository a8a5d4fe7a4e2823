import { describe, expect, test } from "vitest";
import { buildEstate } from "../../model/build-estate.ts";
import type { ReadDocument } from "../../model/estate.ts";
import type { Json } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { readTerraformSource } from "./read-source.ts";

function create(address: string, after: Json, after_unknown: Json): Json {
  const [type = "", name = ""] = address.split(".");
  const change = { actions: ["create"], before: null, after, after_unknown, after_sensitive: {} };
  return { address, mode: "managed", type, name, provider_name: "registry.terraform.io/hashicorp/aws", change };
}

function linkOf(unexpanded: Json): unknown {
  const evaluated = {
    resource_changes: [
      create("aws_security_group.known", { name: "known" }, {}),
      create("aws_security_group_rule.a", { type: "ingress" }, { security_group_id: true }),
    ],
    configuration: {
      root_module: {
        resources: [
          {
            address: "aws_security_group_rule.a",
            expressions: {
              security_group_id: {
                references: [
                  "aws_security_group.other[0].id",
                  "aws_security_group.other[0]",
                  "aws_security_group.other",
                  "aws_security_group.known.id",
                  "aws_security_group.known",
                ],
              },
            },
          },
        ],
      },
    },
    unexpanded,
  };
  const source = { label: "source", name: "source", digest: "" };
  const { resources } = readTerraformSource({ evaluated, isNew: true }, source, resourceTypes);
  return resources.find(({ address }) => address === "aws_security_group_rule.a")?.links["security_group_id"];
}

test("a choice between what is there and what has no instance leads to what is there", () => {
  expect(linkOf([])).toEqual({
    state: "complete",
    code: null,
    references: [{ by: "address", address: "aws_security_group.known" }],
  });
});

test("a choice between what is there and what has an unknown number of instances is open", () => {
  expect(linkOf([{ address: "aws_security_group.other", file: "main.tf", line: 1 }])).toEqual({
    state: "partial",
    code: "U1",
    references: [],
  });
});

describe("resources of which the number of instances is not known", () => {
  const source = { label: "source", name: "source", digest: "" };
  const read = (addresses: readonly string[]): ReadDocument =>
    readTerraformSource(
      {
        evaluated: {
          resource_changes: [create("aws_vpc.main", {}, { id: true }), create("aws_s3_bucket.logs", {}, { id: true })],
          configuration: {
            provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "ap-northeast-1" } } } },
          },
          unexpanded: addresses.map((address) => ({ address, file: "main.tf", line: 1 })),
        },
        isNew: true,
      },
      source,
      resourceTypes,
    );

  test("leave open what is of their types, and nothing else", () => {
    const document = read(["aws_subnet.app", "module.m.aws_security_group.web", "random_pet.name"]);
    expect(document.document.partial).toBeNull();
    expect(document.uncounted).toEqual(["aws_subnet", "aws_security_group"]);
    const estate = buildEstate([document]);
    const vpc = estate.find("source#aws_vpc.main");
    expect(vpc && estate.reverse(vpc, "aws_subnet", "vpc_id")).toEqual({ state: "partial", code: "U1", items: [] });
    expect(vpc && estate.reverse(vpc, "aws_route_table", "vpc_id")).toEqual({
      state: "complete",
      code: null,
      items: [],
    });
    expect([estate.partialOf("aws_subnet"), estate.partialOf("aws_vpc")]).toEqual(["U1", null]);
  });

  test("may be all that lies in a region of their own", () => {
    const elsewhere = readTerraformSource(
      {
        evaluated: {
          resource_changes: [create("aws_vpc.main", { region: "eu-west-1" }, { id: true })],
          unexpanded: [{ address: "aws_subnet.app", file: "main.tf", line: 1 }],
          configuration: {
            provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "ap-northeast-1" } } } },
            root_module: { resources: [{ address: "aws_subnet.app", provider_config_key: "aws", expressions: {} }] },
          },
        },
        isNew: true,
      },
      source,
      resourceTypes,
    );
    expect(elsewhere.uncounted).toEqual(["aws_subnet", "region"]);
  });

  test("make the document partial if they cannot even be named", () => {
    expect(read(["no address"]).document.partial).toBe("U3");
  });

  test("make no difference as data sources or of a type that no file defines", () => {
    expect(read(["data.aws_subnet.app", "random_pet.name"]).uncounted).toEqual([]);
  });
});
