import { fuzzRun, planDocument, type JsonObject } from "@sekisho-test/support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { Cover, Estate, ReadDocument, ReadResource } from "../../model/estate.ts";
import { projectDocuments } from "../../model/project-documents.ts";
import type { Json, ObjectNode, ValueNode } from "../../model/value.ts";
import { emptyProfile } from "../profile/profile.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";
import { readApiOutput } from "./index.ts";

// All fixtures in this file are made up; the shapes are those of botocore's service models.
const account = "111122223333";
const region = "ap-northeast-1";
const source = { label: "api", name: "snapshot.json", digest: "sha256:0" };

interface CaptureOptions {
  readonly parameters?: { readonly [name: string]: Json };
  readonly account?: string;
  readonly region?: string;
  readonly capturedAt?: string;
  readonly page?: number;
  readonly last?: boolean;
}

function capture(call: string, response: Json, options: CaptureOptions = {}): { readonly [name: string]: Json } {
  const [service = "", operation = ""] = call.split(":");
  return {
    service,
    operation,
    parameters: {},
    account,
    region,
    partition: "aws",
    capturedAt: "2026-11-01T00:00:00Z",
    page: 1,
    last: true,
    error: null,
    response,
    ...options,
  };
}

function refused(call: string, code: string, options: CaptureOptions = {}): { readonly [name: string]: Json } {
  return {
    ...capture(call, null, { last: false, ...options }),
    error: { code, message: "secret words of arn:aws:iam::111122223333:user/x" },
  };
}

function snapshot(captures: readonly Json[], more: { readonly [name: string]: Json } = {}): Json {
  return { schema: "sekisho.snapshot/v1", captures, ...more };
}

function read(captures: readonly Json[], more: { readonly [name: string]: Json } = {}): ReadDocument {
  return readApiOutput(snapshot(captures, more), source, resourceTypes);
}

function ofType(document: ReadDocument, type: string): readonly ReadResource[] {
  return document.resources.filter((resource) => resource.type === type);
}

function one(document: ReadDocument, type: string): ReadResource {
  const [resource, ...others] = ofType(document, type);
  if (resource === undefined || others.length > 0) throw new Error(`${type}: ${String(others.length + 1)} or none`);
  return resource;
}

function plain(node: ValueNode | ObjectNode | undefined): Json {
  if (node === undefined) return "not read";
  if (node.kind === "scalar") return node.value as Json;
  if (node.kind === "object") {
    return Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, plain(field)]));
  }
  return { state: node.state, code: node.code, items: node.items.map(plain) };
}

function values(resource: ReadResource, ...names: readonly string[]): readonly Json[] {
  return names.map((name) => plain(resource.values[name]));
}

function covered(document: ReadDocument): readonly string[] {
  return document.covers.map(({ type, account: of, region: where }) => `${type} ${String(of)}/${String(where)}`);
}

function refusal(action: () => unknown): { readonly code: string; readonly message: string } {
  try {
    action();
  } catch (error) {
    if (isSekishoError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("the document was read");
}

const yes = { unknown: "U4" };
const none = { state: "complete", code: null, items: [] };
const untold = { state: "partial", code: "U4", items: [] };

const lbArn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/main/1`;
const listenerArn = `arn:aws:elasticloadbalancing:${region}:${account}:listener/app/main/1/2`;
const loadBalancers = capture("elbv2:DescribeLoadBalancers", {
  LoadBalancers: [
    {
      LoadBalancerArn: lbArn,
      Scheme: "internet-facing",
      Type: "application",
      SecurityGroups: ["sg-1"],
      VpcId: "vpc-1",
    },
  ],
});
const database = {
  DBInstanceIdentifier: "main",
  DBInstanceArn: `arn:aws:rds:${region}:${account}:db:main`,
  Engine: "postgres",
  StorageEncrypted: true,
  PubliclyAccessible: false,
};
const buckets = capture(
  "s3:ListBuckets",
  { Buckets: [{ Name: "logs", BucketRegion: region }, { Name: "data" }] },
  { region: "us-east-1" },
);

describe("a snapshot", () => {
  test("gives resources that run, in the account and region that were asked, with where they were read", () => {
    const document = read([loadBalancers]);
    expect(document.document).toEqual({ ...source, kind: "api-output", partial: null });
    expect(document.accounts).toEqual([{ key: account, id: account, origin: "snapshot.json#/captures/0/response" }]);
    expect(document.accounting).toEqual({ resources: 1, read: 1, unsupported: 0, unread: 0, types: {} });
    const { running, isSubject, action, accountKey, region: where, origin, identities } = one(document, "aws_lb");
    expect({ running, isSubject, action, accountKey, where, origin, identities }).toEqual({
      running: true,
      isSubject: true,
      action: "none",
      accountKey: account,
      where: region,
      origin: "snapshot.json#/captures/0/response/LoadBalancers/0",
      identities: { arn: lbArn },
    });
  });

  test("counts calls that nothing is read from, and an answer that is no object makes it a part", () => {
    const document = read([capture("sqs:ListQueues", {}), capture("rds:DescribeDBInstances", "no")]);
    expect(document.accounting).toEqual({
      resources: 2,
      read: 0,
      unsupported: 1,
      unread: 1,
      types: { "sqs:ListQueues": 1 },
    });
    expect([document.document.partial, document.diagnostics.map(({ code }) => code)]).toEqual([
      "U4",
      ["API_LISTING_CUT_OFF", "RESOURCES_UNREADABLE"],
    ]);
  });

  test.each<[string, { readonly [name: string]: Json }, string]>([
    ["an account that is none", { account: "1" }, "/captures/0/account"],
    ["no region", { region: null }, "/captures/0/region"],
    ["a time that is none", { capturedAt: "2026-yesterday" }, "/captures/0/capturedAt"],
    ["a page before the first", { page: 0 }, "/captures/0/page"],
    ["no word on further pages", { last: null }, "/captures/0/last"],
    ["an error without a code", { error: {} }, "/captures/0/error/code"],
    ["parameters that are a list", { parameters: [] }, "/captures/0/parameters"],
    ["an operation that is a path", { operation: "../x" }, "/captures/0/operation"],
  ])("with %s is refused with its place", (_, wrong, place) => {
    const { code, message } = refusal(() => read([{ ...loadBalancers, ...wrong }]));
    expect([code, message.startsWith(`snapshot.json#${place}:`)]).toEqual(["DOCUMENT_INVALID", true]);
  });

  test("without a list of captures is refused", () => {
    expect(refusal(() => readApiOutput({ schema: "sekisho.snapshot/v1" }, source)).code).toBe("DOCUMENT_INVALID");
  });

  test("is recognised by its schema, and labelled api", () => {
    const bytes = new TextEncoder().encode(JSON.stringify(snapshot([loadBalancers])));
    const [document] = readDocuments([{ label: null, name: "x.json", digest: "sha256:0", bytes }], resourceTypes);
    expect([document?.document.kind, document?.document.label]).toEqual(["api-output", "api"]);
  });
});

