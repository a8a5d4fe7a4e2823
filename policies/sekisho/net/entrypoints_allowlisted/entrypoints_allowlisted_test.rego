package sekisho.net.entrypoints_allowlisted_test

import data.sekisho.net.entrypoints_allowlisted as policy

_u1 := {"unknown": "U1"}

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_endpoints(declared) := _list([{"target": "example"}]) if {
	declared == true
} else := _list([]) if {
	declared == false
} else := _open(declared.unknown)

# One public entry point of each type, declared or not.
_public(declared) := [
	{"aws_lb": {"internal": false, "load_balancer_type": "application", "declared_endpoint": declared}},
	{"aws_elb": {"internal": false, "declared_endpoint": declared}},
	{"aws_cloudfront_distribution": {"enabled": true, "declared_endpoint": declared}},
	{"aws_api_gateway_rest_api": {
		"endpoint_types": _list(["REGIONAL"]),
		"disable_execute_api_endpoint": false,
		"declared_by_stages": false,
		"service_endpoint_by_target": _endpoints(declared),
	}},
	{"aws_apigatewayv2_api": {
		"disable_execute_api_endpoint": false,
		"service_endpoint_by_target": _endpoints(declared),
	}},
	{"aws_api_gateway_domain_name": {"endpoint_types": _list([]), "declared_endpoint": declared}},
	{"aws_apigatewayv2_domain_name": {"declared_endpoint": declared}},
	{"aws_lambda_function_url": {"declared_endpoint": declared}},
	{"aws_apprunner_service": {"is_publicly_accessible": true, "declared_endpoint": declared}},
	{"aws_appsync_graphql_api": {"visibility": "GLOBAL", "declared_endpoint": declared}},
	{"aws_transfer_server": {
		"endpoint_type": "PUBLIC",
		"address_allocation_ids": _list([]),
		"declared_endpoint": declared,
	}},
	{"aws_cognito_user_pool_domain": {"declared_endpoint": declared}},
	{"aws_verifiedaccess_endpoint": {"declared_endpoint": declared}},
	{"aws_globalaccelerator_accelerator": {"enabled": true, "declared_endpoint": declared}},
	{"aws_instance": {"has_public_ipv4": true, "declared_endpoint": declared}},
	{"aws_eip": {
		"instance": "i-0example",
		"instance_link": _list([]),
		"network_interface": null,
		"network_interface_link": _list([]),
		"declared_host": declared,
	}},
	{"aws_eip_association": {
		"instance_id": "i-0example",
		"instance_id_link": _list([]),
		"network_interface_id": null,
		"network_interface_id_link": _list([]),
		"declared_host": declared,
	}},
	_interface(declared, "interface", null, []),
]

_interface(declared, type, requester, instances) := {"aws_network_interface": {
	"has_public_ipv4": true,
	"interface_type": type,
	"requester_id": requester,
	"instance_link": _list(instances),
	"declared_host": declared,
}}

test_what_is_declared_passes if {
	{"pass"} == {_verdict(subject).status | some subject in _public(true)}
}

test_what_is_not_declared_fails if {
	{["NOT_DECLARED"]} == {[found.reason | some found in _verdict(subject).violations] |
		some subject in _public(false)
	}
}

test_what_the_profile_does_not_say_is_unknown if {
	{"unknown"} == {_verdict(subject).status | some subject in _public({"unknown": "U7"})}
	{"unknown"} == {_verdict(subject).status | some subject in _public({"unknown": "U2"})}
}

# What the internet cannot reach is outside the question, declared or not.
_hidden := [
	{"aws_lb": {"internal": true, "load_balancer_type": "network", "declared_endpoint": _u1}},
	{"aws_lb": {"internal": false, "load_balancer_type": "gateway", "declared_endpoint": _u1}},
	{"aws_elb": {"internal": true, "declared_endpoint": _u1}},
	{"aws_cloudfront_distribution": {"enabled": false, "declared_endpoint": _u1}},
	{"aws_api_gateway_rest_api": {
		"endpoint_types": _list(["PRIVATE"]),
		"disable_execute_api_endpoint": false,
		"declared_by_stages": false,
		"service_endpoint_by_target": _open("U1"),
	}},
	{"aws_api_gateway_rest_api": {
		"endpoint_types": _list([]),
		"disable_execute_api_endpoint": true,
		"declared_by_stages": false,
		"service_endpoint_by_target": _open("U1"),
	}},
	{"aws_apigatewayv2_api": {
		"disable_execute_api_endpoint": true,
		"service_endpoint_by_target": _open("U1"),
	}},
	{"aws_api_gateway_domain_name": {"endpoint_types": _list(["PRIVATE"]), "declared_endpoint": _u1}},
	{"aws_apprunner_service": {"is_publicly_accessible": false, "declared_endpoint": _u1}},
	{"aws_appsync_graphql_api": {"visibility": "PRIVATE", "declared_endpoint": _u1}},
	{"aws_transfer_server": {
		"endpoint_type": "VPC",
		"address_allocation_ids": _list([]),
		"declared_endpoint": _u1,
	}},
	{"aws_globalaccelerator_accelerator": {"enabled": false, "declared_endpoint": _u1}},
	{"aws_instance": {"has_public_ipv4": false, "declared_endpoint": _u1}},
	_interface(_u1, "nat_gateway", null, []),
	_interface(_u1, "natGateway", null, []),
	_interface(_u1, "load_balancer", null, []),
	_interface(_u1, "network_load_balancer", null, []),
	_interface(_u1, "interface", "amazon-elb", []),
	_interface(_u1, "interface", null, [{"has_public_ipv4": true}]),
]

test_what_is_not_public_is_not_asked if {
	{"NOT_PUBLIC"} == {_verdict(subject).reason | some subject in _hidden}
	count([1 | some subject in _hidden; _verdict(subject).status == "not_applicable"]) == count(_hidden)
}

test_an_unknown_entry_rests_on_what_is_open if {
	unsure := {"aws_lb": {"internal": _u1, "load_balancer_type": "network", "declared_endpoint": false}}
	_verdict(unsure).rests_on == [["internal"], ["load_balancer_type"]]
	undeclared := {"aws_elb": {"internal": false, "declared_endpoint": {"unknown": "U7"}}}
	_verdict(undeclared).rests_on == [["declared_endpoint"]]
}

_endpoint(found) := _verdict({"service_endpoint": {"target": "aws_lb.main", "target_link": found}})

test_a_declared_endpoint_is_found_or_unknown if {
	_endpoint(_list([{"aws_lb": {"declared_endpoint": true}}])).status == "pass"
	_endpoint(_open("U2")).status == "unknown"
}

_api(by_stages, declared) := _verdict({"aws_api_gateway_rest_api": {
	"endpoint_types": _list(["REGIONAL"]),
	"disable_execute_api_endpoint": false,
	"declared_by_stages": by_stages,
	"service_endpoint_by_target": _endpoints(declared),
}})

test_all_stages_declare_their_api if {
	_api(true, false).rests_on == [["declared_by_stages"], ["disable_execute_api_endpoint"], ["endpoint_types"]]
	_api(true, true).rests_on == [["disable_execute_api_endpoint"], ["endpoint_types"], ["service_endpoint_by_target"]]
	_api(false, false).rests_on == [["disable_execute_api_endpoint"], ["endpoint_types"], ["service_endpoint_by_target"]]
	_api(_u1, false).rests_on == [["declared_by_stages"]]
	_api(_u1, false).status == "unknown"
}
