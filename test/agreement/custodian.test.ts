import { existsSync, readFileSync } from "node:fs";
import { buildEstate, readDocuments, readProfile, resourceTypes, type Estate, type Json } from "@sekisho/estate";
import { evaluatePolicies, type Finding } from "@sekisho/policy";
import { isObject, sharedFolder, skipReason } from "@sekisho-test/support";
import { beforeAll, describe, expect, test } from "vitest";
import { createJudge } from "./create-judge.ts";
import type { Judge } from "./judge.ts";

/** A recorded account of Cloud Custodian's tests, and what a policy of its finds there. */
interface Recording {
  /** Name of the test upstream. */
  readonly test: string;
  /** What the filters match: resources that keep, or that break, what our policy asks. */
  readonly matches: "kept" | "broken";
  readonly flight: string;
  readonly account: string;
  readonly region: string;
  /** The answers that a collection would have, with the parameters that the recording leaves out. */
  readonly calls: readonly { readonly file: string; readonly parameters?: { readonly [name: string]: Json } }[];
  readonly policy: string;
  /** What we say, by subject, with reason codes or the codes of why it is unknown. */
  readonly ours: readonly string[];
  /** Why that is not the same; null where it is. */
  readonly why: string | null;
}

/** What `custodian-expectations.json` states. */
interface Stated {
  readonly cases: readonly { readonly test: string; readonly cases: readonly { readonly expected_count: number }[] }[];
}

const account = "644160558196";

const recordings: readonly Recording[] = [
  {
    test: "test_guard_duty_filter",
    matches: "kept",
    flight: "test_account_guard_duty_filter",
    account,
    region: "us-east-1",
    calls: [
      { file: "guardduty.ListDetectors_1.json" },
      { file: "guardduty.GetDetector_1.json", parameters: { DetectorId: "06b01209ca77b0865dd973df0355fc1e" } },
    ],
    policy: "guardduty.detector_all_regions",
    ours: ["api#region[644160558196/us-east-1] pass"],
    why: null,
  },
  {
    test: "test_cloudtrail_enabled",
    matches: "broken",
    flight: "test_account_trail",
    account,
    region: "us-east-1",
    calls: [
      { file: "cloudtrail.DescribeTrails_1.json" },
      {
        file: "cloudtrail.GetTrailStatus_1.json",
        parameters: { Name: "arn:aws:cloudtrail:us-east-1:644160558196:trail/skunk-trails" },
      },
    ],
    policy: "log.cloudtrail_baseline",
    ours: ["api#account[644160558196] fail NOT_IN_CLOUDWATCH_LOGS"],
    why: "Custodian asks for regions, key, digest files and global events; the entry asks for CloudWatch Logs as well.",
  },
  {
    test: "test_cloudtrail_current_region_specific_different",
    matches: "broken",
    flight: "test_account_trail_different_region",
    account,
    region: "us-east-1",
    calls: [
      { file: "cloudtrail.DescribeTrails_1.json" },
      {
        file: "cloudtrail.GetTrailStatus_1.json",
        parameters: { Name: "arn:aws:cloudtrail:us-east-1:644160558196:trail/skunk-trails" },
      },
    ],
    policy: "log.cloudtrail_baseline",
    ours: ["api#account[644160558196] fail NOT_IN_CLOUDWATCH_LOGS NOT_MULTI_REGION"],
    why: null,
  },
  {
    test: "test_rds_public_accessible_disable",
    matches: "broken",
    flight: "test_rds_public_accessible_disable",
    account,
    region: "us-east-1",
    calls: [{ file: "rds.DescribeDBInstances_1.json" }],
    policy: "net.rds_not_public",
    ours: [
      "arn:aws:rds:us-east-1:644160558196:db:c7n-data-index fail PUBLICLY_ACCESSIBLE",
      "arn:aws:rds:us-east-1:644160558196:db:c7n-test-pa fail PUBLICLY_ACCESSIBLE",
    ],
    why: "Custodian's filters leave out all but one instance by name; both are public.",
  },
  {
    test: "test_snapshot_access_everyone_only",
    matches: "broken",
    flight: "test_ebs_cross_account",
    account,
    region: "us-east-1",
    calls: [
      { file: "ec2.DescribeSnapshots_1.json", parameters: { OwnerIds: ["self"] } },
      ...["snap-07459fee", "snap-7f9496cf", "snap-af0eb71b", "snap-08d7898add8b041a9"].map((id, index) => ({
        file: `ec2.DescribeSnapshotAttribute_${String(index + 1)}.json`,
        parameters: { Attribute: "createVolumePermission", SnapshotId: id },
      })),
    ],
    policy: "net.snapshots_images_not_public",
    ours: [
      "arn:aws:ec2:us-east-1::snapshot/snap-07459fee pass",
      "arn:aws:ec2:us-east-1::snapshot/snap-08d7898add8b041a9 pass",
      "arn:aws:ec2:us-east-1::snapshot/snap-7f9496cf pass",
      "arn:aws:ec2:us-east-1::snapshot/snap-af0eb71b fail SHARED_WITH_EVERYONE",
    ],
    why: null,
  },
  {
    test: "test_ami_set_permissions_remove_public",
    matches: "broken",
    flight: "test_ami_set_perms",
    account,
    region: "us-east-1",
    calls: [{ file: "ec2.DescribeImages_1.json", parameters: { Owners: ["self"] } }],
    policy: "net.snapshots_images_not_public",
    ours: ["arn:aws:ec2:us-east-1::image/ami-03f9a84f3963d5028 pass"],
    why: "Custodian reads the permissions, which name everyone; the image itself, of which we read that, is recorded as not public.",
  },
];

