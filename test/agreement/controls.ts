/**
 * Reads the catalogue of controls: which checks of other tools ask what a policy asks, and what the entries say.
 *
 * @module
 */
import { readFileSync } from "node:fs";

/** The tools whose cases are compared. */
export type Tool = "Checkov" | "Trivy" | "Regula" | "Guard" | "Hooks" | "Config";

/** One entry of the catalogue. */
export interface Control {
  /** `AWS-ENC-01` */
  readonly id: string;
  readonly policy: string;
  /** The whole entry, for citations. */
  readonly text: string;
  /** The checks that the entry names as equivalents, by tool. */
  readonly equivalents: Readonly<Record<Tool, readonly string[]>>;
}

/**
 * Checks that ask what a policy asks, or the nearest to it that there is, and that its entry does not name: rules of
 * Regula and hooks of AWS's community registry, which the catalogue leaves out, and others that the corpus has cases of.
 */
const further: Readonly<Record<string, Readonly<Partial<Record<Tool, readonly string[]>>>>> = {
  "egress.sg_destinations_allowlisted": {
    Guard: ["EC2_SECURITY_GROUP_EGRESS_OPEN_TO_WORLD_RULE", "SECURITY_GROUP_EGRESS_PORT_RANGE_RULE"],
  },
  "enc.rds_at_rest": { Hooks: ["Config_ProactiveEvaluation"] },
  "log.cloudtrail_baseline": { Regula: ["cloudtrail_log_validation"], Hooks: ["CloudTrail_LogValidation"] },
  "net.default_sg_closed": { Regula: ["vpc_default_security_group"] },
  "net.entrypoints_allowlisted": { Checkov: ["CKV_AWS_164", "CKV2_AWS_66"] },
  "net.internal_ports_allowlist": {
    Guard: ["SECURITY_GROUP_INGRESS_ALL_PROTOCOLS_RULE", "SECURITY_GROUP_INGRESS_PORT_RANGE_RULE"],
    Config: ["EC2_SECURITY_GROUP_NOT_USED"],
  },
  "net.nacl_ingress_restricted": {
    Guard: ["EC2_NETWORK_ACL_PROTOCOL_RULE"],
    Regula: ["vpc_nacl_ingress_3389"],
  },
  "net.rds_not_public": { Hooks: ["Config_ProactiveEvaluation"] },
  "net.s3_not_public": {
    Checkov: ["CKV_AWS_375", "CKV_AWS_392"],
    Guard: ["S3_BUCKET_PUBLIC_READ_ACL", "S3_BUCKETPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL"],
    Regula: ["s3_block_public_access", "s3_bucketpolicy_allowlist", "cloudtrail_target"],
    Hooks: ["S3_AccessControl", "S3_PublicAccessControlsRestricted"],
  },
  // Regula's folder security_groups holds cases of its rules on the ports 22 and 3389.
  "net.sg_no_world_ingress": {
    Checkov: ["CKV2_AWS_7", "CKV_AWS_100"],
    Guard: ["SECURITY_GROUP_INGRESS_CIDR_NON_32_RULE"],
    Regula: ["ingress_anywhere", "ingress_anywhere_rdp", "ingress_anywhere_ssh", "security_groups", "vpc_ingress_22"],
    Hooks: ["EC2_SecurityGroupRestrictedSSH"],
  },
  "tls.apigw_domain_policy": { Trivy: ["AVD-AWS-0112"], Regula: ["api_gateway_custom_domain_name"] },
  "tls.cloudfront_viewer_https": { Regula: ["cloudfront_distribution_https"] },
  "tls.https_only_listeners": { Checkov: ["CKV_AWS_127"] },
  "tls.lb_min_tls12": { Guard: ["ELBV2_LISTENER_SSL_POLICY_RULE"] },
  "tls.s3_deny_plain_http": { Regula: ["s3_https_access"] },
  // The catalogue names these checks elsewhere: they are the nearest for a policy without a case of its own.
  "waf.acl_effective": { Checkov: ["CKV_AWS_192"] },
  "waf.alb_associated": { Checkov: ["CKV2_AWS_76"] },
  "waf.cloudfront_associated": { Checkov: ["CKV2_AWS_47"] },
};

