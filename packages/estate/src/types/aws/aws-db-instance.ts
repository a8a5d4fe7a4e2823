import {
  absent,
  boolean,
  computed,
  defineResourceType,
  json,
  string,
  to,
  unavailable,
  type Omission,
} from "../../model/resource-type.ts";
import type { ScalarValue } from "../../model/value.ts";
import { isAuroraMember } from "./aurora-member.ts";
import { ownSubnetIds, routesOfDatabase } from "./database-routes.ts";
import { effectiveRoutes } from "./effective-routes.ts";

/**
 * A new instance is not encrypted unless it is told to be. A replica, a restored one and a member of an Aurora cluster
 * follow their source, which no default tells.
 */
function storageEncryptedDefault(read: (attribute: string) => ScalarValue): ScalarValue | Omission {
  const sources = ["replicate_source_db", "snapshot_identifier", "restore_to_point_in_time", "s3_import"];
  const engine = read("engine");
  const isAurora = typeof engine === "string" && engine.startsWith("aurora");
  return isAurora || sources.some((name) => !isEmpty(read(name))) ? computed : false;
}

function isEmpty(value: ScalarValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** An RDS database instance. */
export const awsDbInstance = defineResourceType({
  type: "aws_db_instance",
  sources: {
    config: "AWS::RDS::DBInstance",
    api: "rds:DescribeDBInstances.DBInstances[]",
    apiWhere: (read) => !isAuroraMember(read("DBClusterIdentifier"), read("Engine")),
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
      note: "Config and the RDS API list DocumentDB (docdb) and Neptune (neptune) instances too.",
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
    kms_key_id: string({
      config: "kmsKeyId",
      api: "KmsKeyId",
      cloudformation: "KmsKeyId",
      whenOmitted: { terraform: computed, config: absent, api: absent, cloudformation: computed },
    }),
    replicate_source_db: string({
      config: "readReplicaSourceDBInstanceIdentifier",
      api: "ReadReplicaSourceDBInstanceIdentifier",
      cloudformation: "SourceDBInstanceIdentifier | SourceDBClusterIdentifier",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    snapshot_identifier: string({
      cloudformation: "DBSnapshotIdentifier | DBClusterSnapshotIdentifier",
      whenOmitted: { terraform: absent, cloudformation: absent },
      note: "A running instance does not tell from which snapshot it was restored.",
    }),
    restore_to_point_in_time: json({
      cloudformation:
        "RestoreTime | UseLatestRestorableTime | SourceDbiResourceId | SourceDBInstanceAutomatedBackupsArn",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    s3_import: json({ whenOmitted: { terraform: absent, cloudformation: absent } }),
    publicly_accessible: boolean({
      config: "publiclyAccessible",
      api: "PubliclyAccessible",
      cloudformation: "PubliclyAccessible",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    db_subnet_group_name: string({
      config: "dBSubnetGroup.dBSubnetGroupName",
      api: "DBSubnetGroup.DBSubnetGroupName",
      cloudformation: "DBSubnetGroupName",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    subnet_ids: ownSubnetIds(),
    effective_routes: effectiveRoutes(routesOfDatabase),
  },
  links: {
    kms_key_id: to("aws_kms_key", "arn"),
    db_subnet_group_name: to("aws_db_subnet_group", "name"),
    subnet_ids: to("aws_subnet", "id"),
    replicate_source_db: to("aws_db_instance", "identifier"),
  },
});