describe("answers of other calls", () => {
  const attributes = (value: string, arn = lbArn): Json =>
    capture(
      "elbv2:DescribeLoadBalancerAttributes",
      { Attributes: [{ Key: "waf.fail_open.enabled", Value: value }] },
      { parameters: { LoadBalancerArn: arn } },
    );

  test("are joined by the parameters of the call, and say where they stand", () => {
    const lb = one(read([loadBalancers, attributes("true", "arn:other"), attributes("false")]), "aws_lb");
    expect(lb.values["enable_waf_fail_open"]).toMatchObject({
      value: false,
      origin: "snapshot.json#/captures/2/response/Attributes/0/Value",
    });
  });

  test("that were never asked for leave the attribute unknown", () => {
    expect(values(one(read([loadBalancers]), "aws_lb"), "enable_waf_fail_open", "internal")).toEqual([yes, false]);
  });

  test("of another region or account are not joined", () => {
    const elsewhere = [
      capture("elbv2:DescribeLoadBalancerAttributes", { Attributes: [] }, { region: "us-east-1" }),
      capture("elbv2:DescribeLoadBalancerAttributes", { Attributes: [] }, { account: "444455556666" }),
    ].map((one) => ({ ...one, parameters: { LoadBalancerArn: lbArn } }));
    expect(values(one(read([loadBalancers, ...elsewhere]), "aws_lb"), "enable_waf_fail_open")).toEqual([yes]);
  });

  test("a parameter of the call itself names what the answer does not", () => {
    const versioning = capture("s3:GetBucketVersioning", { Status: "Enabled" }, { parameters: { Bucket: "logs" } });
    const document = read([buckets, versioning]);
    const found = one(document, "aws_s3_bucket_versioning");
    expect(values(found, "bucket", "versioning_configuration")).toEqual([
      "logs",
      { ...none, items: [{ status: "Enabled", mfa_delete: null }] },
    ]);
    expect(found.region).toBe(region);
    expect(found.links["bucket"]?.references).toEqual([{ by: "value", value: "logs" }]);
  });

  test("pages of one are read as one", () => {
    const policies = (page: number, names: readonly string[], last: boolean): Json =>
      capture(
        "iam:ListAttachedRolePolicies",
        { AttachedPolicies: names.map((name) => ({ PolicyArn: `arn:aws:iam::${account}:policy/${name}` })) },
        { parameters: { RoleName: "app" }, region: "us-east-1", page, last },
      );
    const roles = capture(
      "iam:ListRoles",
      { Roles: [{ RoleName: "app", Arn: `arn:aws:iam::${account}:role/app` }] },
      { region: "us-east-1" },
    );
    const arns = (captures: readonly Json[]): Json =>
      values(one(read([roles, ...captures]), "aws_iam_role"), "managed_policy_arns")[0] ?? null;
    const items = ["a", "b"].map((name) => `arn:aws:iam::${account}:policy/${name}`);
    expect(arns([policies(2, ["b"], true), policies(1, ["a"], false)])).toEqual({ ...none, items });
    expect(arns([policies(1, ["a", "b"], false)])).toEqual({ ...untold, items });
    expect(arns([policies(2, ["a", "b"], true)])).toEqual({ ...untold, items });
  });

  test("policy documents of IAM are decoded, encoded or not", () => {
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "arn:aws:s3:::a%20b/*" }] };
    const policy = capture(
      "iam:ListPolicies",
      { Policies: [{ PolicyName: "p", Arn: `arn:aws:iam::${account}:policy/p`, DefaultVersionId: "v2" }] },
      { region: "us-east-1", parameters: { Scope: "Local" } },
    );
    for (const written of [document, JSON.stringify(document), encodeURIComponent(JSON.stringify(document))]) {
      const version = capture(
        "iam:GetPolicyVersion",
        { PolicyVersion: { Document: written, VersionId: "v2" } },
        { region: "us-east-1", parameters: { PolicyArn: `arn:aws:iam::${account}:policy/p`, VersionId: "v2" } },
      );
      expect(values(one(read([policy, version]), "aws_iam_policy"), "policy")).toEqual([document]);
    }
  });

  test("rules of a web ACL reach its effective rules", () => {
    const arn = `arn:aws:wafv2:${region}:${account}:regional/webacl/main/1`;
    const document = read([
      capture(
        "wafv2:ListWebACLs",
        { WebACLs: [{ Name: "main", Id: "1", ARN: arn }] },
        { parameters: { Scope: "REGIONAL" } },
      ),
      capture(
        "wafv2:GetWebACL",
        {
          WebACL: {
            Name: "main",
            Id: "1",
            ARN: arn,
            DefaultAction: { Allow: {} },
            Rules: [
              { Name: "block-all", Priority: 0, Action: { Block: {} }, Statement: {} },
              {
                Name: "common",
                Priority: 1,
                OverrideAction: { None: {} },
                Statement: {
                  ManagedRuleGroupStatement: {
                    VendorName: "AWS",
                    Name: "AWSManagedRulesCommonRuleSet",
                    RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }],
                  },
                },
              },
            ],
          },
        },
        { parameters: { Name: "main", Id: "1", Scope: "REGIONAL" } },
      ),
      capture(
        "wafv2:ListResourcesForWebACL",
        { ResourceArns: [lbArn] },
        { parameters: { WebACLArn: arn, ResourceType: "APPLICATION_LOAD_BALANCER" } },
      ),
      loadBalancers,
    ]);
    const estate = buildEstate([document]);
    const acl = estate.find(arn);
    const lb = estate.find(lbArn);
    if (acl === null || lb === null) throw new Error("not read");
    expect(plain(estate.value(acl, "default_action"))).toBe("allow");
    expect(plain(estate.value(acl, "effective_rules"))).toMatchObject({
      state: "complete",
      items: [
        { name: "block-all", kind: "rule", action: "block" },
        {
          name: "common",
          kind: "managed_group",
          override: "none",
          counted_rules: { items: ["SizeRestrictions_BODY"] },
        },
      ],
    });
    const [association] = estate.reverse(lb, "aws_wafv2_web_acl_association", "resource_arn").items;
    if (association === undefined) throw new Error("no association");
    expect(estate.forward(association, "web_acl_arn").items.map(({ id }) => id)).toEqual([arn]);
  });
});

