import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import type { ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json, ObjectNode, ValueNode } from "../../model/value.ts";
import { buildEstate } from "../../model/build-estate.ts";
import { awsTypes } from "../../types/aws/index.ts";
import { parsedDocument } from "../json-document.ts";
import { isConfigDocument, readConfigItems } from "./index.ts";

const types: readonly ResourceType[] = awsTypes;
const source = { label: "config", name: "config.json", digest: "sha256:0" };

function read(json: Json): ReadDocument {
  return readConfigItems(json, source);
}

function isConfigItems(json: Json): boolean {
  return isConfigDocument(parsedDocument(json));
}

function readOne(json: Json): ReadResource {
  const { resources } = read(json);
  const [resource] = resources;
  if (resource === undefined || resources.length !== 1) throw new Error(`${String(resources.length)} resources`);
  return resource;
}

function plain(node: ValueNode | ObjectNode): Json {
  if (node.kind === "scalar") return node.value as Json;
  if (node.kind === "object") return plainAll(node.fields);
  return { state: node.state, code: node.code, items: node.items.map(plain) };
}

function plainAll(values: Readonly<Record<string, ValueNode>>): { readonly [name: string]: Json } {
  return Object.fromEntries(Object.entries(values).map(([name, node]) => [name, plain(node)]));
}

// All fixtures in this file are made up; the shapes are those of the published property schemas and recorded items.
const account = "123456789012";
const arn = `arn:aws:rds:ap-northeast-1:${account}:db:main`;

function item(resourceType: string, configuration: Json, more: { readonly [name: string]: Json } = {}) {
  return {
    version: "1.3",
    resourceType,
    resourceId: "id-1",
    arn: `arn:aws:x:ap-northeast-1:${account}:thing/${resourceType}`,
    awsAccountId: account,
    awsRegion: "ap-northeast-1",
    configurationItemStatus: "OK",
    configurationItemCaptureTime: "2026-11-01T00:00:00.000Z",
    configuration,
    ...more,
  };
}

const instance = {
  dBInstanceIdentifier: "main",
  engine: "postgres",
  storageEncrypted: true,
  publiclyAccessible: false,
} as const;
const database = item("AWS::RDS::DBInstance", instance, { arn });

const yes = { unknown: "U4" };
const untold = { state: "partial", code: "U4", items: [] };
const none = { state: "complete", code: null, items: [] };

describe("the outer shapes of AWS Config", () => {
  const shapes: Readonly<Record<string, Json>> = {
    "a single item": database,
    "a list of items": [database],
    "a configuration item under its key": { configurationItem: database },
    "a history or snapshot": { configurationItems: [database] },
    "a snapshot file": { fileVersion: "1.0", configSnapshotId: "0", configurationItems: [database] },
    "the answer of a batch request": { baseConfigurationItems: [database], unprocessedResourceKeys: [] },
    "the event of a rule": { invokingEvent: JSON.stringify({ configurationItem: database }), accountId: account },
    "a configuration in a string": { ...database, configuration: JSON.stringify(instance) },
  };

  test.each(Object.entries(shapes))("%s is recognised and gives the same resource", (_, json) => {
    expect(isConfigItems(json)).toBe(true);
    const expected = readOne(database);
    const resource = readOne(json);
    expect({ ...resource, origin: "" }).toEqual({ ...expected, origin: "" });
  });

  test.each([
    ["a single item", database, "config.json#"],
    ["a list", [database], "config.json#/0"],
    ["a history", { configurationItems: [database] }, "config.json#/configurationItems/0"],
    [
      "the event of a rule",
      { invokingEvent: JSON.stringify({ configurationItem: database }) },
      "config.json#/invokingEvent/configurationItem",
    ],
  ] as const)("%s gives the place of the item as origin", (_, json, origin) => {
    expect(readOne(json as Json).origin).toBe(origin);
  });

  test.each([
    ["a plan", { format_version: "1.2", resource_changes: [] }],
    ["an empty list", []],
    ["a list of something else", [{ resourceType: "AWS::EC2::VPC" }]],
    ["a message about something else", { Type: "Notification", Message: "Hello" }],
    ["the log of a trail", { Records: [{ eventSource: "config.amazonaws.com", eventName: "PutEvaluations" }] }],
    ["results of something else", { Results: [{ Target: "a" }] }],
    ["null", null],
  ] as const)("%s is not recognised", (_, json) => {
    expect(isConfigItems(json)).toBe(false);
  });

  test.each([
    ["an item that is none", { configurationItems: [database, 7] }, "config.json#/configurationItems/1"],
    ["a configuration that is no JSON", { ...database, configuration: "{" }, "config.json#/configuration"],
    ["an event that is no JSON", { invokingEvent: '"configurationItem' }, "config.json#/invokingEvent"],
  ] as const)("%s is refused with its place", (_, json, place) => {
    let caught: unknown;
    try {
      read(json);
    } catch (error) {
      caught = error;
    }
    if (!isSekishoError(caught)) throw new Error("nothing was thrown", { cause: caught });
    expect([caught.code, caught.message.startsWith(`${place}:`)]).toEqual(["DOCUMENT_INVALID", true]);
  });

  test("a string of JSON that is nested too deeply is refused", () => {
    const deep = { ...database, configuration: "[".repeat(2000) + "]".repeat(2000) };
    expect(() => read(deep)).toThrow("config.json#/configuration: the JSON in this string is nested deeper than");
  });
});

