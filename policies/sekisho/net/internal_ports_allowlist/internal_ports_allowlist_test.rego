package sekisho.net.internal_ports_allowlist_test

import data.sekisho.net.internal_ports_allowlist as policy

_u1 := {"unknown": "U1"}

_u2 := {"unknown": "U2"}

_u7 := {"unknown": "U7"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_matrix := [
	{"source_tier": "edge", "target_tier": "internal", "protocol": "tcp", "port": 8080},
	{"source_tier": "edge", "target_tier": "internal", "protocol": "tcp", "port": "8081-8084"},
	{"source_tier": "edge", "target_tier": "internal", "protocol": "tcp", "port": "8083-8089"},
	{"source_tier": "internal", "target_tier": "internal", "protocol": "icmp"},
]

_verdict(subject, matrix, limit) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {
		"profile": {"port_matrix": matrix, "port_width_limit": limit},
		"now": "2026-11-01T00:00:00Z",
	})
}

_rule(protocol, from_port, to_port, source) := object.union(
	{
		"protocol": protocol,
		"from_port": from_port,
		"to_port": to_port,
		"cidr_ipv4": null,
		"cidr_ipv6": null,
		"prefix_list_id": null,
		"self": false,
		"referenced_security_group_id": null,
		"source_tier": null,
	},
	source,
)

_of(tier) := {"referenced_security_group_id": "sg-0example", "source_tier": tier}

_vpc := _list([{"aws_subnet_by_vpc_id": _list([
	{"cidr_block": "10.0.1.0/24", "tier": "edge"},
	{"cidr_block": "10.0.2.0/24", "tier": "internal"},
])}])

_group(tier, ingress) := {"aws_security_group": {"tier": tier, "effective_ingress": ingress, "vpc_id_link": _vpc}}

_internal(rules) := _group("internal", _list(rules))

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

test_pass_declared_ports if {
	_verdict(_internal([_rule("tcp", 8080, 8080, _of("edge"))]), _matrix, _u7) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["effective_ingress"], ["profile", "port_matrix"], ["tier"]],
	}
	_verdict(_internal([_rule("tcp", 8080, 8089, _of("edge"))]), _matrix, 10).rests_on == [
		["effective_ingress"],
		["profile", "port_matrix"],
		["profile", "port_width_limit"],
		["tier"],
	]
	_verdict(_internal([_rule("icmp", 8, -1, {"self": true, "source_tier": "internal"})]), _matrix, _u7).status == "pass"
	_verdict(_internal([_rule("tcp", 8080, 8080, {"cidr_ipv4": "10.0.1.16/28"})]), _matrix, _u7).status == "pass"
}

test_pass_nothing_internal if {
	rules := [
		_rule("tcp", 443, 443, {"cidr_ipv4": "0.0.0.0/0"}),
		_rule("tcp", 443, 443, {"cidr_ipv6": "::/0"}),
		_rule("-1", null, null, {"cidr_ipv4": "192.0.2.0/24"}),
	]
	_verdict(_group(_u7, _open("U5", rules)), _u7, _u7).rests_on == [["effective_ingress"]]
}

test_fail_whatever_is_declared if {
	_reasons(_verdict(_internal([_rule("-1", null, null, _of(_u2))]), _u7, _u7)) == {"ALL_PROTOCOLS"}
	_reasons(_verdict(_internal([_rule("-1", _u1, _u1, {"cidr_ipv4": "10.0.0.0/8"})]), _u7, _u7)) == {"ALL_PROTOCOLS"}
	_reasons(_verdict(_internal([_rule("tcp", 1, 65535, _of("edge"))]), _u7, _u7)) == {"ALL_PORTS"}
	_reasons(_verdict(_internal([_rule("udp", null, null, _of("edge"))]), _u7, _u7)) == {"ALL_PORTS"}
	_reasons(_verdict(_internal([_rule("udp", -1, -1, _of("edge"))]), _u7, _u7)) == {"ALL_PORTS"}
	_reasons(_verdict(_internal([_rule("-1", null, null, _of("edge"))]), _matrix, _u7)) == {"ALL_PROTOCOLS"}
	every ports in [[1, 65535], [null, 443], [443, null], [-1, 443], [443, -1]] {
		_reasons(_verdict(_internal([_rule("tcp", ports[0], ports[1], _of("edge"))]), _matrix, _u7)) == {"ALL_PORTS"}
	}
	within := _verdict(_internal([_rule("-1", null, null, {"self": true, "source_tier": "internal"})]), _matrix, _u7)
	[violation.severity | some violation in within.violations] == ["low"]
}

