/**
 * Accepted exceptions on the command line: what they cover, until when, and what is wrong with them.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { configDocument, planDocument, repositoryFolder, tempFolder, type JsonObject } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { webAcl, writePlans } from "./pinned-plan.ts";
import { sekisho } from "./sekisho.ts";

const folder = tempFolder();
const policy = "enc.rds_at_rest";
const arn = "arn:aws:rds:ap-northeast-1:123456789012:db:main";

function write(name: string, content: unknown): string {
  writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

const database = (name: string): JsonObject => ({
  identifier: name,
  arn: arn.replace("main", name),
  engine: "mysql",
  storage_encrypted: false,
});
const kept = (values: JsonObject): JsonObject => ({ actions: ["no-op"], before: values, after: values });

const planned = write(
  "planned.json",
  planDocument({ resources: { "aws_db_instance.main": { after: { engine: "mysql" } } } }),
);
const both = write(
  "both.json",
  planDocument({
    resources: {
      "aws_db_instance.main": { after: { engine: "mysql" } },
      "aws_db_instance.other": { after: { engine: "mysql" } },
    },
  }),
);
const existing = write(
  "existing.json",
  planDocument({ complete: true, resources: { "aws_db_instance.main": kept(database("main")) } }),
);
const running = write(
  "running.json",
  configDocument([
    {
      configurationItemCaptureTime: "2026-11-01T00:00:00.000Z",
      configurationItemStatus: "OK",
      resourceType: "AWS::RDS::DBInstance",
      resourceId: "db-MAIN",
      resourceName: "main",
      ARN: arn,
      awsRegion: "ap-northeast-1",
      awsAccountId: "123456789012",
      configuration: { dBInstanceIdentifier: "main", dBInstanceArn: arn, engine: "mysql", storageEncrypted: false },
    },
  ]),
);

interface Parts {
  readonly policy?: string;
  readonly resource?: string;
  readonly approver?: string;
  readonly expires?: string;
  readonly violations?: string;
}

/** Writes a file of waivers, one entry for each of the given parts. */
function waivers(name: string, ...entries: readonly Parts[]): string {
  const text = entries.map(
    ({
      policy: id = policy,
      resource = `{ address: aws_db_instance.main, arn: "${arn}" }`,
      approver,
      expires,
      violations,
    }) => `
  - policy: ${id}
    resource: ${resource}
    owner: Platform lead
    approver: ${approver ?? "Security officer"}
    reason: It is replaced in November.
    ticket: EX-1
    approved_at: 2026-11-01T00:00:00+09:00
    expires: ${expires ?? "2026-11-30T00:00:00+09:00"}${violations === undefined ? "" : `\n    violations: ${violations}`}`,
  );
  return write(name, `schema: sekisho.waivers/v1\nwaivers:${text.join("")}\n`);
}

const good = waivers("good.yaml", {});

interface Report {
  readonly findings: readonly {
    readonly subject: { readonly id: string };
    readonly status: string;
    readonly waiver: { readonly approver: string } | null;
  }[];
  readonly claims: readonly { readonly claim: string; readonly verdict: string }[];
  readonly waivers: { readonly digest: string; readonly entries: readonly { readonly state: string }[] } | null;
}

interface Outcome {
  readonly status: number | null;
  readonly stderr: string;
  readonly report: Report;
}

const now = "2026-11-15T00:00:00+09:00";

async function check(document: string, file: string, ...args: readonly string[]): Promise<Outcome> {
  const at = args.includes("--now") ? [] : ["--now", now];
  const command = ["check", document, "--policy", policy, "--waivers", file, ...at, "--format", "json", ...args];
  const { status, stdout, stderr } = await sekisho(command, { cwd: folder });
  if (stdout === "") throw new Error(stderr);
  return { status, stderr, report: JSON.parse(stdout) as Report };
}

const states = ({ report }: Outcome): readonly string[] | undefined =>
  report.waivers?.entries.map(({ state }) => state);
const waived = ({ report }: Outcome): readonly unknown[] =>
  report.findings
    .filter(({ status }) => status === "fail")
    .map(({ subject, waiver }) => [subject.id, waiver?.approver]);

