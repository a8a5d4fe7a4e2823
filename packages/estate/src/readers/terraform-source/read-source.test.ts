import { expect, test } from "vitest";
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
