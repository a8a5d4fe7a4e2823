import { absent, block, defineResourceType, list, string, unavailable } from "../../model/resource-type.ts";

/** What a firewall of AWS Network Firewall does with traffic. */
export const awsNetworkfirewallFirewallPolicy = defineResourceType({
  type: "aws_networkfirewall_firewall_policy",
  sources: {
    config: "AWS::NetworkFirewall::FirewallPolicy",
    api: "network-firewall:DescribeFirewallPolicy",
    cloudformation: "AWS::NetworkFirewall::FirewallPolicy",
  },
  identity: {
    arn: {
      config: "firewallPolicyResponse.firewallPolicyArn",
      api: "FirewallPolicyResponse.FirewallPolicyArn",
      cloudformation: "FirewallPolicyArn | Ref",
    },
  },
  attributes: {
    firewall_policy: block(
      {
        /** Rule groups that look into a connection and not at single packets only. */
        stateful_rule_group_reference: list(
          {
            resource_arn: string({
              config: "resourceArn",
              api: "ResourceArn",
              cloudformation: "ResourceArn",
              whenOmitted: { cloudformation: absent },
            }),
          },
          {
            config: "statefulRuleGroupReferences",
            api: "StatefulRuleGroupReferences",
            cloudformation: "StatefulRuleGroupReferences",
            whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
          },
        ),
      },
      {
        config: "firewallPolicy",
        api: "FirewallPolicy",
        cloudformation: "FirewallPolicy",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
      },
    ),
  },
});
