import { planDocument } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { readDocuments } from "../readers/read-document.ts";
import { readProfile } from "../readers/profile/read-profile.ts";
import { resourceTypes } from "../types/index.ts";
import { buildEstate } from "./build-estate.ts";
import type { Estate } from "./estate.ts";
import type { Json } from "./value.ts";

// All documents here are made up; the shapes are those of botocore's service models and of AWS Config.

const account = "111122223333";
const region = "ap-northeast-1";

interface JsonObject {
  readonly [name: string]: Json;
}

const day = (number: number): string => `2026-11-0${String(number)}T00:00:00.000Z`;

function capture(at: number, call: string, response: Json, more: JsonObject = {}): JsonObject {
  const [service = "", operation = ""] = call.split(":");
  const place = { account, region, partition: "aws", capturedAt: day(at) };
  return { service, operation, parameters: {}, ...place, page: 1, last: true, error: null, response, ...more };
}

function refused(at: number, call: string, code: string, more: JsonObject = {}): JsonObject {
  return { ...capture(at, call, null, more), last: false, error: { code, message: "" } };
}

function snapshot(...captures: readonly Json[]): Json {
  return { schema: "sekisho.snapshot/v1", captures };
}

const arnOf = (id: string): string => `arn:aws:rds:${region}:${account}:db:${id}`;

function database(id: string, isEncrypted: boolean): JsonObject {
  return {
    DBInstanceIdentifier: id,
    DBInstanceArn: arnOf(id),
    Engine: "postgres",
    StorageEncrypted: isEncrypted,
    PubliclyAccessible: false,
  };
}

const databases = (at: number, ...listed: readonly JsonObject[]): JsonObject =>
  capture(at, "rds:DescribeDBInstances", { DBInstances: listed });

function item(id: string, at: number, isEncrypted: boolean, more: JsonObject = {}): JsonObject {
  return {
    resourceType: "AWS::RDS::DBInstance",
    resourceId: `db-${id}`,
    arn: arnOf(id),
    awsAccountId: account,
    awsRegion: region,
    configurationItemStatus: "OK",
    configurationItemCaptureTime: day(at),
    configuration: { dBInstanceIdentifier: id, engine: "postgres", storageEncrypted: isEncrypted },
    ...more,
  };
}

function bucketItem(at: number, more: JsonObject = {}): JsonObject {
  return {
    resourceType: "AWS::S3::Bucket",
    resourceId: "logs",
    resourceName: "logs",
    arn: "arn:aws:s3:::logs",
    awsAccountId: account,
    awsRegion: region,
    configurationItemStatus: "OK",
    configurationItemCaptureTime: day(at),
    configuration: { name: "logs" },
    supplementaryConfiguration: {},
    ...more,
  };
}

const ofLogs = { parameters: { Bucket: "logs" } };
const buckets = (at: number, ...names: readonly string[]): readonly JsonObject[] => [
  capture(at, "s3:ListBuckets", { Buckets: names.map((Name) => ({ Name })) }),
  ...names.map((Bucket) =>
    capture(at, "s3:GetBucketLocation", { LocationConstraint: region }, { parameters: { Bucket } }),
  ),
];
const policyOfLogs = (at: number): JsonObject => capture(at, "s3:GetBucketPolicy", { Policy: "{}" }, ofLogs);

function estateOf(given: Readonly<Record<string, Json>>, options: { profile?: string; instant?: string } = {}): Estate {
  const { profile, instant } = options;
  const inputs = Object.entries(given).map(([label, json]) => ({
    label,
    name: `${label}.json`,
    digest: "sha256:0",
    bytes: new TextEncoder().encode(JSON.stringify(json)),
  }));
  return buildEstate(readDocuments(inputs, resourceTypes), {
    types: resourceTypes,
    ...(instant === undefined ? {} : { instant }),
    ...(profile === undefined ? {} : { profile: readProfile({ name: "p.yaml", digest: "sha256:1", text: profile }) }),
  });
}

/** What the estate says runs: name, document, and whether its storage is encrypted. */
function running(estate: Estate): readonly (readonly unknown[])[] {
  return estate.subjects("aws_db_instance").map((resource) => {
    const node = estate.value(resource, "storage_encrypted");
    return [resource.id.split(":").at(-1), resource.document, node.kind === "scalar" ? node.value : node];
  });
}

