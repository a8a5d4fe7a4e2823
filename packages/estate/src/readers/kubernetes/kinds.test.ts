import { describe, expect, test } from "vitest";
import type { ResourceType } from "../../model/resource-type.ts";
import { awsTypes } from "../../types/aws/index.ts";
import { findResourceType } from "../../types/index.ts";
import { ackKinds } from "./ack-kinds.ts";
import { awsGroupOf, crossplaneKinds } from "./kinds.ts";
import { Cursor, said } from "./terms.ts";

function typeOf(name: string): ResourceType {
  const type = findResourceType(awsTypes, name);
  if (type === undefined) throw new Error(`${name} is no declared type`);
  return type;
}

/** The first names of all Terraform paths that a type reads. */
function argumentsOf({ attributes, identity }: ResourceType): ReadonlySet<string> {
  const paths = Object.entries(attributes).flatMap(([name, attribute]) =>
    attribute.kind === "derived" || attribute.kind === "derivedScalar" || attribute.spec.terraform === null
      ? []
      : [attribute.spec.terraform ?? name],
  );
  const identities = Object.entries(identity).map(([name, { terraform }]) => terraform ?? name);
  return new Set([...paths, ...identities].map((path) => path.split(".")[0] ?? ""));
}

describe("the kinds of Crossplane", () => {
  test.each(Object.entries(crossplaneKinds))("%s is of a declared type that has its names", (_, kind) => {
    const known = argumentsOf(typeOf(kind.type));
    const { externalName, externalId } = kind;
    expect([externalName, externalId].filter((name) => name !== undefined && !known.has(name))).toEqual([]);
  });

  test("all declared types are among them but these, of which the provider has no kind", () => {
    const read = new Set(Object.values(crossplaneKinds).map(({ type }) => typeOf(type).type));
    expect(awsTypes.map(({ type }) => type).filter((type) => !read.has(type))).toEqual([
      "aws_ebs_snapshot_block_public_access",
      "aws_ec2_traffic_mirror_session",
      "aws_ecs_task_set",
      "aws_guardduty_organization_configuration",
      "aws_internet_gateway_attachment",
      "aws_network_acl_association",
      "aws_rds_cluster_snapshot_copy",
      "aws_route53_resolver_firewall_domain_list",
      "aws_route53_resolver_firewall_rule",
      "aws_route53_resolver_firewall_rule_group",
      "aws_route53_resolver_firewall_rule_group_association",
      "aws_shield_protection",
      "aws_shield_subscription",
      "aws_verifiedaccess_endpoint",
      "aws_verifiedaccess_instance",
      "aws_vpc_block_public_access_exclusion",
      "aws_vpc_block_public_access_options",
      "aws_vpc_endpoint_policy",
      "aws_wafregional_web_acl_association",
    ]);
  });
});

/** A made-up description in which everything stands that makes a kind more than one resource. */
const specs: Readonly<Record<string, unknown>> = {
  "ec2/NetworkACL": { entries: [{}] },
  "ec2/RouteTable": { routes: [{}] },
  "ec2/Subnet": { routeTables: ["rtb-1"] },
  "iam/Role": { inlinePolicies: { example: "{}" } },
  "s3/Bucket": {
    encryption: {},
    versioning: {},
    publicAccessBlock: {},
    ownershipControls: {},
    logging: { loggingEnabled: {} },
    policy: "{}",
    acl: "private",
    grantRead: "example",
  },
};

describe("the kinds of ACK", () => {
  test.each(Object.entries(ackKinds))("%s says nothing that its types do not read", (name, kind) => {
    for (const spec of [specs[name] ?? {}, { engine: "aurora-mysql", dbClusterIdentifier: "example" }]) {
      const parts = kind(new Cursor(spec as never, "/spec", () => null), () => said("example", "/spec/name"));
      for (const { type, terms } of parts) {
        const known = argumentsOf(typeOf(type));
        expect(Object.keys(terms).filter((argument) => !known.has(argument))).toEqual([]);
      }
    }
  });

  test("these declared types are among them", () => {
    const types = Object.entries(ackKinds).flatMap(([name, kind]) =>
      [specs[name] ?? {}, { engine: "aurora", dbClusterIdentifier: "example" }].flatMap((spec) =>
        kind(new Cursor(spec as never, "/spec", () => null), () => said("example", "/spec/name")).map(
          ({ type }) => type,
        ),
      ),
    );
    expect([...new Set(types)].sort()).toEqual([
      "aws_acm_certificate",
      "aws_cloudtrail",
      "aws_cloudtrail_event_data_store",
      "aws_cloudwatch_log_group",
      "aws_db_instance",
      "aws_db_subnet_group",
      "aws_ec2_transit_gateway",
      "aws_ec2_transit_gateway_vpc_attachment",
      "aws_ecs_task_definition",
      "aws_eks_cluster",
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_internet_gateway",
      "aws_kms_key",
      "aws_lb",
      "aws_lb_listener",
      "aws_lb_listener_rule",
      "aws_nat_gateway",
      "aws_network_acl",
      "aws_network_acl_rule",
      "aws_rds_cluster",
      "aws_rds_cluster_instance",
      "aws_rds_global_cluster",
      "aws_route",
      "aws_route_table",
      "aws_route_table_association",
      "aws_s3_bucket",
      "aws_s3_bucket_acl",
      "aws_s3_bucket_logging",
      "aws_s3_bucket_ownership_controls",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_versioning",
      "aws_security_group",
      "aws_subnet",
      "aws_vpc",
      "aws_vpc_endpoint",
      "aws_wafv2_rule_group",
      "aws_wafv2_web_acl",
    ]);
  });
});

test.each([
  ["s3.services.k8s.aws", { operator: "ack", service: "s3" }],
  ["services.k8s.aws", { operator: "ack", service: "" }],
  ["rds.aws.upbound.io", { operator: "crossplane", service: "rds" }],
  ["rds.aws.m.upbound.io", { operator: "crossplane", service: "rds" }],
  ["aws.upbound.io", { operator: "crossplane", service: "" }],
  ["s3.aws.crossplane.io", { operator: "crossplane-community", service: "s3" }],
  ["", null],
  ["apps", null],
  ["storage.gcp.upbound.io", null],
  ["eks.amazonaws.com", null],
  ["elbv2.k8s.aws", null],
] as const)("the API group %s", (group, expected) => {
  expect(awsGroupOf(group)).toEqual(expected);
});
