import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { Estate, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { Json, ValueNode } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments, type FileInput } from "../read-document.ts";

function read(template: Json | string, settings: FileInput["template"] = {}): ReadDocument {
  const text = typeof template === "string" ? template : JSON.stringify(template);
  const bytes = new TextEncoder().encode(text);
  const input = { label: null, name: "a.yaml", digest: "sha256:0", bytes, template: settings };
  const [document] = readDocuments([input], resourceTypes);
  if (document === undefined) throw new Error("no document was read");
  return document;
}

/** A value without the places that it was read from. */
function plain(node: ValueNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  const items = node.items.map((item) =>
    item.kind === "scalar"
      ? item.value
      : Object.fromEntries(Object.entries(item.fields).map(([name, field]) => [name, plain(field)])),
  );
  return node.code === null ? items : { code: node.code, items };
}

function at(document: ReadDocument, address: string): ReadResource {
  const found = document.resources.find((resource) => resource.address === address);
  if (found === undefined) throw new Error(`there is no ${address}`);
  return found;
}

function value(document: ReadDocument, address: string, attribute: string): unknown {
  return plain(at(document, address).values[attribute]);
}

function derived(estate: Estate, address: string, attribute: string): unknown {
  const resource = estate.resources.find((one) => one.address === address);
  if (resource === undefined) throw new Error(`there is no ${address}`);
  return plain(estate.value(resource, attribute));
}

const codes = (document: ReadDocument): readonly string[] => document.diagnostics.map(({ code }) => code);

describe("a template", () => {
  const template = `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Class: { Type: String, Default: db.t3.micro }
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: mysql, KmsKeyId: !GetAtt Key.Arn }
  Key:
    Type: AWS::KMS::Key
  Queue:
    Type: AWS::SQS::Queue
`;

  test("is read with its places, its account and region not known", () => {
    const document = read(template);
    expect(document.document).toMatchObject({ label: "template", kind: "cloudformation-template", partial: null });
    expect(document.accounting).toMatchObject({
      resources: 3,
      read: 2,
      unsupported: 1,
      types: { "AWS::SQS::Queue": 1 },
    });
    expect(at(document, "Db")).toMatchObject({
      type: "aws_db_instance",
      origin: "a.yaml#/Resources/Db",
      position: { file: "a.yaml", line: 6 },
      running: false,
      action: "none",
      region: { unknown: "U1" },
      links: { kms_key_id: { references: [{ by: "address", address: "Key" }] } },
    });
    expect(at(document, "Db").values["engine"]).toMatchObject({ origin: "/Properties/Engine" });
    expect(document.accounts).toEqual([{ key: "stack", id: null, origin: "a.yaml#" }]);
    expect(codes(document)).toEqual(["TEMPLATE_DEFAULTS_TAKEN", "TEMPLATE_MAY_EXIST"]);
  });

  test("of which nothing exists yet is read as what a new stack creates, where its deployment says", () => {
    const parameters = { "AWS::Region": "ap-northeast-1", "AWS::AccountId": "123456789012", Class: "x" };
    const document = read(template, { isNew: true, parameters });
    expect(at(document, "Db")).toMatchObject({ action: "create", region: "ap-northeast-1" });
    expect(document.accounts).toMatchObject([{ id: "123456789012" }]);
    expect(codes(document)).toEqual(["TEMPLATE_READ_AS_NEW"]);
  });

  test("is found in what get-template prints, as an object and as a text", () => {
    const body = { Resources: { Key: { Type: "AWS::KMS::Key" } } };
    for (const TemplateBody of [body, JSON.stringify(body), "Resources:\n  Key:\n    Type: AWS::KMS::Key\n"]) {
      const { resources } = read({ TemplateBody, StagesAvailable: ["Original"] });
      expect(resources.map(({ origin }) => origin)).toEqual(["a.yaml#/TemplateBody/Resources/Key"]);
    }
  });

  test("without resources is refused", () => {
    expect(() => read({ AWSTemplateFormatVersion: "2010-09-09" })).toThrow(/the template has no resources/u);
  });

  test("whose values do not fit is not known there", () => {
    const document = read({
      Resources: {
        Db: { Type: "AWS::RDS::DBInstance", Properties: { StorageEncrypted: "maybe", Engine: {} } },
        Group: {
          Type: "AWS::EC2::SecurityGroup",
          Properties: { SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: "022", CidrIp: "10.0.0.0/8" }, "x"] },
        },
        Odd: { Type: 1 },
        Odder: "x",
      },
    });
    expect(value(document, "Db", "storage_encrypted")).toEqual({ unknown: "U1" });
    expect(value(document, "Group", "ingress")).toMatchObject({
      code: "U1",
      items: [{ from_port: { unknown: "U1" } }],
    });
    expect(document.document.partial).toBe("U3");
    expect(codes(document)).toContain("RESOURCES_UNREADABLE");
  });
});

