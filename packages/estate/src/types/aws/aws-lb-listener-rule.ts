import { absent, computed, defineResourceType, listOf, string, to } from "../../model/resource-type.ts";
import { actions } from "./redirect.ts";

/** A rule of a listener; AWS Config does not record it. */
export const awsLbListenerRule = defineResourceType({
  type: "aws_lb_listener_rule",
  aliases: ["aws_alb_listener_rule"],
  sources: {
    api: "elbv2:DescribeRules.Rules[]",
    // The default rule is the default action of the listener.
    apiWhere: (read) => read("IsDefault") !== true,
    cloudformation: "AWS::ElasticLoadBalancingV2::ListenerRule",
  },
  identity: { arn: { api: "RuleArn", cloudformation: "RuleArn | Ref" } },
  attributes: {
    listener_arn: string({
      api: "@ListenerArn",
      cloudformation: "ListenerArn",
      whenOmitted: { terraform: computed },
      note: "DescribeRules takes the listener as a parameter and does not repeat it.",
    }),
    action: actions({ api: "Actions", cloudformation: "Actions" }),
    /** The source ranges that its conditions name. */
    source_ips: listOf(string(), {
      terraform: "condition.source_ip.values",
      manyInBlock: true,
      api: "Conditions.SourceIpConfig.Values",
      cloudformation: "Conditions.SourceIpConfig.Values",
      isSparse: true,
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
  },
  links: { listener_arn: to("aws_lb_listener", "arn") },
});
