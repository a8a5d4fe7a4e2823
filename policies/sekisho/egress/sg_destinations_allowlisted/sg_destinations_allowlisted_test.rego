package sekisho.egress.sg_destinations_allowlisted_test

import data.sekisho.egress.sg_destinations_allowlisted as policy

_u1 := {"unknown": "U1"}

_u7 := {"unknown": "U7"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_verdict(subject, destinations, path) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {
		"profile": {"egress_destinations": destinations, "inspected_egress_path": path},
		"now": "2026-11-01T00:00:00Z",
	})
}

_to(range, protocol, from_port, to_port) := {
	"protocol": protocol,
	"from_port": from_port,
	"to_port": to_port,
	"cidr_ipv4": range,
	"cidr_ipv6": null,
	"prefix_list_id": null,
	"prefix_list_name": null,
}

_u2 := {"unknown": "U2"}

_to_list(id, name, range) := {
	"protocol": "tcp",
	"from_port": 443,
	"to_port": 443,
	"cidr_ipv4": range,
	"cidr_ipv6": null,
	"prefix_list_id": id,
	"prefix_list_name": name,
}

_elsewhere(id) := _to_list(id, _u2, _u2)

_partner := _to_list("pl-0example", "partner", "203.0.113.0/24")

_s3 := "com.amazonaws.ap-northeast-1.s3"

_vpc := _list([{"cidr_block": "10.0.0.0/16"}])

_group(egress) := {"aws_security_group": {"effective_egress": egress, "vpc_id_link": _vpc}}

_declared := [{"cidr": "192.0.2.0/24"}, {"prefix_list": "pl-0example"}, {"cidr": "0.0.0.0/0"}]

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

test_pass_declared_destinations if {
	entries := [_to("192.0.2.7/32", "tcp", 25, 25), _to("10.0.3.0/24", "-1", null, null), _partner]
	_verdict(_group(_list(entries)), _declared, _u7) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["effective_egress"], ["profile", "egress_destinations"]],
	}
	_verdict(_group(_list([_partner])), _declared, _u7).rests_on == [["effective_egress"], ["profile", "egress_destinations"]]
	_verdict(_group(_list([])), _u7, _u7).status == "pass"
	_verdict(_group(_open("U5", entries)), _declared, _u7).status == "pass"
}

test_pass_inspected_https if {
	_verdict(_group(_list([_to("0.0.0.0/0", "tcp", 443, 443)])), _u7, "aws_networkfirewall_firewall.main").status == "pass"
}

test_fail_internet_whatever_is_declared if {
	_reasons(_verdict(_group(_open("U1", [_to("0.0.0.0/0", "-1", null, null)])), _u7, _u7)) == {"ALL_TRAFFIC_OUT"}
	_reasons(_verdict(_group(_list([_to("0.0.0.0/0", "tcp", 80, 80)])), _declared, "example")) == {"INTERNET_OUT"}
	_reasons(_verdict(_group(_list([_to("0.0.0.0/0", "udp", 443, 443)])), _declared, "example")) == {"INTERNET_OUT"}
	_reasons(_verdict(_group(_list([_to("0.0.0.0/0", "tcp", 443, 8443)])), _declared, "example")) == {"INTERNET_OUT"}
	_reasons(_verdict(_group(_list([_to("0.0.0.0/0", "tcp", 443, 443)])), _declared, false)) == {"NOT_INSPECTED"}
	halves := [_to("0.0.0.0/1", "-1", null, null), _to("128.0.0.0/1", "-1", null, null)]
	_verdict(_group(_list(halves)), _u7, _u7).violations == [{
		"reason": "ALL_TRAFFIC_OUT",
		"args": {"destination": "0.0.0.0/1, 128.0.0.0/1"},
		"rests_on": [
			["effective_egress", "items", 0, "cidr_ipv4"],
			["effective_egress", "items", 0, "protocol"],
			["effective_egress", "items", 1, "cidr_ipv4"],
			["effective_egress", "items", 1, "protocol"],
		],
	}]
}

test_fail_undeclared_destinations if {
	another := _to_list("pl-0another", "another", "203.0.113.0/24")
	entries := [_to("198.51.100.0/24", "tcp", 443, 443), _to("10.1.0.0/16", "tcp", 443, 443), another]
	_reasons(_verdict(_group(_list(entries)), _declared, _u7)) == {"DESTINATION_NOT_DECLARED", "PREFIX_LIST_NOT_DECLARED"}
}