test.each<[string, Json]>([
  ["a text", "x"],
  ["a list", []],
  ["nothing", { Ref: "AWS::NoValue" }],
])("properties that are %s tell nothing", (_, Properties) => {
  const document = read({ Resources: { Db: { Type: "AWS::RDS::DBInstance", Properties } } });
  expect(value(document, "Db", "storage_encrypted")).toEqual({ unknown: "U1" });
});

describe("resources with conditions", () => {
  const template = (condition: Json): Json => ({
    Parameters: { Open: { Type: "String" } },
    Conditions: { Made: condition },
    Resources: {
      Group: { Type: "AWS::EC2::SecurityGroup", Condition: "Made" },
      Rule: {
        Type: "AWS::EC2::SecurityGroupIngress",
        Properties: { GroupId: { Ref: "Group" }, IpProtocol: "-1", CidrIp: "0.0.0.0/0" },
      },
      Queue: { Type: "AWS::SQS::Queue", Condition: "Made" },
    },
  });

  test("that hold are there", () => {
    const document = read(template({ "Fn::Equals": ["a", "a"] }));
    expect(document.accounting).toMatchObject({ resources: 3, read: 2, unsupported: 1 });
    expect(at(document, "Rule").links["security_group_id"]).toMatchObject({
      references: [{ by: "address", address: "Group" }],
    });
  });

  test("that do not hold are not there, and what refers to them is not known", () => {
    const document = read(template({ "Fn::Equals": ["a", "b"] }));
    expect(document.accounting).toMatchObject({ resources: 1, read: 1 });
    expect(document.document.partial).toBeNull();
    expect(at(document, "Rule").links["security_group_id"]).toMatchObject({
      references: [{ by: "unknown", code: "U1" }],
    });
  });

  test("that are not known make the document partial; of types that are not read they do not", () => {
    const document = read(template({ "Fn::Equals": [{ Ref: "Open" }, "b"] }));
    expect(document.accounting).toMatchObject({ resources: 3, read: 1, unsupported: 1, unread: 1 });
    expect(document.document.partial).toBe("U3");
    expect(document.diagnostics).toContainEqual({
      code: "TEMPLATE_CONDITIONS_UNKNOWN",
      document: "template",
      args: { count: 1 },
    });
    expect(at(document, "Rule").links["security_group_id"]).toMatchObject({
      references: [{ by: "unknown", code: "U1" }],
    });
  });
});

