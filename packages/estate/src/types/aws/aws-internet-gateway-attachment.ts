import { absent, computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { attachedVpcs, vpcOfAttachment } from "./attached-vpcs.ts";

/** What attaches an internet gateway to a VPC; in CloudFormation it can attach a VPN gateway instead. */
export const awsInternetGatewayAttachment = defineResourceType({
  type: "aws_internet_gateway_attachment",
  sources: { apiPartOf: "aws_internet_gateway", cloudformation: "AWS::EC2::VPCGatewayAttachment" },
  identity: {},
  attributes: {
    internet_gateway_id: string({
      cloudformation: "InternetGatewayId",
      whenOmitted: { terraform: computed, cloudformation: absent },
    }),
    vpc_id: string({ cloudformation: "VpcId", whenOmitted: { terraform: computed } }),
    attached_vpcs: attachedVpcs(vpcOfAttachment),
  },
  links: {
    internet_gateway_id: to("aws_internet_gateway", "id", { atMostOne: true }),
    vpc_id: to("aws_vpc", "id"),
  },
});
