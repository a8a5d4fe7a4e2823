import { describe, expect, test } from "vitest";
import type { Cover, ReadDocument } from "../../model/estate.ts";
import type { Json } from "../../model/value.ts";
import { buildEstate } from "../../model/build-estate.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";

// All documents here are made up; the shapes are those of delivered snapshots and of the AWS Config API.

const account = "123456789012";
const region = "ap-northeast-1";

interface Given {
  readonly name?: string;
  readonly json: Json;
}

function read(...given: readonly Given[]): readonly ReadDocument[] {
  return readDocuments(
    given.map(({ name = "a.json", json }) => ({
      label: null,
      name,
      digest: "sha256:0",
      bytes: new TextEncoder().encode(JSON.stringify(json)),
    })),
    resourceTypes,
  );
}

function database(id: string, more: { readonly [name: string]: Json } = {}): { readonly [name: string]: Json } {
  return {
    resourceType: "AWS::RDS::DBInstance",
    resourceId: `db-${id}`,
    arn: `arn:aws:rds:${region}:${account}:db:${id}`,
    awsAccountId: account,
    awsRegion: region,
    configurationItemStatus: "OK",
    configurationItemCaptureTime: "2026-11-01T00:00:00.000Z",
    configuration: { dBInstanceIdentifier: id, engine: "postgres", storageEncrypted: true },
    ...more,
  };
}

const later = { configurationItemCaptureTime: "2026-11-02T00:00:00.000Z" };
const gone = { ...later, configuration: null, configurationItemStatus: "ResourceDeleted" };
const snapshot = (...items: readonly Json[]): Json => ({
  fileVersion: "1.0",
  configSnapshotId: "00000000-0000-4000-8000-000000000000",
  configurationItems: items,
});

describe("several documents of AWS Config", () => {
  const unencrypted = { dBInstanceIdentifier: "a", engine: "postgres", storageEncrypted: false };
  const newer = database("a", { ...later, configuration: unencrypted });

  test.each<[string, Json, Json, number]>([
    ["the later one second", snapshot(database("a"), database("b")), snapshot(newer), 1],
    ["the later one first", snapshot(newer), snapshot(database("a"), database("b")), 0],
  ])("of a resource that two of them hold the latest capture counts: %s", (_, first, second, at) => {
    const documents = read({ name: "first.json.gz", json: first }, { name: "second.json", json: second });
    const estate = buildEstate(documents);
    const found = estate.subjects("aws_db_instance");
    expect(found.map(({ id, document }) => [id.split(":").at(-1), document])).toEqual([
      ["a", ["config", "config-2"][at]],
      ["b", ["config", "config-2"][1 - at]],
    ]);
    const [one] = found;
    expect(one?.values["storage_encrypted"]).toMatchObject({ value: false });
    expect(documents[1 - at]?.diagnostics).toEqual([
      { code: "CONFIG_ITEMS_SUPERSEDED", document: ["config", "config-2"][1 - at], args: { count: 1 } },
    ]);
    expect(estate.accounting).toMatchObject({ resources: 2, read: 2 });
  });

  test("of equally old captures the first counts", () => {
    const [first, second] = read({ json: database("a") }, { json: database("a") });
    expect([first?.resources.length, second?.resources.length]).toEqual([1, 0]);
  });

  test("a resource that one of them says is deleted later is gone", () => {
    const [first, second] = read({ json: snapshot(database("a")) }, { json: database("a", gone) });
    expect([first?.resources, second?.resources]).toEqual([[], []]);
    expect(second?.diagnostics.map(({ code }) => code)).toEqual(["CONFIG_ITEM_DELETED"]);
  });

  test("a resource that was deleted earlier and is recorded again is there", () => {
    const documents = read(
      { json: database("a", { ...gone, ...{ configurationItemCaptureTime: "2026-10-01T00:00:00Z" } }) },
      { json: database("a") },
    );
    expect(documents.map(({ resources }) => resources.length)).toEqual([0, 1]);
  });

  test("accounts and regions are told apart", () => {
    const other = {
      awsAccountId: "210987654321",
      awsRegion: "eu-west-1",
      arn: "arn:aws:rds:eu-west-1:210987654321:db:a",
    };
    const estate = buildEstate(read({ json: snapshot(database("a"), database("a", other)) }));
    const places = estate.subjects("aws_db_instance").map(({ accountKey, region: place }) => [accountKey, place]);
    expect(places).toEqual(
      [["123456789012", "ap-northeast-1"], ["210987654321", "eu-west-1"].map((part) => part)].sort(),
    );
    expect(
      estate
        .subjects("account")
        .map(({ accountKey }) => accountKey)
        .sort(),
    ).toEqual(["123456789012", "210987654321"]);
  });

  test("tell how old the oldest thing in them is: snapshots when they were taken, others when they were captured", () => {
    const name = "123456789012_Config_ap-northeast-1_ConfigSnapshot_20261105T000000Z_example.json.gz";
    const documents = read(
      { name, json: snapshot(database("a")) },
      { json: [database("b", later), database("c")] },
      { json: [database("d", { configurationItemCaptureTime: 1e300 })] },
      { json: { ConfigurationRecorders: [] } },
    );
    expect(documents.map(({ toldAt }) => toldAt)).toEqual([
      "2026-11-05T00:00:00.000Z",
      "2026-11-01T00:00:00.000Z",
      null,
      undefined,
    ]);
  });

  test("items of types that are not read are counted, whatever they are called", () => {
    const [document] = read({
      json: snapshot(
        database("a"),
        ...["AWS::SQS::Queue", "Example::Own::Type", "__proto__"].map((resourceType) =>
          database("b", { resourceType }),
        ),
      ),
    });
    expect(document?.accounting).toMatchObject({ resources: 4, read: 1, unsupported: 3 });
    expect(Object.entries(document?.accounting.types ?? {})).toEqual([
      ["AWS::SQS::Queue", 1],
      ["Example::Own::Type", 1],
      ["__proto__", 1],
    ]);
  });
});

