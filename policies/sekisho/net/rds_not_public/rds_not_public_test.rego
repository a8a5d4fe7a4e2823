package sekisho.net.rds_not_public_test

import data.sekisho.net.rds_not_public as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

test_pass_private_instance if {
	_verdict({"aws_db_instance": {"publicly_accessible": false}}) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["publicly_accessible"]],
	}
}

test_pass_private_cluster_instance if {
	_verdict({"aws_rds_cluster_instance": {"publicly_accessible": false}}) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["publicly_accessible"]],
	}
}

test_pass_absent_flag if {
	_verdict({"aws_db_instance": {"publicly_accessible": null}}) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["publicly_accessible"]],
	}
}

test_fail_public_instance if {
	_verdict({"aws_db_instance": {"publicly_accessible": true}}) == {
		"status": "fail",
		"violations": [{"reason": "PUBLICLY_ACCESSIBLE", "args": {}, "rests_on": [["publicly_accessible"]]}],
		"rests_on": [["publicly_accessible"]],
	}
}

test_fail_public_cluster_instance if {
	_verdict({"aws_rds_cluster_instance": {"publicly_accessible": true}}) == {
		"status": "fail",
		"violations": [{"reason": "PUBLICLY_ACCESSIBLE", "args": {}, "rests_on": [["publicly_accessible"]]}],
		"rests_on": [["publicly_accessible"]],
	}
}

test_unknown_cluster_instance_without_argument if {
	_verdict({"aws_rds_cluster_instance": {"publicly_accessible": {"unknown": "U1"}}}) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["publicly_accessible"]],
	}
}

test_pass_absent_flag_of_a_cluster_instance if {
	_verdict({"aws_rds_cluster_instance": {"publicly_accessible": null}}) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["publicly_accessible"]],
	}
}
