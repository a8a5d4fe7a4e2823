import { boolean, computed, defineResourceType, string, unavailable } from "../../model/resource-type.ts";
import { declaredEdge } from "./declared.ts";
import { ec2Tags } from "./ec2-tags.ts";

/** A VPC: what subnets, route tables, gateways and security groups name; the default one of a region is one that Terraform takes over. */
export const awsVpc = defineResourceType({
  type: "aws_vpc",
  aliases: ["aws_default_vpc"],
  sources: { config: "AWS::EC2::VPC", api: "ec2:DescribeVpcs.Vpcs[]", cloudformation: "AWS::EC2::VPC" },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{OwnerId|account}:vpc/{VpcId}" },
    id: { config: "@resourceId | vpcId", api: "VpcId", cloudformation: "VpcId | Ref" },
    default_route_table_id: {},
    default_network_acl_id: { cloudformation: "DefaultNetworkAcl" },
    default_security_group_id: { cloudformation: "DefaultSecurityGroup" },
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
    tags: ec2Tags(),
    declared_edge: declaredEdge(),
  },
});
