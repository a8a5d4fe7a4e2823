import {
  absent,
  list,
  listOf,
  string,
  to,
  unavailable,
  type CollectionSpec,
  type Link,
  type ObjectListAttribute,
  type ScalarListAttribute,
} from "../../model/resource-type.ts";
import type { Unknown } from "../../model/value.ts";

const routeFields = {
  cidr_block: string({
    config: "destinationCidrBlock",
    api: "DestinationCidrBlock",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  ipv6_cidr_block: string({
    config: "destinationIpv6CidrBlock",
    api: "DestinationIpv6CidrBlock",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  destination_prefix_list_id: string({
    config: "destinationPrefixListId",
    api: "DestinationPrefixListId",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  gateway_id: string({
    config: "gatewayId",
    api: "GatewayId | CarrierGatewayId",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  nat_gateway_id: string({
    config: "natGatewayId",
    api: "NatGatewayId",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  egress_only_gateway_id: string({
    config: "egressOnlyInternetGatewayId",
    api: "EgressOnlyInternetGatewayId",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  transit_gateway_id: string({
    config: "transitGatewayId",
    api: "TransitGatewayId",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  vpc_endpoint_id: string({ whenOmitted: { terraform: absent } }),
  network_interface_id: string({
    config: "networkInterfaceId",
    api: "NetworkInterfaceId",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  vpc_peering_connection_id: string({
    config: "vpcPeeringConnectionId",
    api: "VpcPeeringConnectionId",
    whenOmitted: { terraform: absent, config: absent, api: absent },
  }),
  core_network_arn: string({ api: "CoreNetworkArn", whenOmitted: { terraform: absent, api: absent } }),
} as const;

/** Declares the routes that a route table says inline; policies read `effective_routes`. */
export function inlineRoutes(): ObjectListAttribute<typeof routeFields> {
  return list(routeFields, {
    config: "routes",
    api: "Routes",
    whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
    attributeAsBlocks: true,
  });
}

/**
 * Declares the gateways that the inline routes of a table name, as a link: what a route leads to is told by it before the
 * gateway has an id. What runs has one.
 */
export function routeGatewayIds(): ScalarListAttribute<string | null | Unknown> {
  return listOf(string(), { terraform: "route.gateway_id", isSparse: true, whenOmitted: { terraform: absent } });
}

/** Declares the prefix lists that are destinations of the inline routes of a table, as a link; `running`: where it runs. */
export function routePrefixListIds(
  running: Pick<CollectionSpec, "config" | "api"> = {},
): ScalarListAttribute<string | null | Unknown> {
  return listOf(string(), {
    terraform: "route.destination_prefix_list_id",
    ...running,
    isSparse: true,
    whenOmitted: { terraform: absent, config: unavailable, api: unavailable },
  });
}

/** What the `gateway_id` of a route leads to, where it can be created together with the route. */
export const toGateways: Link = to(["aws_internet_gateway", "aws_vpn_gateway"], "id");
