import { describe, expect, test } from "vitest";
import type { ReadDocument, ReadResource } from "../../model/estate.ts";
import type { Json, ValueNode } from "../../model/value.ts";
import type { JsonObject } from "../json-access.ts";
import { parsedDocument } from "../json-document.ts";
import { isConfigDocument, readConfigItems } from "./index.ts";

// All documents here are made up; the wrappers are those of the AWS Config Developer Guide, its API and Amazon SNS.

const account = "123456789012";
const arn = `arn:aws:rds:ap-northeast-1:${account}:db:example`;
const time = "2026-11-01T00:00:00.000Z";

const item = {
  resourceType: "AWS::RDS::DBInstance",
  resourceId: "db-EXAMPLE",
  arn,
  awsAccountId: account,
  awsRegion: "ap-northeast-1",
  configurationItemStatus: "OK",
  configurationItemCaptureTime: time,
  configuration: { dBInstanceIdentifier: "example", engine: "postgres", storageEncrypted: true },
};

const bucket = {
  resourceType: "AWS::S3::Bucket",
  resourceId: "example",
  arn: "arn:aws:s3:::example",
  awsAccountId: account,
  awsRegion: "ap-northeast-1",
  configurationItemStatus: "OK",
  configurationItemCaptureTime: time,
  configuration: { name: "example" },
};

const read = (json: Json): ReadDocument =>
  readConfigItems(json, { label: "config", name: "c.json", digest: "sha256:0" });

function only({ resources }: ReadDocument, type: string): ReadResource {
  const found = resources.filter((resource) => resource.type === type);
  const [resource] = found;
  if (resource === undefined || found.length !== 1) throw new Error(`${String(found.length)} of ${type}`);
  return resource;
}

function told(document: ReadDocument, type: string, attribute: string): unknown {
  const node: ValueNode | undefined = only(document, type).values[attribute];
  return node?.kind === "scalar" ? node.value : node?.kind === "collection" ? [node.state, node.code] : undefined;
}

const without = (json: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));

const notes = ({ diagnostics }: ReadDocument): Json => diagnostics.map(({ code, args }) => [code, args]);

const change = { messageType: "ConfigurationItemChangeNotification", configurationItem: item };
const message = { Type: "Notification", TopicArn: "arn:aws:sns:ap-northeast-1:123456789012:example" };
const text = JSON.stringify;

