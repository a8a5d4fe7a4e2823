import { describe, expect, test } from "vitest";
import { buildEstate } from "../../model/build-estate.ts";
import type { Estate } from "../../model/estate.ts";
import type { Json, ObjectNode, ScalarNode, ValueNode } from "../../model/value.ts";
import { readConfigItems } from "../../readers/aws-config/index.ts";
import { emptyProfile, type Profile } from "../../readers/profile/profile.ts";
import { parsedDocument } from "../../readers/json-document.ts";
import { readTerraformPlan } from "../../readers/terraform-plan/index.ts";
import { resourceTypes } from "../index.ts";
import { asCollection, fieldOf, objectsOf } from "./nodes.ts";

/** One planned resource of a made-up plan. */
interface Planned {
  readonly address: string;
  readonly after: { readonly [name: string]: Json };
  readonly unknown?: { readonly [name: string]: Json };
  /** Expressions by attribute; those of `after` need none. */
  readonly expressions?: { readonly [name: string]: Json };
  readonly action?: "create" | "no-op";
}

const reference = (address: string, attribute: string): Json => ({
  references: [`${address}.${attribute}`, address],
});

function planned(resources: readonly Planned[], profile: Profile = emptyProfile): Estate {
  const parts = resources.map(({ address, after, unknown = {}, expressions = {}, action = "create" }) => {
    const [type = "", name = ""] = address.split(".");
    const identity = { address, mode: "managed", type, name };
    const provider_name = "registry.terraform.io/hashicorp/aws";
    return {
      change: {
        ...identity,
        provider_name,
        change: { actions: [action], before: null, after, after_unknown: unknown },
      },
      configured: { ...identity, provider_config_key: "aws", expressions },
    };
  });
  const plan: Json = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    errored: false,
    resource_changes: parts.map(({ change }) => change),
    configuration: {
      provider_config: {
        aws: { name: "aws", full_name: "registry.terraform.io/hashicorp/aws", version_constraint: "5.100.0" },
      },
      root_module: { resources: parts.map(({ configured }) => configured) },
    },
  };
  const source = { label: "plan", name: "plan.json", digest: "sha256:0" };
  return buildEstate([readTerraformPlan(parsedDocument(plan), source, resourceTypes)], { profile });
}

function running(items: Json): Estate {
  return buildEstate([readConfigItems(items, { label: "config", name: "config.json", digest: "sha256:0" })]);
}

/** A value as a policy sees it. */
function plain(node: ValueNode | ObjectNode): Json {
  if (node.kind === "scalar") return node.value as Json;
  if (node.kind === "object") {
    return Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, plain(field)]));
  }
  return { state: node.state, code: node.code, items: node.items.map(plain) };
}

function complete(items: readonly Json[]): Json {
  return { state: "complete", code: null, items };
}

function valueNode(estate: Estate, id: string, attribute: string): ValueNode {
  const resource = estate.resources.find((candidate) => candidate.id === id);
  if (resource === undefined)
    throw new Error(`no ${id}; there are ${estate.resources.map((one) => one.id).join(", ")}`);
  return estate.value(resource, attribute);
}

function valueOf(estate: Estate, id: string, attribute: string): Json {
  return plain(valueNode(estate, id, attribute));
}

const source = {
  protocol: "tcp",
  from_port: 443,
  to_port: 443,
  cidr_ipv4: null,
  cidr_ipv6: null,
  prefix_list_id: null,
  prefix_list_name: null,
  referenced_security_group_id: null,
  self: false,
  source_tier: null,
} as const;

const inline = {
  cidr_blocks: [],
  description: "",
  from_port: 443,
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  protocol: "tcp",
  security_groups: [],
  self: false,
  to_port: 443,
} as const;

