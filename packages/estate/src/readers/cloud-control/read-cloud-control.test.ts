import { describe, expect, test } from "vitest";
import { buildEstate } from "../../model/build-estate.ts";
import type { ReadDocument } from "../../model/estate.ts";
import type { Json, ValueNode } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";

function read(json: Json): ReadDocument {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const [document] = readDocuments([{ label: null, name: "a.json", digest: "sha256:0", bytes }], resourceTypes);
  if (document === undefined) throw new Error("no document was read");
  return document;
}

const described = (Identifier: string, properties: Json): Json => ({
  Identifier,
  Properties: JSON.stringify(properties),
});

const resource = (TypeName: string, identifier: string, properties: Json): Json => ({
  TypeName,
  ResourceDescription: described(identifier, properties),
});

const arn = "arn:aws:rds:ap-northeast-1:123456789012:db:db-1";

function values(document: ReadDocument): Readonly<Record<string, ValueNode>> {
  const [one] = document.resources;
  if (one === undefined) throw new Error("nothing was read");
  return one.values;
}

const unknown = (code: string): Json => ({ value: { unknown: code } });

describe("a resource of Cloud Control", () => {
  const document = read(
    resource("AWS::RDS::DBInstance", "db-1", { DBInstanceArn: arn, DBInstanceIdentifier: "db-1", Engine: "mysql" }),
  );

  test("runs where its ARN says", () => {
    expect(document.document).toMatchObject({ kind: "cloud-control", label: "cloudcontrol", partial: null });
    expect(document.accounts).toEqual([
      { key: "123456789012", id: "123456789012", origin: "a.json#/ResourceDescription" },
    ]);
    expect(document.resources).toMatchObject([
      {
        type: "aws_db_instance",
        address: null,
        running: true,
        action: "none",
        region: "ap-northeast-1",
        identities: { arn, identifier: "db-1" },
      },
    ]);
  });

  test("that leaves something out has no default, is known to lack what CloudFormation documents, and hides what is only written", () => {
    expect(values(document)).toMatchObject({
      storage_encrypted: unknown("U4"),
      publicly_accessible: unknown("U4"),
      snapshot_identifier: unknown("U6"),
      replicate_source_db: unknown("U6"),
      restore_to_point_in_time: unknown("U6"),
      s3_import: unknown("U4"),
    });
  });

  test("that is listed may lack anything", () => {
    const list = read({
      TypeName: "AWS::EC2::SecurityGroup",
      ResourceDescriptions: [described("sg-1", { Id: "sg-1" })],
    });
    expect(values(list)["ingress"]).toMatchObject({ state: "partial", code: "U4" });
    const one = read(resource("AWS::EC2::SecurityGroup", "sg-1", { Id: "sg-1" }));
    expect(values(one)["ingress"]).toMatchObject({ state: "complete", items: [] });
    expect(one.resources[0]).toMatchObject({
      identities: { id: "sg-1" },
      region: { unknown: "U4" },
      accountKey: "unknown",
    });
  });

  test("whose rules it shows itself is judged by these", () => {
    const properties = {
      Id: "sg-1",
      SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "0.0.0.0/0" }],
    };
    const estate = buildEstate([read(resource("AWS::EC2::SecurityGroup", "sg-1", properties))]);
    const [group] = estate.subjects("aws_security_group");
    if (group === undefined) throw new Error("there is no group");
    expect(estate.value(group, "effective_ingress")).toMatchObject({ state: "complete", items: [{ kind: "object" }] });
  });

  test("whose routes and policy it does not show has them unknown", () => {
    const table = read(resource("AWS::EC2::RouteTable", "rtb-1", { RouteTableId: "rtb-1", VpcId: "vpc-1" }));
    expect(values(table)["route"]).toMatchObject({ state: "partial", code: "U4" });
    const bucket = read(resource("AWS::S3::Bucket", "example", { BucketName: "example", Arn: "arn:aws:s3:::example" }));
    expect(values(bucket)).toMatchObject({ policy: unknown("U4"), acl: unknown("U6") });
    expect(bucket.resources[0]?.identities).toEqual({ arn: "arn:aws:s3:::example", bucket: "example" });
  });

  test("that is several of ours has each under an id of its own", () => {
    const properties = {
      BucketName: "example",
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      VersioningConfiguration: { Status: "Enabled" },
    };
    const estate = buildEstate([read(resource("AWS::S3::Bucket", "example", properties))]);
    const ids = estate.resources.filter(({ type }) => type.startsWith("aws_")).map(({ id }) => id);
    expect(ids).toEqual([
      "cloudcontrol#a.json#/ResourceDescription",
      "cloudcontrol#example.PublicAccessBlockConfiguration",
      "cloudcontrol#example.VersioningConfiguration",
    ]);
  });

  test("one by one in a list, and types that are not read", () => {
    const list = read([
      resource("AWS::KMS::Key", "key-1", { KeyId: "key-1", Enabled: true }),
      resource("AWS::SQS::Queue", "queue", {}),
    ]);
    expect(list.resources.map(({ origin }) => origin)).toEqual(["a.json#/0/ResourceDescription"]);
    expect(list.accounting).toMatchObject({ resources: 2, read: 1, types: { "AWS::SQS::Queue": 1 } });
  });
});

describe("what is no description is refused", () => {
  test.each<[string, Json, RegExp]>([
    ["no JSON", { TypeName: "AWS::KMS::Key", ResourceDescription: { Properties: "{" } }, /does not hold valid JSON/u],
    ["no object", { TypeName: "AWS::KMS::Key", ResourceDescription: { Properties: "[]" } }, /holds no object/u],
    ["no type", { ResourceDescription: { Properties: "{}" } }, /no type is named/u],
    [
      "nesting",
      { TypeName: "AWS::KMS::Key", ResourceDescriptions: [{ Properties: "[".repeat(1000) }] },
      /nested deeper than 500 levels/u,
    ],
  ])("%s", (_, json, message) => {
    expect(() => read(json)).toThrow(message);
  });
});
