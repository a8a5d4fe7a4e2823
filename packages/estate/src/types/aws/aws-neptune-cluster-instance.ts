import { boolean, computed, defineResourceType } from "../../model/resource-type.ts";

/** An instance of a Neptune cluster. Config and the API list it with the instances of RDS, as `aws_db_instance` of engine neptune. */
export const awsNeptuneClusterInstance = defineResourceType({
  type: "aws_neptune_cluster_instance",
  sources: { apiPartOf: "aws_db_instance", cloudformation: "AWS::Neptune::DBInstance" },
  identity: { arn: {}, identifier: { cloudformation: "DBInstanceIdentifier | Ref" } },
  attributes: {
    // The provider's documentation of aws_neptune_cluster_instance: "Default is `false`"; a plan of 5.100.0 has it so.
    publicly_accessible: boolean({
      cloudformation: "PubliclyAccessible",
      whenOmitted: { terraform: false, cloudformation: computed },
    }),
  },
});