describe("what a template hides", () => {
  const key = { Type: "AWS::KMS::Key", Properties: { Enabled: true } };
  test.each<[string, Json, number, string | null]>([
    ["a loop", { Resources: { Key: key, "Fn::ForEach::Keys": ["x", ["a"], {}] } }, 1, "U3"],
    ["a macro among resources", { Resources: { Key: key, "Fn::Transform": { Name: "AWS::Include" } } }, 1, "U3"],
    ["an included part", { Transform: { Name: "AWS::Include" }, Resources: { Key: key } }, 1, "U3"],
    ["a nested stack", { Resources: { Key: key, S: { Type: "AWS::CloudFormation::Stack" } } }, 1, "U3"],
    ["a module", { Resources: { Key: key, M: { Type: "Example::Key::Key::MODULE" } } }, 1, "U3"],
    [
      "resources of SAM",
      { Transform: "AWS::Serverless-2016-10-31", Resources: { Key: key, F: { Type: "AWS::Serverless::Function" } } },
      1,
      "U3",
    ],
    [
      "SAM without resources of its own",
      { Transform: ["AWS::Serverless-2016-10-31"], Resources: { Key: key } },
      0,
      null,
    ],
    ["what only adds functions", { Transform: "AWS::LanguageExtensions", Resources: { Key: key } }, 0, null],
  ])("%s", (_, template, count, partial) => {
    const document = read(template);
    expect(document.document.partial).toBe(partial);
    expect(
      document.diagnostics.filter(({ code }) => code === "TEMPLATE_HIDES_RESOURCES").map(({ args }) => args),
    ).toEqual(count === 0 ? [] : [{ count }]);
    expect(value(document, "Key", "is_enabled")).toBe(true);
  });

  test("a macro of one's own may change every property", () => {
    const document = read({ Transform: "Mine", Resources: { Key: key } });
    expect(document.document.partial).toBe("U3");
    expect(value(document, "Key", "is_enabled")).toEqual({ unknown: "U3" });
  });

  test("a macro in a resource may change what stands beside it", () => {
    const Properties = { Enabled: true, "Fn::Transform": { Name: "AWS::Include" } };
    const document = read({ Resources: { Key: { Type: "AWS::KMS::Key", Properties } } });
    expect(value(document, "Key", "is_enabled")).toEqual({ unknown: "U3" });
  });
});

describe("references", () => {
  test("to an attribute that names something else leave the link open", () => {
    const document = read({
      Resources: {
        Vpc: { Type: "AWS::EC2::VPC" },
        Other: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" },
        Custom: { Type: "Custom::Finder" },
        Lb: {
          Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
          Properties: {
            SecurityGroups: [
              { "Fn::GetAtt": ["Vpc", "CidrBlock"] },
              { "Fn::GetAtt": "Custom.GroupId" },
              "sg-1",
              { Ref: "AWS::NoValue" },
            ],
          },
        },
      },
    });
    expect(at(document, "Lb").links["security_groups"]).toEqual({
      state: "complete",
      code: null,
      references: [
        { by: "unknown", code: "U1" },
        { by: "unknown", code: "U1" },
        { by: "value", value: "sg-1" },
      ],
    });
  });

  test("names of an object's prototype name nothing", () => {
    const document = read({
      Resources: {
        Assoc: {
          Type: "AWS::WAFv2::WebACLAssociation",
          Properties: { ResourceArn: { Ref: "constructor" }, WebACLArn: { "Fn::GetAtt": ["__proto__", "Arn"] } },
        },
      },
    });
    expect(value(document, "Assoc", "resource_arn")).toEqual({ unknown: "U1" });
  });
});

