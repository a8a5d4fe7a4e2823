import { describe, expect, test } from "vitest";
import type { ReadDocument } from "../../model/estate.ts";
import type { Json } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";

const stack = "arn:aws:cloudformation:ap-northeast-1:123456789012:stack/example/1";

/** What `DescribeChangeSet` answers, after its documentation. */
function read(changes: readonly Json[], more: { readonly [key: string]: Json } = {}): ReadDocument {
  const json = {
    ChangeSetName: "example",
    ChangeSetId: "arn:aws:cloudformation:ap-northeast-1:123456789012:changeSet/example/1",
    StackId: stack,
    StackName: "example",
    Status: "CREATE_COMPLETE",
    ExecutionStatus: "AVAILABLE",
    Changes: changes.map((ResourceChange) => ({ Type: "Resource", ResourceChange })),
    ...more,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const [document] = readDocuments([{ label: null, name: "a.json", digest: "sha256:0", bytes }], resourceTypes);
  if (document === undefined) throw new Error("no document was read");
  return document;
}

const context = (Properties: Json): string => JSON.stringify({ Properties, Metadata: {} });

const added = {
  Action: "Add",
  LogicalResourceId: "Group",
  ResourceType: "AWS::EC2::SecurityGroup",
  Scope: [],
  Details: [],
  AfterContext: context({
    SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: "22", ToPort: "22", CidrIp: "10.0.0.0/8" }],
    VpcId: "{{changeSet:KNOWN_AFTER_APPLY}}",
  }),
};

const modified = {
  Action: "Modify",
  LogicalResourceId: "Db",
  PhysicalResourceId: "db-1",
  ResourceType: "AWS::RDS::DBInstance",
  Replacement: "True",
  BeforeContext: context({ Engine: "mysql", StorageEncrypted: "false" }),
  AfterContext: context({
    Engine: "mysql",
    StorageEncrypted: "true",
    MasterUserPassword: "****",
    KmsKeyId: "{{changeSet:KNOWN_AFTER_APPLY}}",
    DBSubnetGroupName: "{{resolve:ssm:x}}",
  }),
};

const removed = {
  Action: "Remove",
  LogicalResourceId: "Acl",
  PhysicalResourceId: "acl-1",
  ResourceType: "AWS::WAFv2::WebACLAssociation",
  BeforeContext: context({ ResourceArn: "arn:lb", WebACLArn: "arn:acl" }),
};

const valueOf = (document: ReadDocument, address: string, attribute: string): unknown => {
  const node = document.resources.find((one) => one.address === address)?.values[attribute];
  return node?.kind === "scalar" ? node.value : node;
};

describe("a change set with property values", () => {
  const document = read([added, modified, removed, { Action: "Add", ResourceType: "AWS::SQS::Queue" }]);

  test("gives what will be and what was", () => {
    expect(document.document).toMatchObject({ kind: "cloudformation-change-set", label: "changeset", partial: null });
    expect(document.accounts).toEqual([{ key: "123456789012", id: "123456789012", origin: "a.json#/StackId" }]);
    expect(document.resources.map(({ address, action, region }) => [address, action, region])).toEqual([
      ["Group", "create", "ap-northeast-1"],
      ["Db", "replace", "ap-northeast-1"],
    ]);
    expect(document.before?.map(({ address, action }) => [address, action])).toEqual([
      ["Db", "replace"],
      ["Acl", "delete"],
    ]);
    expect(document.accounting).toMatchObject({ resources: 4, read: 3, unsupported: 1 });
    expect(document.managed).toBe(2);
    expect(document.diagnostics).toEqual([]);
  });

  test("tells what is known after the change, what is elsewhere and what is hidden", () => {
    expect(valueOf(document, "Db", "storage_encrypted")).toBe(true);
    expect(valueOf(document, "Db", "kms_key_id")).toEqual({ unknown: "U1" });
    expect(valueOf(document, "Db", "db_subnet_group_name")).toEqual({ unknown: "U2" });
    const before = document.before?.find(({ address }) => address === "Db");
    expect(before?.values["storage_encrypted"]).toMatchObject({
      value: false,
      origin: "/BeforeContext/Properties/StorageEncrypted",
    });
    expect(before?.identities["identifier"]).toBe("db-1");
    const after = document.resources.find(({ address }) => address === "Db");
    expect(after?.identities["identifier"]).toEqual({ unknown: "U1" });
    expect(after?.origin).toBe("a.json#/Changes/1/ResourceChange");
  });

  test("keeps the physical id of what is changed in place", () => {
    const [db] = read([{ ...modified, Replacement: "False" }]).resources;
    expect([db?.action, db?.identities["identifier"]]).toEqual(["update", "db-1"]);
  });

  test("a stack that is made anew had nothing before", () => {
    expect(read([added]).before).toBeNull();
  });
});

describe("a change set that tells less", () => {
  test.each<[string, ReadDocument, string]>([
    ["without property values", read([{ ...added, AfterContext: null }]), "CHANGE_SET_WITHOUT_VALUES"],
    ["with further pages", read([added], { NextToken: "x" }), "CHANGE_SET_INCOMPLETE"],
    ["that failed", read([added], { Status: "FAILED" }), "CHANGE_SET_INCOMPLETE"],
    [
      "with a nested stack",
      read([{ Action: "Modify", ResourceType: "AWS::CloudFormation::Stack" }]),
      "TEMPLATE_HIDES_RESOURCES",
    ],
    ["with a change of nothing", read([{}]), "RESOURCES_UNREADABLE"],
  ])("%s is partial and says so", (_, document, code) => {
    expect([document.document.partial, document.diagnostics.map((one) => one.code)]).toEqual(["U3", [code]]);
  });

  test("without property values every value is unknown", () => {
    // The fixture's type has both contexts, and this change has none.
    const document = read([{ ...modified, AfterContext: undefined as never, BeforeContext: undefined as never }]);
    expect(valueOf(document, "Db", "storage_encrypted")).toEqual({ unknown: "U3" });
    expect(document.before?.[0]?.values["engine"]).toMatchObject({ value: { unknown: "U3" } });
  });

  test.each([
    ["no JSON", "{"],
    ["nesting", "[".repeat(1000)],
  ])("whose values are %s is refused", (_, AfterContext) => {
    expect(() => read([{ ...added, AfterContext }])).toThrow(/AfterContext: this string does not hold valid JSON/u);
  });
});
