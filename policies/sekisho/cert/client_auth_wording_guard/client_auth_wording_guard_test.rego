package sekisho.cert.client_auth_wording_guard_test

import data.sekisho.cert.client_auth_wording_guard as policy

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_judged(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_listener(mode, balancers) := _judged({"aws_lb_listener": {
	"mutual_authentication_mode": mode,
	"load_balancer_arn_link": balancers,
}})

_balancer(declared) := _list([{"declared_endpoint": declared}])

_distribution(declared, mode) := _judged({"aws_cloudfront_distribution": {
	"declared_endpoint": declared,
	"viewer_mtls_mode": mode,
}})

test_passes_whatever_the_answer if {
	every mode in ["off", "verify", "passthrough", null] {
		_listener(mode, _balancer(true)) == {
			"status": "pass",
			"violations": [],
			"rests_on": [["load_balancer_arn_link", "items", 0, "declared_endpoint"], ["mutual_authentication_mode"]],
		}
	}
	_distribution(true, null).status == "pass"
	_distribution(true, "required").status == "pass"
	every type in ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"] {
		every found in [_list([]), _list([{"truststore_uri": "s3://example/trust.pem"}])] {
			_judged({type: {"declared_endpoint": true, "mutual_tls_authentication": found}}).rests_on == [
				["declared_endpoint"],
				["mutual_tls_authentication"],
			]
		}
	}
}

test_unknown if {
	_listener(_u1, _balancer(true)).rests_on == [["mutual_authentication_mode"]]
	_listener("off", _balancer({"unknown": "U7"})).rests_on == [["load_balancer_arn_link", "items", 0, "declared_endpoint"]]
	_listener("off", _open("U2")).rests_on == [["load_balancer_arn_link"]]
	_distribution(true, _u1).rests_on == [["viewer_mtls_mode"]]
	_judged({"aws_api_gateway_domain_name": {"declared_endpoint": true, "mutual_tls_authentication": _open("U1")}}).rests_on == [["mutual_tls_authentication"]]
}

test_not_declared if {
	_listener(_u1, _balancer(false)).reason == "NOT_DECLARED"
	_distribution(false, null).reason == "NOT_DECLARED"
}
