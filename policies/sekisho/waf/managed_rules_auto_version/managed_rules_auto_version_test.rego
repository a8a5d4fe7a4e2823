package sekisho.waf.managed_rules_auto_version_test

import data.sekisho.waf.managed_rules_auto_version as policy

_u7 := {"unknown": "U7"}

_verdict(auto, age, rules) := verdict if {
	verdict := policy.verdict with input as {
		"aws_wafv2_web_acl": {"effective_rules": rules},
		"profile": {"waf": {"auto_version": auto, "max_version_age_days": age}},
		"now": "2026-11-01T00:00:00Z",
	}
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_group(name, version) := {"name": "group", "vendor_name": "AWS", "group_name": name, "version": version}

_core(version) := _group("AWSManagedRulesCommonRuleSet", version)

_rule := {"name": "rule", "vendor_name": null, "group_name": null, "version": null}

_version := ["effective_rules", "items", 0, "version"]

_age := ["profile", "waf", "max_version_age_days"]

test_pass_default_version if {
	verdict := _verdict(_u7, 0, _list([_core(null), _rule]))
	verdict.status == "pass"
	verdict.rests_on == [["effective_rules", "items", 0, name] | some name in ["group_name", "vendor_name", "version"]]
}

test_pass_group_without_versions if {
	_verdict(true, 0, _list([_group("AWSManagedRulesAmazonIpReputationList", {"unknown": "U1"})])).status == "pass"
}

test_pass_beside_a_rule_that_is_no_group if {
	_verdict(_u7, 0, _list([object.union(_rule, {"version": {"unknown": "U1"}}), _core(null)])).status == "pass"
}

test_fail_a_group_of_another_vendor_by_the_name_of_one_without_versions if {
	group := object.union(_group("AWSManagedRulesAmazonIpReputationList", "Version_1.0"), {"vendor_name": "Example"})
	_verdict(_u7, 0, _list([group])).status == "fail"
}

test_pass_beside_groups_of_other_documents if _verdict(_u7, 0, _open("U5", [_core(null)])).status == "pass"

test_fail_pinned_where_no_age_is_allowed if {
	_verdict(_u7, 0, _list([_core("Version_1.2")])) == {
		"status": "fail",
		"violations": [{
			"reason": "VERSION_PINNED",
			"args": {"rule": "group", "group": "AWSManagedRulesCommonRuleSet", "version": "Version_1.2"},
			"rests_on": [_version, _age],
		}],
		"rests_on": [_version, _age],
	}
}

test_fail_pinned_where_the_profile_says_auto if {
	verdict := _verdict(true, 90, _list([_core("Version_1.2")]))
	verdict.status == "fail"
	verdict.rests_on == [_version, ["profile", "waf", "auto_version"]]
	_verdict(true, 1, _list([_core("Version_1.2")])).rests_on == verdict.rests_on
}

test_fail_beside_an_unknown_version if {
	verdict := _verdict(_u7, 0, _open("U1", [_core("Version_1.2"), _group("x", {"unknown": "U1"})]))
	verdict.status == "fail"
	count(verdict.violations) == 1
}

test_unknown_age_of_a_pinned_version if {
	verdict := _verdict(_u7, 90, _list([_core("Version_1.2")]))
	verdict == {"status": "unknown", "code": "U4", "violations": [], "rests_on": [_version, _age]}
	_verdict(false, 90, _list([_core("Version_1.2")])) == verdict
	_verdict(false, 1, _list([_core("Version_1.2")])) == verdict
}

test_unknown_version if {
	verdict := _verdict(_u7, 0, _list([_core({"unknown": "U1"})]))
	verdict.status == "unknown"
	verdict.rests_on == [_version]
	unnamed := object.union(_core({"unknown": "U1"}), {"name": {"unknown": "U1"}})
	_verdict(_u7, 0, _list([unnamed])).rests_on == [_version]
}

test_unknown_whether_a_group if {
	group := object.union(_core(null), {"group_name": {"unknown": "U1"}})
	_verdict(_u7, 0, _list([group])) == {
		"status": "unknown",
		"code": "U4",
		"violations": [],
		"rests_on": [["effective_rules"], ["effective_rules", "items", 0, "group_name"]],
	}
	_verdict(_u7, 0, _open("U5", [_rule])) == {
		"status": "unknown",
		"code": "U4",
		"violations": [],
		"rests_on": [["effective_rules"]],
	}
}

test_unknown_rules if {
	verdict := _verdict(_u7, 0, _open("U1", [_core(null)]))
	verdict.status == "unknown"
	verdict.rests_on == [["effective_rules"]]
}

test_not_applicable_without_managed_groups if {
	_verdict(_u7, 0, _list([_rule])) == {
		"status": "not_applicable",
		"reason": "NO_MANAGED_GROUPS",
		"violations": [],
		"rests_on": [["effective_rules"]],
	}
}
