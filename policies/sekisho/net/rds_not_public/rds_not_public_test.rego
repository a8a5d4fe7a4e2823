package sekisho.net.rds_not_public_test

import data.sekisho.net.rds_not_public as policy

_types := {"aws_db_instance", "aws_rds_cluster_instance", "aws_rds_cluster"}

# The one verdict on an instance, by itself or of a cluster, and on a Multi-AZ cluster.
_verdict(flag, routes, destinations) := verdict if {
	found := {_one(type, flag, routes, destinations) | some type in _types}
	count(found) == 1
	some verdict in found
}

_one(type, flag, routes, destinations) := verdict if {
	verdict := policy.verdict with input as {
		type: {"engine": "postgres", "publicly_accessible": flag, "effective_routes": routes},
		"profile": {"egress_destinations": destinations},
		"now": "2026-11-01T00:00:00Z",
	}
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_u1 := {"unknown": "U1"}

_u7 := {"unknown": "U7"}

_route(target, ipv4, ipv6) := {
	"target": target,
	"destination_cidr_ipv4": ipv4,
	"destination_cidr_ipv6": ipv6,
	"destination_prefix_list_id": null,
	"destination_prefix_list_name": null,
}

_nat := _route("nat_gateway", "0.0.0.0/0", null)

_out := _route("internet_gateway", "0.0.0.0/0", null)

_narrow := _route("internet_gateway", "203.0.113.8/32", null)

_first := ["effective_routes", "items", 0]

test_pass if {
	_verdict(false, _list([_nat]), _u7) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["effective_routes"], ["publicly_accessible"]],
	}
	_verdict(null, _list([]), _u7).status == "pass"
	_verdict(false, _list([_narrow]), [{"cidr": "203.0.113.0/24"}]).rests_on == [
		["effective_routes"],
		["profile", "egress_destinations"],
		["publicly_accessible"],
	]
}

test_fail if {
	_verdict(true, _list([]), _u7) == {
		"status": "fail",
		"violations": [{"reason": "PUBLICLY_ACCESSIBLE", "args": {}, "rests_on": [["publicly_accessible"]]}],
		"rests_on": [["publicly_accessible"]],
	}
	_verdict(_u1, _open("U2", [_out]), [{"cidr": "0.0.0.0/0"}]) == {
		"status": "fail",
		"violations": [{"reason": "PUBLIC_SUBNET", "args": {"destination": "0.0.0.0/0"}, "rests_on": [_first]}],
		"rests_on": [_first],
	}
	{violation.reason | some violation in _verdict(true, _list([_nat, _out]), _u7).violations} == {
		"PUBLIC_SUBNET",
		"PUBLICLY_ACCESSIBLE",
	}
}

test_unknown if {
	_verdict(_u1, _list([_nat]), _u7) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["publicly_accessible"]],
		"code": "U2",
	}
	_verdict(false, _open("U1", [_nat]), _u7).rests_on == [["effective_routes"]]
	_verdict(false, _list([_narrow]), _u7).rests_on == [_first, ["profile", "egress_destinations"]]
}

_cluster(engine) := verdict if {
	verdict := policy.verdict with input as {
		"aws_rds_cluster": {"engine": engine, "publicly_accessible": true, "effective_routes": _list([_out])},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

test_clusters if {
	every engine in ["aurora", "aurora-mysql", "docdb", "neptune"] {
		_cluster(engine) == {
			"status": "not_applicable",
			"reason": "JUDGED_BY_INSTANCE",
			"violations": [],
			"rests_on": [["engine"]],
		}
	}
	_cluster("mysql").status == "fail"
	_cluster(_u1) == {"status": "unknown", "violations": [], "rests_on": [["engine"]]}
}
