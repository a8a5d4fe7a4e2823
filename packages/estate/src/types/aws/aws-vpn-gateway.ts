import { absent, defineResourceType, string, to } from "../../model/resource-type.ts";

const unpublished = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** A virtual private gateway, attached to one VPC at most. */
export const awsVpnGateway = defineResourceType({
  type: "aws_vpn_gateway",
  sources: {
    config: "AWS::EC2::VPNGateway",
    unchecked: unpublished,
    api: "ec2:DescribeVpnGateways.VpnGateways[]",
    cloudformation: "AWS::EC2::VPNGateway",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{account}:vpn-gateway/{VpnGatewayId}" },
    id: {
      config: "@resourceId | vpnGatewayId",
      unchecked: unpublished,
      api: "VpnGatewayId",
      cloudformation: "VPNGatewayId | Ref",
    },
  },
  attributes: {
    vpc_id: string({
      config: "vpcAttachments.vpcId | relationships.AWS::EC2::VPC",
      unchecked: unpublished,
      api: "VpcAttachments[].VpcId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
  },
  links: { vpc_id: to("aws_vpc", "id") },
});
