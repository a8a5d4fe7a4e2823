import { absent, computed, defineResourceType, enumeration, number, string, to } from "../../model/resource-type.ts";
import { firewallActions, firewallRuleOfResource, effectiveFirewallRules } from "./firewall-rules.ts";

/** A rule of a rule group of DNS Firewall as a resource of its own; elsewhere a group tells its rules by itself. */
export const awsRoute53ResolverFirewallRule = defineResourceType({
  type: "aws_route53_resolver_firewall_rule",
  sources: { apiPartOf: "aws_route53_resolver_firewall_rule_group" },
  identity: {},
  attributes: {
    firewall_rule_group_id: string({ whenOmitted: { terraform: computed } }),
    /** Null for a rule that looks for kinds of threats and not for the domains of a list. */
    firewall_domain_list_id: string({ whenOmitted: { terraform: absent } }),
    action: enumeration(firewallActions, { whenOmitted: { terraform: computed } }),
    priority: number({ whenOmitted: { terraform: computed } }),
    effective_rules: effectiveFirewallRules(firewallRuleOfResource),
  },
  links: {
    firewall_rule_group_id: to("aws_route53_resolver_firewall_rule_group", "id"),
    firewall_domain_list_id: to("aws_route53_resolver_firewall_domain_list", "id"),
  },
});
