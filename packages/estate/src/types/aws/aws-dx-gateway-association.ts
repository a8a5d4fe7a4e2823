import { absent, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";

/** What joins a VPN gateway or transit gateway to a Direct Connect gateway. AWS Config does not record it. */
export const awsDxGatewayAssociation = defineResourceType({
  type: "aws_dx_gateway_association",
  sources: {
    api: "directconnect:DescribeDirectConnectGatewayAssociations.directConnectGatewayAssociations[]",
    cloudformation: "AWS::DirectConnect::DirectConnectGatewayAssociation",
  },
  identity: {},
  attributes: {
    dx_gateway_id: string({
      api: "directConnectGatewayId",
      cloudformation: "DirectConnectGatewayId",
      whenOmitted: { terraform: computed, api: unavailable },
    }),
    /** Null where the Direct Connect gateway is joined to a core network. */
    associated_gateway_id: string({
      api: "associatedGateway.id",
      cloudformation: "AssociatedGatewayId",
      whenOmitted: { terraform: computed, api: absent },
    }),
    association_state: string({ terraform: null, api: "associationState", observed: true }),
  },
  links: {
    dx_gateway_id: to("aws_dx_gateway", "id"),
    associated_gateway_id: to(["aws_vpn_gateway", "aws_ec2_transit_gateway"], "id"),
  },
  isGlobal: true,
});
