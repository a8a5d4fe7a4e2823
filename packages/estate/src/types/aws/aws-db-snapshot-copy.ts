import { defineResourceType } from "../../model/resource-type.ts";
import { sharedAccounts } from "./shared-accounts.ts";

/** A copy of a snapshot of a database instance; once made, AWS tells it as a snapshot. */
export const awsDbSnapshotCopy = defineResourceType({
  type: "aws_db_snapshot_copy",
  sources: { apiPartOf: "aws_db_snapshot" },
  identity: {},
  attributes: { shared_accounts: sharedAccounts(null) },
});
