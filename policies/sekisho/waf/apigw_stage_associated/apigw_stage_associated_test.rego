package sekisho.waf.apigw_stage_associated_test

import data.sekisho.waf.apigw_stage_associated as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_u1 := {"unknown": "U1"}

_acl(default_action) := {"default_action": default_action, "effective_rules": _list([])}

_associated(acl) := _list([{"web_acl_arn_link": _list([acl])}])

_api(types) := _list([{"endpoint_types": types}])

_stage(changes) := verdict if {
	verdict := policy.verdict with input as {
		"aws_api_gateway_stage": object.union(
			{
				"rest_api_id_link": _api(_list(["REGIONAL"])),
				"web_acl_told_by": "association",
				"web_acl_arn_link": _list([]),
				"aws_wafv2_web_acl_association_by_resource_arn": _associated(_acl("block")),
			},
			changes,
		),
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_distribution(kind) := {
	"enabled": true,
	"staging": false,
	"declared_static": false,
	"web_acl_kind": kind,
	"web_acl_id_link": _list([_acl("block")]),
}

_mapped(distributions) := _list([{"domain_name_link": _list([{"aws_apigatewayv2_domain_name": {"aws_cloudfront_distribution_by_origin_domain_names": distributions}}])}])

_http(disabled, mappings) := verdict if {
	verdict := policy.verdict with input as {
		"aws_apigatewayv2_api": {
			"disable_execute_api_endpoint": disabled,
			"aws_apigatewayv2_api_mapping_by_api_id": mappings,
		},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_front := [
	"aws_apigatewayv2_api_mapping_by_api_id", "items", 0, "domain_name_link", "items", 0,
	"aws_apigatewayv2_domain_name", "aws_cloudfront_distribution_by_origin_domain_names",
]

test_pass_by_association_or_by_the_stage_itself if {
	_stage({}).status == "pass"
	_stage({"web_acl_told_by": "resource", "web_acl_arn_link": _list([_acl("block")])}).rests_on == [
		["rest_api_id_link"],
		["rest_api_id_link", "items", 0, "endpoint_types"],
		["web_acl_arn_link", "items", 0, "default_action"],
		["web_acl_told_by"],
	]
}

test_what_does_not_tell_the_acl_does_not_count if {
	_stage({"web_acl_arn_link": _list([_acl("allow")])}).status == "pass"
	_stage({
		"web_acl_told_by": "resource",
		"web_acl_arn_link": _list([_acl("block")]),
		"aws_wafv2_web_acl_association_by_resource_arn": _associated(_acl("allow")),
	}).status == "pass"
}

test_fail_stages if {
	_reasons(_stage({"web_acl_told_by": "none"})) == {"NO_WEB_ACL"}
	_reasons(_stage({"web_acl_told_by": null})) == {"NO_WEB_ACL"}
	_reasons(_stage({"aws_wafv2_web_acl_association_by_resource_arn": _list([])})) == {"NO_WEB_ACL"}
	_reasons(_stage({"web_acl_told_by": "classic"})) == {"CLASSIC_WEB_ACL"}
	_reasons(_stage({"aws_wafv2_web_acl_association_by_resource_arn": _associated(_acl("allow"))})) == {"WEB_ACL_INEFFECTIVE"}
	_reasons(_stage({"web_acl_told_by": "resource", "web_acl_arn_link": _list([_acl("allow")])})) == {"WEB_ACL_INEFFECTIVE"}
}

test_unknown_stages if {
	_stage({"web_acl_told_by": _u1}).rests_on == [["web_acl_told_by"]]
	_stage({"web_acl_told_by": "resource", "web_acl_arn_link": _open("U2")}).rests_on == [["web_acl_arn_link"]]
	_stage({"web_acl_told_by": "resource", "web_acl_arn_link": _list([])}).rests_on == [["web_acl_arn_link"]]
	_stage({"aws_wafv2_web_acl_association_by_resource_arn": _open("U4")}).rests_on == [["aws_wafv2_web_acl_association_by_resource_arn"]]
	unsettled := {"default_action": "allow", "effective_rules": _open("U1")}
	_stage({"aws_wafv2_web_acl_association_by_resource_arn": _associated(unsettled)}).rests_on == [[
		"aws_wafv2_web_acl_association_by_resource_arn", "items", 0,
		"web_acl_arn_link", "items", 0, "effective_rules",
	]]
	_stage({
		"web_acl_told_by": "resource",
		"web_acl_arn_link": _list([unsettled]),
	}).rests_on == [["web_acl_arn_link", "items", 0, "effective_rules"]]
}

test_private_and_unsettled_apis if {
	_stage({"rest_api_id_link": _api(_list(["PRIVATE"])), "web_acl_told_by": "none"}).reason == "PRIVATE_API"
	_stage({"rest_api_id_link": _open("U2")}) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["rest_api_id_link"]],
		"code": "U2",
	}
	_stage({"rest_api_id_link": _api(_open("U1")), "web_acl_told_by": "none"}).status == "unknown"
}

test_http_api_behind_distributions if {
	_http(true, _mapped(_list([_distribution("none"), _distribution("cloudfront")]))).status == "pass"
	_http(true, _list([])).status == "pass"
}

_found_in_front := [
	_front,
	array.concat(_front, ["items", 0, "declared_static"]),
	array.concat(_front, ["items", 1, "web_acl_kind"]),
]

test_http_api_reachable if {
	_reasons(_http(false, _list([]))) == {"DIRECTLY_REACHABLE"}
	_reasons(_http(null, _mapped(_list([_distribution("none")])))) == {"DIRECTLY_REACHABLE", "NOT_BEHIND_DISTRIBUTION"}
	static := object.union(_distribution("cloudfront"), {"declared_static": true})
	_http(true, _mapped(_list([static, _distribution("none")]))) == {
		"status": "fail",
		"violations": [{"reason": "NOT_BEHIND_DISTRIBUTION", "args": {}, "rests_on": _found_in_front}],
		"rests_on": _found_in_front,
	}
}

test_http_api_unknown if {
	_http(_u1, _list([])).rests_on == [["disable_execute_api_endpoint"]]
	_http(true, _open("U4")).rests_on == [["aws_apigatewayv2_api_mapping_by_api_id"]]
	_http(true, _open("U5")) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["aws_apigatewayv2_api_mapping_by_api_id"]],
		"code": "U2",
	}
	open := object.union(_mapped(_list([_distribution("cloudfront")])), {"state": "partial", "code": "U1"})
	_http(true, open).rests_on == [["aws_apigatewayv2_api_mapping_by_api_id"]]
	_http(true, object.union(open, {"code": "U5"})).status == "pass"
	_http(true, _list([{"domain_name_link": _list([{"aws_api_gateway_domain_name": {}}])}])).rests_on == [[
		"aws_apigatewayv2_api_mapping_by_api_id", "items", 0, "domain_name_link",
	]]
	_http(true, _mapped(_open("U5"))).rests_on == [_front]
	_http(true, _list([{"domain_name_link": _open("U2")}])).rests_on == [["aws_apigatewayv2_api_mapping_by_api_id", "items", 0, "domain_name_link"]]
	_http(true, _mapped(_list([_distribution(_u1)]))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [_front, array.concat(_front, ["items", 0, "web_acl_kind"])],
		"code": "U2",
	}
}
