import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { tempFolder } from "@sekisho-test/support";
import { collectAws, type CollectOptions, type CollectSummary } from "@sekisho/collect";
import { apiCalls, isSekishoError, type Capture, type Json } from "@sekisho/estate";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  answerForMoto,
  buildAccount,
  exampleRegion,
  exampleTypes,
  startMoto,
  startProxy,
  type BuiltAccount,
  type Proxy,
  type SeenCall,
} from "./index.ts";

const now = "2026-11-28T09:00:00.000Z";

const folder = tempFolder();
let places = 0;

const moto = await startMoto();
afterAll(() => moto?.stop());

interface ManifestCapture extends Omit<Capture, "response"> {
  readonly file?: string;
  readonly response?: null;
}

describe.skipIf(moto === null)("an account in moto", () => {
  let proxy: Proxy;
  let account: BuiltAccount;

  beforeAll(async () => {
    process.env["AWS_ACCESS_KEY_ID"] = "example";
    process.env["AWS_SECRET_ACCESS_KEY"] = "example";
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
    proxy = await startProxy(moto?.url ?? "");
    account = await buildAccount(moto?.url ?? "");
  });
  afterAll(() => proxy.stop());
  beforeEach(() => {
    proxy.clear();
    proxy.react(answerForMoto(account));
  });

  function collect(options: Partial<CollectOptions> & { readonly output: string }): Promise<CollectSummary | null> {
    return collectAws({
      endpointUrl: proxy.url,
      regions: [exampleRegion],
      types: exampleTypes,
      userAgent: "test",
      attempts: 3,
      now: () => now,
      ...options,
    });
  }

  /** What a collection ends with that does not succeed. */
  async function failureOf(run: Promise<unknown>): Promise<{ readonly code: string; readonly message: string }> {
    const error: unknown = await run.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!isSekishoError(error)) throw new Error("the collection did not fail as it should", { cause: error });
    return { code: error.code, message: error.message };
  }

  describe("is collected", () => {
    let output: string;
    let summary: CollectSummary | null;
    let calls: readonly SeenCall[];

    beforeAll(async () => {
      output = newPlace();
      proxy.clear();
      proxy.react(answerForMoto(account));
      summary = await collect({ output });
      calls = [...proxy.calls];
    });

    test("completely: every call of the table, for everything that is there", () => {
      const names = capturesIn(output).map(({ service, operation }) => `${service}:${operation}`);
      expect([...new Set(names)].filter((name) => !Object.hasOwn(apiCalls, name))).toEqual([]);
      expect(captured(output)).toEqual(expectedCaptures(account));
    });

    test("and says what it came to, without errors", () => {
      expect(summary).toEqual({
        account: "123456789012",
        partition: "aws",
        regions: [exampleRegion],
        asked: expectedCaptures(account).length,
        kept: 0,
        errors: {},
      });
    });

    test("each capture with its account, partition, time, and a file that holds JSON", () => {
      for (const { file, error, account: of, partition, capturedAt, page, last } of capturesIn(output)) {
        expect({ of, partition, capturedAt, page }).toEqual({
          of: "123456789012",
          partition: "aws",
          capturedAt: now,
          page: 1,
        });
        expect(last).toBe(error === null);
        if (error === null) expect(JSON.parse(readFileSync(join(output, file ?? ""), "utf8"))).toBeTypeOf("object");
      }
    });

    test("with the names and values that the service models have", () => {
      expect(responsesTo(output, "rds:DescribeDBInstances")).toMatchObject([
        { DBInstances: [{ DBInstanceIdentifier: "example", StorageEncrypted: true }] },
      ]);
      expect(responsesTo(output, "elbv2:DescribeListeners")).toMatchObject([
        { Listeners: [{ ListenerArn: account.listenerArn, Port: 443, Protocol: "HTTPS" }] },
      ]);
      // Times are instants in UTC; what the model calls sensitive stays where a resource type names it.
      const [listing] = responsesTo(output, "elbv2:DescribeLoadBalancers") as {
        LoadBalancers: { CreatedTime: string }[];
      }[];
      expect(listing?.LoadBalancers[0]?.CreatedTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
      expect(JSON.stringify(responsesTo(output, "s3:GetBucketEncryption"))).toContain(
        '"KMSMasterKeyID":"alias/example"',
      );
    });

    test("by calls of the table alone, each made once", () => {
      const allowed = new Set([...Object.keys(apiCalls), "sts:GetCallerIdentity"].map((name) => name.split(":")[1]));
      const named = calls.map(({ operation }) => operation).filter((operation) => operation !== null);
      expect(named.filter((operation) => !allowed.has(operation))).toEqual([]);
      expect(calls.filter(({ operation, method }) => operation === null && method !== "GET")).toEqual([]);
      const each = calls.map(({ region, method, path, operation, body }) =>
        [region, method, path, operation, body].join(" "),
      );
      expect(each.filter((call, index) => each.indexOf(call) !== index)).toEqual([]);
    });

    test("without secrets, and with the names of environment variables", () => {
      const everything = filesBelow(output).map((file) => readFileSync(join(output, file), "utf8"));
      for (const secret of account.secrets) {
        expect(everything.filter((text) => text.includes(secret))).toEqual([]);
      }
      expect(responsesTo(output, "ecs:DescribeTaskDefinition")).toMatchObject([
        { taskDefinition: { containerDefinitions: [{ environment: [{ name: "API_TOKEN" }] }] } },
      ]);
    });

    test("and leaves nothing but the manifest and the answers that it names", () => {
      const named = capturesIn(output).flatMap(({ file }) => (file === undefined ? [] : [file]));
      expect(filesBelow(output)).toEqual(["manifest.json", ...named].sort());
    });

    test("the same into an archive as into a folder", async () => {
      const archive = `${newPlace()}.tar.gz`;
      await collect({ output: archive });
      const unpacked = newPlace();
      mkdirSync(unpacked);
      execFileSync("tar", ["-xzf", archive, "-C", unpacked]);
      const manifest = (at: string): string => readFileSync(join(at, "manifest.json"), "utf8");
      expect(manifest(unpacked)).toBe(manifest(output));
      expect(filesBelow(unpacked)).toEqual(filesBelow(output));
      expect(existsSync(`${archive}.partial`)).toBe(false);
    });
  });

  describe("regions", () => {
    test("are asked each for itself, and what belongs to the account once", async () => {
      const output = newPlace();
      await collect({
        output,
        regions: ["us-west-2", exampleRegion],
        types: ["aws_vpc", "aws_s3_bucket", "aws_wafv2_web_acl"],
      });
      const places = (name: string): readonly string[] =>
        capturesIn(output)
          .filter(({ service, operation }) => `${service}:${operation}` === name)
          .map(({ region, parameters }) => `${region} ${JSON.stringify(parameters)}`);
      expect(places("ec2:DescribeVpcs")).toEqual([`${exampleRegion} {}`, "us-west-2 {}"]);
      expect(places("s3:ListBuckets")).toEqual(["us-east-1 {}"]);
      expect(places("wafv2:ListWebACLs")).toEqual([
        `${exampleRegion} {"Scope":"REGIONAL"}`,
        'us-east-1 {"Scope":"CLOUDFRONT"}',
        'us-west-2 {"Scope":"REGIONAL"}',
      ]);
    });

    test("are those enabled in the account, if none are given", async () => {
      const regions = ["ap-northeast-1", "ap-northeast-3"];
      const items = regions.map((name) => `<item><regionName>${name}</regionName></item>`).join("");
      proxy.react(({ operation }) =>
        operation === "DescribeRegions"
          ? {
              answer: `<?xml version="1.0"?><DescribeRegionsResponse><regionInfo>${items}</regionInfo></DescribeRegionsResponse>`,
            }
          : "pass",
      );
      const output = newPlace();
      const summary = await collectAws({ output, types: ["aws_vpc"], endpointUrl: proxy.url, userAgent: "test" });
      expect(summary?.regions).toEqual(regions);
      expect(captured(output)).toEqual(regions.map((region) => `ec2:DescribeVpcs {} ${region}`));
    });

    test("may be chosen by the account", async () => {
      const output = newPlace();
      const regions = (of: string): readonly string[] => (of === "123456789012" ? [exampleRegion] : []);
      expect((await collect({ output, regions, types: ["aws_vpc"] }))?.regions).toEqual([exampleRegion]);
    });
  });

  test("only given types are collected, with the listings that their calls need", async () => {
    const output = newPlace();
    await collect({ output, types: ["aws_lb_listener_rule"] });
    const names = capturesIn(output).map(({ service, operation }) => `${service}:${operation}`);
    expect(names).toEqual(["elbv2:DescribeListeners", "elbv2:DescribeLoadBalancers", "elbv2:DescribeRules"]);
  });

  test("pages are captures of their own, numbered, with the last one marked", async () => {
    const logs = new CloudWatchLogsClient({
      endpoint: moto?.url ?? "",
      region: "us-west-1",
      credentials: { accessKeyId: "example", secretAccessKey: "example" },
    });
    for (let index = 0; index < 60; index += 1) {
      await logs.send(new CreateLogGroupCommand({ logGroupName: `/example/${String(index)}` }));
    }
    const output = newPlace();
    await collect({ output, regions: ["us-west-1"], types: ["aws_cloudwatch_log_group"] });
    expect(capturesIn(output).map(({ page, last, parameters }) => ({ page, last, parameters }))).toEqual([
      { page: 1, last: false, parameters: {} },
      { page: 2, last: true, parameters: {} },
    ]);
    const groups = responsesTo(output, "logs:DescribeLogGroups") as { logGroups: Json[] }[];
    expect(groups.map(({ logGroups }) => logGroups.length)).toEqual([50, 10]);
  });

  describe("errors of AWS", () => {
    test("denied: the error is the capture, without ids of the request, and all else is collected", async () => {
      proxy.react((call) => {
        if (call.operation === "DescribeListeners") {
          const message =
            "User: arn:aws:iam::123456789012:user/example is not authorized to perform: elasticloadbalancing:DescribeListeners (Request ID: 4b8f0f0f-example)";
          return { status: 403, code: "AccessDenied", message };
        }
        if (call.service === "s3" && /^\/example-logs\/?\?policy/u.test(call.path)) {
          return { status: 403, code: "AccessDenied", message: "Access Denied" };
        }
        if (call.operation === "DescribeVpcs") {
          return {
            status: 403,
            code: "UnauthorizedOperation",
            message: "No. Encoded authorization failure message: AbC123",
          };
        }
        return answerForMoto(account)(call);
      });
      const output = newPlace();
      const summary = await collect({ output });
      expect(summary?.errors).toEqual({ AccessDenied: 2, UnauthorizedOperation: 1 });
      const denied = capturesIn(output).filter(({ error }) => /AccessDenied|Unauthorized/u.test(error?.code ?? ""));
      expect(denied.map(({ operation, last, response, error }) => ({ operation, last, response, error }))).toEqual([
        {
          operation: "DescribeVpcs",
          last: false,
          response: null,
          error: { code: "UnauthorizedOperation", message: "No. Encoded authorization failure message: …" },
        },
        {
          operation: "DescribeListeners",
          last: false,
          response: null,
          error: {
            code: "AccessDenied",
            message:
              "User: arn:aws:iam::123456789012:user/example is not authorized to perform: elasticloadbalancing:DescribeListeners",
          },
        },
        {
          operation: "GetBucketPolicy",
          last: false,
          response: null,
          error: { code: "AccessDenied", message: "Access Denied" },
        },
      ]);
      // Nothing is known of the listeners, so nothing is asked of their rules.
      const isSame = (line: string): boolean =>
        !/DescribeRules|DescribeListeners|DescribeVpcs|GetBucketPolicy.*-logs/u.test(line);
      expect(captured(output).filter(isSame)).toEqual(expectedCaptures(account).filter(isSame));
      expect(captured(output).filter((line) => line.includes("DescribeRules"))).toEqual([]);
    });

    test("throttled for a while: asked again until it is answered", async () => {
      let throttled = 0;
      proxy.react(({ operation }) => {
        if (operation !== "DescribeLogGroups" || throttled === 2) return "pass";
        throttled += 1;
        return { status: 400, code: "ThrottlingException", message: "Rate exceeded" };
      });
      const output = newPlace();
      const summary = await collect({ output, types: ["aws_cloudwatch_log_group"] });
      expect({ throttled, errors: summary?.errors }).toEqual({ throttled: 2, errors: {} });
      expect(responsesTo(output, "logs:DescribeLogGroups")).toMatchObject([
        { logGroups: [{ logGroupName: "/example/web" }] },
      ]);
    });

    test("throttled all the time: the error is the capture after the last attempt", async () => {
      proxy.react(({ operation }) =>
        operation === "DescribeLogGroups"
          ? { status: 400, code: "ThrottlingException", message: "Rate exceeded" }
          : "pass",
      );
      const output = newPlace();
      const summary = await collect({ output, types: ["aws_cloudwatch_log_group", "aws_vpc"] });
      expect(summary?.errors).toEqual({ ThrottlingException: 1 });
      expect(captured(output)).toEqual([
        `ec2:DescribeVpcs {} ${exampleRegion}`,
        `logs:DescribeLogGroups {} ${exampleRegion} ThrottlingException`,
      ]);
      expect(proxy.calls.filter(({ operation }) => operation === "DescribeLogGroups")).toHaveLength(3);
    });

    test("on a later page: the pages before stay, and no page is the last", async () => {
      proxy.react(({ operation, body }) =>
        operation === "DescribeLogGroups" && body.includes("nextToken")
          ? { status: 400, code: "AccessDeniedException", message: "no" }
          : "pass",
      );
      const output = newPlace();
      await collect({ output, regions: ["us-west-1"], types: ["aws_cloudwatch_log_group"] });
      expect(capturesIn(output).map(({ page, last, error }) => ({ page, last, code: error?.code }))).toEqual([
        { page: 1, last: false, code: undefined },
        { page: 2, last: false, code: "AccessDeniedException" },
      ]);
    });

    test("credentials that are not accepted, before anything is written", async () => {
      proxy.react(() => ({ status: 403, code: "InvalidClientTokenId", message: "The security token is invalid." }));
      const output = newPlace();
      expect(await failureOf(collect({ output }))).toEqual({
        code: "ACCOUNT_UNREADABLE",
        message:
          "sts:GetCallerIdentity is not answered in ap-northeast-1: InvalidClientTokenId: The security token is invalid. Check the AWS credentials.",
      });
      expect(existsSync(output)).toBe(false);
    });
  });

  describe("cut off half-way", () => {
    let whole: string;
    beforeAll(async () => {
      whole = newPlace();
      proxy.clear();
      proxy.react(answerForMoto(account));
      await collect({ output: whole });
    });

    /** Passes so many calls on, then does something else. */
    function after(count: number, reaction: "break" | { status: number; code: string; message: string }): void {
      let left = count;
      proxy.react((call) => {
        left -= 1;
        return left < 0 ? reaction : answerForMoto(account)(call);
      });
    }

    /** Goes on, and expects what an undisturbed run has, with no call made twice. */
    async function goOn(output: string): Promise<void> {
      const answered = journalCalls(isArchive(output) ? `${output}.partial` : output);
      expect(answered.length).toBeGreaterThan(5);
      proxy.clear();
      proxy.react(answerForMoto(account));
      const summary = await collect({ output, resume: true, userAgent: "second-run" });
      const expected = expectedCaptures(account).length;
      expect({ asked: summary?.asked, kept: summary?.kept }).toEqual({
        asked: expected - answered.length,
        kept: answered.length,
      });
      // One more is asked on the wire: whose account it is.
      const made = proxy.calls.filter(({ userAgent }) => userAgent.includes("second-run"));
      expect(made).toHaveLength(expected - answered.length + 1);
      if (isArchive(output)) return;
      expect(readFileSync(join(output, "manifest.json"), "utf8")).toBe(
        readFileSync(join(whole, "manifest.json"), "utf8"),
      );
      expect(filesBelow(output)).toEqual(filesBelow(whole));
    }

    test("by a network that is gone: there is no manifest, and the next run goes on", async () => {
      const output = newPlace();
      after(25, "break");
      const { code, message } = await failureOf(collect({ output, attempts: 1 }));
      expect(code).toBe("COLLECTION_CUT_OFF");
      expect(message).toMatch(/ECONNRESET.*go on with --resume\.$/u);
      expect(existsSync(join(output, "manifest.json"))).toBe(false);
      await goOn(output);
    });

    test("by credentials that have run out", async () => {
      const output = newPlace();
      after(30, {
        status: 400,
        code: "ExpiredToken",
        message: "The security token included in the request is expired",
      });
      expect(await failureOf(collect({ output }))).toMatchObject({ code: "COLLECTION_CUT_OFF" });
      expect(proxy.calls.length).toBeLessThan(expectedCaptures(account).length);
      await goOn(output);
    });

    test("by the user, in the midst of an archive", async () => {
      const output = `${newPlace()}.tar.gz`;
      const user = new AbortController();
      const stopped = collect({
        output,
        signal: user.signal,
        onProgress: ({ done }) => {
          if (done === 20) user.abort();
        },
      });
      expect(await failureOf(stopped)).toMatchObject({ code: "COLLECTION_CUT_OFF" });
      expect(existsSync(output)).toBe(false);
      await goOn(output);
      expect(existsSync(output)).toBe(true);
      expect(existsSync(`${output}.partial`)).toBe(false);
    });

    test("with a line of the journal, a file and an answer that are not whole", async () => {
      const output = newPlace();
      after(30, "break");
      await failureOf(collect({ output, attempts: 1 }));
      appendFileSync(join(output, "collection.jsonl"), '{"captures":[{"capture":{"service":"ec2","opera');
      mkdirSync(join(output, "answers/eu-west-1/ec2"), { recursive: true });
      writeFileSync(join(output, "answers/eu-west-1/ec2/DescribeVpcs-0-1.json.tmp"), '{"Vpc');
      writeFileSync(join(output, "answers/eu-west-1/ec2/DescribeVpcs-0-1.json"), "{}\n");
      await goOn(output);
    });

    test("an answer that was changed since is asked again", async () => {
      const output = newPlace();
      after(30, "break");
      await failureOf(collect({ output, attempts: 1 }));
      const [file = ""] = filesBelow(output).filter((path) => path.startsWith("answers/"));
      writeFileSync(join(output, file), "{}\n");
      const before = journalCalls(output).length;
      proxy.react(answerForMoto(account));
      expect((await collect({ output, resume: true }))?.kept).toBe(before - 1);
      expect(readFileSync(join(output, file), "utf8")).toBe(readFileSync(join(whole, file), "utf8"));
    });

    test("calls that ended with an error are asked again", async () => {
      const output = newPlace();
      let left = 30;
      proxy.react((call) => {
        left -= 1;
        if (call.operation === "DescribeVpcs") return { status: 403, code: "UnauthorizedOperation", message: "no" };
        return left < 0 && call.service !== "ec2" ? "break" : answerForMoto(account)(call);
      });
      await failureOf(collect({ output, attempts: 1 }));
      proxy.react(answerForMoto(account));
      expect((await collect({ output, resume: true }))?.errors).toEqual({});
      expect(captured(output)).toEqual(expectedCaptures(account));
    });

    test("is not continued for another account, other regions or other types", async () => {
      const output = newPlace();
      after(25, "break");
      await failureOf(collect({ output, attempts: 1 }));
      const journal = readFileSync(join(output, "collection.jsonl"), "utf8");
      proxy.react(answerForMoto(account));
      expect(await failureOf(collect({ output, resume: true, regions: ["us-west-2"] }))).toMatchObject({
        code: "SNAPSHOT_CONFLICT",
        message: `${output} is of other regions (${exampleRegion}). Continue it with what it was begun with, or name another place.`,
      });
      expect(await failureOf(collect({ output, resume: true, types: ["aws_vpc"] }))).toMatchObject({
        code: "SNAPSHOT_CONFLICT",
      });
      proxy.react(({ operation }) =>
        operation === "GetCallerIdentity"
          ? {
              answer:
                "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::210987654321:root</Arn><Account>210987654321</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
            }
          : "pass",
      );
      expect(await failureOf(collect({ output, resume: true }))).toMatchObject({
        code: "SNAPSHOT_CONFLICT",
        message: `${output} is of the account 123456789012, and the credentials are of 210987654321. Continue it with what it was begun with, or name another place.`,
      });
      expect(readFileSync(join(output, "collection.jsonl"), "utf8")).toBe(journal);
    });

    test("goes on in the regions that it was begun with, if none are given", async () => {
      const output = newPlace();
      after(25, "break");
      await failureOf(collect({ output, attempts: 1 }));
      proxy.clear();
      proxy.react(answerForMoto(account));
      const summary = await collectAws({
        output,
        resume: true,
        types: exampleTypes,
        endpointUrl: proxy.url,
        userAgent: "test",
      });
      expect(summary?.regions).toEqual([exampleRegion]);
      expect(proxy.calls.map(({ operation }) => operation)).not.toContain("DescribeRegions");
      expect(captured(output)).toEqual(expectedCaptures(account));
    });

    test("is not overwritten without --resume", async () => {
      const output = newPlace();
      after(25, "break");
      await failureOf(collect({ output, attempts: 1 }));
      expect(await failureOf(collect({ output }))).toEqual({
        code: "SNAPSHOT_CONFLICT",
        message: `${output} holds a collection that was cut off. Continue it with --resume, or remove it.`,
      });
    });
  });

  describe("what is there already", () => {
    test("a snapshot is not overwritten, and is complete for who continues it", async () => {
      const output = newPlace();
      await collect({ output, types: ["aws_vpc"] });
      expect(await failureOf(collect({ output }))).toMatchObject({ code: "SNAPSHOT_CONFLICT" });
      proxy.clear();
      expect(await collect({ output, resume: true })).toBeNull();
      expect(proxy.calls).toEqual([]);
    });

    test("a folder of other files is left alone", async () => {
      const output = newPlace();
      mkdirSync(output);
      writeFileSync(join(output, "main.tf"), "");
      expect(await failureOf(collect({ output }))).toMatchObject({ code: "SNAPSHOT_CONFLICT" });
      expect(readdirSync(output)).toEqual(["main.tf"]);
    });
  });
});

