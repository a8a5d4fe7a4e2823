import { absent, computed, defineResourceType, list, number, string, to } from "../../model/resource-type.ts";

/** How a listener of a classic load balancer negotiates TLS; a port has at most one. Only Terraform has it by itself. */
export const awsLbSslNegotiationPolicy = defineResourceType({
  type: "aws_lb_ssl_negotiation_policy",
  identity: {},
  attributes: {
    load_balancer: string({ whenOmitted: { terraform: computed } }),
    lb_port: number({ whenOmitted: { terraform: computed } }),
    /** `Reference-Security-Policy` with the name of a predefined policy, or `Protocol-TLSv1.2` with `true`, …. */
    attribute: list(
      {
        name: string({ whenOmitted: { terraform: computed } }),
        value: string({ whenOmitted: { terraform: computed } }),
      },
      { whenOmitted: { terraform: absent } },
    ),
  },
  links: { load_balancer: to("aws_elb", "name") },
});
