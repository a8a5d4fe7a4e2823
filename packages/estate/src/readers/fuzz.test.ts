import { readFileSync } from "node:fs";
import path from "node:path";
import { configDocument, fuzzRun, planDocument, repositoryFolder } from "@sekisho-test/support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { isSekishoError } from "../errors.ts";
import { buildEstate } from "../model/build-estate.ts";
import type { Json } from "../model/value.ts";
import { resourceTypes } from "../types/index.ts";
import { jsonText, parseJson } from "./json.ts";
import { readProfile } from "./profile/read-profile.ts";
import { readDocuments } from "./read-document.ts";
import { readYaml } from "./yaml.ts";

// Whatever a reader is given: it reads it or says with an error of the table why not, and it ends.

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What was thrown that is no error of the table, or one that admits a defect; null if there is none. */
function defect(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (isSekishoError(error) && error.code !== "INTERNAL") return null;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function readBytes(bytes: Uint8Array): void {
  const documents = readDocuments([{ label: null, name: "doc.json", digest: "sha256:0", bytes }], resourceTypes);
  buildEstate(documents);
}

interface PlanJson {
  readonly resource_changes: readonly Json[];
  readonly configuration: Json;
}

/** A small part of a plan: a run takes as long as its document is large. */
function someOf({ resource_changes: changes, configuration }: PlanJson): Json {
  return { resource_changes: changes.filter((_, index) => index % 8 === 0), configuration };
}

/** A plan of few resources, and a part of the example system's. */
const plans: readonly Json[] = [
  planDocument({
    resources: {
      "aws_lb.a": { after: { internal: false, load_balancer_type: "application", tags: { a: "b" } } },
      "module.m[0].aws_lb.b": { unknown: { arn: true } },
      "data.aws_kms_key.k": { after: { arn: "arn:aws:kms:ap-northeast-1:123456789012:key/1" } },
    },
  }),
  someOf(JSON.parse(readFileSync(path.join(repositoryFolder, "examples/system/plan.json"), "utf8")) as PlanJson),
];

const configs: readonly Json[] = [
  configDocument([
    {
      resourceType: "AWS::RDS::DBInstance",
      resourceId: "db-1",
      awsRegion: "ap-northeast-1",
      accountId: "123456789012",
      configuration: {
        storageEncrypted: true,
        engine: "postgres",
        vpcSecurityGroups: [{ vpcSecurityGroupId: "sg-1" }],
      },
    },
    {
      resourceType: "AWS::EC2::SecurityGroup",
      resourceId: "sg-1",
      configuration: JSON.stringify({ ipPermissions: [{ fromPort: 22, ipRanges: ["0.0.0.0/0"], ipProtocol: "tcp" }] }),
    },
  ]),
];

const apiCapture = (operation: string, response: Json, parameters: Json = {}): Json => ({
  service: operation.startsWith("Describe") ? "elbv2" : "s3",
  operation,
  parameters,
  account: "123456789012",
  region: "ap-northeast-1",
  partition: "aws",
  capturedAt: "2026-11-01T00:00:00Z",
  page: 1,
  last: true,
  error: null,
  response,
});

const lbArn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/a/1";

const answers: readonly Json[] = [
  {
    schema: "sekisho.snapshot/v1",
    captures: [
      apiCapture("DescribeLoadBalancers", { LoadBalancers: [{ LoadBalancerArn: lbArn, Type: "application" }] }),
      apiCapture(
        "DescribeLoadBalancerAttributes",
        { Attributes: [{ Key: "waf.fail_open.enabled", Value: "false" }] },
        { LoadBalancerArn: lbArn },
      ),
      apiCapture("ListBuckets", { Buckets: [{ Name: "a", BucketRegion: "ap-northeast-1" }] }),
      apiCapture("GetBucketPolicy", { Policy: '{"Statement":[]}' }, { Bucket: "a" }),
      apiCapture("GetBucketAcl", { Grants: [{ Grantee: { ID: "x" }, Permission: "READ" }] }, { Bucket: "a" }),
    ],
    covers: [{ type: "aws_lb", account: "123456789012", region: "ap-northeast-1" }],
  },
  {
    status_code: 200,
    data: {
      LoadBalancers: [
        { LoadBalancerArn: lbArn, CreatedTime: { __class__: "datetime", year: 2026, month: 11, day: 1 } },
      ],
    },
  },
];

const bucketInYaml = `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Env: { Type: String, Default: prod }
Mappings: { M: { prod: { Cidr: 10.0.0.0/16 } } }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  Both: !And [!Condition IsProd, !Not [!Condition IsProd]]
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Condition: IsProd
    Properties: &properties
      BucketName: !Sub "\${AWS::StackName}-\${Env}"
      VersioningConfiguration: !If [IsProd, { Status: Enabled }, !Ref AWS::NoValue]
  Other: { Type: AWS::S3::Bucket, Properties: { <<: *properties } }
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress:
        - IpProtocol: !Select [0, !Split [",", "tcp,udp"]]
          FromPort: 22
          CidrIp: !FindInMap [M, !Ref Env, Cidr]
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties: { Bucket: !Ref Bucket, PolicyDocument: { Statement: [{ Resource: !GetAtt Bucket.Arn }] } }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { CidrBlock: !Select [1, !Cidr [10.0.0.0/16, 4, 8]], VpcId: !ImportValue x }
`;

const template: Json = readYaml(bucketInYaml, "a.yaml").json;

/** A template, a change set, what a hook is given, and what Cloud Control answers. */
const stacks: readonly Json[] = [
  template,
  {
    ChangeSetName: "a",
    StackId: "arn:aws:cloudformation:ap-northeast-1:123456789012:stack/a/1",
    Changes: [
      {
        ResourceChange: {
          Action: "Modify",
          LogicalResourceId: "A",
          PhysicalResourceId: "a",
          ResourceType: "AWS::S3::Bucket",
          BeforeContext: '{"Properties":{"AccessControl":"Private"}}',
          AfterContext: '{"Properties":{"AccessControl":"{{changeSet:KNOWN_AFTER_APPLY}}"}}',
        },
      },
    ],
  },
  {
    stackId: "arn:aws:cloudformation:ap-northeast-1:123456789012:stack/a/1",
    requestData: {
      targetName: "AWS::EC2::SecurityGroup",
      targetLogicalId: "A",
      targetModel: {
        resourceProperties: { SecurityGroupIngress: [{ CidrIp: "::/0" }] },
        previousResourceProperties: {},
      },
    },
  },
  { template: bucketInYaml, previousTemplate: JSON.stringify(template) },
  {
    TypeName: "AWS::RDS::DBInstance",
    ResourceDescriptions: [
      { Identifier: "a", Properties: '{"DBInstanceArn":"arn:aws:rds:x:1:db:a","Engine":"mysql"}' },
    ],
  },
];

const manifests: readonly Json[] = [
  [
    {
      apiVersion: "rds.aws.upbound.io/v1beta2",
      kind: "Instance",
      metadata: { name: "example", labels: { app: "example" }, annotations: { "crossplane.io/external-name": "db-1" } },
      spec: {
        forProvider: { region: "ap-northeast-1", engine: "postgres", kmsKeyIdRef: { name: "example" } },
        initProvider: { storageEncrypted: true },
        managementPolicies: ["*"],
        providerConfigRef: { name: "default" },
      },
    },
    {
      apiVersion: "kms.aws.upbound.io/v1beta1",
      kind: "Key",
      metadata: { name: "example" },
      spec: { forProvider: { region: "ap-northeast-1" } },
      status: { atProvider: { arn: "arn:aws:kms:ap-northeast-1:123456789012:key/1" } },
    },
    {
      apiVersion: "ec2.aws.m.upbound.io/v1beta1",
      kind: "Subnet",
      metadata: { name: "example", namespace: "example" },
      spec: { forProvider: { vpcIdSelector: { matchLabels: { app: "example" } } } },
    },
  ],
  {
    apiVersion: "v1",
    kind: "List",
    items: [
      {
        apiVersion: "ec2.services.k8s.aws/v1alpha1",
        kind: "SecurityGroup",
        metadata: { name: "example", namespace: "example" },
        spec: {
          name: "example",
          vpcRef: { from: { name: "example" } },
          ingressRules: [
            { ipProtocol: "tcp", fromPort: 22, ipRanges: [{ cidrIP: "0.0.0.0/0" }], userIDGroupPairs: [{}] },
          ],
        },
        status: { ackResourceMetadata: { ownerAccountID: "123456789012", region: "ap-northeast-1" } },
      },
      {
        apiVersion: "s3.services.k8s.aws/v1alpha1",
        kind: "Bucket",
        metadata: { name: "example", namespace: "example" },
        spec: {
          name: "example",
          encryption: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
          publicAccessBlock: { blockPublicACLs: true },
          policy: "{}",
        },
      },
    ],
  },
  {
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    request: {
      uid: "0",
      operation: "UPDATE",
      namespace: "example",
      object: {
        apiVersion: "iam.services.k8s.aws/v1alpha1",
        kind: "Role",
        metadata: { name: "example" },
        spec: { name: "example", inlinePolicies: { a: "{}" } },
      },
      oldObject: { apiVersion: "iam.services.k8s.aws/v1alpha1", kind: "Role", metadata: { name: "example" }, spec: {} },
    },
  },
];

/** Further things that AWS Config hands out: results of a query, a message in a queue, an event without its item. */
const deliveries: readonly Json[] = [
  {
    QueryInfo: {
      SelectFields: [{ Name: "resourceType" }, { Name: "arn" }, { Name: "configuration.storageEncrypted" }],
    },
    Results: [
      JSON.stringify({ resourceType: "AWS::RDS::DBCluster", arn: "a", configuration: { storageEncrypted: true } }),
      JSON.stringify({
        resourceType: "AWS::S3::Bucket",
        "supplementaryConfiguration.BucketPolicy": { policyText: "{}" },
      }),
    ],
  },
  {
    Records: [
      {
        body: JSON.stringify({
          Type: "Notification",
          Message: JSON.stringify({
            messageType: "ConfigurationItemChangeNotification",
            configurationItem: {
              resourceType: "AWS::EC2::Subnet",
              resourceId: "subnet-1",
              configuration: { vpcId: null },
              relationships: [{ resourceType: "AWS::EC2::VPC", resourceId: "vpc-1", name: "Is contained in Vpc" }],
            },
          }),
        }),
      },
    ],
  },
  { invokingEvent: '{"configurationItemSummary":{"resourceType":"AWS::S3::Bucket","resourceId":"b"}}' },
  {
    ConfigurationRecorders: [{ arn: "arn:aws:config:eu-west-1:123456789012:configuration-recorder/a/b" }],
    ConfigurationRecordersStatus: [{ recording: true, lastStatus: "SUCCESS", lastStartTime: 1 }],
  },
];

const garbage = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    -1,
    2 ** 53,
    1e308,
    "",
    "U1",
    "\ud800",
    "${each.key}",
    "aws_lb.a[",
    [],
    {},
  ),
  fc.constantFrom<Json>({ unknown: "U1" }, { references: ["aws_lb.a"] }, [[[]]], { __proto__: null, constructor: 1 }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

type Edit = readonly [place: number, value: Json, kind: "replace" | "remove" | "rename" | "repeat"];

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.tuple(fc.nat(), garbage, fc.constantFrom("replace", "remove", "rename", "repeat")),
  { minLength: 1, maxLength: 6 },
);