describe("a document of items", () => {
  test("is running, covers nothing and names its account", () => {
    const { captures, ...document } = read([database]);
    const [told] = document.resources;
    expect([...(captures?.of ?? [])]).toEqual([[told, { at: "2026-11-01T00:00:00.000Z", isOwned: true }]]);
    expect({ ...document, resources: document.resources.length }).toEqual({
      document: { ...source, kind: "config-items", partial: null },
      accounts: [{ key: account, id: account, origin: "config.json#/0" }],
      resources: 1,
      before: null,
      managed: 1,
      covers: [],
      toldAt: "2026-11-01T00:00:00.000Z",
      diagnostics: [],
      accounting: { resources: 1, read: 1, unsupported: 0, unread: 0, types: {} },
    });
    const { running, action, isSubject, region, accountKey, address } = readOne(database);
    expect({ running, action, isSubject, region, accountKey, address }).toEqual({
      running: true,
      action: "none",
      isSubject: true,
      region: "ap-northeast-1",
      accountKey: account,
      address: null,
    });
  });

  test("counts unsupported types and items without configuration", () => {
    const document = read([
      database,
      item("AWS::SQS::Queue", {}, { arn: "arn:a" }),
      item("AWS::SQS::Queue", {}, { arn: "arn:b" }),
      item("AWS::RDS::DBInstance", null, { arn: "arn:c", configurationItemStatus: "ResourceNotRecorded" }),
    ]);
    expect(document.accounting).toEqual({
      resources: 4,
      read: 1,
      unsupported: 2,
      unread: 1,
      types: { "AWS::SQS::Queue": 2 },
    });
  });

  test("leaves out a deleted resource and says so", () => {
    const deleted = { ...database, configuration: null, configurationItemStatus: "ResourceDeleted" };
    const document = read([deleted]);
    expect([document.resources, document.diagnostics]).toEqual([
      [],
      [{ code: "CONFIG_ITEM_DELETED", document: "config", args: { resource: arn, type: "AWS::RDS::DBInstance" } }],
    ]);
  });

  test("takes the latest of several items of a resource, across forms of time", () => {
    const at = (time: Json, storageEncrypted: boolean): Json => ({
      ...database,
      configurationItemCaptureTime: time,
      configuration: { engine: "postgres", storageEncrypted },
    });
    const encrypted = (items: readonly Json[]): Json => plainAll(readOne(items).values)["storage_encrypted"] ?? null;
    expect(encrypted([at("2026-11-01T00:00:00Z", false), at("2026-11-01T09:00:00.500+09:00", true)])).toBe(true);
    expect(encrypted([at("2026-11-01T00:00:00Z", false), at("2026-11-01T08:59:00+09:00", true)])).toBe(false);
    expect(encrypted([at(1793491199, false), at("2026-11-01T00:00:00Z", true)])).toBe(true);
    expect(encrypted([at("2026-11-01T00:00:00Z", true), at(1793491199000, false)])).toBe(true);
    expect(encrypted([at("2026-11-01T00:00:00Z", true), at("2026-11-01T00:00:00Z", false)])).toBe(true);
  });

  test("knows a resource as deleted if the latest item says so", () => {
    const later = { configurationItemCaptureTime: "2026-11-02T00:00:00Z", configurationItemStatus: "ResourceDeleted" };
    expect(read([database, { ...database, ...later }]).resources).toEqual([]);
  });

  test("takes account and region from the ARN where the item does not say, and else does not know them", () => {
    const bare = { resourceType: "AWS::RDS::DBInstance", configuration: {} };
    const { accountKey, region } = readOne({ ...bare, ARN: arn });
    expect([accountKey, region]).toEqual([account, "ap-northeast-1"]);
    const unknown = read(bare);
    expect([unknown.accounts[0]?.id, unknown.resources[0]?.region]).toEqual([null, { unknown: "U4" }]);
  });
});