describe("wrappings", () => {
  test.each<[string, Json, string]>([
    ["a change notification", change, "/configurationItem"],
    ["the event of a rule, its item in an object", { invokingEvent: change }, "/invokingEvent/configurationItem"],
    ["a message of SNS", { ...message, Message: text(change) }, "/Message/configurationItem"],
    ["a message of SNS whose text is decoded", { ...message, Message: change }, "/Message/configurationItem"],
    [
      "a message of SNS with the items in a list",
      { ...message, Message: { ...change, configurationItem: [item] } },
      "/Message/configurationItem/0",
    ],
    [
      "a function's event from SNS",
      { Records: [{ EventSource: "aws:sns", Sns: { Type: "Notification", Message: text(change) } }] },
      "/Records/0/Sns/Message/configurationItem",
    ],
    [
      "a function's event from SQS, of a message of SNS",
      { Records: [{ eventSource: "aws:sqs", body: text({ ...message, Message: text(change) }) }] },
      "/Records/0/body/Message/configurationItem",
    ],
    [
      "messages received from SQS, delivered raw",
      { Messages: [{ MessageId: "example", Body: text(change) }] },
      "/Messages/0/Body/configurationItem",
    ],
    [
      "an event of EventBridge",
      { version: "0", source: "aws.config", "detail-type": "Config Configuration Item Change", detail: change },
      "/detail/configurationItem",
    ],
    ["an answer of an aggregator", { ConfigurationItem: item }, "/ConfigurationItem"],
    [
      "a batch of an aggregator",
      { BaseConfigurationItems: [item], UnprocessedResourceIdentifiers: [] },
      "/BaseConfigurationItems/0",
    ],
    [
      "an answer as boto3 gives it",
      { status_code: 200, data: { configurationItems: [item] } },
      "/data/configurationItems/0",
    ],
    ["a list of notifications", [change], "/0/configurationItem"],
    ["a result of a query", { Results: [text(item)] }, "/Results/0"],
  ])("%s", (_, json, pointer) => {
    expect(isConfigDocument(parsedDocument(json))).toBe(true);
    const document = read(json);
    const { origin, accountKey, region } = only(document, "aws_db_instance");
    expect([origin, accountKey, region]).toEqual([`c.json#${pointer}`, account, "ap-northeast-1"]);
    expect(told(document, "aws_db_instance", "storage_encrypted")).toBe(true);
    expect(notes(document)).toEqual([]);
  });

  test("what is wrapped around an item names its account and region where the item does not", () => {
    const bare = without(item, "awsAccountId", "awsRegion", "arn");
    const detail = { ...change, configurationItem: bare };
    const event = { source: "aws.config", account, region: "eu-west-1", detail };
    const { accountKey, region } = only(read(event), "aws_db_instance");
    expect([accountKey, region]).toEqual([account, "eu-west-1"]);
  });

  test("a message about something else beside one with an item is counted", () => {
    const document = read({
      Records: ["Hello", text(change)].map((Message) => ({ Sns: { Type: "Notification", Message } })),
    });
    expect([document.accounting.read, notes(document)]).toEqual([1, [["CONFIG_NOTHING_TOLD", { count: 1 }]]]);
  });

  test.each<[string, Json, RegExp]>([
    ["a scheduled notification", { messageType: "ScheduledNotification" }, /ScheduledNotification.*snapshot/u],
    [
      "the event of a scheduled rule",
      { invokingEvent: text({ messageType: "ScheduledNotification" }) },
      /ScheduledNotification.*snapshot/u,
    ],
    [
      "a delivered snapshot",
      { ...message, Message: text({ messageType: "ConfigurationSnapshotDeliveryCompleted", s3ObjectKey: "secret" }) },
      /the snapshot itself/u,
    ],
    ["a query that counts", { Results: ['{"COUNT(*)":1,"configuration":{"engine":"secret"}}'] }, /name no resource/u],
  ])("%s is said to hold no item, without quoting it", (_, json, what) => {
    expect(isConfigDocument(parsedDocument(json))).toBe(true);
    const given = (): unknown => read(json);
    expect(given).toThrow(expect.objectContaining({ code: "DOCUMENT_INVALID" }) as Error);
    expect(given).toThrow(what);
    expect(given).not.toThrow(/secret/u);
  });

  test("what was asked for and not given makes the document a part", () => {
    const keys = [{ resourceType: "AWS::RDS::DBInstance", resourceId: "db-OTHER" }];
    const document = read({ baseConfigurationItems: [item], unprocessedResourceKeys: keys });
    expect([document.document.partial, notes(document)]).toEqual(["U4", [["CONFIG_ITEMS_UNPROCESSED", { count: 1 }]]]);
  });

  test("pages that are missing are said", () => {
    expect(notes(read({ configurationItems: [item], nextToken: "example" }))).toEqual([["CONFIG_PAGES_MISSING", {}]]);
    expect(notes(read({ Results: [text(item)], NextToken: "example" }))).toEqual([["CONFIG_PAGES_MISSING", {}]]);
  });
});