test_fail_more_ports_than_the_limit if {
	rules := [_rule("tcp", 8080, 8089, _of("edge"))]
	_reasons(_verdict(_internal(rules), _matrix, 9)) == {"TOO_MANY_PORTS"}
	every ports in [[0, 22], [2, 65535], [1024, 65535], [1, 443], [1, 65534]] {
		found := _verdict(_internal([_rule("tcp", ports[0], ports[1], _of("edge"))]), _matrix, 9)
		_reasons(found) == {"PORT_NOT_DECLARED", "TOO_MANY_PORTS"}
	}
	_verdict(_internal(rules), _matrix, 10).status == "pass"
	_verdict(_internal(rules), _matrix, _u7).rests_on == [["profile", "port_width_limit"]]
}

test_fail_undeclared if {
	undeclared := {"PORT_NOT_DECLARED"}
	_reasons(_verdict(_internal([_rule("tcp", 8079, 8089, _of("edge"))]), _matrix, 20)) == undeclared
	_reasons(_verdict(_internal([_rule("tcp", 8080, 8090, _of("edge"))]), _matrix, 20)) == undeclared
	_reasons(_verdict(_internal([_rule("udp", 8080, 8080, _of("edge"))]), _matrix, 20)) == undeclared
	_reasons(_verdict(_internal([_rule("tcp", 0, 0, _of("edge"))]), _matrix, 20)) == undeclared
	within := _verdict(_internal([_rule("tcp", 22, 22, {"self": true, "source_tier": "internal"})]), _matrix, 20)
	{violation.args.source | some violation in within.violations} == {"self"}
	_reasons(_verdict(_internal([_rule("tcp", 8080, 8080, _of("internal"))]), _matrix, 20)) == undeclared
	_reasons(_verdict(_internal([_rule("icmpv6", -1, -1, _of("internal"))]), _matrix, 20)) == undeclared
	_reasons(_verdict(_group("edge", _list([_rule("tcp", 8080, 8080, _of("edge"))])), _matrix, 20)) == undeclared
	_reasons(_verdict(_internal([_rule("tcp", 8080, 8080, {"cidr_ipv4": "10.0.0.0/16"})]), _matrix, 20)) == undeclared
}

test_fail_port_that_no_entry_has_whatever_the_tiers_are if {
	some verdict in [_verdict(_group(_u7, _list([_rule("tcp", 22, 22, _of(_u7))])), _matrix, _u7)]
	verdict.violations == [{
		"reason": "PORT_NOT_DECLARED",
		"args": {
			"protocol": "tcp",
			"from_port": 22,
			"to_port": 22,
			"source": "sg-0example",
			"source_tier": "?",
			"target_tier": "?",
		},
		"rests_on": [
			["effective_ingress", "items", 0, "from_port"],
			["effective_ingress", "items", 0, "protocol"],
			["effective_ingress", "items", 0, "referenced_security_group_id"],
			["effective_ingress", "items", 0, "to_port"],
			["profile", "port_matrix"],
		],
	}]
}

_listed(range) := {"cidr_ipv4": range, "prefix_list_id": "pl-0example"}

test_ranges_of_a_prefix_list if {
	_verdict(_internal([_rule("tcp", 8080, 8080, _listed("10.0.1.0/28"))]), _matrix, _u7).status == "pass"
	_verdict(_internal([_rule("-1", null, null, _listed("198.51.100.0/24"))]), _matrix, _u7).status == "pass"
	_verdict(_internal([_rule("-1", null, null, _listed(null))]), _matrix, _u7).status == "pass"
	_verdict(_internal([_rule("-1", null, null, _listed("10.0.1.0/28"))]), _matrix, _u7).violations == [{
		"reason": "ALL_PROTOCOLS",
		"args": {"source": "10.0.1.0/28"},
		"rests_on": [["effective_ingress", "items", 0, "cidr_ipv4"], ["effective_ingress", "items", 0, "protocol"]],
	}]
}