function told(estate: Estate): readonly (readonly unknown[])[] {
  return estate.diagnostics.map(({ code, document, args }) => [code, document, args]);
}

function linked(estate: Estate, type: string): { readonly state: string; readonly code: string | null; items: number } {
  const [bucket, ...others] = estate.subjects("aws_s3_bucket");
  if (bucket === undefined || others.length > 0) throw new Error("not exactly one bucket");
  const { state, code, items } = estate.reverse(bucket, type, "bucket");
  return { state, code, items: items.length };
}

function refusal(given: Readonly<Record<string, Json>>): string {
  try {
    estateOf(given);
  } catch (error) {
    if (isSekishoError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("of two captures of one resource the newer holds", () => {
  const older = snapshot(databases(1, database("a", false), database("b", true)));
  const newer = snapshot(databases(2, database("a", true), database("b", true)));

  test.each<[string, Readonly<Record<string, Json>>]>([
    ["two snapshots", { newer, older }],
    ["two snapshots, the older one first", { older, newer }],
    ["items and an older snapshot", { newer: [item("a", 2, true), item("b", 2, true)], older }],
    ["a snapshot and older items", { older: [item("a", 1, false), item("b", 1, true)], newer }],
  ])("%s", (_, given) => {
    const estate = estateOf(given);
    expect(running(estate)).toEqual([
      ["a", "newer", true],
      ["b", "newer", true],
    ]);
    expect(estate.accounting).toMatchObject({ resources: 2, read: 2, superseded: 2, supersededIn: { older: 2 } });
    expect(told(estate)).toEqual([["RUNTIME_SUPERSEDED", "older", { count: 2, gone: 0, by: "newer" }]]);
  });

  test("of three the newest, whichever it is", () => {
    const estate = estateOf({ first: snapshot(databases(2, database("a", false))), last: [item("a", 3, true)], older });
    expect(running(estate)[0]).toEqual(["a", "last", true]);
    expect(estate.accounting).toMatchObject({ superseded: 3, supersededIn: { first: 1, older: 2 } });
  });

  test("as a whole: what it does not tell is unknown, whatever the older one told", () => {
    const told = { dBInstanceIdentifier: "a", engine: "postgres" };
    const estate = estateOf({ older, newer: [item("a", 2, true, { configuration: told })] });
    expect(running(estate)).toEqual([
      ["a", "newer", { unknown: "U4" }],
      ["b", "older", true],
    ]);
  });

  test("where it cannot be read, so that the older one is not told in its place", () => {
    const estate = estateOf({ older, newer: [item("a", 2, true, { configuration: null })] });
    expect(running(estate)).toEqual([["b", "older", true]]);
    expect([estate.partial, estate.accounting]).toMatchObject([
      "U4",
      { resources: 2, read: 1, unread: 1, superseded: 1 },
    ]);
  });

  test("what names it finds the newer one, from an older document too", () => {
    const group = (at: number): JsonObject =>
      capture(at, "ec2:DescribeSecurityGroups", {
        SecurityGroups: [{ GroupId: "sg-1", GroupName: "web", VpcId: "vpc-1" }],
      });
    const arn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/main/1`;
    const balancer = { LoadBalancerArn: arn, Type: "application", SecurityGroups: ["sg-1"] };
    const first = snapshot(capture(1, "elbv2:DescribeLoadBalancers", { LoadBalancers: [balancer] }), group(1));
    const estate = estateOf({ first, second: snapshot(group(2)) });
    const [lb] = estate.subjects("aws_lb");
    if (lb === undefined) throw new Error("no load balancer");
    const { state, items } = estate.forward(lb, "security_groups");
    expect([state, items.map(({ document }) => document)]).toEqual(["complete", ["second"]]);
  });

  test("what an account is shown of another's goes after what that account says of its own", () => {
    const shared = { ...databases(2, database("a", false)), account: "999988887777" };
    expect(running(estateOf({ own: snapshot(databases(1, database("a", true))), other: snapshot(shared) }))).toEqual([
      ["a", "own", true],
    ]);
  });

  test("a plan beside what runs is no capture of it", () => {
    const planned = { arn: arnOf("a"), identifier: "a", engine: "postgres", storage_encrypted: false };
    const actions = { "aws_db_instance.a": { actions: ["no-op"], before: planned, after: planned } };
    const estate = estateOf({ plan: planDocument({ account, resources: actions }), newer, older });
    expect(running(estate)).toEqual([
      ["a", "newer", true],
      ["b", "newer", true],
      ["plan#aws_db_instance.a", "plan", false],
    ]);
  });
});

describe("captures that do not say which is newer", () => {
  const bare = (isEncrypted: boolean): Json => ({ DBInstances: [database("a", isEncrypted)] });

  test.each<[string, Json, Json]>([
    ["of one time", snapshot(databases(1, database("a", true))), snapshot(databases(1, database("a", false)))],
    ["one without a time", bare(true), snapshot(databases(1, database("a", false)))],
    ["both without a time", bare(true), bare(false)],
  ])("%s are refused where they differ, both named", (_, first, second) => {
    const message = refusal({ first, second });
    expect(message).toMatch(/^DOCUMENT_CONFLICT: .*db:a.*first\.json#.*second\.json#.*not say which is newer/u);
  });

  test.each<[string, Json, Json]>([
    ["of one time", snapshot(databases(1, database("a", true))), snapshot(databases(1, database("a", true)))],
    ["both without a time", bare(true), bare(true)],
  ])("%s are one where they say the same: the first", (_, first, second) => {
    const estate = estateOf({ first, second });
    expect(running(estate)).toEqual([["a", "first", true]]);
    expect(estate.accounting).toMatchObject({ resources: 1, superseded: 1, supersededIn: { second: 1 } });
  });

  test("nothing is refused where a third one is newer than both", () => {
    const [first, second] = [true, false].map((is) => snapshot(databases(1, database("a", is))));
    const estate = estateOf({ first: first ?? null, second: second ?? null, third: [item("a", 2, true)] });
    expect(running(estate)).toEqual([["a", "third", true]]);
  });
});

describe("a resource of an older capture is gone", () => {
  const older = snapshot(databases(1, database("a", false), database("b", true)));

  test("where a newer complete listing does not hold it", () => {
    const estate = estateOf({ older, newer: snapshot(databases(2, database("b", true))) });
    expect(running(estate)).toEqual([["b", "newer", true]]);
    expect(told(estate)).toEqual([["RUNTIME_SUPERSEDED", "older", { count: 2, gone: 1, by: "newer" }]]);
    expect(estate.accounting).toMatchObject({ resources: 1, superseded: 2 });
  });

  test.each<[string, Json]>([
    ["is not complete", snapshot({ ...databases(2, database("b", true)), last: false })],
    ["is of another region", snapshot({ ...databases(2, database("b", true)), region: "eu-west-1" })],
    ["was refused", snapshot(refused(2, "rds:DescribeDBInstances", "AccessDenied"))],
    ["is older", snapshot({ ...databases(1), capturedAt: "2026-10-01T00:00:00Z" })],
  ])("but not where the listing %s", (_, newer) => {
    expect(running(estateOf({ older, newer })).map(([name]) => name)).toContain("a");
  });

  test("where AWS Config has it as deleted later", () => {
    const deleted = { configuration: null, configurationItemStatus: "ResourceDeleted" };
    const estate = estateOf({ older, config: [item("a", 2, false, deleted)] });
    expect(running(estate)).toEqual([["b", "older", true]]);
    expect(told(estate)).toContainEqual(["RUNTIME_SUPERSEDED", "older", { count: 1, gone: 1, by: "config" }]);
    const again = estateOf({
      newer: snapshot(databases(3, database("a", true))),
      config: [item("a", 2, false, deleted)],
    });
    expect(running(again)).toEqual([["a", "newer", true]]);
  });

  test("and what belongs to it with it", () => {
    const first = snapshot(...buckets(1, "logs"), policyOfLogs(1));
    const gone = { configuration: null, configurationItemStatus: "ResourceDeleted" };
    for (const second of [snapshot(...buckets(2)), [bucketItem(2, gone)]]) {
      const estate = estateOf({ first, second });
      expect(estate.subjects("aws_s3_bucket_policy")).toEqual([]);
    }
  });

  test("a snapshot of Config that covers a type does not end what it holds itself, told in full a little earlier", () => {
    const arn = `arn:aws:config:${region}:${account}:configuration-recorder/default/example`;
    const recording = {
      ConfigurationRecorders: [{ arn, name: "default", recordingGroup: { allSupported: true, resourceTypes: [] } }],
      ConfigurationRecordersStatus: [
        { arn, name: "default", recording: true, lastStatus: "SUCCESS", lastStartTime: 1 },
      ],
    };
    const delivered = { configSnapshotId: "1", configurationItems: [item("a", 1, true), item("c", 4, true)] };
    const estate = estateOf({
      api: snapshot(databases(2, database("a", true), database("b", true))),
      config: delivered,
      recording,
    });
    expect(running(estate)).toEqual([
      ["a", "api", true],
      ["c", "config", true],
    ]);
    expect(estate.coversType("aws_db_instance")).toBe(false);
  });
});

describe("what belongs to a resource", () => {
  const first = snapshot(...buckets(1, "logs"), policyOfLogs(1));
  const covered = { state: "complete", code: null, items: 1 };

  test("is as the newer document has it", () => {
    const none = refused(2, "s3:GetBucketPolicy", "NoSuchBucketPolicy", ofLogs);
    expect(linked(estateOf({ first }), "aws_s3_bucket_policy")).toEqual(covered);
    expect(linked(estateOf({ first, second: snapshot(...buckets(2, "logs"), none) }), "aws_s3_bucket_policy")).toEqual({
      state: "complete",
      code: null,
      items: 0,
    });
  });

  test.each<[string, Json]>([
    ["was refused it", snapshot(...buckets(2, "logs"), refused(2, "s3:GetBucketPolicy", "AccessDenied", ofLogs))],
    ["tells such things and not this one", [bucketItem(2)]],
  ])("is unknown (U4) where the newer document %s", (_, second) => {
    const estate = estateOf({ first, second });
    expect(linked(estate, "aws_s3_bucket_policy")).toEqual({ state: "partial", code: "U4", items: 0 });
    expect(estate.coversType("aws_s3_bucket_policy")).toBe(false);
    expect(told(estate)).toContainEqual([
      "RUNTIME_LISTING_OUTDATED",
      "first",
      { count: expect.any(Number) as number, by: "second" },
    ]);
  });

  test("stays where the newer document asks for nothing like it", () => {
    expect(linked(estateOf({ first, second: snapshot(...buckets(2, "logs")) }), "aws_s3_bucket_policy")).toEqual(
      covered,
    );
  });

  describe("where AWS Config cannot tell it", () => {
    const arn = (name: string): string =>
      `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/${name}/1`;
    const acl = `arn:aws:wafv2:${region}:${account}:regional/webacl/main/1`;
    const kinds = [
      "APPLICATION_LOAD_BALANCER",
      "API_GATEWAY",
      "APPSYNC",
      "COGNITO_USER_POOL",
      "APP_RUNNER_SERVICE",
      "VERIFIED_ACCESS_INSTANCE",
    ];
    const api = snapshot(
      capture(1, "elbv2:DescribeLoadBalancers", {
        LoadBalancers: [{ LoadBalancerArn: arn("old"), Type: "application" }],
      }),
      capture(
        1,
        "wafv2:ListWebACLs",
        { WebACLs: [{ Name: "main", Id: "1", ARN: acl }] },
        { parameters: { Scope: "REGIONAL" } },
      ),
      ...kinds.map((ResourceType) =>
        capture(
          1,
          "wafv2:ListResourcesForWebACL",
          { ResourceArns: ResourceType === kinds[0] ? [arn("old")] : [] },
          { parameters: { WebACLArn: acl, ResourceType } },
        ),
      ),
    );
    const associations = (name: string, given: Readonly<Record<string, Json>>): unknown => {
      const estate = estateOf(given);
      const balancer = estate.find(arn(name));
      if (balancer === null) throw new Error("no load balancer");
      const { state, code, items } = estate.reverse(balancer, "aws_wafv2_web_acl_association", "resource_arn");
      return [balancer.document, state, code, items.length];
    };
    const recorded = (name: string): Json => [
      {
        ...item(name, 2, true),
        resourceType: "AWS::ElasticLoadBalancingV2::LoadBalancer",
        resourceId: arn(name),
        arn: arn(name),
        configuration: { loadBalancerArn: arn(name), type: "application" },
      },
    ];

    test("stays", () => {
      expect(associations("old", { api, config: recorded("old") })).toEqual(["config", "complete", null, 1]);
    });

    test("is unknown (U4) of what is newer than the listing", () => {
      const alone = estateOf({ api }, { profile: `regions: [${region}]` });
      expect(alone.coversType("aws_wafv2_web_acl_association")).toBe(true);
      expect(associations("new", { api, config: recorded("new") })).toEqual(["config", "partial", "U4", 0]);
    });
  });
});

describe("a complete listing", () => {
  const older = snapshot(databases(1, database("a", true)));
  const covers = (given: Readonly<Record<string, Json>>): boolean =>
    estateOf(given, { profile: `regions: [${region}]` }).coversType("aws_db_instance");

  test("stays one beside a newer capture of what it holds", () => {
    expect(covers({ older })).toBe(true);
    expect(covers({ older, newer: [item("a", 2, true)] })).toBe(true);
  });

  test.each<[string, Json]>([
    ["was refused it", snapshot(refused(2, "rds:DescribeDBInstances", "AccessDenied"))],
    ["was cut off", snapshot({ ...databases(2, database("a", true)), last: false })],
    ["shows what it does not hold", [item("c", 2, true)]],
  ])("is none any more where a newer document %s", (_, newer) => {
    expect(covers({ older, newer })).toBe(false);
    expect(told(estateOf({ older, newer }))).toContainEqual([
      "RUNTIME_LISTING_OUTDATED",
      "older",
      { count: expect.any(Number) as number, by: "newer" },
    ]);
  });

  test("is one again where it is asked for once more", () => {
    const newest = snapshot(databases(3, database("a", true)));
    expect(covers({ older, denied: snapshot(refused(2, "rds:DescribeDBInstances", "AccessDenied")), newest })).toBe(
      true,
    );
  });
});

describe("how old documents may be", () => {
  const profile = "freshness: { runtime_max_age_hours: 24 }";
  const instant = day(3);
  const older = snapshot(databases(1, database("a", true)));

  test("a document of which a newer one holds everything is not too old", () => {
    const estate = estateOf({ older, newer: snapshot(databases(3, database("a", true))) }, { profile, instant });
    expect([estate.partial, told(estate).map(([code]) => code)]).toEqual([null, ["RUNTIME_SUPERSEDED"]]);
  });

  test("one that still tells something is", () => {
    const estate = estateOf(
      { older, newer: snapshot(databases(3)), also: snapshot(...buckets(1, "logs")) },
      { profile, instant },
    );
    expect([estate.partial, told(estate)]).toEqual([
      "U4",
      [
        ["RUNTIME_SUPERSEDED", "older", { count: 1, gone: 1, by: "newer" }],
        ["RUNTIME_STALE", "also", { oldest: day(1) }],
      ],
    ]);
  });
});

describe("captures of one document", () => {
  test("are counted where newer ones of it hold", () => {
    const twice = snapshot(databases(1, database("a", false), database("b", true)), databases(2, database("a", true)));
    const estate = estateOf({ twice });
    expect(running(estate)).toEqual([["a", "twice", true]]);
    expect(estate.accounting).toMatchObject({ resources: 1, superseded: 2, supersededIn: { twice: 2 } });
  });

  test("are counted in documents of AWS Config, too", () => {
    const estate = estateOf({ first: [item("a", 1, false), item("a", 2, false)], second: [item("a", 3, true)] });
    expect(running(estate)).toEqual([["a", "second", true]]);
    expect(estate.accounting).toMatchObject({ resources: 1, superseded: 2, supersededIn: { first: 2 } });
  });
});
