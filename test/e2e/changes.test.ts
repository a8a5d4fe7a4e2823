/**
 * What a change makes false, and what it fixes, on the command line: plans over a system that exists, an earlier report, and
 * plans laid over what runs.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { configDocument, planDocument, tempFolder, type JsonObject, type PlanSpec } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

const folder = tempFolder();
const profile = "regions: [ap-northeast-1]\n";
writeFileSync(path.join(folder, "profile.yaml"), profile);

interface Report {
  readonly findings: readonly {
    readonly policy: string;
    readonly status: string | null;
    readonly before: string | null;
    readonly change: string;
    readonly subject: { readonly id: string };
  }[];
  readonly claims: readonly {
    readonly claim: string;
    readonly verdict: string;
    readonly before: string | null;
    readonly change: string;
  }[];
  readonly comparison: { readonly with: string; readonly remaining: number } | null;
  readonly diagnostics: readonly { readonly code: string }[];
}

interface Outcome {
  readonly status: number | null;
  readonly report: Report;
}

let count = 0;

function write(document: unknown): string {
  const name = `document-${String(++count)}.json`;
  writeFileSync(path.join(folder, name), JSON.stringify(document));
  return name;
}

async function check(policy: string, ...args: readonly string[]): Promise<Outcome> {
  const { status, stdout, stderr } = await sekisho(
    ["check", ...args, "--policy", policy, "--profile", "profile.yaml", "--format", "json"],
    { cwd: folder },
  );
  if (stdout === "") throw new Error(stderr);
  return { status, report: JSON.parse(stdout) as Report };
}

function planned(resources: NonNullable<PlanSpec["resources"]>): string {
  return write(planDocument({ complete: true, account: "123456789012", resources }));
}

/** What changes: subject, status before and after, and the word for it. */
function changes({ findings }: Report): readonly unknown[] {
  return findings
    .filter(({ change }) => change !== "none")
    .map(({ subject, before, status, change }) => [subject.id, before, status, change]);
}

function claimChanges({ claims }: Report): readonly unknown[] {
  return claims
    .filter(({ change }) => change !== "none")
    .map(({ claim, before, verdict, change }) => [claim, before, verdict, change]);
}

const database = (encrypted: boolean): JsonObject => ({
  identifier: "main",
  arn: "arn:aws:rds:ap-northeast-1:123456789012:db:main",
  engine: "mysql",
  storage_encrypted: encrypted,
});
const group = (source: string): JsonObject => ({
  id: "sg-1",
  name: "admin",
  ingress: [
    {
      protocol: "tcp",
      from_port: 22,
      to_port: 22,
      cidr_blocks: [source],
      ipv6_cidr_blocks: [],
      prefix_list_ids: [],
      security_groups: [],
      self: false,
      description: "",
    },
  ],
});
const kept = (
  values: JsonObject,
): { readonly actions: readonly string[]; readonly before: JsonObject; readonly after: JsonObject } => ({
  actions: ["no-op"],
  before: values,
  after: values,
});

