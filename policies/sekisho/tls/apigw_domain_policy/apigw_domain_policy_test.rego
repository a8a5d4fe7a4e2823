package sekisho.tls.apigw_domain_policy_test

import data.sekisho.tls.apigw_domain_policy as policy

_u1 := {"unknown": "U1"}

_judged(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_domain(security_policy) := _judged({"aws_api_gateway_domain_name": {"security_policy": security_policy}})

_api(declared, disabled) := _judged({"aws_apigatewayv2_api": {
	"declared_domain": declared,
	"disable_execute_api_endpoint": disabled,
}})

test_domain_names if {
	_domain("TLS_1_2") == {"status": "pass", "violations": [], "rests_on": [["security_policy"]]}
	_domain("TLS_1_0").violations == [{
		"reason": "OUTDATED_TLS",
		"args": {"policy": "TLS_1_0"},
		"rests_on": [["security_policy"]],
	}]
	_domain(_u1).status == "unknown"
	_domain("SecurityPolicy_TLS14_2030").status == "unknown"
	_domain(null).status == "unknown"
	_judged({"aws_apigatewayv2_domain_name": {"security_policy": "TLS_1_0"}}).status == "fail"
}

test_apis if {
	_api(true, true).rests_on == [["declared_domain"], ["disable_execute_api_endpoint"]]
	_api(true, false).violations == [{
		"reason": "EXECUTE_API_OPEN",
		"args": {},
		"rests_on": [["declared_domain"], ["disable_execute_api_endpoint"]],
	}]
	_api(true, null).status == "fail"
	_api(true, _u1).rests_on == [["disable_execute_api_endpoint"]]
	_api(false, false).reason == "NOT_DECLARED"
	_api(null, false).reason == "NOT_DECLARED"
	_api({"unknown": "U7"}, true) == {"status": "unknown", "violations": [], "rests_on": [["declared_domain"]]}
	_judged({"aws_api_gateway_rest_api": {"declared_domain": true, "disable_execute_api_endpoint": false}}).status == "fail"
}
