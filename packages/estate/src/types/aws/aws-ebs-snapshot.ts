import { defineResourceType, listOf, string, unavailable } from "../../model/resource-type.ts";

/** A snapshot of an EBS volume. */
export const awsEbsSnapshot = defineResourceType({
  type: "aws_ebs_snapshot",
  sources: { api: "ec2:DescribeSnapshots.Snapshots[]" },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}::snapshot/{SnapshotId}" },
    id: { api: "SnapshotId" },
  },
  attributes: {
    /** The groups that may make volumes of it; the only one there is, `all`, is everyone. */
    create_volume_permission_groups: listOf(string(), {
      terraform: null,
      api: "ec2:DescribeSnapshotAttribute.CreateVolumePermissions.Group",
      whenOmitted: { api: unavailable },
      isSparse: true,
      note: "Terraform shares snapshots with single accounts only.",
    }),
  },
});