describe("a plan over a system that exists", () => {
  test("opens a port: newly false, and blocks", async () => {
    const plan = planned({
      "aws_security_group.admin": { actions: ["update"], before: group("10.0.0.0/8"), after: group("0.0.0.0/0") },
    });
    const { status, report } = await check("net.sg_no_world_ingress", plan);
    expect(changes(report)).toEqual([["plan#aws_security_group.admin", "pass", "fail", "newly"]]);
    expect([status, report.comparison?.with]).toEqual([1, "prior-state"]);
  });

  test("removes the association of a web ACL: newly false, and blocks", async () => {
    const arn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/edge/1";
    const acl = "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/main/1";
    const plan = planned({
      "aws_lb.edge": kept({
        name: "edge",
        arn,
        load_balancer_type: "application",
        internal: false,
        enable_waf_fail_open: false,
      }),
      "aws_wafv2_web_acl.main": kept({
        name: "main",
        arn: acl,
        scope: "REGIONAL",
        default_action: [{ allow: [], block: [{}] }],
        rule: [],
      }),
      "aws_wafv2_web_acl_association.edge": { actions: ["delete"], before: { resource_arn: arn, web_acl_arn: acl } },
    });
    const { status, report } = await check("waf.alb_associated", plan);
    expect(changes(report)).toEqual([["plan#aws_lb.edge", "pass", "fail", "newly"]]);
    expect(status).toBe(1);
  });

  test("replaces a database by one that is not encrypted: newly false, the claim too", async () => {
    const plan = planned({
      "aws_db_instance.main": {
        actions: ["delete", "create"],
        before: database(true),
        after: { identifier: "main", engine: "mysql", storage_encrypted: false },
        unknown: { arn: true },
      },
    });
    const { status, report } = await check("enc.rds_at_rest", plan);
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "pass", "fail", "newly"]]);
    expect(status).toBe(1);
  });

  test("encrypts what was not: fixed, and does not block", async () => {
    const plan = planned({
      "aws_db_instance.main": { actions: ["update"], before: database(false), after: database(true) },
    });
    const { status, report } = await check("enc.rds_at_rest", plan);
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "fail", "pass", "fixed"]]);
    expect(status).toBe(0);
  });

  test("leaves what was false: already, printed, and blocks only if asked for", async () => {
    const plan = planned({ "aws_db_instance.main": kept(database(false)) });
    const { status, report } = await check("enc.rds_at_rest", plan);
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "fail", "fail", "already"]]);
    expect(status).toBe(0);
    expect((await check("enc.rds_at_rest", plan, "--fail-on", "fail>=high")).status).toBe(1);
    expect((await check("enc.rds_at_rest", plan, "--fail-on", "newly>=low,lost>=low")).status).toBe(0);
  });

  test("changes nothing: exit status 0", async () => {
    const { status, report } = await check(
      "enc.rds_at_rest",
      planned({ "aws_db_instance.main": kept(database(true)) }),
    );
    expect([status, changes(report), report.comparison]).toEqual([
      0,
      [],
      { with: "prior-state", remaining: 1, baseline: null },
    ]);
  });

  test("removes the last trail: lost, and blocks", async () => {
    const trail: JsonObject = {
      name: "main",
      arn: "arn:aws:cloudtrail:ap-northeast-1:123456789012:trail/main",
      s3_bucket_name: "trail",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_logging: true,
      enable_log_file_validation: true,
      is_organization_trail: false,
      kms_key_id: "arn:aws:kms:ap-northeast-1:123456789012:key/1",
      cloud_watch_logs_group_arn: "arn:aws:logs:ap-northeast-1:123456789012:log-group:trail:*",
      cloud_watch_logs_role_arn: "arn:aws:iam::123456789012:role/trail",
      event_selector: [],
      advanced_event_selector: [],
    };
    const plan = planned({
      "aws_cloudtrail.main": { actions: ["delete"], before: trail },
      "aws_db_instance.main": kept(database(true)),
    });
    const { status, report } = await check("log.cloudtrail_baseline", plan);
    expect(changes(report)).toEqual([["plan#account[123456789012]", "pass", "unknown", "lost"]]);
    expect(status).toBe(1);
  });

  test("destroys everything: never green", async () => {
    const plan = planned({ "aws_db_instance.main": { actions: ["delete"], before: database(true) } });
    const { status, report } = await check("enc.rds_at_rest", plan);
    expect(report.findings.map(({ subject, before, status: now }) => [subject.id, before, now])).toEqual([
      ["plan#aws_db_instance.main", "pass", null],
    ]);
    expect([status, report.comparison?.remaining]).toEqual([1, 0]);
  });

  test("removes what was false: fixed", async () => {
    const plan = planned({
      "aws_db_instance.main": { actions: ["delete"], before: database(false) },
      "aws_security_group.admin": kept(group("10.0.0.0/8")),
    });
    const { status, report } = await check("enc.rds_at_rest", plan);
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "fail", null, "fixed"]]);
    expect(status).toBe(0);
  });

  test("forgets a resource, which exists all the same: neither fixed nor judged", async () => {
    const plan = planned({
      "aws_db_instance.main": { actions: ["forget"], before: database(false) },
      "aws_security_group.admin": kept(group("10.0.0.0/8")),
    });
    const { status, report } = await check("enc.rds_at_rest", plan);
    expect(report.findings.map(({ before, status: now, change }) => [before, now, change])).toEqual([
      ["fail", null, "none"],
    ]);
    expect(status).toBe(0);
  });
});

test("a first plan has nothing to compare with: what is false blocks", async () => {
  const plan = planned({
    "aws_db_instance.main": { after: { identifier: "main", engine: "mysql", storage_encrypted: false } },
  });
  const { status, report } = await check("enc.rds_at_rest", plan);
  expect([status, report.comparison, changes(report)]).toEqual([1, null, []]);
});