describe("an item of each type", () => {
  test("AWS::RDS::DBInstance", () => {
    const resource = readOne({
      ...database,
      configuration: {
        ...instance,
        dBInstanceArn: arn,
        kmsKeyId: "arn:aws:kms:ap-northeast-1:123456789012:key/k",
        dBSubnetGroup: { dBSubnetGroupName: "inner", subnets: [{ subnetIdentifier: "subnet-0aa" }] },
      },
    });
    expect(plainAll(resource.values)).toEqual({
      engine: "postgres",
      storage_encrypted: true,
      kms_key_id: "arn:aws:kms:ap-northeast-1:123456789012:key/k",
      replicate_source_db: null,
      snapshot_identifier: yes,
      restore_to_point_in_time: yes,
      s3_import: yes,
      publicly_accessible: false,
      db_subnet_group_name: "inner",
      subnet_ids: { state: "complete", code: null, items: ["subnet-0aa"] },
    });
    expect(resource.identities).toEqual({ arn, identifier: "main" });
    expect(resource.links).toEqual({
      db_subnet_group_name: { state: "complete", code: null, references: [{ by: "value", value: "inner" }] },
      kms_key_id: {
        state: "complete",
        code: null,
        references: [{ by: "value", value: "arn:aws:kms:ap-northeast-1:123456789012:key/k" }],
      },
      replicate_source_db: { state: "complete", code: null, references: [] },
      subnet_ids: { state: "complete", code: null, references: [{ by: "value", value: "subnet-0aa" }] },
    });
    expect(resource.values["storage_encrypted"]).toEqual({
      kind: "scalar",
      value: true,
      origin: "/configuration/storageEncrypted",
    });
  });

  test("AWS::RDS::DBInstance that does not tell what is asked is unknown", () => {
    const { values } = readOne(item("AWS::RDS::DBInstance", { engine: "postgres", storageEncrypted: "perhaps" }));
    expect([plainAll(values)["storage_encrypted"], plainAll(values)["publicly_accessible"]]).toEqual([yes, yes]);
  });

  test.each([
    ["aurora-postgresql", "c", "aws_rds_cluster_instance"],
    ["postgres", "c", "aws_db_instance"],
    ["docdb", "c", "aws_db_instance"],
    ["neptune", "c", "aws_db_instance"],
  ])("AWS::RDS::DBInstance of engine %s in a cluster", (engine, dBClusterIdentifier, type) => {
    const resource = readOne(item("AWS::RDS::DBInstance", { engine, dBClusterIdentifier, storageEncrypted: true }));
    expect([
      resource.type,
      plainAll(resource.values)["engine"],
      plainAll(resource.values)["storage_encrypted"],
    ]).toEqual([type, engine, true]);
  });

  test("AWS::RDS::DBCluster", () => {
    const resource = readOne(
      item("AWS::RDS::DBCluster", {
        dbclusterIdentifier: "c",
        engine: "aurora-mysql",
        engineMode: "provisioned",
        storageEncrypted: false,
      }),
    );
    expect(resource.identities["cluster_identifier"]).toBe("c");
    expect(plainAll(resource.values)).toMatchObject({
      engine: "aurora-mysql",
      engine_mode: "provisioned",
      storage_encrypted: false,
      kms_key_id: null,
      global_cluster_identifier: yes,
    });
  });

  test("AWS::EC2::SecurityGroup in the old and the new form", () => {
    const permission = { ipProtocol: "tcp", fromPort: 22, toPort: 22, ipv6Ranges: [{ cidrIpv6: "::/0" }] };
    const group = (ranges: { readonly [name: string]: Json }): Json => {
      const configuration = { groupId: "sg-1", groupName: "a", ipPermissions: [{ ...permission, ...ranges }] };
      return plainAll(readOne(item("AWS::EC2::SecurityGroup", configuration)).values);
    };
    const expected = {
      name: "a",
      ingress: {
        ...none,
        items: [
          {
            protocol: "tcp",
            from_port: 22,
            to_port: 22,
            cidr_blocks: { ...none, items: ["0.0.0.0/0"] },
            ipv6_cidr_blocks: { ...none, items: ["::/0"] },
            prefix_list_ids: none,
            security_groups: none,
            self: false,
          },
        ],
      },
      egress: untold,
      source_security_group_ids: none,
      ingress_prefix_list_ids: none,
      egress_prefix_list_ids: untold,
      tags: null,
      vpc_id: yes,
    };
    expect(group({ ipRanges: ["0.0.0.0/0"] })).toEqual(expected);
    expect(group({ ipRanges: ["0.0.0.0/0"], ipv4Ranges: [{ cidrIp: "0.0.0.0/0", description: "" }] })).toEqual(
      expected,
    );
    expect(group({})).toMatchObject({ ingress: { items: [{ cidr_blocks: untold }] } });
  });

  test("AWS::CloudTrail::Trail does not tell whether it is logging, and what it delivers", () => {
    const resource = readOne(
      item("AWS::CloudTrail::Trail", {
        name: "t",
        trailARN: "arn:aws:cloudtrail:ap-northeast-1:123456789012:trail/t",
        isMultiRegionTrail: true,
        isOrganizationTrail: false,
        logFileValidationEnabled: true,
        includeGlobalServiceEvents: true,
        cloudWatchLogsLogGroupArn: "arn:aws:logs:ap-northeast-1:123456789012:log-group:t:*",
        hasCustomEventSelectors: false,
        homeRegion: "ap-northeast-1",
      }),
    );
    expect(plainAll(resource.values)).toEqual({
      is_multi_region_trail: true,
      is_organization_trail: false,
      enable_logging: yes,
      enable_log_file_validation: true,
      include_global_service_events: true,
      cloud_watch_logs_group_arn: "arn:aws:logs:ap-northeast-1:123456789012:log-group:t:*",
      cloud_watch_logs_role_arn: null,
      kms_key_id: null,
      home_region: "ap-northeast-1",
      has_custom_event_selectors: false,
      event_selector: untold,
      advanced_event_selector: untold,
      latest_delivery_time: yes,
      latest_cloud_watch_logs_delivery_error: yes,
    });
  });

  test("AWS::GuardDuty::Detector", () => {
    const resource = readOne(
      item(
        "AWS::GuardDuty::Detector",
        { Id: "d", Enable: false, FindingPublishingFrequency: "SIX_HOURS" },
        { resourceId: "d" },
      ),
    );
    expect([resource.identities["id"], plainAll(resource.values)]).toEqual([
      "d",
      { enable: false, finding_publishing_frequency: "SIX_HOURS" },
    ]);
  });

  test("AWS::ElasticLoadBalancingV2::LoadBalancer, with attributes recorded beside the configuration", () => {
    const configuration = { scheme: "internet-facing", type: "application", securityGroups: ["sg-1", "sg-2"] };
    const balancer = item("AWS::ElasticLoadBalancingV2::LoadBalancer", configuration);
    const resource = readOne(balancer);
    expect(plainAll(resource.values)).toEqual({
      internal: false,
      load_balancer_type: "application",
      enable_waf_fail_open: yes,
      security_groups: { ...none, items: ["sg-1", "sg-2"] },
      created_time: yes,
    });
    expect(resource.links["security_groups"]).toEqual({
      state: "complete",
      code: null,
      references: [
        { by: "value", value: "sg-1" },
        { by: "value", value: "sg-2" },
      ],
    });
    const attributes = '[{"key":"idle","value":"1"},{"key":"waf.fail_open.enabled","value":"true"}]';
    const { values } = readOne({ ...balancer, supplementaryConfiguration: { LoadBalancerAttributes: attributes } });
    expect(values["enable_waf_fail_open"]).toEqual({
      kind: "scalar",
      value: true,
      origin: "/supplementaryConfiguration/LoadBalancerAttributes/1/value",
    });
  });

  test("AWS::ElasticLoadBalancingV2::Listener, in capitals", () => {
    const resource = readOne(
      item("AWS::ElasticLoadBalancingV2::Listener", {
        ListenerArn: "arn:l",
        LoadBalancerArn: "arn:b",
        Protocol: "HTTP",
        Port: 80,
        SslPolicy: "ELBSecurityPolicy-example",
        DefaultActions: [
          { Type: "redirect", RedirectConfig: { Protocol: "HTTPS", StatusCode: "HTTP_301" } },
          { Type: "forward", RedirectConfig: null },
        ],
      }),
    );
    expect(plainAll(resource.values)).toEqual({
      load_balancer_arn: "arn:b",
      certificate_arn: null,
      mutual_authentication_mode: { unknown: "U4" },
      protocol: "HTTP",
      port: 80,
      ssl_policy: "ELBSecurityPolicy-example",
      default_action: {
        ...none,
        items: [
          {
            type: "redirect",
            redirect: { ...none, items: [{ protocol: "HTTPS", port: "#{port}", status_code: "HTTP_301" }] },
          },
          { type: "forward", redirect: none },
        ],
      },
    });
  });

  test("AWS::ElasticLoadBalancing::LoadBalancer", () => {
    const { values } = readOne(
      item("AWS::ElasticLoadBalancing::LoadBalancer", {
        scheme: "internal",
        listenerDescriptions: [{ listener: { protocol: "HTTP", loadBalancerPort: 80 } }],
        securityGroups: [],
      }),
    );
    expect(plainAll(values)).toEqual({
      internal: true,
      created_time: yes,
      certificate_arns: none,
      listener: { ...none, items: [{ lb_protocol: "HTTP", lb_port: 80 }] },
      security_groups: none,
    });
  });

  test("whatever stands in a configuration is read, and every attribute has a value", () => {
    const names = [
      "ipPermissions",
      "ipv4Ranges",
      "rules",
      "defaultAction",
      "DefaultActions",
      "RedirectConfig",
      "engine",
    ];
    const { tree } = fc.letrec<{ tree: Json; leaf: Json }>((tie) => ({
      leaf: fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string()),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie("leaf"),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), tie("tree"), { maxKeys: 4 }),
      ),
    }));
    const recorded = types.flatMap(({ sources }) => (sources.config === undefined ? [] : [sources.config]));
    fc.assert(
      fc.property(
        fc.constantFrom(...recorded),
        fc.dictionary(fc.constantFrom(...names), tree),
        (name, configuration) => {
          const estate = buildEstate([read(item(name, configuration))]);
          for (const resource of estate.resources) {
            const type = types.find((candidate) => candidate.type === resource.type);
            for (const attribute of Object.keys(type?.attributes ?? {})) {
              expect(plain(estate.value(resource, attribute))).toBeDefined();
            }
          }
        },
      ),
    );
  });

  test("every declared attribute and link of a type is there, even from an empty configuration", () => {
    for (const type of types) {
      const { config } = type.sources;
      if (config === undefined || type.type === "aws_rds_cluster_instance") continue;
      const member = type.sources.configMember?.split(".")[1];
      const beside = member === undefined ? {} : { supplementaryConfiguration: { [member]: {} } };
      const resource = read({ ...item(config, {}), ...beside }).resources.find((one) => one.type === type.type);
      expect(resource, type.type).toBeDefined();
      if (resource === undefined) continue;
      const declared = Object.entries(type.attributes).filter(([, { kind }]) => !kind.startsWith("derived"));
      expect([resource.type, Object.keys(resource.values), Object.keys(resource.links)]).toEqual([
        type.type,
        declared.map(([name]) => name),
        Object.keys(type.links),
      ]);
    }
  });
});