describe("effective_ingress of a security group", () => {
  const group = { address: "aws_security_group.a", unknown: { id: true, arn: true } } as const;

  test("has one item for every single source of an inline declaration", () => {
    const estate = planned([
      {
        ...group,
        after: {
          ingress: [
            {
              ...inline,
              protocol: "ALL",
              from_port: 0,
              to_port: 0,
              cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"],
              ipv6_cidr_blocks: ["::/0"],
              prefix_list_ids: ["pl-1"],
              security_groups: ["sg-9"],
              self: true,
            },
          ],
        },
      },
    ]);
    const all = { ...source, protocol: "-1", from_port: 0, to_port: 0 };
    expect(valueOf(estate, "plan#aws_security_group.a", "effective_ingress")).toEqual({
      state: "complete",
      code: null,
      items: [
        { ...all, cidr_ipv4: "10.0.0.0/8" },
        { ...all, cidr_ipv4: "0.0.0.0/0" },
        { ...all, cidr_ipv6: "::/0" },
        { ...all, prefix_list_id: "pl-1", prefix_list_name: { unknown: "U2" }, cidr_ipv4: { unknown: "U2" } },
        { ...all, referenced_security_group_id: "sg-9", source_tier: { unknown: "U2" } },
        { ...all, self: true, source_tier: { unknown: "U7" } },
      ],
    });
  });

  test("joins inline declarations and both kinds of rule resources, with origins in their own resources", () => {
    const estate = planned([
      { ...group, after: { ingress: [{ ...inline, cidr_blocks: ["10.0.0.0/8"] }] } },
      {
        address: "aws_security_group_rule.b",
        after: { type: "ingress", protocol: "6", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"], self: false },
        unknown: { security_group_id: true },
        expressions: { security_group_id: reference("aws_security_group.a", "id") },
      },
      {
        address: "aws_vpc_security_group_ingress_rule.c",
        after: { ip_protocol: "udp", from_port: 53, to_port: 53, cidr_ipv6: "::/0" },
        unknown: { security_group_id: true },
        expressions: { security_group_id: reference("aws_security_group.a", "id") },
      },
    ]);
    const node = valueNode(estate, "plan#aws_security_group.a", "effective_ingress");
    expect(plain(node)).toEqual({
      state: "complete",
      code: null,
      items: [
        { ...source, cidr_ipv4: "10.0.0.0/8" },
        { ...source, from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" },
        { ...source, protocol: "udp", from_port: 53, to_port: 53, cidr_ipv6: "::/0" },
      ],
    });
    const origins = (node.kind === "collection" ? node.items : []).map((item) =>
      item.kind === "object"
        ? (["cidr_ipv4", "cidr_ipv6"] as const).map((name) => (item.fields[name] as ScalarNode).origin)
        : [],
    );
    expect(origins).toEqual([
      ["/ingress/0/cidr_blocks/0", "/ingress"],
      ["plan.json#/resource_changes/1/change/after/cidr_blocks/0", "plan.json#/resource_changes/1/change/after/type"],
      [
        "plan.json#/resource_changes/2/change/after/ip_protocol",
        "plan.json#/resource_changes/2/change/after/cidr_ipv6",
      ],
    ]);
  });

  test("keeps the ports and the reason of a CIDR list that is not known", () => {
    const estate = planned([
      {
        ...group,
        after: { ingress: [{ ...inline, cidr_blocks: null }] },
        unknown: { id: true, arn: true, ingress: [{ cidr_blocks: true }] },
      },
    ]);
    expect(valueOf(estate, "plan#aws_security_group.a", "effective_ingress")).toEqual({
      state: "complete",
      code: null,
      items: [{ ...source, cidr_ipv4: { unknown: "U1" } }],
    });
  });

  test("is partial where rules outside of the plan may name an existing group", () => {
    const estate = planned([{ address: "aws_security_group.a", action: "no-op", after: { id: "sg-1", ingress: [] } }]);
    expect(valueOf(estate, "plan#aws_security_group.a", "effective_ingress")).toEqual({
      state: "partial",
      code: "U5",
      items: [],
    });
  });

  test("tells a permission once that an existing group shows inline and a rule resource declares", () => {
    const estate = planned([
      {
        address: "aws_security_group.a",
        action: "no-op",
        after: { id: "sg-1", ingress: [{ ...inline, cidr_blocks: ["0.0.0.0/0"] }] },
      },
      {
        address: "aws_vpc_security_group_ingress_rule.c",
        action: "no-op",
        after: { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "0.0.0.0/0" },
      },
    ]);
    expect(valueOf(estate, "plan#aws_security_group.a", "effective_ingress")).toEqual({
      state: "partial",
      code: "U5",
      items: [{ ...source, cidr_ipv4: "0.0.0.0/0" }],
    });
  });

  test("is complete from Config, where the group shows every permission by itself", () => {
    const estate = running({
      resourceType: "AWS::EC2::SecurityGroup",
      ARN: "arn:aws:ec2:ap-northeast-1:123456789012:security-group/sg-1",
      awsAccountId: "123456789012",
      awsRegion: "ap-northeast-1",
      configuration: {
        groupId: "sg-1",
        ipPermissions: [
          {
            ipProtocol: "-1",
            ipv4Ranges: [{ cidrIp: "0.0.0.0/0" }],
            ipRanges: ["0.0.0.0/0"],
            userIdGroupPairs: [{ groupId: "sg-1", userId: "123456789012" }],
          },
        ],
      },
    });
    const everything = { ...source, protocol: "-1", from_port: null, to_port: null };
    expect(valueOf(estate, "arn:aws:ec2:ap-northeast-1:123456789012:security-group/sg-1", "effective_ingress")).toEqual(
      {
        state: "complete",
        code: null,
        items: [
          { ...everything, cidr_ipv4: "0.0.0.0/0" },
          { ...everything, self: true, source_tier: { unknown: "U7" } },
        ],
      },
    );
  });
});

describe("source_tier of effective_ingress", () => {
  const tiers = {
    edge: [{ address: "aws_security_group.web", arn: null, tag: null, origin: "profile.yaml#/tiers/edge/0" }],
    internal: [{ address: "aws_security_group.db", arn: null, tag: null, origin: "profile.yaml#/tiers/internal/0" }],
  };
  const group = (name: string): Planned => ({
    address: `aws_security_group.${name}`,
    after: { name, ingress: [] },
    unknown: { id: true, arn: true },
  });
  const tiersOf = (changes: readonly Planned[]): Json => {
    const node = valueNode(
      planned(changes, { ...emptyProfile, tiers }),
      "plan#aws_security_group.db",
      "effective_ingress",
    );
    return objectsOf(asCollection(node)).map((item) => ({
      source_tier: plain(fieldOf(item, "source_tier")),
      self: plain(fieldOf(item, "self")),
    }));
  };

  test("is not known of an inline declaration with a new group, beside which a literal may stand", () => {
    const db = {
      ...group("db"),
      after: { name: "db", ingress: [{ ...inline, security_groups: null }] },
      unknown: { id: true, arn: true, ingress: [{ security_groups: true }] },
      expressions: { ingress: reference("aws_security_group.web", "id") },
    };
    expect(tiersOf([group("web"), db])).toEqual([{ source_tier: { unknown: "U1" }, self: false }]);
  });

  test("is that of the group which a rule resource refers to, and a group that refers to itself is its own source", () => {
    const rule = (name: string, source: string): Planned => ({
      address: `aws_vpc_security_group_ingress_rule.${name}`,
      after: { ip_protocol: "tcp", from_port: 443, to_port: 443 },
      unknown: { security_group_id: true, referenced_security_group_id: true },
      expressions: {
        security_group_id: reference("aws_security_group.db", "id"),
        referenced_security_group_id: reference(`aws_security_group.${source}`, "id"),
      },
    });
    expect(tiersOf([group("web"), group("db"), rule("web", "web"), rule("self", "db")])).toEqual([
      { source_tier: "internal", self: true },
      { source_tier: "edge", self: false },
    ]);
  });

  test("is not known of a group that is in no document", () => {
    const db = { ...group("db"), after: { name: "db", ingress: [{ ...inline, security_groups: ["sg-0aa"] }] } };
    expect(tiersOf([group("web"), db])).toEqual([{ source_tier: { unknown: "U2" }, self: false }]);
  });
});

describe("effective_ingress of a rule resource", () => {
  test("is empty for egress", () => {
    const estate = planned([
      {
        address: "aws_security_group_rule.a",
        after: {
          type: "egress",
          protocol: "tcp",
          from_port: 0,
          to_port: 0,
          cidr_blocks: ["0.0.0.0/0"],
          security_group_id: "sg-9",
        },
      },
    ]);
    expect(valueOf(estate, "plan#aws_security_group_rule.a", "effective_ingress")).toEqual({
      state: "complete",
      code: null,
      items: [],
    });
  });

  test("is there without the group in the document", () => {
    const estate = planned([
      {
        address: "aws_security_group_rule.a",
        after: {
          type: "ingress",
          protocol: "tcp",
          from_port: 443,
          to_port: 443,
          cidr_blocks: ["0.0.0.0/0"],
          security_group_id: "sg-9",
        },
      },
    ]);
    expect(valueOf(estate, "plan#aws_security_group_rule.a", "effective_ingress")).toEqual({
      state: "complete",
      code: null,
      items: [{ ...source, cidr_ipv4: "0.0.0.0/0" }],
    });
  });

  test("is partial without items while it is not known whether the rule lets in or out", () => {
    const estate = planned([
      {
        address: "aws_security_group_rule.a",
        after: { protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"], security_group_id: "sg-9" },
        unknown: { type: true },
        expressions: { type: { references: ["local.direction"] } },
      },
    ]);
    expect(valueOf(estate, "plan#aws_security_group_rule.a", "effective_ingress")).toEqual({
      state: "partial",
      code: "U1",
      items: [],
    });
  });

  test("gives an unknown IPv6 source the unknown in its own field", () => {
    const estate = planned([
      {
        address: "aws_vpc_security_group_ingress_rule.a",
        after: { ip_protocol: "tcp", from_port: 443, to_port: 443, security_group_id: "sg-9" },
        unknown: { cidr_ipv6: true },
        expressions: { cidr_ipv6: { references: ["local.cidr"] } },
      },
    ]);
    expect(valueOf(estate, "plan#aws_vpc_security_group_ingress_rule.a", "effective_ingress")).toEqual({
      state: "complete",
      code: null,
      items: [{ ...source, cidr_ipv6: { unknown: "U1" } }],
    });
  });
});

const nothing = { state: "complete", code: null, items: [] };
const notInDocument = { state: "partial", code: "U2", items: [] };
const uncounted = {
  rate_limit: null,
  evaluation_window_sec: null,
  aggregate_key_type: null,
  scope_down: false,
  names_ip_set: false,
};
const ungrouped = { vendor_name: null, group_name: null, version: null };
const unmeasured = { cloudwatch_metrics_enabled: { unknown: "U1" } };
const added = { cloudwatch_metrics_enabled: null };
const untold = { cloudwatch_metrics_enabled: { unknown: "U4" } };
const byItself = {
  kind: "rule",
  override: null,
  counted_rules: nothing,
  group_rules: nothing,
  ...ungrouped,
  ...uncounted,
  ...unmeasured,
};
const asGroup = {
  action: null,
  counted_rules: nothing,
  group_rules: notInDocument,
  ...ungrouped,
  ...uncounted,
  ...unmeasured,
};
const core = { ...asGroup, kind: "managed_group", vendor_name: "AWS", group_name: "Core" };

describe("effective_rules of a web ACL", () => {
  const acl = { address: "aws_wafv2_web_acl.a", unknown: { arn: true, id: true } } as const;
  const rule = (name: string, parts: { readonly [part: string]: Json }): Json => ({
    name,
    priority: 1,
    action: [],
    override_action: [],
    statement: [{ managed_rule_group_statement: [], rule_group_reference_statement: [] }],
    ...parts,
  });
  const managed = (overrides: Json): Json => [
    {
      managed_rule_group_statement: [{ name: "Core", vendor_name: "AWS", rule_action_override: overrides }],
      rule_group_reference_statement: [],
    },
  ];
  const count = { name: "A", action_to_use: [{ allow: [], block: [], captcha: [], challenge: [], count: [{}] }] };
  const block = { name: "B", action_to_use: [{ allow: [], block: [{}], captcha: [], challenge: [], count: [] }] };

  test("come from blocks: rules by themselves and managed groups with what is overridden", () => {
    const estate = planned([
      {
        ...acl,
        after: {
          default_action: [{ allow: [{}], block: [] }],
          rule: [
            rule("rate", {
              action: [{ allow: [], block: [{ custom_response: [] }], captcha: [], challenge: [], count: [] }],
            }),
            rule("core", { override_action: [{ count: [], none: [{}] }], statement: managed([count, block]) }),
            rule("trial", { override_action: [{ count: [{}], none: [] }], statement: managed([]) }),
          ],
        },
      },
    ]);
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual({
      state: "complete",
      code: null,
      items: [
        { ...byItself, name: "rate", action: "block" },
        {
          ...core,
          name: "core",
          override: "none",
          counted_rules: { state: "complete", code: null, items: ["A"] },
        },
        { ...core, name: "trial", override: "count" },
      ],
    });
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "default_action")).toBe("allow");
  });

  test("come from rule_json in the casing of the API", () => {
    const rules = [
      { Name: "bad-ip", Priority: 0, Action: { Captcha: {} }, Statement: { IPSetReferenceStatement: { ARN: "x" } } },
      {
        Name: "core",
        Priority: 1,
        OverrideAction: { None: {} },
        Statement: {
          ManagedRuleGroupStatement: {
            VendorName: "AWS",
            Name: "Core",
            ExcludedRules: [{ Name: "Z" }],
            RuleActionOverrides: [
              { Name: "A", ActionToUse: { Count: {} } },
              { Name: "B", ActionToUse: { Block: {} } },
            ],
          },
        },
      },
    ];
    const estate = planned([
      { ...acl, after: { default_action: [{ allow: [], block: [{}] }], rule: [], rule_json: JSON.stringify(rules) } },
    ]);
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual({
      state: "complete",
      code: null,
      items: [
        { ...byItself, name: "bad-ip", action: "captcha", names_ip_set: true },
        {
          ...core,
          name: "core",
          override: "none",
          counted_rules: { state: "complete", code: null, items: ["A", "Z"] },
        },
      ],
    });
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "default_action")).toBe("block");
  });

  test("tell the IP sets that blocks name; a new one in a logical statement is not known", () => {
    const named = { ip_set_reference_statement: [{}] };
    const nested = { not_statement: [{ statement: [named] }] };
    const unknown = { ip_set_reference_statement: [{ arn: true }] };
    const estate = planned([
      {
        ...acl,
        after: {
          default_action: [{ allow: [{}], block: [] }],
          rule: [named, nested, nested, {}].map((statement, index) => rule(String(index), { statement: [statement] })),
        },
        unknown: {
          ...acl.unknown,
          rule: [{ statement: [unknown] }, {}, { statement: [{ not_statement: [{ statement: [unknown] }] }] }, {}],
        },
      },
    ]);
    const rules = objectsOf(asCollection(valueNode(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")));
    expect(rules.map((item) => plain(fieldOf(item, "names_ip_set")))).toEqual([true, true, { unknown: "U1" }, false]);
  });

  test("hold the rules of a group of one's own that the same plan creates", () => {
    const statement = [
      { managed_rule_group_statement: [], rule_group_reference_statement: [{ rule_action_override: [] }] },
    ];
    const estate = planned([
      {
        ...acl,
        after: {
          default_action: [{ allow: [{}], block: [] }],
          rule: [rule("own", { override_action: [{ count: [], none: [{}] }], statement })],
        },
        unknown: { arn: true, rule: [{ statement: [{ rule_group_reference_statement: [{ arn: true }] }] }] },
        expressions: {
          rule: [
            { statement: [{ rule_group_reference_statement: [{ arn: reference("aws_wafv2_rule_group.g", "arn") }] }] },
          ],
        },
      },
      {
        address: "aws_wafv2_rule_group.g",
        after: {
          rule: [rule("inner", { action: [{ allow: [], block: [], captcha: [], challenge: [], count: [{}] }] })],
        },
        unknown: { arn: true },
      },
    ]);
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual({
      state: "complete",
      code: null,
      items: [
        {
          ...asGroup,
          name: "own",
          kind: "own_group",
          override: "none",
          group_rules: { state: "complete", code: null, items: [{ name: "inner", action: "count", ...uncounted }] },
        },
      ],
    });
  });

  test("hold what the association resource of provider 6 adds", () => {
    const estate = planned([
      { ...acl, after: { default_action: [{ allow: [{}], block: [] }], rule: [] } },
      {
        address: "aws_wafv2_web_acl_rule_group_association.b",
        after: {
          rule_name: "added",
          override_action: "count",
          managed_rule_group: [{ name: "Core", vendor_name: "AWS", rule_action_override: [count] }],
          rule_group_reference: [],
        },
        unknown: { web_acl_arn: true },
        expressions: { web_acl_arn: reference("aws_wafv2_web_acl.a", "arn") },
      },
    ]);
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual({
      state: "complete",
      code: null,
      items: [
        {
          ...core,
          ...added,
          name: "added",
          override: "count",
          counted_rules: { state: "complete", code: null, items: ["A"] },
        },
      ],
    });
  });

  test("do not say which group an association adds while its managed group is not known", () => {
    const estate = planned([
      { ...acl, after: { default_action: [{ allow: [{}], block: [] }], rule: [] } },
      {
        address: "aws_wafv2_web_acl_rule_group_association.b",
        after: { rule_name: "added", override_action: "none", rule_group_reference: [] },
        unknown: { web_acl_arn: true, managed_rule_group: true },
        expressions: { web_acl_arn: reference("aws_wafv2_web_acl.a", "arn") },
      },
    ]);
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toMatchObject({
      items: [{ kind: { unknown: "U1" }, vendor_name: { unknown: "U1" }, group_name: { unknown: "U1" } }],
    });
  });

  test("do not take an association for one of a managed group while its own group is not known", () => {
    const estate = planned([
      { ...acl, after: { default_action: [{ allow: [{}], block: [] }], rule: [] } },
      {
        address: "aws_wafv2_web_acl_rule_group_association.b",
        after: { rule_name: "added", override_action: "none", managed_rule_group: [] },
        unknown: { web_acl_arn: true, rule_group_reference: true },
        expressions: { web_acl_arn: reference("aws_wafv2_web_acl.a", "arn") },
      },
    ]);
    const open = { state: "partial", code: "U1", items: [] };
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual({
      state: "complete",
      code: null,
      items: [
        {
          name: "added",
          kind: { unknown: "U1" },
          action: null,
          override: "none",
          counted_rules: open,
          group_rules: open,
          vendor_name: { unknown: "U1" },
          group_name: { unknown: "U1" },
          version: { unknown: "U1" },
          ...uncounted,
          ...added,
        },
      ],
    });
  });

  const limited = { limit: 500, aggregate_key_type: "FORWARDED_IP", scope_down_statement: [{ not_statement: [] }] };

  test("belong to an ACL whose scope is written or told by its ARN", () => {
    const scopeOf = (after: { readonly [name: string]: Json }, unknown: { readonly [name: string]: Json }): unknown =>
      valueOf(
        planned([{ ...acl, after, unknown: { ...acl.unknown, ...unknown } }]),
        "plan#aws_wafv2_web_acl.a",
        "scope",
      );
    expect(scopeOf({ scope: "CLOUDFRONT" }, {})).toBe("CLOUDFRONT");
    expect(scopeOf({}, { scope: true })).toEqual({ unknown: "U1" });
    const arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1";
    const item = { resourceType: "AWS::WAFv2::WebACL", ARN: arn, awsAccountId: "123456789012", awsRegion: "us-east-1" };
    expect(valueOf(running({ ...item, configuration: {} }), arn, "scope")).toBe("CLOUDFRONT");
  });

  test("tell how requests are counted, what is scoped down and to which version a group is pinned", () => {
    const pinned = { name: "Core", vendor_name: "AWS", version: "Version_1.2", scope_down_statement: [{}] };
    const rules = [
      rule("rate", {
        action: [{ block: [{}] }],
        statement: [{ rate_based_statement: [{ limit: 2000 }] }],
        visibility_config: [{ cloudwatch_metrics_enabled: false }],
      }),
      rule("some", { action: [{ block: [{}] }], statement: [{ rate_based_statement: [limited] }] }),
      rule("pinned", {
        override_action: [{ count: [], none: [{}] }],
        statement: [{ managed_rule_group_statement: [pinned] }],
      }),
    ];
    const asJson = [
      {
        Name: "rate",
        Action: { Block: {} },
        Statement: { RateBasedStatement: { Limit: 2000 } },
        VisibilityConfig: { CloudWatchMetricsEnabled: false },
      },
      {
        Name: "some",
        Action: { Block: {} },
        Statement: {
          RateBasedStatement: {
            Limit: 500,
            EvaluationWindowSec: 300,
            AggregateKeyType: "FORWARDED_IP",
            ScopeDownStatement: { NotStatement: {} },
          },
        },
      },
      {
        Name: "pinned",
        OverrideAction: { None: {} },
        Statement: {
          ManagedRuleGroupStatement: {
            Name: "Core",
            VendorName: "AWS",
            Version: "Version_1.2",
            ScopeDownStatement: { GeoMatchStatement: {} },
          },
        },
      },
    ];
    const asText = asJson.map((one) => ({
      ...one,
      Statement:
        "RateBasedStatement" in one.Statement
          ? {
              RateBasedStatement: {
                ...one.Statement.RateBasedStatement,
                Limit: String(one.Statement.RateBasedStatement.Limit),
                EvaluationWindowSec: "300",
              },
            }
          : one.Statement,
      ...(one.VisibilityConfig === undefined ? {} : { VisibilityConfig: { CloudWatchMetricsEnabled: "false" } }),
    }));
    const window = { evaluation_window_sec: 300 };
    const expected = {
      state: "complete",
      code: null,
      items: [
        {
          ...byItself,
          ...window,
          name: "rate",
          action: "block",
          rate_limit: 2000,
          aggregate_key_type: "IP",
          cloudwatch_metrics_enabled: false,
        },
        {
          ...byItself,
          ...window,
          name: "some",
          action: "block",
          rate_limit: 500,
          aggregate_key_type: "FORWARDED_IP",
          scope_down: true,
        },
        { ...core, name: "pinned", override: "none", version: "Version_1.2", scope_down: true },
      ],
    };
    const after = { default_action: [{ allow: [{}], block: [] }] };
    const blocks = planned([{ ...acl, after: { ...after, rule: rules } }]);
    const json = planned([{ ...acl, after: { ...after, rule: [], rule_json: JSON.stringify(asJson) } }]);
    expect(valueOf(blocks, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual(expected);
    expect(valueOf(json, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual(expected);
    const written = planned([{ ...acl, after: { ...after, rule: [], rule_json: JSON.stringify(asText) } }]);
    expect(valueOf(written, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual(expected);
  });

  test.each<readonly [window: Json, expected: Json]>([
    ["60", 60],
    [60, 60],
    [null, 300],
    ["often", { unknown: "U1" }],
  ])("count requests over a window that is written as %j", (window, expected) => {
    const statement = { RateBasedStatement: { Limit: "1000", EvaluationWindowSec: window } };
    const rules = JSON.stringify([{ Name: "fast", Action: { Block: {} }, Statement: statement }]);
    const after = { default_action: [{ allow: [{}], block: [] }], rule: [], rule_json: rules };
    expect(valueOf(planned([{ ...acl, after }]), "plan#aws_wafv2_web_acl.a", "effective_rules")).toMatchObject({
      items: [{ rate_limit: 1000, evaluation_window_sec: expected }],
    });
  });

  test("do not know how requests are counted or of what until it is settled", () => {
    const inner = [{ and_statement: [{ statement: [{ ip_set_reference_statement: [{}] }] }] }];
    const arn = [{ and_statement: [{ statement: [{ ip_set_reference_statement: [{ arn: true }] }] }] }];
    const rules = [
      rule("rate", {
        action: [{ block: [{}] }],
        statement: [{ rate_based_statement: [{ ...limited, scope_down_statement: inner }] }],
      }),
    ];
    const estate = planned([
      {
        ...acl,
        after: { default_action: [{ allow: [{}], block: [] }], rule: rules },
        unknown: {
          arn: true,
          rule: [{ statement: [{ rate_based_statement: [{ limit: true, scope_down_statement: arn }] }] }],
        },
        expressions: {
          rule: [
            {
              statement: [
                { rate_based_statement: [{ limit: { references: ["var.limit"] }, scope_down_statement: [{}] }] },
              ],
            },
          ],
        },
      },
    ]);
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toMatchObject({
      items: [{ rate_limit: { unknown: "U1" }, scope_down: true }],
    });
  });

  test("are partial where rules come from a dynamic block over unknown values", () => {
    const estate = planned([
      { ...acl, after: { default_action: [{ allow: [{}], block: [] }] }, unknown: { arn: true, rule: true } },
    ]);
    expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual({
      state: "partial",
      code: "U1",
      items: [],
    });
  });

  test("are partial where rule_json is not known or no list of rules", () => {
    const after = { default_action: [{ allow: [{}], block: [] }], rule: [] };
    const unknownJson = planned([
      {
        ...acl,
        after,
        unknown: { arn: true, rule_json: true },
        expressions: { rule_json: { references: ["local.rules"] } },
      },
    ]);
    const brokenJson = planned([{ ...acl, after: { ...after, rule_json: "no JSON" } }]);
    for (const estate of [unknownJson, brokenJson]) {
      expect(valueOf(estate, "plan#aws_wafv2_web_acl.a", "effective_rules")).toEqual({
        state: "partial",
        code: "U1",
        items: [],
      });
    }
  });

  test("come from Config in its casing, with the groups of Firewall Manager", () => {
    const arn = "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/a/1";
    const item = {
      resourceType: "AWS::WAFv2::WebACL",
      ARN: arn,
      awsAccountId: "123456789012",
      awsRegion: "ap-northeast-1",
    };
    const estate = running({
      ...item,
      configuration: {
        defaultAction: { allow: {} },
        rules: [
          { name: "bot", action: { challenge: {} }, statement: { geoMatchStatement: { countryCodes: ["JP"] } } },
          {
            name: "core",
            overrideAction: { count: {} },
            statement: { managedRuleGroupStatement: { name: "Core", ruleActionOverrides: null } },
          },
        ],
        preProcessFirewallManagerRuleGroups: [
          {
            name: "central",
            overrideAction: { none: {} },
            firewallManagerStatement: { ruleGroupReferenceStatement: { aRN: "x" } },
          },
        ],
        postProcessFirewallManagerRuleGroups: [],
      },
    });
    expect(valueOf(estate, arn, "effective_rules")).toEqual({
      state: "complete",
      code: null,
      items: [
        { ...byItself, ...untold, name: "bot", action: "challenge" },
        { ...asGroup, ...untold, name: "core", kind: "managed_group", group_name: "Core", override: "count" },
        { ...asGroup, ...untold, name: "central", kind: "firewall_manager_group", override: "none" },
      ],
    });
    expect(valueOf(estate, arn, "default_action")).toBe("allow");
    expect(valueOf(estate, arn, "scope")).toBe("REGIONAL");

    const head = running({ ...item, configuration: { defaultAction: "BLOCK" } });
    expect(valueOf(head, arn, "effective_rules")).toEqual({ state: "partial", code: "U4", items: [] });
    expect(valueOf(head, arn, "default_action")).toBe("block");
  });
});

describe("declared_endpoint", () => {
  const resources: readonly Planned[] = [
    { address: "aws_lb.edge", after: {}, unknown: { arn: true } },
    { address: "aws_elb.old", after: {}, unknown: { arn: true } },
  ];
  const declared = (...addresses: readonly string[]): Profile => ({
    ...emptyProfile,
    name: "profile.yaml",
    serviceEndpoints: addresses.map((address, index) => ({
      address,
      arn: null,
      tag: null,
      origin: `profile.yaml#/service_endpoints/${String(index)}`,
    })),
  });

  test("is true where the profile names it, with the entry as its origin", () => {
    const estate = planned(resources, declared("aws_elb.old", "aws_lb.edge"));
    expect(valueNode(estate, "plan#aws_lb.edge", "declared_endpoint")).toEqual({
      kind: "scalar",
      value: true,
      origin: "profile.yaml#/service_endpoints/1",
    });
    expect(valueOf(estate, "plan#aws_elb.old", "declared_endpoint")).toBe(true);
  });

  test("is false where the profile names others only", () => {
    const estate = planned(resources, declared("aws_elb.old"));
    expect(valueOf(estate, "plan#aws_lb.edge", "declared_endpoint")).toBe(false);
  });

  test("is unknown where the profile does not say", () => {
    expect(valueOf(planned(resources), "plan#aws_lb.edge", "declared_endpoint")).toEqual({ unknown: "U7" });
  });

  test("of a user pool is true where the profile names one of its domains", () => {
    const pool = (name: string): Planned => ({
      address: `aws_cognito_user_pool.${name}`,
      after: {},
      unknown: { arn: true, id: true },
    });
    const domain = (name: string): Planned => ({
      address: `aws_cognito_user_pool_domain.${name}`,
      after: { domain: name },
      unknown: { user_pool_id: true },
      expressions: { user_pool_id: reference(`aws_cognito_user_pool.${name}`, "id") },
    });
    const estate = planned(
      [pool("users"), domain("users"), pool("staff"), domain("staff")],
      declared("aws_cognito_user_pool_domain.users"),
    );
    expect(valueOf(estate, "plan#aws_cognito_user_pool.users", "declared_endpoint")).toBe(true);
    expect(valueOf(estate, "plan#aws_cognito_user_pool.staff", "declared_endpoint")).toBe(false);
  });
});

describe("storage_encrypted left out in a plan", () => {
  const omitted = (address: string, after: Planned["after"]): Json =>
    valueOf(planned([{ address, after, unknown: { arn: true } }]), `plan#${address}`, "storage_encrypted");

  test.each([
    ["is false on a new instance", { engine: "postgres", s3_import: [], restore_to_point_in_time: [] }, false],
    ["is unknown on a replica", { replicate_source_db: "main" }, { unknown: "U1" }],
    ["is unknown on an instance from a snapshot", { engine: "mysql", snapshot_identifier: "s" }, { unknown: "U1" }],
    ["is unknown on an instance restored to a point in time", { restore_to_point_in_time: [{}] }, { unknown: "U1" }],
    ["is unknown on an imported instance", { engine: "mysql", s3_import: [{}] }, { unknown: "U1" }],
    ["is unknown on a member of an Aurora cluster", { engine: "aurora-mysql" }, { unknown: "U1" }],
  ] as const)("%s", (_, after, expected) => {
    expect(omitted("aws_db_instance.a", after)).toEqual(expected);
  });

  test.each([
    ["is false on a new Multi-AZ cluster", { engine: "mysql" }, false],
    [
      "is unknown on a Multi-AZ cluster from a snapshot",
      { engine: "mysql", snapshot_identifier: "s" },
      { unknown: "U1" },
    ],
    ["is unknown on a new Aurora cluster, which AWS encrypts by itself", {}, { unknown: "U1" }],
    ["is true on a serverless cluster of version 1", { engine_mode: "serverless" }, true],
    ["is unknown in a global cluster", { engine: "mysql", global_cluster_identifier: "g" }, { unknown: "U1" }],
    ["is unknown on a replicating cluster", { engine: "mysql", replication_source_identifier: "c" }, { unknown: "U1" }],
  ] as const)("%s", (_, after, expected) => {
    expect(omitted("aws_rds_cluster.a", { engine: "aurora-mysql", ...after })).toEqual(expected);
  });

  test("is unknown on a global cluster", () => {
    expect(omitted("aws_rds_global_cluster.a", {})).toEqual({ unknown: "U1" });
  });

  test("is unknown on a cluster instance, which has no such argument", () => {
    expect(omitted("aws_rds_cluster_instance.a", { engine: "aurora-mysql" })).toEqual({ unknown: "U1" });
  });
});

describe("effective attributes of a bucket", () => {
  const open = { bucket: true, server_side_encryption_configuration: true, versioning: true, policy: true, acl: true };
  const bucket = (after: Planned["after"] = {}, unknown: Planned["after"] = open): Planned => ({
    address: "aws_s3_bucket.a",
    after,
    unknown,
  });
  const told = (estate: Estate, name: string): Json => {
    const [subject] = estate.subjects("aws_s3_bucket");
    if (subject === undefined) throw new Error("the bucket is there");
    return plain(estate.value(subject, name));
  };
  const of = { bucket: reference("aws_s3_bucket.a", "id") };

  test("tell what resources of their own say, whatever the provider shows inline", () => {
    const estate = planned([
      bucket(),
      {
        address: "aws_s3_bucket_versioning.a",
        after: { versioning_configuration: [{ status: "Enabled" }] },
        unknown: { bucket: true },
        expressions: of,
      },
      {
        address: "aws_s3_bucket_server_side_encryption_configuration.a",
        after: { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }] },
        unknown: { bucket: true },
        expressions: of,
      },
      {
        address: "aws_s3_bucket_public_access_block.a",
        after: { block_public_acls: true, block_public_policy: true },
        unknown: { bucket: true },
        expressions: of,
      },
      {
        address: "aws_s3_bucket_policy.a",
        after: { policy: '{"Statement":[]}' },
        unknown: { bucket: true },
        expressions: of,
      },
      { address: "aws_s3_bucket_acl.a", after: { acl: "private" }, unknown: { bucket: true }, expressions: of },
    ]);
    expect({
      versioning: told(estate, "effective_versioning"),
      encryption: told(estate, "effective_encryption"),
      block: told(estate, "effective_public_access_block"),
      policy: told(estate, "effective_policy"),
      acl: told(estate, "effective_acl"),
      logging: told(estate, "effective_logging"),
    }).toEqual({
      versioning: complete([{ status: "Enabled" }]),
      encryption: complete([{ sse_algorithm: "aws:kms", kms_master_key_id: null, bucket_key_enabled: false }]),
      block: complete([
        {
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: false,
          restrict_public_buckets: false,
        },
      ]),
      policy: complete([{ document: { Statement: [] } }]),
      acl: "private",
      logging: complete([]),
    });
  });

  test("tell what is said inline", () => {
    const estate = planned([
      bucket(
        {
          acl: "public-read",
          versioning: [{ enabled: true }],
          logging: [{ target_bucket: "logs" }],
          policy: '{"Statement":[]}',
          server_side_encryption_configuration: [
            { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] }] },
          ],
        },
        {},
      ),
    ]);
    expect({
      versioning: told(estate, "effective_versioning"),
      encryption: told(estate, "effective_encryption"),
      policy: told(estate, "effective_policy"),
      acl: told(estate, "effective_acl"),
      logging: told(estate, "effective_logging"),
      block: told(estate, "effective_public_access_block"),
    }).toEqual({
      versioning: complete([{ status: "Enabled" }]),
      encryption: complete([{ sse_algorithm: "AES256", kms_master_key_id: null, bucket_key_enabled: false }]),
      policy: complete([{ document: { Statement: [] } }]),
      acl: "public-read",
      logging: complete([{ target_bucket: "logs", target_prefix: null }]),
      block: complete([]),
    });
  });

  test("are open where the bucket is there already and what is beside it is elsewhere", () => {
    const estate = planned([{ ...bucket({ bucket: "a", versioning: [] }, {}), action: "no-op" }]);
    expect(told(estate, "effective_public_access_block")).toEqual({ state: "partial", code: "U5", items: [] });
    expect(told(estate, "effective_versioning")).toEqual({ state: "partial", code: "U5", items: [] });
  });
});

describe("effective_routes", () => {
  const told = (estate: Estate, type: string): Json => {
    const [subject] = estate.subjects(type);
    if (subject === undefined) throw new Error(`${type} is there`);
    return plain(estate.value(subject, "effective_routes"));
  };
  const vpc: Planned = { address: "aws_vpc.a", after: { cidr_block: "10.0.0.0/16" }, unknown: { id: true } };
  const subnet: Planned = {
    address: "aws_subnet.a",
    after: {},
    unknown: { id: true, vpc_id: true },
    expressions: { vpc_id: reference("aws_vpc.a", "id") },
  };
  const table: Planned = {
    address: "aws_route_table.a",
    after: { route: [{ cidr_block: "10.1.0.0/16", ipv6_cidr_block: "", nat_gateway_id: "nat-1", gateway_id: "" }] },
    unknown: { id: true, vpc_id: true, route: [{}] },
    expressions: { vpc_id: reference("aws_vpc.a", "id") },
  };
  const association: Planned = {
    address: "aws_route_table_association.a",
    after: {},
    unknown: { subnet_id: true, route_table_id: true },
    expressions: {
      subnet_id: reference("aws_subnet.a", "id"),
      route_table_id: reference("aws_route_table.a", "id"),
    },
  };
  const route: Planned = {
    address: "aws_route.a",
    after: { destination_cidr_block: "0.0.0.0/0" },
    unknown: { route_table_id: true, gateway_id: true },
    expressions: {
      route_table_id: reference("aws_route_table.a", "id"),
      gateway_id: reference("aws_internet_gateway.a", "id"),
    },
  };
  const gateway: Planned = { address: "aws_internet_gateway.a", after: {}, unknown: { id: true } };
  const none = {
    destination_cidr_ipv6: null,
    destination_prefix_list_id: null,
    destination_prefix_list_name: null,
    is_declared_path: { unknown: "U7" },
  };

  test("of a subnet are those of its table, inline and as resources, with the kind of their target", () => {
    const estate = planned([vpc, subnet, table, association, route, gateway]);
    expect(told(estate, "aws_subnet")).toEqual(
      complete([
        { ...none, destination_cidr_ipv4: "10.1.0.0/16", target: "nat_gateway", target_id: "nat-1" },
        { ...none, destination_cidr_ipv4: "0.0.0.0/0", target: "internet_gateway", target_id: { unknown: "U1" } },
      ]),
    );
  });

  test("of a subnet without a table of its own are those of the main table, of a new VPC none but the local one", () => {
    expect(told(planned([vpc, subnet]), "aws_subnet")).toEqual(complete([]));
    const main: Planned = {
      address: "aws_default_route_table.a",
      after: { route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }] },
      unknown: { default_route_table_id: true },
      expressions: { default_route_table_id: reference("aws_vpc.a", "default_route_table_id") },
    };
    expect(told(planned([vpc, subnet, main]), "aws_subnet")).toEqual(
      complete([{ ...none, destination_cidr_ipv4: "0.0.0.0/0", target: "internet_gateway", target_id: "igw-1" }]),
    );
  });

  test("of a running subnet are those of the table that names it", () => {
    const place = { awsAccountId: "123456789012", awsRegion: "ap-northeast-1", configurationItemStatus: "OK" };
    const estate = running([
      {
        ...place,
        resourceType: "AWS::EC2::Subnet",
        resourceId: "subnet-1",
        configuration: { subnetId: "subnet-1", vpcId: "vpc-1" },
      },
      {
        ...place,
        resourceType: "AWS::EC2::RouteTable",
        resourceId: "rtb-1",
        configuration: {
          routeTableId: "rtb-1",
          vpcId: "vpc-1",
          associations: [{ main: false, subnetId: "subnet-1" }],
          routes: [
            { destinationCidrBlock: "10.0.0.0/16", gatewayId: "local" },
            { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
          ],
        },
      },
    ]);
    expect(told(estate, "aws_subnet")).toEqual(
      complete([
        { ...none, destination_cidr_ipv4: "10.0.0.0/16", target: "local", target_id: "local" },
        { ...none, destination_cidr_ipv4: "0.0.0.0/0", target: "internet_gateway", target_id: "igw-1" },
      ]),
    );
  });
});

describe("effective_egress", () => {
  test("joins what may go out inline and by rule resources, and a rule of a default group goes with it", () => {
    const estate = planned([
      {
        address: "aws_default_security_group.a",
        after: { egress: [{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["10.0.0.0/8"] }] },
        unknown: { id: true, name: true, egress: [{ cidr_blocks: [false] }] },
      },
      {
        address: "aws_vpc_security_group_egress_rule.a",
        after: { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
        unknown: { security_group_id: true },
        expressions: { security_group_id: reference("aws_default_security_group.a", "id") },
      },
    ]);
    const [group] = estate.subjects("aws_security_group");
    if (group === undefined) throw new Error("the group is there");
    const one = {
      cidr_ipv6: null,
      prefix_list_id: null,
      prefix_list_name: null,
      referenced_security_group_id: null,
      self: false,
    };
    expect(plain(estate.value(group, "is_default"))).toBe(true);
    expect(plain(estate.value(group, "effective_egress"))).toEqual(
      complete([
        { ...one, protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "10.0.0.0/8" },
        { ...one, protocol: "-1", from_port: null, to_port: null, cidr_ipv4: "0.0.0.0/0" },
      ]),
    );
  });
});
