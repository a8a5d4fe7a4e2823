import {
  absent,
  computed,
  defineResourceType,
  list,
  number,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";

/** How a listener of a classic load balancer negotiates TLS; a port has at most one. */
export const awsLbSslNegotiationPolicy = defineResourceType({
  type: "aws_lb_ssl_negotiation_policy",
  sources: {
    api: "elb:DescribeLoadBalancerPolicies.PolicyDescriptions[]",
    apiWhere: (read) => read("PolicyTypeName") === "SSLNegotiationPolicyType",
  },
  identity: {},
  attributes: {
    load_balancer: string({ api: "@LoadBalancerName", whenOmitted: { terraform: computed } }),
    lb_port: number({
      whenOmitted: { terraform: computed, api: unavailable },
      note: "The API tells with the listener which policies it has, used or not.",
    }),
    /** `Reference-Security-Policy` with the name of a predefined policy, or `Protocol-TLSv1.2` with `true`, …. */
    attribute: list(
      {
        name: string({ api: "AttributeName", whenOmitted: { terraform: computed, api: unavailable } }),
        value: string({ api: "AttributeValue", whenOmitted: { terraform: computed, api: unavailable } }),
      },
      { api: "PolicyAttributeDescriptions", whenOmitted: { terraform: absent, api: unavailable } },
    ),
  },
  links: { load_balancer: to("aws_elb", "name") },
});
