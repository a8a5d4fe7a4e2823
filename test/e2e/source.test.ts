/**
 * Terraform source on the command line: a folder, a folder with modules beside it, CDKTF's output, and the source of a plan.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryFolder, tempFolder } from "@sekisho-test/support";
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
