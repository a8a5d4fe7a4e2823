import { computed, defineResourceType, enumeration, string, to, unavailable } from "../../model/resource-type.ts";

/** What makes the DNS queries of a VPC go through a rule group of DNS Firewall; Firewall Manager makes such ones by itself. */
export const awsRoute53ResolverFirewallRuleGroupAssociation = defineResourceType({
  type: "aws_route53_resolver_firewall_rule_group_association",
  sources: {
    config: "AWS::Route53Resolver::FirewallRuleGroupAssociation",
    api: "route53resolver:ListFirewallRuleGroupAssociations.FirewallRuleGroupAssociations[]",
    cloudformation: "AWS::Route53Resolver::FirewallRuleGroupAssociation",
  },
  identity: {
    arn: { config: "Arn", api: "Arn", cloudformation: "Arn" },
    id: { config: "@resourceId | Id", api: "Id", cloudformation: "Id | Ref" },
  },
  attributes: {
    firewall_rule_group_id: string({
      config: "FirewallRuleGroupId",
      api: "FirewallRuleGroupId",
      cloudformation: "FirewallRuleGroupId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    vpc_id: string({
      config: "VpcId",
      api: "VpcId",
      cloudformation: "VpcId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    status: enumeration(["COMPLETE", "DELETING", "UPDATING"], {
      terraform: null,
      config: "Status",
      api: "Status",
      cloudformation: "Status",
      observed: true,
    }),
  },
  links: {
    firewall_rule_group_id: to("aws_route53_resolver_firewall_rule_group", "id"),
    vpc_id: to("aws_vpc", "id", { madeBy: "service" }),
  },
});
