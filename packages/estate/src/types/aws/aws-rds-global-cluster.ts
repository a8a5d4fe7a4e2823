import { absent, boolean, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";

/** An Aurora global database: the bracket around clusters of several regions. */
export const awsRdsGlobalCluster = defineResourceType({
  type: "aws_rds_global_cluster",
  sources: {
    config: "AWS::RDS::GlobalCluster",
    unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
    api: "rds:DescribeGlobalClusters.GlobalClusters[]",
    cloudformation: "AWS::RDS::GlobalCluster",
  },
  identity: {
    arn: { api: "GlobalClusterArn" },
    global_cluster_identifier: {
      config: "GlobalClusterIdentifier",
      api: "GlobalClusterIdentifier",
      cloudformation: "GlobalClusterIdentifier | Ref",
    },
  },
  attributes: {
    engine: string({
      config: "Engine",
      api: "Engine",
      cloudformation: "Engine",
      whenOmitted: { terraform: computed, config: unavailable, cloudformation: computed },
    }),
    storage_encrypted: boolean({
      config: "StorageEncrypted",
      api: "StorageEncrypted",
      cloudformation: "StorageEncrypted",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
      note: "Made from an existing cluster it follows that one; clusters in a new one are encrypted since 18 February 2026.",
    }),
    source_db_cluster_identifier: string({
      cloudformation: "SourceDBClusterIdentifier",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
  },
  links: { source_db_cluster_identifier: to("aws_rds_cluster", "arn") },
  isGlobal: true,
});