const nothingOfDdos =
  "Searched for Shield, protections, rate limits: Checkov, Trivy, Guard, Regula, Config and the hooks ask nothing of them.";

/**
 * Policies of the perimeter of which no tool of the corpus asks anything, with what was looked for in its indexes. The entries
 * of some name checks, of which the corpus has no case.
 */
export const unasked: Readonly<Record<string, string>> = {
  "ddos.shield_advanced_protected": `${nothingOfDdos} Custodian's test_tag_protection tags a protection; test_eip_shield asks for that of an address, which the policy does not read.`,
  "ddos.shield_standard_inherited": nothingOfDdos,
  "ddos.waf_rate_rule": `${nothingOfDdos} Their checks of web ACLs ask for managed groups.`,
  "waf.managed_rules_auto_version":
    "Searched for web ACLs: CKV_AWS_192, CKV2_AWS_47 and CKV2_AWS_76 ask which groups run; no tool asks for their versions.",
  "waf.other_endpoints_associated":
    "CKV2_AWS_33 and APPSYNC_ASSOCIATED_WITH_WAF have no case; those of AppSync, Cognito and App Runner ask for logs, caches and identities.",
  "net.igw_only_in_edge_vpc":
    "INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY has no case; no other tool names internet gateways. Custodian's tests on them look for those of a VPC.",
  "net.app_ip_restriction_present":
    "Searched for IP sets, source addresses of listener rules and resource policies: no tool asks for a restriction by address.",
  "cert.valid_strong_renewable":
    "CKV_AWS_234, AVD-AWS-0168, ACM_CERTIFICATE_EXPIRATION_CHECK and ACM_CERTIFICATE_RSA_CHECK have no case; CKV2_AWS_71 asks for wildcards. Custodian's test_certificate_delete selects by domain.",
  "egress.dns_firewall":
    "Searched for Resolver and DNS Firewall: only Custodian's test_resolver_query_logging_filter names it, and asks for logs.",
  "dx.private_path_available":
    "Searched for Direct Connect and virtual interfaces: no tool names them; VPC_VPN_2_TUNNELS_UP asks for tunnels of a VPN.",
};

/** The families of the perimeter, whose policies are all compared or in `unasked`. */
export const perimeterFamilies = ["ddos", "waf", "net", "tls", "cert", "egress", "dx"] as const;

/** Reads the entries of the catalogue. */
export function readControls(shared: string): readonly Control[] {
  const [, ...entries] = readFileSync(`${shared}/spec/controls.md`, "utf8").split(/^##### /mu);
  return entries.flatMap((text) => {
    const [, id, policy] = /^(\S+) `([^`]+)`/u.exec(text) ?? [];
    if (id === undefined || policy === undefined) return [];
    const also = further[policy] ?? {};
    const equivalents = {
      Checkov: [...named("Checkov", text), ...(also.Checkov ?? [])],
      Trivy: [...named("Trivy", text), ...(also.Trivy ?? [])],
      Regula: also.Regula ?? [],
      // Guard's rules have the names of Config's.
      Guard: [...named("Config rule", text), ...(also.Guard ?? [])],
      Config: [...named("Config rule", text), ...(also.Config ?? [])],
      Hooks: also.Hooks ?? [],
    };
    return [{ id, policy, text, equivalents }];
  });
}

function named(tool: string, text: string): readonly string[] {
  const [, line = ""] = /^- \*\*Equivalents:\*\* (.*)$/mu.exec(text) ?? [];
  const own = line.split(" · ").find((part) => part.startsWith(`${tool} `)) ?? "";
  return own.match(/[A-Z0-9]+(?:[_-][A-Z0-9]+)+/gu) ?? [];
}

/** Of checks that ask only a part of what the policy asks: the policy's reason for it. */
export const askedReasons: Readonly<Record<string, string>> = {
  CKV_AWS_67: "NOT_MULTI_REGION",
  CKV2_AWS_10: "NOT_IN_CLOUDWATCH_LOGS",
  "AVD-AWS-0162": "NOT_IN_CLOUDWATCH_LOGS",
  cloudtrail_log_validation: "FILES_NOT_VALIDATED",
  CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED: "FILES_NOT_VALIDATED",
  CloudTrail_LogValidation: "FILES_NOT_VALIDATED",
};
