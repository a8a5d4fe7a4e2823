import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "sekisho";
import { afterAll, expect, test } from "vitest";

const folder = import.meta.dirname;
const command = `${folder}/../../packages/sekisho/dist/bin/sekisho.js`;
const scratch = mkdtempSync(join(tmpdir(), "sekisho-custom-control-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const bundle = join(scratch, "own.tar.gz");

test("the README's commands list the type, test the policy, build the bundle and check the plan against the sheet", async () => {
  const readme = readFileSync(`${folder}/README.md`, "utf8");
  const commands = /```sh\n([\s\S]*?)```/u.exec(readme)?.[1]?.trim().split("\n") ?? [];
  expect(commands).toHaveLength(4);
  const printed: string[] = [];
  for (const line of commands) {
    const [, program, ...given] = line.split(" ");
    expect(program).toBe("sekisho");
    const argv = given.map((argument) => (argument === "own.tar.gz" ? bundle : argument));
    const { status, stderr, stdout } = spawnSync(process.execPath, [command, ...argv], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ line, status, stderr: stderr.replaceAll(bundle, "own.tar.gz") }).toMatchObject({ line, status: 0 });
    printed.push(stdout);
  }
  expect(printed[0]).toContain("aws_ecr_repository\tAWS::ECR::Repository\n");
  expect(printed[1]).toBe("chobo.images_scanned_on_push: 3 unit tests, 1 case\n4 tests: all pass\n");
  const report = await check({
    documents: [`${folder}/../system/plan.json`],
    bundle,
    sheet: `${folder}/sheet.yaml`,
    now: "2026-11-01T09:00:00+09:00",
  });
  expect(report.claims.map(({ claim, verdict }) => [claim, verdict])).toEqual([
    ["Q-1", "verified"],
    ["Q-2", "verified"],
    ["Q-3", "planned"],
  ]);
  expect(report.findings.find(({ policy }) => policy === "chobo.images_scanned_on_push")).toMatchObject({
    subject: { type: "aws_ecr_repository", address: 'module.app["web"].aws_ecr_repository.this' },
    status: "pass",
    scope: "plan",
    evidence: [{ path: ["image_scanning_configuration"], value: { state: "complete", code: null, items: 1 } }],
  });
  // The bundle alone was enough to read them: nothing is left to be told of the type.
  expect(report.diagnostics.map(({ code }) => code)).not.toContain("TYPE_UNDECLARED");
});
