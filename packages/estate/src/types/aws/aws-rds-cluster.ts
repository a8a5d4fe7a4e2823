import {
  absent,
  boolean,
  computed,
  defineResourceType,
  enumeration,
  json,
  string,
  to,
  unavailable,
  type Omission,
} from "../../model/resource-type.ts";
import type { ScalarValue } from "../../model/value.ts";
import { routesOfDatabase } from "./database-routes.ts";
import { effectiveRoutes } from "./effective-routes.ts";

/**
 * Serverless v1 is always encrypted. A new Multi-AZ cluster is not unless it is told to be. A restored or replicating
 * cluster and a member of a global cluster follow their source; a new Aurora cluster is encrypted by AWS with a key of its
 * own since 18 February 2026, which `storage_encrypted` does not say: no default tells these.
 */
function storageEncryptedDefault(read: (attribute: string) => ScalarValue): ScalarValue | Omission {
  const mode = read("engine_mode");
  if (mode === "serverless") return true;
  const engine = read("engine");
  const isMultiAz = typeof engine === "string" && !engine.startsWith("aurora");
  const sources = [
    "snapshot_identifier",
    "replication_source_identifier",
    "global_cluster_identifier",
    "restore_to_point_in_time",
    "s3_import",
  ];
  return typeof mode === "string" && isMultiAz && sources.every((name) => isEmpty(read(name))) ? false : computed;
}

function isEmpty(value: ScalarValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** An Aurora or Multi-AZ database cluster. */
export const awsRdsCluster = defineResourceType({
  type: "aws_rds_cluster",
  sources: {
    config: "AWS::RDS::DBCluster",
    api: "rds:DescribeDBClusters.DBClusters[]",
    cloudformation: "AWS::RDS::DBCluster",
  },
  identity: {
    arn: { config: "dbclusterArn", api: "DBClusterArn", cloudformation: "DBClusterArn" },
    cluster_identifier: {
      config: "dbclusterIdentifier",
      api: "DBClusterIdentifier",
      cloudformation: "DBClusterIdentifier | Ref",
    },
  },
  attributes: {
    engine: string({
      config: "engine",
      api: "Engine",
      cloudformation: "Engine",
      whenOmitted: { terraform: computed, config: unavailable },
      note: "Config and the RDS API list DocumentDB (docdb) and Neptune (neptune) clusters too.",
    }),
    engine_mode: string({
      config: "engineMode",
      api: "EngineMode",
      cloudformation: "EngineMode",
      whenOmitted: { terraform: "provisioned", config: unavailable, api: absent, cloudformation: "provisioned" },
    }),
    storage_encrypted: boolean({
      config: "storageEncrypted",
      api: "StorageEncrypted",
      cloudformation: "StorageEncrypted",
      whenOmitted: {
        terraform: storageEncryptedDefault,
        config: unavailable,
        api: unavailable,
        cloudformation: storageEncryptedDefault,
      },
    }),
    storage_encryption_type: enumeration(["none", "sse-rds", "sse-kms"], {
      terraform: null,
      api: "StorageEncryptionType",
      cloudformation: "StorageEncryptionType",
      whenOmitted: { api: unavailable },
      note: "`sse-rds`: encrypted by AWS with a key of its own, whatever `storage_encrypted` says.",
    }),
    kms_key_id: string({
      config: "kmsKeyId",
      api: "KmsKeyId",
      cloudformation: "KmsKeyId",
      whenOmitted: { terraform: computed, config: absent, api: absent, cloudformation: computed },
    }),
    snapshot_identifier: string({
      cloudformation: "SnapshotIdentifier",
      whenOmitted: { terraform: absent, cloudformation: absent },
      note: "A running cluster does not tell from which snapshot it was restored.",
    }),
    replication_source_identifier: string({
      config: "replicationSourceIdentifier",
      api: "ReplicationSourceIdentifier",
      cloudformation: "ReplicationSourceIdentifier",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    global_cluster_identifier: string({
      api: "GlobalClusterIdentifier",
      cloudformation: "GlobalClusterIdentifier",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    restore_to_point_in_time: json({
      cloudformation: "SourceDBClusterIdentifier | SourceDbClusterResourceId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    s3_import: json({ whenOmitted: { terraform: absent, cloudformation: absent } }),
    publicly_accessible: boolean({
      terraform: null,
      config: "publiclyAccessible",
      api: "PubliclyAccessible",
      cloudformation: "PubliclyAccessible",
      whenOmitted: { config: unavailable, api: unavailable, cloudformation: computed },
      note: "Of a Multi-AZ cluster, whose argument Terraform does not have; of Aurora each instance has one of its own.",
    }),
    db_subnet_group_name: string({
      config: "dbsubnetGroup",
      api: "DBSubnetGroup",
      cloudformation: "DBSubnetGroupName",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    effective_routes: effectiveRoutes(routesOfDatabase),
  },
  links: {
    db_subnet_group_name: to("aws_db_subnet_group", "name"),
    kms_key_id: to("aws_kms_key", "arn"),
    replication_source_identifier: to(["aws_rds_cluster", "aws_db_instance"], "arn"),
    global_cluster_identifier: to("aws_rds_global_cluster", "global_cluster_identifier"),
  },
});
