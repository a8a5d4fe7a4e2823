/**
 * Terraform source on the command line: a folder, a folder with modules beside it, CDKTF's output, and the source of a plan.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryFolder, sharedFolder, skipReason, tempFolder } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

const example = path.join(repositoryFolder, "examples/system");

const database = `
variable "encrypted" {
  type = bool
}

resource "aws_db_instance" "main" {
  identifier        = "main"
  engine            = "mysql"
  storage_encrypted = var.encrypted
}
`;

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

interface Report {
  readonly documents: readonly {
    readonly label: string;
    readonly name: string;
    readonly kind: string;
    readonly partial: string | null;
  }[];
  readonly diagnostics: readonly { readonly code: string }[];
  readonly findings: readonly {
    readonly policy: string;
    readonly status: string;
    readonly subject: {
      readonly id: string;
      readonly position: { readonly file: string; readonly line: number } | null;
    };
    readonly evidence: readonly { readonly origin: string }[];
  }[];
}

async function check(...args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await sekisho([
    "check",
    ...args,
    "--policy",
    "enc.rds_at_rest",
    "--sheet",
    "none",
    "--format",
    "json",
  ]);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

function told({ findings }: Report): readonly unknown[] {
  return findings.map(({ status, subject: { id, position } }) => [status, id, position]);
}

const line6 = { file: "main.tf", line: 6 };

describe("a folder of Terraform source", () => {
  test("findings say file and line, and variables have the values of the folder's own files", async () => {
    const folder = folderOf({ "main.tf": database, "terraform.tfvars": "encrypted = false\n" });
    const report = await check(folder);
    expect(told(report)).toEqual([["fail", "source#aws_db_instance.main", line6]]);
    expect(report.findings[0]?.evidence[0]?.origin).toBe(
      `${path.basename(folder)}/main.tf:6#aws_db_instance.main/storage_encrypted`,
    );
    expect(report.documents).toMatchObject([{ label: "source", kind: "terraform-source", partial: null }]);
  });

  test("a file of values that is given goes before the folder's own", async () => {
    const folder = folderOf({
      "main.tf": database,
      "terraform.tfvars": "encrypted = false\n",
      "prod.hcl": "encrypted = true\n",
    });
    expect(told(await check(folder, "--var-file", path.join(folder, "prod.hcl")))).toEqual([
      ["pass", "source#aws_db_instance.main", line6],
    ]);
  });

  test("a variable without value is unknown", async () => {
    expect(told(await check(folderOf({ "main.tf": database })))).toEqual([
      ["unknown", "source#aws_db_instance.main", line6],
    ]);
  });

  test("modules beside the folder are found", async () => {
    const folder = folderOf({
      "modules/database/main.tf": database,
      "environments/production/main.tf":
        'module "db" {\n  source    = "../../modules/database"\n  encrypted = false\n}\n',
    });
    expect(told(await check(path.join(folder, "environments/production")))).toEqual([
      ["fail", "source#module.db.aws_db_instance.main", { file: "../../modules/database/main.tf", line: 6 }],
    ]);
  });

  test("a module that is not there makes the source partial, and nothing passes", async () => {
    const folder = folderOf({
      "main.tf": `${database}\nmodule "net" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n`,
    });
    const report = await check(folder);
    expect(report.documents[0]?.partial).toBe("U3");
    expect(report.diagnostics.map(({ code }) => code)).toContain("SOURCE_MODULES_MISSING");
  });

  test("with a backend the source may exist already", async () => {
    const folder = folderOf({ "main.tf": `terraform {\n  backend "s3" {}\n}\n${database}` });
    expect((await check(folder)).diagnostics.map(({ code }) => code)).toEqual(["SOURCE_MAY_EXIST"]);
    expect((await check(folder, "--new")).diagnostics.map(({ code }) => code)).toEqual(["SOURCE_READ_AS_NEW"]);
  });
});

const shared = sharedFolder();
if (shared === null) console.warn(`a whole system as source: ${skipReason() ?? ""}`);

describe.skipIf(shared === null)("a whole system of the corpus, whose modules of the registry are not there", () => {
  const system = `${shared ?? ""}/corpus/hcl/tfmod-alb/examples/complete-alb`;
  const folder = folderOf({
    "profile.yaml": 'service_endpoints: [{ address: "module.alb.aws_lb.this[0]" }]\nregions: [eu-west-1]\n',
  });

  async function reportIn(lang: "ja" | "en"): Promise<{ readonly text: readonly string[]; readonly report: Report }> {
    const file = path.join(folder, `${lang}.json`);
    const { stdout, stderr } = await sekisho([
      "check",
      system,
      ...["--profile", path.join(folder, "profile.yaml"), "--now", "2026-11-01T09:00:00+09:00", "--lang", lang],
      ...["--format", "text", "--format", `json=${file}`],
    ]);
    if (stdout === "") throw new Error(stderr);
    return { text: stdout.split("\n"), report: JSON.parse(readFileSync(file, "utf8")) as Report };
  }

  const group = "source#module.alb.aws_security_group.this[0] (../../main.tf:826)";
  const instance = "source#aws_instance.this (main.tf:640)";

  test("every listener is judged as it is written, and the report says so in English", async () => {
    const { text, report } = await reportIn("en");
    const listeners = report.findings.filter(({ policy }) => policy === "tls.https_only_listeners");
    const name = (id: string): string => /aws_lb_listener\.this\["(.*)"\]/u.exec(id)?.[1] ?? id;
    expect(Object.fromEntries(listeners.map(({ status, subject: { id } }) => [name(id), status]))).toEqual({
      "ex-https": "pass",
      "ex-cognito": "pass",
      "ex-oidc": "pass",
      "ex-jwt": "pass",
      "ex-http-weighted-target": "fail",
      "ex-fixed-response": "fail",
      // Its rules hang on it by a key that only Terraform resolves.
      "ex-http-https-redirect": "unknown",
      // What is missing may hold further listeners.
      "profile#service_endpoints[0]": "unknown",
    });
    expect(text).toContain(
      `        ${group}: tcp ports 80 to 82 are open to the whole internet (0.0.0.0/0). tcp ports 443 to 445 are open to the whole internet (0.0.0.0/0).`,
    );
    expect(text).toContain(
      "      The HTTP listener on port 81 answers with the action forward instead of a redirect to HTTPS.",
    );
    expect(text).toContain(
      `        ${instance}: the value is settled only when the plan is applied (U1): has_public_ipv4, and 1 more`,
    );
    expect(text).toContain(
      "  Documents  source: complete-alb (Terraform source) — the document shows only a part (U3)",
    );
    expect(text.filter((line) => /\b1 items\b|\) the (?:value|document|profile)/u.test(line))).toEqual([]);
  });

  test("the report says the same in Japanese", async () => {
    const { text } = await reportIn("ja");
    expect(text).toContain(
      `        ${group}: tcp のポート 80〜82 がインターネット全体(0.0.0.0/0)に開かれている。tcp のポート 443〜445 がインターネット全体(0.0.0.0/0)に開かれている。`,
    );
    expect(text).toContain("  文書          source: complete-alb (Terraformのソース) — 文書が一部しか示していない(U3)");
    expect(text.filter((line) => /^ {8}source#.*(?:。 |\) (?:値が|文書が|プロファイルに))/u.test(line))).toEqual([]);
  });
});

describe("what CDKTF synthesises", () => {
  const stack = JSON.stringify({
    provider: { aws: [{ region: "ap-northeast-1" }] },
    resource: { aws_db_instance: { main: { identifier: "main", engine: "mysql", storage_encrypted: false } } },
    terraform: { backend: { local: { path: "terraform.prod.tfstate" } } },
  });
  const output = folderOf({
    "manifest.json": JSON.stringify({
      version: "0.21.0",
      stacks: { prod: { name: "prod", synthesizedStackPath: "stacks/prod/cdk.tf.json" } },
    }),
    "stacks/prod/cdk.tf.json": stack,
  });

  test("every stack of its output folder is a document", async () => {
    expect(told(await check(output))).toMatchObject([["fail", "prod#aws_db_instance.main", { file: "cdk.tf.json" }]]);
  });

  test("one stack's file is a document", async () => {
    expect(told(await check(path.join(output, "stacks/prod/cdk.tf.json")))).toMatchObject([
      ["fail", "source#aws_db_instance.main", { file: "cdk.tf.json" }],
    ]);
  });
});

describe("the source of a plan", () => {
  const plan = path.join(example, "plan.json");

  test("findings on the plan say file and line", async () => {
    const [finding] = (await check(plan, "--source", example)).findings;
    expect(finding?.subject.position).toMatchObject({ file: "modules/database/main.tf" });
    expect(finding?.evidence[0]?.origin).toMatch(/^plan\.json#\/resource_changes\//u);
  });

  test("other source is used for places only, and says so", async () => {
    const other = folderOf({ "main.tf": database });
    expect((await check(plan, "--source", other)).diagnostics.map(({ code }) => code)).toContain("SOURCE_DIFFERS");
  });
});

describe("source that cannot be read", () => {
  async function refused(...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await sekisho(["check", ...args]);
    expect([status, stdout]).toEqual([2, ""]);
    return stderr;
  }

  test("a mistake is told with file, line and column, and nothing of the source is quoted", async () => {
    const folder = folderOf({ "main.tf": 'resource "aws_db_instance" "main" {\n  password = "hunter2" oops\n}\n' });
    const stderr = await refused(folder);
    expect(stderr).toMatch(/main\.tf, line 2, column \d+: .*\[SOURCE_INVALID\]\n$/u);
    expect(stderr).not.toContain("hunter2");
  });

  test("a folder without source", async () => {
    expect(await refused(folderOf({ "README.md": "" }))).toContain("holds no file that ends in .tf or .tf.json");
  });

  test("a module that calls itself is not followed: the source is partial", async () => {
    const report = await check(folderOf({ "main.tf": 'module "a" {\n  source = "./"\n}\n' }));
    expect(report.documents[0]?.partial).toBe("U3");
  });

  test("--new and --no-new together", async () => {
    expect(await refused(folderOf({ "main.tf": database }), "--new", "--no-new")).toContain("contradict");
  });
});