describe("a web ACL that runs a rule group of one's own", () => {
  const aclArn = `arn:aws:wafv2:${region}:${account}:regional/webacl/main/1`;
  const groupArn = `arn:aws:wafv2:${region}:${account}:regional/rulegroup/own/2`;
  const scope = { Scope: "REGIONAL" };
  const acl = capture(
    "wafv2:GetWebACL",
    {
      WebACL: {
        Name: "main",
        Id: "1",
        ARN: aclArn,
        DefaultAction: { Allow: {} },
        Rules: [
          { Name: "rate", Priority: 0, Action: { Count: {} }, Statement: { RateBasedStatement: { Limit: 100 } } },
          {
            Name: "own",
            Priority: 1,
            OverrideAction: { None: {} },
            Statement: {
              RuleGroupReferenceStatement: {
                ARN: groupArn,
                RuleActionOverrides: [{ Name: "b", ActionToUse: { Count: {} } }],
              },
            },
          },
        ],
      },
    },
    { parameters: { ...scope, Name: "main", Id: "1" } },
  );
  const group = capture(
    "wafv2:GetRuleGroup",
    {
      RuleGroup: {
        Name: "own",
        Id: "2",
        ARN: groupArn,
        Rules: ["a", "b"].map((Name) => ({ Name, Action: { Block: {} }, Statement: {} })),
      },
    },
    { parameters: { ...scope, Name: "own", Id: "2" } },
  );
  const groupRules = (captures: readonly Json[]): Json => {
    const estate = buildEstate([read(captures)]);
    const found = estate.find(aclArn);
    if (found === null) throw new Error("not read");
    const rules = plain(estate.value(found, "effective_rules"));
    return (rules as { readonly items: readonly { readonly group_rules: Json }[] }).items[1]?.group_rules ?? null;
  };

  test("has the group's rules, as they are overridden, if the group was read", () => {
    expect(groupRules([acl, group])).toMatchObject({
      ...none,
      items: [
        { name: "a", action: "block" },
        { name: "b", action: "count" },
      ],
    });
  });

  test("does not know them else", () => {
    expect(groupRules([acl])).toEqual({ state: "partial", code: "U2", items: [] });
  });
});

