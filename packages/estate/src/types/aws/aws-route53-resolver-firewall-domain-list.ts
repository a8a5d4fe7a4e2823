import { absent, computed, defineResourceType, listOf, string, unavailable } from "../../model/resource-type.ts";

const unpublished = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** A list of domains that rules of DNS Firewall name: one's own, or one that AWS manages, which every region has. */
export const awsRoute53ResolverFirewallDomainList = defineResourceType({
  type: "aws_route53_resolver_firewall_domain_list",
  sources: {
    config: "AWS::Route53Resolver::FirewallDomainList",
    unchecked: unpublished,
    api: "route53resolver:ListFirewallDomainLists.FirewallDomainLists[]",
    cloudformation: "AWS::Route53Resolver::FirewallDomainList",
  },
  identity: {
    arn: { config: "Arn", unchecked: unpublished, api: "Arn", cloudformation: "Arn" },
    id: { config: "@resourceId | Id", unchecked: unpublished, api: "Id", cloudformation: "Id | Ref" },
  },
  attributes: {
    name: string({
      config: "Name",
      unchecked: unpublished,
      api: "Name",
      cloudformation: "Name",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    /** Who manages the list; null for one's own. In Terraform only the data source has it. */
    managed_owner_name: string({
      config: "ManagedOwnerName",
      unchecked: unpublished,
      api: "ManagedOwnerName",
      cloudformation: "ManagedOwnerName",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** The domains of one's own list, `*` for all; those that a file has, and those of a running one, are not told. */
    domains: listOf(string(), {
      cloudformation: "Domains",
      whenOmitted: { terraform: absent, cloudformation: computed },
    }),
  },
});
