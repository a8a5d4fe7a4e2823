/**
 * Snapshots of what the AWS API answers, on the command line: as a document, a folder and an archive. Every account and
 * answer here is made up.
 *
 * @module
 */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { planDocument, tempFolder, type PlanSpec } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

const folder = tempFolder();
const account = "111122223333";
const regions = ["ap-northeast-1", "us-east-1"] as const;

writeFileSync(
  path.join(folder, "profile.yaml"),
  `regions: [${regions.join(", ")}]\nguardduty: { frequency: SIX_HOURS }\nfreshness: { runtime_max_age_hours: 24 }\n`,
);

interface Capture {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly response: unknown;
  readonly [name: string]: unknown;
}

function capture(call: string, region: string, response: unknown, parameters: object = {}): Capture {
  const [service = "", operation = ""] = call.split(":");
  return {
    service,
    operation,
    parameters,
    account,
    region,
    partition: "aws",
    capturedAt: "2026-11-01T00:00:00Z",
    page: 1,
    last: true,
    error: null,
    response,
  };
}

/** An account with encrypted databases and a detector in each of its regions. */
const captures: readonly Capture[] = regions.flatMap((region, index) => [
  capture("guardduty:ListDetectors", region, { DetectorIds: [`detector${String(index)}`] }),
  capture(
    "guardduty:GetDetector",
    region,
    { Status: "ENABLED", FindingPublishingFrequency: "ONE_HOUR" },
    { DetectorId: `detector${String(index)}` },
  ),
  capture("rds:DescribeDBInstances", region, {
    DBInstances: [
      {
        DBInstanceIdentifier: "main",
        DBInstanceArn: `arn:aws:rds:${region}:${account}:db:main`,
        Engine: "postgres",
        StorageEncrypted: true,
        PubliclyAccessible: false,
      },
    ],
  }),
  capture("rds:DescribeDBClusters", region, { DBClusters: [] }),
  capture("rds:DescribeGlobalClusters", region, { GlobalClusters: [] }),
]);

function snapshot(of: readonly Capture[] = captures, more: object = {}): string {
  return JSON.stringify({ schema: "sekisho.snapshot/v1", captures: of, ...more });
}

interface Report {
  readonly documents: readonly { readonly kind: string; readonly name: string; readonly label: string }[];
  readonly policies: readonly { readonly policy: string; readonly status: string; readonly scope: string }[];
  readonly claims: readonly { readonly claim: string; readonly verdict: string; readonly scope: string | null }[];
  readonly diagnostics: readonly { readonly code: string; readonly document: string }[];
  readonly findings: readonly {
    readonly subject: { readonly address: string | null };
    readonly before: string | null;
    readonly status: string | null;
    readonly change: string;
  }[];
  readonly accounting: Readonly<Record<string, unknown>>;
}

let count = 0;

function write(text: string | Uint8Array, suffix = ".json"): string {
  const name = `snapshot-${String(++count)}${suffix}`;
  writeFileSync(path.join(folder, name), text);
  return name;
}

/** The parts of a snapshot as files: the manifest names an answer by its path. */
function parts(of: readonly Capture[] = captures): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const named = of.map(({ response, ...rest }, index) => {
    const file = `answers/${rest.region}/${rest.service}-${String(index)}.json`;
    files[file] = `${JSON.stringify(response, null, 2)}\n`;
    return { ...rest, file };
  });
  return { ...files, "manifest.json": JSON.stringify({ schema: "sekisho.snapshot/v1", captures: named }) };
}

function writeFolder(files: Readonly<Record<string, string>>): string {
  const name = `folder-${String(++count)}`;
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, name, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return name;
}

/** An archive as tar and gzip write it; names may lead anywhere. */
function archive(files: Readonly<Record<string, string>>, prefix = ""): Uint8Array {
  const blocks = Object.entries(files).flatMap(([name, text]) => tarEntry(`${prefix}${name}`, text));
  return gzipSync(Buffer.concat([...blocks, new Uint8Array(1024)]));
}

function tarEntry(name: string, text: string): readonly Uint8Array[] {
  const content = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write("0000644\u0000", 100);
  header.write(`${content.length.toString(8).padStart(11, "0")}\u0000`, 124);
  header.write("        0", 148);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148);
  return [header, content, new Uint8Array((512 - (content.length % 512)) % 512)];
}