/** Changes one place of a value, counted in reading order. */
function edited(json: Json, [place, value, kind]: Edit): Json {
  let left = place % count(json);
  function walk(node: Json): Json | undefined {
    left -= 1;
    if (left < 0 && kind === "replace") {
      left = Infinity;
      return value;
    }
    if (left < 0 && kind === "remove") {
      left = Infinity;
      return undefined;
    }
    const isHere = left < 0;
    if (isHere) left = Infinity;
    if (Array.isArray(node)) {
      const items = (node as readonly Json[]).map(walk).filter((item) => item !== undefined);
      return isHere ? [...items, ...items] : items;
    }
    if (typeof node !== "object" || node === null) return node;
    const entries = Object.entries(node).flatMap(([key, member]) => {
      const walked = walk(member);
      return walked === undefined ? [] : [[isHere ? `${key}x` : key, walked] as const];
    });
    return Object.fromEntries(entries);
  }
  return walk(json) ?? null;
}

function count(json: Json): number {
  if (typeof json !== "object" || json === null) return 1;
  return Object.values(json).reduce<number>((sum, member) => sum + count(member), 1);
}

const broken = (text: string): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom(0x00, 0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x80, 0xff)), {
      maxLength: 4,
    })
    .map((changes) => {
      const bytes = encode(text);
      for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
      return bytes;
    });

