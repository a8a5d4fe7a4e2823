import { boolean, computed, defineResourceType, unavailable } from "../../model/resource-type.ts";

/** A replication instance of DMS. */
export const awsDmsReplicationInstance = defineResourceType({
  type: "aws_dms_replication_instance",
  sources: {
    config: "AWS::DMS::ReplicationInstance",
    unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
    api: "dms:DescribeReplicationInstances.ReplicationInstances[]",
    cloudformation: "AWS::DMS::ReplicationInstance",
  },
  identity: {
    arn: {
      terraform: "replication_instance_arn",
      api: "ReplicationInstanceArn",
      cloudformation: "Ref",
    },
  },
  attributes: {
    publicly_accessible: boolean({
      config: "PubliclyAccessible",
      unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
      api: "PubliclyAccessible",
      cloudformation: "PubliclyAccessible",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: true },
    }),
  },
});
