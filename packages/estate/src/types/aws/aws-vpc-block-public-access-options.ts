import { defineResourceType, string, unavailable } from "../../model/resource-type.ts";

const unpublished = "AWS Config records the type and publishes no properties of it; named as in CloudFormation";

/** How far a region of an account blocks traffic through internet gateways; without the resource it is off. */
export const awsVpcBlockPublicAccessOptions = defineResourceType({
  type: "aws_vpc_block_public_access_options",
  sources: {
    config: "AWS::EC2::VPCBlockPublicAccessOptions",
    unchecked: unpublished,
    api: "ec2:DescribeVpcBlockPublicAccessOptions.VpcBlockPublicAccessOptions",
    cloudformation: "AWS::EC2::VPCBlockPublicAccessOptions",
  },
  identity: {},
  attributes: {
    /** `off`, `block-bidirectional` or `block-ingress`; CloudFormation knows no `off`. */
    internet_gateway_block_mode: string({
      config: "InternetGatewayBlockMode",
      unchecked: unpublished,
      api: "InternetGatewayBlockMode",
      cloudformation: "InternetGatewayBlockMode",
      whenOmitted: { config: unavailable, api: unavailable },
    }),
  },
  onePer: "region",
});
