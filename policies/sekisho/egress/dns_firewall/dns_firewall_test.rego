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

_rule(action) := {"action": action, "is_list_managed": true, "list_name": "AWSManagedDomainsMalwareDomainList"}

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
