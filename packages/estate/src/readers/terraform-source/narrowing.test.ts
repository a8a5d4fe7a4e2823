import { describe, expect, test } from "vitest";
import type { Json } from "../../model/value.ts";
import { isNarrowing } from "./narrowing.ts";

function configuration(expressions: Json, address = "aws_lb.main"): Json {
  return { root_module: { resources: [{ address, expressions }] } };
}

const planned = configuration({
  name: { constant_value: "edge" },
  subnets: { references: ["var.isOpen", "aws_subnet.open", "aws_subnet.closed[0].id", "aws_subnet.closed"] },
  access_logs: [{ bucket: { references: ["aws_s3_bucket.logs.id", "aws_s3_bucket.logs"] } }],
  ingress: { references: ["aws_security_group.edge.id", "aws_security_group.edge"] },
});

describe("source that a plan may have been made of", () => {
  test.each<[string, Json]>([
    ["refers to less", configuration({ subnets: { references: ["aws_subnet.open[1].id", "aws_subnet.open"] } })],
    ["refers to a local value", configuration({ subnets: { references: ["local.subnets"] } })],
    ["has a constant where the plan chooses", configuration({ subnets: { constant_value: ["subnet-1"] } })],
    ["has the same blocks", configuration({ access_logs: [{ bucket: { references: ["aws_s3_bucket.logs.id"] } }] })],
    [
      "has blocks for an attribute that a plan prints as one expression",
      configuration({
        ingress: [
          { from_port: { constant_value: 80 }, security_groups: { references: ["aws_security_group.edge.id"] } },
          { cidr_blocks: { constant_value: [] } },
        ],
      }),
    ],
  ])("%s", (_, written) => {
    expect(isNarrowing(planned, written)).toBe(true);
  });
});

describe("source that a plan was not made of", () => {
  test.each<[string, Json]>([
    ["refers to something else", configuration({ subnets: { references: ["aws_subnet.other.id"] } })],
    [
      "refers to something with the same beginning",
      configuration({ subnets: { references: ["aws_subnet.opened.id"] } }),
    ],
    ["has an argument that the plan has not", configuration({ internal: { constant_value: true } })],
    [
      "has a block that the plan has not",
      configuration({ access_logs: [{}, { bucket: { references: ["aws_s3_bucket.logs.id"] } }] }),
    ],
    [
      "has a block that refers to what the plan's one expression does not",
      configuration({ ingress: [{ security_groups: { references: ["aws_security_group.other.id"] } }] }),
    ],
    ["has another resource", configuration({}, "aws_lb.other")],
    ["has no resource", { root_module: {} }],
    ["calls a module", { root_module: { resources: [{ address: "aws_lb.main" }], module_calls: { a: {} } } }],
  ])("%s", (_, written) => {
    expect(isNarrowing(planned, written)).toBe(false);
  });
});