test_unknown_destinations if {
	_verdict(_group(_list([_to("198.51.100.0/24", "tcp", 443, 443)])), _u7, _u7).rests_on == [["profile", "egress_destinations"]]
	_verdict(_group(_list([_to("0.0.0.0/0", "tcp", 443, 443)])), _u7, _u7).rests_on == [["profile", "inspected_egress_path"]]
	_verdict(_group(_list([_to(_u1, "tcp", 443, 443)])), _declared, false).rests_on == [["effective_egress", "items", 0, "cidr_ipv4"]]
	_verdict(_group(_list([_to("0.0.0.0/0", "tcp", _u1, 443)])), _u7, "example").rests_on == [["effective_egress", "items", 0, "from_port"]]
	_verdict(_group(_list([_to("0.0.0.0/0", _u1, 443, _u1)])), _u7, "example").rests_on == [
		["effective_egress", "items", 0, "protocol"],
		["effective_egress", "items", 0, "to_port"],
	]
	_verdict(_group(_list([_to("198.51.100.0/24", "tcp", _u1, 443)])), _u7, _u7).rests_on == [["profile", "egress_destinations"]]
	_verdict(_group(_list([_to(_u1, "tcp", 80, 80)])), _declared, _u7).rests_on == [["effective_egress", "items", 0, "cidr_ipv4"]]
	_verdict(_group(_open("U1", [])), _declared, false).rests_on == [["effective_egress"]]
}

_item(name) := ["effective_egress", "items", 0, name]

test_pass_list_that_is_declared_in_any_way if {
	list := [_to_list("pl-0another", "partner", "203.0.113.0/24")]
	_verdict(_group(_list(list)), [{"prefix_list": "pl-0another"}], _u7).status == "pass"
	_verdict(_group(_list(list)), [{"prefix_list": "partner"}], _u7).status == "pass"
	_verdict(_group(_list(list)), [{"cidr": "203.0.113.0/24"}], _u7).status == "pass"
	_verdict(_group(_list(list)), [{"service_endpoint": _s3}], _u7).status == "fail"
	of_vpc := [_to_list("pl-0another", "subnets", "10.0.3.0/24")]
	_verdict(_group(_list(of_vpc)), [], _u7).status == "pass"
	empty := [_to_list("pl-0another", "empty", null)]
	_verdict(_group(_list(empty)), [], _u7).status == "pass"
}

test_pass_list_of_aws_whatever_it_holds if {
	list := [_to_list("pl-61a54008", _s3, _u2)]
	_verdict(_group(_list(list)), [{"service_endpoint": _s3}], _u7).status == "pass"
	_verdict(_group(_list(list)), [{"prefix_list": _s3}], _u7).status == "pass"
	_verdict(_group(_list(list)), [{"prefix_list": "pl-61a54008"}], _u7).status == "pass"
	named := [_to_list(null, _s3, "0.0.0.0/0")]
	_verdict(_group(_list(named)), [{"service_endpoint": _s3}], false).status == "pass"
	_verdict(_group(_list(list)), [{"cidr": "192.0.2.0/24"}], false).rests_on == [_item("cidr_ipv4")]
	_verdict(_group(_list([_to_list("pl-0example", "example", _u2)])), _declared, false).rests_on == [_item("cidr_ipv4")]
}

test_fail_world_in_a_declared_list if {
	list := [_to_list("pl-0example", "example", "0.0.0.0/0")]
	_reasons(_verdict(_group(_list(list)), _declared, false)) == {"NOT_INSPECTED"}
	_verdict(_group(_list(list)), _u7, "example").status == "pass"
	halves := [
		object.union(_to_list("pl-0example", "example", "0.0.0.0/1"), {"protocol": "-1"}),
		_to("128.0.0.0/1", "-1", null, null),
	]
	"ALL_TRAFFIC_OUT" in _reasons(_verdict(_group(_list(halves)), _declared, false))
}

test_unknown_whose_list_it_is if {
	list := [_to_list("pl-0example", _u2, "0.0.0.0/0")]
	_verdict(_group(_list(list)), _declared, false).rests_on == [_item("prefix_list_name")]
	_reasons(_verdict(_group(_list(list)), [{"cidr": "192.0.2.0/24"}], false)) == {"PREFIX_LIST_NOT_DECLARED"}
	halves := [
		object.union(_to_list("pl-0example", _s3, "0.0.0.0/1"), {"protocol": "-1"}),
		object.union(_to_list("pl-0example", _s3, "128.0.0.0/1"), {"protocol": "-1"}),
	]
	_verdict(_group(_list(halves)), _declared, false).status == "pass"
}