/** Every call that is made for the example account, with the error that it ends with. */
function expectedCaptures(account: BuiltAccount): readonly string[] {
  const { loadBalancerArn: LoadBalancerArn, trailArn, detectorId: DetectorId, roleName: RoleName } = account;
  const store = "arn:aws:cloudtrail:ap-northeast-1:123456789012:eventdatastore/example";
  const [data = "", logs = ""] = account.buckets;
  const ofLoadBalancers = { ResourceType: "APPLICATION_LOAD_BALANCER" };
  const ofStages = { ResourceType: "API_GATEWAY" };
  const regional: readonly (readonly [name: string, parameters?: object, error?: string])[] = [
    ["cloudtrail:DescribeTrails"],
    ["cloudtrail:GetEventSelectors", { TrailName: trailArn }],
    ["cloudtrail:GetTrailStatus", { Name: trailArn }],
    ["cloudtrail:ListEventDataStores"],
    ["cloudtrail:GetEventDataStore", { EventDataStore: store }],
    ["ec2:DescribeInternetGateways"],
    ["ec2:DescribeRouteTables"],
    ["ec2:DescribeSecurityGroupRules"],
    ["ec2:DescribeSecurityGroups"],
    ["ec2:DescribeSubnets"],
    ["ec2:DescribeVpcs"],
    ["ecs:ListTaskDefinitions"],
    ["ecs:DescribeTaskDefinition", { taskDefinition: account.taskDefinitionArn }],
    ["elb:DescribeLoadBalancers"],
    ["elbv2:DescribeLoadBalancers"],
    ["elbv2:DescribeLoadBalancerAttributes", { LoadBalancerArn }],
    ["elbv2:DescribeListeners", { LoadBalancerArn }],
    ["elbv2:DescribeRules", { ListenerArn: account.listenerArn }],
    ["guardduty:ListDetectors"],
    ["guardduty:GetDetector", { DetectorId }],
    ["guardduty:DescribeOrganizationConfiguration", { DetectorId }, "BadRequestException"],
    ["kms:ListKeys"],
    ["kms:DescribeKey", { KeyId: account.keyArn }],
    ["logs:DescribeLogGroups"],
    ["rds:DescribeDBClusters"],
    ["rds:DescribeDBInstances"],
    ["rds:DescribeDBSubnetGroups"],
    ["rds:DescribeGlobalClusters"],
    ["waf-regional:ListWebACLs"],
    ["waf-regional:ListResourcesForWebACL", { WebACLId: "example-classic", ...ofLoadBalancers }],
    ["waf-regional:ListResourcesForWebACL", { WebACLId: "example-classic", ...ofStages }],
    ["wafv2:ListRuleGroups", { Scope: "REGIONAL" }],
    ["wafv2:GetRuleGroup", account.ruleGroup],
    ["wafv2:ListWebACLs", { Scope: "REGIONAL" }],
    ["wafv2:GetWebACL", account.webAcl],
    ["wafv2:ListResourcesForWebACL", { WebACLArn: account.webAclArn, ...ofLoadBalancers }],
    ["wafv2:ListResourcesForWebACL", { WebACLArn: account.webAclArn, ...ofStages }],
    ...["APPSYNC", "APP_RUNNER_SERVICE", "COGNITO_USER_POOL", "VERIFIED_ACCESS_INSTANCE"].map(
      (kind): (typeof regional)[number] => [
        "wafv2:ListResourcesForWebACL",
        { WebACLArn: account.webAclArn, ResourceType: kind },
      ],
    ),
  ];
  const global: typeof regional = [
    ["iam:ListPolicies", { Scope: "Local" }],
    ["iam:GetPolicyVersion", { PolicyArn: account.policyArn, VersionId: "v1" }],
    ["iam:ListRoles"],
    ["iam:ListAttachedRolePolicies", { RoleName }],
    ["iam:ListRolePolicies", { RoleName }],
    ["iam:GetRolePolicy", { RoleName, PolicyName: "inline" }],
    ["s3:ListBuckets"],
    ...["GetBucketLocation", "GetBucketAcl", "GetBucketLogging", "GetBucketVersioning"].flatMap((operation) =>
      [data, logs].map((Bucket) => [`s3:${operation}`, { Bucket }] as const),
    ),
    ["s3:GetBucketEncryption", { Bucket: data }],
    ["s3:GetBucketEncryption", { Bucket: logs }, "ServerSideEncryptionConfigurationNotFoundError"],
    ["s3:GetBucketOwnershipControls", { Bucket: data }, "OwnershipControlsNotFoundError"],
    ["s3:GetBucketOwnershipControls", { Bucket: logs }, "OwnershipControlsNotFoundError"],
    ["s3:GetBucketPolicy", { Bucket: data }, "NoSuchBucketPolicy"],
    ["s3:GetBucketPolicy", { Bucket: logs }],
    ["s3:GetPublicAccessBlock", { Bucket: data }],
    ["s3:GetPublicAccessBlock", { Bucket: logs }, "NoSuchPublicAccessBlockConfiguration"],
    ["s3control:GetPublicAccessBlock", { AccountId: "123456789012" }],
    ["wafv2:ListRuleGroups", { Scope: "CLOUDFRONT" }],
    ["wafv2:ListWebACLs", { Scope: "CLOUDFRONT" }],
  ];
  const lines = [
    ...regional.map((call) => [call, exampleRegion] as const),
    ...global.map((call) => [call, "us-east-1"] as const),
  ].map(([[name, parameters = {}, error], region]) =>
    [name, JSON.stringify(parameters), region, ...(error === undefined ? [] : [error])].join(" "),
  );
  return lines.sort();
}

