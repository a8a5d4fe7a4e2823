import { describe, expect, test } from "vitest";
import { buildEstate } from "../../model/build-estate.ts";
import type { ReadDocument } from "../../model/estate.ts";
import type { Json } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";

function read(json: Json): ReadDocument {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const [document] = readDocuments([{ label: null, name: "a.json", digest: "sha256:0", bytes }], resourceTypes);
  if (document === undefined) throw new Error("no document was read");
  return document;
}

const group = (cidr: string): Json => ({
  SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: "22", ToPort: "22", CidrIp: cidr }],
});

const common = {
  awsAccountId: "123456789012",
  stackId: "arn:aws:cloudformation:ap-northeast-1:123456789012:stack/example/1",
  hookTypeName: "Example::Hook::Type",
  requestContext: { invocation: 1 },
};

/** The event of a Lambda hook, after its documentation. */
const lambdaEvent = (point: string, targetModel: Json): Json => ({
  ...common,
  actionInvocationPoint: point,
  requestData: {
    targetName: "AWS::EC2::SecurityGroup",
    targetType: "AWS::EC2::SecurityGroup",
    targetLogicalId: "Group",
    targetModel,
  },
});

/** The request to a hook with a handler of its own. */
const classicEvent: Json = {
  ...common,
  stackId: "arn:aws:cloudformation:us-east-1:123456789012:stack/example/1",
  region: "ap-northeast-1",
  bearerToken: "x",
  actionInvocationPoint: "CREATE_PRE_PROVISION",
  requestData: {
    callerCredentials: "x",
    targetName: "AWS::EC2::SecurityGroup",
    targetType: "RESOURCE",
    targetLogicalId: "Group",
    targetModel: { resourceProperties: group("10.0.0.0/8") },
  },
};

describe("an event on a resource", () => {
  test("of its update gives it and what it was", () => {
    const model = { resourceProperties: group("10.0.0.0/8"), previousResourceProperties: group("0.0.0.0/0") };
    const document = read(lambdaEvent("UPDATE_PRE_PROVISION", model));
    expect(document.document).toMatchObject({ kind: "cloudformation-hook", label: "hook", partial: null });
    expect(document.accounts).toMatchObject([{ id: "123456789012" }]);
    expect(document.resources).toMatchObject([
      {
        type: "aws_security_group",
        address: "Group",
        action: "update",
        region: "ap-northeast-1",
        origin: "a.json#/requestData/targetModel",
      },
    ]);
    expect(document.before).toHaveLength(1);
    const cidrs = [...document.resources, ...(document.before ?? [])].map(({ values }) =>
      JSON.stringify(values["ingress"]),
    );
    expect(cidrs.map((text) => text.includes("0.0.0.0/0"))).toEqual([false, true]);
  });

  test("of its creation shows nothing else, so what may name it stays open", () => {
    const document = read(lambdaEvent("CREATE_PRE_PROVISION", { resourceProperties: group("10.0.0.0/8") }));
    expect([document.before, document.resources[0]?.action]).toEqual([null, "none"]);
    const estate = buildEstate([document]);
    const [subject] = estate.subjects("aws_security_group");
    if (subject === undefined) throw new Error("there is no group");
    expect(estate.value(subject, "effective_ingress")).toMatchObject({ state: "partial", code: "U5" });
    expect(document.diagnostics.map(({ code }) => code)).toEqual(["HOOK_TARGET_ALONE"]);
  });

  test("of its deletion gives what was", () => {
    const document = read(lambdaEvent("DELETE_PRE_PROVISION", { resourceProperties: group("10.0.0.0/8") }));
    expect([document.resources.length, document.before?.length, document.managed]).toEqual([0, 1, 1]);
  });

  test("to a handler of its own is the same", () => {
    const document = read(classicEvent);
    expect(document.resources).toMatchObject([
      { type: "aws_security_group", address: "Group", region: "ap-northeast-1" },
    ]);
  });

  test("with a function that is left in it is not known there", () => {
    const properties = {
      SecurityGroupIngress: [{ IpProtocol: "tcp", CidrIp: { Ref: "X" } }, { "Fn::If": ["A", 1, 2] }],
    };
    const [resource] = read(lambdaEvent("CREATE_PRE_PROVISION", { resourceProperties: properties })).resources;
    expect(resource?.values["ingress"]).toMatchObject({ state: "partial", code: "U1" });
  });

  test("of a bucket gives several resources that name it", () => {
    const event = {
      "AWS::S3::Bucket": { resourceProperties: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } } },
      "AWS::SQS::Queue": { resourceProperties: {} },
    };
    const document = read(event);
    expect(document.resources.map(({ type }) => type)).toEqual(["aws_s3_bucket", "aws_s3_bucket_public_access_block"]);
    expect(document.resources[1]?.links["bucket"]?.references).toEqual([{ by: "address", address: "AWS::S3::Bucket" }]);
    expect(document.accounting.types).toEqual({ "AWS::SQS::Queue": 1 });
  });
});

describe("an event on a stack", () => {
  const template =
    "Parameters:\n  P: { Type: String, Default: x }\nResources:\n  Key:\n    Type: AWS::KMS::Key\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties: { Engine: !Ref P }\n";

  test("holds only an address, and says what to give instead", () => {
    const event = { ...common, requestData: { targetType: "STACK", payload: "https://example.com" } };
    expect(() => read(event)).toThrow(/Give the object that lies there/u);
  });

  test("whose payload is given is read as the stack's templates", () => {
    const previousTemplate = JSON.stringify({ Resources: { Db: { Type: "AWS::RDS::DBInstance" } } });
    const document = read({ template, previousTemplate, changedResources: [] });
    expect(document.resources.map(({ address, action }) => [address, action])).toEqual([
      ["Key", "create"],
      ["Db", "update"],
    ]);
    expect(document.before?.map(({ address, origin }) => [address, origin])).toEqual([
      ["Db", "a.json#/previousTemplate/Resources/Db"],
    ]);
    // The deployment has values of its own, so that the default is not known to hold.
    expect(document.resources[1]?.values["engine"]).toMatchObject({ value: { unknown: "U1" } });
  });

  test("whose template is resolved is read as resolved", () => {
    const resolvedTemplate = JSON.stringify({
      Resources: { Db: { Type: "AWS::RDS::DBInstance", Properties: { Engine: "mysql" } } },
    });
    const document = read({ template, resolvedTemplate });
    expect(document.resources).toMatchObject([{ address: "Db", origin: "a.json#/resolvedTemplate/Resources/Db" }]);
    expect(document.before).toBeNull();
  });

  test.each([
    ["no template", "{", /holds no template/u],
    ["a template nested too deeply", `{"a":${"[".repeat(1000)}`, /nested deeper/u],
  ])("whose payload holds %s is refused", (_, text, message) => {
    expect(() => read({ template: text })).toThrow(message);
  });
});
