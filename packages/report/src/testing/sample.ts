import type { Report } from "@sekisho/sheet";
import type { Claim, Finding, PolicyResult } from "../model.ts";

// A report made up by hand: no such company, sheet or system exists, and no check produced it.

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

/** Builds a finding of the sample from what is particular about it. */
export function sampleFinding(particular: Partial<Finding> & Pick<Finding, "policy" | "status" | "subject">): Finding {
  return {
    before: null,
    change: "none",
    severity: "high",
    scope: null,
    evidenceClass: null,
    violations: [],
    unknown: [],
    evidence: [],
    reason: null,
    error: null,
    waiver: null,
    ...particular,
  };
}

/** Builds a claim of the sample from what is particular about it. */
export function sampleClaim(particular: Partial<Claim> & Pick<Claim, "claim" | "kind" | "verdict">): Claim {
  return {
    requirement: particular.claim,
    mark: "有",
    before: null,
    change: "none",
    scope: "plan",
    unknown: [],
    evidenceClasses: [],
    policies: [],
    missing: [],
    findings: [],
    observed: [],
    caveats: [],
    source: { line: 1, start: 0, end: 1 },
    ...particular,
  };
}

/** Names a subject of the sample by its type and address. */
export function sampleSubject(type: string, address: string): Finding["subject"] {
  return { type, id: `plan#${address}`, address, arn: null, position: null, undeclared: false };
}

const noCounts: PolicyResult["counts"] = { pass: 0, fail: 0, unknown: 0, not_applicable: 0, deviation: 0, error: 0 };

const both = (ja: string, en: string): { readonly ja: string; readonly en: string } => ({ ja, en });

const origin = (index: number, path: string): string =>
  `plan.json#/resource_changes/${String(index)}/change/after/${path}`;

const exception: NonNullable<Finding["waiver"]> = {
  owner: "Network team",
  approver: "Security officer",
  reason: "The old console is moved in November.",
  ticket: "EX-123",
  approvedAt: "2026-10-01T09:00:00+09:00",
  expires: "2026-11-30T00:00:00+09:00",
  origin: "waivers.yaml#/waivers/0",
};