const corpus = new URL("../../../../../../shared/corpus/config-items/", import.meta.url);

if (!existsSync(corpus)) process.stderr.write(`not tested: there are no recorded items at ${corpus.pathname}\n`);

describe("an item that holds several resources", () => {
  const bucket = {
    ...(item("AWS::S3::Bucket", { name: "logs" }) as { readonly [name: string]: Json }),
    ARN: "arn:aws:s3:::logs",
    resourceId: "logs",
    supplementaryConfiguration: {
      AccessControlList:
        '"{\\"grantSet\\":null,\\"grantList\\":[{\\"grantee\\":\\"AllUsers\\",\\"permission\\":\\"Read\\"}]}"',
      BucketLoggingConfiguration: '{"destinationBucketName":null,"logFilePrefix":null}',
      BucketPolicy: JSON.stringify({ policyText: JSON.stringify({ Version: "2012-10-17", Statement: [] }) }),
      BucketVersioningConfiguration: '{"status":"Off","isMfaDeleteEnabled":null}',
      PublicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: false,
      },
    },
  };

  test("gives one a member of its supplementary configuration, linked with the one that it is named after", () => {
    const { accounting, resources } = read(bucket);
    expect(accounting).toEqual({ resources: 1, read: 1, unsupported: 0, unread: 0, types: {} });
    expect(resources.map(({ type }) => type).sort()).toEqual([
      "aws_s3_bucket",
      "aws_s3_bucket_acl",
      "aws_s3_bucket_logging",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_versioning",
    ]);
    const estate = buildEstate([read(bucket)]);
    const [block] = estate.subjects("aws_s3_bucket_public_access_block");
    const [owner] = estate.subjects("aws_s3_bucket");
    if (block === undefined || owner === undefined) throw new Error("Both are there");
    expect(estate.forward(block, "bucket").items).toEqual([owner]);
    const told = (name: string): Json => plain(estate.value(owner, name));
    expect({
      block: told("effective_public_access_block"),
      policy: told("effective_policy"),
      versioning: told("effective_versioning"),
      logging: told("effective_logging"),
      encryption: told("effective_encryption"),
      grants: told("effective_grants"),
    }).toEqual({
      block: {
        ...none,
        items: [
          {
            block_public_acls: true,
            block_public_policy: true,
            ignore_public_acls: true,
            restrict_public_buckets: false,
          },
        ],
      },
      policy: { ...none, items: [{ document: { Version: "2012-10-17", Statement: [] } }] },
      versioning: { ...none, items: [{ status: "Disabled" }] },
      logging: none,
      encryption: { state: "partial", code: "U4", items: [] },
      grants: {
        ...none,
        items: [{ uri: "http://acs.amazonaws.com/groups/global/AllUsers", id: null, permission: "READ" }],
      },
    });
  });
});

