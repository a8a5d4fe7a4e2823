package sekisho.ddos.shield_standard_inherited_test

import data.sekisho.ddos.shield_standard_inherited as policy

_u1 := {"unknown": "U1"}

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_eip(instance, declared) := {"aws_eip": {
	"instance": instance,
	"instance_link": _list([]),
	"network_interface": null,
	"network_interface_link": _list([]),
	"declared_host": declared,
}}

_endpoint(found) := _verdict({"service_endpoint": {"target_link": found}})

test_what_aws_runs_passes if {
	_verdict({"aws_lb": {"internal": false, "load_balancer_type": "network"}}).status == "pass"
	_verdict({"aws_elb": {"internal": false}}).status == "pass"
	_verdict({"aws_cloudfront_distribution": {"enabled": true}}).status == "pass"
	_verdict({"aws_api_gateway_rest_api": {"endpoint_types": _list(["EDGE"])}}).status == "pass"
	_verdict({"aws_apigatewayv2_api": {"protocol_type": "HTTP"}}).status == "pass"
	_verdict({"aws_globalaccelerator_accelerator": {"enabled": true}}).status == "pass"
}

test_what_is_not_public_is_not_asked if {
	_verdict({"aws_lb": {"internal": true, "load_balancer_type": "network"}}).reason == "NOT_PUBLIC"
	_verdict({"aws_elb": {"internal": true}}).reason == "NOT_PUBLIC"
	_verdict({"aws_cloudfront_distribution": {"enabled": false}}).reason == "NOT_PUBLIC"
	_verdict({"aws_api_gateway_rest_api": {"endpoint_types": _list(["PRIVATE"])}}).reason == "NOT_PUBLIC"
	_verdict({"aws_globalaccelerator_accelerator": {"enabled": false}}).reason == "NOT_PUBLIC"
	_verdict({"aws_elb": {"internal": _u1}}).status == "unknown"
}

test_an_address_of_a_declared_host_fails if {
	_verdict(_eip("i-0example", true)).violations[0].reason == "SELF_RUN_HOST"
	_verdict(_eip("i-0example", false)).reason == "NOT_AN_ENDPOINT"
	_verdict(_eip(null, true)).reason == "NOT_PUBLIC"
	_verdict(_eip(_u1, {"unknown": "U7"})).rests_on == [
		["declared_host"],
		["instance"],
		["instance_link"],
		["network_interface"],
		["network_interface_link"],
	]
	_verdict(_eip("i-0example", {"unknown": "U7"})).rests_on == [["declared_host"]]
}

test_a_declared_endpoint_is_what_it_leads_to if {
	_endpoint(_list([{"aws_lb": {"internal": false}}])).status == "pass"
	_endpoint(_list([{"aws_instance": {"has_public_ipv4": true}}])).rests_on == [["target_link"]]
	_endpoint(_list([{"aws_eip": {"declared_host": true}}])).reason == "JUDGED_AS_ADDRESS"
	_endpoint(_open("U2")).status == "unknown"
}

test_a_declared_endpoint_of_a_service_of_aws_passes if {
	services := [
		"aws_lb", "aws_elb", "aws_cloudfront_distribution", "aws_api_gateway_rest_api", "aws_api_gateway_stage",
		"aws_api_gateway_domain_name", "aws_apigatewayv2_api", "aws_apigatewayv2_domain_name", "aws_lambda_function_url",
		"aws_apprunner_service", "aws_appsync_graphql_api", "aws_cognito_user_pool", "aws_cognito_user_pool_domain",
		"aws_globalaccelerator_accelerator", "aws_transfer_server", "aws_verifiedaccess_endpoint",
	]
	every type in services {
		_endpoint(_list([{type: {}}])).status == "pass"
	}
}

test_a_declared_endpoint_of_another_type_is_not_known if {
	unknown := {"status": "unknown", "code": "U2", "violations": [], "rests_on": [["target_link"]]}
	_endpoint(_list([{"acme_gateway": {}}])) == unknown
	_endpoint(_list([{"aws_lb": {"internal": false}}, {"acme_gateway": {}}])) == unknown
}

test_a_declared_interface_is_a_host_unless_a_service_made_it if {
	interface := {"interface_type": "interface", "requester_id": null}
	_endpoint(_list([{"aws_network_interface": interface}])).status == "fail"
	made := object.union(interface, {"requester_id": "amazon-elb"})
	_endpoint(_list([{"aws_network_interface": made}])).status == "pass"
	open := object.union(interface, {"interface_type": {"unknown": "U4"}})
	_endpoint(_list([{"aws_network_interface": open}])).status == "unknown"
}
