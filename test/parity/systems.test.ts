/**
 * The same system in Terraform and in CloudFormation gets the same verdict from every policy.
 *
 * @module
 */
import { createJudge } from "@sekisho-test/agreement/create-judge";
import { contentOfSource, type Judge } from "@sekisho-test/agreement/judge";
import { judgesAws } from "@sekisho-test/support";
import { buildEstate, readDocuments, readProfile, resourceTypes, type DocumentInput, type Json } from "@sekisho/estate";
import { evaluatePolicies } from "@sekisho/policy";
import { beforeAll, describe, expect, test } from "vitest";
import { systems } from "./systems.ts";

let tools: Judge;

beforeAll(async () => {
  tools = await createJudge();
}, 120_000);

const name = { label: "case", digest: "sha256:0" } as const;

function inputOfTerraform(text: string): DocumentInput {
  const content = contentOfSource(tools, { "main.tf": `provider "aws" {\n  region = "ap-northeast-1"\n}\n${text}` });
  if (content === null || !("json" in content)) throw new Error("Terraform refuses the source");
  return { ...name, name: "main.tf", source: { evaluated: content.json, isNew: true } };
}

function inputOfTemplate(template: Json | string): DocumentInput {
  const text = typeof template === "string" ? template : JSON.stringify(template);
  return {
    ...name,
    name: "template.yaml",
    bytes: new TextEncoder().encode(text),
    template: { isNew: true, parameters: { "AWS::Region": "ap-northeast-1" } },
  };
}

/** The verdicts of all policies, one line each, subjects by type and name. */
function verdicts(input: DocumentInput, endpoint: string | null): readonly string[] {
  const documents = readDocuments([input], resourceTypes);
  const endpoints = documents
    .flatMap(({ resources }) => resources)
    .flatMap(({ type, address }) =>
      address !== null && (type === "aws_lb" || type === "aws_elb") && nameOf(address) === endpoint
        ? [{ address }]
        : [],
    );
  const profile = {
    regions: ["ap-northeast-1"],
    guardduty: { frequency: "FIFTEEN_MINUTES" },
    service_endpoints: endpoints,
  };
  const estate = buildEstate(documents, {
    profile: readProfile({ name: "profile.yaml", digest: "sha256:0", text: JSON.stringify(profile) }),
    covers: [{ type: "aws_cloudtrail", account: null, region: null }],
  });
  const instant = "2026-11-01T00:00:00.000Z";
  const { findings } = evaluatePolicies({ estate, bundle: tools.bundle, engine: tools.engine, instant });
  return findings
    .filter(({ policy }) => !otherDefaults.includes(policy))
    .map(({ policy, subject, status, scope, violations, unknown, reason, error }) => {
      const reasons = [...violations.map((one) => one.reason), ...(reason === null ? [] : [reason])].sort();
      const codes = [...new Set(unknown.map(({ code }) => code))].sort();
      const words = [status ?? "null", scope ?? "", reasons.join(), codes.join(), error === null ? "" : "error"];
      return `${policy} ${subject.type} ${nameOf(subject.address)}: ${words.join(" ").trimEnd()}`;
    })
    .sort();
}

/** `aws_lb.edge_lb` and `EdgeLb` are the same. */
function nameOf(address: string | null): string {
  return (address ?? "").replace(/^.*\./u, "").replaceAll("_", "").toLowerCase();
}

/**
 * What is left out differs: a group of CloudFormation that names no destination lets everything out, one of Terraform nothing
 * (AWS::EC2::SecurityGroup, SecurityGroupEgress; aws_security_group, egress).
 */
const otherDefaults: readonly string[] = ["egress.sg_destinations_allowlisted"];

