import { defineResourceType } from "../../model/resource-type.ts";
import { sharedAccounts } from "./shared-accounts.ts";

/** A manual snapshot of a database cluster; DocumentDB's and Neptune's are listed with it. */
export const awsDbClusterSnapshot = defineResourceType({
  type: "aws_db_cluster_snapshot",
  sources: {
    config: "AWS::RDS::DBClusterSnapshot",
    api: "rds:DescribeDBClusterSnapshots.DBClusterSnapshots[]",
  },
  identity: {
    arn: { terraform: "db_cluster_snapshot_arn", config: "dbclusterSnapshotArn", api: "DBClusterSnapshotArn" },
    db_cluster_snapshot_identifier: { config: "dbclusterSnapshotIdentifier", api: "DBClusterSnapshotIdentifier" },
  },
  attributes: {
    shared_accounts: sharedAccounts({
      config: "supplementaryConfiguration.DBClusterSnapshotAttributes.attributeValues",
      api: "rds:DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes.AttributeValues",
    }),
  },
});
