package sekisho.egress.dns_firewall_test

import data.sekisho.egress.dns_firewall as policy

_by_vpc := "aws_route53_resolver_firewall_rule_group_association_by_vpc_id"

_verdict(associations) := verdict if {
	verdict := policy.verdict with input as {"aws_vpc": {_by_vpc: associations}, "profile": {}, "now": "2026-11-01T00:00:00Z"}
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_association(status, groups) := {"status": status, "firewall_rule_group_id_link": groups}

_group(rules) := _list([{"effective_rules": rules}])

_rule(action) := {
	"action": action,
	"is_list_managed": true,
	"list_name": "AWSManagedDomainsMalwareDomainList",
	"matches_all": false,
	"priority": 20,
}

_own(action, matches_all, priority) := {
	"action": action,
	"is_list_managed": false,
	"list_name": "own",
	"matches_all": matches_all,
	"priority": priority,
}

_rules_path := [_by_vpc, "items", 0, "firewall_rule_group_id_link", "items", 0, "effective_rules"]

_at(field) := array.concat(_rules_path, ["items", 0, field])

test_pass if {
	_verdict(_open("U5", [_association(null, _group(_open("U5", [_rule("BLOCK")])))])) == {
		"status": "pass",
		"violations": [],
		"rests_on": [_at("action"), _at("list_name")],
	}
}

test_fail if {
	_verdict(_list([])).violations == [{"reason": "NOT_BLOCKED", "args": {}, "rests_on": [[_by_vpc]]}]
	_verdict(_list([_association("COMPLETE", _group(_list([_rule("ALERT")])))])).violations == [{
		"reason": "ONLY_ALERTED",
		"args": {"list": "AWSManagedDomainsMalwareDomainList", "action": "ALERT"},
		"rests_on": [[_by_vpc], _at("action"), _at("list_name")],
	}]
	_verdict(_list([_association("DELETING", _group(_list([_rule("BLOCK")])))])).violations == [{
		"reason": "NOT_BLOCKED",
		"args": {},
		"rests_on": [[_by_vpc]],
	}]
}

test_unknown if {
	_verdict(_open("U5", [_association(null, _group(_list([_rule("ALERT")])))])).rests_on == [[_by_vpc]]
	_verdict(_list([_association({"unknown": "U4"}, _group(_list([_rule("BLOCK")])))])).rests_on == [[_by_vpc, "items", 0, "status"]]
	_verdict(_list([_association(null, _open("U2", []))])).rests_on == [[_by_vpc, "items", 0, "firewall_rule_group_id_link"]]
	_verdict(_list([_association(null, _group(_open("U5", [])))])).rests_on == [_rules_path]
	_verdict(_list([_association(null, _group(_list([_rule({"unknown": "U1"})])))])).rests_on == [_at("action")]
	named := object.union(_rule("BLOCK"), {"list_name": "AWSManagedDomainsExample"})
	_verdict(_list([_association(null, _group(_list([named])))])) == {
		"status": "unknown",
		"code": "U4",
		"violations": [],
		"rests_on": [_at("list_name")],
	}
}

_behind(rule) := _verdict(_list([_association("COMPLETE", _group(_list([_rule("BLOCK"), rule])))]))

_other(name) := array.concat(_rules_path, ["items", 1, name])

test_a_rule_is_void_behind_one_that_lets_its_queries_through if {
	_behind(_own("ALLOW", true, 10)).violations == [{
		"reason": "OVERRULED",
		"args": {"list": "AWSManagedDomainsMalwareDomainList"},
		"rests_on": [[_by_vpc], _at("action"), _at("list_name"), _other("action")],
	}]
	_behind(_own("ALERT", true, 19)).status == "fail"
	_behind(object.union(_rule("ALERT"), {"priority": 10})).violations[_].reason == "OVERRULED"
	_behind(_own("ALLOW", true, 20)).status == "pass"
	_behind(_own("ALLOW", true, 30)).status == "pass"
	_behind(_own("BLOCK", true, 10)).status == "pass"
	_behind(_own("ALLOW", false, 10)).status == "pass"
	_behind(object.union(_rule("ALERT"), {"priority": 10, "list_name": "AWSManagedDomainsBotnetCommandandControl"})).status == "pass"
	_behind(object.union(_own("ALLOW", false, 10), {"list_name": "AWSManagedDomainsMalwareDomainList"})).status == "pass"
}

test_what_may_come_before_a_rule_may_make_it_void if {
	_behind(_own("ALLOW", {"unknown": "U4"}, 10)).rests_on == [_other("matches_all")]
	_behind(_own("ALLOW", true, {"unknown": "U1"})).rests_on == [_other("priority")]
	_behind(_own({"unknown": "U1"}, true, 10)).rests_on == [_other("action")]
	_behind(_own("ALLOW", {"unknown": "U4"}, 30)).status == "pass"
}

test_groups_are_seen_by_themselves if {
	_verdict(_list([
		_association("COMPLETE", _group(_list([_rule("BLOCK")]))),
		_association("COMPLETE", _group(_list([_own("ALLOW", true, 10)]))),
	])).status == "pass"
}

test_what_is_not_told_of_a_group_may_make_a_rule_void if {
	_verdict(_list([_association("COMPLETE", _group(_open("U4", [_rule("BLOCK")])))])).rests_on == [_rules_path]
	_verdict(_list([_association("COMPLETE", _group(_open("U5", [_rule("BLOCK")])))])).status == "pass"
	_behind(object.union(_own("ALLOW", true, 10), {"priority": null})).status == "unknown"
	_behind(object.union(_rule("ALERT"), {"priority": 10, "list_name": {"unknown": "U1"}})).rests_on == [_other("list_name")]
}

_reasons(rules) := {violation.reason | some violation in _verdict(_list([_association("COMPLETE", _group(_list(rules)))])).violations}

test_only_a_rule_that_blocks_threats_is_void if {
	_reasons([_own("BLOCK", false, 30), _own("ALLOW", true, 10)]) == {"NOT_BLOCKED"}
	_reasons([_rule("ALERT"), _own("ALLOW", true, 10)]) == {"ONLY_ALERTED"}
}

test_where_no_rule_comes_before_the_number_decides_nothing if {
	one := object.union(_rule({"unknown": "U1"}), {"priority": {"unknown": "U1"}})
	_verdict(_list([_association("COMPLETE", _group(_list([one])))])).rests_on == [_at("action")]
}