describe("items that tell nothing", () => {
  const summary = without(bucket, "configuration");

  test.each<[string, Json]>([
    [
      "a notification that is too large to hold its item",
      {
        messageType: "OversizedConfigurationItemChangeNotification",
        configurationItemSummary: { ...summary, changeType: "UPDATE" },
      },
    ],
    [
      "an item that was not recorded",
      { ...bucket, configuration: null, configurationItemStatus: "ResourceNotRecorded" },
    ],
    ["an item without configuration", summary],
    ["an item with an empty configuration", { ...bucket, configuration: "" }],
  ])("%s: the resource is there and nothing of it is known", (_, json) => {
    const document = read(json);
    expect(document.accounting).toEqual({ resources: 1, read: 1, unsupported: 0, unread: 0, types: {} });
    expect(document.document.partial).toBeNull();
    expect(notes(document)).toEqual([["CONFIG_ITEMS_UNTOLD", { type: "AWS::S3::Bucket", count: 1 }]]);
    const { values, identities } = only(document, "aws_s3_bucket");
    expect(identities).toEqual({ arn: "arn:aws:s3:::example", bucket: "example" });
    expect(values["bucket"]).toMatchObject({ value: "example" });
    for (const attribute of ["versioning", "logging", "public_access_block"]) {
      expect(told(document, "aws_s3_bucket", attribute)).toEqual(["partial", "U4"]);
    }
  });

  test("an item that may be of two types is not read, and the document is a part", () => {
    const document = read({ ...item, configuration: null });
    expect(document.accounting).toMatchObject({ resources: 1, read: 0, unread: 1 });
    expect([document.document.partial, notes(document)]).toEqual(["U4", [["RESOURCES_UNREADABLE", { count: 1 }]]]);
  });

  test("what stands beside a configuration that is missing is read", () => {
    const document = read({
      ...summary,
      supplementaryConfiguration: { BucketVersioningConfiguration: { status: "Enabled" } },
    });
    expect(told(document, "aws_s3_bucket", "versioning")).toEqual(["complete", null]);
  });

  test.each(["ResourceDeleted", "ResourceDeletedNotRecorded"])(
    "%s: the resource is gone",
    (configurationItemStatus) => {
      const document = read({ ...bucket, configuration: null, configurationItemStatus });
      expect([document.resources, document.accounting.resources]).toEqual([[], 0]);
      expect(notes(document)).toEqual([
        ["CONFIG_ITEM_DELETED", { resource: "arn:aws:s3:::example", type: "AWS::S3::Bucket" }],
      ]);
    },
  );

  test.each(["OK", "ResourceDiscovered"])("%s: the resource is told", (configurationItemStatus) => {
    expect(told(read({ ...item, configurationItemStatus }), "aws_db_instance", "storage_encrypted")).toBe(true);
  });
});