test_unknown if {
	item := ["effective_ingress", "items", 0]
	_verdict(_internal([_rule("tcp", 8080, 8080, _of(_u7))]), _matrix, _u7).rests_on == [array.concat(item, ["source_tier"])]
	_verdict(_internal([_rule("tcp", _u1, 8080, _of("edge"))]), _matrix, 20).rests_on == [array.concat(item, ["from_port"])]
	_verdict(_group(_u7, _list([_rule("tcp", 8080, 8080, _of("edge"))])), _matrix, _u7).rests_on == [["tier"]]
	_verdict(_internal([_rule("tcp", 8080, 8080, _of("edge"))]), _u7, _u7).rests_on == [["profile", "port_matrix"]]
	_verdict(_group("internal", _open("U1", [])), _matrix, _u7).rests_on == [["effective_ingress"]]
	_verdict(_internal([_rule("-1", null, null, {"cidr_ipv6": "2001:db8::/32"})]), _matrix, _u7) == {
		"status": "unknown",
		"code": "U2",
		"violations": [],
		"rests_on": [array.concat(item, ["cidr_ipv6"])],
	}
	_verdict(_internal([_rule("tcp", 8080, 8080, {"cidr_ipv4": "10.0.9.0/24"})]), _matrix, _u7).rests_on == [array.concat(item, ["cidr_ipv4"])]
	list := {"cidr_ipv4": _u2, "prefix_list_id": "pl-0example"}
	_verdict(_internal([_rule("-1", null, null, list)]), _matrix, _u7).rests_on == [array.concat(item, ["prefix_list_id"])]
	_verdict(_internal([_rule("tcp", 8080, 8080, list)]), _matrix, _u7).rests_on == [array.concat(item, ["prefix_list_id"])]
	_verdict(_internal([_rule("icmp", 8, -1, {"self": true, "source_tier": "internal"})]), _u7, _u7).rests_on == [["profile", "port_matrix"]]
}

_placed(subnets, range) := {"aws_security_group": {
	"tier": "internal",
	"effective_ingress": _list([_rule("tcp", 8080, 8080, {"cidr_ipv4": range})]),
	"vpc_id_link": _list([{"aws_subnet_by_vpc_id": _list(subnets)}]),
}}

test_unknown_tier_of_a_subnet_that_is_not_met_does_not_matter if {
	subnets := [{"cidr_block": "10.0.1.0/24", "tier": "edge"}, {"cidr_block": "10.0.2.0/24", "tier": _u7}]
	_verdict(_placed(subnets, "10.0.1.0/28"), _u7, _u7).rests_on == [["profile", "port_matrix"]]
}

test_unknown_whether_a_subnet_is_met if {
	_verdict(_placed([{"cidr_block": _u1, "tier": "internal"}], "10.0.1.0/24"), _matrix, _u7).status == "unknown"
}

test_unknown_range_of_a_subnet if {
	vpc := _list([{"aws_subnet_by_vpc_id": _list([{"cidr_block": _u1, "tier": "edge"}])}])
	group := {
		"tier": "internal",
		"effective_ingress": _list([_rule("tcp", 8080, 8080, {"cidr_ipv4": "10.0.1.0/24"})]),
		"vpc_id_link": vpc,
	}
	_verdict({"aws_security_group": group}, _matrix, _u7).rests_on == [
		["effective_ingress", "items", 0, "cidr_ipv4"],
		["vpc_id_link", "items", 0, "aws_subnet_by_vpc_id", "items", 0, "cidr_block"],
	]
}

_separate(source, link) := {"aws_vpc_security_group_ingress_rule": {
	"effective_ingress": _list([_rule("tcp", 8080, 8080, source)]),
	"security_group_id_link": link,
}}

test_rule_without_its_group if {
	_verdict(_separate(_of("edge"), _open("U2", [])), _matrix, _u7).rests_on == [["security_group_id_link"]]
	_verdict(_separate(_of("management"), _open("U2", [])), _matrix, _u7).status == "fail"
	elsewhere := _list([{"ingress": _open("U2", []), "tier": "internal", "vpc_id_link": _vpc}])
	_verdict(_separate(_of("edge"), elsewhere), _matrix, _u7).rests_on == [
		["effective_ingress"],
		["profile", "port_matrix"],
		["security_group_id_link", "items", 0, "tier"],
	]
	_verdict(_separate({"cidr_ipv4": "10.0.1.0/24"}, elsewhere), _matrix, _u7).status == "pass"
}

test_not_applicable_rules if {
	held := _list([{"ingress": _list([]), "tier": "internal", "vpc_id_link": _vpc}])
	_verdict(_separate(_of("edge"), held), _matrix, _u7).reason == "JUDGED_WITH_GROUP"
	rule := {"type": "egress", "effective_ingress": _list([]), "security_group_id_link": _open("U2", [])}
	_verdict({"aws_security_group_rule": rule}, _matrix, _u7).reason == "EGRESS_RULE"
	vague := object.union(rule, {"type": _u1})
	_verdict({"aws_security_group_rule": vague}, _matrix, _u7).rests_on == [["type"]]
	held_rule := object.union(rule, {"type": "ingress", "security_group_id_link": held})
	_verdict({"aws_security_group_rule": held_rule}, _matrix, _u7).reason == "JUDGED_WITH_GROUP"
	own := object.union(rule, {"type": "ingress", "effective_ingress": _list([_rule("tcp", 22, 22, _of("edge"))])})
	_verdict({"aws_security_group_rule": own}, _matrix, _u7).status == "fail"
}
