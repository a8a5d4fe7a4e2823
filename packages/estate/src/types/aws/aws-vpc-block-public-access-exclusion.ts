import {
  absent,
  computed,
  defineResourceType,
  enumeration,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { declaredExclusion } from "./declared.ts";

const unpublished = "AWS Config records the type and publishes no properties of it; named as in CloudFormation";

/** A VPC or subnet that VPC Block Public Access leaves out. */
export const awsVpcBlockPublicAccessExclusion = defineResourceType({
  type: "aws_vpc_block_public_access_exclusion",
  sources: {
    config: "AWS::EC2::VPCBlockPublicAccessExclusion",
    unchecked: unpublished,
    api: "ec2:DescribeVpcBlockPublicAccessExclusions.VpcBlockPublicAccessExclusions[]",
    cloudformation: "AWS::EC2::VPCBlockPublicAccessExclusion",
  },
  identity: { id: { api: "ExclusionId", cloudformation: "ExclusionId | Ref" } },
  attributes: {
    vpc_id: string({
      config: "VpcId",
      unchecked: unpublished,
      cloudformation: "VpcId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      note: "The API names what is excluded by its ARN alone.",
    }),
    subnet_id: string({
      config: "SubnetId",
      unchecked: unpublished,
      cloudformation: "SubnetId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      note: "The API names what is excluded by its ARN alone.",
    }),
    /** The excluded VPC or subnet, as the API names it. */
    resource_arn: string({ api: "ResourceArn", whenOmitted: { terraform: computed, api: unavailable } }),
    internet_gateway_exclusion_mode: enumeration(["allow-bidirectional", "allow-egress"], {
      config: "InternetGatewayExclusionMode",
      unchecked: unpublished,
      api: "InternetGatewayExclusionMode",
      cloudformation: "InternetGatewayExclusionMode",
      whenOmitted: { config: unavailable, api: unavailable },
    }),
    /** Whether the profile's `bpa_exclusions` names what is excluded; U7 without that key. */
    declared: declaredExclusion(),
  },
  links: {
    vpc_id: to("aws_vpc", "id"),
    subnet_id: to("aws_subnet", "id"),
    resource_arn: to(["aws_vpc", "aws_subnet"], "arn"),
  },
});
