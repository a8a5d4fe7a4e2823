package sekisho.net.datastores_private_test

import data.sekisho.net.datastores_private as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {
		"profile": {"egress_destinations": [{"cidr": "203.0.113.0/24"}]},
		"now": "2026-11-01T00:00:00Z",
	})
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
	_flags(_u1) == {{"status": "unknown", "violations": [], "rests_on": [["publicly_accessible"]], "code": "U2"}}
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
	_domains(_open([])) == {{"status": "unknown", "violations": [], "rests_on": [["vpc_subnet_ids"]], "code": "U2"}}
}

_groups(subnets) := {_verdict({type: {"subnet_ids_link": subnets}}) |
	some type in {"aws_elasticache_subnet_group", "aws_memorydb_subnet_group"}
}

_subnet(routes) := {"effective_routes": routes}

_route(target, range) := {
	"target": target,
	"destination_cidr_ipv4": range,
	"destination_cidr_ipv6": null,
	"destination_prefix_list_id": null,
	"destination_prefix_list_name": null,
}

_routes := ["subnet_ids_link", "items", 0, "effective_routes"]

_out := _route("internet_gateway", "0.0.0.0/0")

test_groups if {
	_groups(_list([_subnet(_list([_route("nat_gateway", "0.0.0.0/0")]))])) == {{
		"status": "pass",
		"violations": [],
		"rests_on": [["subnet_ids_link"], _routes],
	}}
	_groups(_list([_subnet(_list([_route("internet_gateway", "203.0.113.8/32")]))])) == {{
		"status": "pass",
		"violations": [],
		"rests_on": [["profile", "egress_destinations"], ["subnet_ids_link"], _routes],
	}}
	{found.violations | some found in _groups(_open([_subnet(_open([])), _subnet(_list([_out]))]))} == {[{
		"reason": "PUBLIC_SUBNET",
		"args": {"destination": "0.0.0.0/0"},
		"rests_on": [["subnet_ids_link", "items", 1, "effective_routes", "items", 0]],
	}]}
	{found.rests_on | some found in _groups(_open([]))} == {[["subnet_ids_link"]]}
	_groups(_list([])) == {{"status": "unknown", "violations": [], "rests_on": [["subnet_ids_link"]], "code": "U2"}}
	vague := array.concat(_routes, ["items", 0])
	{found.rests_on | some found in _groups(_list([_subnet(_list([_route(_u1, "0.0.0.0/0")]))]))} == {[vague, array.concat(vague, ["target"])]}
}
