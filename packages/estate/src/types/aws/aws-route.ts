import { absent, computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { effectiveRoutes, routeOfResource } from "./effective-routes.ts";
import { toPrefixLists } from "./effective-prefixes.ts";
import { toGateways } from "./route-fields.ts";

/** A route as a resource of its own; a running route table tells its routes by itself. */
export const awsRoute = defineResourceType({
  type: "aws_route",
  sources: { apiPartOf: "aws_route_table", cloudformation: "AWS::EC2::Route" },
  identity: {},
  attributes: {
    route_table_id: string({ cloudformation: "RouteTableId", whenOmitted: { terraform: computed } }),
    destination_cidr_block: string({
      cloudformation: "DestinationCidrBlock",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    destination_ipv6_cidr_block: string({
      cloudformation: "DestinationIpv6CidrBlock",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    destination_prefix_list_id: string({
      cloudformation: "DestinationPrefixListId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    gateway_id: string({ cloudformation: "GatewayId", whenOmitted: { terraform: absent, cloudformation: absent } }),
    nat_gateway_id: string({
      cloudformation: "NatGatewayId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    egress_only_gateway_id: string({
      cloudformation: "EgressOnlyInternetGatewayId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    transit_gateway_id: string({
      cloudformation: "TransitGatewayId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    vpc_endpoint_id: string({
      cloudformation: "VpcEndpointId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    network_interface_id: string({
      cloudformation: "NetworkInterfaceId",
      whenOmitted: { terraform: computed, cloudformation: absent },
    }),
    vpc_peering_connection_id: string({
      cloudformation: "VpcPeeringConnectionId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    core_network_arn: string({
      cloudformation: "CoreNetworkArn",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    effective_routes: effectiveRoutes(routeOfResource),
  },
  links: {
    route_table_id: to(["aws_route_table", "aws_default_route_table"], "id"),
    destination_prefix_list_id: toPrefixLists,
    gateway_id: toGateways,
    nat_gateway_id: to("aws_nat_gateway", "id"),
    transit_gateway_id: to("aws_ec2_transit_gateway", "id"),
    vpc_endpoint_id: to("aws_vpc_endpoint", "id"),
  },
});
