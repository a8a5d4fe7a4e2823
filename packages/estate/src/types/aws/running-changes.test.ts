import { describe, expect, test } from "vitest";
import { buildEstate } from "../../model/build-estate.ts";
import { documentsBefore } from "../../model/documents-before.ts";
import { projectDocuments } from "../../model/project-documents.ts";
import type { Json, ObjectNode, ValueNode } from "../../model/value.ts";
import { readDocuments, type FileInput } from "../../readers/read-document.ts";
import { resourceTypes } from "../index.ts";

const account = "123456789012";
const region = "ap-northeast-1";

/** What runs; made up in the shape of AWS Config. */
function item(resourceType: string, resourceId: string, arn: string, rest: { readonly [name: string]: Json }): Json {
  const capture = { configurationItemCaptureTime: "2026-11-01T00:00:00Z", configurationItemStatus: "OK" };
  return { resourceType, awsAccountId: account, awsRegion: region, resourceId, ARN: arn, ...capture, ...rest };
}

const groupArn = `arn:aws:ec2:${region}:${account}:security-group/sg-1`;
const permission = (port: number, cidr: string): Json => ({
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  ipv4Ranges: [{ cidrIp: cidr }],
  ipv6Ranges: [],
  prefixListIds: [],
  userIdGroupPairs: [],
});
const group = item("AWS::EC2::SecurityGroup", "sg-1", groupArn, {
  configuration: {
    groupId: "sg-1",
    ipPermissions: [permission(443, "0.0.0.0/0"), permission(22, "10.0.0.0/8")],
    ipPermissionsEgress: [],
  },
});

const bucketArn = "arn:aws:s3:::example";
const bucket = item("AWS::S3::Bucket", "example", bucketArn, {
  configuration: { name: "example" },
  supplementaryConfiguration: {
    BucketVersioningConfiguration: { status: "Enabled", isMfaDeleteEnabled: null },
    PublicAccessBlockConfiguration: {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
  },
});

const tableArn = `arn:aws:ec2:${region}:${account}:route-table/rtb-1`;
const table = item("AWS::EC2::RouteTable", "rtb-1", tableArn, {
  configuration: {
    routeTableId: "rtb-1",
    vpcId: "vpc-1",
    associations: [],
    routes: [{ destinationCidrBlock: "10.0.0.0/16", gatewayId: "local", state: "active" }],
  },
});

/** One change of a made-up plan: null where nothing is. */
interface Change {
  readonly address: string;
  readonly before: { readonly [name: string]: Json } | null;
  readonly after: { readonly [name: string]: Json } | null;
}

function planOf(changes: readonly Change[]): Json {
  const listed = changes.map(({ address, before, after }) => {
    const [type = "", name = ""] = address.split(".");
    const actions = before === null ? ["create"] : after === null ? ["delete"] : ["update"];
    const provider_name = "registry.terraform.io/hashicorp/aws";
    return {
      address,
      mode: "managed",
      type,
      name,
      provider_name,
      change: { actions, before, after, after_unknown: {} },
    };
  });
  const provider_config = {
    aws: {
      name: "aws",
      expressions: {
        region: { constant_value: region },
        allowed_account_ids: { constant_value: [account] },
      },
    },
  };
  return { format_version: "1.2", complete: true, resource_changes: listed, configuration: { provider_config } };
}

const input = (name: string, json: Json): FileInput => ({
  label: null,
  name,
  digest: "sha256:0",
  bytes: new TextEncoder().encode(JSON.stringify(json)),
});

/** The value of an attribute of what runs, with the changes laid over it. */
function projected(items: readonly Json[], changes: readonly Change[], id: string, attribute: string): Json {
  const given = readDocuments([input("plan.json", planOf(changes))], resourceTypes);
  const running = readDocuments([input("config.json", items)], resourceTypes, given);
  const contents = projectDocuments(running, given, resourceTypes);
  const earlier = documentsBefore(contents);
  const before = earlier === null ? {} : { before: buildEstate(earlier) };
  const estate = buildEstate(contents, before);
  const resource = estate.resources.find((one) => one.arn === id);
  if (resource === undefined) throw new Error(`no ${id}`);
  return plain(estate.value(resource, attribute));
}

function plain(node: ValueNode | ObjectNode): Json {
  if (node.kind === "scalar") return node.value as Json;
  if (node.kind === "object") {
    return Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, plain(field)]));
  }
  return { state: node.state, code: node.code, items: node.items.map(plain) };
}