async function check(document: string, ...args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await sekisho(
    ["check", document, "--profile", "profile.yaml", "--now", "2026-11-01T12:00:00Z", "--format", "json", ...args],
    { cwd: folder },
  );
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

const detectors = ["--policy", "guardduty.detector_all_regions"] as const;
const databases = ["--policy", "enc.rds_at_rest"] as const;

function claimOf({ claims }: Report, id: string): readonly (string | null)[] {
  const found = claims.find(({ claim }) => claim === id);
  return found === undefined ? [] : [found.verdict, found.scope];
}

describe("an account of which everything was listed", () => {
  test("has its detectors verified for the estate (EGR-01.4)", async () => {
    const report = await check(write(snapshot()), ...detectors);
    expect(claimOf(report, "EGR-01.4")).toEqual(["verified", "estate"]);
    expect(report.documents).toMatchObject([{ kind: "api-output", label: "api" }]);
  });

  test("has its databases pass for the estate", async () => {
    const report = await check(write(snapshot()), ...databases);
    expect(report.policies).toMatchObject([{ policy: "enc.rds_at_rest", status: "pass", scope: "estate" }]);
  });

  test("is not verified with a region whose detectors were not listed", async () => {
    const without = captures.filter(({ service, region }) => service !== "guardduty" || region !== regions[1]);
    const report = await check(write(snapshot(without)), ...detectors);
    expect(claimOf(report, "EGR-01.4")[0]).toBe("unknown");
  });

  test("passes no more than what is shown with a listing that is cut off", async () => {
    const cut = captures.map((one) => (one.operation === "DescribeDBInstances" ? { ...one, last: false } : one));
    const report = await check(write(snapshot(cut)), ...databases);
    expect(report.policies).toMatchObject([{ status: "pass", scope: "plan" }]);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["API_LISTING_CUT_OFF", "API_LISTING_CUT_OFF"]);
  });

  test("is unknown when it is older than the profile allows", async () => {
    const { stdout } = await sekisho(
      [
        ...["check", write(snapshot()), "--profile", "profile.yaml", "--format", "json"],
        ...["--now", "2026-11-02T00:00:01Z", ...detectors],
      ],
      { cwd: folder },
    );
    const report = JSON.parse(stdout) as Report;
    expect(claimOf(report, "EGR-01.4")[0]).toBe("unknown");
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["RUNTIME_STALE"]);
  });
});