describe("an earlier report", () => {
  const open = { "aws_db_instance.main": { after: { identifier: "main", engine: "mysql", storage_encrypted: false } } };
  const closed = {
    "aws_db_instance.main": { after: { identifier: "main", engine: "mysql", storage_encrypted: true } },
  };

  async function reportOf(resources: NonNullable<PlanSpec["resources"]>): Promise<string> {
    return write((await check("enc.rds_at_rest", planned(resources))).report);
  }

  test("the same again is already so, and does not block", async () => {
    const { status, report } = await check("enc.rds_at_rest", planned(open), "--baseline", await reportOf(open));
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "fail", "fail", "already"]]);
    expect([status, report.comparison?.with]).toEqual([0, "baseline"]);
  });

  test("what it did not find is newly false", async () => {
    const { status, report } = await check("enc.rds_at_rest", planned(open), "--baseline", await reportOf(closed));
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "pass", "fail", "newly"]]);
    expect(status).toBe(1);
  });

  test("what it found is fixed", async () => {
    const { status, report } = await check("enc.rds_at_rest", planned(closed), "--baseline", await reportOf(open));
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "fail", "pass", "fixed"]]);
    expect(status).toBe(0);
  });

  test("what is no report is refused with its place", async () => {
    const { status, stdout, stderr } = await sekisho(
      ["check", planned(open), "--baseline", write({ schema: "sekisho.report/v1" })],
      {
        cwd: folder,
      },
    );
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/at \/instant.*\[BASELINE_INVALID\]\n$/u);
  });
});

describe("a plan laid over what runs", () => {
  const running = (encrypted: boolean): string =>
    write(
      configDocument([
        {
          resourceType: "AWS::RDS::DBInstance",
          resourceId: "db-1",
          arn: "arn:aws:rds:ap-northeast-1:123456789012:db:main",
          awsAccountId: "123456789012",
          awsRegion: "ap-northeast-1",
          configurationItemStatus: "OK",
          configuration: {
            dBInstanceIdentifier: "main",
            engine: "mysql",
            storageEncrypted: encrypted,
            publiclyAccessible: false,
            dBSubnetGroup: { dBSubnetGroupName: "main", subnets: [{ subnetIdentifier: "subnet-0aa" }] },
          },
        },
        {
          resourceType: "AWS::EC2::Subnet",
          resourceId: "subnet-0aa",
          arn: "arn:aws:ec2:ap-northeast-1:123456789012:subnet/subnet-0aa",
          awsAccountId: "123456789012",
          awsRegion: "ap-northeast-1",
          configurationItemStatus: "OK",
          configuration: { subnetId: "subnet-0aa", vpcId: "vpc-0aa" },
        },
        {
          resourceType: "AWS::EC2::RouteTable",
          resourceId: "rtb-0aa",
          awsAccountId: "123456789012",
          awsRegion: "ap-northeast-1",
          configurationItemStatus: "OK",
          configuration: {
            routeTableId: "rtb-0aa",
            vpcId: "vpc-0aa",
            routes: [{ destinationCidrBlock: "10.0.0.0/16", gatewayId: "local" }],
            associations: [{ main: false, subnetId: "subnet-0aa" }],
          },
        },
      ]),
    );

  test("an update that breaks it is newly false", async () => {
    const plan = planned({
      "aws_db_instance.main": {
        actions: ["update"],
        before: { ...database(true), publicly_accessible: false },
        after: { ...database(true), publicly_accessible: true },
      },
    });
    const { status, report } = await check("net.rds_not_public", plan, "--runtime", running(true));
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "pass", "fail", "newly"]]);
    expect([status, report.comparison?.with]).toEqual([1, "runtime"]);
  });

  test("what the plan does not change stays as it runs", async () => {
    const plan = planned({ "aws_db_instance.main": kept(database(true)) });
    const { status, report } = await check("enc.rds_at_rest", plan, "--runtime", running(false));
    expect(changes(report)).toEqual([["plan#aws_db_instance.main", "fail", "fail", "already"]]);
    expect(status).toBe(0);
  });

  test("what no plan knows is judged as it runs", async () => {
    const plan = planned({ "aws_security_group.admin": kept(group("10.0.0.0/8")) });
    const { report } = await check("enc.rds_at_rest", plan, "--runtime", running(false));
    expect(changes(report)).toEqual([["arn:aws:rds:ap-northeast-1:123456789012:db:main", "fail", "fail", "already"]]);
  });

  test("a plan is no document of a running system", async () => {
    const plan = planned({ "aws_db_instance.main": kept(database(true)) });
    const { status, stderr } = await sekisho(["check", "--runtime", plan], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain("is no document of a running system");
  });
});

test("a claim is newly contradicted, and two plans that claim one ARN are refused by both names", async () => {
  const broken = planned({
    "aws_db_instance.main": { actions: ["update"], before: database(true), after: database(false) },
  });
  const { stdout } = await sekisho(["check", broken, "--profile", "profile.yaml", "--format", "json"], { cwd: folder });
  expect(claimChanges(JSON.parse(stdout) as Report)).toContainEqual(["INT-05.1", "unknown", "contradicted", "newly"]);
  const removed = planned({ "aws_db_instance.other": { actions: ["delete"], before: database(true) } });
  const { status, stderr } = await sekisho(["check", broken, removed], { cwd: folder });
  expect(status).toBe(2);
  expect(stderr).toContain(broken);
  expect(stderr).toContain(removed);
});
