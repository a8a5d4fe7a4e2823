package sekisho.enc.rds_at_rest_test

import data.sekisho.enc.rds_at_rest as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_u1 := {"unknown": "U1"}

_link(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_instance(changes) := {"aws_db_instance": object.union(
	{
		"running": false,
		"engine": "postgres",
		"storage_encrypted": true,
		"snapshot_identifier": null,
		"restore_to_point_in_time": null,
		"replicate_source_db": null,
		"replicate_source_db_link": _link([]),
	},
	changes,
)}

_cluster(changes) := {"aws_rds_cluster": object.union(
	{
		"running": false,
		"engine": "aurora-mysql",
		"engine_mode": "provisioned",
		"storage_encrypted": true,
		"snapshot_identifier": null,
		"restore_to_point_in_time": [],
		"replication_source_identifier": null,
		"replication_source_identifier_link": _link([]),
	},
	changes,
)}

_global(changes) := {"aws_rds_global_cluster": object.union(
	{
		"running": false,
		"engine": "aurora-mysql",
		"storage_encrypted": true,
		"source_db_cluster_identifier": null,
		"source_db_cluster_identifier_link": _link([]),
	},
	changes,
)}

_primary(changes) := object.remove(
	_instance(changes).aws_db_instance,
	["engine", "replicate_source_db_link"],
)

_primary_cluster(changes) := object.remove(
	_cluster(changes).aws_rds_cluster,
	["engine", "replication_source_identifier_link"],
)

_replica(link) := _instance({
	"engine": _u1,
	"storage_encrypted": _u1,
	"replicate_source_db": "primary",
	"replicate_source_db_link": link,
})

_pass(paths) := {"status": "pass", "violations": [], "rests_on": paths}

_fail(reason, path) := {
	"status": "fail",
	"violations": [{"reason": reason, "args": {}, "rests_on": [path]}],
	"rests_on": [path],
}

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U1"}

_not_applicable := {
	"status": "not_applicable",
	"violations": [],
	"rests_on": [["engine"]],
	"reason": "OTHER_ENGINE",
}

_source := ["replicate_source_db_link", "items", 0]

test_pass_encrypted_instance if _verdict(_instance({})) == _pass([["storage_encrypted"]])

test_pass_encrypted_cluster if _verdict(_cluster({})) == _pass([["storage_encrypted"]])

test_pass_encrypted_global_cluster if _verdict(_global({})) == _pass([["storage_encrypted"]])

test_pass_serverless_v1_without_argument if {
	_verdict(_cluster({"engine_mode": "serverless", "storage_encrypted": false})) == _pass([["engine_mode"]])
	_verdict(_cluster({"engine_mode": "serverless", "snapshot_identifier": "s", "storage_encrypted": _u1})) == _pass([["engine_mode"]])
}

test_pass_replica_of_encrypted_primary if {
	_verdict(_replica(_link([_primary({})]))) == _pass([array.concat(_source, ["storage_encrypted"])])
}

test_pass_cluster_copying_encrypted_instance if {
	_verdict(_cluster({
		"storage_encrypted": _u1,
		"replication_source_identifier": _u1,
		"replication_source_identifier_link": _link([{"aws_db_instance": _primary({})}]),
	})) == _pass([["replication_source_identifier_link", "items", 0, "aws_db_instance", "storage_encrypted"]])
	_verdict(_cluster({
		"storage_encrypted": _u1,
		"replication_source_identifier": _u1,
		"replication_source_identifier_link": _open("U1"),
	})) == _unknown([["replication_source_identifier"], ["replication_source_identifier_link"]])
	_verdict(_cluster({
		"storage_encrypted": _u1,
		"replication_source_identifier": "arn",
		"replication_source_identifier_link": _link([{"aws_db_instance": _primary({})}]),
	})) == _pass([["replication_source_identifier_link", "items", 0, "aws_db_instance", "storage_encrypted"]])
}

test_pass_running_replica_by_its_own_value if {
	_verdict(_instance({
		"running": true,
		"replicate_source_db": "primary",
		"replicate_source_db_link": _open("U2"),
	})) == _pass([["storage_encrypted"]])
}

test_fail_instance_not_encrypted if {
	_verdict(_instance({"storage_encrypted": false})) == _fail("NOT_ENCRYPTED", ["storage_encrypted"])
}

test_fail_cluster_not_encrypted if {
	_verdict(_cluster({"storage_encrypted": false})) == _fail("NOT_ENCRYPTED", ["storage_encrypted"])
}

test_fail_global_cluster_not_encrypted if {
	_verdict(_global({"storage_encrypted": false})) == _fail("NOT_ENCRYPTED", ["storage_encrypted"])
}

test_fail_replica_of_primary_not_encrypted if {
	_verdict(_replica(_link([_primary({"storage_encrypted": false})]))) == _fail("SOURCE_NOT_ENCRYPTED", array.concat(_source, ["storage_encrypted"]))
}

test_fail_cluster_copying_cluster_not_encrypted if {
	_verdict(_cluster({
		"replication_source_identifier": "arn",
		"replication_source_identifier_link": _link([{"aws_rds_cluster": _primary_cluster({"storage_encrypted": false})}]),
	})) == _fail(
		"SOURCE_NOT_ENCRYPTED",
		["replication_source_identifier_link", "items", 0, "aws_rds_cluster", "storage_encrypted"],
	)
}

test_unknown_argument if {
	_verdict(_instance({"storage_encrypted": _u1})) == _unknown([["storage_encrypted"]])
}

test_unknown_restored_from_snapshot_whatever_the_argument if {
	_verdict(_instance({"snapshot_identifier": "s"})) == _unknown([["snapshot_identifier"]])
	_verdict(_instance({"snapshot_identifier": "s", "storage_encrypted": false})) == _unknown([["snapshot_identifier"]])
	_verdict(_cluster({"snapshot_identifier": _u1})) == _unknown([["snapshot_identifier"]])
	_verdict(_cluster({"restore_to_point_in_time": [{"source_cluster_identifier": "c"}]})) == _unknown([["restore_to_point_in_time"]])
}

test_unknown_replica_of_primary_elsewhere if {
	_verdict(_replica(_open("U2"))) == _unknown([["replicate_source_db_link"]])
}

test_unknown_replica_of_restored_primary if {
	_verdict(_replica(_link([_primary({"snapshot_identifier": "s"})]))) == _unknown([array.concat(_source, ["snapshot_identifier"])])
}

test_unknown_global_cluster_made_from_cluster_elsewhere if {
	_verdict(_global({
		"storage_encrypted": _u1,
		"source_db_cluster_identifier": "arn",
		"source_db_cluster_identifier_link": _open("U2"),
	})) == _unknown([["source_db_cluster_identifier_link"]])
}

test_unknown_engine_mode_of_cluster_without_argument if {
	_verdict(_cluster({"engine_mode": _u1, "storage_encrypted": false})) == _unknown([["engine_mode"]])
}

test_unknown_running_replica_of_unknown_encryption if {
	_verdict(_instance({
		"running": true,
		"storage_encrypted": {"unknown": "U4"},
		"replicate_source_db": "primary",
		"replicate_source_db_link": _link([_primary({"storage_encrypted": false})]),
	})) == _unknown([["storage_encrypted"]])
}

test_unknown_engine_mode_of_a_copy if {
	_verdict(_cluster({
		"engine_mode": _u1,
		"replication_source_identifier": "arn",
		"replication_source_identifier_link": _link([{"aws_rds_cluster": _primary_cluster({"storage_encrypted": false})}]),
	})) == _unknown([["engine_mode"], ["replication_source_identifier"]])
}

test_unknown_engine_of_running_database if {
	_verdict(_instance({"running": true, "engine": {"unknown": "U4"}})) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["engine"]],
	}
}