describe("advanced queries", () => {
  const places = { resourceType: item.resourceType, resourceId: item.resourceId, arn, accountId: account };
  const query = (fields: readonly string[] | null, ...rows: readonly Json[]): Json => ({
    Results: rows.map((row) => text(row)),
    ...(fields === null ? {} : { QueryInfo: { SelectFields: fields.map((Name) => ({ Name })) } }),
  });
  const all = ["resourceType", "resourceId", "arn", "accountId"];
  const row = (configuration: Json): Json => ({ ...places, configuration });
  const values = (json: Json): readonly unknown[] => {
    const document = read(json);
    return ["storage_encrypted", "kms_key_id", "replicate_source_db"].map((name) =>
      told(document, "aws_db_instance", name),
    );
  };
  const unknown = { unknown: "U4" };
  const part = { engine: "postgres", storageEncrypted: true };

  test("that select the whole configuration tell what it leaves out", () => {
    expect(values(query([...all, "configuration"], row(part)))).toEqual([true, null, null]);
  });

  test("that select members tell of no other", () => {
    const fields = [...all, "configuration.engine", "configuration.storageEncrypted", "configuration.kmsKeyId"];
    expect(values(query(fields, row(part)))).toEqual([true, null, unknown]);
  });

  test("that do not say what they select tell what is there", () => {
    const whole = { ...part, kmsKeyId: "arn:aws:kms:ap-northeast-1:123456789012:key/example" };
    expect(values(query(null, row(whole)))).toEqual([true, whole.kmsKeyId, unknown]);
    expect(values(query(null, row(part)))).toEqual([true, unknown, unknown]);
  });

  test("whose members are named by dotted paths are read alike", () => {
    const fields = [...all, "configuration.engine", "configuration.storageEncrypted"];
    const dotted = { ...places, "configuration.engine": "postgres", "configuration.storageEncrypted": false };
    expect(values(query(fields, dotted))).toEqual([false, unknown, unknown]);
  });

  test("that select all scalars (*) tell no configuration", () => {
    const document = read(query(["*"], { ...places, resourceType: "AWS::EC2::VPC", arn: "arn:example" }));
    expect(told(document, "aws_vpc", "cidr_block")).toEqual(unknown);
  });

  test("that select members of a list's elements do not tell the list", () => {
    const group = { resourceType: "AWS::EC2::SecurityGroup", resourceId: "sg-1", accountId: account };
    const fields = ["resourceType", "resourceId", "accountId", "configuration.ipPermissions.ipRanges"];
    const json = query(fields, { ...group, configuration: { ipPermissions: [{ ipRanges: ["0.0.0.0/0"] }] } });
    expect(told(read(json), "aws_security_group", "ingress")).toEqual(["partial", "U4"]);
  });

  test("that do not select the type name resources that are not read", () => {
    const document = read(query(["resourceId", "configuration"], { resourceId: "example", configuration: part }));
    expect(document.accounting).toMatchObject({ resources: 1, read: 0, unread: 1 });
    expect(document.document.partial).toBe("U4");
  });

  test("that do not select what tells two types apart leave the resource unread", () => {
    const fields = [...all, "configuration.storageEncrypted"];
    expect(read(query(fields, row({ storageEncrypted: true }))).accounting).toMatchObject({ read: 0, unread: 1 });
  });

  test("that select the supplementary configuration only tell that", () => {
    const rest = without(bucket, "configuration");
    const supplementaryConfiguration = { BucketVersioningConfiguration: '{"status":"Enabled"}' };
    const document = read(
      query(["resourceType", "resourceId", "arn", "supplementaryConfiguration"], {
        ...rest,
        supplementaryConfiguration,
      }),
    );
    expect(told(document, "aws_s3_bucket", "versioning")).toEqual(["complete", null]);
    expect(told(document, "aws_s3_bucket", "logging")).toEqual(["partial", "U4"]);
  });

  test("hold what is no JSON: refused with its place", () => {
    expect(() => read({ Results: ['{"a"'], QueryInfo: { SelectFields: [{ Name: "a" }] } })).toThrow(
      "c.json#/Results/0:",
    );
  });
});

describe("casings", () => {
  test.each([
    ["as the SDK has it", { dBInstanceIdentifier: "example", engine: "postgres", storageEncrypted: true }],
    ["as CloudFormation has it", { DBInstanceIdentifier: "example", Engine: "postgres", StorageEncrypted: true }],
    ["as other items have it", { dbinstanceIdentifier: "example", engine: "postgres", storageEncrypted: true }],
  ])("a configuration %s", (_, configuration) => {
    const document = read({ ...item, configuration });
    expect(told(document, "aws_db_instance", "storage_encrypted")).toBe(true);
    expect(only(document, "aws_db_instance").identities["identifier"]).toBe("example");
  });

  test.each<[string, Json]>([
    ["an object", { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] }],
    ["a string", text({ rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] })],
    ["a string in capitals", text({ Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }] })],
  ])("supplementary configuration in %s", (_, ServerSideEncryptionConfiguration) => {
    const document = read({ ...bucket, supplementaryConfiguration: { ServerSideEncryptionConfiguration } });
    expect(only(document, "aws_s3_bucket").values["server_side_encryption_configuration"]).toMatchObject({
      state: "complete",
      items: [
        {
          fields: {
            rule: {
              items: [
                {
                  fields: {
                    apply_server_side_encryption_by_default: {
                      items: [{ fields: { sse_algorithm: { value: "aws:kms" } } }],
                    },
                  },
                },
              ],
            },
          },
        },
      ],
    });
  });

  test("two members that differ in casing only, and neither as declared, tell nothing", () => {
    const configuration = { engine: "postgres", StorageEncrypted: true, STORAGEENCRYPTED: false };
    expect(told(read({ ...item, configuration }), "aws_db_instance", "storage_encrypted")).toEqual({ unknown: "U4" });
  });
});
