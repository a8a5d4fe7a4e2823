import { absent, defineResourceType, string, to } from "../../model/resource-type.ts";
import { reachedVpcs, vpcsOfInterface } from "./reached-vpcs.ts";
import { bgpStatuses, virtualInterfaceState } from "./virtual-interface-fields.ts";

/** A private virtual interface of Direct Connect; Terraform has hosted ones, that the owner of a connection made for another account, as accepted. AWS Config does not record it. */
export const awsDxPrivateVirtualInterface = defineResourceType({
  type: "aws_dx_private_virtual_interface",
  aliases: ["aws_dx_hosted_private_virtual_interface_accepter"],
  sources: {
    api: "directconnect:DescribeVirtualInterfaces.virtualInterfaces[]",
    apiWhere: (read) => read("virtualInterfaceType") === "private",
    cloudformation: "AWS::DirectConnect::PrivateVirtualInterface",
  },
  identity: {
    arn: {
      api: "arn:{partition}:directconnect:{region}:{account}:dxvif/{virtualInterfaceId}",
      cloudformation: "VirtualInterfaceArn | Ref",
    },
    id: { api: "virtualInterfaceId", cloudformation: "VirtualInterfaceId" },
  },
  attributes: {
    dx_gateway_id: string({
      api: "directConnectGatewayId",
      cloudformation: "DirectConnectGatewayId",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    vpn_gateway_id: string({
      api: "virtualGatewayId",
      cloudformation: "VirtualGatewayId",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    virtual_interface_state: virtualInterfaceState(),
    bgp_statuses: bgpStatuses(),
    reached_vpcs: reachedVpcs(vpcsOfInterface),
  },
  links: { dx_gateway_id: to("aws_dx_gateway", "id"), vpn_gateway_id: to("aws_vpn_gateway", "id") },
});
