import { readFileSync } from "node:fs";
import { planDocument, type PlanSpec } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { buildEstate } from "../model/build-estate.ts";
import type { Estate } from "../model/estate.ts";
import { readDocuments } from "../readers/read-document.ts";
import { profileKeys, type ProfileKey } from "../readers/profile/profile.ts";
import { readProfile } from "../readers/profile/read-profile.ts";
import { resourceTypes } from "../types/index.ts";
import { draftProfile } from "./draft-profile.ts";

const schema = JSON.parse(
  readFileSync(new URL("../../schema/sekisho.profile.v1.schema.json", import.meta.url), "utf8"),
) as { readonly properties: Readonly<Record<string, { readonly properties?: object }>> };

function estateOf(...jsons: readonly unknown[]): Estate {
  const inputs = jsons.map((json) => ({
    label: null,
    name: "document.json",
    digest: "sha256:0",
    bytes: new TextEncoder().encode(JSON.stringify(json)),
  }));
  return buildEstate(readDocuments(inputs, resourceTypes));
}

function draftOf(spec: PlanSpec): string {
  return draftProfile(estateOf(planDocument(spec)));
}

const system: PlanSpec = {
  account: "123456789012",
  resources: {
    "aws_vpc.main": { after: { cidr_block: "10.0.0.0/16" } },
    "aws_internet_gateway.main": { references: { vpc_id: ["aws_vpc.main.id"] } },
    'aws_subnet.edge["a"]': { after: { cidr_block: "10.0.1.0/24" }, references: { vpc_id: ["aws_vpc.main.id"] } },
    "aws_subnet.app": { after: { cidr_block: "10.0.2.0/24" }, references: { vpc_id: ["aws_vpc.main.id"] } },
    "aws_subnet.elsewhere": { after: { cidr_block: "10.0.3.0/24", vpc_id: "vpc-0aa" } },
    "aws_route_table.edge": { after: { route: [] }, references: { vpc_id: ["aws_vpc.main.id"] } },
    "aws_route.edge": {
      after: { destination_cidr_block: "0.0.0.0/0" },
      references: { route_table_id: ["aws_route_table.edge.id"], gateway_id: ["aws_internet_gateway.main.id"] },
    },
    "aws_route_table_association.edge": {
      references: { subnet_id: ['aws_subnet.edge["a"].id'], route_table_id: ["aws_route_table.edge.id"] },
    },
    "aws_nat_gateway.main": { after: { allocation_id: "eipalloc-0aa", subnet_id: "subnet-0ee" } },
    "aws_route_table.app": { after: { route: [] }, references: { vpc_id: ["aws_vpc.main.id"] } },
    "aws_route.app": {
      after: { destination_cidr_block: "0.0.0.0/0" },
      references: { route_table_id: ["aws_route_table.app.id"], nat_gateway_id: ["aws_nat_gateway.main.id"] },
    },
    "aws_route_table_association.app": {
      references: { subnet_id: ["aws_subnet.app.id"], route_table_id: ["aws_route_table.app.id"] },
    },
    "aws_lb.edge": {
      after: { name: "edge", internal: false, load_balancer_type: "application" },
      unknown: { arn: true },
    },
    "aws_lb.inner": {
      after: { name: "inner", internal: true, load_balancer_type: "application" },
      unknown: { arn: true },
    },
    "aws_lb_listener.https": {
      after: { port: 443, protocol: "HTTPS" },
      references: { load_balancer_arn: ["aws_lb.edge.arn"] },
    },
    "aws_security_group.app": {
      after: {
        ingress: [{ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["192.0.2.0/24"] }],
        egress: [{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["203.0.113.0/28", "0.0.0.0/0"] }],
      },
      references: { vpc_id: ["aws_vpc.main.id"] },
    },
  },
};

