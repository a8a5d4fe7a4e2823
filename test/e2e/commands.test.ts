import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { nativeOpaPath } from "@sekisho/opa/native";
import { planDocument, tempFolder } from "@sekisho-test/support";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

const system = fileURLToPath(new URL("../../examples/system", import.meta.url));
const example = [`${system}/plan.json`, "--profile", `${system}/profile.yaml`];
const now = ["--now", "2026-11-01T09:00:00+09:00"];

const schema = createRequire(import.meta.url)("@sekisho/report/report.schema.json") as object;
const isReport = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

interface ReportJson {
  readonly instant: string;
  readonly documents: readonly { readonly label: string; readonly name: string }[];
  readonly claims: readonly { readonly claim: string; readonly verdict: string }[];
  readonly findings: readonly {
    readonly policy: string;
    readonly status: string;
    readonly subject: { readonly id: string };
  }[];
}

async function report(args: readonly string[], input?: string): Promise<ReportJson> {
  const { stdout, stderr } = await sekisho(
    ["check", ...args, "--format", "json"],
    input === undefined ? {} : { input },
  );
  expect(stderr).toBe("");
  const json: unknown = JSON.parse(stdout);
  expect(isReport(json), JSON.stringify(isReport.errors)).toBe(true);
  return json as ReportJson;
}

function planText(after: Readonly<Record<string, string | boolean>>): string {
  return JSON.stringify(
    planDocument({ resources: { "aws_db_instance.main": { after: { identifier: "db", ...after } } } }),
  );
}

describe("init", () => {
  test("writes a profile of the example system that a check reads, and never over a file", async () => {
    const folder = tempFolder();
    const written = await sekisho(["init", `${system}/plan.json`, "--output", "profile.yaml"], { cwd: folder });
    expect(written).toEqual({ status: 0, stdout: "", stderr: "" });
    const text = readFileSync(`${folder}/profile.yaml`, "utf8");
    expect((await sekisho(["init", `${system}/plan.json`])).stdout).toBe(text);
    const found = await report([`${system}/plan.json`, "--profile", `${folder}/profile.yaml`, ...now]);
    const subnets = found.findings.filter(({ policy }) => policy === "net.no_igw_route_internal");
    expect(subnets.map(({ status }) => status).sort()).toEqual([
      "not_applicable",
      "not_applicable",
      "not_applicable",
      "pass",
      "pass",
      "pass",
    ]);
    const again = await sekisho(["init", `${system}/plan.json`, "--output", "profile.yaml"], { cwd: folder });
    expect(again).toMatchObject({ status: 2, stdout: "" });
    expect(again.stderr).toContain("[FILE_EXISTS]");
    expect(readFileSync(`${folder}/profile.yaml`, "utf8")).toBe(text);
  });

  test("needs a document", async () => {
    expect(await sekisho(["init"])).toMatchObject({ status: 2 });
  });
});