describe("what a snapshot covers", () => {
  const arn = `arn:aws:config:${region}:${account}:configuration-recorder/default/example`;
  const everything = { allSupported: true, includeGlobalResourceTypes: true, resourceTypes: [] };
  const recorder = { arn, name: "default", recordingGroup: everything as Json };
  const status = { arn, name: "default", recording: true, lastStatus: "SUCCESS", lastStartTime: 1_700_000_000.5 };
  const delivered = `${account}_Config_${region}_ConfigSnapshot_20261103T000000Z_00000000-0000-4000-8000-000000000000.json`;

  interface Recording {
    readonly recorder?: { readonly [name: string]: Json };
    readonly status?: { readonly [name: string]: Json };
    readonly items?: readonly Json[];
    readonly name?: string;
    readonly json?: Json;
  }

  function covers(given: Recording): readonly Cover[] {
    const documents = read(
      { name: given.name ?? delivered, json: given.json ?? snapshot(...(given.items ?? [database("a")])) },
      { json: { ConfigurationRecorders: [{ ...recorder, ...given.recorder }] } },
      { json: { ConfigurationRecordersStatus: [{ ...status, ...given.status }] } },
    );
    expect(documents.slice(1).map(({ covers: none, resources }) => [none, resources])).toEqual([
      [[], []],
      [[], []],
    ]);
    return documents[0]?.covers ?? [];
  }

  const types = (given: Recording): readonly string[] => covers(given).map(({ type }) => type);

  test("are the types that the recorder records, in its account and region", () => {
    const found = covers({});
    const at = "2026-11-03T00:00:00.000Z";
    expect(found.find(({ type }) => type === "aws_db_instance")).toEqual({
      type: "aws_db_instance",
      account,
      region,
      at,
    });
    expect(found.find(({ type }) => type === "aws_iam_role")).toMatchObject({ account, region: null });
    // What AWS Config does not record, and what stands in the items of another type.
    const never = ["aws_cloudwatch_log_group", "aws_wafv2_web_acl_association", "aws_s3_bucket_policy"];
    expect(found.filter(({ type }) => never.includes(type))).toEqual([]);
  });

  test("an estate of it then covers the type", () => {
    const documents = read(
      { name: delivered, json: snapshot(database("a")) },
      { json: { ConfigurationRecorders: [recorder], ConfigurationRecordersStatus: [status] } },
    );
    const estate = buildEstate(documents);
    const [region1] = estate.subjects("region");
    if (region1 === undefined) throw new Error("there is no region");
    expect(estate.reverse(region1, "aws_rds_cluster", "region")).toMatchObject({ state: "complete", items: [] });
    expect(estate.reverse(region1, "aws_cloudwatch_log_group", "region")).toMatchObject({ state: "partial" });
  });

  test("is as old as the snapshot, and a day older where the recorder records once a day", () => {
    const overrides = [{ resourceTypes: ["AWS::RDS::DBCluster"], recordingFrequency: "CONTINUOUS" }];
    const recordingMode = { recordingFrequency: "DAILY", recordingModeOverrides: overrides };
    const found = covers({ recorder: { recordingMode } });
    const ages = ["aws_db_instance", "aws_rds_cluster"].map((name) => found.find(({ type }) => type === name)?.at);
    expect(ages).toEqual(["2026-11-02T00:00:00.000Z", "2026-11-03T00:00:00.000Z"]);
    expect(covers({ name: "s.json" })[0]?.at).toBe("2026-11-01T00:00:00.000Z");
  });

  test.each<[string, Recording]>([
    ["no recorder of that region", { recorder: { arn: arn.replace(region, "eu-west-1") } }],
    ["no recorder of that account", { recorder: { arn: arn.replace(account, "210987654321") } }],
    ["a recorder that does not say whose it is", { recorder: { arn: null } }],
    ["a recorder of a service", { recorder: { servicePrincipal: "example.amazonaws.com" } }],
    ["a status of another recorder", { status: { arn: `${arn}2` } }],
    ["a recorder that is stopped", { status: { recording: false } }],
    ["a recorder that fails", { status: { lastStatus: "FAILURE" } }],
    ["a recorder that has delivered nothing yet", { status: { lastStatus: "PENDING" } }],
    ["a recorder that was started after the snapshot", { status: { lastStartTime: "2026-11-04T00:00:00Z" } }],
    ["a recorder that does not say when it was started", { status: { lastStartTime: null } }],
    ["a recorder that does not say what it records", { recorder: { recordingGroup: null } }],
    ["a list of items that is no snapshot", { name: "items.json", json: { configurationItems: [database("a")] } }],
    [
      "a snapshot of items of two regions",
      { name: "s.json", items: [database("a"), database("b", { awsRegion: "eu-west-1" })] },
    ],
    ["a snapshot of another account than its name says", { name: delivered.replace(account, "210987654321") }],
    ["a snapshot without a time", { name: "s.json", items: [database("a", { configurationItemCaptureTime: null })] }],
  ])("%s: nothing", (_, given) => {
    expect(covers(given)).toEqual([]);
  });

  test("a recorder of some types covers these", () => {
    const some = { allSupported: false, resourceTypes: ["AWS::EC2::SecurityGroup", "AWS::RDS::DBInstance"] };
    expect(types({ recorder: { recordingGroup: some } })).toEqual([
      "aws_db_instance",
      "aws_rds_cluster_instance",
      "aws_security_group",
    ]);
    const recordingStrategy = { useOnly: "INCLUSION_BY_RESOURCE_TYPES" };
    expect(types({ recorder: { recordingGroup: { ...some, recordingStrategy } } })).toHaveLength(3);
  });

  test("a recorder with exclusions covers all others", () => {
    const recordingGroup = {
      allSupported: false,
      resourceTypes: [],
      exclusionByResourceTypes: { resourceTypes: ["AWS::RDS::DBInstance"] },
      recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
    };
    const found = types({ recorder: { recordingGroup } });
    expect([found.includes("aws_db_instance"), found.includes("aws_rds_cluster")]).toEqual([false, true]);
  });

  test("the global types of IAM only where they are recorded", () => {
    const without = { allSupported: true, includeGlobalResourceTypes: false };
    expect(types({ recorder: { recordingGroup: without } })).not.toContain("aws_iam_role");
    const newer = "ap-southeast-4";
    const found = types({
      name: delivered.replace(region, newer),
      items: [],
      recorder: { arn: arn.replace(region, newer) },
      status: { arn: arn.replace(region, newer) },
    });
    expect([found.includes("aws_iam_role"), found.includes("aws_db_instance")]).toEqual([false, true]);
  });

  test("no type of which an item was not recorded", () => {
    const item = { ...database("b"), resourceType: "AWS::RDS::DBCluster", configuration: null };
    const found = types({ items: [database("a"), { ...item, configurationItemStatus: "ResourceNotRecorded" }] });
    expect([found.includes("aws_rds_cluster"), found.includes("aws_db_instance")]).toEqual([false, true]);
  });
});
