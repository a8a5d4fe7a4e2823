import { boolean, computed, defineResourceType, listOf, string, to, unavailable } from "../../model/resource-type.ts";
import { effectiveRoutes, routesOfTable } from "./effective-routes.ts";
import { toPrefixLists } from "./effective-prefixes.ts";
import { inlineRoutes, routeGatewayIds, routePrefixListIds, toGateways } from "./route-fields.ts";

/** A route table of a VPC. */
export const awsRouteTable = defineResourceType({
  type: "aws_route_table",
  sources: {
    config: "AWS::EC2::RouteTable",
    api: "ec2:DescribeRouteTables.RouteTables[]",
    cloudformation: "AWS::EC2::RouteTable",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{OwnerId|account}:route-table/{RouteTableId}" },
    id: { config: "@resourceId | routeTableId", api: "RouteTableId", cloudformation: "RouteTableId | Ref" },
  },
  attributes: {
    vpc_id: string({
      config: "vpcId | relationships.AWS::EC2::VPC",
      api: "VpcId",
      cloudformation: "VpcId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    route: inlineRoutes(),
    route_gateway_ids: routeGatewayIds(),
    route_prefix_list_ids: routePrefixListIds({
      config: "routes.destinationPrefixListId",
      api: "Routes.DestinationPrefixListId",
    }),
    /** The subnets that use the table; in Terraform and CloudFormation resources of their own say it. */
    associated_subnet_ids: listOf(string(), {
      terraform: null,
      config: "associations.subnetId",
      api: "Associations.SubnetId",
      isSparse: true,
      whenOmitted: { config: unavailable, api: unavailable },
    }),
    /** Whether each association makes it the table of the subnets that have none of their own. */
    main_associations: listOf(boolean(), {
      terraform: null,
      config: "associations.main",
      api: "Associations.Main",
      whenOmitted: { config: unavailable, api: unavailable },
    }),
    effective_routes: effectiveRoutes(routesOfTable),
  },
  links: {
    route_gateway_ids: toGateways,
    route_prefix_list_ids: toPrefixLists,
    vpc_id: to("aws_vpc", "id"),
    associated_subnet_ids: to("aws_subnet", "id", { atMostOne: true }),
  },
});
