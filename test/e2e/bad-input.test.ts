import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { planDocument, tempFolder } from "@sekisho-test/support";
import { beforeAll, describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

let folder = "";

const plan = JSON.stringify(
  planDocument({ resources: { "aws_db_instance.main": { after: { identifier: "db", storage_encrypted: true } } } }),
);

beforeAll(() => {
  folder = tempFolder();
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "good.json": plan,
    "other.json": JSON.stringify(planDocument({})),
    "empty.json": "",
    "blank.json": " \n",
    "truncated.json": plan.slice(0, Math.floor(plan.length / 2)),
    "comma.json": '{\n  "format_version": "1.2",,\n}',
    "unknown.json": '{"hello": ["world"]}',
    "text.json": "Terraform used the selected providers\n",
    "plan.tfplan": new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x08, 0x00]),
    "deep.json": `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
    "profile.yaml": "regions:\n  - ap-northeast-1\nendpoints: []\n",
    "profile-value.yaml": "guardduty:\n  frequency: OFTEN\n",
    "profile-latin1.yaml": new Uint8Array([0x23, 0x20, 0xe9, 0x0a]),
    "bundle.tar.gz": "not an archive",
    "cut-off.json.gz": gzipSync(plan).subarray(0, 100),
    "scheduled.json": JSON.stringify({ invokingEvent: JSON.stringify({ messageType: "ScheduledNotification" }) }),
    "counts.json": JSON.stringify({
      Results: ['{"COUNT(*)":2,"resourceType":null}'],
      QueryInfo: { SelectFields: [{ Name: "COUNT(*)" }] },
    }),
  };
  mkdirSync(`${folder}/nothing`);
  for (const [name, content] of Object.entries(files)) writeFileSync(`${folder}/${name}`, content);
});

describe("bad input ends with exit status 2, a message that says what, where and what to do, and no output", () => {
  test.each([
    ["no such file", ["check", "nothing.json"], /nothing\.json.*no such file.*Check the path/u],
    ["a folder without Terraform source", ["check", "."], /holds no file that ends in \.tf/u],
    ["an empty file", ["check", "empty.json"], /empty\.json.*empty/u],
    ["a blank file", ["check", "blank.json"], /blank\.json.*empty/u],
    ["truncated JSON", ["check", "truncated.json"], /truncated\.json.*line \d+, column \d+/u],
    ["broken JSON", ["check", "comma.json"], /comma\.json.*line 2, column 27/u],
    ["JSON that is no known document", ["check", "unknown.json"], /unknown\.json.*terraform show -json/u],
    ["text that is no JSON", ["check", "text.json"], /text\.json.*line 1, column 1/u],
    ["a binary plan file", ["check", "plan.tfplan"], /plan\.tfplan.*binary.*terraform show -json/u],
    ["a compressed document that is cut off", ["check", "cut-off.json.gz"], /cut-off\.json\.gz.*gzip.*cut off.*Fetch/u],
    ["the event of a scheduled Config rule", ["check", "scheduled.json"], /scheduled\.json.*Scheduled.*snapshot/u],
    [
      "results of a query that only counts",
      ["check", "counts.json"],
      /counts\.json.*no resource.*select resourceType/u,
    ],
    ["a nesting of 200,000 levels", ["check", "deep.json"], /deep\.json.*nested/u],
    ["an unknown policy", ["check", "good.json", "--policy", "enc.rds_at_reast"], /enc\.rds_at_reast/u],
    ["a policy that has no folder yet", ["check", "good.json", "--policy", "enc.rds_snapshots"], /enc\.rds_snapshots/u],
    ["an unknown sheet", ["check", "good.json", "--sheet", "none-such"], /none-such.*security-sheet/u],
    [
      "a profile with a wrong key",
      ["check", "good.json", "--profile", "profile.yaml"],
      /profile\.yaml.*line 3, column 1.*endpoints/u,
    ],
    [
      "a profile with a wrong value",
      ["check", "good.json", "--profile", "profile-value.yaml"],
      /line 2, column 14.*FIFTEEN_MINUTES/u,
    ],
    [
      "a profile that is not UTF-8",
      ["check", "good.json", "--profile", "profile-latin1.yaml"],
      /profile-latin1\.yaml.*not UTF-8/u,
    ],
    ["a bundle that is none", ["check", "good.json", "--bundle", "bundle.tar.gz"], /bundle\.tar\.gz/u],
    ["a day without a zone", ["check", "good.json", "--now", "2026-11-01"], /2026-11-01.*RFC 3339/u],
    [
      "a day that its month does not have",
      ["check", "good.json", "--now", "2026-02-30T00:00:00Z"],
      /2026-02-30.*RFC 3339/u,
    ],
    ["an hour that a day does not have", ["check", "good.json", "--now", "2026-02-03T24:00:00Z"], /RFC 3339/u],
    ["standard input twice", ["check", "-", "a=-"], /given once/u],
    ["a format for a file without a name", ["check", "good.json", "--format", "json="], /names no file/u],
    [
      "a file that cannot be written, beside standard output",
      ["check", "good.json", "--format", "text", "--format", "json=none/such.json"],
      /none\/such\.json cannot be written/u,
    ],
    ["a name that would steer a terminal", ["check", "\u001b[2J\u202e.json"], /\\u\{1b\}\[2J\\u\{202e\}/u],
    ["an unknown format", ["check", "good.json", "--format", "pdf"], /pdf.*text.*json.*sheet/u],
    ["two formats on standard output", ["check", "good.json", "--format", "json", "--format", "text"], /NAME=FILE/u],
    ["an unknown language", ["check", "good.json", "--lang", "fr"], /fr.*ja.*en/u],
    ["an unknown word in --fail-on", ["check", "good.json", "--fail-on", "everything"], /everything/u],
    [
      "a change with a severity that is none",
      ["check", "good.json", "--fail-on", "newly>=grave"],
      /newly>=grave|grave/u,
    ],
    ["a flag that does not work yet", ["check", "good.json", "--verify-key", "k.pem"], /--verify-key.*not work yet/u],
    ["an unknown flag", ["check", "good.json", "--polices", "x"], /--polices/u],
    ["an unknown command", ["chek", "good.json"], /chek.*check/u],
    ["no command", [], /a command is missing/u],
    ["no document", ["check"], /needs a document/u],
    ["two documents under one label", ["check", "a=good.json", "a=other.json"], /label "a"/u],
    [
      "one plan under two labels",
      ["check", "blue=good.json", "green=good.json"],
      /blue \(good\.json\) and green \(good\.json\) are one document.*Leave one of them out/u,
    ],
    [
      "values of variables without any source",
      ["check", "good.json", "--var-file", "nothing.tfvars"],
      /--var-file.*Terraform source.*none is given/u,
    ],
    [
      "a folder of source that is not there",
      ["check", "good.json", "--source", "none"],
      /none .*there is no such folder/u,
    ],
    [
      "a folder of source that is a file",
      ["check", "good.json", "--source", "text.json"],
      /text\.json .*it is no folder/u,
    ],
    [
      "two profiles",
      ["check", "good.json", "--profile", "a.yaml", "--profile", "b.yaml"],
      /--profile is given 2 times\. Give it once/u,
    ],
    [
      "two formats for one file",
      ["check", "good.json", "--format", "json=a.out", "--format", "text=./a.out"],
      /a\.out.*two formats/u,
    ],
    [
      "a report in the place of a document",
      ["check", "mine=good.json", "--format", "json=./good.json"],
      /good\.json is read, and would be overwritten/u,
    ],
    [
      "a value that looks like a flag",
      ["serve", "--timeout", "-1"],
      /^sekisho: serve: Option '--timeout' argument is ambiguous\. /u,
    ],
    [
      "a certificate that is none",
      ["serve", "--tls-cert-file", "empty.json", "--tls-private-key-file", "empty.json"],
      /certificate.*cannot be used.*PEM/u,
    ],
    [
      "a folder without policies",
      ["bundle", "build", "--output", "b.gz", "--policies", "nothing"],
      /nothing holds no policy/u,
    ],
    [
      "a folder without policies to add",
      ["bundle", "build", "--output", "b.gz", "--extend", "nothing"],
      /nothing holds no policy.*sekisho\/<family>/u,
    ],
    ["a list of nothing", ["list"], /policies, claims, types, sheets/u],
    ["a query without a selection", ["query"], /selection/u],
    [
      "a query for an attribute that does not exist",
      ["query", "{ aws_db_instance { storage_encryptd } }", "good.json"],
      /storage_encryptd/u,
    ],
    ["a bundle without a file to write", ["bundle", "build"], /--output/u],
  ])("%s", async (_, args, message) => {
    const { status, stdout, stderr } = await sekisho(args, { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /u);
  });

  test("a policy selection that names an attribute that does not exist, when the bundle is built", async () => {
    const policies = `${folder}/policies`;
    mkdirSync(`${policies}/sekisho/enc/sample`, { recursive: true });
    const place = `${policies}/sekisho/enc/sample/sample`;
    writeFileSync(`${place}.graphql`, "{\n  aws_db_instance {\n    storage_encryptd\n  }\n}\n");
    writeFileSync(`${place}.rego`, "package sekisho.enc.sample\n\nverdict := {}\n");
    writeFileSync(`${place}_test.rego`, "package sekisho.enc.sample_test\n");
    writeFileSync(`${policies}/sekisho/enc/sample/cases.yaml`, "policy: enc.sample\ncases: []\n");
    const { status, stdout, stderr } = await sekisho([
      "bundle",
      "build",
      "--policies",
      policies,
      "--output",
      `${folder}/out.tar.gz`,
    ]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/sample\.graphql:3:5.*storage_encryptd.*storage_encrypted/u);
  });

  test("a plan that ended with an error is read: nothing is verified, and one line says so", async () => {
    const errored = planDocument({
      errored: true,
      resources: {
        "aws_guardduty_detector.main": { after: { enable: true, finding_publishing_frequency: "FIFTEEN_MINUTES" } },
      },
    });
    const profile = "regions: [ap-northeast-1]\nguardduty: { frequency: FIFTEEN_MINUTES }\n";
    writeFileSync(`${folder}/errored.json`, JSON.stringify(errored));
    writeFileSync(`${folder}/regions.yaml`, profile);
    const { status, stdout, stderr } = await sekisho(
      ["check", "errored.json", "--profile", "regions.yaml", "--format", "json"],
      { cwd: folder },
    );
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as { claims: { claim: string; verdict: string; unknown: string[] }[] };
    expect(report.claims.find(({ claim }) => claim === "EGR-01.4")).toMatchObject({
      verdict: "unknown",
      unknown: ["U3"],
    });
    expect(report.claims.filter(({ verdict }) => verdict === "verified")).toEqual([]);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain("U3");
  });
});