describe("whatever they are given, readers read it or say why not", { timeout: 1_200_000 }, () => {
  const { parameters, note } = fuzzRun();

  test(`the JSON layer, any bytes (${note})`, () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      broken(JSON.stringify(plans[0])),
      broken(JSON.stringify(stacks[0])),
      broken(bucketInYaml),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        expect(defect(() => parseJson(jsonText(given, "doc.json")))).toBeNull();
        expect(
          defect(() => {
            readBytes(given);
          }),
        ).toBeNull();
      }),
      parameters,
    );
  });

  test.each<[string, readonly Json[]]>([
    ["plans", plans],
    ["Config items", configs],
    ["deliveries of AWS Config", deliveries],
    ["API output", answers],
    ["documents of CloudFormation", stacks],
    ["manifests", manifests],
  ])(`%s with places changed (${note})`, (_, documents) => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), edits, (document, changes) => {
        const changed = changes.reduce(edited, document);
        expect(
          defect(() => {
            readBytes(encode(JSON.stringify(changed)));
          }),
        ).toBeNull();
      }),
      parameters,
    );
  });

  test(`manifests in YAML, any characters put in (${note})`, () => {
    const text = manifests.map((document) => stringify(document)).join("---\n");
    const piece = fc.constantFrom(
      "",
      ":",
      "- ",
      "&a ",
      "*a",
      "!!x ",
      "{",
      "]",
      "\t",
      "'",
      "|\n",
      "<<: ",
      "---\n",
      "? ",
      "%x\n",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), piece), { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = changes.reduce((current, [place, put]) => {
          const at = place % (current.length + 1);
          return current.slice(0, at) + put + current.slice(at + 1);
        }, text);
        expect(
          defect(() => {
            readBytes(encode(changed));
          }),
        ).toBeNull();
      }),
      parameters,
    );
  });

  const pieces = ["", ":", "- ", "&a ", "*a", "!!x ", "{", "]", "\t", "'", "|\n", "<<: ", "~", "1e400"] as const;
  const functions = ["!Ref ", "!If ", "!Sub ", "!GetAtt ", "? ", "*properties", "Fn::Transform: ", "\ud800"] as const;
  const change = fc.tuple(fc.nat(), fc.constantFrom(...pieces, ...functions));

  function altered(text: string, changes: readonly (readonly [number, string])[]): string {
    return changes.reduce((current, [place, piece]) => {
      const at = place % (current.length + 1);
      return current.slice(0, at) + piece + current.slice(at + 1);
    }, text);
  }

  test(`templates in YAML with lines and characters changed (${note})`, () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = altered(bucketInYaml, changes);
        expect(
          defect(() => {
            readBytes(encode(changed));
          }),
        ).toBeNull();
      }),
      parameters,
    );
  });

  test(`profiles with lines and characters changed (${note})`, () => {
    const text = readFileSync(path.join(repositoryFolder, "examples/system/profile.yaml"), "utf8");
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = altered(text, changes);
        expect(defect(() => readProfile({ name: "profile.yaml", digest: "sha256:0", text: changed }))).toBeNull();
      }),
      parameters,
    );
  });
});
