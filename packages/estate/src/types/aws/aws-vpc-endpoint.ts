import { absent, computed, defineResourceType, json, string, to, unavailable } from "../../model/resource-type.ts";
import { effectiveEndpointPolicy } from "./endpoint-policy.ts";

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
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      config: "tags",
      unchecked: "the published properties have the tags beside the configuration; recorded items have them in it too",
      api: "Tags",
      cloudformation: "Tags",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    effective_policy: effectiveEndpointPolicy(),
  },
  links: { vpc_id: to("aws_vpc", "id") },
});
