import type { ClaimVerdict } from "@sekisho/sheet";
import { isList, type Json } from "@sekisho-test/support";
import { at, type Facts, type OpenObject } from "./whole-sheet.ts";

/** One fact of the example changed, and the verdicts that become others by it: these and no more. */
export interface Flip {
  readonly name: string;
  /** Changes a copy. */
  readonly change: (facts: Facts) => void;
  /** Claims by the verdict that they get. */
  readonly expected: Readonly<Partial<Record<ClaimVerdict, string>>>;
}

function inDocument(facts: Facts, label: string, ...path: readonly (string | number)[]): OpenObject {
  return at(facts.documents[label], ...path);
}

function planned(facts: Facts, address: string): OpenObject {
  return inDocument(facts, "plan", "resource_changes", address, "change", "after");
}

function laptop(facts: Facts, group: string): OpenObject {
  return inDocument(facts, "lanscope", "devices", 0, group);
}

function append(to: OpenObject, key: string, entry: Json): void {
  const list = to[key];
  to[key] = [...(isList(list) ? list : []), entry];
}

function without(of: OpenObject, key: string, isGone: (entry: OpenObject) => boolean): void {
  const list = of[key];
  of[key] = (isList(list) ? list : []).filter((entry) => !isGone(at(entry)));
}

function said(facts: Facts, attestation: string): OpenObject {
  return inDocument(facts, "attestations", "attestations", attestation);
}

/** Adds a resource to the root module of the plan, with attributes that are known after apply and refer to others. */
function create(facts: Facts, address: string, after: OpenObject, links: Readonly<Record<string, string>> = {}): void {
  const [type = "", name = ""] = address.split(".");
  const unknown = Object.fromEntries(["id", "arn", ...Object.keys(links)].map((key) => [key, true]));
  append(inDocument(facts, "plan"), "resource_changes", {
    address,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions: ["create"], before: null, after, after_unknown: unknown },
  });
  append(inDocument(facts, "plan", "configuration", "root_module"), "resources", {
    address,
    mode: "managed",
    type,
    name,
    provider_config_key: "aws",
    expressions: Object.fromEntries(Object.entries(links).map(([key, to]) => [key, { references: [to] }])),
    schema_version: 0,
  });
}