describe("one resource of CloudFormation that is several of ours", () => {
  const template = {
    Parameters: { Open: { Type: "String" } },
    Conditions: { IsOpen: { "Fn::Equals": [{ Ref: "Open" }, "x"] } },
    Resources: {
      Full: {
        Type: "AWS::S3::Bucket",
        Properties: {
          AccessControl: "Private",
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
          },
          LoggingConfiguration: { DestinationBucketName: { Ref: "Bare" } },
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
          PublicAccessBlockConfiguration: { BlockPublicAcls: true },
          VersioningConfiguration: { Status: "Enabled" },
        },
      },
      Bare: { Type: "AWS::S3::Bucket", Properties: { BucketName: "example" } },
      Maybe: {
        Type: "AWS::S3::Bucket",
        Properties: {
          VersioningConfiguration: { "Fn::If": ["IsOpen", { Status: "Enabled" }, { Ref: "AWS::NoValue" }] },
        },
      },
      Policy: {
        Type: "AWS::S3::BucketPolicy",
        Properties: { Bucket: { Ref: "Full" }, PolicyDocument: { Statement: [{ Principal: { Ref: "Open" } }] } },
      },
    },
  };
  const document = read(template, { isNew: true });
  const estate = buildEstate([document]);

  test("has a resource for each that it writes", () => {
    const addresses = document.resources.map(({ type, address }) => `${type} ${String(address)}`);
    expect(addresses.filter((one) => one.includes(" Bare"))).toEqual(["aws_s3_bucket Bare"]);
    expect(addresses.filter((one) => one.includes(" Full")).sort()).toEqual([
      "aws_s3_bucket Full",
      "aws_s3_bucket_acl Full.AccessControl",
      "aws_s3_bucket_logging Full.LoggingConfiguration",
      "aws_s3_bucket_ownership_controls Full.OwnershipControls",
      "aws_s3_bucket_public_access_block Full.PublicAccessBlockConfiguration",
      "aws_s3_bucket_server_side_encryption_configuration Full.BucketEncryption",
      "aws_s3_bucket_versioning Full.VersioningConfiguration",
    ]);
  });

  test("tells each thing once", () => {
    expect(derived(estate, "Full", "effective_encryption")).toEqual([
      { sse_algorithm: "aws:kms", kms_master_key_id: null, bucket_key_enabled: false },
    ]);
    expect(derived(estate, "Full", "effective_versioning")).toEqual([{ status: "Enabled" }]);
    expect(derived(estate, "Full", "effective_acl")).toBe("private");
    expect(derived(estate, "Full", "effective_logging")).toMatchObject([{ target_prefix: null }]);
    expect(derived(estate, "Full", "effective_ownership")).toEqual([{ object_ownership: "BucketOwnerEnforced" }]);
    expect(derived(estate, "Full", "effective_public_access_block")).toMatchObject([
      { block_public_acls: true, block_public_policy: false },
    ]);
    expect(derived(estate, "Full", "effective_policy")).toEqual([
      { document: { Statement: [{ Principal: { unknown: "U1" } }] } },
    ]);
  });

  test("that says nothing of them has none", () => {
    for (const name of ["encryption", "versioning", "logging", "public_access_block", "policy"]) {
      expect(derived(estate, "Bare", `effective_${name}`), name).toEqual([]);
    }
    expect(derived(estate, "Bare", "effective_acl")).toBeNull();
  });

  test("that may say something of them is not known", () => {
    expect(derived(estate, "Maybe", "effective_versioning")).toEqual({ code: "U1", items: [] });
  });
});

describe("types that share a name", () => {
  test.each<[string, Json, string]>([
    ["an instance by itself", { Engine: "mysql" }, "aws_db_instance"],
    [
      "an instance of an Aurora cluster",
      { Engine: "aurora-mysql", DBClusterIdentifier: "c" },
      "aws_rds_cluster_instance",
    ],
    [
      "one whose engine is not known",
      { Engine: { Ref: "Open" }, DBClusterIdentifier: "c" },
      "aws_rds_cluster_instance",
    ],
    ["one without a cluster", { Engine: { Ref: "Open" } }, "aws_db_instance"],
  ])("%s", (_, Properties, type) => {
    const document = read({ Resources: { Db: { Type: "AWS::RDS::DBInstance", Properties } } });
    expect(at(document, "Db").type).toBe(type);
  });
});

