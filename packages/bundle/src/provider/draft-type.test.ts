import { readOwnTypes, resourceTypes, type OwnTypes } from "@sekisho/estate";
import { describe, expect, test } from "vitest";

import { awsTypeNames, findAwsType } from "./aws-types.ts";
import { draftType } from "./draft-type.ts";
import { readProviderSchema, type ProviderType } from "./provider-type.ts";

function aws(name: string): ProviderType {
  const found = findAwsType(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function own(text: string): OwnTypes {
  return readOwnTypes([{ name: "type.yaml", text }]);
}

describe("types of the AWS provider", () => {
  test("a draft is a file that is read, with names, types and links from the schemas", () => {
    const [declaration] = own(draftType(aws("aws_ecr_repository"), resourceTypes)).declarations;
    expect(declaration).toEqual({
      schema: "sekisho.resource-type/v1",
      type: "aws_ecr_repository",
      sources: { cloudformation: "AWS::ECR::Repository" },
      identity: { arn: { cloudformation: "Arn" }, id: {}, name: {} },
      attributes: {
        arn: { kind: "string", when_omitted: { terraform: "computed" } },
        encryption_configuration: {
          kind: "list",
          attributes: {
            encryption_type: { kind: "string" },
            kms_key: { kind: "string", when_omitted: { terraform: "computed" } },
          },
        },
        force_delete: { kind: "boolean" },
        id: { kind: "string", when_omitted: { terraform: "computed" } },
        image_scanning_configuration: {
          kind: "block",
          cloudformation: "ImageScanningConfiguration",
          attributes: { scan_on_push: { kind: "boolean", cloudformation: "ScanOnPush" } },
        },
        image_tag_mutability: { kind: "string", cloudformation: "ImageTagMutability" },
        image_tag_mutability_exclusion_filter: {
          kind: "list",
          cloudformation: "ImageTagMutabilityExclusionFilters",
          attributes: { filter: { kind: "string" }, filter_type: { kind: "string" } },
        },
        name: { kind: "string" },
        region: { kind: "string" },
        registry_id: { kind: "string", when_omitted: { terraform: "computed" } },
        repository_url: { kind: "string", when_omitted: { terraform: "computed" } },
        tags: { kind: "json" },
        tags_all: { kind: "json", when_omitted: { terraform: "computed" } },
      },
      links: {},
    });
  });

  test("an attribute that leads to one type elsewhere leads there here, too", () => {
    const [declaration] = own(draftType(aws("aws_backup_vault"), resourceTypes)).declarations;
    expect(Object.keys(declaration?.attributes ?? {})).toContain("kms_key_arn");
    const [file] = own(draftType(aws("aws_efs_file_system"), resourceTypes)).declarations;
    expect(file?.links).toEqual({ kms_key_id: { to: "aws_kms_key", by: "arn" } });
  });

  test("every one that is not built in makes a file that is read", () => {
    const builtin = new Set(resourceTypes.flatMap(({ type, aliases }) => [type, ...aliases]));
    const names = [...awsTypeNames()].filter((name) => !builtin.has(name));
    expect(names.length).toBeGreaterThan(1_400);
    // Every fiftieth keeps the test short.
    for (const name of names.filter((_, index) => index % 50 === 0)) {
      expect(own(draftType(aws(name), resourceTypes)).types.map(({ type }) => type)).toEqual([name]);
    }
  });

  test("what lies in no region is said to, as far as the schema tells", () => {
    expect(draftType(aws("aws_iam_group"), resourceTypes)).toContain("\nis_global: true\n");
    expect(draftType(aws("aws_sqs_queue"), resourceTypes)).not.toContain("is_global");
    expect(draftType(aws("aws_opsworks_stack"), resourceTypes)).toContain("add is_global: true");
  });
});

describe("types of another provider", () => {
  const schema = JSON.stringify({
    format_version: "1.0",
    provider_schemas: {
      "registry.terraform.io/example/cloud": {
        resource_schemas: {
          cloud_bucket: {
            version: 0,
            block: {
              attributes: {
                id: { type: "string", computed: true },
                size: { type: "number", optional: true },
                labels: { type: ["map", "string"], optional: true },
                zones: { type: ["set", "string"], optional: true },
                profile: { type: "string", optional: true },
              },
              block_types: {
                access: {
                  nesting_mode: "list",
                  max_items: 1,
                  block: { attributes: { open: { type: "bool", required: true } } },
                },
                rule: { nesting_mode: "set", block: {} },
                timeouts: { nesting_mode: "single", block: {} },
              },
            },
          },
        },
      },
    },
  });

  test("are read from what Terraform prints; a reserved name is left out", () => {
    const type = readProviderSchema(schema, "cloud_bucket", "schema.json");
    expect(type.source).toEqual(["registry.terraform.io/example/cloud, of schema.json"]);
    expect(own(draftType(type, resourceTypes)).declarations).toEqual([
      {
        schema: "sekisho.resource-type/v1",
        type: "cloud_bucket",
        identity: { id: {} },
        attributes: {
          id: { kind: "string", when_omitted: { terraform: "computed" } },
          size: { kind: "number" },
          labels: { kind: "json" },
          zones: { kind: "list", of: "string" },
          access: { kind: "block", attributes: { open: { kind: "boolean" } } },
          rule: { kind: "list", attributes: {} },
        },
        links: {},
      },
    ]);
  });

  test.each([
    ["a type that it does not have", schema, "cloud_buckets", "TYPE_UNKNOWN"],
    ["another document", "{}", "cloud_bucket", "DOCUMENT_INVALID"],
    ["no JSON", "resource {}", "cloud_bucket", "DOCUMENT_INVALID"],
  ])("%s", (_, text, name, code) => {
    expect(() => readProviderSchema(text, name, "schema.json")).toThrow(expect.objectContaining({ code }));
  });
});
