package sekisho.net.default_sg_closed_test

import data.sekisho.net.default_sg_closed as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_rule := {"protocol": "tcp", "from_port": 22, "to_port": 22}

_group(is_default, ingress, egress) := {"aws_security_group": {
	"is_default": is_default,
	"effective_ingress": ingress,
	"effective_egress": egress,
}}

_vpc(groups, rules) := {"aws_vpc": {
	"aws_security_group_by_vpc_id": groups,
	"aws_security_group_rule_by_default_security_group_id": rules,
	"aws_vpc_security_group_ingress_rule_by_default_security_group_id": _list([]),
	"aws_vpc_security_group_egress_rule_by_default_security_group_id": _list([]),
}}

_groups := ["aws_security_group_by_vpc_id"]

test_pass_no_rules if {
	_verdict(_group(true, _list([]), _list([]))) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["effective_egress"], ["effective_ingress"], ["is_default"]],
	}
	_verdict(_group(true, _open("U5", []), _open("U5", []))).status == "pass"
}

test_fail_a_rule_beside_unknown_ones if {
	_verdict(_group(true, _open("U1", []), _list([_rule]))) == {
		"status": "fail",
		"violations": [{
			"reason": "RULE_PRESENT",
			"args": {"direction": "egress", "protocol": "tcp", "from_port": 22, "to_port": 22},
			"rests_on": [["effective_egress", "items", 0]],
		}],
		"rests_on": [["effective_egress", "items", 0]],
	}
}

test_unknown_rules if {
	_verdict(_group(true, _open("U1", []), _open("U5", []))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["effective_ingress"]],
	}
	_verdict(_group(true, _list([]), _open("U4", []))).rests_on == [["effective_egress"]]
}

test_unknown_whether_default if {
	_verdict(_group({"unknown": "U4"}, _list([_rule]), _list([]))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["is_default"]],
	}
}

test_not_applicable_another_group if {
	_verdict(_group(false, _list([_rule]), _list([]))).reason == "NOT_THE_DEFAULT_GROUP"
}

test_not_applicable_vpc_whose_group_is_held if {
	_verdict(_vpc(_open("U5", [{"is_default": false}, {"is_default": true}]), _list([]))).reason == "JUDGED_WITH_GROUP"
}

test_unknown_vpc_whose_group_is_elsewhere if {
	_verdict(_vpc(_open("U5", [{"is_default": false}]), _list([]))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [_groups],
	}
	_verdict(_vpc(_open("U4", [{"is_default": {"unknown": "U4"}}]), _list([]))).rests_on == [
		_groups,
		["aws_security_group_by_vpc_id", "items", 0, "is_default"],
	]
}

test_unknown_vpc_without_a_group if {
	_verdict(_vpc(_list([]), _list([]))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [_groups],
		"code": "U5",
	}
}

test_fail_rule_through_the_vpc if {
	found := _verdict(_vpc(_open("U5", []), _list([object.union(_rule, {"type": "ingress"})])))
	found.status == "fail"
	found.rests_on == [["aws_security_group_rule_by_default_security_group_id", "items", 0]]
}