describe("what is left out", () => {
  test.each<[string, Json, unknown]>([
    ["a new database is not encrypted", {}, false],
    ["one of a snapshot follows it", { DBSnapshotIdentifier: "s" }, { unknown: "U1" }],
    ["one of a cluster's snapshot follows it", { DBClusterSnapshotIdentifier: "s" }, { unknown: "U1" }],
    ["a replica follows its source", { SourceDBInstanceIdentifier: "s" }, { unknown: "U1" }],
    ["a replica of a cluster follows its source", { SourceDBClusterIdentifier: "s" }, { unknown: "U1" }],
    ["one that is restored to a time follows its source", { UseLatestRestorableTime: true }, { unknown: "U1" }],
    ["one of a backup follows it", { SourceDBInstanceAutomatedBackupsArn: "a" }, { unknown: "U1" }],
  ])("%s", (_, more, expected) => {
    const Properties = { Engine: "mysql", ...(more as object) };
    const document = read({ Resources: { Db: { Type: "AWS::RDS::DBInstance", Properties } } });
    expect(value(document, "Db", "storage_encrypted")).toEqual(expected);
  });

  test("a group without egress lets everything out, so what goes out is not known to be nothing", () => {
    const document = read({ Resources: { Group: { Type: "AWS::EC2::SecurityGroup" } } });
    expect(value(document, "Group", "egress")).toEqual({ code: "U1", items: [] });
    expect(value(document, "Group", "ingress")).toEqual([]);
  });

  describe("of what goes out of a group", () => {
    const group = (name: string, more: Json = {}): Json => ({
      [name]: { Type: "AWS::EC2::SecurityGroup", ...(more as object) },
    });
    const rule = (GroupId: Json): Json => ({
      Rule: {
        Type: "AWS::EC2::SecurityGroupEgress",
        Properties: { GroupId, IpProtocol: "tcp", CidrIp: "192.0.2.1/32" },
      },
    });
    const egress = (resources: readonly Json[], isNew = true): unknown => {
      const Resources = Object.assign({}, ...resources) as Json;
      return derived(buildEstate([read({ Resources }, { isNew })]), "Group", "effective_egress");
    };
    const fields = {
      from_port: null,
      to_port: null,
      cidr_ipv6: null,
      prefix_list_id: null,
      prefix_list_name: null,
      referenced_security_group_id: null,
      self: false,
    };
    const everything = { ...fields, protocol: "-1", cidr_ipv4: "0.0.0.0/0" };
    const single = { ...fields, protocol: "tcp", cidr_ipv4: "192.0.2.1/32" };

    test("everything does for a new one, and of IPv6 it is not known", () => {
      expect(egress([group("Group"), group("Other")])).toEqual({ code: "U1", items: [everything] });
      expect(egress([group("Group"), group("Other"), rule({ Ref: "Other" })])).toEqual({
        code: "U1",
        items: [everything],
      });
    });

    test("it is not known for one that may exist, has a rule of its own or may have one", () => {
      expect(egress([group("Group")], false)).toEqual({ code: "U1", items: [] });
      expect(egress([group("Group"), rule({ Ref: "Group" })])).toEqual({ code: "U1", items: [single] });
      expect(egress([group("Group"), rule({ "Fn::If": ["Open", { Ref: "Group" }, "sg-1"] })])).toEqual({
        code: "U1",
        items: [],
      });
      const property = { "Fn::If": ["Open", [], { Ref: "AWS::NoValue" }] };
      expect(egress([group("Group", { Properties: { SecurityGroupEgress: property } })])).toEqual({
        code: "U1",
        items: [],
      });
    });

    test("nothing does where the list is empty", () => {
      expect(egress([group("Group", { Properties: { SecurityGroupEgress: [] } })])).toEqual([]);
    });
  });

  test("a route table has no routes inline, and what only runs is absent", () => {
    const document = read({
      Resources: { Table: { Type: "AWS::EC2::RouteTable" }, Trail: { Type: "AWS::CloudTrail::Trail" } },
    });
    expect(value(document, "Table", "route")).toEqual([]);
    expect(value(document, "Trail", "latest_delivery_time")).toBeNull();
    expect(value(document, "Trail", "enable_logging")).toEqual({ unknown: "U1" });
    expect(value(document, "Trail", "home_region")).toEqual({ unknown: "U1" });
  });

  test("an attribute of a load balancer counts by its key, and may be any while a key is not known", () => {
    const lb = (LoadBalancerAttributes: Json): unknown =>
      value(
        read({
          Resources: {
            Lb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { LoadBalancerAttributes } },
          },
        }),
        "Lb",
        "enable_waf_fail_open",
      );
    expect(lb([{ Key: "waf.fail_open.enabled", Value: "true" }])).toBe(true);
    expect(lb([{ Key: "idle_timeout.timeout_seconds", Value: "60" }])).toBe(false);
    expect(lb([{ Key: { Ref: "Open" }, Value: "true" }])).toEqual({ unknown: "U1" });
    expect(lb({ Ref: "Open" })).toEqual({ unknown: "U1" });
  });
});

