package sekisho.egress.nacl_restrictive_test

import data.sekisho.egress.nacl_restrictive as policy

_verdict(subject, destinations) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {
		"profile": {"egress_destinations": destinations},
		"now": "2026-11-01T00:00:00Z",
	})
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_u1 := {"unknown": "U1"}

_u7 := {"unknown": "U7"}

_entry(rule_number, action, protocol, port, range) := {
	"rule_number": rule_number,
	"action": action,
	"protocol": protocol,
	"from_port": port,
	"to_port": port,
	"cidr_ipv4": range,
	"cidr_ipv6": null,
}

_all := _entry(100, "allow", "-1", null, "0.0.0.0/0")

_web(range) := _entry(100, "allow", "tcp", 443, range)

_acl(egress, tier) := {"aws_network_acl": {
	"effective_egress": egress,
	"subnets": _list([{"tier": tier}]),
	"vpc_id_link": _list([{"cidr_block": "10.0.0.0/16"}]),
}}

_reasons(verdict) := [violation.reason | some violation in verdict.violations]

test_pass_declared_and_own_ranges if {
	_verdict(_acl(_list([_web("10.0.1.0/24")]), "internal"), _u7).status == "pass"
	_verdict(_acl(_list([_web("203.0.113.0/25")]), "internal"), [{"cidr": "203.0.113.0/24"}]).rests_on == [
		["effective_egress"],
		["profile", "egress_destinations"],
	]
	_verdict(_acl(_open("U5", []), _u7), _u7).status == "pass"
}

test_pass_denied_before if {
	entries := _list([_entry(90, "deny", "-1", null, "0.0.0.0/0"), _all])
	_verdict(_acl(entries, "internal"), _u7).status == "pass"
	declared := _list([_entry(90, "deny", "-1", null, "0.0.0.0/0"), _web("203.0.113.0/25")])
	_verdict(_acl(declared, "internal"), [{"cidr": "203.0.113.0/24"}]).rests_on == [["effective_egress"]]
	_verdict(_acl(_list([_entry(90, "deny", "tcp", _u1, "198.51.100.0/24")]), "internal"), []).status == "pass"
}

test_fail_everything if {
	_reasons(_verdict(_acl(_list([_all]), "internal"), _u7)) == ["ALL_EGRESS_ALLOWED"]
	_reasons(_verdict(_acl(_list([_all]), "internal"), [{"cidr": "0.0.0.0/0"}])) == ["ALL_EGRESS_ALLOWED"]
}

test_fail_undeclared if {
	_reasons(_verdict(_acl(_list([_web("0.0.0.0/0")]), "internal"), [{"domain": "example.com"}])) == ["UNDECLARED_DESTINATION"]
	_reasons(_verdict(_acl(_list([_web("198.51.100.0/24")]), "internal"), [])) == ["UNDECLARED_DESTINATION"]
}

test_unknown_declarations if {
	_verdict(_acl(_list([_web("0.0.0.0/0")]), "internal"), _u7).rests_on == [["profile", "egress_destinations"]]
	_verdict(_acl(_list([_web("198.51.100.0/24")]), "internal"), [{"domain": "example.com"}]).rests_on == [["profile", "egress_destinations"]]
}

test_unknown_tier if {
	_verdict(_acl(_list([_all]), _u7), _u7).rests_on == [["subnets", "items", 0, "tier"]]
}

test_unknown_entries if {
	_verdict(_acl(_open("U1", []), "internal"), []).rests_on == [["effective_egress"]]
	_verdict(_acl(_list([_entry(_u1, "deny", "-1", null, "0.0.0.0/0"), _all]), "internal"), []).rests_on == [["effective_egress", "items", 0, "rule_number"]]
	_verdict(_acl(_list([_web(_u1)]), "internal"), []).rests_on == [["effective_egress", "items", 0, "cidr_ipv4"]]
	_verdict(_acl(_list([_entry(100, "allow", "tcp", _u1, "198.51.100.0/24")]), "internal"), []) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["effective_egress", "items", 0, "from_port"], ["effective_egress", "items", 0, "to_port"]],
		"code": "U2",
	}
	_verdict(_acl(_open("U5", [_all]), "internal"), []).rests_on == [["effective_egress"]]
	every ranges in [{"cidr_ipv4": "203.0.113.0/25", "cidr_ipv6": _u1}, {"cidr_ipv4": _u1, "cidr_ipv6": "2001:db8::/32"}] {
		entry := object.union(_web(null), ranges)
		declared := [{"cidr": "203.0.113.0/24"}, {"cidr": "2001:db8::/32"}]
		_verdict(_acl(_list([entry]), "internal"), declared).status == "unknown"
	}
}

