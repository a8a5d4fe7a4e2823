import { defineResourceType } from "../../model/resource-type.ts";
import { sharedAccounts } from "./shared-accounts.ts";

/** A manual snapshot of a database instance; no other kind can be shared. */
export const awsDbSnapshot = defineResourceType({
  type: "aws_db_snapshot",
  sources: { config: "AWS::RDS::DBSnapshot", api: "rds:DescribeDBSnapshots.DBSnapshots[]" },
  identity: {
    arn: { terraform: "db_snapshot_arn", config: "dBSnapshotArn", api: "DBSnapshotArn" },
    db_snapshot_identifier: { config: "dBSnapshotIdentifier", api: "DBSnapshotIdentifier" },
  },
  attributes: {
    shared_accounts: sharedAccounts({
      config: "supplementaryConfiguration.DBSnapshotAttributes.attributeValues",
      api: "rds:DescribeDBSnapshotAttributes.DBSnapshotAttributesResult.DBSnapshotAttributes.AttributeValues",
    }),
  },
});
