import {
  absent,
  boolean,
  enumeration,
  list,
  number,
  string,
  unavailable,
  type ObjectListAttribute,
} from "../../model/resource-type.ts";

const actions = ["allow", "deny"] as const;

const inlineFields = {
  rule_no: number(),
  action: enumeration(actions),
  protocol: string(),
  from_port: number({ whenOmitted: { terraform: absent } }),
  to_port: number({ whenOmitted: { terraform: absent } }),
  cidr_block: string({ whenOmitted: { terraform: absent } }),
  ipv6_cidr_block: string({ whenOmitted: { terraform: absent } }),
} as const;

/** Declares the entries of a network ACL in one direction, as written inline; policies read `effective_ingress` and `effective_egress`. */
export function inlineEntries(): ObjectListAttribute<typeof inlineFields> {
  return list(inlineFields, {
    whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
    attributeAsBlocks: true,
  });
}

const toldFields = {
  egress: boolean({ config: "egress", api: "Egress", whenOmitted: { config: unavailable, api: unavailable } }),
  rule_no: number({ config: "ruleNumber", api: "RuleNumber", whenOmitted: { config: unavailable, api: unavailable } }),
  action: enumeration(actions, {
    config: "ruleAction",
    api: "RuleAction",
    whenOmitted: { config: unavailable, api: unavailable },
  }),
  protocol: string({ config: "protocol", api: "Protocol", whenOmitted: { config: unavailable, api: unavailable } }),
  from_port: number({
    config: "portRange.from",
    api: "PortRange.From",
    whenOmitted: { config: absent, api: absent },
  }),
  to_port: number({ config: "portRange.to", api: "PortRange.To", whenOmitted: { config: absent, api: absent } }),
  cidr_block: string({ config: "cidrBlock", api: "CidrBlock", whenOmitted: { config: absent, api: absent } }),
  ipv6_cidr_block: string({
    config: "ipv6CidrBlock",
    api: "Ipv6CidrBlock",
    whenOmitted: { config: absent, api: absent },
  }),
} as const;

/** Declares the entries that a running network ACL tells, both directions in one list; policies read `effective_ingress` and `effective_egress`. */
export function toldEntries(): ObjectListAttribute<typeof toldFields> {
  return list(toldFields, {
    terraform: null,
    config: "entries",
    api: "Entries",
    whenOmitted: { config: unavailable, api: unavailable },
  });
}