describe("a drafted profile", () => {
  test("is what the documents show", () => {
    expect(parse(draftOf(system))).toEqual({
      regions: ["ap-northeast-1"],
      accounts: { plan: "123456789012" },
      service_endpoints: [{ address: "aws_lb.edge" }],
      tiers: { edge: [{ address: 'aws_subnet.edge["a"]' }], internal: [{ address: "aws_subnet.app" }] },
      edge_vpcs: [{ address: "aws_vpc.main" }],
      egress_paths: [{ address: "aws_nat_gateway.main" }],
      endpoints: Object.fromEntries(
        Object.entries<ProfileKey>(profileKeys).flatMap(([key, { default: number }]) =>
          key.startsWith("endpoints.") && number !== undefined ? [[key.slice("endpoints.".length), number]] : [],
        ),
      ),
      certificate: { days_left: 30 },
      admin_cidrs: ["192.0.2.0/24"],
      egress_destinations: [{ cidr: "203.0.113.0/28" }],
      waf: { max_version_age_days: 0, rate_limit: 2000 },
    });
  });

  test("says on each line where it comes from, and comments out what is a guess", () => {
    const draft = draftOf(system);
    expect(draft).toContain('  - { address: "aws_lb.edge" } # aws_lb.edge: faces the internet, listens on 443\n');
    expect(draft).toContain(
      '    # - { address: "aws_subnet.elsewhere" } # aws_subnet.elsewhere: its routes are not all known\n',
    );
    expect(draft).toContain("#   aws_security_group.app: tcp 22 from 192.0.2.0/24\n");
    expect(draft).not.toContain("aws_lb.inner");
    const proposed = draft.split("\n").filter((line) => /^ *- /u.test(line));
    expect(proposed.filter((line) => !/ # \S/u.test(line))).toEqual([]);
  });

  test.each([
    ["of a system", draftOf(system)],
    ["of nothing", draftOf({ resources: {} })],
    [
      "of a name that would end a comment",
      draftOf({ resources: { 'aws_lb.a["x\\ny: 1"]': { after: { internal: false } } } }),
    ],
  ])("%s is read by the profile's own reader", (_, text) => {
    const profile = readProfile({ name: "profile.yaml", digest: "sha256:0", text });
    expect(profile.values["waf.rate_limit"]?.value).toBe(2000);
  });

  test("names every key of the schema, in its order", () => {
    const named = [...draftOf(system).matchAll(/^(?:# )?([a-z_]+):(?: |$)/gmu)].map(([, key]) => key);
    expect(named).toEqual(Object.keys(schema.properties));
    for (const [key, { properties }] of Object.entries(schema.properties)) {
      for (const inner of Object.keys(properties ?? {})) {
        expect(draftOf(system), `${key}.${inner}`).toMatch(new RegExp(`^ +(?:# )?${inner}:`, "mu"));
      }
    }
  });

  test("proposes entries of the port matrix, in comments, for what groups let in from one another", () => {
    const draft = draftOf({
      resources: {
        "aws_security_group.app": { after: { name: "app" }, unknown: { id: true } },
        "aws_security_group.db": {
          after: {
            name: "db",
            ingress: [
              { protocol: "-1", from_port: 0, to_port: 0, self: true },
              { protocol: "tcp", from_port: 8080, to_port: 8089, self: true },
            ],
          },
          unknown: { id: true },
        },
        "aws_vpc_security_group_ingress_rule.db": {
          after: { ip_protocol: "tcp", from_port: 5432, to_port: 5432 },
          references: {
            security_group_id: ["aws_security_group.db.id"],
            referenced_security_group_id: ["aws_security_group.app.id"],
          },
        },
      },
    });
    expect(draft.split("\n").filter((line) => line.includes("target_tier:"))).toEqual([
      '  # - { source_tier: internal, target_tier: internal, protocol: tcp, port: "8080-8089" } # aws_security_group.db: lets in tcp 8080 to 8089 from itself',
      "  # - { source_tier: internal, target_tier: internal, protocol: tcp, port: 5432 } # aws_security_group.db: lets in tcp 5432 from another group",
    ]);
  });

  test("calls what runs by its ARN, and what two documents hold by their labels", () => {
    const vpc = {
      resourceType: "AWS::EC2::Subnet",
      awsAccountId: "123456789012",
      awsRegion: "ap-northeast-1",
      resourceId: "subnet-0aa",
      ARN: "arn:aws:ec2:ap-northeast-1:123456789012:subnet/subnet-0aa",
      configuration: { subnetId: "subnet-0aa", vpcId: "vpc-0aa" },
    };
    const table = {
      resourceType: "AWS::EC2::RouteTable",
      awsAccountId: "123456789012",
      awsRegion: "ap-northeast-1",
      resourceId: "rtb-0aa",
      configuration: {
        routeTableId: "rtb-0aa",
        vpcId: "vpc-0aa",
        routes: [{ destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-0aa" }],
        associations: [{ main: false, subnetId: "subnet-0aa" }],
      },
    };
    const running = draftProfile(estateOf({ configurationItems: [vpc, table], fileVersion: "1.0" }));
    expect(parse(running)).toMatchObject({ tiers: { edge: [{ arn: vpc.ARN }] } });
    const [blue, green] = ["blue", "green"].map((name) =>
      planDocument({ resources: { "aws_lb.edge": { after: { name, internal: false } } } }),
    );
    expect(parse(draftProfile(estateOf(blue, green)))).toMatchObject({
      service_endpoints: [{ address: "plan#aws_lb.edge" }, { address: "plan-2#aws_lb.edge" }],
    });
  });
});