test_unknown_entry_without_number_or_range if {
	_verdict(_acl(_list([_entry(90, "deny", "-1", null, "0.0.0.0/0"), object.union(_all, {"rule_number": null})]), "internal"), []).rests_on == [["effective_egress", "items", 1, "rule_number"]]
	_verdict(_acl(_list([_web(null)]), "internal"), []).rests_on == [["effective_egress", "items", 0]]
}

test_unknown_vpc if {
	acl := object.union(_acl(_list([_web("10.0.1.0/24")]), "internal").aws_network_acl, {"vpc_id_link": _open("U2", [])})
	_verdict({"aws_network_acl": acl}, []).rests_on == [["vpc_id_link"]]
}

_default(by_acl, by_vpc) := {"aws_default_network_acl": {
	"effective_egress": _list([_web("10.0.1.0/24")]),
	"subnets": _list([{"tier": "internal"}]),
	"default_network_acl_id_link": by_acl,
	"vpc_id_link": by_vpc,
}}

test_default_acl_has_the_range_of_its_vpc if {
	vpc := _list([{"cidr_block": "10.0.0.0/16"}])
	_verdict(_default(vpc, _open("U1", [])), []).status == "pass"
	_verdict(_default(_open("U2", []), vpc), []).status == "pass"
	_verdict(_default(_list([{"cidr_block": "10.1.0.0/16"}]), _open("U1", [])), []).status == "fail"
	_verdict(_default(_open("U2", []), _open("U1", [])), []).rests_on == [["vpc_id_link"]]
	elsewhere := _default(_list([{"cidr_block": "10.1.0.0/16"}]), _open("U1", [])).aws_default_network_acl
	_verdict({"aws_default_network_acl": object.union(elsewhere, {"subnets": _list([{"tier": _u7}])})}, []).rests_on == [["subnets", "items", 0, "tier"]]
}

test_unknown_range_of_the_vpc_of_a_default_acl if {
	ranges := _list([{"cidr_block": _u1}])
	of_range := [["default_network_acl_id_link", "items", 0, "cidr_block"]]
	_verdict(_default(ranges, _list([])), []) == {
		"status": "unknown",
		"violations": [],
		"rests_on": of_range,
		"code": "U2",
	}
	_verdict(_default(ranges, _open("U1", [])), []).rests_on == of_range
	_verdict(_default(_open("U2", []), ranges), []).rests_on == [["vpc_id_link", "items", 0, "cidr_block"]]
	_verdict(_default(_open("U2", []), _list([])), []).rests_on == [["default_network_acl_id_link"]]
}

test_not_applicable if {
	_verdict(_acl(_list([_all]), "edge"), []).reason == "NO_INTERNAL_SUBNET"
	_verdict({"aws_subnet": {"tier": "edge", "network_acls": _list([])}}, []).reason == "NOT_INTERNAL"
	_verdict({"aws_subnet": {"tier": _u7, "network_acls": _list([{"network_acl_id": null}])}}, []).reason == "JUDGED_WITH_ACL"
}

test_subnet_whose_acl_is_elsewhere if {
	_verdict({"aws_subnet": {"tier": "internal", "network_acls": _open("U5", [])}}, []).rests_on == [["network_acls"]]
	_verdict({"aws_subnet": {"tier": _u7, "network_acls": _open("U5", [])}}, []).rests_on == [["tier"]]
}

_rule(egress, entries, acls) := {"aws_network_acl_rule": {
	"egress": egress,
	"effective_egress": entries,
	"network_acl_id_link": acls,
}}

test_rules if {
	_verdict(_rule(false, _list([]), _open("U2", [])), []).reason == "INGRESS_ENTRY"
	_verdict(_rule(true, _list([_all]), _list([{"aws_network_acl": {"vpc_id": null}}])), []).reason == "JUDGED_WITH_ACL"
	_verdict(_rule(_u1, _open("U1", []), _open("U2", [])), []).rests_on == [["egress"]]
	_verdict(_rule(true, _list([_all]), _open("U2", [])), []).code == "U2"
	_verdict(_rule(true, _list([_entry(100, "deny", "-1", null, "0.0.0.0/0")]), _open("U2", [])), []).status == "pass"
}
