package sekisho.ddos.waf_rate_rule_test

import data.sekisho.ddos.waf_rate_rule as policy

_u1 := {"unknown": "U1"}

_u7 := {"unknown": "U7"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_associated(declared) := _list([{"resource_arn_link": _list([{"aws_lb": {"declared_endpoint": declared}}])}])

_judged(scope, associations, rules, limit) := verdict if {
	verdict := policy.verdict with input as {
		"aws_wafv2_web_acl": {
			"scope": scope,
			"aws_wafv2_web_acl_association_by_web_acl_arn": associations,
			"aws_cloudfront_distribution_by_web_acl_id": _list([]),
			"effective_rules": rules,
		},
		"profile": {"waf": {"rate_limit": limit}},
		"now": "2026-11-01T00:00:00Z",
	}
}

_of_distributions(scope, associations, distributions) := verdict if {
	verdict := policy.verdict with input as {
		"aws_wafv2_web_acl": {
			"scope": scope,
			"aws_wafv2_web_acl_association_by_web_acl_arn": associations,
			"aws_cloudfront_distribution_by_web_acl_id": distributions,
			"effective_rules": _list([]),
		},
		"profile": {"waf": {"rate_limit": 2000}},
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(rules) := _judged("REGIONAL", _associated(true), rules, 2000)

_item := {
	"name": "x",
	"kind": "rule",
	"action": null,
	"override": null,
	"counted_rules": _list([]),
	"vendor_name": null,
	"group_name": null,
	"rate_limit": null,
	"evaluation_window_sec": null,
	"scope_down": false,
	"group_rules": _list([]),
}

_rate(action, limit, window) := object.union(_item, {"action": action, "rate_limit": limit, "evaluation_window_sec": window})

_anti_ddos := object.union(_item, {
	"kind": "managed_group",
	"override": "none",
	"vendor_name": "AWS",
	"group_name": "AWSManagedRulesAntiDDoSRuleSet",
	"group_rules": _open("U2", []),
})

_common := object.union(_anti_ddos, {"group_name": "AWSManagedRulesCommonRuleSet"})

_own(override, members) := object.union(_item, {"kind": "own_group", "override": override, "group_rules": members})

_member(action, limit) := {"name": "m", "action": action, "rate_limit": limit, "evaluation_window_sec": 300, "scope_down": false}

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_declared := ["aws_wafv2_web_acl_association_by_web_acl_arn", "items", 0, "resource_arn_link", "items", 0, "aws_lb", "declared_endpoint"]

_at(name) := ["effective_rules", "items", 0, name]

test_pass_rate_rule if {
	every action in ["block", "captcha", "challenge"] {
		verdict := _verdict(_list([_rate(action, 2000, 300), _common]))
		verdict.status == "pass"
		verdict.rests_on == [_declared, _at("action"), _at("evaluation_window_sec"), _at("rate_limit"), _at("scope_down"), ["profile", "waf", "rate_limit"]]
	}
}

test_pass_rests_on_what_limits if {
	_verdict(_list([_anti_ddos, object.union(_common, {"override": "count"})])) == {
		"status": "pass",
		"violations": [],
		"rests_on": [_declared, _at("counted_rules"), _at("group_name"), _at("override"), _at("scope_down"), _at("vendor_name")],
	}
}

test_pass_anti_ddos_group_beside_rules_that_are_not_known if _verdict(_open("U1", [_anti_ddos])).status == "pass"

test_pass_anti_ddos_group_with_a_rule_left if {
	_verdict(_list([object.union(_anti_ddos, {"counted_rules": _list(["ChallengeAllDuringEvent"])})])).status == "pass"
}

test_pass_rule_of_an_own_group if {
	verdict := _verdict(_list([_own("none", _open("U1", [_member("block", 100)]))]))
	verdict.status == "pass"
	["effective_rules", "items", 0, "group_rules", "items", 0, "rate_limit"] in verdict.rests_on
}

test_pass_rule_of_a_group_of_firewall_manager if {
	group := object.union(_own("none", _list([_member("block", 100)])), {"kind": "firewall_manager_group"})
	_verdict(_list([group])).status == "pass"
}

test_fail_groups_that_do_not_limit if {
	none := {"NO_RATE_RULE"}
	_reasons(_verdict(_list([object.union(_anti_ddos, {"vendor_name": "Other"})]))) == none
	_reasons(_verdict(_list([object.union(_common, {"kind": "firewall_manager_group"})]))) == none
	_reasons(_verdict(_list([object.union(_common, {"group_rules": _list([_member("block", 100)])})]))) == none
	_reasons(_verdict(_list([object.union(_common, {"scope_down": true})]))) == none
	_reasons(_verdict(_list([object.union(_common, {"override": "count"})]))) == none
}

test_fail_rule_of_an_own_group_as_any_other if {
	member := object.union(_member("count", 5000), {"scope_down": true})
	at := ["effective_rules", "items", 0, "group_rules", "items", 0]
	_verdict(_list([_own("none", _list([member]))])).violations == [
		{
			"reason": "RATE_RULE_DOES_NOT_BLOCK",
			"args": {"rule": "m", "action": "count"},
			"rests_on": [array.concat(at, ["action"])],
		},
		{
			"reason": "RATE_LIMIT_TOO_HIGH",
			"args": {"rule": "m", "limit": 5000, "window": 300, "allowed": 2000},
			"rests_on": [array.concat(at, ["evaluation_window_sec"]), array.concat(at, ["rate_limit"]), ["profile", "waf", "rate_limit"]],
		},
		{"reason": "RATE_RULE_SCOPED_DOWN", "args": {"rule": "m"}, "rests_on": [array.concat(at, ["scope_down"])]},
	]
}

test_fail_one_request_too_many if _reasons(_verdict(_list([_rate("block", 2001, 300)]))) == {"RATE_LIMIT_TOO_HIGH"}

test_fail_no_rate_rule if {
	_verdict(_list([_common])) == {
		"status": "fail",
		"violations": [{"reason": "NO_RATE_RULE", "args": {}, "rests_on": [["effective_rules"]]}],
		"rests_on": [["effective_rules"]],
	}
}

test_fail_counting_scoped_down_and_too_high if {
	rule := object.union(_rate("count", 500, 60), {"scope_down": true})
	_reasons(_verdict(_list([rule]))) == {"RATE_RULE_DOES_NOT_BLOCK", "RATE_LIMIT_TOO_HIGH", "RATE_RULE_SCOPED_DOWN"}
}

test_fail_groups_in_count if {
	counted := [{"reason": "GROUP_COUNTED", "args": {"rule": "x"}, "rests_on": [_at("override")]}]
	_verdict(_list([object.union(_anti_ddos, {"override": "count"})])).violations == counted
	_verdict(_list([_own("count", _list([_member("block", 100)]))])).violations == counted
	_verdict(_list([object.union(_anti_ddos, {"scope_down": true})])).violations == [{
		"reason": "RATE_RULE_SCOPED_DOWN",
		"args": {"rule": "x"},
		"rests_on": [_at("scope_down")],
	}]
}

test_fail_own_group_without_rate_rule if _reasons(_verdict(_list([_own("none", _list([_member("block", null)]))]))) == {"NO_RATE_RULE"}

test_unknown_limit_and_profile if {
	_verdict(_list([_rate("block", _u1, 300)])).rests_on == [_at("rate_limit")]
	_verdict(_list([object.union(_rate("block", _u1, 300), {"name": _u1})])).rests_on == [_at("rate_limit")]
	_judged("REGIONAL", _associated(true), _list([_rate("block", 10, 300)]), _u7).rests_on == [["profile", "waf", "rate_limit"]]
}

test_unknown_group_elsewhere if {
	verdict := _verdict(_list([_own("none", _open("U2", []))]))
	verdict.status == "unknown"
	verdict.rests_on == [_at("group_rules")]
}

test_unknown_whether_a_rule_of_the_anti_ddos_group_is_left if {
	verdict := _verdict(_list([object.union(_anti_ddos, {"counted_rules": _open("U1", [])})]))
	verdict.status == "unknown"
	_at("counted_rules") in verdict.rests_on
}

_all_counted := object.union(
	_anti_ddos,
	{"counted_rules": _list(["ChallengeAllDuringEvent", "ChallengeDDoSRequests", "DDoSRequests"])},
)

test_unknown_whether_a_rule_is_left_that_is_not_known if {
	verdict := _verdict(_list([_all_counted]))
	verdict.status == "unknown"
	verdict.rests_on == [_at("counted_rules"), _at("group_rules")]
}

test_unknown_by_what_is_left_open_alone if {
	scoped := object.union(_all_counted, {"scope_down": true})
	_verdict(_list([scoped, _own("none", _open("U2", []))])).rests_on == [["effective_rules", "items", 1, "group_rules"]]
}

test_unknown_rules if _verdict(_open("U1", [_common])).rests_on == [["effective_rules"]]

test_unknown_whether_declared if {
	rules := _list([_rate("block", 10, 300)])
	_judged("REGIONAL", _associated(_u7), rules, 2000).rests_on == [_declared]
	_judged("REGIONAL", _open("U5", []), rules, 2000).rests_on == [["aws_wafv2_web_acl_association_by_web_acl_arn"]]
	elsewhere := _list([{"resource_arn_link": _open("U2", [])}])
	_judged("REGIONAL", elsewhere, rules, 2000).rests_on == [array.slice(_declared, 0, 4)]
	nowhere := _list([{"resource_arn_link": _list([])}])
	_judged("REGIONAL", nowhere, rules, 2000) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [array.slice(_declared, 0, 4)],
		"code": "U2",
	}
}

_distribution(declared) := _list([{"declared_endpoint": declared}])

_distributions := ["aws_cloudfront_distribution_by_web_acl_id"]

test_fail_web_acl_of_a_declared_distribution if {
	_reasons(_of_distributions("CLOUDFRONT", _open("U4", []), _distribution(true))) == {"NO_RATE_RULE"}
}

test_not_applicable_web_acl_of_other_distributions if {
	_of_distributions("CLOUDFRONT", _associated(_u7), _distribution(false)) == {
		"status": "not_applicable",
		"reason": "NOT_DECLARED",
		"violations": [],
		"rests_on": [_distributions, array.concat(_distributions, ["items", 0, "declared_endpoint"]), ["scope"]],
	}
	_of_distributions("REGIONAL", _associated(false), _distribution(_u7)).rests_on == [
		["aws_wafv2_web_acl_association_by_web_acl_arn"],
		_declared,
		["scope"],
	]
}

test_unknown_distributions if {
	elsewhere := _list([{"resource_arn_link": _open("U2", [])}, {"resource_arn_link": _list([{"aws_verifiedaccess_instance": {}}])}])
	at := array.concat(_distributions, ["items", 0, "declared_endpoint"])
	_of_distributions("CLOUDFRONT", elsewhere, _distribution(_u7)).rests_on == [at]
	_of_distributions("CLOUDFRONT", _open("U4", []), _open("U4", [])).rests_on == [_distributions]
	_of_distributions(_u1, _list([]), _open("U4", [])).rests_on == [_distributions, ["scope"]]
	_of_distributions(_u1, _list([]), _distribution(true)).rests_on == [["scope"]]
	_of_distributions(_u1, _associated(true), _list([])).rests_on == [["scope"]]
	_of_distributions(_u1, _open("U4", []), _list([])).rests_on == [["aws_wafv2_web_acl_association_by_web_acl_arn"], ["scope"]]
	_of_distributions("REGIONAL", _open("U4", []), _open("U4", [])).rests_on == [["aws_wafv2_web_acl_association_by_web_acl_arn"]]
}

test_fail_beside_an_association_with_what_does_not_tell_whether_it_is_declared if {
	instance := {"resource_arn_link": _list([{"aws_verifiedaccess_instance": {}}])}
	balancer := {"resource_arn_link": _list([{"aws_lb": {"declared_endpoint": true}}])}
	_reasons(_of_distributions("REGIONAL", _list([instance, balancer]), _list([]))) == {"NO_RATE_RULE"}
	rules := _list([_rate("block", 10, 300)])
	{path | some path in _judged("REGIONAL", _list([instance, balancer]), rules, 2000).rests_on; path[0] == _declared[0]} == {[
		"aws_wafv2_web_acl_association_by_web_acl_arn", "items", 1,
		"resource_arn_link", "items", 0, "aws_lb", "declared_endpoint",
	]}
}

test_unknown_association_with_what_does_not_tell_whether_it_is_declared if {
	_of_distributions("REGIONAL", _list([{"resource_arn_link": _list([{"aws_verifiedaccess_instance": {}}])}]), _list([])) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [array.slice(_declared, 0, 4)],
		"code": "U2",
	}
}

test_not_applicable_undeclared if {
	verdict := _judged("REGIONAL", _associated(false), _list([]), 2000)
	verdict.status == "not_applicable"
	verdict.reason == "NOT_DECLARED"
}

_endpoint(target) := verdict if {
	verdict := policy.verdict with input as {
		"service_endpoint": {"target_link": target},
		"profile": {"waf": {"rate_limit": 2000}},
		"now": "2026-11-01T00:00:00Z",
	}
}

_guards := "aws_wafv2_web_acl_association_by_resource_arn"

_balancer(type, associations) := _list([{"aws_lb": {
	"load_balancer_type": type,
	"internal": false,
	"aws_wafv2_web_acl_association_by_resource_arn": associations,
}}])

_at_target(names) := array.concat(["target_link", "items", 0], names)

_balancer_path := _at_target(["aws_lb", _guards])

_guarded(scope) := _list([{"web_acl_arn_link": _list([{"scope": scope}])}])

# One endpoint of each type that an association puts behind a web ACL, with the path of its associations.
_capable(associations) := [
	{"at": _balancer_path, "target": _balancer("application", associations)},
	{"at": _at_target(["aws_api_gateway_stage", _guards]), "target": _stage("REGIONAL", associations)},
	{"at": _at_target(["aws_apprunner_service", _guards]), "target": _service(true, associations)},
	{"at": _at_target(["aws_appsync_graphql_api", _guards]), "target": _graphql("GLOBAL", associations)},
	{
		"at": _at_target(["aws_cognito_user_pool", _guards]),
		"target": _list([{"aws_cognito_user_pool": {"aws_wafv2_web_acl_association_by_resource_arn": associations}}]),
	},
	{
		"at": _at_target(["aws_cognito_user_pool_domain", "user_pool_id_link", "items", 0, _guards]),
		"target": _list([{"aws_cognito_user_pool_domain": {"user_pool_id_link": _list([{"aws_wafv2_web_acl_association_by_resource_arn": associations}])}}]),
	},
]

_stage(type, associations) := _list([{"aws_api_gateway_stage": {
	"rest_api_id_link": _list([{"endpoint_types": _list([type])}]),
	"aws_wafv2_web_acl_association_by_resource_arn": associations,
}}])

_service(public, associations) := _list([{"aws_apprunner_service": {
	"is_publicly_accessible": public,
	"aws_wafv2_web_acl_association_by_resource_arn": associations,
}}])

_graphql(visibility, associations) := _list([{"aws_appsync_graphql_api": {
	"visibility": visibility,
	"aws_wafv2_web_acl_association_by_resource_arn": associations,
}}])

_site(enabled, kind, acls) := _list([{"aws_cloudfront_distribution": {
	"enabled": enabled,
	"web_acl_kind": kind,
	"web_acl_id_link": acls,
}}])

_kind_path := _at_target(["aws_cloudfront_distribution", "web_acl_kind"])

_no_web_acl(path) := {
	"status": "fail",
	"violations": [{"reason": "NO_WEB_ACL", "args": {}, "rests_on": [path]}],
	"rests_on": [path],
}

_not_applicable(reason, path) := {
	"status": "not_applicable",
	"reason": reason,
	"violations": [],
	"rests_on": [path],
}

test_fail_endpoint_without_web_acl if {
	every one in _capable(_list([])) {
		_endpoint(one.target) == _no_web_acl(one.at)
	}
	_endpoint(_site(true, "none", _list([]))) == _no_web_acl(_kind_path)
	_endpoint(_site(true, "classic", _list([]))) == _no_web_acl(_kind_path)
	_endpoint(_site(true, "regional", _list([{"scope": "REGIONAL"}]))) == _no_web_acl(_kind_path)
}

test_fail_one_of_two_targets_without_web_acl if {
	both := array.concat(_list([{"aws_elb": {"declared_endpoint": true}}]).items, _balancer("application", _list([])).items)
	_reasons(_endpoint(_list(both))) == {"NO_WEB_ACL"}
}

test_not_applicable_endpoint_of_which_the_web_acl_is_judged if {
	every one in _capable(_guarded("REGIONAL")) {
		_endpoint(one.target) == _not_applicable("DECIDED_BY_WEB_ACL", one.at)
	}
	_endpoint(_site(true, "cloudfront", _list([{"scope": "CLOUDFRONT"}]))) == _not_applicable("DECIDED_BY_WEB_ACL", _kind_path)
}

test_not_applicable_endpoints_that_cannot_have_a_web_acl if {
	_endpoint(_balancer("network", _list([]))) == _not_applicable("NO_WEB_ACL_POSSIBLE", _at_target(["aws_lb", "load_balancer_type"]))
	every type in ["aws_elb", "aws_apigatewayv2_api", "aws_lambda_function_url", "aws_transfer_server"] {
		_endpoint(_list([{type: {"declared_endpoint": true}}])) == _not_applicable("NO_WEB_ACL_POSSIBLE", _at_target([type, "declared_endpoint"]))
	}
}

test_not_applicable_endpoints_that_do_not_face_the_internet if {
	internal := _list([{"aws_lb": {"load_balancer_type": "application", "internal": true, "aws_wafv2_web_acl_association_by_resource_arn": _list([])}}])
	_endpoint(internal) == _not_applicable("NOT_PUBLIC", _at_target(["aws_lb", "internal"]))
	_endpoint(_stage("PRIVATE", _list([]))) == _not_applicable("NOT_PUBLIC", _at_target(["aws_api_gateway_stage", "rest_api_id_link"]))
	_endpoint(_service(false, _list([]))) == _not_applicable("NOT_PUBLIC", _at_target(["aws_apprunner_service", "is_publicly_accessible"]))
	_endpoint(_graphql("PRIVATE", _list([]))) == _not_applicable("NOT_PUBLIC", _at_target(["aws_appsync_graphql_api", "visibility"]))
	_endpoint(_site(false, "none", _list([]))) == _not_applicable("NOT_PUBLIC", _at_target(["aws_cloudfront_distribution", "enabled"]))
}

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U4"}

test_unknown_endpoint if {
	_endpoint(_open("U2", [])) == _unknown([["target_link"]])
	_endpoint(_list([{"aws_api_gateway_rest_api": {}}])) == _unknown([["target_link"]])
	every one in _capable(_open("U4", [])) {
		_endpoint(one.target) == _unknown([one.at])
	}
	_endpoint(_balancer(_u1, _list([]))) == _unknown([_at_target(["aws_lb", "load_balancer_type"])])
	_endpoint(_service(_u1, _list([]))) == _unknown([_at_target(["aws_apprunner_service", "is_publicly_accessible"])])
	_endpoint(_balancer("application", _list([{"web_acl_arn_link": _list([])}]))) == _unknown([_balancer_path])
	_endpoint(_balancer("application", _guarded("CLOUDFRONT"))) == _unknown([_balancer_path])
	_endpoint(_site(true, "cloudfront", _list([]))) == _unknown([_kind_path])
	_endpoint(_site(true, "cloudfront", _list([{"scope": "REGIONAL"}]))) == _unknown([_kind_path])
	_endpoint(_site(true, _u1, _list([{"scope": "CLOUDFRONT"}]))) == _unknown([_kind_path])
}