/** A made-up report in which every section of every rendering has something to say. */
export const sample: Report = {
  schema: "sekisho.report/v1",
  instant: "2026-10-31T15:30:00.000Z",
  bundle: { revision: "0.1.0", digest: digest("b") },
  documents: [
    { label: "plan", name: "plan.json", kind: "terraform-plan", digest: digest("1"), partial: "U3" },
    { label: "config", name: "items.json", kind: "config-items", digest: digest("2"), partial: null },
  ],
  profile: { name: "profile.yaml", digest: digest("3") },
  sheet: { id: "example-sheet", digest: digest("4"), refutationOnly: ["soc.absent"] },
  waivers: {
    name: "waivers.yaml",
    digest: digest("6"),
    entries: [
      {
        policy: "zone.private",
        address: "aws_route53_zone.console",
        arn: null,
        violations: null,
        ...exception,
        line: 3,
        column: 5,
        state: "applied",
        findings: [9],
      },
      {
        policy: "db.encrypted",
        address: "module.db.aws_db_instance.reports",
        arn: "arn:aws:rds:ap-northeast-1:123456789012:db:reports",
        violations: [
          { reason: "KEY", args: { days: 3 } },
          { reason: "PLAIN", args: {} },
        ],
        ...exception,
        expires: "2026-10-15T00:00:00+09:00",
        origin: "waivers.yaml#/waivers/1",
        line: 12,
        column: 5,
        state: "expired",
        findings: [0],
      },
      {
        policy: "lb.https",
        address: null,
        arn: "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:listener/x",
        violations: null,
        ...exception,
        origin: "waivers.yaml#/waivers/2",
        line: 22,
        column: 5,
        state: "standing",
        findings: [],
      },
    ],
  },
  ledger: { name: "ledger.jsonl", digest: digest("7") },
  comparison: {
    with: "baseline",
    remaining: 9,
    baseline: {
      name: "earlier.json",
      digest: digest("5"),
      instant: "2026-10-01T00:00:00.000Z",
      differences: ["profile", "sheet"],
    },
  },
  diagnostics: [
    { code: "PLAN_ERRORED", document: "plan", args: {} },
    { code: "CONFIG_ITEM_DELETED", document: "config", args: { item: 3 } },
  ],
  findings: [
    sampleFinding({
      policy: "db.encrypted",
      status: "fail",
      change: "newly",
      severity: "critical",
      subject: sampleSubject("aws_db_instance", "module.db.aws_db_instance.reports"),
      violations: [
        { reason: "NOT_ENCRYPTED", args: {}, severity: "critical", rests_on: [["storage_encrypted"]] },
        { reason: "KEY", args: { key: "alias/外部", days: 3 }, severity: "low", rests_on: [["kms_key_id_link"]] },
      ],
      evidence: [
        {
          resource: "plan#module.db.aws_db_instance.reports",
          path: ["storage_encrypted"],
          rests_on: ["storage_encrypted"],
          value: false,
          origin: origin(3, "storage_encrypted"),
        },
        {
          resource: "plan#module.db.aws_kms_key.main",
          path: ["kms_key_id_link", "items", 0, "policies", "items"],
          rests_on: ["kms_key_id_link", "items", 0, "policies", "items"],
          value: { state: "partial", code: "U5", items: 2 },
          origin: origin(4, "policy"),
        },
      ],
    }),
    sampleFinding({
      policy: "db.encrypted",
      status: "pass",
      before: "fail",
      change: "fixed",
      severity: "critical",
      scope: "plan",
      evidenceClass: "configured",
      subject: sampleSubject("aws_db_instance", 'module.db.aws_db_instance.main["a"]'),
      evidence: [
        {
          resource: 'plan#module.db.aws_db_instance.main["a"]',
          path: ["storage_encrypted"],
          rests_on: ["storage_encrypted"],
          value: true,
          origin: "default:terraform",
        },
      ],
    }),
    sampleFinding({
      policy: "db.encrypted",
      status: "unknown",
      severity: "critical",
      subject: sampleSubject("aws_db_instance", "aws_db_instance.replica"),
      unknown: [{ code: "U1", rests_on: [["storage_encrypted"], ["replicas", "items", 0, "class"]] }],
      evidence: [
        {
          resource: "plan#aws_db_instance.replica",
          path: ["storage_encrypted"],
          rests_on: ["storage_encrypted"],
          value: { unknown: "U1" },
          origin: origin(9, "storage_encrypted"),
        },
      ],
    }),
    sampleFinding({
      policy: "detector.everywhere",
      status: "pass",
      scope: "plan",
      evidenceClass: "configured",
      subject: {
        type: "region",
        id: "region:ap-northeast-1",
        address: null,
        arn: null,
        position: null,
        undeclared: false,
      },
    }),
    sampleFinding({
      policy: "detector.everywhere",
      status: "not_applicable",
      subject: { type: "region", id: "region:us-east-1", address: null, arn: null, position: null, undeclared: false },
      reason: "UNUSED",
    }),
    sampleFinding({
      policy: "lb.https",
      status: "error",
      subject: {
        type: "aws_lb_listener",
        id: "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:listener/x",
        address: null,
        arn: "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:listener/x",
        position: { file: "modules/edge/main.tf", line: 12 },
        undeclared: false,
      },
      error: "The policy gave no verdict.",
    }),
    sampleFinding({
      policy: "scan.interval",
      status: "deviation",
      severity: "low",
      subject: sampleSubject("fleet", "fleet"),
      violations: [{ reason: "LATE", args: { days: 20 }, severity: "low", rests_on: [["profile", "scan"]] }],
    }),
    sampleFinding({
      policy: "soc.absent",
      status: "fail",
      severity: "info",
      subject: sampleSubject("account", "account"),
      violations: [{ reason: "FOUND", args: { name: "roster" }, severity: "info", rests_on: [["rosters"]] }],
    }),
    sampleFinding({
      policy: "soc.absent",
      status: null,
      before: "pass",
      subject: sampleSubject("account", "removed"),
    }),
    sampleFinding({
      policy: "zone.private",
      status: "fail",
      severity: "medium",
      subject: sampleSubject("aws_route53_zone", "aws_route53_zone.console"),
      violations: [{ reason: "PUBLIC", args: {}, severity: "medium", rests_on: [["vpc"]] }],
      waiver: exception,
    }),
  ],
  policies: [
    {
      policy: "db.encrypted",
      status: "fail",
      scope: "plan",
      severity: "critical",
      unknown: [],
      counts: { ...noCounts, pass: 1, fail: 1, unknown: 1 },
    },
    {
      policy: "detector.everywhere",
      status: "pass",
      scope: "plan",
      severity: "high",
      unknown: [],
      counts: { ...noCounts, pass: 1, not_applicable: 1 },
    },
    {
      policy: "lb.https",
      status: "error",
      scope: "plan",
      severity: "high",
      unknown: [],
      counts: { ...noCounts, error: 1 },
    },
    {
      policy: "scan.interval",
      status: "deviation",
      scope: "plan",
      severity: "low",
      unknown: [],
      counts: { ...noCounts, deviation: 1 },
    },
    {
      policy: "soc.absent",
      status: "fail",
      scope: "plan",
      severity: "info",
      unknown: [],
      counts: { ...noCounts, fail: 1 },
    },
    { policy: "waf.present", status: "vacuous", scope: "plan", severity: "high", unknown: [], counts: noCounts },
    {
      policy: "zone.private",
      status: "excepted",
      scope: "plan",
      severity: "medium",
      unknown: [],
      counts: { ...noCounts, fail: 1 },
    },
  ],
  claims: [
    sampleClaim({ claim: "EX-00", kind: "heading", mark: "none", verdict: "not_claimed" }),
    sampleClaim({
      claim: "EX-01",
      kind: "requirement",
      verdict: "contradicted",
      before: "verified",
      change: "newly",
      policies: ["db.encrypted", "lb.https"],
      findings: [0, 1, 2, 5],
      caveats: ["EX-01.Q1"],
    }),
    sampleClaim({
      claim: "EX-01.1",
      requirement: "EX-01",
      kind: "statement",
      verdict: "contradicted",
      change: "newly",
      policies: ["db.encrypted"],
      findings: [0, 1, 2],
      observed: [3],
      source: { line: 3, start: 0, end: 14 },
    }),
    sampleClaim({
      claim: "EX-01.2",
      requirement: "EX-01",
      kind: "statement",
      verdict: "unknown",
      unknown: ["ERROR", "NOT_BUNDLED", "U1"],
      policies: ["lb.https", "lb.tls12"],
      missing: ["lb.tls12"],
      findings: [5],
    }),
    sampleClaim({
      claim: "EX-01.3",
      requirement: "EX-01",
      kind: "statement",
      verdict: "unknown",
      unknown: ["ERROR", "U1"],
      policies: ["lb.https"],
      findings: [5],
    }),
    sampleClaim({
      claim: "EX-01.Q1",
      requirement: "EX-01",
      kind: "caveat",
      mark: "planned",
      verdict: "planned",
    }),
    sampleClaim({
      claim: "EX-02",
      kind: "requirement",
      verdict: "verified",
      evidenceClasses: ["configured"],
      policies: ["detector.everywhere"],
      findings: [3, 4],
    }),
    sampleClaim({
      claim: "EX-02.1",
      requirement: "EX-02",
      kind: "statement",
      verdict: "verified",
      evidenceClasses: ["configured", "inherited"],
      policies: ["detector.everywhere"],
      findings: [3, 4],
    }),
    sampleClaim({
      claim: "EX-03",
      kind: "requirement",
      mark: "無",
      verdict: "understated",
      policies: ["soc.absent"],
      findings: [7, 8],
    }),
    sampleClaim({
      claim: "EX-04",
      kind: "requirement",
      mark: "none",
      verdict: "not_claimed",
      policies: ["org.heading"],
      missing: ["org.heading"],
    }),
    sampleClaim({
      claim: "EX-04.1",
      requirement: "EX-04",
      kind: "statement",
      verdict: "unknown",
      unknown: ["NOT_BUNDLED"],
      policies: ["log.kept_long", "log.read_only"],
      missing: ["log.kept_long", "log.read_only"],
    }),
    sampleClaim({
      claim: "EX-04.2",
      requirement: "EX-04",
      kind: "statement",
      mark: "none",
      verdict: "not_claimed",
    }),
    sampleClaim({ claim: "EX-05", kind: "requirement", verdict: "unknown", unknown: ["NOT_TYPED"] }),
    sampleClaim({
      claim: "EX-06",
      kind: "requirement",
      verdict: "excepted",
      policies: ["zone.private"],
      findings: [9],
    }),
  ],
  tensions: [
    {
      tension: "X-01",
      claims: ["EX-01", "EX-01.2"],
      about: both("一方は有、他方は無と答える。", "One says yes, the other no."),
      decision: null,
    },
    {
      tension: "X-02",
      claims: ["EX-01"],
      about: both("見出しが本文より広い。", "The label is wider than the body."),
      decision: { decision: "keep | as it *is*", decidedBy: "example owner", decidedOn: "2026-10-01" },
    },
  ],
  texts: {
    sheet: { id: "example-sheet", title: both("例示社のセキュリティ回答", "Security answers of Example Inc.") },
    policies: {
      "db.encrypted": {
        title: both("データベースを暗号化している", "Databases are encrypted"),
        remediation: both("storage_encrypted を true にする。", "Set storage_encrypted to true."),
        reasons: {
          NOT_ENCRYPTED: both("保存領域を暗号化していない。", "Storage is not encrypted."),
          KEY: both("鍵 {key} は {days} 日前のもの。", "The key {key} is {days} days old."),
        },
      },
      "detector.everywhere": {
        title: both("宣言したすべてのリージョンで検知が有効", "Detection is on in every declared region"),
        remediation: both("各リージョンで有効にする。", "Turn it on in each region."),
        reasons: { UNUSED: both("使っていないリージョン。", "A region that is not used.") },
      },
      "lb.https": {
        title: both("受け口はHTTPSのみ", "Listeners take HTTPS only"),
        remediation: both("HTTPSにする。", "Use HTTPS."),
        reasons: {},
      },
      "scan.interval": {
        title: both("走査の間隔", "Interval of scans"),
        remediation: both("走査する。", "Scan."),
        reasons: { LATE: both("前回から{days}日。", "{days} days since the last one.") },
      },
      "soc.absent": {
        title: both("監視の当番がない", "Nobody is on watch"),
        remediation: both("回答を見直す。", "Review the answer."),
        reasons: { FOUND: both("当番表 {name} がある。", "There is a roster {name}.") },
      },
      "zone.private": {
        title: both("名前は内部でだけ引ける", "Names are resolved inside only"),
        remediation: both("VPCに結び付ける。", "Tie it to a VPC."),
        reasons: { PUBLIC: both("公開のゾーン。", "A public zone.") },
      },
    },
    claims: {
      "EX-00": both("入口の対策", "At the door"),
      "EX-01": both("データの保護", "Protection of data"),
      "EX-01.1": both("データベースを暗号化している", "Databases are encrypted"),
      "EX-01.2": both("通信を暗号化している", "Traffic is encrypted"),
      "EX-01.3": both("受け口を暗号化している", "Listeners are encrypted"),
      "EX-01.Q1": both("鍵の更新はこれから検討する", "Renewal of keys is still to be considered"),
      "EX-02": both("脅威の検知", "Detection of threats"),
      "EX-02.1": both("検知のサービスを有効にしている", "The detection service is on"),
      "EX-03": both("24時間の監視", "Watch around the clock"),
      "EX-04": both("記録", "Records"),
      "EX-04.1": both("記録を長く残している", "Records are kept for long"),
      "EX-04.2": both("以下は記録の種類", "The kinds of records follow"),
      "EX-05": both("端末の対策", "Measures on devices"),
      "EX-06": both("名前を外に出さない", "Names stay inside"),
    },
    ceilings: {
      "EX-01": both("設定上の暗号化", "Encryption by configuration"),
      "EX-02.1": both("宣言したリージョンで有効", "On in the declared regions"),
    },
  },
  accounting: {
    resources: 13,
    evaluated: 5,
    notSelected: 3,
    removed: 1,
    unsupported: 4,
    unread: 0,
    superseded: 3,
    notSelectedTypes: { aws_kms_key: 2, aws_route: 1 },
    unsupportedTypes: { aws_iam_role: 1, aws_sns_topic: 3 },
    supersededIn: { api: 1, config: 2 },
  },
};