describe("check --waivers", () => {
  test.each([
    ["a plan", planned, "plan#aws_db_instance.main"],
    ["what runs", running, arn],
  ])("takes the same waiver for %s: the fail no longer blocks", async (_, document, subject) => {
    const before = await sekisho(["check", document, "--policy", policy, "--now", now], { cwd: folder });
    expect(before.status).toBe(1);
    const outcome = await check(document, good);
    expect([outcome.status, outcome.stderr, states(outcome), waived(outcome)]).toEqual([
      0,
      "",
      ["applied"],
      [[subject, "Security officer"]],
    ]);
  });

  test("covers the one resource, and the other blocks", async () => {
    const outcome = await check(both, good);
    expect([outcome.status, states(outcome), waived(outcome)]).toEqual([
      1,
      ["applied"],
      [
        ["plan#aws_db_instance.main", "Security officer"],
        ["plan#aws_db_instance.other", undefined],
      ],
    ]);
  });

  test("for one port covers no login that is opened beside it, and says so", async () => {
    const group = (name: string, ...ports: readonly number[]): string => {
      const ingress = ports.map((port) => ({
        from_port: port,
        to_port: port,
        protocol: "tcp",
        cidr_blocks: ["0.0.0.0/0"],
      }));
      return write(name, planDocument({ resources: { "aws_security_group.partner": { after: { name, ingress } } } }));
    };
    const file = waivers("port.yaml", {
      policy: "net.sg_no_world_ingress",
      resource: "{ address: aws_security_group.partner }",
      violations: "[{ reason: PORT_OPEN, args: { protocol: tcp, from_port: 8080, to_port: 8080 } }]",
    });
    const judged = async (document: string): Promise<readonly unknown[]> => {
      const outcome = await check(document, file, "--policy", "net.sg_no_world_ingress");
      return [outcome.status, states(outcome), waived(outcome), outcome.stderr];
    };
    const subject = "plan#aws_security_group.partner";
    expect(await judged(group("one-port.json", 8080))).toEqual([0, ["applied"], [[subject, "Security officer"]], ""]);
    expect(await judged(group("login-too.json", 8080, 22))).toEqual([
      1,
      ["exceeded"],
      [[subject, undefined]],
      expect.stringMatching(/port\.yaml:3:5: net\.sg_no_world_ingress.*PORT_OPEN.*8080.*not applied: .*does not name/u),
    ]);
    const reasonless = waivers("reasonless.yaml", { violations: "[{ reason: PORT_OPEN }]" });
    const lint = await sekisho(["waivers", "lint", reasonless, "--now", now], { cwd: folder });
    expect([lint.status, lint.stderr]).toEqual([
      2,
      expect.stringMatching(/line 11, column 28: "PORT_OPEN" is no reason of .*Use one of /u),
    ]);
  });

  test("makes the answer an accepted exception, printed with its end, owner and approver, in both languages", async () => {
    writePlans(folder);
    const file = waivers("pinned.yaml", {
      policy: "waf.managed_rules_auto_version",
      resource: `{ address: ${webAcl} }`,
    });
    const command = ["check", "pinned.json", "--profile", "profile.yaml", "--waivers", file, "--now", now];
    const none = ["--fail-on", "none"];
    const text = await sekisho([...command, ...none, "--lang", "en"], { cwd: folder });
    expect(text.stdout).toMatch(/accepted exception within the documents\s+INT-02\.4 /u);
    expect(text.stdout).toContain("Ticket EX-1: It is replaced in November.");
    const sheet = await sekisho([...command, ...none, "--format", "sheet", "--lang", "ja"], { cwd: folder });
    expect(sheet.stdout).toMatch(
      /\| INT-02\.4 \|.*文書の範囲で例外承認あり.*例外承認あり。期限 2026-11-30.*責任者 Platform lead、承認者 Security officer/u,
    );
    expect(sheet.stdout).not.toContain("EX-1");
    expect(
      (
        await sekisho([...command, "--fail-on", "fail>=medium", "--policy", "waf.managed_rules_auto_version"], {
          cwd: folder,
        })
      ).status,
    ).toBe(0);
  });

  test.each([
    ["2026-11-29T23:59:59+09:00", 0, "applied"],
    ["2026-11-29T14:59:59Z", 0, "applied"],
    ["2026-11-30T00:00:00+09:00", 1, "expired"],
    ["2026-11-29T15:00:00Z", 1, "expired"],
  ])("holds to its end in every zone: %s", async (instant, status, state) => {
    const outcome = await check(planned, good, "--now", instant);
    expect([outcome.status, states(outcome)]).toEqual([status, [state]]);
  });

  test("past its end blocks also what was false already, and says when it ended", async () => {
    const late = ["--now", "2026-12-01T00:00:00+09:00"];
    const outcome = await check(existing, good, ...late);
    expect([outcome.status, states(outcome)]).toEqual([1, ["expired"]]);
    expect(outcome.stderr).toBe(
      "sekisho: good.yaml:3:5: enc.rds_at_rest on aws_db_instance.main / " +
        `${arn}, until 2026-11-30 (Japan; instant 2026-11-30T00:00:00+09:00): expired; the failure counts again\n`,
    );
    const text = await sekisho(["check", existing, "--waivers", good, ...late, "--lang", "en", "--fail-on", "none"], {
      cwd: folder,
    });
    expect(text.status).toBe(0);
    expect(text.stdout).toContain("An accepted exception has expired at 2026-11-30");
  });

  test.each<readonly [string, string, Parts, string]>([
    ["that covers nothing", planned, { resource: "{ address: aws_db_instance.gone }" }, "unused"],
    [
      "whose ARN is another's",
      existing,
      { resource: `{ address: aws_db_instance.main, arn: "${arn}x" }` },
      "conflicting",
    ],
  ])("blocks for a waiver %s", async (_, document, parts, state) => {
    const outcome = await check(document, waivers(`${state}.yaml`, parts), "--fail-on", "expired");
    expect([outcome.status, states(outcome)]).toEqual([1, [state]]);
    expect(outcome.stderr).toContain(`${state}.yaml:3:5`);
  });

  test("blocks for a waiver that means two resources, and covers neither", async () => {
    const file = waivers("broad.yaml", { resource: "{ address: aws_db_instance.main }" });
    const { status, stdout } = await sekisho(
      ["check", planned, `second=${both}`, "--policy", policy, "--waivers", file, "--now", now, "--format", "json"],
      { cwd: folder },
    );
    const report = JSON.parse(stdout) as Report;
    expect([status, report.waivers?.entries.map(({ state }) => state)]).toEqual([1, ["over_broad"]]);
    expect(report.findings.map(({ waiver }) => waiver)).toEqual([null, null, null]);
  });

  test("ends with exit status 2 for a file that is unsound by itself", async () => {
    const file = waivers("own.yaml", { approver: "platform LEAD" });
    const { status, stdout, stderr } = await sekisho(["check", planned, "--waivers", file], { cwd: folder });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("line 6, column 15: the owner approves the own exception");
  });
});