describe.skipIf(!existsSync(corpus))("the corpus of recorded items", () => {
  const load = (path: string): Json => JSON.parse(readFileSync(new URL(path, corpus), "utf8")) as Json;

  test("a load balancer with its configuration in a string", () => {
    const resource = readOne(load("custodian/app-elb.json"));
    expect([resource.type, resource.region, resource.accountKey, plainAll(resource.values)]).toEqual([
      "aws_lb",
      "us-east-1",
      "644160558196",
      {
        internal: true,
        load_balancer_type: "application",
        enable_waf_fail_open: yes,
        security_groups: { ...none, items: ["sg-111222333", "sg-333444555", "sg-666777888", "sg-aaacccddd"] },
        created_time: "2017-11-09T17:32:40.200Z",
      },
    ]);
  });

  test("the event of a rule about a security group", () => {
    const resource = readOne(load("custodian-events/event-config-rule-security-group.json"));
    expect([resource.identities, plainAll(resource.values)]).toEqual([
      { arn: "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-e2fb6999", id: "sg-e2fb6999" },
      {
        name: "sg_open_ssh",
        source_security_group_ids: none,
        ingress_prefix_list_ids: none,
        egress_prefix_list_ids: none,
        tags: [],
        vpc_id: "vpc-f16e4296",
        ingress: {
          ...none,
          items: [
            {
              protocol: "tcp",
              from_port: 22,
              to_port: 22,
              cidr_blocks: { ...none, items: ["0.0.0.0/0"] },
              ipv6_cidr_blocks: none,
              prefix_list_ids: none,
              security_groups: none,
              self: false,
            },
          ],
        },
        egress: {
          ...none,
          items: [
            {
              protocol: "-1",
              from_port: null,
              to_port: null,
              cidr_blocks: { ...none, items: ["0.0.0.0/0"] },
              ipv6_cidr_blocks: none,
              prefix_list_ids: none,
              security_groups: none,
              self: false,
            },
          ],
        },
      },
    ]);
  });

  test.each([
    ["test_sg_config_diff", { superseded: 1 }],
    ["test_sg_config_ingres_diff", {}],
  ])("the history %s gives its newest item", (name, left) => {
    const recorded = load(`custodian-placebo/${name}__config.GetResourceConfigHistory_1.json`) as {
      readonly data: { readonly configurationItems: readonly Json[] };
    };
    expect(isConfigItems(recorded.data)).toBe(true);
    const { resources, accounting } = read(recorded.data);
    const origins = resources.map(({ type, origin }) => [type, origin]);
    expect([origins, accounting]).toEqual([
      [["aws_security_group", "config.json#/configurationItems/0"]],
      { resources: 1, read: 1, unsupported: 0, unread: 0, types: {}, ...left },
    ]);
  });

  const aboutNoResource = [
    "aws-config-docs/evaluate-config_develop-rules_example-events__3.json",
    "aws-config-docs/example-configuration-history-notification__1.json",
    "aws-config-docs/example-configuration-snapshot-notification__1.json",
    "aws-config-docs/example-config-rule-compliance-notification__1.json",
    "aws-config-docs/example-query__4.json",
    "aws-config-docs/example-query__8.json",
    "custodian/poll-evaluation.json",
  ];

  test("every document that is recognised is read, and its accounting adds up", () => {
    const files = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".json") && file !== "provenance.json",
    );
    const recognised: string[] = [];
    for (const file of files) {
      const whole = load(file) as { readonly data?: Json } | null;
      const json = whole?.data ?? whole;
      if (!isConfigItems(json)) continue;
      recognised.push(file);
      if (aboutNoResource.includes(file)) {
        expect(() => read(json), file).toThrow("holds no configuration item");
        continue;
      }
      const { accounting, resources } = read(json);
      // One item may hold several resources.
      const origins = new Set(resources.map(({ origin }) => origin));
      expect([file, accounting.read + accounting.unsupported + accounting.unread, origins.size]).toEqual([
        file,
        accounting.resources,
        accounting.read,
      ]);
    }
    expect(recognised.length).toBeGreaterThanOrEqual(14);
  });

  test("no type that AWS Config cannot record has a name there", () => {
    const unrecordable =
      /^aws_(?:cloudwatch_log_group|wafv2_web_acl_(?:association|rule_group_association)|lb_listener_rule|guardduty_organization_configuration|iam_role_policy|route|vpc_security_group_(?:in|e)gress_rule|security_group_rule)$/u;
    const named = types.filter((type) => unrecordable.test(type.type));
    expect(named).toHaveLength(10);
    expect(named.filter(({ sources }) => sources.config !== undefined)).toEqual([]);
  });
});
