import { boolean, computed, defineResourceType, unavailable } from "../../model/resource-type.ts";

/** A Redshift cluster. */
export const awsRedshiftCluster = defineResourceType({
  type: "aws_redshift_cluster",
  sources: {
    config: "AWS::Redshift::Cluster",
    api: "redshift:DescribeClusters.Clusters[]",
    cloudformation: "AWS::Redshift::Cluster",
  },
  identity: {
    arn: { api: "arn:{partition}:redshift:{region}:{account}:cluster:{ClusterIdentifier}" },
    cluster_identifier: {
      config: "clusterIdentifier",
      api: "ClusterIdentifier",
      cloudformation: "ClusterIdentifier | Ref",
    },
  },
  attributes: {
    publicly_accessible: boolean({
      config: "publiclyAccessible",
      api: "PubliclyAccessible",
      cloudformation: "PubliclyAccessible",
      whenOmitted: {
        terraform: { "5": true, "6": false },
        config: unavailable,
        api: unavailable,
        cloudformation: computed,
      },
      note: "The default turned from true to false with the provider's version 6, and in AWS itself in January 2025: CloudFormation tells neither.",
    }),
  },
});
