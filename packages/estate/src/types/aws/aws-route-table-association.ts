import { absent, computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** What makes a subnet use a route table; a subnet has at most one. */
export const awsRouteTableAssociation = defineResourceType({
  type: "aws_route_table_association",
  sources: { apiPartOf: "aws_route_table", cloudformation: "AWS::EC2::SubnetRouteTableAssociation" },
  identity: {},
  attributes: {
    subnet_id: string({ cloudformation: "SubnetId", whenOmitted: { terraform: absent } }),
    route_table_id: string({ cloudformation: "RouteTableId", whenOmitted: { terraform: computed } }),
    gateway_id: string({ whenOmitted: { terraform: absent, cloudformation: absent } }),
  },
  links: {
    subnet_id: to("aws_subnet", "id", { atMostOne: true }),
    route_table_id: to(["aws_route_table", "aws_default_route_table"], "id"),
  },
});
