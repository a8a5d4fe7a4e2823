package sekisho.net.nacl_ingress_restricted_test

import data.sekisho.net.nacl_ingress_restricted as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_u1 := {"unknown": "U1"}

_entry(rule_number, action, protocol, from_port, to_port) := {
	"rule_number": rule_number,
	"action": action,
	"protocol": protocol,
	"from_port": from_port,
	"to_port": to_port,
	"cidr_ipv4": "0.0.0.0/0",
	"cidr_ipv6": null,
}

_acl(ingress, subnets) := {"aws_network_acl": {"effective_ingress": ingress, "subnets": subnets}}

_default(ingress, subnets) := {"aws_default_network_acl": {"effective_ingress": ingress, "subnets": subnets}}

_in(tier) := _list([{"tier": tier}])

_reasons(verdict) := [violation.reason | some violation in verdict.violations]

test_pass_no_entries if _verdict(_acl(_list([]), _in("internal"))).status == "pass"

test_pass_entries_that_others_may_add_to if {
	_verdict(_acl(_open("U5", [_entry(100, "deny", "tcp", 22, 22)]), _open("U5", []))).status == "pass"
}

test_pass_answers_of_both_protocols_and_icmp if {
	entries := _list([
		_entry(100, "allow", "tcp", 1024, 65535),
		_entry(110, "allow", "udp", 32768, 60999),
		_entry(120, "allow", "icmp", null, null),
		_entry(130, "allow", "tcp", 8080, 8080),
	])
	_verdict(_acl(entries, _in("internal"))).status == "pass"
}

test_pass_answers_to_clients_of_linux if {
	_verdict(_acl(_list([_entry(100, "allow", "tcp", 1024, 60999)]), _in("internal"))).status == "pass"
	_reasons(_verdict(_acl(_list([_entry(100, "allow", "tcp", 1024, 60998)]), _in("edge")))) == ["ADMIN_PORT_OPEN"]
	_reasons(_verdict(_acl(_list([_entry(100, "allow", "tcp", 1023, 65535)]), _in("edge")))) == ["ADMIN_PORT_OPEN"]
	_reasons(_verdict(_acl(_list([_entry(100, "allow", "tcp", 1023, 1023)]), _in("internal")))) == ["PORT_OPEN"]
}

test_pass_icmp_of_ipv6 if {
	ping := object.union(_entry(100, "allow", "icmpv6", null, null), {"cidr_ipv4": null, "cidr_ipv6": "::/0"})
	_verdict(_acl(_list([ping]), _in("internal"))).status == "pass"
}

test_fail_all_ports_from_the_first_to_the_last if {
	_reasons(_verdict(_acl(_list([_entry(100, "allow", "tcp", 1, 65535)]), _in("edge")))) == ["ALL_TRAFFIC_OPEN"]
	_reasons(_verdict(_acl(_list([_entry(100, "allow", "tcp", 2, 65535)]), _in("edge")))) == ["ADMIN_PORT_OPEN"]
	_reasons(_verdict(_acl(_list([_entry(100, "allow", "tcp", 0, 65534)]), _in("edge")))) == ["ADMIN_PORT_OPEN"]
}

test_other_ports_of_the_default_acl if {
	https := _list([_entry(100, "allow", "tcp", 443, 443)])
	_reasons(_verdict(_default(https, _in("internal")))) == ["PORT_OPEN"]
	_verdict(_default(https, _in("edge"))).status == "pass"
}

test_pass_other_ports_at_the_edge if {
	_verdict(_acl(_list([_entry(100, "allow", "tcp", 443, 443)]), _in("edge"))) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["effective_ingress"], ["subnets"]],
	}
}

test_fail_admin_ports_at_the_edge if {
	found := _verdict(_default(_list([_entry(100, "allow", "tcp", 22, 3389)]), _in("edge")))
	found.violations == [{
		"reason": "ADMIN_PORT_OPEN",
		"args": {"rule_number": 100, "protocol": "tcp", "ports": "22, 3389", "source": "0.0.0.0/0"},
		"rests_on": [["effective_ingress", "items", 0]],
	}]
}

test_fail_rdp_within_a_range_that_is_none_of_answers if {
	_reasons(_verdict(_acl(_list([_entry(100, "allow", "tcp", 3000, 4000)]), _in("edge")))) == ["ADMIN_PORT_OPEN"]
}

