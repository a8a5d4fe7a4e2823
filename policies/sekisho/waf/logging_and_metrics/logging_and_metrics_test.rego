package sekisho.waf.logging_and_metrics_test

import data.sekisho.waf.logging_and_metrics as policy

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_verdict(metrics, rules, logging) := verdict if {
	verdict := policy.verdict with input as {
		"aws_wafv2_web_acl": {
			"cloudwatch_metrics_enabled": metrics,
			"effective_rules": rules,
			"aws_wafv2_web_acl_logging_configuration_by_resource_arn": logging,
		},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_logged(logging) := _verdict(true, _list([{"name": "a", "cloudwatch_metrics_enabled": true}]), logging)

_filter(behavior, requirement, actions) := {
	"behavior": behavior,
	"requirement": requirement,
	"condition": _list([{"action": action} | some action in actions]),
}

_filtered(default_behavior, filters) := _list([{"logging_filter": _list([{
	"default_behavior": default_behavior,
	"filter": filters,
}])}])

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_configurations := "aws_wafv2_web_acl_logging_configuration_by_resource_arn"

_selection := [_configurations, "items", 0, "logging_filter"]

test_pass_without_filter if {
	_logged(_list([{"logging_filter": _list([])}])) == {
		"status": "pass",
		"violations": [],
		"rests_on": [_selection, ["cloudwatch_metrics_enabled"], ["effective_rules"]],
	}
}

test_pass_filters_that_keep_blocked_requests if {
	_logged(_filtered("DROP", _list([_filter("KEEP", "MEETS_ANY", ["COUNT", "BLOCK"])]))).status == "pass"
	_logged(_filtered("DROP", _list([_filter("KEEP", "MEETS_ALL", ["BLOCK"])]))).status == "pass"
	_logged(_filtered("DROP", _list([_filter("KEEP", _u1, ["BLOCK"])]))).status == "pass"
	_logged(_filtered("KEEP", _list([_filter("DROP", "MEETS_ALL", [])]))).status == "pass"
	_logged(_filtered("KEEP", _list([_filter("DROP", "MEETS_ANY", ["ALLOW"])]))).status == "pass"
	_logged(_filtered("KEEP", _list([_filter("DROP", "MEETS_ALL", ["ALLOW", null])]))).status == "pass"
}

test_fail_no_logging if {
	_logged(_list([])) == {
		"status": "fail",
		"violations": [{"reason": "NO_LOGGING", "args": {}, "rests_on": [[_configurations]]}],
		"rests_on": [[_configurations]],
	}
}

test_fail_blocked_requests_are_not_kept if {
	_reasons(_logged(_filtered("DROP", _list([])))) == {"BLOCKED_NOT_KEPT"}
	_reasons(_logged(_filtered("DROP", _list([_filter("KEEP", "MEETS_ALL", ["BLOCK", null])])))) == {"BLOCKED_NOT_KEPT"}
	_reasons(_logged(_filtered("DROP", _list([_filter("KEEP", "MEETS_ANY", ["ALLOW", null])])))) == {"BLOCKED_NOT_KEPT"}
	_reasons(_logged(_filtered("DROP", _list([_filter("KEEP", "MEETS_ALL", [])])))) == {"BLOCKED_NOT_KEPT"}
	_reasons(_logged(_filtered("DROP", _list([_filter("DROP", "MEETS_ALL", ["BLOCK"])])))) == {"BLOCKED_NOT_KEPT", "BLOCKED_DROPPED"}
}

test_fail_blocked_requests_are_dropped if {
	_reasons(_logged(_filtered("KEEP", _list([_filter("DROP", "MEETS_ANY", ["ALLOW", "BLOCK"])])))) == {"BLOCKED_DROPPED"}
	_reasons(_logged(_filtered("KEEP", _list([_filter("DROP", "MEETS_ANY", ["ALLOW", null])])))) == {"BLOCKED_DROPPED"}
	_reasons(_logged(_filtered("KEEP", _list([_filter("DROP", "MEETS_ALL", [null])])))) == {"BLOCKED_DROPPED"}
	_reasons(_logged(_filtered("KEEP", _list([_filter("DROP", _u1, ["BLOCK"])])))) == {"BLOCKED_DROPPED"}
}

test_fail_metrics_beside_unknown_logging if {
	rules := _open("U1", [{"name": "a", "cloudwatch_metrics_enabled": false}, {"name": "b", "cloudwatch_metrics_enabled": null}])
	_verdict(false, rules, _open("U4", [])) == {
		"status": "fail",
		"violations": [
			{"reason": "ACL_WITHOUT_METRICS", "args": {}, "rests_on": [["cloudwatch_metrics_enabled"]]},
			{
				"reason": "RULE_WITHOUT_METRICS",
				"args": {"rule": "a"},
				"rests_on": [["effective_rules", "items", 0, "cloudwatch_metrics_enabled"]],
			},
		],
		"rests_on": [["cloudwatch_metrics_enabled"], ["effective_rules", "items", 0, "cloudwatch_metrics_enabled"]],
	}
}

test_unknown_logging_elsewhere if {
	_logged(_open("U5", [])) == {"status": "unknown", "violations": [], "rests_on": [[_configurations]]}
}

test_unknown_filter if {
	_logged(_list([{"logging_filter": _open("U1", [])}])).rests_on == [_selection]
	_logged(_list([{"logging_filter": _open("U5", [])}])).rests_on == [_selection]
	_logged(_filtered(_u1, _list([]))).rests_on == [array.concat(_selection, ["items", 0, "default_behavior"])]
	_logged(_filtered("DROP", _open("U1", []))).rests_on == [array.concat(_selection, ["items", 0, "filter"])]
	either := _logged(_filtered("DROP", _list([_filter("KEEP", _u1, ["BLOCK", "ALLOW"])])))
	either.rests_on == [array.concat(_selection, ["items", 0, "filter", "items", 0, "requirement"])]
	more := {"behavior": "KEEP", "requirement": "MEETS_ALL", "condition": _open("U5", [{"action": "BLOCK"}])}
	by_more := _logged(_filtered("DROP", _list([more])))
	by_more.rests_on == [array.concat(_selection, ["items", 0, "filter", "items", 0, "condition"])]
}

test_unknown_metrics if {
	rules := _open("U1", [{"name": "a", "cloudwatch_metrics_enabled": _u1}])
	_verdict(_u1, rules, _list([{"logging_filter": _list([])}])).rests_on == [
		["cloudwatch_metrics_enabled"],
		["effective_rules"],
		["effective_rules", "items", 0, "cloudwatch_metrics_enabled"],
	]
	unfiltered := _list([{"logging_filter": _list([])}])
	_verdict(_u1, _list([]), unfiltered).rests_on == [["cloudwatch_metrics_enabled"]]
	_verdict(_u1, _list([]), unfiltered).status == "unknown"
	_verdict(true, _open("U1", []), unfiltered) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["effective_rules"]],
	}
}
