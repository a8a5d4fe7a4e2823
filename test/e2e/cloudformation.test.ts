/**
 * Documents of CloudFormation on the command line: a template with and without values of its parameters, an event of a hook,
 * and what is refused.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { tempFolder } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

const template = `
Parameters:
  Encrypted: { Type: String, Default: "false" }
  Secret: { Type: String, NoEcho: true, Default: hunter2 }
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      StorageEncrypted: !Ref Encrypted
      MasterUserPassword: !Ref Secret
      DBInstanceIdentifier: !Ref Secret
  Edge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
`;

function file(name: string, content: string): string {
  const place = path.join(tempFolder(), name);
  writeFileSync(place, content);
  return place;
}

async function check(
  ...args: readonly string[]
): Promise<{ readonly text: string; readonly lines: readonly string[] }> {
  const ran = await sekisho(["check", ...args, "--sheet", "none", "--format", "json", "--fail-on", "none"]);
  expect(ran.status, ran.stderr).toBe(0);
  const { findings } = JSON.parse(ran.stdout) as {
    readonly findings: readonly {
      readonly policy: string;
      readonly status: string;
      readonly change: string;
      readonly subject: { readonly id: string; readonly position: { readonly line: number } | null };
    }[];
  };
  const lines = findings.map(
    ({ policy, status, change, subject: { id, position } }) =>
      `${policy} ${id}${position === null ? "" : `:${String(position.line)}`} ${status} ${change}`,
  );
  return { text: `${ran.stdout}${ran.stderr}`, lines };
}

describe("a template", () => {
  test("is read with its defaults, and nothing follows from what it does not hold", async () => {
    const { lines, text } = await check(file("template.yaml", template));
    expect(lines).toContain("enc.rds_at_rest template#Db:6 fail none");
    expect(lines).toContain("waf.alb_associated template#Edge:13 unknown none");
    expect(text).not.toContain("hunter2");
    expect(text).toContain("TEMPLATE_MAY_EXIST");
  });

  test("is read with given values, as of a new stack", async () => {
    const parameters = file("p.json", JSON.stringify([{ ParameterKey: "Encrypted", ParameterValue: "true" }]));
    const { lines } = await check(file("template.yaml", template), "--parameters", parameters, "--new");
    expect(lines).toContain("enc.rds_at_rest template#Db:6 pass none");
    expect(lines).toContain("waf.alb_associated template#Edge:13 fail none");
  });

  test("that is broken is refused with its place", async () => {
    const { status, stderr } = await sekisho(["check", file("template.yaml", "Resources:\n  A: [1\n")]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/template\.yaml, line \d+, .*\[DOCUMENT_INVALID\]/u)]);
  });

  test("with values that are none is refused", async () => {
    const { status, stderr } = await sekisho([
      "check",
      file("template.yaml", template),
      "--parameters",
      file("p.json", "hunter2"),
    ]);
    expect([status, stderr.includes("p.json holds no parameter values"), stderr.includes("hunter2")]).toEqual([
      2,
      true,
      false,
    ]);
  });
});

test("an event of a hook is judged by what it changes", async () => {
  const event = {
    awsAccountId: "123456789012",
    stackId: "arn:aws:cloudformation:ap-northeast-1:123456789012:stack/example/1",
    actionInvocationPoint: "UPDATE_PRE_PROVISION",
    requestData: {
      targetName: "AWS::RDS::DBInstance",
      targetType: "AWS::RDS::DBInstance",
      targetLogicalId: "Db",
      targetModel: {
        resourceProperties: { Engine: "mysql", StorageEncrypted: false },
        previousResourceProperties: { Engine: "mysql", StorageEncrypted: true },
      },
    },
  };
  const { lines } = await check(file("event.json", JSON.stringify(event)), "--policy", "enc.rds_at_rest");
  expect(lines).toEqual(["enc.rds_at_rest hook#Db fail newly"]);
});
