import {
  absent,
  boolean,
  computed,
  defineResourceType,
  enumeration,
  number,
  string,
  to,
} from "../../model/resource-type.ts";
import { effectiveEntries, egressOfRule, ingressOfRule } from "./effective-entries.ts";

/** An entry of a network ACL as a resource of its own; a running ACL tells its entries by itself. */
export const awsNetworkAclRule = defineResourceType({
  type: "aws_network_acl_rule",
  sources: { apiPartOf: "aws_network_acl", cloudformation: "AWS::EC2::NetworkAclEntry" },
  identity: {},
  attributes: {
    network_acl_id: string({ cloudformation: "NetworkAclId", whenOmitted: { terraform: computed } }),
    /** The same id, for the link to the VPC that says it of its default ACL, which no resource of the documents need be. */
    default_network_acl_id: string({
      terraform: "network_acl_id",
      cloudformation: "NetworkAclId",
      whenOmitted: { terraform: computed },
    }),
    egress: boolean({ cloudformation: "Egress", whenOmitted: { terraform: false, cloudformation: false } }),
    rule_number: number({ cloudformation: "RuleNumber", whenOmitted: { terraform: computed } }),
    rule_action: enumeration(["allow", "deny"], { cloudformation: "RuleAction", whenOmitted: { terraform: computed } }),
    protocol: string({ cloudformation: "Protocol", whenOmitted: { terraform: computed } }),
    from_port: number({ cloudformation: "PortRange.From", whenOmitted: { terraform: absent, cloudformation: absent } }),
    to_port: number({ cloudformation: "PortRange.To", whenOmitted: { terraform: absent, cloudformation: absent } }),
    cidr_block: string({ cloudformation: "CidrBlock", whenOmitted: { terraform: absent, cloudformation: absent } }),
    ipv6_cidr_block: string({
      cloudformation: "Ipv6CidrBlock",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    effective_ingress: effectiveEntries(ingressOfRule),
    effective_egress: effectiveEntries(egressOfRule),
  },
  links: {
    network_acl_id: to(["aws_network_acl", "aws_default_network_acl"], "id"),
    default_network_acl_id: to("aws_vpc", "default_network_acl_id"),
  },
});