describe("an error", () => {
  const asked = (call: string, response: Json): Json =>
    capture(call, response, { parameters: { Bucket: "logs" }, region: "us-east-1" });
  const bucketOf = (captures: readonly Json[]): ReadResource => {
    const found = ofType(read([buckets, ...captures]), "aws_s3_bucket").find(
      ({ identities }) => identities["bucket"] === "logs",
    );
    if (found === undefined) throw new Error("no bucket");
    return found;
  };

  test("that says there is no such thing is an empty answer, and no word is lost on it", () => {
    const document = read([
      buckets,
      refused("s3:GetBucketPolicy", "NoSuchBucketPolicy", { parameters: { Bucket: "logs" }, region: "us-east-1" }),
    ]);
    expect(document.diagnostics).toEqual([]);
    const bucket = bucketOf([
      refused("s3:GetBucketPolicy", "NoSuchBucketPolicy", { parameters: { Bucket: "logs" } }),
      refused("s3:GetPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration", { parameters: { Bucket: "logs" } }),
      asked("s3:GetBucketVersioning", {}),
      asked("s3:GetBucketLogging", {}),
    ]);
    expect(values(bucket, "policy", "public_access_block", "logging", "versioning")).toEqual([
      null,
      none,
      none,
      { ...none, items: [{ enabled: false, mfa_delete: false }] },
    ]);
  });

  test("that denies hides what the call tells, and nothing else", () => {
    const denied = refused("s3:GetBucketPolicy", "AccessDenied", {
      parameters: { Bucket: "logs" },
      region: "us-east-1",
    });
    const bucket = bucketOf([denied, asked("s3:GetBucketVersioning", { Status: "Enabled" })]);
    expect(values(bucket, "policy", "versioning", "bucket")).toEqual([
      yes,
      { ...none, items: [{ enabled: true, mfa_delete: false }] },
      "logs",
    ]);
  });

  test("is told by call, place and code, without its words", () => {
    const document = read([
      buckets,
      ...["logs", "data"].map((name) =>
        refused("s3:GetBucketPolicy", "AccessDenied", { parameters: { Bucket: name }, region: "us-east-1" }),
      ),
      refused("rds:DescribeDBInstances", "a code with <words>"),
    ]);
    expect(document.diagnostics).toEqual([
      {
        code: "API_CALL_FAILED",
        document: "api",
        args: { call: "s3:GetBucketPolicy", account, region: "us-east-1", error: "AccessDenied", count: 2 },
      },
      {
        code: "API_CALL_FAILED",
        document: "api",
        args: { call: "rds:DescribeDBInstances", account, region, error: "unknown", count: 1 },
      },
    ]);
    expect(JSON.stringify(document)).not.toContain("secret words");
  });
});

describe("a listing is complete", () => {
  const page = (number: number, last: boolean, name = `db-${String(number)}`): Json =>
    capture("rds:DescribeDBInstances", { DBInstances: [{ ...database, DBInstanceArn: name }] }, { page: number, last });
  const rds = ["aws_db_instance", "aws_neptune_cluster_instance", "aws_rds_cluster_instance"].map(
    (type) => `${type} ${account}/${region}`,
  );

  test("with all its pages, by account and region, as of the oldest answer", () => {
    const document = read([page(1, false), page(2, true)]);
    expect(covered(document)).toEqual(rds);
    const at = "2026-11-01T00:00:00Z";
    const cover: Cover = { type: "aws_db_instance", account, region, at };
    expect(document.covers[0]).toEqual(cover);
  });

  test.each<[string, readonly Json[]]>([
    ["its last page is missing", [page(1, false)]],
    ["a page between is missing", [page(1, false), page(3, true)]],
    ["its first page is missing", [page(2, true)]],
    ["a later page was throttled", [page(1, false), { ...refused("rds:DescribeDBInstances", "Throttling"), page: 2 }]],
    ["it was denied", [refused("rds:DescribeDBInstances", "AccessDenied")]],
    [
      "it was narrowed down",
      [capture("rds:DescribeDBInstances", { DBInstances: [] }, { parameters: { DBInstanceIdentifier: "main" } })],
    ],
  ])("not where %s", (_, captures) => {
    expect(covered(read(captures))).toEqual([]);
  });

  test("where what was read before it was cut off is there all the same", () => {
    const document = read([page(1, false)]);
    expect(ofType(document, "aws_db_instance")).toHaveLength(1);
    expect(document.diagnostics).toEqual([
      {
        code: "API_LISTING_CUT_OFF",
        document: "api",
        args: { call: "rds:DescribeDBInstances", account, region, count: 1 },
      },
    ]);
  });

  const listeners = capture(
    "elbv2:DescribeListeners",
    { Listeners: [{ ListenerArn: listenerArn, LoadBalancerArn: lbArn, Protocol: "HTTPS", Port: 443 }] },
    { parameters: { LoadBalancerArn: lbArn } },
  );
  const rules = capture("elbv2:DescribeRules", { Rules: [] }, { parameters: { ListenerArn: listenerArn } });

  test("if every call of its chain is", () => {
    const of = (captures: readonly Json[]): readonly string[] =>
      covered(read(captures)).map((text) => text.split(" ")[0] ?? "");
    expect(of([loadBalancers])).toEqual(["aws_lb"]);
    expect(of([loadBalancers, listeners])).toEqual(["aws_lb", "aws_lb_listener"]);
    expect(of([loadBalancers, listeners, rules])).toEqual(["aws_lb", "aws_lb_listener", "aws_lb_listener_rule"]);
    expect(of([listeners, rules])).toEqual([]);
    const denied = refused("elbv2:DescribeRules", "AccessDenied", { parameters: { ListenerArn: listenerArn } });
    expect(of([loadBalancers, listeners, denied])).toEqual(["aws_lb", "aws_lb_listener"]);
  });

  test("without anything in it, too", () => {
    const empty = capture("elbv2:DescribeLoadBalancers", { LoadBalancers: [] });
    expect(covered(read([empty])).map((text) => text.split(" ")[0])).toEqual([
      "aws_lb",
      "aws_lb_listener",
      "aws_lb_listener_certificate",
      "aws_lb_listener_rule",
    ]);
  });

  test("of what belongs to the whole account in every region, wherever it was asked", () => {
    expect(covered(read([buckets]))).toEqual([`aws_s3_bucket ${account}/null`]);
  });

  test("of web ACLs in us-east-1 only with those of CloudFront", () => {
    const list = (scope: string, where: string): Json =>
      capture("wafv2:ListWebACLs", { WebACLs: [] }, { parameters: { Scope: scope }, region: where });
    const acl = "aws_wafv2_web_acl";
    const of = (captures: readonly Json[]): readonly string[] =>
      covered(read(captures)).filter((text) => text.startsWith(`${acl} `));
    expect(of([list("REGIONAL", region), list("REGIONAL", "us-east-1")])).toEqual([`${acl} ${account}/${region}`]);
    expect(of([list("REGIONAL", "us-east-1"), list("CLOUDFRONT", "us-east-1")])).toEqual([
      `${acl} ${account}/us-east-1`,
    ]);
  });

  test("of what AWS tells as a part of something else with that", () => {
    const groups = capture("ec2:DescribeSecurityGroups", { SecurityGroups: [] });
    expect(covered(read([groups])).map((text) => text.split(" ")[0])).toEqual([
      "aws_security_group",
      "aws_security_group_rule",
    ]);
  });

  test("of ACLs of CloudFront without asking what they protect", () => {
    const arn = `arn:aws:wafv2:us-east-1:${account}:global/webacl/main/1`;
    const at = { region: "us-east-1" };
    const captures = [
      capture("wafv2:ListWebACLs", { WebACLs: [] }, { ...at, parameters: { Scope: "REGIONAL" } }),
      capture(
        "wafv2:ListWebACLs",
        { WebACLs: [{ Name: "main", Id: "1", ARN: arn }] },
        { ...at, parameters: { Scope: "CLOUDFRONT" } },
      ),
    ];
    expect(covered(read(captures))).toContain(`aws_wafv2_web_acl_association ${account}/us-east-1`);
    expect(covered(read(captures))).not.toContain(`aws_wafv2_web_acl ${account}/us-east-1`);
  });
});

