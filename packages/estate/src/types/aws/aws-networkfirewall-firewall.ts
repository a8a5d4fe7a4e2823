import { absent, defineResourceType, string, to } from "../../model/resource-type.ts";

/** A firewall of AWS Network Firewall. */
export const awsNetworkfirewallFirewall = defineResourceType({
  type: "aws_networkfirewall_firewall",
  sources: {
    config: "AWS::NetworkFirewall::Firewall",
    api: "network-firewall:DescribeFirewall.Firewall",
    cloudformation: "AWS::NetworkFirewall::Firewall",
  },
  identity: {
    arn: { config: "firewall.firewallArn", api: "FirewallArn", cloudformation: "FirewallArn | Ref" },
  },
  attributes: {
    firewall_policy_arn: string({
      config: "firewall.firewallPolicyArn",
      api: "FirewallPolicyArn",
      cloudformation: "FirewallPolicyArn",
      whenOmitted: { cloudformation: absent },
    }),
  },
  links: { firewall_policy_arn: to("aws_networkfirewall_firewall_policy", "arn") },
});
