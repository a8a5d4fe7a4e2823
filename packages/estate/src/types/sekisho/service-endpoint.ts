import { defineResourceType, string, to } from "../../model/resource-type.ts";

/** One entry of the profile's `service_endpoints`: a resource that customers are meant to reach. */
export const serviceEndpoint = defineResourceType({
  type: "service_endpoint",
  identity: { target: { terraform: null } },
  attributes: {
    /** The address or ARN by which the profile names the resource. */
    target: string({ terraform: null }),
  },
  links: { target: to(["aws_lb", "aws_elb"], "arn") },
  isGlobal: true,
});