describe("a plan laid over a snapshot", () => {
  const region = "ap-northeast-1";
  const lb = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/edge/1`;
  const acl = `arn:aws:wafv2:${region}:${account}:regional/webacl/main/1`;
  const summary = { Name: "main", Id: "1", ARN: acl };
  const running = [
    capture("elbv2:DescribeLoadBalancers", region, {
      LoadBalancers: [{ LoadBalancerArn: lb, Type: "application", Scheme: "internet-facing" }],
    }),
    capture(
      "elbv2:DescribeLoadBalancerAttributes",
      region,
      { Attributes: [{ Key: "waf.fail_open.enabled", Value: "false" }] },
      { LoadBalancerArn: lb },
    ),
    capture("wafv2:ListWebACLs", region, { WebACLs: [summary] }, { Scope: "REGIONAL" }),
    capture(
      "wafv2:GetWebACL",
      region,
      { WebACL: { ...summary, DefaultAction: { Block: {} }, Rules: [] } },
      { Name: "main", Id: "1", Scope: "REGIONAL" },
    ),
    capture(
      "wafv2:ListResourcesForWebACL",
      region,
      { ResourceArns: [lb] },
      { WebACLArn: acl, ResourceType: "APPLICATION_LOAD_BALANCER" },
    ),
    capture("waf-regional:ListWebACLs", region, { WebACLs: [] }),
    capture("ec2:DescribeSecurityGroups", region, { SecurityGroups: [] }),
  ];
  const association = { resource_arn: lb, web_acl_arn: acl };

  async function laidOver(resources: NonNullable<PlanSpec["resources"]>, now: string, policy: string): Promise<Report> {
    const plan = write(JSON.stringify(planDocument({ complete: true, account, resources })));
    const { stdout, stderr } = await sekisho(
      [
        ...["check", plan, "--runtime", write(snapshot(running)), "--profile", "profile.yaml", "--now", now],
        ...["--policy", policy, "--format", "json"],
      ],
      { cwd: folder },
    );
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as Report;
  }
  const fresh = "2026-11-01T12:00:00Z";

  test("that removes the association which runs: newly false", async () => {
    const removed = { "aws_wafv2_web_acl_association.edge": { actions: ["delete"], before: association } };
    const { findings, diagnostics } = await laidOver(removed, fresh, "waf.alb_associated");
    expect(findings.map(({ before, status, change }) => [before, status, change])).toEqual([["pass", "fail", "newly"]]);
    expect(diagnostics).toEqual([]);
  });

  test("that keeps it: passes before and after", async () => {
    const kept = {
      "aws_wafv2_web_acl_association.edge": { actions: ["no-op"], before: association, after: association },
      "aws_security_group_rule.a": {
        actions: ["no-op"],
        before: { type: "egress", security_group_id: "sg-1" },
        after: { type: "egress", security_group_id: "sg-1" },
      },
    };
    const { findings, diagnostics } = await laidOver(kept, fresh, "waf.alb_associated");
    expect(findings.map(({ before, status }) => [before, status])).toEqual([["pass", "pass"]]);
    expect(diagnostics).toEqual([]);
  });

  test("that knows what a fresh listing does not: missing, and not by a stale one", async () => {
    const values = { id: "sg-9", arn: `arn:aws:ec2:${region}:${account}:security-group/sg-9`, name: "gone" };
    const kept = { "aws_security_group.gone": { actions: ["no-op"], before: values, after: values } };
    const told = await laidOver(kept, fresh, "net.sg_no_world_ingress");
    expect(told.diagnostics.map(({ code }) => code)).toEqual(["RUNTIME_RESOURCE_MISSING"]);
    const stale = await laidOver(kept, "2026-11-03T00:00:00Z", "net.sg_no_world_ingress");
    expect(stale.diagnostics.map(({ code }) => code)).toEqual(["RUNTIME_STALE"]);
  });
});

describe("two captures of one resource", () => {
  const region = "ap-northeast-1";
  const arn = `arn:aws:rds:${region}:${account}:db:main`;
  /** All of the account as it was on another day, with a database that is encrypted or not. */
  const on = (capturedAt: string, StorageEncrypted: boolean): readonly Capture[] =>
    captures.map((one) =>
      one.operation === "DescribeDBInstances" && one.region === region
        ? {
            ...one,
            capturedAt,
            response: {
              DBInstances: [{ DBInstanceIdentifier: "main", DBInstanceArn: arn, Engine: "postgres", StorageEncrypted }],
            },
          }
        : { ...one, capturedAt },
    );
  const yesterday = write(snapshot(on("2026-10-31T00:00:00Z", false)));
  const today = write(snapshot(on("2026-11-01T00:00:00Z", true)));

  test.each([
    ["the newer one last", [`old=${yesterday}`, `new=${today}`]],
    ["the newer one first", [`new=${today}`, `old=${yesterday}`]],
  ])("the newer holds, and the report says how many were left out: %s", async (_, [first = "", second = ""]) => {
    const report = await check(first, second, ...databases);
    expect(report.policies).toMatchObject([{ policy: "enc.rds_at_rest", status: "pass", scope: "estate" }]);
    // Two databases, and a detector in each of the two regions.
    expect(report.accounting).toMatchObject({ resources: 4, superseded: 4, supersededIn: { old: 4 } });
    expect(report.diagnostics.map(({ code, document }) => [code, document])).toEqual([["RUNTIME_SUPERSEDED", "old"]]);
  });

  test("of AWS Config and the API, laid under a plan that leaves it", async () => {
    const item = {
      resourceType: "AWS::RDS::DBInstance",
      resourceId: "db-1",
      arn,
      awsAccountId: account,
      awsRegion: region,
      configurationItemStatus: "OK",
      configurationItemCaptureTime: "2026-11-01T06:00:00Z",
      configuration: { dBInstanceIdentifier: "main", engine: "postgres", storageEncrypted: false },
    };
    const values = { arn, identifier: "main", engine: "postgres", storage_encrypted: true };
    const plan = planDocument({
      account,
      region,
      complete: true,
      resources: { "aws_db_instance.main": { actions: ["no-op"], before: values, after: values } },
    });
    const runtime = [`config=${write(JSON.stringify([item]))}`, `api=${today}`].flatMap((one) => ["--runtime", one]);
    const report = await check(write(JSON.stringify(plan)), ...runtime, ...databases);
    const found = report.findings.filter(({ subject }) => subject.address === "aws_db_instance.main");
    expect(found.map(({ before, status, change }) => [before, status, change])).toEqual([["fail", "fail", "already"]]);
    expect(report.accounting).toMatchObject({ superseded: 1, supersededIn: { api: 1 } });
  });

  test("that differ and do not say which is newer end with exit status 2 and say so", async () => {
    const other = write(snapshot(on("2026-11-01T00:00:00Z", false)));
    const { status, stdout, stderr } = await sekisho(["check", today, other], { cwd: folder });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/do not say which is newer.*DOCUMENT_CONFLICT/u);
  });

  test("two plans that claim it are refused as before", async () => {
    const values = { arn, identifier: "main", engine: "postgres", storage_encrypted: true };
    const plan = planDocument({
      account,
      resources: { "aws_db_instance.main": { actions: ["no-op"], before: values, after: values } },
    });
    const files = [write(JSON.stringify(plan)), write(JSON.stringify(plan))];
    const { status, stderr } = await sekisho(["check", ...files], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`${files[0] ?? ""}.*${files[1] ?? ""}.*DOCUMENT_CONFLICT`, "u"));
  });
});

describe("a snapshot in parts", () => {
  test("reads the same from a folder and from an archive, with a folder in it or not", async () => {
    const whole = await check(write(snapshot()));
    const given = [
      writeFolder(parts()),
      write(archive(parts()), ".tar.gz"),
      write(archive(parts(), "snapshot/"), ".tar.gz"),
    ];
    for (const document of given) {
      const report = await check(document);
      expect(report.policies).toEqual(whole.policies);
      expect(report.claims).toEqual(whole.claims);
      expect(report.documents).toMatchObject([{ kind: "api-output", name: document }]);
    }
  });

  test("may be labelled, and stands beside Terraform source that keeps being source", async () => {
    const both = writeFolder({ "main.tf": 'resource "aws_lb" "main" {}\n', "manifest.json": "{}" });
    const report = await check(both);
    expect(report.documents).toMatchObject([{ kind: "terraform-source" }]);
    const labelled = await check(`prod=${writeFolder(parts())}`);
    expect(labelled.documents).toMatchObject([{ kind: "api-output", label: "prod" }]);
  });

  const manifest = (file: unknown, more: object = {}): string =>
    JSON.stringify({
      schema: "sekisho.snapshot/v1",
      captures: [{ ...capture("ec2:DescribeVpcs", "us-east-1", undefined), file, ...more }],
    });

  test.each<[string, () => string, RegExp]>([
    ["a file that is missing", () => writeFolder({ "manifest.json": manifest("a.json") }), /names a\.json.*not there/u],
    [
      "a path that leads out",
      () => writeFolder({ "manifest.json": manifest("../a.json") }),
      /no path of a file below/u,
    ],
    [
      "a path from the root",
      () => writeFolder({ "manifest.json": manifest("/etc/passwd") }),
      /no path of a file below/u,
    ],
    ["a path of another system", () => writeFolder({ "manifest.json": manifest("..\\a.json") }), /no path of a file/u],
    ["a name that is none", () => writeFolder({ "manifest.json": manifest(7) }), /no path of a file below/u],
    [
      "a file beside a response",
      () => writeFolder({ "a.json": "{}", "manifest.json": manifest("a.json", { response: {} }) }),
      /beside a response/u,
    ],
    [
      "an answer that would be two captures",
      () => writeFolder({ "a.json": '{}},{"service":"x"', "manifest.json": manifest("a.json") }),
      /a\.json is not there or holds no valid JSON/u,
    ],
    [
      "a link that leads out of it",
      () => {
        const name = writeFolder({ "manifest.json": manifest("a.json") });
        symlinkSync(path.join(folder, "profile.yaml"), path.join(folder, name, "a.json"));
        return name;
      },
      /leads out of the folder/u,
    ],
    ["an archive without a manifest", () => write(archive({ "a.json": "{}" }), ".tar.gz"), /without a manifest\.json/u],
    ["an archive that is damaged", () => write(archive(parts()).slice(0, 200), ".tar.gz"), /damaged/u],
    [
      "an archive with a name that leads out",
      () => write(archive({ "manifest.json": "{}", "../../a.json": "{}" }), ".tar.gz"),
      /damaged, larger than what is read, or holds names that lead out/u,
    ],
    [
      "an answer that is nested too deeply",
      () =>
        writeFolder({
          "a.json": `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
          "manifest.json": manifest("a.json"),
        }),
      /nest/u,
    ],
    [
      "a claim to a listing that it never asked for",
      () => write(snapshot(captures, { covers: [{ type: "aws_lb", account, region: "us-east-1" }] })),
      /claims a complete listing of aws_lb in account 111122223333, region us-east-1/u,
    ],
  ])("with %s ends with exit status 2 and says so", async (_, made, message) => {
    const { status, stdout, stderr } = await sekisho(["check", made()], { cwd: folder });
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  });
});

test("a single answer of the command line is read by what it holds", async () => {
  const answer = captures.find(({ operation }) => operation === "DescribeDBInstances")?.response;
  const file = write(JSON.stringify(answer));
  expect(readFileSync(path.join(folder, file), "utf8")).toContain("DBInstances");
  const report = await check(file, ...databases);
  expect(report.policies).toMatchObject([{ policy: "enc.rds_at_rest", status: "unknown", scope: "plan" }]);
  expect(report.diagnostics.map(({ code }) => code)).toEqual(["RUNTIME_STALE"]);
});
