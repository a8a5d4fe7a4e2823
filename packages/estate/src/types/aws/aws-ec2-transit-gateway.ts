import { absent, defineResourceType, json } from "../../model/resource-type.ts";

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
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      config: "tags",
      unchecked: "the published properties have the tags beside the configuration; recorded items have them in it too",
      api: "Tags",
      cloudformation: "Tags",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
  },
});
