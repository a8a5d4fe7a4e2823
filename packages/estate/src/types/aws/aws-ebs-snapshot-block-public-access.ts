import { defineResourceType, string, unavailable } from "../../model/resource-type.ts";

/** What a region of an account does against snapshots that are shared with everyone. */
export const awsEbsSnapshotBlockPublicAccess = defineResourceType({
  type: "aws_ebs_snapshot_block_public_access",
  sources: {
    config: "AWS::EC2::SnapshotBlockPublicAccess",
    unchecked: "AWS Config records the type and publishes no properties of it; named as in CloudFormation",
    api: "ec2:GetSnapshotBlockPublicAccessState",
    cloudformation: "AWS::EC2::SnapshotBlockPublicAccess",
  },
  identity: {},
  attributes: {
    state: string({
      config: "State",
      unchecked: "AWS Config records the type and publishes no properties of it; named as in CloudFormation",
      api: "State",
      cloudformation: "State",
      whenOmitted: { config: unavailable, api: unavailable },
      note: "`block-all-sharing`, `block-new-sharing` (what is public stays so) or `unblocked`, which CloudFormation does not know.",
    }),
  },
  onePer: "region",
});
