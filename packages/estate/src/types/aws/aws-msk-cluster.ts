import { absent, block, computed, defineResourceType, enumeration, unavailable } from "../../model/resource-type.ts";

const unpublished = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** A provisioned cluster of MSK; a serverless one has no public brokers. */
export const awsMskCluster = defineResourceType({
  type: "aws_msk_cluster",
  sources: {
    config: "AWS::MSK::Cluster",
    unchecked: unpublished,
    api: "kafka:ListClustersV2.ClusterInfoList[]",
    apiWhere: (read) => read("ClusterType") === "PROVISIONED",
    cloudformation: "AWS::MSK::Cluster",
  },
  identity: {
    arn: { config: "Arn", unchecked: unpublished, api: "ClusterArn", cloudformation: "Arn | Ref" },
  },
  attributes: {
    /** Whether brokers have public addresses; without the blocks they have none. */
    public_access: block(
      {
        type: enumeration(["DISABLED", "SERVICE_PROVIDED_EIPS"], {
          config: "Type",
          unchecked: unpublished,
          api: "Type",
          cloudformation: "Type",
          whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: "DISABLED" },
        }),
      },
      {
        terraform: "broker_node_group_info.connectivity_info.public_access",
        config: "BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess",
        unchecked: unpublished,
        api: "Provisioned.BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess",
        cloudformation: "BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess",
        whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
      },
    ),
  },
});