describe("waivers lint", () => {
  test("lists every problem with line and column, and ends with exit status 2", async () => {
    const file = waivers(
      "bad.yaml",
      { approver: "Platform lead" },
      { policy: "enc.rds", expires: "2026-11-30" },
      { resource: "{ address: 'aws_db_instance.*' }", expires: "2027-03-01T00:00:00+09:00" },
    );
    const { status, stdout, stderr } = await sekisho(["waivers", "lint", file, "--now", now], { cwd: folder });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.match(/line \d+, column \d+: [^.]+/gu)).toEqual([
      "line 6, column 15: the owner approves the own exception",
      'line 11, column 13: "enc',
      "line 18, column 14: this is no date and time with a zone",
      "line 20, column 26: a wildcard stands here",
      "line 26, column 14: the waiver lasts 120 days from its approval; of severity critical it may last 30",
    ]);
  });

  test("finds nothing wrong with the file that the page on waivers shows", async () => {
    const page = readFileSync(path.join(repositoryFolder, "docs/waivers.md"), "utf8");
    const file = write("page.yaml", /```yaml\n(.*?)```/su.exec(page)?.[1] ?? "");
    const { status, stderr } = await sekisho(["waivers", "lint", file, "--now", "2026-11-10T00:00:00Z"], {
      cwd: folder,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("finds nothing wrong until the end of a waiver, and then it does", async () => {
    const lint = ["waivers", "lint", good, "--now"];
    expect(await sekisho([...lint, "2026-11-29T23:59:59+09:00"], { cwd: folder })).toEqual({
      status: 0,
      stdout: "good.yaml: 1 waiver, no problems\n",
      stderr: "",
    });
    const late = await sekisho([...lint, "2026-11-30T00:00:00+09:00"], { cwd: folder });
    expect(late.status).toBe(2);
    expect(late.stderr).toContain("line 3, column 5: the waiver expired at 2026-11-30T00:00:00+09:00");
  });
});
