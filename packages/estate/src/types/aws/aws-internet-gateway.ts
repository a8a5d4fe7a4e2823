import { absent, defineResourceType, string, to } from "../../model/resource-type.ts";
import { attachedVpcs, vpcsOfGateway } from "./attached-vpcs.ts";

/** An internet gateway, attached to one VPC at most. */
export const awsInternetGateway = defineResourceType({
  type: "aws_internet_gateway",
  sources: {
    config: "AWS::EC2::InternetGateway",
    api: "ec2:DescribeInternetGateways.InternetGateways[]",
    cloudformation: "AWS::EC2::InternetGateway",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{OwnerId|account}:internet-gateway/{InternetGatewayId}" },
    id: {
      config: "@resourceId | internetGatewayId",
      api: "InternetGatewayId",
      cloudformation: "InternetGatewayId | Ref",
    },
  },
  attributes: {
    vpc_id: string({
      config: "attachments.vpcId | relationships.AWS::EC2::VPC",
      api: "Attachments[].VpcId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    attached_vpcs: attachedVpcs(vpcsOfGateway),
  },
  links: { vpc_id: to("aws_vpc", "id") },
});
