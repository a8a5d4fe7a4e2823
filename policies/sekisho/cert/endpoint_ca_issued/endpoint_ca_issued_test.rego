package sekisho.cert.endpoint_ca_issued_test

import data.sekisho.cert.endpoint_ca_issued as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_u1 := {"unknown": "U1"}

_cert(issuance, issuer, by_holder) := {"issuance": issuance, "issuer_name": issuer, "issued_by_holder": by_holder}

_amazon := _cert("amazon_issued", "Amazon", false)

_judged(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_distribution(certificates) := _judged({"aws_cloudfront_distribution": {
	"declared_endpoint": true,
	"server_certificates": certificates,
}})

_elb(listeners, changes) := _judged({"aws_elb": object.union(
	{
		"declared_endpoint": true,
		"internal": false,
		"listener": listeners,
		"server_certificates": _list([_amazon]),
	},
	changes,
)})

_listener(protocol, balancers) := _judged({"aws_lb_listener": {
	"protocol": protocol,
	"load_balancer_arn_link": balancers,
	"server_certificates": _list([_amazon]),
}})

_balancer(declared, internal) := _list([{"declared_endpoint": declared, "internal": internal}])

_endpoint(targets) := _judged({"service_endpoint": {"target_link": targets}})

_speaks(protocol) := _list([{"lb_protocol": protocol}])

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_of(name) := ["server_certificates", "items", 0, name]

test_certificates_of_public_cas if {
	_distribution(_list([_amazon])).status == "pass"
	_distribution(_list([_cert("imported", "DigiCert Inc", false)])).status == "pass"
	_distribution(_list([_cert("imported", "DigiCert Inc", true)])).status == "pass"
	_distribution(_open("U5", [_amazon])).status == "pass"
}

test_certificates_of_others if {
	_reasons(_distribution(_list([_cert("imported", "Example", true)]))) == {"SELF_SIGNED"}
	_reasons(_distribution(_list([_cert("imported", null, true)]))) == {"SELF_SIGNED"}
	_reasons(_distribution(_list([_amazon, _cert("private", null, false)]))) == {"PRIVATE_CA"}
	_reasons(_distribution(_list([_cert("private", null, true)]))) == {"PRIVATE_CA"}
	_reasons(_distribution(_open("U1", [_cert("default", null, false)]))) == {"DEFAULT_CERTIFICATE"}
}

test_certificates_of_which_too_little_is_known if {
	_distribution(_list([_cert("imported", "Example", false)])).rests_on == [_of("issuer_name")]
	_distribution(_list([_cert("imported", _u1, true)])).rests_on == [_of("issuer_name")]
	_distribution(_list([_cert(_u1, "Amazon", false)])).rests_on == [_of("issuance")]
	_distribution(_list([_cert(null, "Amazon", false)])).rests_on == [_of("issuance")]
	second := ["server_certificates", "items", 1, "issuance"]
	_distribution(_list([_cert("amazon_issued", null, false), _cert(null, null, false)])).rests_on == [second]
	_distribution(_list([])).rests_on == [["server_certificates"]]
	_distribution(_open("U2", [])).rests_on == [["server_certificates"]]
	_distribution(_open("U1", [_amazon])).rests_on == [["server_certificates"]]
}

test_listeners if {
	_listener("tls", _balancer(true, false)).status == "pass"
	_listener("HTTP", _balancer(true, false)).reason == "NO_TLS"
	_listener(null, _balancer(true, null)).reason == "NO_TLS"
	_listener("HTTPS", _balancer(true, true)).reason == "INTERNAL_ENDPOINT"
	_listener(_u1, _balancer(false, _u1)).reason == "NOT_DECLARED"
	_listener(_u1, _balancer(_u1, _u1)).rests_on == [
		["load_balancer_arn_link", "items", 0, "declared_endpoint"],
		["load_balancer_arn_link", "items", 0, "internal"],
		["protocol"],
	]
	_listener("HTTPS", _open("U2", [])).rests_on == [["load_balancer_arn_link"]]
}

test_classic_balancers if {
	_elb(_list([{"lb_protocol": "http"}, {"lb_protocol": "ssl"}]), {}).status == "pass"
	_elb(_list([{"lb_protocol": _u1}, {"lb_protocol": "ssl"}]), {}).status == "pass"
	_elb(_speaks("tcp"), {}).reason == "NO_TLS"
	_elb(_list([]), {}) == {
		"status": "not_applicable",
		"reason": "NO_TLS",
		"violations": [],
		"rests_on": [["listener"]],
	}
	_elb(_speaks(_u1), {}).rests_on == [["listener", "items", 0, "lb_protocol"]]
	_elb(_open("U1", []), {}).rests_on == [["listener"]]
	_elb(_speaks("https"), {"declared_endpoint": false}).reason == "NOT_DECLARED"
	_elb(_speaks("https"), {"internal": true}).reason == "INTERNAL_ENDPOINT"
}

test_domain_names if {
	rest := {"declared_endpoint": true, "server_certificates": _list([_amazon])}
	_judged({"aws_apigatewayv2_domain_name": rest}).status == "pass"
	_judged({"aws_api_gateway_domain_name": object.union(rest, {"endpoint_types": _list([])})}).status == "pass"
	_judged({"aws_api_gateway_domain_name": object.union(rest, {"endpoint_types": _list(["PRIVATE"])})}).reason == "INTERNAL_ENDPOINT"
	_judged({"aws_api_gateway_domain_name": object.union(rest, {"endpoint_types": _open("U1", [])})}).rests_on == [["endpoint_types"]]
}

test_service_endpoints if {
	_endpoint(_list([{"aws_lb": {"aws_lb_listener_by_load_balancer_arn": _list([{"protocol": "HTTPS"}])}}])).reason == "DECIDED_BY_SERVERS"
	_endpoint(_list([{"aws_elb": {"declared_endpoint": true}}])).reason == "DECIDED_BY_SERVERS"
	_endpoint(_list([{"aws_api_gateway_stage": {}}])).reason == "AWS_CERTIFICATE"
	every type in ["aws_instance", "aws_eip", "aws_network_interface", "aws_globalaccelerator_accelerator"] {
		_endpoint(_list([{type: {}}])) == {"status": "unknown", "code": "U2", "violations": [], "rests_on": [["target_link"]]}
	}
	every listeners in [_list([]), _open("U1", [{"protocol": "HTTPS"}]), _open("U5", [])] {
		verdict := _endpoint(_list([{"aws_lb": {"aws_lb_listener_by_load_balancer_arn": listeners}}]))
		verdict.status == "unknown"
		verdict.rests_on == [["target_link", "items", 0, "aws_lb", "aws_lb_listener_by_load_balancer_arn"]]
	}
	_endpoint(_open("U2", [])).rests_on == [["target_link"]]
}

_pool(domains) := {"aws_cognito_user_pool": {"aws_cognito_user_pool_domain_by_user_pool_id": domains}}

test_domain_names_of_ones_own_have_certificates_of_ones_own if {
	_endpoint(_list([{"aws_cognito_user_pool_domain": {"is_custom": false}}])).reason == "AWS_CERTIFICATE"
	_endpoint(_list([{"aws_cognito_user_pool_domain": {"is_custom": true}}])).rests_on == [["target_link"]]
	_endpoint(_list([{"aws_cognito_user_pool_domain": {"is_custom": {"unknown": "U1"}}}])).status == "unknown"
	_endpoint(_list([_pool(_list([{"is_custom": false}]))])).reason == "AWS_CERTIFICATE"
	_endpoint(_list([_pool(_list([{"is_custom": false}, {"is_custom": true}]))])).status == "unknown"
	_endpoint(_list([_pool({"state": "partial", "code": "U5", "items": []})])).status == "unknown"
	_endpoint(_list([{"aws_verifiedaccess_endpoint": {}}])).status == "unknown"
}
