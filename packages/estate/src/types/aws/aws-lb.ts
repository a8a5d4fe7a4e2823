import {
  absent,
  boolean,
  computed,
  defineResourceType,
  enumeration,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { createdTime } from "./created-time.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { declaredWafIncapable } from "./declared.ts";

/** An application, network or gateway load balancer. */
export const awsLb = defineResourceType({
  type: "aws_lb",
  aliases: ["aws_alb"],
  sources: {
    config: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    api: "elbv2:DescribeLoadBalancers.LoadBalancers[]",
    cloudformation: "AWS::ElasticLoadBalancingV2::LoadBalancer",
  },
  identity: {
    arn: { config: "loadBalancerArn", api: "LoadBalancerArn", cloudformation: "LoadBalancerArn | Ref" },
  },
  attributes: {
    internal: boolean({
      config: "scheme=internal",
      api: "Scheme=internal",
      cloudformation: "Scheme=internal",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: false },
    }),
    load_balancer_type: enumeration(["application", "network", "gateway"], {
      config: "type",
      api: "Type",
      cloudformation: "Type",
      whenOmitted: { terraform: "application", config: unavailable, api: unavailable, cloudformation: "application" },
    }),
    enable_waf_fail_open: boolean({
      config: "supplementaryConfiguration.LoadBalancerAttributes[waf.fail_open.enabled]",
      api: "elbv2:DescribeLoadBalancerAttributes.Attributes[waf.fail_open.enabled]",
      cloudformation: "LoadBalancerAttributes[waf.fail_open.enabled]",
      whenOmitted: { terraform: false, config: unavailable, cloudformation: false },
      unchecked: "not in the published properties; recorded items have carried a list of attributes there",
    }),
    security_groups: listOf(string(), {
      config: "securityGroups",
      api: "SecurityGroups",
      cloudformation: "SecurityGroups",
      whenOmitted: { terraform: computed, config: absent, api: absent },
      note: "Without an argument an application load balancer gets the default group of its VPC.",
    }),
    created_time: createdTime(),
    declared_endpoint: declaredEndpoint(),
    declared_waf_incapable: declaredWafIncapable(),
  },
  links: { security_groups: to("aws_security_group", "id") },
});