function newPlace(): string {
  places += 1;
  return join(folder, `snapshot-${String(places)}`);
}

function isArchive(output: string): boolean {
  return output.endsWith(".tar.gz");
}

function capturesIn(output: string): readonly ManifestCapture[] {
  const manifest = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")) as {
    readonly schema: string;
    readonly captures: readonly ManifestCapture[];
  };
  expect(manifest.schema).toBe("sekisho.snapshot/v1");
  return manifest.captures;
}

/** The calls of a snapshot, a line each: name, parameters, region, and the code of its error. */
function captured(output: string): readonly string[] {
  return capturesIn(output)
    .map(({ service, operation, parameters, region, error }) =>
      [`${service}:${operation}`, JSON.stringify(parameters), region, ...(error === null ? [] : [error.code])].join(
        " ",
      ),
    )
    .sort();
}

function responsesTo(output: string, name: string): readonly Json[] {
  return capturesIn(output)
    .filter(({ service, operation, error }) => `${service}:${operation}` === name && error === null)
    .map(({ file = "" }) => JSON.parse(readFileSync(join(output, file), "utf8")) as Json);
}

/** The calls that a journal has answered. */
function journalCalls(folder: string): readonly string[] {
  return readFileSync(join(folder, "collection.jsonl"), "utf8")
    .split("\n")
    .slice(1)
    .filter((line) => line.startsWith('{"answered":true') && line.endsWith("]}"));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