describe("a bucket of a snapshot over which a plan is laid", () => {
  const versioning = (status: string): JsonObject => ({
    bucket: "logs",
    versioning_configuration: [{ status, mfa_delete: null }],
  });
  const projected = (actions: readonly string[], before: JsonObject | null, after: JsonObject): Estate => {
    const running = read([
      buckets,
      capture("s3:GetBucketVersioning", { Status: "Enabled" }, { parameters: { Bucket: "logs" } }),
      capture("s3:GetPublicAccessBlock", { PublicAccessBlockConfiguration: {} }, { parameters: { Bucket: "logs" } }),
    ]);
    const plan = planDocument({
      account,
      complete: true,
      resources: { "aws_s3_bucket_versioning.logs": { actions, before, after } },
    });
    const bytes = new TextEncoder().encode(JSON.stringify(plan));
    const given = readDocuments([{ label: null, name: "plan.json", digest: "sha256:1", bytes }], resourceTypes);
    return buildEstate(projectDocuments([running], given, resourceTypes));
  };
  const statusOf = (estate: Estate): Json => {
    const bucket = estate.find("arn:aws:s3:::logs");
    if (bucket === null) throw new Error("no bucket");
    return plain(estate.value(bucket, "effective_versioning"));
  };

  test.each<[string, readonly string[], JsonObject | null, JsonObject, string]>([
    [
      "changes its versioning is as the plan says",
      ["update"],
      versioning("Enabled"),
      versioning("Suspended"),
      "Suspended",
    ],
    ["adds its versioning is as the plan says", ["create"], null, versioning("Suspended"), "Suspended"],
    ["leaves its versioning is as it runs", ["no-op"], versioning("Enabled"), versioning("Enabled"), "Enabled"],
  ])("that %s", (_, actions, before, after, status) => {
    expect(statusOf(projected(actions, before, after))).toEqual({ ...none, items: [{ status }] });
  });
});

describe("the less a snapshot holds, the less it says", () => {
  const lists = capture("wafv2:ListWebACLs", { WebACLs: [] }, { parameters: { Scope: "REGIONAL" } });
  const whole = [
    loadBalancers,
    capture(
      "elbv2:DescribeListeners",
      { Listeners: [{ ListenerArn: listenerArn, LoadBalancerArn: lbArn, Protocol: "HTTPS", Port: 443 }] },
      { parameters: { LoadBalancerArn: lbArn } },
    ),
    capture("elbv2:DescribeRules", { Rules: [] }, { parameters: { ListenerArn: listenerArn } }),
    capture(
      "elbv2:DescribeLoadBalancerAttributes",
      { Attributes: [{ Key: "waf.fail_open.enabled", Value: "false" }] },
      { parameters: { LoadBalancerArn: lbArn } },
    ),
    lists,
    buckets,
    capture("s3:GetBucketVersioning", { Status: "Enabled" }, { parameters: { Bucket: "logs" } }),
    refused("s3:GetBucketPolicy", "NoSuchBucketPolicy", { parameters: { Bucket: "logs" } }),
  ];

  /** Every complete listing and known value, by what it is of. */
  function said(captures: readonly Json[]): ReadonlyMap<string, string> {
    const document = read(captures);
    const facts = new Map(covered(document).map((cover) => [cover, "complete"]));
    for (const { type, identities, values: own } of document.resources) {
      for (const [name, node] of Object.entries(own)) {
        const isKnown =
          node.kind === "scalar" ? JSON.stringify(node.value) !== JSON.stringify(yes) : node.code === null;
        const id = JSON.stringify([type, identities, type.startsWith("aws_s3_bucket_") ? plain(own["bucket"]) : name]);
        if (isKnown) facts.set(`${id} ${name}`, JSON.stringify(plain(node)));
      }
    }
    return facts;
  }

  const before = said(whole);
  const ended = { response: null, last: false } as const;
  const broken = fc.constantFrom("gone", "denied", "cut off", "throttled");

  test(`no answer taken away, denied or cut off makes anything complete, known or other (${fuzzRun().note})`, () => {
    fc.assert(
      fc.property(fc.array(fc.option(broken), { minLength: whole.length, maxLength: whole.length }), (changes) => {
        const less = whole.flatMap((one, index) => {
          const change = changes[index] ?? "none";
          if (change === "gone") return [];
          if (change === "denied") return [{ ...one, ...ended, error: { code: "AccessDenied", message: "" } }];
          if (change === "throttled") {
            return [one, { ...one, ...ended, page: 2, error: { code: "Throttling", message: "" } }];
          }
          return [change === "cut off" ? { ...one, last: false } : one];
        });
        for (const [fact, value] of said(less)) expect([fact, before.get(fact)]).toEqual([fact, value]);
      }),
      fuzzRun().parameters,
    );
  });
});

