import { computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";

const unpublished = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** What joins a VPC to a transit gateway. */
export const awsEc2TransitGatewayVpcAttachment = defineResourceType({
  type: "aws_ec2_transit_gateway_vpc_attachment",
  sources: {
    config: "AWS::EC2::TransitGatewayAttachment",
    unchecked: unpublished,
    api: "ec2:DescribeTransitGatewayVpcAttachments.TransitGatewayVpcAttachments[]",
    cloudformation: "AWS::EC2::TransitGatewayAttachment",
  },
  identity: {},
  attributes: {
    transit_gateway_id: string({
      config: "TransitGatewayId",
      unchecked: unpublished,
      api: "TransitGatewayId",
      cloudformation: "TransitGatewayId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    vpc_id: string({
      config: "VpcId",
      unchecked: unpublished,
      api: "VpcId",
      cloudformation: "VpcId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    state: string({ terraform: null, api: "State", observed: true }),
  },
  links: { transit_gateway_id: to("aws_ec2_transit_gateway", "id"), vpc_id: to("aws_vpc", "id") },
});
