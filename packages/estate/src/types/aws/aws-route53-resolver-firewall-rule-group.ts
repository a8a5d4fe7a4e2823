import {
  absent,
  computed,
  defineResourceType,
  enumeration,
  list,
  listOf,
  number,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { effectiveFirewallRules, firewallActions, firewallRulesOfGroup } from "./firewall-rules.ts";

const unpublished = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** A group of rules of DNS Firewall, which associations put in front of VPCs. */
export const awsRoute53ResolverFirewallRuleGroup = defineResourceType({
  type: "aws_route53_resolver_firewall_rule_group",
  sources: {
    config: "AWS::Route53Resolver::FirewallRuleGroup",
    unchecked: unpublished,
    api: "route53resolver:ListFirewallRuleGroups.FirewallRuleGroups[]",
    cloudformation: "AWS::Route53Resolver::FirewallRuleGroup",
  },
  identity: {
    arn: { config: "Arn", unchecked: unpublished, api: "Arn", cloudformation: "Arn" },
    id: { config: "@resourceId | Id", unchecked: unpublished, api: "Id", cloudformation: "Id | Ref" },
  },
  attributes: {
    /** As the group says them; in Terraform resources of their own do. Policies read `effective_rules`. */
    firewall_rules: list(
      {
        action: enumeration(firewallActions, {
          config: "Action",
          unchecked: unpublished,
          api: "Action",
          cloudformation: "Action",
          whenOmitted: { config: unavailable, api: unavailable, cloudformation: computed },
        }),
        priority: number({
          config: "Priority",
          unchecked: unpublished,
          api: "Priority",
          cloudformation: "Priority",
          whenOmitted: { config: unavailable, api: unavailable, cloudformation: computed },
        }),
        firewall_domain_list_id: string({
          config: "FirewallDomainListId",
          unchecked: unpublished,
          api: "FirewallDomainListId",
          cloudformation: "FirewallDomainListId",
          whenOmitted: { config: absent, api: absent, cloudformation: absent },
        }),
      },
      {
        terraform: null,
        config: "FirewallRules",
        unchecked: unpublished,
        api: "route53resolver:ListFirewallRules.FirewallRules",
        cloudformation: "FirewallRules",
        whenOmitted: { config: unavailable, api: unavailable, cloudformation: absent },
      },
    ),
    /** The lists that those rules name. */
    domain_list_ids: listOf(string(), {
      terraform: null,
      config: "FirewallRules.FirewallDomainListId",
      unchecked: unpublished,
      api: "route53resolver:ListFirewallRules.FirewallRules.FirewallDomainListId",
      cloudformation: "FirewallRules.FirewallDomainListId",
      isSparse: true,
      whenOmitted: { config: unavailable, api: unavailable, cloudformation: absent },
    }),
    effective_rules: effectiveFirewallRules(firewallRulesOfGroup),
  },
  links: { domain_list_ids: to("aws_route53_resolver_firewall_domain_list", "id") },
});
