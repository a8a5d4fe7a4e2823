import { boolean, computed, defineResourceType, string, unavailable } from "../../model/resource-type.ts";

/** A VPC: what subnets, route tables and gateways name. */
export const awsVpc = defineResourceType({
  type: "aws_vpc",
  sources: { config: "AWS::EC2::VPC", api: "ec2:DescribeVpcs.Vpcs[]", cloudformation: "AWS::EC2::VPC" },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{OwnerId|account}:vpc/{VpcId}" },
    id: { config: "@resourceId | vpcId", api: "VpcId", cloudformation: "VpcId | Ref" },
    default_route_table_id: {},
  },
  attributes: {
    cidr_block: string({
      config: "cidrBlock",
      api: "CidrBlock",
      cloudformation: "CidrBlock",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    is_default: boolean({
      terraform: null,
      config: "isDefault",
      api: "IsDefault",
      whenOmitted: { config: unavailable, api: unavailable, cloudformation: false },
    }),
  },
});
