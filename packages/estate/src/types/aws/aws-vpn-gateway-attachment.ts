import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** What attaches a virtual private gateway to a VPC as a resource of its own. */
export const awsVpnGatewayAttachment = defineResourceType({
  type: "aws_vpn_gateway_attachment",
  sources: {
    apiPartOf: "aws_vpn_gateway",
    cloudformation: "AWS::EC2::VPCGatewayAttachment",
    cloudformationMember: "VpnGatewayId",
  },
  identity: {},
  attributes: {
    vpn_gateway_id: string({ cloudformation: "VpnGatewayId", whenOmitted: { terraform: computed } }),
    vpc_id: string({ cloudformation: "VpcId", whenOmitted: { terraform: computed } }),
  },
  links: { vpn_gateway_id: to("aws_vpn_gateway", "id", { atMostOne: true }), vpc_id: to("aws_vpc", "id") },
});