test_not_applicable_other_database_services if {
	_verdict(_instance({"running": true, "engine": "docdb", "storage_encrypted": false})) == _not_applicable
	_verdict(_cluster({"running": true, "engine": "neptune"})) == _not_applicable
}

test_pass_running_copy_rests_on_itself_beside_a_known_source if {
	_verdict(_instance({
		"running": true,
		"replicate_source_db": "primary",
		"replicate_source_db_link": _link([_primary({})]),
	})) == _pass([["storage_encrypted"]])
}

test_unknown_running_copy_rests_on_itself_where_its_source_is_elsewhere if {
	_verdict(_instance({
		"running": true,
		"storage_encrypted": {"unknown": "U4"},
		"replicate_source_db": "primary",
		"replicate_source_db_link": _open("U2"),
	})) == _unknown([["storage_encrypted"]])
}

test_unknown_copy_before_its_first_apply_rests_on_its_source if {
	_verdict(_instance({
		"storage_encrypted": _u1,
		"replicate_source_db": _u1,
		"replicate_source_db_link": _link([_primary({"storage_encrypted": _u1})]),
	})) == _unknown([array.concat(_source, ["storage_encrypted"])])
}

test_unknown_copy_that_is_restored_besides if {
	_verdict(_instance({
		"snapshot_identifier": "s",
		"replicate_source_db": "primary",
		"replicate_source_db_link": _link([_primary({})]),
	})) == _unknown([["replicate_source_db"], ["snapshot_identifier"]])
}

test_unknown_global_cluster_of_an_unknown_source if {
	_verdict(_global({
		"storage_encrypted": _u1,
		"source_db_cluster_identifier": _u1,
		"source_db_cluster_identifier_link": _open("U1"),
	})) == _unknown([["source_db_cluster_identifier"], ["source_db_cluster_identifier_link"]])
}

test_not_applicable_running_global_cluster_of_another_database_service if {
	_verdict(_global({"running": true, "engine": "docdb"})) == _not_applicable
}
