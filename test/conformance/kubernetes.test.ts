/**
 * One thing written as a manifest and as a Terraform plan gives the same verdicts: the situations of the policies whose plan
 * only creates are written down as managed resources of Crossplane, in both forms of its API, and as objects of ACK, and
 * judged again.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { buildBundle, readPolicyTree } from "@sekisho/bundle";
import { buildEstate, readDocuments, readProfile, resourceTypes, type Estate, type Json } from "@sekisho/estate";
import { createCompiler } from "@sekisho/opa";
import { createEngine, evaluatePolicies, readBundle } from "@sekisho/policy";
import { isList, isObject, judgesAws, type JsonObject, type PlanSpec } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { defaultNow, estateOf, readCases, type PolicyCase } from "./cases.ts";

/** Kinds of provider-upjet-aws by Terraform type, and the argument that its external name is. */
const kinds: Readonly<Record<string, readonly [group: string, kind: string, externalName?: string]>> = {
  aws_cloudtrail: ["cloudtrail", "Trail", "name"],
  aws_cloudtrail_event_data_store: ["cloudtrail", "EventDataStore"],
  aws_cloudwatch_log_group: ["cloudwatchlogs", "Group", "name"],
  aws_db_instance: ["rds", "Instance", "identifier"],
  aws_db_subnet_group: ["rds", "SubnetGroup", "name"],
  aws_default_security_group: ["ec2", "DefaultSecurityGroup"],
  aws_elb: ["elb", "ELB", "name"],
  aws_guardduty_detector: ["guardduty", "Detector"],
  aws_internet_gateway: ["ec2", "InternetGateway"],
  aws_kms_key: ["kms", "Key"],
  aws_lb: ["elbv2", "LB"],
  aws_lb_listener: ["elbv2", "LBListener"],
  aws_lb_listener_rule: ["elbv2", "LBListenerRule"],
  aws_rds_cluster: ["rds", "Cluster", "cluster_identifier"],
  aws_rds_cluster_instance: ["rds", "ClusterInstance", "identifier"],
  aws_rds_global_cluster: ["rds", "GlobalCluster", "global_cluster_identifier"],
  aws_route: ["ec2", "Route"],
  aws_route_table: ["ec2", "RouteTable"],
  aws_route_table_association: ["ec2", "RouteTableAssociation"],
  aws_security_group: ["ec2", "SecurityGroup"],
  aws_security_group_rule: ["ec2", "SecurityGroupRule"],
  aws_subnet: ["ec2", "Subnet"],
  aws_vpc: ["ec2", "VPC"],
  aws_vpc_security_group_egress_rule: ["ec2", "SecurityGroupEgressRule"],
  aws_vpc_security_group_ingress_rule: ["ec2", "SecurityGroupIngressRule"],
  aws_vpn_gateway: ["ec2", "VPNGateway"],
  aws_wafv2_rule_group: ["wafv2", "RuleGroup"],
  aws_wafv2_web_acl: ["wafv2", "WebACL"],
  aws_wafv2_web_acl_association: ["wafv2", "WebACLAssociation"],
  aws_wafv2_web_acl_rule_group_association: ["wafv2", "WebACLRuleGroupAssociation"],
};

/** What AWS chooses and a plan of a test may tell all the same. */
function without(after: JsonObject, names: readonly string[]): Record<string, Json> {
  return Object.fromEntries(Object.entries(after).filter(([name]) => !names.includes(name)));
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

function camelCased(json: Json): Json {
  if (isList(json)) return json.map(camelCased);
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [camelCase(key), camelCased(value)]));
}

/** Blocks that occur once, as the later versions of the API have them: without a list around them. */
function withoutLists(json: Json): Json {
  if (isList(json)) return json.map(withoutLists);
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => {
      const [only] = isList(value) ? value : [];
      const isOne = isList(value) && value.length === 1 && isObject(only) && !manyBlocks.includes(key);
      return [key, withoutLists(isOne ? only : value)];
    }),
  );
}

const manyBlocks = [
  "rule",
  "ingress",
  "egress",
  "listener",
  "eventSelector",
  "advancedEventSelector",
  "fieldSelector",
  "ruleActionOverride",
  "defaultAction",
  "action",
];

