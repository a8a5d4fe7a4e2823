package sekisho.net.snapshots_images_not_public_test

import data.sekisho.net.snapshots_images_not_public as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_kinds := {"aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy"}

_statuses(names) := {status |
	some kind in _kinds
	status := _verdict({kind: {"shared_accounts": names}}).status
}

test_snapshots_of_databases if {
	_statuses(_list([])) == {"pass"}
	_statuses(_list(["123456789012"])) == {"pass"}
	_statuses(_list(["123456789012", "all"])) == {"fail"}
	_statuses(_open("U1", ["all"])) == {"fail"}
	_statuses(_open("U4", [])) == {"unknown"}
	_statuses(_list([_u1])) == {"unknown"}
}

test_violation_names_the_entry if {
	_verdict({"aws_db_snapshot": {"shared_accounts": _list(["123456789012", "all"])}}).violations == [{
		"reason": "SHARED_WITH_EVERYONE",
		"args": {},
		"rests_on": [["shared_accounts", "items", 1]],
	}]
}

_volume(groups) := {"create_volume_permission_groups": groups}

test_snapshots_of_volumes if {
	_verdict({"aws_ebs_snapshot": _volume(_list([]))}).status == "pass"
	_verdict({"aws_ebs_snapshot": _volume(_open("U5", []))}).status == "pass"
	_verdict({"aws_ebs_snapshot": _volume(_open("U4", []))}).status == "unknown"
	_reasons(_verdict({"aws_ebs_snapshot": _volume(_list(["all"]))})) == {"SHARED_WITH_EVERYONE"}
}

_image(public, permissions) := {"aws_ami": {"public": public, "aws_ami_launch_permission_by_image_id": permissions}}

test_images if {
	_verdict(_image(false, _list([{"group": null}]))).status == "pass"
	_verdict(_image(_u1, _list([]))).rests_on == [["public"]]
	_verdict(_image(false, _list([{"group": _u1}]))).rests_on == [["aws_ami_launch_permission_by_image_id", "items", 0, "group"]]
	_reasons(_verdict(_image(true, _list([{"group": "all"}])))) == {"IMAGE_PUBLIC", "PERMISSION_FOR_EVERYONE"}
}

test_launch_permissions if {
	_verdict({"aws_ami_launch_permission": {"group": null}}).status == "pass"
	_verdict({"aws_ami_launch_permission": {"group": _u1}}).rests_on == [["group"]]
	_reasons(_verdict({"aws_ami_launch_permission": {"group": "all"}})) == {"PERMISSION_FOR_EVERYONE"}
}

_block(state, snapshots) := {"aws_ebs_snapshot_block_public_access": {
	"state": state,
	"region_link": _list([{"aws_ebs_snapshot_by_region": snapshots}]),
}}

test_blocks if {
	_verdict(_block("block-all-sharing", _open("U4", []))).rests_on == [["state"]]
	_verdict(_block("block-new-sharing", _list([_volume(_list([]))]))).rests_on == [["region_link"], ["state"]]
	_verdict(_block("block-new-sharing", _open("U4", []))).rests_on == [["region_link", "items", 0, "aws_ebs_snapshot_by_region"]]
	_verdict(_block("block-new-sharing", _list([_volume(_list(["all"]))]))).violations == [{
		"reason": "PUBLIC_BEFORE_BLOCK",
		"args": {},
		"rests_on": [
			["region_link", "items", 0, "aws_ebs_snapshot_by_region", "items", 0, "create_volume_permission_groups", "items", 0],
			["state"],
		],
	}]
	_reasons(_verdict(_block("unblocked", _list([])))) == {"SHARING_NOT_BLOCKED"}
	_verdict(_block(_u1, _list([]))) == {"status": "unknown", "violations": [], "rests_on": [["state"]]}
}