describe("check", () => {
  test("says of the example system what holds, what does not and what is open, and blocks", async () => {
    const { status, stdout, stderr } = await sekisho(["check", ...example, ...now, "--lang", "en"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain("module.edge.aws_lb_listener.http");
  });

  test.each([
    ["none", 0],
    ["contradicted", 1],
    ["fail>=critical", 1],
    ["verified", 1],
    ["consistent", 0],
    ["stale,expired", 0],
  ])("--fail-on %s ends with exit status %i", async (list, expected) => {
    const { status } = await sekisho(["check", ...example, "--fail-on", list, "--quiet"]);
    expect(status).toBe(expected);
  });

  test("gives the same bytes for the same input, from any folder", async () => {
    const folder = tempFolder();
    mkdirSync(`${folder}/other`);
    cpSync(`${system}/plan.json`, `${folder}/other/plan.json`);
    cpSync(`${system}/profile.yaml`, `${folder}/other/profile.yaml`);
    const first = await sekisho(["check", ...example, ...now, "--format", "json"]);
    const second = await sekisho(["check", "plan.json", "--profile", "profile.yaml", ...now, "--format", "json"], {
      cwd: `${folder}/other`,
    });
    expect(second.stdout).toBe(first.stdout);
  });

  test("reads standard input, labels documents and keeps equal addresses apart", async () => {
    const folder = tempFolder();
    writeFileSync(`${folder}/a.json`, planText({ storage_encrypted: true }));
    writeFileSync(`${folder}/b.json`, planText({ storage_encrypted: true, multi_az: true }));
    const found = await report(
      ["-", `${folder}/a.json`, `mine=${folder}/b.json`, "--policy", "enc.rds_at_rest"],
      planText({ storage_encrypted: false }),
    );
    expect(found.documents.map(({ label, name }) => [label, name])).toEqual([
      ["plan", "-"],
      ["plan-2", "a.json"],
      ["mine", "b.json"],
    ]);
    expect(found.findings.map(({ subject, status }) => [subject.id, status])).toEqual([
      ["mine#aws_db_instance.main", "pass"],
      ["plan#aws_db_instance.main", "fail"],
      ["plan-2#aws_db_instance.main", "pass"],
    ]);
  });

  test("takes an instant in any zone and reports it in UTC", async () => {
    expect((await report([...example, ...now])).instant).toBe("2026-11-01T00:00:00.000Z");
  });

  test("writes a format to a file beside the one on standard output", async () => {
    const folder = tempFolder();
    const args = [
      "check",
      ...example,
      ...now,
      "--format",
      "json",
      "--format",
      `sheet=${folder}/sheet.md`,
      "--lang",
      "ja",
    ];
    const { stdout } = await sekisho(args);
    expect(isReport(JSON.parse(stdout))).toBe(true);
    expect(readFileSync(`${folder}/sheet.md`, "utf8")).toContain("EGR-01.4");
  });

  test.each([
    ["the locale", [], { LANG: "ja_JP.UTF-8" }, /未確認/u],
    ["no locale", [], { LANG: "C" }, /unknown/u],
    ["--lang over the locale", ["--lang", "en"], { LANG: "ja_JP.UTF-8" }, /unknown/u],
  ])("speaks the language of %s", async (_, args, env, words) => {
    const { stdout } = await sekisho(["check", ...example, ...args], { env });
    expect(stdout).toMatch(words);
  });

  test("a reader that goes away early does not change the exit status", () => {
    const cli = fileURLToPath(new URL("../../packages/sekisho/dist/bin/sekisho.js", import.meta.url));
    const command = `"${process.execPath}" "${cli}" check "${example.join('" "')}" --format json | head -c 10 > /dev/null; echo \${PIPESTATUS[0]}`;
    expect(spawnSync("bash", ["-c", command], { encoding: "utf8" })).toMatchObject({ stdout: "1\n", stderr: "" });
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk behind standard output is an error, and no stack trace", () => {
    const cli = fileURLToPath(new URL("../../packages/sekisho/dist/bin/sekisho.js", import.meta.url));
    const command = `"${process.execPath}" "${cli}" check "${example.join('" "')}" > /dev/full`;
    const { status, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^sekisho: standard output cannot be written.*\n$/u);
  });

  test("the command that the example system's README names is the one that its package runs", () => {
    const manifest = JSON.parse(readFileSync(`${system}/package.json`, "utf8")) as { scripts: { start: string } };
    expect(readFileSync(`${system}/README.md`, "utf8")).toContain(`\n${manifest.scripts.start}\n`);
  });

  test("what that command does is done", async () => {
    const { scripts } = JSON.parse(readFileSync(`${system}/package.json`, "utf8")) as { scripts: { start: string } };
    const { status, stdout } = await sekisho(scripts.start.split(" ").slice(1), { cwd: system });
    expect(status).toBe(0);
    expect(stdout).toContain("EGR-01.4");
  });

  test("without a sheet there are policies and no claims", async () => {
    expect((await report([...example, "--sheet", "none"])).claims).toEqual([]);
  });
});

describe("the other commands", () => {
  test.each(["policies", "claims", "types", "sheets"])(
    "list %s: one line an item, its id first, and the same as data",
    async (name) => {
      const text = await sekisho(["list", name]);
      const json = await sekisho(["list", name, "--format", "json"]);
      expect([text.status, json.status]).toEqual([0, 0]);
      const ids = (JSON.parse(json.stdout) as { id: string }[]).map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(
        text.stdout
          .trimEnd()
          .split("\n")
          .map((line) => line.split("\t")[0]),
      ).toEqual(ids);
    },
  );

  test("document prints the estate, unknowns and links included, without what is sensitive", async () => {
    const { status, stdout } = await sekisho(["document", ...example]);
    expect(status).toBe(0);
    const { resources } = JSON.parse(stdout) as {
      resources: { id: string; values: Record<string, unknown>; links: Record<string, unknown> }[];
    };
    const association = resources.find(({ id }) => id === "plan#module.edge.aws_wafv2_web_acl_association.this");
    expect(association?.values["resource_arn"]).toEqual({ unknown: "U1" });
    expect(association?.links["resource_arn"]).toEqual({
      state: "complete",
      code: null,
      items: ["plan#module.edge.aws_lb.this"],
    });
    expect(stdout).not.toContain("made-up-password");
  });

  test("query cuts what a selection names", async () => {
    const { status, stdout } = await sekisho([
      "query",
      "{ aws_lb { internal aws_lb_listener_by_load_balancer_arn { items { port protocol } } } }",
      `${system}/plan.json`,
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      aws_lb: [
        {
          id: "plan#module.edge.aws_lb.this",
          tree: {
            internal: false,
            aws_lb_listener_by_load_balancer_arn: {
              state: "complete",
              code: null,
              items: [
                { port: 80, protocol: "HTTP" },
                { port: 443, protocol: "HTTPS" },
              ],
            },
          },
        },
      ],
    });
  });

  test("--version and --help answer on standard output", async () => {
    const manifest = JSON.parse(
      readFileSync(new URL("../../packages/sekisho/package.json", import.meta.url), "utf8"),
    ) as {
      version: string;
    };
    expect(await sekisho(["--version"])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: "" });
    expect((await sekisho(["--help"])).stdout).toContain("sekisho check");
  });
});

describe("bundle build", () => {
  test("gives the same bytes twice and from another folder, and check takes it", async () => {
    const folder = tempFolder();
    const policies = fileURLToPath(new URL("../../policies", import.meta.url));
    cpSync(policies, `${folder}/moved/policies`, { recursive: true });
    for (const [from, to] of [
      [policies, "a.tar.gz"],
      [policies, "b.tar.gz"],
      [`${folder}/moved/policies`, "c.tar.gz"],
    ] as const) {
      const built = await sekisho(["bundle", "build", "--policies", from, "--output", `${folder}/${to}`]);
      expect(built.status, built.stderr).toBe(0);
    }
    const first = readFileSync(`${folder}/a.tar.gz`);
    expect(readFileSync(`${folder}/b.tar.gz`).equals(first)).toBe(true);
    expect(readFileSync(`${folder}/c.tar.gz`).equals(first)).toBe(true);
    const found = await report([...example, ...now, "--bundle", `${folder}/a.tar.gz`]);
    expect(found.findings.length).toBeGreaterThan(0);
  });

  const opa = nativeOpaPath();
  if (opa === null) console.warn("the pipe from slices into a native opa is skipped: there is none");

  test.skipIf(opa === null)("sekisho slices | opa eval gives the verdicts that check gives", async () => {
    const folder = tempFolder();
    const built = await sekisho(["bundle", "build", "--output", `${folder}/bundle.tar.gz`]);
    expect(built.status, built.stderr).toBe(0);
    const slices = await sekisho(["slices", ...example, ...now]);
    const run = spawnSync(
      opa ?? "",
      ["eval", "-b", `${folder}/bundle.tar.gz`, "-I", "--format", "json", "data.sekisho.main.verdicts"],
      { input: slices.stdout, encoding: "utf8" },
    );
    const output = JSON.parse(run.stdout) as {
      result: [{ expressions: [{ value: { policy: string; subject: string; verdict: { status: string } }[] }] }];
    };
    const byOpa = output.result[0].expressions[0].value.map(({ policy, subject, verdict }) => [
      policy,
      subject,
      verdict.status,
    ]);
    const found = await report([...example, ...now]);
    const byUs = found.findings.map(({ policy, subject, status }) => [policy, subject.id, status]);
    expect(byOpa.sort()).toEqual(byUs.sort());
  });
});
