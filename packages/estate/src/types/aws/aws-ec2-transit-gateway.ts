import { defineResourceType } from "../../model/resource-type.ts";
import { ec2Tags } from "./ec2-tags.ts";

/** A transit gateway, which joins VPCs with each other and with networks outside. */
export const awsEc2TransitGateway = defineResourceType({
  type: "aws_ec2_transit_gateway",
  sources: {
    config: "AWS::EC2::TransitGateway",
    api: "ec2:DescribeTransitGateways.TransitGateways[]",
    cloudformation: "AWS::EC2::TransitGateway",
  },
  identity: {
    arn: { api: "TransitGatewayArn", cloudformation: "TransitGatewayArn" },
    id: { config: "@resourceId | Id", api: "TransitGatewayId", cloudformation: "Id | Ref" },
  },
  attributes: {
    tags: ec2Tags(),
  },
});