describe("a claim of the snapshot to be complete", () => {
  const claim = (type: string, where: string | null = region): Json => ({ covers: [{ type, account, region: where }] });

  test("is accepted for what was listed, and adds nothing", () => {
    const cutOff = capture("elbv2:DescribeLoadBalancers", { LoadBalancers: [] }, { last: false });
    expect(read([cutOff], claim("aws_lb") as { readonly [name: string]: Json }).covers).toEqual([]);
  });

  test.each<[string, string, string | null]>([
    ["a type that was never listed", "aws_db_instance", region],
    ["a type that does not exist", "aws_databases", region],
    ["a type that was listed elsewhere", "aws_lb", "us-east-1"],
  ])("is refused for %s", (_, type, where) => {
    const { code, message } = refusal(() =>
      read([loadBalancers], claim(type, where) as { readonly [name: string]: Json }),
    );
    expect([code, message]).toEqual(["DOCUMENT_INVALID", expect.stringContaining(`listing of ${type} in account`)]);
  });
});

describe("of several answers", () => {
  const instance = (encrypted: boolean, options: CaptureOptions = {}): Json =>
    capture("rds:DescribeDBInstances", { DBInstances: [{ ...database, StorageEncrypted: encrypted }] }, options);
  const later = "2026-11-02T09:00:00+09:00";
  const encrypted = (captures: readonly Json[]): Json =>
    values(one(read(captures), "aws_db_instance"), "storage_encrypted")[0] ?? null;

  test("to one call the newest holds, and that is said", () => {
    expect(encrypted([instance(false, { capturedAt: later }), instance(true)])).toBe(false);
    expect(encrypted([instance(false), instance(true, { capturedAt: later })])).toBe(true);
    expect(read([instance(false), instance(true, { capturedAt: later })]).diagnostics).toEqual([
      { code: "API_ANSWERS_REPEATED", document: "api", args: { what: "rds:DescribeDBInstances", at: later, count: 1 } },
    ]);
  });

  test("the newest holds alone, even if it was denied", () => {
    const document = read([instance(true), refused("rds:DescribeDBInstances", "AccessDenied", { capturedAt: later })]);
    expect([document.resources, document.covers]).toEqual([[], []]);
  });

  test("to different calls the newest reading of a resource holds, and that is said", () => {
    const narrowed = { parameters: { DBInstanceIdentifier: "main" }, capturedAt: later };
    const document = read([instance(false), instance(true, narrowed)]);
    expect(values(one(document, "aws_db_instance"), "storage_encrypted")).toEqual([true]);
    expect(document.diagnostics).toEqual([
      { code: "API_ANSWERS_REPEATED", document: "api", args: { what: database.DBInstanceArn, at: later, count: 1 } },
    ]);
    expect(document.accounting).toEqual({ resources: 1, read: 1, unsupported: 0, unread: 0, types: {}, superseded: 1 });
  });

  test("a trail counts where its home is, whoever else sees it, without a word", () => {
    const trail = {
      Name: "all",
      TrailARN: `arn:aws:cloudtrail:${region}:${account}:trail/all`,
      HomeRegion: region,
      IsMultiRegionTrail: true,
    };
    const seen = (where: string, of: string, when?: string): Json =>
      capture(
        "cloudtrail:DescribeTrails",
        { trailList: [trail] },
        { region: where, account: of, ...(when === undefined ? {} : { capturedAt: when }) },
      );
    const status = capture(
      "cloudtrail:GetTrailStatus",
      { IsLogging: true, LatestDeliveryTime: "2026-11-01T00:00:00Z" },
      { parameters: { Name: trail.TrailARN } },
    );
    const document = read([
      seen("us-east-1", account, later),
      seen(region, "444455556666"),
      seen(region, account),
      status,
    ]);
    const found = one(document, "aws_cloudtrail");
    expect([found.region, found.accountKey]).toEqual([region, account]);
    expect(values(found, "enable_logging", "latest_delivery_time", "event_selector")).toEqual([
      true,
      "2026-11-01T00:00:00Z",
      untold,
    ]);
    expect(document.diagnostics).toEqual([]);
  });
});

describe("the age of a snapshot", () => {
  const profileOf = (hours: number) => ({
    ...emptyProfile,
    values: { "freshness.runtime_max_age_hours": { value: hours, origin: "profile.yaml#/freshness" } },
  });
  const groups = capture("ec2:DescribeSecurityGroups", { SecurityGroups: [{ GroupId: "sg-1" }] });
  const coversAt = (instant: string, hours: number): readonly unknown[] => {
    const estate = buildEstate([read([groups, loadBalancers])], { profile: profileOf(hours), instant });
    const group = estate.subjects("aws_security_group")[0];
    if (group === undefined) throw new Error("no group");
    const { state, code, items } = estate.reverse(group, "aws_lb", "security_groups");
    return [estate.partial, state, code, items.length, estate.diagnostics.map((diagnostic) => diagnostic.code)];
  };

  test("within the profile's limit leaves listings complete", () => {
    expect(coversAt("2026-11-02T00:00:00Z", 24)).toEqual([null, "complete", null, 1, []]);
  });

  test("beyond it makes them unknown, and what was read is still there", () => {
    expect(coversAt("2026-11-02T00:00:01Z", 24)).toEqual(["U4", "partial", "U4", 1, ["RUNTIME_STALE"]]);
  });

  test("is not judged without a limit", () => {
    const estate = buildEstate([read([groups])], { instant: "2030-01-01T00:00:00Z" });
    expect([estate.partial, estate.diagnostics]).toEqual([null, []]);
  });

  test("that a single answer does not tell is no fresh one", () => {
    const bare = readApiOutput({ DBInstances: [database] }, source);
    const estate = buildEstate([bare], { profile: profileOf(24), instant: "2026-11-01T00:00:00Z" });
    expect(estate.partial).toBe("U4");
  });
});

