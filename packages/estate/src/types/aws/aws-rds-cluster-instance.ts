import {
  boolean,
  computed,
  defineResourceType,
  enumeration,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { isAuroraMember } from "./aurora-member.ts";
import { ownSubnetIds, routesOfDatabase } from "./database-routes.ts";
import { effectiveRoutes } from "./effective-routes.ts";

/** An instance of an Aurora cluster; its storage is the cluster's. */
export const awsRdsClusterInstance = defineResourceType({
  type: "aws_rds_cluster_instance",
  sources: {
    config: "AWS::RDS::DBInstance",
    api: "rds:DescribeDBInstances.DBInstances[]",
    apiWhere: (read) => isAuroraMember(read("DBClusterIdentifier"), read("Engine")),
    cloudformation: "AWS::RDS::DBInstance",
  },
  identity: {
    arn: { config: "dBInstanceArn", api: "DBInstanceArn", cloudformation: "DBInstanceArn" },
    identifier: {
      config: "dBInstanceIdentifier",
      api: "DBInstanceIdentifier",
      cloudformation: "DBInstanceIdentifier | Ref",
    },
  },
  attributes: {
    engine: string({
      config: "engine",
      api: "Engine",
      cloudformation: "Engine",
      whenOmitted: { terraform: computed, config: unavailable },
    }),
    cluster_identifier: string({
      config: "dBClusterIdentifier",
      api: "DBClusterIdentifier",
      cloudformation: "DBClusterIdentifier",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    storage_encrypted: boolean({
      config: "storageEncrypted",
      api: "StorageEncrypted",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
      note: "No argument of the Terraform resource: it follows the cluster.",
    }),
    storage_encryption_type: enumeration(["none", "sse-rds", "sse-kms"], {
      terraform: null,
      api: "StorageEncryptionType",
      whenOmitted: { api: unavailable },
      note: "`sse-rds`: encrypted by AWS with a key of its own, whatever `storage_encrypted` says.",
    }),
    publicly_accessible: boolean({
      config: "publiclyAccessible",
      api: "PubliclyAccessible",
      cloudformation: "PubliclyAccessible",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    db_subnet_group_name: string({
      config: "dBSubnetGroup.dBSubnetGroupName",
      api: "DBSubnetGroup.DBSubnetGroupName",
      cloudformation: "DBSubnetGroupName",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
      note: "Left out, it is the cluster's.",
    }),
    subnet_ids: ownSubnetIds(),
    effective_routes: effectiveRoutes(routesOfDatabase),
  },
  links: {
    cluster_identifier: to("aws_rds_cluster", "cluster_identifier"),
    db_subnet_group_name: to("aws_db_subnet_group", "name"),
    subnet_ids: to("aws_subnet", "id"),
  },
});
