import { absent, computed, defineResourceType, json, string, to, unavailable } from "../../model/resource-type.ts";
import { effectiveEndpointPolicy } from "./endpoint-policy.ts";
import { ec2Tags } from "./ec2-tags.ts";

/** What a VPC reaches a service by without the internet: a gateway in its route tables, or network interfaces in its subnets. */
export const awsVpcEndpoint = defineResourceType({
  type: "aws_vpc_endpoint",
  sources: {
    config: "AWS::EC2::VPCEndpoint",
    api: "ec2:DescribeVpcEndpoints.VpcEndpoints[]",
    cloudformation: "AWS::EC2::VPCEndpoint",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{OwnerId|account}:vpc-endpoint/{VpcEndpointId}" },
    id: { config: "@resourceId | vpcEndpointId", api: "VpcEndpointId", cloudformation: "Id | Ref" },
    /** Of a gateway endpoint: the list of its service's addresses. */
    prefix_list_id: {},
  },
  attributes: {
    vpc_id: string({
      config: "vpcId",
      api: "VpcId",
      cloudformation: "VpcId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    /** `com.amazonaws.REGION.SERVICE` for a service of AWS; null for one that leads to a resource or service network. */
    service_name: string({
      config: "serviceName",
      api: "ServiceName",
      cloudformation: "ServiceName",
      whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
    }),
    /** As written on the endpoint; left out, it allows everything. Policies read `effective_policy`. */
    policy: json({
      config: "policyDocument",
      unchecked: "not in the published properties of AWS::EC2::VPCEndpoint; named as DescribeVpcEndpoints has it",
      api: "PolicyDocument",
      cloudformation: "PolicyDocument",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
    }),
    tags: ec2Tags(),
    effective_policy: effectiveEndpointPolicy(),
  },
  links: { vpc_id: to("aws_vpc", "id") },
});
