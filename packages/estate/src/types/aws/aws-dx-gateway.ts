import { computed, defineResourceType, string, unavailable } from "../../model/resource-type.ts";

/** A Direct Connect gateway, to which virtual interfaces and the gateways of VPCs are joined in any region. AWS Config does not record it. */
export const awsDxGateway = defineResourceType({
  type: "aws_dx_gateway",
  sources: {
    api: "directconnect:DescribeDirectConnectGateways.directConnectGateways[]",
    cloudformation: "AWS::DirectConnect::DirectConnectGateway",
  },
  identity: {
    arn: {
      api: "arn:{partition}:directconnect::{ownerAccount|account}:dx-gateway/{directConnectGatewayId}",
      cloudformation: "DirectConnectGatewayArn | Ref",
    },
    id: { api: "directConnectGatewayId", cloudformation: "DirectConnectGatewayId" },
  },
  attributes: {
    name: string({
      api: "directConnectGatewayName",
      cloudformation: "DirectConnectGatewayName",
      whenOmitted: { terraform: computed, api: unavailable },
    }),
  },
  isGlobal: true,
});
