# METADATA
# title: No snapshot and no machine image is shared with everyone
# description: |
#   Snapshots of RDS databases and EBS volumes and machine images can be shared with all of AWS. The policy asks that none
#   is; accounts that are named do not matter here. Where a region's block of public snapshots is managed, it has to
#   block all sharing, or only new sharing while no known snapshot of the region is public.
# schemas:
#   - input: schema.sekisho.net.snapshots_images_not_public
# custom:
#   severity: critical
#   ja:
#     title: 全員に共有されたスナップショットやマシンイメージがない
#     description: |
#       RDS と EBS のスナップショット、およびマシンイメージは、AWS の全利用者に共有できる。
#       このポリシーは、そのような共有がないことを求める。特定のアカウントへの共有は問わない。
#       リージョンのスナップショット公開ブロックを管理している場合は、すべての共有のブロックを求める。新規の共有だけのブロックは、そのリージョンに公開スナップショットが知られていない場合に限り認める。
#   profile: []
#   reasons:
#     SHARED_WITH_EVERYONE:
#       en: The snapshot is shared with everyone.
#       ja: スナップショットが全員に共有されている。
#     IMAGE_PUBLIC:
#       en: The machine image is public.
#       ja: マシンイメージが公開されている。
#     PERMISSION_FOR_EVERYONE:
#       en: A launch permission lets everyone use the machine image.
#       ja: 起動許可により、全員がマシンイメージを使用できる。
#     SHARING_NOT_BLOCKED:
#       en: Public sharing of EBS snapshots is not blocked in the region.
#       ja: リージョンで EBS スナップショットの公開共有がブロックされていない。
#     PUBLIC_BEFORE_BLOCK:
#       en: Only new public sharing of EBS snapshots is blocked, and a snapshot of the region is public.
#       ja: EBS スナップショットの新規の公開共有だけがブロックされており、リージョンに公開されたスナップショットがある。
#   remediation:
#     en: Remove "all" from the permissions, share with named accounts instead, and set the block of public snapshots to block-all-sharing.
#     ja: 許可から「all」を削除して特定のアカウントにのみ共有し、スナップショットの公開ブロックを block-all-sharing にする。
#   references:
#     - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
#     - https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
#     - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html
package sekisho.net.snapshots_images_not_public

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one snapshot, image, permission or block.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	private == "unknown"
} else := finding.pass(basis) if {
	private == "true"
}

# METADATA
# description: Says whether the subject shares nothing with everyone.
private := _not_for_all(names) if some names in shares

private := value.negate(_everyone(input.aws_ami_launch_permission.group))

private := value.all({
	value.ne(input.aws_ami.public, true),
	value.all_of(
		input.aws_ami.aws_ami_launch_permission_by_image_id,
		{value.negate(_everyone(permission.group)) |
			some permission in input.aws_ami.aws_ami_launch_permission_by_image_id.items
		},
	),
})

private := value.any({
	value.eq(input.aws_ebs_snapshot_block_public_access.state, "block-all-sharing"),
	value.all({value.eq(input.aws_ebs_snapshot_block_public_access.state, "block-new-sharing"), none_public_before}),
})

# METADATA
# description: Says whether no snapshot in the region of a block is public; the block does not take back what has been shared.
none_public_before := value.all_of(
	input.aws_ebs_snapshot_block_public_access.region_link,
	{value.all_of(
		region.aws_ebs_snapshot_by_region,
		{_not_for_all(snapshot.create_volume_permission_groups) | some snapshot in region.aws_ebs_snapshot_by_region.items},
	) |
		some region in input.aws_ebs_snapshot_block_public_access.region_link.items
	},
)

_not_for_all(names) := value.all_of(names, {value.negate(_everyone(name)) | some name in names.items})

_everyone(name) := value.eq(name, "all")

# METADATA
# description: Holds the lists of whom a snapshot is shared with, by the path at which they stand.
shares[["shared_accounts"]] := input.aws_db_snapshot.shared_accounts

shares[["shared_accounts"]] := input.aws_db_cluster_snapshot.shared_accounts

shares[["shared_accounts"]] := input.aws_db_snapshot_copy.shared_accounts

shares[["shared_accounts"]] := input.aws_rds_cluster_snapshot_copy.shared_accounts

shares[["create_volume_permission_groups"]] := input.aws_ebs_snapshot.create_volume_permission_groups

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation("SHARED_WITH_EVERYONE", {}, [array.concat(path, ["items", i])]) if {
	some path, names in shares
	some i, name in names.items
	_everyone(name) == "true"
}

violations contains finding.violation("IMAGE_PUBLIC", {}, [["public"]]) if input.aws_ami.public == true

violations contains finding.violation(
	"PERMISSION_FOR_EVERYONE",
	{},
	[["aws_ami_launch_permission_by_image_id", "items", i, "group"]],
) if {
	some i, permission in input.aws_ami.aws_ami_launch_permission_by_image_id.items
	_everyone(permission.group) == "true"
}

violations contains finding.violation("PERMISSION_FOR_EVERYONE", {}, [["group"]]) if {
	_everyone(input.aws_ami_launch_permission.group) == "true"
}

violations contains finding.violation("SHARING_NOT_BLOCKED", {}, [["state"]]) if {
	value.in_set(input.aws_ebs_snapshot_block_public_access.state, {"block-all-sharing", "block-new-sharing"}) == "false"
}

violations contains finding.violation(
	"PUBLIC_BEFORE_BLOCK",
	{},
	{["state"], array.concat(["region_link", "items", i, "aws_ebs_snapshot_by_region", "items", j], ["create_volume_permission_groups", "items", k])},
) if {
	input.aws_ebs_snapshot_block_public_access.state == "block-new-sharing"
	some i, region in input.aws_ebs_snapshot_block_public_access.region_link.items
	some j, snapshot in region.aws_ebs_snapshot_by_region.items
	some k, group in snapshot.create_volume_permission_groups.items
	_everyone(group) == "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains path if {
	some at, names in shares
	some path in value.unknowns(names, at)
}

undecided contains ["group"] if value.unknown(input.aws_ami_launch_permission.group)

undecided contains path if some path in value.unknowns(input.aws_ami, [])

undecided contains ["state"] if value.unknown(input.aws_ebs_snapshot_block_public_access.state)

undecided contains path if {
	input.aws_ebs_snapshot_block_public_access.state == "block-new-sharing"
	some path in value.unknowns(input.aws_ebs_snapshot_block_public_access, [])
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if some path, _ in shares

basis contains ["group"] if input.aws_ami_launch_permission

basis contains ["public"] if input.aws_ami

basis contains ["aws_ami_launch_permission_by_image_id"] if input.aws_ami

basis contains ["state"] if input.aws_ebs_snapshot_block_public_access

basis contains ["region_link"] if input.aws_ebs_snapshot_block_public_access.state == "block-new-sharing"
