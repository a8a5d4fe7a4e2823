import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { effectiveRoutes, routesOfTable } from "./effective-routes.ts";
import { toPrefixLists } from "./effective-prefixes.ts";
import { inlineRoutes, routeGatewayIds, routePrefixListIds, toGateways } from "./route-fields.ts";

/** The route table that comes with a VPC, taken over by Terraform: what it does not say is removed. */
export const awsDefaultRouteTable = defineResourceType({
  type: "aws_default_route_table",
  sources: { apiPartOf: "aws_route_table" },
  identity: { arn: {}, id: {} },
  attributes: {
    default_route_table_id: string({ whenOmitted: { terraform: computed } }),
    vpc_id: string({ whenOmitted: { terraform: computed } }),
    route: inlineRoutes(),
    route_gateway_ids: routeGatewayIds(),
    route_prefix_list_ids: routePrefixListIds(),
    effective_routes: effectiveRoutes(routesOfTable),
  },
  links: {
    route_gateway_ids: toGateways,
    route_prefix_list_ids: toPrefixLists,
    default_route_table_id: to("aws_vpc", "default_route_table_id", { atMostOne: true }),
    vpc_id: to("aws_vpc", "id", { atMostOne: true }),
  },
});