test_fail_everything_but_the_admin_ports if {
	entries := _list([
		_entry(10, "deny", "tcp", 22, 22),
		_entry(20, "deny", "tcp", 3389, 3389),
		_entry(30, "deny", "udp", 3389, 3389),
		_entry(100, "allow", "-1", null, null),
	])
	_reasons(_verdict(_acl(entries, _in("edge")))) == ["ALL_TRAFFIC_OPEN"]
}

test_fail_other_ports_behind_a_denied_part if {
	entries := _list([_entry(10, "deny", "tcp", 0, 443), _entry(100, "allow", "tcp", 443, 500)])
	_reasons(_verdict(_acl(entries, _in("internal")))) == ["PORT_OPEN"]
	_verdict(_acl(entries, _in("internal"))).violations[0].severity == "low"
}

test_unknown_whether_denied_before if {
	entries := _open("U5", [_entry(100, "allow", "tcp", 22, 22)])
	_verdict(_acl(entries, _in("edge"))).rests_on == [["effective_ingress"]]
	vague := _list([_entry(_u1, "deny", "tcp", 22, 22), _entry(100, "allow", "tcp", 22, 22)])
	_verdict(_acl(vague, _in("edge"))).rests_on == [["effective_ingress", "items", 0, "rule_number"]]
	unnumbered := _list([_entry(null, "deny", "tcp", 22, 22), _entry(100, "allow", "tcp", 22, 22)])
	_verdict(_acl(unnumbered, _in("edge"))).rests_on == [["effective_ingress", "items", 0, "rule_number"]]
}

test_unknown_entry if {
	_verdict(_acl(_list([_entry(100, _u1, "tcp", 22, 22)]), _in("edge"))).rests_on == [["effective_ingress", "items", 0, "action"]]
	_verdict(_acl(_list([_entry(100, "deny", _u1, 22, 22)]), _in("edge"))).status == "pass"
	narrow := object.union(_entry(100, "allow", "tcp", _u1, 22), {"cidr_ipv4": "192.0.2.0/24"})
	_verdict(_acl(_list([narrow]), _in("edge"))).status == "pass"
}

test_unknown_whether_subnets_use_it if {
	entries := _list([_entry(100, "allow", "-1", null, null)])
	_verdict(_acl(entries, _open("U5", []))).rests_on == [["subnets"]]
	_verdict(_default(entries, _open("U5", []))).rests_on == [["subnets"]]
	_verdict(_acl(entries, _list([]))).reason == "NO_SUBNETS"
	_verdict(_acl(entries, _open("U5", [{"tier": {"unknown": "U7"}}]))).status == "fail"
}

test_unknown_tier if {
	entries := _list([_entry(100, "allow", "tcp", 443, 443)])
	_verdict(_default(entries, _in({"unknown": "U7"}))).rests_on == [["subnets", "items", 0, "tier"]]
}

_subnet(tier, acls) := {"aws_subnet": {"tier": tier, "network_acls": acls}}

test_subnets if {
	_verdict(_subnet("edge", _open("U5", []))).reason == "NOT_INTERNAL"
	_verdict(_subnet("internal", _list([{"network_acl_id": _u1}]))).reason == "JUDGED_WITH_ACL"
	_verdict(_subnet({"unknown": "U7"}, _open("U5", []))).rests_on == [["tier"]]
	_verdict(_subnet("internal", _open("U5", []))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["network_acls"]],
	}
}

_rule(egress, ingress, acls) := {"aws_network_acl_rule": {
	"egress": egress,
	"effective_ingress": ingress,
	"network_acl_id_link": acls,
}}

test_rules if {
	ssh := _list([_entry(100, "allow", "tcp", 22, 22)])
	_verdict(_rule(true, _list([]), _open("U2", []))).reason == "EGRESS_ENTRY"
	_verdict(_rule(false, ssh, _list([{"aws_network_acl": {"vpc_id": _u1}}]))).reason == "JUDGED_WITH_ACL"
	_verdict(_rule(_u1, _open("U1", []), _open("U2", []))).rests_on == [["egress"]]
	_reasons(_verdict(_rule(false, ssh, _open("U1", [])))) == ["ADMIN_PORT_OPEN"]
	_verdict(_rule(false, _list([_entry(100, "allow", "tcp", 80, 80)]), _open("U2", []))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["network_acl_id_link"]],
		"code": "U2",
	}
}