describe("resources of each type that is not told as Terraform has it", () => {
  test("security group rules by their direction", () => {
    const document = read([
      capture("ec2:DescribeSecurityGroupRules", {
        SecurityGroupRules: [
          {
            SecurityGroupRuleId: "sgr-1",
            GroupId: "sg-1",
            IsEgress: false,
            IpProtocol: "tcp",
            FromPort: 443,
            ToPort: 443,
          },
          { SecurityGroupRuleId: "sgr-2", GroupId: "sg-1", IsEgress: true, IpProtocol: "-1", CidrIpv4: "0.0.0.0/0" },
        ],
      }),
    ]);
    expect(document.resources.map(({ type, identities }) => [type, identities["security_group_rule_id"]])).toEqual([
      ["aws_vpc_security_group_egress_rule", "sgr-2"],
      ["aws_vpc_security_group_ingress_rule", "sgr-1"],
    ]);
    expect(document.accounting.read).toBe(2);
  });

  test("members of Aurora clusters and other databases", () => {
    const member = { ...database, DBInstanceArn: `${database.DBInstanceArn}-2`, Engine: "aurora-mysql" };
    const document = read([
      capture("rds:DescribeDBInstances", { DBInstances: [database, { ...member, DBClusterIdentifier: "c" }] }),
    ]);
    expect(document.resources.map(({ type }) => type)).toEqual(["aws_db_instance", "aws_rds_cluster_instance"]);
  });

  test("policies that AWS owns are left out", () => {
    const arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", `arn:aws:iam::${account}:policy/own`];
    const document = read([capture("iam:ListPolicies", { Policies: arns.map((Arn) => ({ Arn })) })]);
    expect(document.resources.map(({ identities }) => identities["arn"])).toEqual([arns[1]]);
  });

  test("a detector bears the id by which it was asked for", () => {
    const document = read([
      capture("guardduty:ListDetectors", { DetectorIds: ["d1"] }),
      capture(
        "guardduty:GetDetector",
        { Status: "ENABLED", FindingPublishingFrequency: "SIX_HOURS" },
        { parameters: { DetectorId: "d1" } },
      ),
      refused("guardduty:DescribeOrganizationConfiguration", "BadRequestException", {
        parameters: { DetectorId: "d1" },
      }),
    ]);
    const detector = one(document, "aws_guardduty_detector");
    expect(detector.identities).toEqual({
      arn: `arn:aws:guardduty:${region}:${account}:detector/d1`,
      id: "d1",
    });
    expect(values(detector, "enable")).toEqual([true]);
    expect(covered(document)).toEqual([
      `aws_guardduty_detector ${account}/${region}`,
      `aws_guardduty_organization_configuration ${account}/${region}`,
    ]);
    expect(document.diagnostics).toEqual([]);
  });

  test("the default rule of a listener is its default action", () => {
    const ruleArn = `${listenerArn}/3`.replace("listener/", "listener-rule/");
    const document = read([
      capture(
        "elbv2:DescribeRules",
        {
          Rules: [
            { RuleArn: ruleArn, IsDefault: false, Actions: [] },
            { RuleArn: `${ruleArn}4`, IsDefault: true },
          ],
        },
        { parameters: { ListenerArn: listenerArn } },
      ),
    ]);
    const rule = one(document, "aws_lb_listener_rule");
    expect([rule.identities["arn"], ...values(rule, "listener_arn")]).toEqual([ruleArn, listenerArn]);
  });

  test("a bucket's region by the listing or by its location, else unknown", () => {
    const location = (response: Json): Json =>
      capture("s3:GetBucketLocation", response, { parameters: { Bucket: "data" }, region: "us-east-1" });
    const regionOf = (captures: readonly Json[], name = "data"): Json | undefined => {
      const found = ofType(read([buckets, ...captures]), "aws_s3_bucket");
      return found.find(({ identities }) => identities["bucket"] === name)?.region;
    };
    expect(regionOf([], "logs")).toBe(region);
    expect(regionOf([])).toEqual(yes);
    expect(regionOf([location({ LocationConstraint: "eu-central-1" })])).toBe("eu-central-1");
    expect(regionOf([location({ LocationConstraint: "EU" })])).toBe("eu-west-1");
    expect(regionOf([location({ LocationConstraint: null })])).toBe("us-east-1");
    expect(regionOf([refused("s3:GetBucketLocation", "AccessDenied", { parameters: { Bucket: "data" } })])).toEqual(
      yes,
    );
  });

  test("a subnet without a table of its own uses the main table of its VPC", () => {
    const document = read([
      capture("ec2:DescribeVpcs", { Vpcs: [{ VpcId: "vpc-1", OwnerId: account }] }),
      capture("ec2:DescribeSubnets", { Subnets: ["a", "b"].map((id) => ({ SubnetId: id, VpcId: "vpc-1" })) }),
      capture("ec2:DescribeRouteTables", {
        RouteTables: [
          {
            RouteTableId: "rtb-main",
            VpcId: "vpc-1",
            Associations: [{ Main: true }],
            Routes: [{ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1" }],
          },
          {
            RouteTableId: "rtb-b",
            VpcId: "vpc-1",
            Associations: [
              { Main: false, SubnetId: "b" },
              { Main: false, GatewayId: "igw-1" },
            ],
            Routes: [{ DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" }],
          },
        ],
      }),
    ]);
    const estate = buildEstate([document]);
    const targets = estate.subjects("aws_subnet").map((subnet) => plain(estate.value(subnet, "effective_routes")));
    expect(targets).toMatchObject([
      { state: "complete", items: [{ target: "nat_gateway" }] },
      { state: "complete", items: [{ target: "internet_gateway" }] },
    ]);
  });
});

describe("a single answer", () => {
  function readFile(json: Json, name = "answer.json", label: string | null = null): ReadDocument {
    const bytes = new TextEncoder().encode(JSON.stringify(json));
    const [document] = readDocuments([{ label, name, digest: "sha256:0", bytes }], resourceTypes);
    if (document === undefined) throw new Error("nothing was read");
    return document;
  }

  test("is recognised by its members, and covers nothing", () => {
    const document = readFile({ DBInstances: [database] });
    const { accountKey, region: where } = one(document, "aws_db_instance");
    expect([accountKey, where, document.covers, document.document.kind]).toEqual([account, region, [], "api-output"]);
  });

  test("wrapped by a recorder is read with its dates", () => {
    const date = {
      __class__: "datetime",
      year: 2026,
      month: 11,
      day: 1,
      hour: 2,
      minute: 3,
      second: 4,
      microsecond: 5,
    };
    const arn = `arn:aws:cloudtrail:${region}:${account}:trail/all`;
    const trail = { TrailARN: arn, Name: "all", HomeRegion: date };
    const document = readFile({ status_code: 200, data: { trailList: [trail], ResponseMetadata: {} } });
    const { origin, values: read } = one(document, "aws_cloudtrail");
    expect([origin, plain(read["home_region"])]).toEqual([
      "answer.json#/data/trailList/0",
      "2026-11-01T02:03:04.000005Z",
    ]);
  });

  test("of two accounts gives each resource its own", () => {
    const other = { ...database, DBInstanceArn: "arn:aws:rds:us-east-1:444455556666:db:other" };
    const document = readFile({ DBInstances: [database, other] });
    expect(document.accounts.map(({ id }) => id)).toEqual([account, "444455556666"]);
    expect(document.resources.map(({ accountKey, region: where }) => [accountKey, where])).toEqual([
      [account, region],
      ["444455556666", "us-east-1"],
    ]);
  });

  test("without an ARN lies in an unknown account and region, or where its owner and zone say", () => {
    const document = readFile({
      Subnets: [{ SubnetId: "subnet-1" }, { SubnetId: "subnet-2", OwnerId: account, AvailabilityZone: "us-west-2b" }],
    });
    expect(document.resources.map(({ accountKey, region: where }) => [accountKey, where])).toEqual([
      [account, yes],
      [account, "us-west-2"],
    ]);
    const { accounts, resources } = readFile({ Vpcs: [{ VpcId: "vpc-1" }] });
    expect([accounts[0]?.id, resources[0]?.region]).toEqual([null, yes]);
  });

  test("is of the call that its name or its label says", () => {
    const status = { Status: "Enabled" };
    expect(readFile(status, "s3.GetBucketVersioning_1.json").resources.map(({ type }) => type)).toEqual([
      "aws_s3_bucket_versioning",
    ]);
    expect(readFile(status, "x.json", "s3.GetBucketVersioning").resources).toHaveLength(1);
  });

  test("that may be of two calls is refused until a name says which", () => {
    const block = { PublicAccessBlockConfiguration: { BlockPublicAcls: true } };
    const { code, message } = refusal(() => readFile(block));
    expect([code, message]).toEqual([
      "DOCUMENT_KIND_UNKNOWN",
      expect.stringContaining("s3:GetPublicAccessBlock or of s3control:GetPublicAccessBlock"),
    ]);
    expect(readFile(block, "s3control.GetPublicAccessBlock.json").resources.map(({ type }) => type)).toEqual([
      "aws_s3_account_public_access_block",
    ]);
  });

  test("of a call that nothing is read from is refused by its name", () => {
    const json = { status_code: 200, data: { Volumes: [] } };
    expect(refusal(() => readFile(json, "ec2.DescribeVolumes_1.json")).message).toContain(
      "output of ec2:DescribeVolumes",
    );
  });

  test("that is an error is told as one", () => {
    const json = { status_code: 403, data: { Error: { Code: "AccessDenied", Message: "secret words" } } };
    const document = readFile(json, "s3.GetBucketPolicy_1.json");
    expect(document.resources).toEqual([]);
    expect(document.diagnostics.map(({ code, args }) => [code, args["error"]])).toEqual([
      ["API_CALL_FAILED", "AccessDenied"],
    ]);
    expect(JSON.stringify(document)).not.toContain("secret words");
  });

  test.each<[string, Json]>([
    ["a plan", { format_version: "1.2", planned_values: {}, configuration: {} }],
    ["a template", { Resources: {}, LoadBalancers: [] }],
    ["another object", { Rules: [{ name: "x" }] }],
    ["a list", [database]],
  ])("is not %s", (_, json) => {
    let kind: string;
    try {
      kind = readFile(json).document.kind;
    } catch (error) {
      kind = isSekishoError(error) ? error.code : "?";
    }
    expect(kind).not.toBe("api-output");
  });
});
