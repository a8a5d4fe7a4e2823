package sekisho.waf.alb_associated_test

import data.sekisho.waf.alb_associated as policy

_verdict(changes) := verdict if {
	verdict := policy.verdict with input as {
		"aws_lb": object.union(
			{
				"internal": false,
				"load_balancer_type": "application",
				"enable_waf_fail_open": false,
				"aws_wafv2_web_acl_association_by_resource_arn": _associated([_acl("block")]),
				"aws_wafregional_web_acl_association_by_resource_arn": _open("U5"),
			},
			changes,
		),
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_associated(acls) := _list([{"web_acl_arn_link": _list(acls)}])

_acl(default_action) := {"default_action": default_action, "effective_rules": _list([])}

_associations := ["aws_wafv2_web_acl_association_by_resource_arn"]

_classic := ["aws_wafregional_web_acl_association_by_resource_arn"]

_link := array.concat(_associations, ["items", 0, "web_acl_arn_link"])

_in_acl(name) := array.concat(_link, ["items", 0, name])

_fail(violations, paths) := {"status": "fail", "violations": violations, "rests_on": paths}

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U2"}

_out_of_scope(paths) := {"status": "unknown", "violations": [], "rests_on": paths}

_not_applicable(reason, paths) := {
	"status": "not_applicable",
	"violations": [],
	"rests_on": paths,
	"reason": reason,
}

_pass := {
	"status": "pass",
	"violations": [],
	"rests_on": [_in_acl("default_action"), ["enable_waf_fail_open"], ["internal"], ["load_balancer_type"]],
}

test_pass_associated_with_an_acl_that_blocks if _verdict({}) == _pass

test_pass_left_out_arguments if {
	_verdict({"internal": null, "load_balancer_type": null, "enable_waf_fail_open": null}) == _pass
}

test_fail_no_association if {
	_verdict({"aws_wafv2_web_acl_association_by_resource_arn": _list([])}) == _fail([{"reason": "NO_WEB_ACL", "args": {}, "rests_on": [_associations]}], [_associations])
}

test_fail_classic_association if {
	_verdict({
		"aws_wafv2_web_acl_association_by_resource_arn": _open("U5"),
		"aws_wafregional_web_acl_association_by_resource_arn": _list([{"web_acl_id": "x"}]),
	}) == _fail([{"reason": "CLASSIC_WEB_ACL", "args": {}, "rests_on": [_classic]}], [_classic])
}

test_fail_ineffective_acl_and_fail_open if {
	paths := [_in_acl("default_action"), _in_acl("effective_rules")]
	_verdict({
		"enable_waf_fail_open": true,
		"aws_wafv2_web_acl_association_by_resource_arn": _associated([_acl("allow")]),
	}) == _fail(
		[
			{"reason": "WAF_FAIL_OPEN", "args": {}, "rests_on": [["enable_waf_fail_open"]]},
			{"reason": "WEB_ACL_INEFFECTIVE", "args": {}, "rests_on": paths},
		],
		array.concat(paths, [["enable_waf_fail_open"]]),
	)
}

test_fail_open_beside_unknown_association if {
	_verdict({
		"enable_waf_fail_open": true,
		"aws_wafv2_web_acl_association_by_resource_arn": _open("U5"),
	}) == _fail(
		[{"reason": "WAF_FAIL_OPEN", "args": {}, "rests_on": [["enable_waf_fail_open"]]}],
		[["enable_waf_fail_open"]],
	)
}

test_unknown_association_elsewhere if {
	_verdict({"aws_wafv2_web_acl_association_by_resource_arn": _open("U5")}) == _unknown([_associations])
}

test_unknown_acl_of_another_state if {
	_verdict({"aws_wafv2_web_acl_association_by_resource_arn": _list([{"web_acl_arn_link": _open("U2")}])}) == _unknown([_link])
}

test_unknown_association_without_a_known_acl if {
	_verdict({"aws_wafv2_web_acl_association_by_resource_arn": _associated([])}) == _unknown([_link])
}

test_unknown_acl_whose_rules_are_unknown if {
	acl := {"default_action": "allow", "effective_rules": _open("U1")}
	_verdict({
		"enable_waf_fail_open": {"unknown": "U4"},
		"aws_wafv2_web_acl_association_by_resource_arn": _associated([acl]),
	}) == _unknown([_in_acl("effective_rules"), ["enable_waf_fail_open"]])
}

test_unknown_scheme_and_type if {
	_verdict({"internal": _u1, "load_balancer_type": _u1, "enable_waf_fail_open": true}) == _out_of_scope([["internal"], ["load_balancer_type"]])
}

test_not_applicable_internal_balancer if {
	_verdict({"internal": true, "load_balancer_type": _u1}) == _not_applicable("INTERNAL_BALANCER", [["internal"]])
}

test_not_applicable_network_balancer if {
	_verdict({"load_balancer_type": "network"}) == _not_applicable("NOT_APPLICATION", [["load_balancer_type"]])
}

test_unknown_fail_open_alone if {
	_verdict({"enable_waf_fail_open": _u1}) == _unknown([["enable_waf_fail_open"]])
}

test_unknown_classic_association_alone if {
	_verdict({"aws_wafregional_web_acl_association_by_resource_arn": _open("U1")}) == _unknown([_classic])
}

test_unknown_acl_alone if {
	acl := {"default_action": "allow", "effective_rules": _open("U1")}
	_verdict({"aws_wafv2_web_acl_association_by_resource_arn": _associated([acl])}) == _unknown([_in_acl("effective_rules")])
}

test_unknown_further_association_beside_one_that_blocks if {
	associations := object.union(_associated([_acl("block")]), {"state": "partial", "code": "U1"})
	_verdict({"aws_wafv2_web_acl_association_by_resource_arn": associations}) == _unknown([_associations])
}

test_unknown_further_acl_beside_one_that_blocks if {
	link := {"state": "partial", "code": "U1", "items": [_acl("block")]}
	_verdict({"aws_wafv2_web_acl_association_by_resource_arn": _list([{"web_acl_arn_link": link}])}) == _unknown([_link])
}
