import { absent, block, boolean, defineResourceType, listOf, string, unavailable } from "../../model/resource-type.ts";

/** A Kubernetes cluster of EKS. */
export const awsEksCluster = defineResourceType({
  type: "aws_eks_cluster",
  sources: {
    config: "AWS::EKS::Cluster",
    api: "eks:DescribeCluster.cluster",
    cloudformation: "AWS::EKS::Cluster",
  },
  identity: {
    arn: { config: "Arn", api: "arn", cloudformation: "Arn" },
    name: { config: "Name", api: "name", cloudformation: "Name | Ref" },
  },
  attributes: {
    vpc_config: block(
      {
        endpoint_public_access: boolean({
          config: "EndpointPublicAccess",
          api: "endpointPublicAccess",
          cloudformation: "EndpointPublicAccess",
          whenOmitted: { terraform: true, config: unavailable, api: unavailable, cloudformation: true },
        }),
        public_access_cidrs: listOf(string(), {
          config: "PublicAccessCidrs",
          api: "publicAccessCidrs",
          cloudformation: "PublicAccessCidrs",
          whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
          note: "None written means every address: EKS sets 0.0.0.0/0 (and ::/0 for a cluster of IPv6).",
        }),
      },
      {
        config: "ResourcesVpcConfig",
        api: "resourcesVpcConfig",
        cloudformation: "ResourcesVpcConfig",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
      },
    ),
  },
});
