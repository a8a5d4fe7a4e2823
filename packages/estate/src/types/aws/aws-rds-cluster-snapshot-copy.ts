import { defineResourceType } from "../../model/resource-type.ts";
import { sharedAccounts } from "./shared-accounts.ts";

/** A copy of a snapshot of a database cluster; once made, AWS tells it as a cluster snapshot. */
export const awsRdsClusterSnapshotCopy = defineResourceType({
  type: "aws_rds_cluster_snapshot_copy",
  sources: { apiPartOf: "aws_db_cluster_snapshot" },
  identity: {},
  attributes: { shared_accounts: sharedAccounts(null) },
});
