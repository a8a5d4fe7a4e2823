import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** What makes a route table the one of the subnets that have none of their own; a VPC has at most one. */
export const awsMainRouteTableAssociation = defineResourceType({
  type: "aws_main_route_table_association",
  sources: { apiPartOf: "aws_route_table" },
  identity: {},
  attributes: {
    vpc_id: string({ whenOmitted: { terraform: computed } }),
    route_table_id: string({ whenOmitted: { terraform: computed } }),
  },
  links: {
    vpc_id: to("aws_vpc", "id", { atMostOne: true }),
    route_table_id: to(["aws_route_table", "aws_default_route_table"], "id"),
  },
});
