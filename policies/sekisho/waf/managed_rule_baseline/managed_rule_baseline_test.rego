package sekisho.waf.managed_rule_baseline_test

import data.sekisho.waf.managed_rule_baseline as policy

_u7 := {"unknown": "U7"}

_verdict(required, equivalents, rules) := verdict if {
	verdict := policy.verdict with input as {
		"aws_wafv2_web_acl": {"effective_rules": rules},
		"profile": {"required_waf_groups": required, "waf": {"equivalents": equivalents}},
		"now": "2026-11-01T00:00:00Z",
	}
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_group(vendor, name) := {
	"name": "group",
	"vendor_name": vendor,
	"group_name": name,
	"override": "none",
	"counted_rules": _list([]),
	"scope_down": false,
}

_rule := object.union(_group(null, null), {"override": null})

_core := _group("AWS", "AWSManagedRulesCommonRuleSet")

_required := ["AWSManagedRulesCommonRuleSet"]

_declared := [["profile", "required_waf_groups"], ["profile", "waf", "equivalents"]]

_status(required, equivalents, rules) := _verdict(required, equivalents, rules).status

_reasons(required, equivalents, rules) := {violation.reason | some violation in _verdict(required, equivalents, rules).violations}

# The schema of the profile refuses an empty list; a caller of the bundle may still pass one.
test_unknown_nothing_is_required if {
	every rules in [_list([]), _list([_core])] {
		_verdict([], [], rules) == {
			"status": "unknown",
			"violations": [],
			"rests_on": [["profile", "required_waf_groups"]],
			"code": "U7",
		}
	}
}

test_pass_required_group_acts if {
	verdict := _verdict(_required, _u7, _list([_rule, _core]))
	verdict.status == "pass"
	["effective_rules", "items", 1, "group_name"] in verdict.rests_on
}

test_pass_beside_rules_that_are_not_known if _status(_required, _u7, _open("U1", [_core])) == "pass"

_paths(i) := [["effective_rules", "items", i, name] |
	some name in ["counted_rules", "group_name", "override", "scope_down", "vendor_name"]
]

test_pass_rests_on_the_rule_that_acts_on_all_requests if {
	counted := object.union(_core, {"override": "count"})
	scoped := object.union(_core, {"scope_down": true})
	every other in [counted, scoped] {
		_verdict(_required, [], _list([other, _core])) == {
			"status": "pass",
			"violations": [],
			"rests_on": array.concat(_paths(1), [["profile", "required_waf_groups"]]),
		}
	}
}

test_pass_declared_equivalent if {
	equivalents := [{"required": "AWSManagedRulesCommonRuleSet", "group": "Example/OWASP"}]
	verdict := _verdict(_required, equivalents, _list([_group("Example", "OWASP")]))
	verdict.status == "pass"
	["profile", "waf", "equivalents"] in verdict.rests_on
}

test_fail_missing if {
	rules := _list([_rule, _group("AWS", "AWSManagedRulesSQLiRuleSet")])
	_verdict(_required, [], rules) == {
		"status": "fail",
		"violations": [{
			"reason": "GROUP_MISSING",
			"args": {"group": "AWSManagedRulesCommonRuleSet"},
			"rests_on": array.concat([["effective_rules"]], _declared),
		}],
		"rests_on": array.concat([["effective_rules"]], _declared),
	}
}

test_fail_missing_without_declared_equivalents if {
	_reasons(_required, _u7, _list([_rule, _group("AWS", "AWSManagedRulesSQLiRuleSet")])) == {"GROUP_MISSING"}
}

test_fail_counted_and_scoped_down if {
	rule := object.union(_core, {"override": "count", "scope_down": true})
	_reasons(_required, [], _list([rule])) == {"GROUP_COUNTED", "GROUP_SCOPED_DOWN"}
}

test_fail_beside_an_unknown_group if {
	required := ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesSQLiRuleSet"]
	sqli := object.union(_group("AWS", "AWSManagedRulesSQLiRuleSet"), {"override": {"unknown": "U1"}})
	_reasons(required, [], _list([sqli])) == {"GROUP_MISSING"}
}

test_fail_no_managed_group_whatever_is_required if _reasons(_u7, _u7, _list([_rule])) == {"NO_MANAGED_GROUPS"}

test_unknown_without_required_groups if {
	_verdict(_u7, _u7, _list([_core])) == {"status": "unknown", "violations": [], "rests_on": [["profile", "required_waf_groups"]]}
}

test_unknown_whether_a_group_of_the_marketplace_stands_in_place if {
	verdict := _verdict(_required, _u7, _list([_group("Example", "OWASP")]))
	verdict.status == "unknown"
	verdict.rests_on == [["profile", "waf", "equivalents"]]
}

test_unknown_override_or_scope if {
	u1 := {"unknown": "U1"}
	at := ["effective_rules", "items", 0]
	_verdict(_required, [], _list([object.union(_core, {"name": u1, "override": u1})])) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [array.concat(at, ["counted_rules"]), array.concat(at, ["override"])],
		"code": "U2",
	}
	_verdict(_required, [], _list([object.union(_core, {"scope_down": u1})])) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [array.concat(at, ["scope_down"])],
		"code": "U2",
	}
}

test_unknown_rules_that_are_not_known if {
	verdict := _verdict(_required, [], _open("U5", []))
	verdict.status == "unknown"
	verdict.rests_on == [["effective_rules"]]
}

test_unknown_whether_a_rule_of_the_group_is_left if {
	equivalents := [{"required": "AWSManagedRulesCommonRuleSet", "group": "Example/OWASP"}]
	rule := object.union(_group("Example", "OWASP"), {"counted_rules": _list(["a"])})
	verdict := _verdict(_required, equivalents, _list([rule]))
	verdict.status == "unknown"
	verdict.rests_on == [["effective_rules", "items", 0, "counted_rules"]]
}