/** Attributes that are blocks: one that is unknown comes from a dynamic block. */
const blocks = ["rule", "ingress", "egress", "default_action", "listener"];

type Version = "v1beta1" | "v1beta2";

interface Translated {
  readonly objects: readonly JsonObject[];
  /** Addresses in the manifests by those in the plan. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** Writes a plan as manifests; null where Crossplane cannot say what the plan says. */
function translate(plan: PlanSpec, version: Version): Translated | null {
  const { resources = {}, region = "ap-northeast-1", ...others } = plan;
  const isPlain = Object.keys(others).every((key) =>
    ["account", "complete", "terraform_version", "provider_major"].includes(key),
  );
  if (!isPlain || region === null || plan.complete === false) return null;
  const addresses = new Map<string, string>();
  const objects: JsonObject[] = [];
  for (const [address, { after = {}, references = {}, ...more }] of Object.entries(resources)) {
    const match = /^([a-z0-9_]+)\.([a-z0-9_]+)$/u.exec(address);
    const [type = "", label = ""] = match?.slice(1) ?? [];
    const kind = kinds[type];
    const { unknown = {}, actions = ["create"], ...rest } = more;
    if (kind === undefined || Object.keys(rest).length > 0 || actions.join() !== "create") return null;
    // What is unknown and not written is left out, in a manifest too; blocks that are unknown it cannot have.
    if (Object.entries(unknown).some(([attribute, mark]) => mark !== true || blocks.includes(attribute))) return null;
    const [group, name, externalName] = kind;
    const said = without(after, ["arn", "id", "region"]);
    const given = externalName === undefined ? undefined : said[externalName];
    if (externalName !== undefined) Reflect.deleteProperty(said, externalName);
    const forProvider = camelCased(said) as Record<string, Json>;
    for (const [path, referred] of Object.entries(references)) {
      if (path.includes(".")) return null;
      const isPlural = path.endsWith("s");
      const targets = referred.map((name) => /^([a-z0-9_]+\.[a-z0-9_]+)\.[a-z_]+$/u.exec(name)?.[1] ?? "");
      if ((!isPlural && targets.length !== 1) || !targets.every((target) => Object.hasOwn(resources, target))) {
        forProvider[camelCase(path)] = "${filled.in.later}";
        continue;
      }
      const objects = targets.map((target) => ({ name: target.split(".")[1]?.replaceAll("_", "-") ?? "" }));
      if (isPlural) forProvider[`${camelCase(path).slice(0, -1)}Refs`] = objects;
      else forProvider[`${camelCase(path)}Ref`] = objects[0] ?? null;
    }
    const metadata = {
      name: label.replaceAll("_", "-"),
      ...(typeof given === "string" ? { annotations: { "crossplane.io/external-name": given } } : {}),
    };
    const body = version === "v1beta2" ? withoutLists(forProvider) : forProvider;
    objects.push({
      apiVersion: `${group}.aws.upbound.io/${version}`,
      kind: name,
      metadata,
      spec: { forProvider: { ...(body as JsonObject), region } },
    });
    addresses.set(address, `${name}.${group}.aws.upbound.io/${metadata.name}`);
  }
  return { objects, addresses };
}

/** The profile of a situation; it names the account, which a plan's provider may tell and a manifest does not. */
function profileOf({ documents, profile }: PolicyCase, addresses: ReadonlyMap<string, string>): Json | undefined {
  const [document] = documents;
  const account = document !== undefined && "plan" in document ? document.plan.account : undefined;
  const own = renamed(profile, addresses);
  if (account === undefined) return own;
  return { ...(isObject(own) ? own : {}), accounts: { plan: account } };
}

/** A profile names resources by their addresses. */
function renamed(profile: Json | undefined, addresses: ReadonlyMap<string, string>): Json | undefined {
  if (profile === undefined) return undefined;
  if (typeof profile === "string") return addresses.get(profile) ?? profile;
  if (isList(profile)) return profile.map((part) => renamed(part, addresses) ?? null);
  if (!isObject(profile)) return profile;
  return Object.fromEntries(Object.entries(profile).map(([key, part]) => [key, renamed(part, addresses) ?? null]));
}

function estateOfManifests(objects: readonly JsonObject[], profile: Json | undefined): Estate {
  const text = objects.map((object) => `---\n${stringify(object)}`).join("");
  const input = { label: "plan", name: "manifests.yaml", digest: "sha256:0", bytes: new TextEncoder().encode(text) };
  const read =
    profile === undefined
      ? {}
      : { profile: readProfile({ name: "profile.yaml", digest: "sha256:0", text: stringify(profile) }) };
  return buildEstate(readDocuments([input], resourceTypes), read);
}

const policies = fileURLToPath(new URL("../../policies", import.meta.url));
const files = readPolicyTree(policies);
const compiler = await createCompiler();
const { archive } = await buildBundle(files, compiler, resourceTypes, {});
const bundle = readBundle(archive, { name: "built here", digest: "sha256:0" });
const engine = await createEngine(bundle.wasm);

/** The policies that judge something that a manifest can tell. */
const onAws: readonly string[] = bundle.policies
  .filter(({ selection }) => judgesAws(Object.keys(selection.roots)))
  .map(({ id }) => id);
const suites = readCases(files).filter(({ policy }) => onAws.includes(policy));

const situations = suites.flatMap(({ policy, cases }) =>
  cases.flatMap((situation) => {
    const [document, ...others] = situation.documents;
    return document !== undefined && "plan" in document && others.length === 0 && situation.covers === undefined
      ? [{ policy, situation, plan: document.plan }]
      : [];
  }),
);

/** Status and reasons by subject; accounts and regions are called by their region, or `account`. */
function verdicts(estate: Estate, policy: string, situation: PolicyCase, names: ReadonlyMap<string, string>): Json {
  const { findings } = evaluatePolicies({
    estate,
    bundle,
    engine,
    instant: situation.now ?? defaultNow,
    policies: [policy],
  });
  const found = findings.map(({ subject, status, unknown, violations }): [string, Json] => {
    const name =
      subject.address ??
      subject.id.replace(/^.*#(account|region)\[[^\]/]*(?:\/[^\]/]*)*?\/?([a-z-]+-\d)?\]$/u, "$1 $2");
    return [
      names.get(name) ?? name,
      [status, unknown.map(({ code }) => code).sort(), violations.map(({ reason }) => reason).sort()],
    ];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Policies whose plans hold what `translate` does not write as manifests yet. */
const untranslated: readonly string[] = [
  "att.va_scope_is_service",
  "cert.client_auth_wording_guard",
  "cert.valid_strong_renewable",
  "egress.nacl_restrictive",
  "net.compute_no_public_ip",
  "net.datastores_private",
  "net.eks_endpoint_private",
  "net.s3_not_public",
  "net.snapshots_images_not_public",
  "tls.apigw_domain_policy",
  "tls.cloudfront_min_version_and_origin",
  "tls.cloudfront_viewer_https",
  "tls.s3_deny_plain_http",
  "waf.apigw_stage_associated",
  "waf.cloudfront_associated",
  "waf.other_endpoints_associated",
];

/** Situations whose profile selects by tags, which manifests write otherwise than plans. */
const byTag: readonly string[] = [
  "net.subnet_no_auto_public_ip unknown_tier",
  "net.subnet_no_auto_public_ip not_applicable_edge_subnet",
];

describe.each(["v1beta1", "v1beta2"] as const)("a plan written as manifests of %s", (version) => {
  const translated = situations.flatMap(({ policy, situation, plan }) => {
    const manifests = translate(plan, version);
    const name = `${policy} ${situation.name}`;
    return manifests === null || byTag.includes(name) ? [] : [{ policy, situation, manifests, name }];
  });

  test.each(translated.map((one) => [one.name, one] as const))("%s", (_, { policy, situation, manifests }) => {
    const names = new Map([...manifests.addresses].map(([plan, manifest]) => [manifest, plan]));
    const expected = verdicts(estateOf(situation), policy, situation, new Map());
    expect(
      verdicts(
        estateOfManifests(manifests.objects, profileOf(situation, manifests.addresses)),
        policy,
        situation,
        names,
      ),
    ).toEqual(expected);
  });

  test("situations of every policy on AWS are among them", () => {
    expect(translated.length).toBeGreaterThan(50);
    expect([...new Set(translated.map(({ policy }) => policy)), ...untranslated].sort()).toEqual([...onAws].sort());
  });
});

/** Writes what a plan says of a resource as the `spec` of ACK; `named` gives an argument by value or by reference. */
type AckSpec = (
  after: JsonObject,
  named: (argument: string, field: string, reference: string) => JsonObject,
) => JsonObject;

const redirect = (action: Json): Json => {
  const { type = null, redirect: written } = (isObject(action) ? action : {}) as Record<string, Json | undefined>;
  const [block] = isList(written) ? written : [];
  return { type, ...(block === undefined ? {} : { redirectConfig: camelCased(block) }) };
};

const listOf = (json: Json | undefined): readonly Json[] => (isList(json) ? json : []);

const permission = (rule: Json): Json => {
  const { protocol = null, from_port = null, to_port = null, ...more } = rule as Record<string, Json | undefined>;
  return {
    ipProtocol: protocol,
    fromPort: from_port,
    toPort: to_port,
    ipRanges: listOf(more["cidr_blocks"]).map((cidrIP) => ({ cidrIP })),
    ipv6Ranges: listOf(more["ipv6_cidr_blocks"]).map((cidrIPv6) => ({ cidrIPv6 })),
    prefixListIDs: listOf(more["prefix_list_ids"]).map((prefixListID) => ({ prefixListID })),
    userIDGroupPairs: [
      ...listOf(more["security_groups"]).map((groupID) => ({ groupID })),
      ...(more["self"] === true ? [{ description: "the group itself" }] : []),
    ],
  };
};

const database = ["engine", "engine_mode", "storage_encrypted", "snapshot_identifier", "replication_source_identifier"];

function picked(after: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => (after[name] === undefined ? [] : [[camelCase(name), after[name]] as const])),
  );
}

const ack: Readonly<Record<string, readonly [group: string, kind: string, spec: AckSpec, says: readonly string[]]>> = {
  aws_db_instance: [
    "rds",
    "DBInstance",
    (after) => ({
      ...picked(after, ["engine", "storage_encrypted", "publicly_accessible"]),
      dbInstanceIdentifier: after["identifier"] ?? "example",
      ...(after["snapshot_identifier"] === undefined ? {} : { dbSnapshotIdentifier: after["snapshot_identifier"] }),
    }),
    ["identifier", "engine", "storage_encrypted", "publicly_accessible", "snapshot_identifier"],
  ],
  aws_rds_cluster: [
    "rds",
    "DBCluster",
    (after) => ({ ...picked(after, database), dbClusterIdentifier: after["cluster_identifier"] ?? "example" }),
    [...database, "cluster_identifier"],
  ],
  aws_security_group: [
    "ec2",
    "SecurityGroup",
    ({ name, ingress }) => ({
      name: name ?? "example",
      description: "example",
      ...(ingress === undefined ? {} : { ingressRules: listOf(ingress).map(permission) }),
    }),
    ["name", "ingress"],
  ],
  aws_lb: [
    "elbv2",
    "LoadBalancer",
    ({ name, internal, load_balancer_type: type }, named) => ({
      name: name ?? "example",
      ...(internal === undefined ? {} : { scheme: internal === true ? "internal" : "internet-facing" }),
      ...(type === undefined ? {} : { type }),
      ...named("security_groups", "securityGroups", "securityGroupRefs"),
    }),
    ["name", "internal", "load_balancer_type", "security_groups"],
  ],
  aws_lb_listener: [
    "elbv2",
    "Listener",
    ({ protocol, port, default_action: action }, named) => ({
      ...(protocol === undefined ? {} : { protocol }),
      ...(port === undefined ? {} : { port }),
      defaultActions: listOf(action).map(redirect),
      ...named("load_balancer_arn", "loadBalancerARN", "loadBalancerRef"),
    }),
    ["protocol", "port", "default_action", "load_balancer_arn"],
  ],
  aws_lb_listener_rule: [
    "elbv2",
    "Rule",
    ({ action }, named) => ({
      actions: listOf(action).map(redirect),
      ...named("listener_arn", "listenerARN", "listenerRef"),
    }),
    ["action", "listener_arn"],
  ],
};

function targetOf(referred: readonly string[]): string | undefined {
  return /^[a-z0-9_]+\.([a-z0-9_]+)\.[a-z_]+$/u.exec(referred.length === 1 ? (referred[0] ?? "") : "")?.[1];
}

/** Writes a plan as objects of ACK; null where ACK cannot say what the plan says, or has another default. */
function translateToAck({ resources = {}, ...others }: PlanSpec): Translated | null {
  if (Object.keys(others).some((key) => !["account", "complete", "region"].includes(key)) || others.complete === false)
    return null;
  const addresses = new Map<string, string>();
  const objects: JsonObject[] = [];
  for (const [address, { after = {}, references = {}, unknown = {}, ...rest }] of Object.entries(resources)) {
    const [type = "", label = ""] = /^([a-z0-9_]+)\.([a-z0-9_]+)$/u.exec(address)?.slice(1) ?? [];
    const [group, kind, spec, says] = ack[type] ?? [];
    if (group === undefined || kind === undefined || spec === undefined || says === undefined) return null;
    const said = without(after, ["arn", "id"]);
    const isSaid = [...Object.keys(said), ...Object.keys(references)].every((name) => says.includes(name));
    if (!isSaid || Object.keys(rest).length > 0 || Object.keys(unknown).some((name) => blocks.includes(name)))
      return null;
    // AWS chooses by the subnets where Terraform's provider says false.
    if (type === "aws_db_instance" && said["publicly_accessible"] === undefined) return null;
    // A reference to something that is no one resource of the plan, ACK does not have.
    if (Object.values(references).some((referred) => targetOf(referred) === undefined)) return null;
    const named = (argument: string, field: string, reference: string): JsonObject => {
      const referred = references[argument];
      if (referred === undefined) return said[argument] === undefined ? {} : { [field]: said[argument] };
      const from = { from: { name: (targetOf(referred) ?? "").replaceAll("_", "-") } };
      return { [reference]: reference.endsWith("Refs") ? [from] : from };
    };
    const written = spec(said, named);
    if (Object.keys(references).some((name) => database.includes(name))) return null;
    const name = label.replaceAll("_", "-");
    objects.push({
      apiVersion: `${group}.services.k8s.aws/v1alpha1`,
      kind,
      metadata: { name, namespace: "example", annotations: { "services.k8s.aws/region": "ap-northeast-1" } },
      spec: written,
    });
    addresses.set(address, `example/${kind}.${group}.services.k8s.aws/${name}`);
  }
  return { objects, addresses };
}

/** Situations in which what a plan leaves open would be a default in a manifest that leaves it out. */
const leftOpen: readonly string[] = [
  "ddos.shield_standard_inherited unknown_endpoint_elsewhere_and_open_values",
  "net.entrypoints_allowlisted unknown_endpoint_found_nowhere_and_open_values",
];

describe("a plan written as objects of ACK", () => {
  const translated = situations.flatMap(({ policy, situation, plan }) => {
    const manifests = translateToAck(plan);
    const name = `${policy} ${situation.name}`;
    return manifests === null || leftOpen.includes(name) ? [] : [{ policy, situation, manifests, name }];
  });

  test.each(translated.map((one) => [one.name, one] as const))("%s", (_, { policy, situation, manifests }) => {
    const names = new Map([...manifests.addresses].map(([plan, manifest]) => [manifest, plan]));
    const estate = estateOfManifests(manifests.objects, profileOf(situation, manifests.addresses));
    const expected = verdicts(estateOf(situation), policy, situation, new Map());
    expect(verdicts(estate, policy, situation, names)).toEqual(expected);
  });

  test("situations of several policies are among them", () => {
    expect(translated.length).toBeGreaterThan(15);
    expect([...new Set(translated.map(({ policy }) => policy))].sort()).toEqual([
      "ddos.shield_advanced_protected",
      "enc.rds_at_rest",
      "net.app_ip_restriction_present",
      "net.internal_ports_allowlist",
      "net.rds_not_public",
      "net.sg_no_world_ingress",
      "tls.https_only_listeners",
      "tls.lb_min_tls12",
      "waf.alb_associated",
    ]);
  });
});
