import { describe, expect, expectTypeOf, test } from "vitest";
import { SekishoError } from "../errors.ts";
import {
  block,
  boolean,
  defineResourceType,
  enumeration,
  json,
  list,
  listOf,
  number,
  string,
  to,
  type ResourceValues,
} from "../model/resource-type.ts";
import type { Collection, Json, Unknown } from "../model/value.ts";
import { account } from "../types/sekisho/account.ts";
import { region } from "../types/sekisho/region.ts";
import { graphqlSchema } from "./graphql.ts";
import { inputSchema } from "./input-schema.ts";

// A made-up gate with everything that a type can declare.
const gate = defineResourceType({
  type: "aws_gate",
  identity: { arn: {} },
  attributes: {
    locked: boolean(),
    kind: enumeration(["IRON", "WOOD"]),
    tags: json(),
    zones: listOf(string()),
    rules: list({ port: number(), when: block({ day: string() }) }),
    wall_arn: string(),
  },
  links: { wall_arn: to(["aws_gate", "account"], "arn") },
});

test("the TypeScript types of a resource's values come from its file", () => {
  expectTypeOf<ResourceValues<typeof gate>>().toEqualTypeOf<{
    readonly locked: boolean | null | Unknown;
    readonly kind: "IRON" | "WOOD" | null | Unknown;
    readonly tags: Json;
    readonly zones: Collection<string | null | Unknown>;
    readonly rules: Collection<{
      readonly port: number | null | Unknown;
      readonly when: Collection<{ readonly day: string | null | Unknown }>;
    }>;
    readonly wall_arn: string | null | Unknown;
  }>();
});

describe("defineResourceType refuses", () => {
  test.each([
    ["a link of an attribute that is not declared", { attributes: {}, links: { wall_arn: to("aws_wall", "arn") } }],
    ["a link of a block", { attributes: { rules: list({}) }, links: { rules: to("aws_wall", "arn") } }],
    ["an attribute with a reserved name", { attributes: { profile: string() } }],
    ["an attribute that is not in snake case", { attributes: { wallArn: string() } }],
  ])("%s", (_, rest) => {
    expect(() => defineResourceType({ type: "aws_gate", identity: {}, ...rest })).toThrow(SekishoError);
  });
});

test("the GraphQL schema names what a selection can name", () => {
  const schema = graphqlSchema([gate, account, region]);
  expect(schema).toContain(`type aws_gate {
  running: Boolean!
  account_link: account_collection!
  region_link: region_collection!
  locked: Boolean!
  kind: String!
  tags: Json!
  zones: String_items!
  rules: aws_gate__rules_items!
  wall_arn: String!
  wall_arn_link: aws_gate__wall_arn_links!
  aws_gate_by_wall_arn: aws_gate_collection!
}`);
  expect(schema).toContain("union aws_gate__wall_arn_target = aws_gate | account");
  expect(schema).toContain("type aws_gate__rules__when_items {\n  items: [aws_gate__rules__when!]!\n}");
  expect(schema).toContain("  aws_gate_by_region: aws_gate_collection!");
});

describe("the JSON Schema of a policy's input", () => {
  const unknown = {
    type: "object",
    properties: { unknown: { type: "string", enum: ["U1", "U2", "U3", "U4", "U5", "U6", "U7"] } },
    required: ["unknown"],
    additionalProperties: false,
  };

  test("is closed, holds exactly the selection, and admits unknowns for scalars only", () => {
    const schema = inputSchema(
      [gate, account, region],
      {
        roots: {
          aws_gate: [
            { kind: "scalar", key: "kind", name: "kind" },
            {
              kind: "objects",
              key: "rules",
              name: "rules",
              items: [{ kind: "scalar", key: "port", name: "port" }],
            },
          ],
        },
      },
      ["guardduty.frequency"],
    );
    expect(schema).toMatchObject({
      additionalProperties: false,
      properties: {
        aws_gate: {
          additionalProperties: false,
          required: ["kind", "rules"],
          properties: {
            kind: { anyOf: [{ type: "string", enum: ["IRON", "WOOD"] }, { type: "null" }, unknown] },
            rules: {
              additionalProperties: false,
              required: ["state", "code", "items"],
              properties: {
                items: {
                  type: "array",
                  items: {
                    additionalProperties: false,
                    required: ["port"],
                    properties: { port: { anyOf: [{ type: "number" }, { type: "null" }, unknown] } },
                  },
                },
              },
            },
          },
        },
        profile: {
          additionalProperties: false,
          properties: { guardduty: { additionalProperties: false, properties: { frequency: {} } } },
        },
        now: { type: "string" },
      },
    });
  });

  test.each([
    ["a type", { roots: { aws_gait: [] } }, []],
    ["an attribute", { roots: { aws_gate: [{ kind: "scalar", key: "lock", name: "lock" }] } }, []],
    [
      "a link",
      {
        roots: {
          aws_gate: [{ kind: "forward", key: "l", attribute: "kind", wrapped: false, targets: { account: [] } }],
        },
      },
      [],
    ],
    [
      "a reverse link",
      { roots: { region: [{ kind: "reverse", key: "l", type: "aws_gate", attribute: "wall_arn", items: [] }] } },
      [],
    ],
    ["a profile key", { roots: {} }, ["guardduty.interval"]],
  ] as const)("refuses %s that does not exist", (_, selection, keys) => {
    expect(() => inputSchema([gate, account, region], selection, keys)).toThrow(
      expect.objectContaining({ code: "SELECTION_INVALID" }) as Error,
    );
  });
});
