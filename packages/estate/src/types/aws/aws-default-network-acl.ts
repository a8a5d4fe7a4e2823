import { absent, computed, defineResourceType, listOf, string, to } from "../../model/resource-type.ts";
import { aclSubnets, effectiveEntries, egressOfAcl, ingressOfAcl, subnetsOfDefaultAcl } from "./effective-entries.ts";
import { inlineEntries } from "./network-acl-fields.ts";

/** The network ACL that comes with a VPC, taken over by Terraform: what it does not say is removed. */
export const awsDefaultNetworkAcl = defineResourceType({
  type: "aws_default_network_acl",
  sources: { apiPartOf: "aws_network_acl" },
  identity: { arn: {}, id: {} },
  attributes: {
    default_network_acl_id: string({ whenOmitted: { terraform: computed } }),
    vpc_id: string({ whenOmitted: { terraform: computed } }),
    ingress: inlineEntries(),
    egress: inlineEntries(),
    /** Subnets without an ACL of their own have it as well. */
    subnet_ids: listOf(string(), { whenOmitted: { terraform: absent } }),
    effective_ingress: effectiveEntries(ingressOfAcl),
    effective_egress: effectiveEntries(egressOfAcl),
    subnets: aclSubnets(subnetsOfDefaultAcl),
  },
  links: {
    default_network_acl_id: to("aws_vpc", "default_network_acl_id", { atMostOne: true }),
    vpc_id: to("aws_vpc", "id", { atMostOne: true }),
    subnet_ids: to("aws_subnet", "id", { atMostOne: true }),
  },
});
