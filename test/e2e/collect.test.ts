/**
 * Collecting with the built command, and what is made of it: an account is built in moto, collected and checked; a plan
 * over it is checked; the change is made and seen in the account that runs.
 *
 * @module
 */
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CreateListenerCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GuardDutyClient, UpdateDetectorCommand } from "@aws-sdk/client-guardduty";
import {
  answerForMoto,
  buildAccount,
  exampleRegion,
  exampleTypes,
  startMoto,
  startProxy,
  type BuiltAccount,
  type Proxy,
} from "@sekisho-test/aws";
import { planDocument, tempFolder } from "@sekisho-test/support";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sekisho, type Outcome } from "./sekisho.ts";

const folder = tempFolder();
const credentials = { AWS_ACCESS_KEY_ID: "example", AWS_SECRET_ACCESS_KEY: "example" };

interface Report {
  readonly documents: readonly { readonly kind: string }[];
  readonly claims: readonly {
    readonly claim: string;
    readonly verdict: string;
    readonly scope: string | null;
    readonly change: string;
  }[];
  readonly findings: readonly {
    readonly policy: string;
    readonly status: string | null;
    readonly change: string;
    readonly subject: { readonly id: string; readonly type: string };
  }[];
}

const moto = await startMoto();
afterAll(() => moto?.stop());

describe.skipIf(moto === null)("an account in moto", () => {
  let proxy: Proxy;
  let account: BuiltAccount;

  beforeAll(async () => {
    proxy = await startProxy(moto?.url ?? "");
    account = await buildAccount(moto?.url ?? "");
    proxy.react(answerForMoto(account));
    writeFileSync(
      path.join(folder, "profile.yaml"),
      [
        `regions: [${exampleRegion}]`,
        "guardduty: { frequency: SIX_HOURS }",
        "freshness: { runtime_max_age_hours: 24 }",
        `service_endpoints: [{ arn: "${account.loadBalancerArn}" }]`,
      ].join("\n"),
    );
    writeFileSync(path.join(folder, "plan.json"), JSON.stringify(change(account)));
  });
  afterAll(() => proxy.stop());

  const typeFlags = exampleTypes.flatMap((type) => ["--type", type]);

  function collect(
    output: string,
    more: readonly string[] = [],
    started?: (child: ChildProcess) => void,
  ): Promise<Outcome> {
    return sekisho(
      [
        "collect",
        "aws",
        "--output",
        output,
        "--profile",
        "profile.yaml",
        "--endpoint-url",
        proxy.url,
        ...(more.includes("--type") ? [] : typeFlags),
        ...more,
      ],
      { cwd: folder, env: credentials, ...(started === undefined ? {} : { started }) },
    );
  }

  async function check(...args: readonly string[]): Promise<Report & { readonly status: number | null }> {
    const { status, stdout, stderr } = await sekisho(
      ["check", ...args, "--profile", "profile.yaml", "--format", "json"],
      { cwd: folder },
    );
    if (stdout === "") throw new Error(stderr);
    return { ...(JSON.parse(stdout) as Report), status };
  }

  function claim({ claims }: Report, id: string): readonly (string | null)[] {
    const found = claims.find((one) => one.claim === id);
    return found === undefined ? [] : [found.verdict, found.scope, found.change];
  }

  /** What a policy says of those subjects that it applies to. */
  function findings(report: Report, policy: string): readonly (string | null)[] {
    return report.findings
      .filter((one) => one.policy === policy && one.status !== "not_applicable")
      .map(({ status, change: to }) => `${String(status)} ${to}`)
      .sort();
  }

  describe("is collected, planned over, changed and collected again", () => {
    test("what runs keeps the claim, for the whole estate", async () => {
      expect(await collect("before.tar.gz")).toEqual({
        status: 0,
        stdout: "",
        stderr: "sekisho: before.tar.gz: account 123456789012, ap-northeast-1: 67 calls made\n",
      });
      const report = await check("before.tar.gz");
      expect(report.documents).toMatchObject([{ kind: "api-output" }]);
      expect(claim(report, "EGR-01.4")).toEqual(["verified", "estate", "none"]);
      expect(findings(report, "enc.rds_at_rest")).toEqual(["pass none"]);
      expect(findings(report, "tls.https_only_listeners")).toEqual(["pass none"]);
    });

    test("a plan that breaks it is newly contradicted, before anything is changed", async () => {
      const report = await check("plan.json", "--runtime", "before.tar.gz");
      expect(claim(report, "EGR-01.4")).toEqual(["contradicted", "estate", "newly"]);
      expect(report.status).toBe(1);
      expect(findings(report, "guardduty.detector_all_regions")).toEqual(["fail newly"]);
      expect(findings(report, "tls.https_only_listeners")).toEqual(["fail newly", "pass none"]);
    });

    test("after the change, what runs contradicts it", async () => {
      await apply(account, moto?.url ?? "");
      expect((await collect("after")).status).toBe(0);
      const report = await check("after");
      expect(claim(report, "EGR-01.4")).toEqual(["contradicted", "estate", "none"]);
      expect(findings(report, "guardduty.detector_all_regions")).toEqual(["fail none"]);
      expect(findings(report, "tls.https_only_listeners")).toEqual(["fail none", "pass none"]);
    });

    test("and the plan that was made of it is nothing new any more", async () => {
      const report = await check("plan.json", "--runtime", "after");
      expect(claim(report, "EGR-01.4").slice(0, 2)).toEqual(["contradicted", "estate"]);
      expect(claim(report, "EGR-01.4")[2]).not.toBe("newly");
    });
  });

  describe("the process", () => {
    test.each(["SIGKILL", "SIGINT"] as const)("ended by %s half-way is gone on with, whole", async (signal) => {
      const output = `ended-by-${signal}`;
      proxy.clear();
      let process: ChildProcess | null = null;
      let seen = 0;
      proxy.react((call) => {
        seen += 1;
        if (seen === 40) process?.kill(signal);
        return answerForMoto(account)(call);
      });
      const ended = await collect(output, [], (child) => {
        process = child;
      });
      if (signal === "SIGINT") {
        expect(ended).toEqual({
          status: 3,
          stdout: "",
          stderr:
            "sekisho: Collecting was cut off: it was stopped. What is answered is kept: go on with --resume. [COLLECTION_CUT_OFF]\n",
        });
      } else expect(ended).toEqual({ status: null, stdout: "", stderr: "" });
      expect(existsSync(path.join(folder, output, "manifest.json"))).toBe(false);

      proxy.react(answerForMoto(account));
      const { status, stderr } = await collect(output, ["--resume"]);
      expect(status).toBe(0);
      const [, made = "", kept = ""] = /: (\d+) calls made, (\d+) kept from before\n$/u.exec(stderr) ?? [];
      expect([Number(made) + Number(kept), Number(kept) > 5]).toEqual([68, true]);
      const manifest = readFileSync(path.join(folder, output, "manifest.json"), "utf8");
      const report = await check(output);
      expect(claim(report, "EGR-01.4")).toEqual(["contradicted", "estate", "none"]);
      expect(manifest.split("\n").filter((line) => line.includes('"page":1'))).toHaveLength(68);
    });

    test("ends with status 0 and counts what AWS has refused", async () => {
      proxy.react(({ operation }) =>
        operation === "DescribeVpcs" ? { status: 403, code: "UnauthorizedOperation", message: "no" } : "pass",
      );
      expect(await collect("refused", ["--type", "aws_vpc", "--type", "aws_subnet"])).toEqual({
        status: 0,
        stdout: "",
        stderr:
          "sekisho: refused: account 123456789012, ap-northeast-1: 2 calls made; answered with an error: UnauthorizedOperation 1 (see manifest.json)\n",
      });
    });

    test("ends with status 2 without credentials, and writes nothing", async () => {
      const { status, stderr } = await sekisho(
        ["collect", "aws", "--output", "none", "--region", exampleRegion, "--endpoint-url", proxy.url],
        { cwd: folder, env: { HOME: folder, AWS_EC2_METADATA_DISABLED: "true" } },
      );
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr:
          "sekisho: sts:GetCallerIdentity is not answered in ap-northeast-1: CredentialsProviderError: Could not load credentials from any providers. Check the AWS credentials. [ACCOUNT_UNREADABLE]\n",
      });
      expect(existsSync(path.join(folder, "none"))).toBe(false);
    });
  });
});

