import { readFileSync, writeFileSync } from "node:fs";
import { tempFolder } from "@sekisho-test/support";
import { beforeAll, describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

/** Planted wherever a secret can stand; nothing that Sekisho writes may hold it. */
const marker = "PLANTED-hunter2-SECRET";
const aws = "registry.terraform.io/hashicorp/aws";

/** A database whose marked and unmarked secrets are all the marker. */
const database = {
  id: "db",
  identifier: "db",
  engine: marker,
  storage_encrypted: true,
  kms_key_id: `arn:aws:kms:ap-northeast-1:123456789012:key/${marker}`,
  db_subnet_group_name: marker,
  // Marked by the provider's schema only, which old versions of Terraform do not print.
  password: marker,
  password_wo: marker,
  user_data: marker,
  private_key: marker,
  token: marker,
};
const databaseMarks = { engine: true, kms_key_id: true, db_subnet_group_name: true, password: true };

/** An ACL with a secret inside a JSON string, inside a block, and as its own identity. */
const acl = {
  arn: `arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/${marker}/1`,
  rule_json: JSON.stringify([{ Name: marker }]),
  default_action: [{ allow: [{ custom_request_handling: [{ insert_header: [{ name: marker, value: marker }] }] }] }],
  rule: [{ name: marker, priority: 1, statement: [], action: [{ block: [{}] }] }],
};
const aclMarks = { arn: true, rule_json: true, default_action: true, rule: [{ name: true }] };

const association = { resource_arn: marker, web_acl_arn: acl.arn };
const associationMarks = { resource_arn: true, web_acl_arn: true };

const resources = [
  { type: "aws_db_instance", values: database, marks: databaseMarks },
  { type: "aws_wafv2_web_acl", values: acl, marks: aclMarks },
  { type: "aws_wafv2_web_acl_association", values: association, marks: associationMarks },
  { type: "aws_secretsmanager_secret_version", values: { secret_string: marker }, marks: {} },
] as const;

function listed(mode: "managed" | "data"): object {
  const address = (type: string): string => `${mode === "data" ? "data." : ""}${type}.a`;
  return {
    outputs: { secret: { sensitive: true, value: marker } },
    root_module: {
      resources: resources.map(({ type, values, marks }) => ({
        ...{ address: address(type), mode, type, name: "a", provider_name: aws, values },
        sensitive_values: marks,
      })),
    },
  };
}

const plan = {
  format_version: "1.2",
  terraform_version: "1.11.4",
  variables: { secret: { value: marker }, region: { value: marker } },
  resource_changes: resources.flatMap(({ type, values, marks }) =>
    [["create"], ["update"], ["delete"], ["no-op"], ["forget"], ["delete", "create"]].map((actions) => {
      const name = actions.join("_").replace("-", "_");
      const isCreated = actions.length === 1 && actions[0] === "create";
      const isRemoved = actions[0] === "forget" || (actions.length === 1 && actions[0] === "delete");
      return {
        ...{ address: `${type}.${name}`, mode: "managed", type, name, provider_name: aws },
        change: {
          actions,
          before: isCreated ? null : values,
          after: isRemoved ? null : values,
          after_unknown: {},
          before_sensitive: isCreated ? false : marks,
          after_sensitive: isRemoved ? false : marks,
        },
      };
    }),
  ),
  resource_drift: [
    { address: "aws_db_instance.a", change: { actions: ["update"], before: database, after: database } },
  ],
  prior_state: { format_version: "1.0", values: listed("data") },
  configuration: {
    provider_config: {
      aws: {
        name: "aws",
        full_name: aws,
        expressions: {
          region: { references: ["var.region"] },
          access_key: { constant_value: marker },
          secret_key: { constant_value: marker },
          token: { references: ["var.secret"] },
          profile: { references: ["var.secret"] },
          assume_role: [{ role_arn: { references: ["var.secret"] }, external_id: { constant_value: marker } }],
        },
      },
    },
    root_module: {
      variables: { secret: { sensitive: true, default: marker }, region: { sensitive: true } },
      resources: resources.map(({ type }) => ({
        ...{ address: `${type}.create`, mode: "managed", type, name: "create", provider_config_key: "aws" },
        expressions: { engine: { constant_value: marker }, kms_key_id: { references: ["var.secret"] } },
      })),
    },
  },
  applyable: true,
  complete: true,
  errored: false,
};

const stateFile = {
  version: 4,
  serial: 1,
  lineage: "0-1",
  outputs: { secret: { value: marker, type: "string", sensitive: true } },
  resources: resources.map(({ type, values, marks }) => ({
    ...{ mode: "managed", type, name: "a", provider: `provider["${aws}"]` },
    instances: [
      {
        attributes: values,
        private: marker,
        sensitive_attributes: Object.keys(marks).map((name) => [{ type: "get_attr", value: name }]),
      },
    ],
  })),
};

const plannedValues = { ...plan, resource_changes: undefined, planned_values: listed("managed") };
const [firstChange] = plan.resource_changes;

const documents: Readonly<Record<string, object>> = {
  "plan.json": plan,
  "planned-values.json": plannedValues,
  "state-file.json": stateFile,
  "state.json": { format_version: "1.0", terraform_version: "1.11.4", values: listed("managed") },
};

const broken: Readonly<Record<string, string>> = {
  "cut-off.json": JSON.stringify(plan).slice(0, -200),
  "followed.json": `${JSON.stringify(plan)} ${marker}`,
  "no-quotes.json": `{"resource_changes": [${marker}]}`,
  "actions.json": JSON.stringify({ resource_changes: [{ ...firstChange, change: { actions: marker } }] }),
  "twice.json": JSON.stringify({ resource_changes: [firstChange, firstChange] }),
  "state-shape.json": JSON.stringify({ ...stateFile, resources: [{ type: "aws_lb", name: "a", instances: marker }] }),
  "unknown.json": JSON.stringify({ password: marker }),
};

let folder = "";

beforeAll(() => {
  folder = tempFolder();
  for (const [name, content] of Object.entries(documents)) writeFileSync(`${folder}/${name}`, JSON.stringify(content));
  for (const [name, content] of Object.entries(broken)) writeFileSync(`${folder}/${name}`, content);
});

describe.each(Object.keys(documents))("nothing sensitive of %s", (name) => {
  test("reaches a report, in any format", async () => {
    const files = ["json", "sheet"].map((format) => [format, `${folder}/${name}.${format}`] as const);
    const formats = files.flatMap(([format, file]) => ["--format", `${format}=${file}`]);
    const { status, stdout, stderr } = await sekisho(["check", name, "--format", "text", ...formats], { cwd: folder });
    expect([0, 1]).toContain(status);
    const outputs = [stdout, stderr, ...files.map(([, file]) => readFileSync(file, "utf8"))];
    for (const output of outputs) expect(output).not.toContain(marker);
  });

  test.each([
    ["document", ["document"]],
    ["slices", ["slices"]],
    ["query", ["query", "{ aws_db_instance { engine kms_key_id } aws_wafv2_web_acl { rule_json } }"]],
  ])("reaches sekisho %s", async (_, argv) => {
    const { status, stdout, stderr } = await sekisho([...argv, name], { cwd: folder });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("U6");
    expect(stdout).not.toContain(marker);
  });
});

test("the marker is found where nothing hides it", async () => {
  const [first] = stateFile.resources;
  const instances = [{ attributes: database }];
  writeFileSync(`${folder}/open.json`, JSON.stringify({ ...stateFile, resources: [{ ...first, instances }] }));
  expect((await sekisho(["document", "open.json"], { cwd: folder })).stdout).toContain(marker);
});

test.each(Object.keys(broken))("the error that %s is answered with quotes nothing of it", async (name) => {
  const { status, stdout, stderr } = await sekisho(["check", name], { cwd: folder });
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/\[[A-Z_]+\]/u);
  expect(stderr).not.toContain(marker);
});
