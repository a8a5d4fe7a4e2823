import { absent, computed, defineResourceType, json, string, to } from "../../model/resource-type.ts";

/** The policy of a VPC endpoint as a resource of its own; a running endpoint tells its policy by itself. */
export const awsVpcEndpointPolicy = defineResourceType({
  type: "aws_vpc_endpoint_policy",
  sources: { apiPartOf: "aws_vpc_endpoint" },
  identity: {},
  attributes: {
    vpc_endpoint_id: string({ whenOmitted: { terraform: computed } }),
    /** Left out, it allows everything. */
    policy: json({ whenOmitted: { terraform: absent } }),
  },
  links: { vpc_endpoint_id: to("aws_vpc_endpoint", "id", { atMostOne: true }) },
});