describe("rules of web ACLs", () => {
  const rules = (Rules: Json): unknown => {
    const template = {
      Parameters: { Open: { Type: "String" } },
      Conditions: { IsOpen: { "Fn::Equals": [{ Ref: "Open" }, "x"] } },
      Resources: { Acl: { Type: "AWS::WAFv2::WebACL", Properties: { DefaultAction: { Allow: {} }, Rules } } },
    };
    return derived(buildEstate([read(template, { isNew: true })]), "Acl", "effective_rules");
  };
  const managed = { ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesCommonRuleSet" } };
  const either = (a: Json, b: Json): Json => ({ "Fn::If": ["IsOpen", a, b] });

  test("are read in CloudFormation's casing", () => {
    expect(
      rules([
        { Name: "rate", Action: { Block: {} }, Statement: { RateBasedStatement: {} } },
        { Name: "common", OverrideAction: { None: {} }, Statement: managed },
      ]),
    ).toMatchObject([
      { name: "rate", kind: "rule", action: "block" },
      { name: "common", kind: "managed_group", override: "none", counted_rules: [], group_rules: { code: "U2" } },
    ]);
  });

  test("a rule that may not be there makes the list partial", () => {
    const rule = { Name: "rate", Action: { Block: {} }, Statement: { RateBasedStatement: {} } };
    expect(rules([rule, either(rule, { Ref: "AWS::NoValue" })])).toMatchObject({
      code: "U1",
      items: [{ name: "rate" }],
    });
  });

  test.each<[string, Json, Json]>([
    [
      "an action",
      { Action: either({ Block: {} }, { Count: {} }), Statement: {} },
      { kind: "rule", action: { unknown: "U1" } },
    ],
    [
      "one of the actions",
      { Action: { Block: either({}, { Ref: "AWS::NoValue" }) }, Statement: {} },
      { kind: "rule", action: { unknown: "U1" } },
    ],
    [
      "an override",
      { OverrideAction: either({ Count: {} }, { None: {} }), Statement: managed },
      { kind: "managed_group", override: { unknown: "U1" } },
    ],
    ["a statement", { OverrideAction: { None: {} }, Statement: { Ref: "Open" } }, { kind: { unknown: "U1" } }],
    [
      "a statement beside an action",
      { Action: { Block: {} }, Statement: { Ref: "Open" } },
      { kind: "rule", action: "block" },
    ],
    ["a group", { Statement: { ManagedRuleGroupStatement: { Ref: "Open" } } }, { kind: { unknown: "U1" } }],
    [
      "overrides of single rules",
      { Statement: { ManagedRuleGroupStatement: { RuleActionOverrides: { Ref: "Open" } } } },
      { counted_rules: { code: "U1", items: [] } },
    ],
    [
      "one override of single rules",
      {
        Statement: {
          ManagedRuleGroupStatement: {
            RuleActionOverrides: [
              { Name: "a", ActionToUse: { Count: {} } },
              { Name: "b", ActionToUse: { Ref: "Open" } },
            ],
            ExcludedRules: [{ Name: "c" }],
          },
        },
      },
      { counted_rules: { code: "U1", items: ["a", "c"] } },
    ],
    ["a name", { Name: { Ref: "Open" }, Action: { Block: {} } }, { name: { unknown: "U1" }, action: "block" }],
  ])("%s that is not known is unknown", (_, rule, expected) => {
    expect(rules([rule])).toMatchObject([expected]);
  });
});

test("a YAML template that is broken says where", () => {
  try {
    read("Resources:\n  A: [\n");
    throw new Error("it was read");
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    expect([error.code, error.message]).toEqual(["DOCUMENT_INVALID", expect.stringContaining("line ")]);
  }
});