/** Takes the bucket of access logs out of its own block of public access and lets everybody read it. */
function publish(facts: Facts): void {
  Object.assign(planned(facts, 'module.audit.aws_s3_bucket_public_access_block.this["access"]'), nothingBlocked);
  const policy = planned(facts, 'module.audit.aws_s3_bucket_policy.this["access"]');
  const written = JSON.parse(policy["policy"] as string) as OpenObject;
  append(written, "Statement", {
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::chobo-access-logs-123456789012/*",
  });
  policy["policy"] = JSON.stringify(written);
}

const nothingBlocked = {
  block_public_acls: false,
  block_public_policy: false,
  ignore_public_acls: false,
  restrict_public_buckets: false,
};

/** The assessment as it would be if it had been made on one day, with its check of versions and its list of hosts. */
function assessedOn(facts: Facts, day: string): void {
  const report = said(facts, "va-2026");
  Object.assign(report, { performed_from: day, performed_to: day, report_issued_on: day });
  at(report, "checks", "all_hosts", "inventory")["taken_on"] = day;
  at(report, "checks", "auto_update", "patch_levels")["seen_on"] = day;
}

const assessed = "INT-02.5 INT-02.6 INT-02.7 INT-02.8 INT-02.10 INT-02.11 INT-02.12 INT-02.13 INT-02.14";

/** The flips, those of the infrastructure first. */
export const flips: readonly Flip[] = [
  {
    name: "the HTTPS listener speaks HTTP",
    change: (facts: Facts): void => {
      const address = "module.edge.aws_lb_listener.https";
      const edge = ["configuration", "root_module", "module_calls", "edge", "module"];
      Object.assign(planned(facts, address), { protocol: "HTTP", ssl_policy: null, certificate_arn: null });
      delete inDocument(facts, "plan", "resource_changes", address, "change", "after_unknown")["certificate_arn"];
      delete inDocument(facts, "plan", ...edge, "resources", "aws_lb_listener.https", "expressions")["certificate_arn"];
    },
    // No listener speaks TLS any more, and nothing is seen to use the certificate.
    expected: { contradicted: "ING-04 ING-04.8", unknown: "ING-05 ING-05.1 ING-05.2" },
  },
  {
    name: "the listener admits TLS 1.0",
    change: (facts: Facts): void => {
      planned(facts, "module.edge.aws_lb_listener.https")["ssl_policy"] = "ELBSecurityPolicy-2016-08";
    },
    expected: { contradicted: "ING-04 ING-04.8" },
  },
  {
    // Port 80 only redirects then, and needs no exception.
    name: "the rule that forwards in clear text is gone, and the waivers with it",
    change: (facts: Facts): void => {
      const forwards = ({ name }: OpenObject): boolean => name === "legacy_api";
      without(inDocument(facts, "plan"), "resource_changes", forwards);
      const edge = ["configuration", "root_module", "module_calls", "edge", "module"];
      without(inDocument(facts, "plan", ...edge), "resources", forwards);
      at(facts.waivers)["waivers"] = [];
    },
    expected: { unrefuted: "ING-04.8" },
  },
  {
    name: "the web ACL is not associated",
    change: (facts: Facts): void => {
      const isAssociation = ({ type }: OpenObject): boolean => type === "aws_wafv2_web_acl_association";
      without(inDocument(facts, "plan"), "resource_changes", isAssociation);
      const edge = ["configuration", "root_module", "module_calls", "edge", "module"];
      without(inDocument(facts, "plan", ...edge), "resources", isAssociation);
    },
    // A rate-based rule that stands before no endpoint limits nobody.
    expected: {
      contradicted: "ING-01 ING-03 ING-03.1 ING-07 ING-07.1 ING-07.5 ING-07.9 INT-02 INT-02.1 INT-06.4 INT-06.8",
    },
  },
  {
    name: "the web ACL has no rate-based rule",
    change: (facts: Facts): void => {
      without(planned(facts, "module.edge.aws_wafv2_web_acl.this"), "rule", ({ name }) => name === "too-many-requests");
    },
    expected: { contradicted: "ING-01 ING-07 ING-07.5 ING-07.9 INT-06.4 INT-06.8" },
  },
  {
    name: "the application's group admits the internet",
    change: (facts: Facts): void => {
      const address = 'module.app["web"].aws_vpc_security_group_ingress_rule.from_monitoring';
      planned(facts, address)["cidr_ipv4"] = "0.0.0.0/0";
      delete inDocument(facts, "plan", "resource_changes", address, "change", "after_unknown")["cidr_ipv4"];
    },
    expected: { contradicted: "ING-04 ING-04.6 ING-04.7 ING-07 ING-07.8 INT-06.7" },
  },
  {
    name: "an internal subnet hands out public addresses",
    change: (facts: Facts): void => {
      planned(facts, 'module.network.aws_subnet.internal["ap-northeast-1a"]')["map_public_ip_on_launch"] = true;
    },
    expected: { contradicted: "ING-04 ING-04.5" },
  },
  {
    name: "the database is publicly accessible",
    change: (facts: Facts): void => {
      planned(facts, "module.database.aws_db_instance.this")["publicly_accessible"] = true;
    },
    expected: { contradicted: "ING-04 ING-04.2 ING-04.5" },
  },
  {
    name: "the database is not encrypted",
    change: (facts: Facts): void => {
      planned(facts, "module.database.aws_db_instance.this")["storage_encrypted"] = false;
    },
    expected: { contradicted: "INT-05 INT-05.1" },
  },
  {
    // Whether the account blocks public access, another configuration may say. ING-04.2 is unknown already: a plan does not
    // print what else stands in the database's list of subnets.
    name: "a bucket's own configuration is public",
    change: publish,
    expected: { unknown: "INT-01.1" },
  },
  {
    name: "a bucket is public, and the account does not block it",
    change: (facts: Facts): void => {
      publish(facts);
      create(facts, "aws_s3_account_public_access_block.example", nothingBlocked);
    },
    expected: { contradicted: "ING-04 ING-04.2 INT-01.1" },
  },
  {
    // Another configuration may hold a trail that logs: what rests on it is unknown, and was, for other reasons.
    name: "the trail does not log",
    change: (facts: Facts): void => {
      planned(facts, "module.audit.aws_cloudtrail.this[0]")["enable_logging"] = false;
    },
    expected: {},
  },
  {
    name: "a firewall that inspects traffic is added",
    change: (facts: Facts): void => {
      const group = "arn:aws:network-firewall:ap-northeast-1:123456789012:stateful-rulegroup/example";
      create(facts, "aws_networkfirewall_firewall_policy.example", {
        name: "example",
        firewall_policy: [{ stateful_rule_group_reference: [{ resource_arn: group }] }],
      });
      create(
        facts,
        "aws_networkfirewall_firewall.example",
        { name: "example" },
        { firewall_policy_arn: "aws_networkfirewall_firewall_policy.example.arn" },
      );
    },
    expected: { understated: "ING-07.Q1" },
  },
  {
    name: "GuardDuty is switched off in one of two regions",
    change: (facts: Facts): void => {
      planned(facts, "module.threat_detection_global.aws_guardduty_detector.this")["enable"] = false;
    },
    expected: {
      contradicted: "ING-03 ING-03.2 ING-07 ING-07.2 ING-07.4 ING-07.7 EGR-01 EGR-01.4 INT-06.3 INT-06.6",
    },
  },
  {
    // The plan does not reach the region: another configuration may hold its detector.
    name: "a third region is used, without GuardDuty",
    change: (facts: Facts): void => {
      append(at(facts.profile), "regions", "us-west-2");
    },
    expected: { unknown: "EGR-01.4" },
  },
  {
    name: "no VPC is meant to have an internet gateway",
    change: (facts: Facts): void => {
      at(facts.profile)["edge_vpcs"] = [];
    },
    expected: { contradicted: "ING-04 ING-04.2 ING-04.4" },
  },
  {
    name: "the waiver of the listener is past its end",
    change: (facts: Facts): void => {
      at(facts.waivers, "waivers", "tls.https_only_listeners")["expires"] = "2026-11-01T09:00:00+09:00";
    },
    expected: { contradicted: "ING-04 ING-04.8" },
  },
  {
    name: "the waiver of the group that opens port 80 is past its end",
    change: (facts: Facts): void => {
      at(facts.waivers, "waivers", "net.sg_no_world_ingress")["expires"] = "2026-11-01T09:00:00+09:00";
    },
    expected: { contradicted: "ING-04 ING-04.6 ING-04.7 ING-07 ING-07.8 INT-06.7" },
  },
  {
    name: "a laptop is in the list, and no manager knows it",
    change: (facts: Facts): void => {
      append(inDocument(facts, "fleet-list"), "devices", {
        identity: { device_id: "example-w9", serial: "EXAMPLE-W9", platform: "windows", in_scope: true },
      });
    },
    expected: {
      contradicted: "EGR-03 EGR-03.2 EGR-03.3",
      unknown:
        "ING-02 ING-02.1 ING-02.2 ING-02.3 EGR-03.5 EGR-03.6 EGR-03.7 EGR-03.8 EGR-03.9 EGR-03.10 INT-03 INT-03.1 INT-03.2 INT-03.3 INT-04.1 INT-04.2",
    },
  },
  {
    name: "a laptop's signatures are eight days old",
    change: (facts: Facts): void => {
      laptop(facts, "antivirus")["signature_updated_at"] = "2026-10-23T18:00:00+09:00";
    },
    expected: { contradicted: "ING-02 ING-02.2 ING-02.3 INT-03 INT-03.2" },
  },
  {
    name: "a laptop's anti-virus software is switched off",
    change: (facts: Facts): void => {
      laptop(facts, "antivirus")["active"] = false;
    },
    expected: { contradicted: "ING-02 ING-02.1 INT-03 INT-03.1" },
  },
  {
    name: "a laptop's last full scan was two months ago",
    change: (facts: Facts): void => {
      laptop(facts, "antivirus")["last_full_scan_at"] = "2026-09-01T12:00:00+09:00";
    },
    expected: { contradicted: "INT-04 INT-04.1" },
  },
  {
    // "About once in two weeks" is no limit: lateness alone is a deviation.
    name: "a laptop has not looked for updates for a month",
    change: (facts: Facts): void => {
      const day = "2026-10-01T09:00:00+09:00";
      Object.assign(laptop(facts, "updates"), { last_search_at: day, last_install_at: day });
    },
    expected: { deviation: "INT-04.2" },
  },
  {
    name: "a critical update has been missing on a laptop for three months",
    change: (facts: Facts): void => {
      Object.assign(laptop(facts, "updates"), {
        pending: [{ id: "example-update", severity: "critical", released_at: "2026-08-01T09:00:00+09:00" }],
        latest_required_build_met: false,
      });
    },
    expected: { contradicted: "INT-04 INT-04.2 INT-04.3 INT-04.6" },
  },
  {
    name: "a laptop may write to any USB storage",
    change: (facts: Facts): void => {
      inDocument(facts, "lanscope", "devices", 0, "media_control", "usb_storage")["mode"] = "allow";
    },
    expected: { contradicted: "EGR-03 EGR-03.10" },
  },
  {
    name: "a laptop does not log what it prints",
    change: (facts: Facts): void => {
      laptop(facts, "operation_log")["kinds"] = ["file", "mail", "media", "upload", "web"];
    },
    expected: { contradicted: "EGR-03 EGR-03.6 EGR-03.7" },
  },
  {
    name: "the Mac's management profile has run out",
    change: (facts: Facts): void => {
      inDocument(facts, "jamf-pro", "devices", 0, "management")["mdm_profile_expires_at"] = "2026-10-01T00:00:00+09:00";
    },
    expected: { contradicted: "EGR-03 EGR-03.3" },
  },
  {
    name: "the database of vulnerabilities was not asked for three days",
    change: (facts: Facts): void => {
      const feed = inDocument(facts, "vulnerability-feed", "vulnerability_feeds", "myjvn");
      feed["pulled_at"] = ["2026-10-24", "2026-10-25", "2026-10-29", "2026-10-30", "2026-10-31"].map(
        (day) => `${day}T09:00:00+09:00`,
      );
    },
    expected: { contradicted: "INT-04 INT-04.4" },
  },
  {
    name: "the assessment is thirteen months old",
    change: (facts: Facts): void => {
      assessedOn(facts, "2025-10-01");
    },
    expected: { expired: `INT-02 ${assessed}` },
  },
  {
    name: "the assessment is twelve months and a week old",
    change: (facts: Facts): void => {
      assessedOn(facts, "2025-10-25");
    },
    expected: { deviation: assessed },
  },
  {
    name: "the assessors are not independent",
    change: (facts: Facts): void => {
      inDocument(facts, "attestations", "attestations", "va-2026", "issuer")["independent"] = false;
    },
    expected: { contradicted: "INT-02 INT-02.6" },
  },
  {
    name: "the drill did not trace the leak",
    change: (facts: Facts): void => {
      inDocument(facts, "attestations", "attestations", "drill-2026", "drill")["traced_to_exit"] = false;
    },
    expected: { contradicted: "EGR-03 EGR-03.7" },
  },
  {
    name: "no sessions are controlled in the application",
    change: (facts: Facts): void => {
      without(said(facts, "controls-2026"), "controls", ({ control }) => control === "session_control");
    },
    expected: { contradicted: "ING-03 ING-03.3 ING-07 ING-07.3", unknown: "ING-04.1" },
  },
  {
    name: "somebody is on call around the clock",
    change: (facts: Facts): void => {
      append(inDocument(facts, "attestations"), "attestations", {
        ...said(facts, "drill-2026"),
        id: "roster-2026",
        type: "on_call_roster",
        roster: { around_the_clock: true },
      });
    },
    expected: { understated: "ING-06.Q1 EGR-02 EGR-02.2 EGR-02.Q2" },
  },
  {
    name: "a plan's review day was yesterday",
    change: (facts: Facts): void => {
      at(facts.profile, "plans", "EGR-02.Q1")["review_by"] = "2026-10-31";
    },
    expected: { stale: "EGR-02.Q1" },
  },
  {
    name: "a plan's review day is today",
    change: (facts: Facts): void => {
      at(facts.profile, "plans", "EGR-02.Q1")["review_by"] = "2026-11-01";
    },
    expected: {},
  },
];
