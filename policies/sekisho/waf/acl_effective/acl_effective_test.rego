package sekisho.waf.acl_effective_test

import data.sekisho.waf.acl_effective as policy

_verdict(default_action, rules) := verdict if {
	verdict := policy.verdict with input as {
		"aws_wafv2_web_acl": {"default_action": default_action, "effective_rules": rules},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_rule(name, action) := {
	"name": name,
	"kind": "rule",
	"vendor_name": null,
	"group_name": null,
	"action": action,
	"override": null,
	"counted_rules": _list([]),
	"group_rules": _list([]),
}

_group(kind, override, counted, rules) := {
	"name": "group",
	"kind": kind,
	"vendor_name": null,
	"group_name": null,
	"action": null,
	"override": override,
	"counted_rules": counted,
	"group_rules": rules,
}

_managed(override, counted) := _vended("AWS", "AWSManagedRulesSQLiRuleSet", override, counted)

_vended(vendor, name, override, counted) := object.union(
	_group("managed_group", override, counted, _open("U2", [])),
	{"vendor_name": vendor, "group_name": name},
)

_own(override, counted, rules) := _group("own_group", override, counted, _list(rules))

_at(i, name) := ["effective_rules", "items", i, name]

_pass(paths) := {"status": "pass", "violations": [], "rests_on": paths}

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths}

_fail(violations, paths) := {"status": "fail", "violations": violations, "rests_on": paths}

_member := ["effective_rules", "items", 0, "group_rules", "items", 1, "action"]

test_pass_blocking_rule if {
	every action in ["block", "captcha", "challenge"] {
		_verdict("allow", _list([_rule("count", "count"), _rule("x", action)])) == _pass([_at(1, "action")])
	}
}

test_pass_default_action_block if _verdict("block", _list([])) == _pass([["default_action"]])

test_pass_managed_group if {
	_verdict("allow", _list([_managed("none", _list([]))])) == _pass([_at(0, "counted_rules"), _at(0, "override")])
}

test_pass_managed_group_beside_unknown_rules if {
	_verdict(_u1, _open("U1", [_managed("none", _list([]))])) == _pass([_at(0, "counted_rules"), _at(0, "override")])
}

test_pass_own_group_with_a_rule_left if {
	members := [{"name": "a", "action": "block"}, {"name": "b", "action": "block"}]
	_verdict("allow", _list([_own("none", _list(["a"]), members)])) == _pass([_at(0, "counted_rules"), _member, _at(0, "override")])
}

test_fail_no_rules if {
	_verdict("allow", _list([])) == _fail(
		[{"reason": "NO_RULES", "args": {}, "rests_on": [["default_action"], ["effective_rules"]]}],
		[["default_action"], ["effective_rules"]],
	)
}

test_fail_count_rule_and_counted_group if {
	_verdict("allow", _list([_rule("log", "count"), _managed("count", _list([]))])) == _fail(
		[
			{
				"reason": "RULE_DOES_NOT_BLOCK",
				"args": {"rule": "log", "action": "count"},
				"rests_on": [_at(0, "action")],
			},
			{"reason": "GROUP_ONLY_COUNTS", "args": {"rule": "group"}, "rests_on": [_at(1, "override")]},
		],
		[_at(0, "action"), _at(1, "override")],
	)
}

test_fail_own_group_with_every_rule_counted if {
	members := [{"name": "a", "action": "block"}, {"name": "b", "action": "allow"}]
	paths := [_at(0, "counted_rules"), _at(0, "group_rules")]
	_verdict("allow", _list([_own("none", _list(["a"]), members)])) == _fail(
		[{"reason": "GROUP_RULES_DO_NOT_BLOCK", "args": {"rule": "group"}, "rests_on": paths}],
		paths,
	)
}

test_fail_own_group_without_rules if {
	paths := [_at(0, "counted_rules"), _at(0, "group_rules")]
	_verdict("allow", _list([_own("none", _list([]), [])])) == _fail(
		[{"reason": "GROUP_RULES_DO_NOT_BLOCK", "args": {"rule": "group"}, "rests_on": paths}],
		paths,
	)
}

test_pass_managed_group_with_a_rule_left if {
	_verdict("allow", _list([_managed("none", _list(["SQLi_BODY"]))])) == _pass([
		_at(0, "counted_rules"), _at(0, "group_name"),
		_at(0, "override"), _at(0, "vendor_name"),
	])
}

test_fail_managed_group_with_a_rule_left_that_is_counted if {
	_verdict("allow", _list([_managed("count", _list(["SQLi_BODY"]))])) == _fail(
		[{"reason": "GROUP_ONLY_COUNTS", "args": {"rule": "group"}, "rests_on": [_at(0, "override")]}],
		[_at(0, "override")],
	)
}

test_unknown_managed_group_with_counted_rules if {
	all := ["SQLi_BODY", "SQLiExtendedPatterns_BODY", "SQLi_QUERYARGUMENTS", "SQLiExtendedPatterns_QUERYARGUMENTS", "SQLi_COOKIE"]
	_verdict("allow", _list([_managed("none", _list(all))])) == _unknown([_at(0, "group_rules")])
	other := _vended("Example", "AWSManagedRulesSQLiRuleSet", "none", _list(["SQLi_BODY"]))
	_verdict("allow", _list([other])) == _unknown([_at(0, "group_rules")])
}

test_unknown_managed_group_that_may_turn_out_to_act if {
	listed := _list([{"name": "a", "action": "block"}])
	group := object.union(_group("managed_group", "none", _list(["a"]), listed), {"vendor_name": "AWS"})
	of_group := [_at(0, "counted_rules"), _at(0, "group_rules")]
	_verdict("allow", _list([group])) == _fail(
		[{"reason": "GROUP_RULES_DO_NOT_BLOCK", "args": {"rule": "group"}, "rests_on": of_group}],
		of_group,
	)
	every changed in [
		{"name": "vendor_name", "value": _u1, "rests_on": _at(0, "vendor_name")},
		{"name": "group_name", "value": _u1, "rests_on": _at(0, "group_name")},
		{"name": "counted_rules", "value": _list(["a", _u1]), "rests_on": array.concat(_at(0, "counted_rules"), ["items", 1])},
	] {
		_verdict("allow", _list([object.union(group, {changed.name: changed.value})])) == _unknown([changed.rests_on])
	}
	empty := _group("managed_group", "none", _open("U1", []), _list([]))
	_verdict("allow", _list([empty])) == _unknown([_at(0, "counted_rules")])
	turned := _group("managed_group", _u1, _list([]), _list([]))
	_verdict("allow", _list([turned])) == _unknown([_at(0, "override")])
}

test_unknown_own_group_elsewhere if {
	_verdict("allow", _list([_group("own_group", "none", _list([]), _open("U2", []))])) == _unknown([_at(0, "group_rules")])
}

test_unknown_firewall_manager_group if {
	_verdict("allow", _list([_group("firewall_manager_group", "none", _list([]), _open("U2", []))])) == _unknown([_at(0, "group_rules")])
}

test_unknown_rules_from_dynamic_blocks if {
	_verdict("allow", _open("U1", [_rule("log", "count")])) == _unknown([["effective_rules"]])
}

test_unknown_action_override_and_default if {
	_verdict(_u1, _list([_rule(_u1, _u1), _managed(_u1, _list([]))])) == _unknown([["default_action"], _at(0, "action"), _at(1, "group_rules"), _at(1, "override")])
}

test_pass_managed_group_whose_listed_rules_show_one_that_is_left if {
	rules := _list([{"name": "a", "action": "count"}, {"name": "b", "action": "count"}])
	groups := [_group("managed_group", "none", _list(["a"]), rules), _rule("log", "count")]
	_verdict("allow", _list(groups)) == _pass([
		_at(0, "counted_rules"), _at(0, "group_name"),
		_at(0, "override"), _at(0, "vendor_name"),
	])
}

test_pass_own_group_with_a_rule_that_asks_back if {
	every action in ["captcha", "challenge"] {
		members := [{"name": "a", "action": "allow"}, {"name": "b", "action": action}]
		_verdict("allow", _list([_own("none", _list([]), members)])) == _pass([_at(0, "counted_rules"), _member, _at(0, "override")])
	}
}

test_fail_own_group_that_blocks_and_is_counted if {
	members := [{"name": "a", "action": "block"}]
	_verdict("allow", _list([_own("count", _list([]), members)])) == _fail(
		[{"reason": "GROUP_ONLY_COUNTS", "args": {"rule": "group"}, "rests_on": [_at(0, "override")]}],
		[_at(0, "override")],
	)
}

test_fail_rule_is_no_group_and_group_is_no_rule if {
	members := _list([])
	rules := [
		object.union(_rule("log", "count"), {"override": "count"}),
		object.union(_group("own_group", "none", _list([]), members), {"action": "block"}),
	]
	paths := [_at(1, "counted_rules"), _at(1, "group_rules")]
	_verdict("allow", _list(rules)) == _fail(
		[
			{
				"reason": "RULE_DOES_NOT_BLOCK",
				"args": {"rule": "log", "action": "count"},
				"rests_on": [_at(0, "action")],
			},
			{"reason": "GROUP_RULES_DO_NOT_BLOCK", "args": {"rule": "group"}, "rests_on": paths},
		],
		array.concat([_at(0, "action")], paths),
	)
}

test_unknown_kind_of_group if {
	group := _group(_u1, "none", _list([]), _list([{"name": "a", "action": "block"}]))
	_verdict("allow", _list([group])) == _unknown([_at(0, "kind")])
}