/** Verdicts of which no system is written twice yet. */
const notWritten: readonly string[] = [
  "att.va_scope_is_service pass",
  "att.va_scope_is_service fail",
  "cert.client_auth_wording_guard pass",
  "cert.client_auth_wording_guard fail",
  "cert.endpoint_ca_issued pass",
  "cert.endpoint_ca_issued fail",
  "cert.valid_strong_renewable pass",
  "cert.valid_strong_renewable fail",
  "ddos.shield_advanced_protected pass",
  "ddos.shield_advanced_protected fail",
  "ddos.shield_standard_inherited pass",
  "ddos.shield_standard_inherited fail",
  "ddos.waf_rate_rule pass",
  "ddos.waf_rate_rule fail",
  "dx.private_path_available pass",
  "dx.private_path_available fail",
  "egress.controlled_path pass",
  "egress.controlled_path fail",
  "egress.dns_firewall pass",
  "egress.dns_firewall fail",
  "egress.nacl_restrictive pass",
  "egress.nacl_restrictive fail",
  "egress.sg_destinations_allowlisted pass",
  "egress.sg_destinations_allowlisted fail",
  "net.compute_no_public_ip pass",
  "net.compute_no_public_ip fail",
  "net.datastores_private pass",
  "net.datastores_private fail",
  "net.default_sg_closed pass",
  "net.default_sg_closed fail",
  "net.eks_endpoint_private pass",
  "net.eks_endpoint_private fail",
  "net.entrypoints_allowlisted pass",
  "net.entrypoints_allowlisted fail",
  "net.igw_only_in_edge_vpc pass",
  "net.igw_only_in_edge_vpc fail",
  "net.nacl_ingress_restricted pass",
  "net.nacl_ingress_restricted fail",
  "net.no_igw_route_internal pass",
  "net.no_igw_route_internal fail",
  "net.s3_not_public pass",
  "net.s3_not_public fail",
  "net.snapshots_images_not_public pass",
  "net.snapshots_images_not_public fail",
  "net.subnet_no_auto_public_ip pass",
  "net.subnet_no_auto_public_ip fail",
  "org.ips_ids_absent_consistent pass",
  "org.ips_ids_absent_consistent fail",
  "tls.apigw_domain_policy pass",
  "tls.apigw_domain_policy fail",
  "tls.cloudfront_min_version_and_origin pass",
  "tls.cloudfront_min_version_and_origin fail",
  "tls.cloudfront_viewer_https pass",
  "tls.cloudfront_viewer_https fail",
  "tls.lb_min_tls12 pass",
  "tls.lb_min_tls12 fail",
  "tls.s3_deny_plain_http pass",
  "tls.s3_deny_plain_http fail",
  "waf.apigw_stage_associated pass",
  "waf.apigw_stage_associated fail",
  "waf.cloudfront_associated pass",
  "waf.cloudfront_associated fail",
  "waf.logging_and_metrics pass",
  "waf.logging_and_metrics fail",
  "waf.managed_rule_baseline pass",
  "waf.managed_rule_baseline fail",
  "waf.managed_rules_auto_version pass",
  "waf.managed_rules_auto_version fail",
];

describe("systems written twice", () => {
  test.each(systems.map((system) => [system.name, system] as const))("%s", (_, system) => {
    const ours = verdicts(inputOfTemplate(system.template), system.endpoint ?? null);
    expect(ours).toEqual(verdicts(inputOfTerraform(system.terraform), system.endpoint ?? null));
    for (const expected of system.expect)
      expect(
        ours.some((line) => line.startsWith(expected)),
        `${expected}\n${ours.join("\n")}`,
      ).toBe(true);
  });

  test("every policy on AWS is asked, and passes and fails somewhere", () => {
    const lines = systems.flatMap((system) => system.expect);
    const onAws = tools.bundle.policies.filter(({ selection }) => judgesAws(Object.keys(selection.roots)));
    const missing = onAws.flatMap(({ id }) =>
      ["pass", "fail"].flatMap((status) =>
        lines.some((line) => line.startsWith(`${id} `) && line.includes(`: ${status}`)) ? [] : [`${id} ${status}`],
      ),
    );
    expect(missing).toEqual(notWritten);
  });
});
