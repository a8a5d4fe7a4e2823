package sekisho.net.datastores_private_test

import data.sekisho.net.datastores_private as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U2", "items": items}

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_flagged := {
	"aws_redshift_cluster", "aws_redshiftserverless_workgroup", "aws_neptune_cluster_instance",
	"aws_dms_replication_instance", "aws_mq_broker",
}

_flags(flag) := {found |
	some type in _flagged
	found := _verdict({type: {"publicly_accessible": flag}})
}

test_flags if {
	_flags(false) == {{"status": "pass", "violations": [], "rests_on": [["publicly_accessible"]]}}
	_flags(null) == _flags(false)
	_flags(_u1) == {{"status": "unknown", "violations": [], "rests_on": [["publicly_accessible"]]}}
	{_reasons(found) | some found in _flags(true)} == {{"PUBLICLY_ACCESSIBLE"}}
}

_brokers(access) := _verdict({"aws_msk_cluster": {"public_access": access}})

test_brokers if {
	_brokers(_list([])).status == "pass"
	_brokers(_list([{"type": "DISABLED"}])).status == "pass"
	_brokers(_list([{"type": null}])).status == "pass"
	_reasons(_brokers(_list([{"type": "SERVICE_PROVIDED_EIPS"}]))) == {"PUBLIC_BROKERS"}
	_brokers(_list([{"type": _u1}])).rests_on == [["public_access", "items", 0, "type"]]
	_brokers(_open([])).rests_on == [["public_access"]]
}

_domains(places) := {_verdict({type: {"vpc_subnet_ids": places}}) | some type in {"aws_opensearch_domain", "aws_elasticsearch_domain"}}

test_domains if {
	_domains(_list(["subnet-0example"])) == {{"status": "pass", "violations": [], "rests_on": [["vpc_subnet_ids"]]}}
	{_reasons(found) | some found in _domains(_list([]))} == {{"NOT_IN_VPC"}}
	_domains(_open([])) == {{"status": "unknown", "violations": [], "rests_on": [["vpc_subnet_ids"]]}}
}

_groups(subnets) := {_verdict({type: {"subnet_ids_link": subnets}}) |
	some type in {"aws_elasticache_subnet_group", "aws_memorydb_subnet_group"}
}

_subnet(routes) := {"effective_routes": routes}

test_groups if {
	{found.status | some found in _groups(_list([_subnet(_list([{"target": "nat_gateway"}]))]))} == {"pass"}
	gateway := _subnet(_list([{"target": "internet_gateway"}]))
	{_reasons(found) | some found in _groups(_open([_subnet(_open([])), gateway]))} == {{"PUBLIC_SUBNET"}}
	{found.rests_on | some found in _groups(_open([]))} == {[["subnet_ids_link"]]}
	vague := _subnet(_list([{"target": _u1}]))
	{found.rests_on | some found in _groups(_list([vague]))} == {[["subnet_ids_link", "items", 0, "effective_routes", "items", 0, "target"]]}
}
