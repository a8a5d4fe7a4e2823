import {
  absent,
  boolean,
  computed,
  defineResourceType,
  enumeration,
  listOf,
  number,
  string,
  to,
} from "../../model/resource-type.ts";
import { defaultGroupId, toDefaultGroup } from "./default-group-id.ts";
import {
  effectiveEgress,
  effectiveIngress,
  egressOfSecurityGroupRule,
  ingressOfSecurityGroupRule,
  siblingIngress,
} from "./effective-openings.ts";
import { toPrefixLists } from "./effective-prefixes.ts";

/** A rule of a security group in Terraform's older form: several sources in one resource. */
export const awsSecurityGroupRule = defineResourceType({
  type: "aws_security_group_rule",
  sources: { apiPartOf: "aws_security_group" },
  identity: {},
  attributes: {
    type: enumeration(["ingress", "egress"], { whenOmitted: { terraform: computed } }),
    protocol: string({ whenOmitted: { terraform: computed } }),
    from_port: number({ whenOmitted: { terraform: absent } }),
    to_port: number({ whenOmitted: { terraform: absent } }),
    cidr_blocks: listOf(string(), { whenOmitted: { terraform: absent } }),
    ipv6_cidr_blocks: listOf(string(), { whenOmitted: { terraform: absent } }),
    prefix_list_ids: listOf(string(), { whenOmitted: { terraform: absent } }),
    source_security_group_id: string({ whenOmitted: { terraform: absent } }),
    self: boolean({ whenOmitted: { terraform: false } }),
    security_group_id: string({ whenOmitted: { terraform: computed } }),
    default_security_group_id: defaultGroupId(),
    effective_ingress: effectiveIngress(ingressOfSecurityGroupRule),
    effective_egress: effectiveEgress(egressOfSecurityGroupRule),
    sibling_ingress: siblingIngress(),
  },
  links: {
    security_group_id: to("aws_security_group", "id"),
    default_security_group_id: toDefaultGroup,
    source_security_group_id: to("aws_security_group", "id"),
    prefix_list_ids: toPrefixLists,
  },
});