describe("bad usage", () => {
  test.each<[string, readonly string[], RegExp]>([
    ["nothing to write to", ["aws"], /needs a place to write to/u],
    ["another cloud", ["gcp", "--output", "x"], /does one thing so far/u],
    ["an archive of another kind", ["aws", "--output", "x.zip"], /ends in \.tar\.gz/u],
    ["a region that is none", ["aws", "--output", "x", "--region", "Tokyo"], /"Tokyo" is no region/u],
    ["regions twice", ["aws", "--output", "x", "--region", exampleRegion, "--profile", "p"], /Give one of them/u],
    ["an address that is none", ["aws", "--output", "x", "--endpoint-url", "localhost:5000"], /is no address/u],
    ["a type that is none", ["aws", "--output", "x", "--type", "aws_nothing"], /no resource type "aws_nothing"/u],
  ])("%s", async (_, args, message) => {
    const { status, stdout, stderr } = await sekisho(["collect", ...args], { cwd: folder, env: credentials });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/\[USAGE\]\n$/u);
  });
});

test("the IAM policy is printed, for all types or those given", async () => {
  const { status, stdout, stderr } = await sekisho([
    "collect",
    "aws",
    "--print-iam-policy",
    "--type",
    "aws_lb_listener",
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "SekishoCollect",
        Effect: "Allow",
        Action: [
          "ec2:DescribeRegions",
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeLoadBalancers",
          "sts:GetCallerIdentity",
        ],
        Resource: "*",
      },
    ],
  });
});

/** The plan of a change: the detector is switched off, and a listener without TLS is added. */
function change({ detectorId, loadBalancerArn, targetGroupArn }: BuiltAccount): unknown {
  const detector = {
    id: detectorId,
    arn: `arn:aws:guardduty:${exampleRegion}:123456789012:detector/${detectorId}`,
    finding_publishing_frequency: "FIFTEEN_MINUTES",
  };
  return planDocument({
    account: "123456789012",
    region: exampleRegion,
    resources: {
      "aws_guardduty_detector.main": {
        actions: ["update"],
        before: { ...detector, enable: true },
        after: { ...detector, enable: false },
      },
      "aws_lb_listener.plain": {
        after: {
          load_balancer_arn: loadBalancerArn,
          port: 80,
          protocol: "HTTP",
          default_action: [{ type: "forward", target_group_arn: targetGroupArn }],
        },
        unknown: { arn: true },
      },
    },
  });
}

/** Makes the same change. */
async function apply({ detectorId, loadBalancerArn, targetGroupArn }: BuiltAccount, endpoint: string): Promise<void> {
  const settings = {
    endpoint,
    region: exampleRegion,
    credentials: { accessKeyId: "example", secretAccessKey: "example" },
  };
  await new GuardDutyClient(settings).send(new UpdateDetectorCommand({ DetectorId: detectorId, Enable: false }));
  await new ElasticLoadBalancingV2Client(settings).send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancerArn,
      Port: 80,
      Protocol: "HTTP",
      DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    }),
  );
}