const shared = sharedFolder();
if (shared === null) console.warn(`recorded accounts of Custodian: ${skipReason() ?? ""}`);

describe.skipIf(shared === null)("accounts that Custodian's tests recorded", () => {
  const corpus = `${shared ?? ""}/corpus`;
  let tools: Judge;
  beforeAll(async () => {
    tools = await createJudge();
  }, 120_000);

  test.each(recordings)("$test", (recording) => {
    expect(wordsOf(judge(tools, estateOf(corpus, recording), recording.policy))).toEqual(recording.ours);
  });

  test("the numbers of resources are those that Custodian's tests state, or a reason stands beside", () => {
    const stated = JSON.parse(readFileSync(`${corpus}/groundtruth/custodian-expectations.json`, "utf8")) as Stated;
    const rows = recordings.map(({ test: name, matches, policy, ours, why }) => {
      const found = stated.cases.find((one) => one.test.endsWith(`::${name}`))?.cases[0]?.expected_count;
      const word = matches === "kept" ? " pass" : " fail";
      const own = ours.filter((one) => one.includes(word)).length;
      expect([name, found === own ? null : why]).toEqual([name, why]);
      return { test: name, policy, matches, Custodian: found, ours: own, why: why ?? "" };
    });
    console.table(rows);
    console.log(
      `of ${String(stated.cases.length)} tests of Custodian the others ask what no bundled policy asks, or record no answer to it`,
    );
  });
});

/** Makes a snapshot of the recording, as a collection of that account would have given it. */
function estateOf(corpus: string, { flight, account: id, region, calls }: Recording): Estate {
  const captures = calls.map(({ file, parameters = {} }) => {
    const path = `${corpus}/api-responses/custodian-placebo/${flight}/${file}`;
    if (!existsSync(path)) throw new Error(`${path} is missing`);
    const recorded = JSON.parse(readFileSync(path, "utf8")) as Json;
    const [, service, operation] = /^([a-z0-9-]+)\.(\w+)_/u.exec(file) ?? [];
    return {
      service: service ?? "",
      operation: operation ?? "",
      parameters,
      account: id,
      region,
      partition: "aws",
      capturedAt: "2026-11-01T00:00:00Z",
      page: 1,
      last: true,
      error: null,
      response: isObject(recorded) ? (recorded["data"] ?? null) : null,
    };
  });
  const bytes = new TextEncoder().encode(JSON.stringify({ schema: "sekisho.snapshot/v1", captures }));
  const text = `regions: [${region}]\nguardduty: { frequency: SIX_HOURS }\n`;
  const profile = readProfile({ name: "profile.yaml", digest: "sha256:0", text });
  const documents = readDocuments([{ label: null, name: flight, digest: "sha256:0", bytes }], resourceTypes);
  return buildEstate(documents, { profile });
}

function judge({ bundle, engine }: Judge, estate: Estate, policy: string): readonly Finding[] {
  const instant = "2026-11-01T00:00:00.000Z";
  return evaluatePolicies({ estate, bundle, engine, instant, policies: [policy] }).findings;
}

function wordsOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ subject, status, violations, unknown }) =>
    [
      subject.id,
      status,
      ...violations.map(({ reason }) => reason),
      ...unknown.map(({ code, rests_on }) => `${code} ${rests_on.map((at) => at.join(".")).join(" ")}`),
    ].join(" "),
  );
}
