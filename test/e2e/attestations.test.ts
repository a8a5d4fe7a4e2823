import { writeFileSync } from "node:fs";
import { attestationsDocument, planDocument, tempFolder, type JsonObject } from "@sekisho-test/support";
import { expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

// All reports, persons and companies are made up.

const folder = tempFolder();
const plan = `${folder}/plan.json`;
writeFileSync(
  plan,
  JSON.stringify(
    planDocument({
      resources: {
        "aws_s3_account_public_access_block.none": { after: {} },
        "aws_s3_bucket.uploads": { after: { bucket: "example-uploads" }, unknown: { arn: true, id: true } },
        "aws_s3_bucket_acl.uploads": {
          after: { bucket: "example-uploads", acl: "public-read" },
          references: { bucket: ["aws_s3_bucket.uploads.id", "aws_s3_bucket.uploads"] },
        },
        "aws_s3_bucket_public_access_block.uploads": {
          after: {
            bucket: "example-uploads",
            block_public_acls: false,
            block_public_policy: false,
            ignore_public_acls: false,
            restrict_public_buckets: false,
          },
          references: { bucket: ["aws_s3_bucket.uploads.id", "aws_s3_bucket.uploads"] },
        },
      },
    }),
  ),
);

const statement: JsonObject = {
  id: "statement",
  type: "data_protection_statement",
  user_resources: "Example: files that users upload",
  protections: ["Example: no public access"],
};

let registers = 0;

function register(...entries: readonly JsonObject[]): string {
  registers += 1;
  const file = `${folder}/attestations-${String(registers)}.yaml`;
  writeFileSync(file, JSON.stringify(attestationsDocument(entries), null, 2));
  return file;
}

interface ReportJson {
  readonly claims: readonly {
    readonly claim: string;
    readonly verdict: string;
    readonly evidenceClasses: readonly string[];
  }[];
  readonly policies: readonly { readonly policy: string; readonly status: string }[];
  readonly documents: readonly { readonly label: string; readonly kind: string }[];
}

async function checked(now: string, ...documents: readonly string[]): Promise<ReportJson> {
  const { stdout, stderr } = await sekisho(["check", ...documents, "--now", now, "--format", "json"]);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as ReportJson;
}

function verdictOf(report: ReportJson, claim: string): string | undefined {
  return report.claims.find((one) => one.claim === claim)?.verdict;
}

function statusOf(report: ReportJson, policy: string): string | undefined {
  return report.policies.find((one) => one.policy === policy)?.status;
}

test("an attestation never turns a fail of the infrastructure into a pass", async () => {
  const report = await checked("2026-11-01T09:00:00+09:00", plan, register(statement));
  expect(report.documents.map(({ label, kind }) => [label, kind])).toEqual([
    ["plan", "terraform-plan"],
    ["attestations", "attestations"],
  ]);
  expect(statusOf(report, "att.data_protection_statement")).toBe("pass");
  expect(statusOf(report, "net.s3_not_public")).toBe("fail");
  expect(verdictOf(report, "INT-01.1")).toBe("contradicted");
});

test.each([
  ["2026-03-19T14:59:59Z", "unknown"],
  ["2026-03-19T15:00:00Z", "attested"],
  ["2027-03-05T14:59:59Z", "attested"],
  ["2027-03-05T15:00:00Z", "deviation"],
  ["2027-04-04T14:59:59Z", "deviation"],
  ["2027-04-04T15:00:00Z", "expired"],
])("at %s what one assessment vouches for is %s", async (now, verdict) => {
  const report = await checked(now, register({ id: "va-2026" }));
  expect(["INT-02.5", "INT-02.8"].map((claim) => verdictOf(report, claim))).toEqual([verdict, verdict]);
});

test("an attestation that has expired and would not do either contradicts the claim", async () => {
  const own = { id: "own", issuer: { name: "Example Owner", independent: false } };
  const report = await checked("2027-04-05T09:00:00+09:00", register(own));
  expect(verdictOf(report, "INT-02.8")).toBe("expired");
  expect(verdictOf(report, "INT-02.6")).toBe("contradicted");
});

test("without a document of attestations what they vouch for is unknown", async () => {
  const report = await checked("2026-11-01T09:00:00+09:00", plan);
  expect(["ING-03.3", "INT-02.5", "INT-02.7", "INT-02.10"].map((claim) => verdictOf(report, claim))).toEqual([
    "unknown",
    "unknown",
    "unknown",
    "unknown",
  ]);
  expect(statusOf(report, "att.va_present_and_valid")).toBe("vacuous");
});

test("a document that says until when it is valid is refused with its place", async () => {
  const file = `${folder}/typed.yaml`;
  writeFileSync(file, JSON.stringify(attestationsDocument([{ valid_until: "2030-01-01" }]), null, 2));
  const { status, stderr } = await sekisho(["check", file]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/typed\.yaml cannot be used: line \d+, column \d+: .*"valid_until"/u);
});
