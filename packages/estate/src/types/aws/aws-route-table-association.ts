import { absent, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";

/** What makes a subnet use a route table; a subnet has at most one. */
export const awsRouteTableAssociation = defineResourceType({
  type: "aws_route_table_association",
  sources: {
    config: "AWS::EC2::SubnetRouteTableAssociation",
    unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
    apiPartOf: "aws_route_table",
    cloudformation: "AWS::EC2::SubnetRouteTableAssociation",
  },
  identity: {},
  attributes: {
    subnet_id: string({
      config: "SubnetId",
      cloudformation: "SubnetId",
      whenOmitted: { terraform: absent, config: unavailable },
    }),
    route_table_id: string({
      config: "RouteTableId",
      cloudformation: "RouteTableId",
      whenOmitted: { terraform: computed, config: unavailable },
    }),
    gateway_id: string({ whenOmitted: { terraform: absent, config: absent, cloudformation: absent } }),
  },
  links: {
    subnet_id: to("aws_subnet", "id", { atMostOne: true }),
    route_table_id: to(["aws_route_table", "aws_default_route_table"], "id"),
  },
});