test_fail_list_once_by_its_name_where_it_has_no_id_yet if {
	list := [
		_to_list(_u1, "new", "198.51.100.0/24"),
		_to_list(_u1, "new", "203.0.113.0/24"),
		_to_list(_u1, "new", "192.0.2.0/24"),
	]
	_verdict(_group(_list(list)), [{"cidr": "192.0.2.0/24"}], _u7).violations == [{
		"reason": "PREFIX_LIST_NOT_DECLARED",
		"args": {"prefix_list": "new"},
		"rests_on": [
			["effective_egress", "items", 0, "cidr_ipv4"],
			["effective_egress", "items", 0, "prefix_list_id"],
			["effective_egress", "items", 1, "cidr_ipv4"],
			["effective_egress", "items", 1, "prefix_list_id"],
			["profile", "egress_destinations"],
		],
	}]
}

test_unknown_whether_a_list_is_declared if {
	_verdict(_group(_list([_elsewhere("pl-0another")])), [{"prefix_list": "pl-0example"}], false) == {
		"status": "unknown",
		"code": "U2",
		"violations": [],
		"rests_on": [_item("cidr_ipv4")],
	}
	_verdict(_group(_list([_elsewhere("pl-0another")])), [{"service_endpoint": _s3}], false).rests_on == [
		_item("cidr_ipv4"),
		_item("prefix_list_name"),
	]
	known := [_to_list(_u1, _u1, "198.51.100.0/24")]
	_verdict(_group(_list(known)), [{"prefix_list": "pl-0example"}], _u7).rests_on == [
		_item("prefix_list_id"),
		_item("prefix_list_name"),
	]
	_verdict(_group(_list(known)), [{"cidr": "192.0.2.0/24"}], _u7).status == "fail"
	_verdict(_group(_list(known)), _u7, _u7).rests_on == [["profile", "egress_destinations"]]
	_verdict(_group(_list([_elsewhere(_u1)])), [{"prefix_list": "pl-0example"}], false).rests_on == [
		_item("cidr_ipv4"),
		_item("prefix_list_id"),
		_item("prefix_list_name"),
	]
}

test_unknown_private_range_of_an_unknown_vpc if {
	group := {"effective_egress": _list([_to("10.0.3.0/24", "tcp", 443, 443)]), "vpc_id_link": _open("U2", [])}
	_verdict({"aws_security_group": group}, _declared, _u7).rests_on == [["vpc_id_link"]]
	vague := object.union(group, {"vpc_id_link": _list([{"cidr_block": _u1}])})
	_verdict({"aws_security_group": vague}, _declared, _u7).rests_on == [["vpc_id_link", "items", 0, "cidr_block"]]
}

_rule(range, link) := {"aws_vpc_security_group_egress_rule": {
	"effective_egress": _list([_to(range, "tcp", 443, 443)]),
	"security_group_id_link": link,
}}

test_rule_without_its_group if {
	_verdict(_rule("192.0.2.0/24", _open("U2", [])), _declared, _u7).status == "pass"
	_verdict(_rule("198.51.100.0/24", _open("U2", [])), _declared, _u7).status == "fail"
	_verdict(_rule("10.0.3.0/24", _open("U2", [])), _declared, _u7).rests_on == [["security_group_id_link"]]
	held := _list([{"egress": _open("U2", []), "vpc_id_link": _vpc}])
	_verdict(_rule("10.0.3.0/24", held), _declared, _u7).status == "pass"
	_verdict(_rule("10.1.0.0/16", held), _declared, _u7).status == "fail"
	placed_elsewhere := _list([{"egress": _open("U2", []), "vpc_id_link": _open("U1", [])}])
	_verdict(_rule("10.0.3.0/24", placed_elsewhere), _declared, _u7).rests_on == [["security_group_id_link", "items", 0, "vpc_id_link"]]
}

test_not_applicable_rules if {
	held := _list([{"egress": _list([]), "vpc_id_link": _vpc}])
	_verdict(_rule("192.0.2.0/24", held), _declared, _u7).reason == "JUDGED_WITH_GROUP"
	rule := {"type": "ingress", "effective_egress": _list([]), "security_group_id_link": _open("U2", [])}
	_verdict({"aws_security_group_rule": rule}, _declared, _u7).reason == "INGRESS_RULE"
	vague := object.union(rule, {"type": _u1})
	_verdict({"aws_security_group_rule": vague}, _declared, _u7).rests_on == [["type"]]
}