describe("a running security group under a plan", () => {
  const opening = (port: number, cidr: string): Json => ({
    protocol: "tcp",
    from_port: port,
    to_port: port,
    cidr_ipv4: cidr,
    cidr_ipv6: null,
    prefix_list_id: null,
    prefix_list_name: null,
    referenced_security_group_id: null,
    self: false,
    source_tier: null,
  });
  const rule = (port: number, cidr: string): { readonly [name: string]: Json } => ({
    security_group_id: "sg-1",
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
    cidr_ipv4: cidr,
  });
  const address = "aws_vpc_security_group_ingress_rule.a";
  const ingress = (change: Change): Json => projected([group], [change], groupArn, "effective_ingress");
  const both = [opening(443, "0.0.0.0/0"), opening(22, "10.0.0.0/8")];

  test("has what a rule adds", () => {
    expect(ingress({ address, before: null, after: rule(3389, "0.0.0.0/0") })).toEqual({
      state: "complete",
      code: null,
      items: [...both, opening(3389, "0.0.0.0/0")],
    });
  });

  test("has no more what a rule took along", () => {
    expect(ingress({ address, before: rule(443, "0.0.0.0/0"), after: null })).toEqual({
      state: "complete",
      code: null,
      items: [opening(22, "10.0.0.0/8")],
    });
  });

  test("has what a changed rule says, and not what it said", () => {
    expect(ingress({ address, before: rule(443, "0.0.0.0/0"), after: rule(443, "10.0.0.0/8") })).toEqual({
      state: "complete",
      code: null,
      items: [opening(22, "10.0.0.0/8"), opening(443, "10.0.0.0/8")],
    });
  });

  test("is open where what is removed is not among what runs", () => {
    expect(ingress({ address, before: rule(8080, "0.0.0.0/0"), after: null })).toEqual({
      state: "partial",
      code: "U1",
      items: [],
    });
  });
});

describe("a running bucket under a plan", () => {
  test.each<[string, string, string, { readonly [name: string]: Json }]>([
    [
      "versioning",
      "aws_s3_bucket_versioning.a",
      "effective_versioning",
      { versioning_configuration: [{ status: "Enabled" }] },
    ],
    [
      "public access block",
      "aws_s3_bucket_public_access_block.a",
      "effective_public_access_block",
      { block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true },
    ],
  ])("has no more %s once its resource is removed", (_, address, attribute, values) => {
    const before = { bucket: "example", id: "example", ...values };
    const untouched = projected([bucket], [], bucketArn, attribute);
    expect(untouched).toMatchObject({ code: null, items: [expect.anything()] });
    expect(projected([bucket], [{ address, before, after: null }], bucketArn, attribute)).toEqual({
      state: "complete",
      code: null,
      items: [],
    });
  });
});

describe("a running route table under a plan", () => {
  test("has the route that is added", () => {
    const after = { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" };
    const routes = projected(
      [table],
      [{ address: "aws_route.out", before: null, after }],
      tableArn,
      "effective_routes",
    );
    expect(routes).toMatchObject({
      state: "complete",
      items: [
        { target: "local" },
        { destination_cidr_ipv4: "0.0.0.0/0", target: "internet_gateway", target_id: "igw-1" },
      ],
    });
  });
});

describe("a running certificate under a plan", () => {
  const certificateArn = `arn:aws:acm:${region}:${account}:certificate/1`;
  const balancerArn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/edge/50dc6c495c0c9188`;
  const listenerArn = balancerArn.replace(":loadbalancer/", ":listener/");
  const certificate = (users: readonly string[]): Json =>
    item("AWS::ACM::Certificate", certificateArn, certificateArn, {
      configuration: { certificateArn, status: "ISSUED", inUseBy: users },
    });
  const listener = { arn: listenerArn, load_balancer_arn: balancerArn, port: 443, protocol: "HTTPS" };
  const address = "aws_lb_listener.https";
  const taking = { ...listener, certificate_arn: certificateArn };
  const inUse = (users: readonly string[], changes: readonly Change[]): Json =>
    projected([certificate(users)], changes, certificateArn, "in_use");

  test("is in use as AWS tells it while nothing changes", () => {
    expect([inUse([balancerArn], []), inUse([], [])]).toEqual([true, false]);
  });

  test("is in use by a listener that the plan makes", () => {
    expect(inUse([], [{ address, before: null, after: taking }])).toBe(true);
  });

  test("may not be in use any more once the plan takes its listener away or gives it another", () => {
    const other = { ...listener, certificate_arn: certificateArn.replace(/1$/u, "2") };
    expect(inUse([balancerArn], [{ address, before: taking, after: null }])).toEqual({ unknown: "U4" });
    expect(inUse([balancerArn], [{ address, before: taking, after: other }])).toEqual({ unknown: "U4" });
  });
});

describe("a running prefix list under a plan", () => {
  const listArn = `arn:aws:ec2:${region}:${account}:prefix-list/pl-1`;
  const list = item("AWS::EC2::PrefixList", "pl-1", listArn, {
    configuration: {
      PrefixListId: "pl-1",
      PrefixListName: "office",
      AddressFamily: "IPv4",
      Arn: listArn,
      Entries: [{ Cidr: "192.0.2.0/24" }, { Cidr: "198.51.100.0/24" }],
    },
  });
  const address = "aws_ec2_managed_prefix_list_entry.a";
  const entry = (cidr: string): { readonly [name: string]: Json } => ({ prefix_list_id: "pl-1", cidr });
  const range = (cidr: string): Json => ({ cidr_ipv4: cidr, cidr_ipv6: null });
  const entries = (change: Change): Json => projected([list], [change], listArn, "effective_entries");

  test("has what an entry adds, and no more what one takes along", () => {
    expect(entries({ address, before: null, after: entry("0.0.0.0/0") })).toEqual({
      state: "complete",
      code: null,
      items: [range("192.0.2.0/24"), range("198.51.100.0/24"), range("0.0.0.0/0")],
    });
    expect(entries({ address, before: entry("198.51.100.0/24"), after: null })).toEqual({
      state: "complete",
      code: null,
      items: [range("192.0.2.0/24")],
    });
    expect(entries({ address, before: entry("203.0.113.0/24"), after: null })).toEqual({
      state: "partial",
      code: "U1",
      items: [],
    });
  });
});
