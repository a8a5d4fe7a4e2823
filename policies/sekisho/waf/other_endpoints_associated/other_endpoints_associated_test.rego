package sekisho.waf.other_endpoints_associated_test

import data.sekisho.waf.other_endpoints_associated as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_u1 := {"unknown": "U1"}

_u7 := {"unknown": "U7"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_associated(acls) := _list([{"web_acl_arn_link": _list(acls)}])

_acl(default_action) := {"default_action": default_action, "effective_rules": _list([])}

_associations := ["aws_wafv2_web_acl_association_by_resource_arn"]

_in_acl(name) := array.concat(_associations, ["items", 0, "web_acl_arn_link", "items", 0, name])

_fail(violations, paths) := {"status": "fail", "violations": violations, "rests_on": paths}

_not_applicable(reason, paths) := {
	"status": "not_applicable",
	"violations": [],
	"rests_on": paths,
	"reason": reason,
}

# One public endpoint of each type that can have a web ACL, and the facts by which it is public.
_capable(associations) := [
	{"at": [["visibility"]], "subject": {"aws_appsync_graphql_api": {
		"visibility": "GLOBAL",
		"aws_wafv2_web_acl_association_by_resource_arn": associations,
	}}},
	{"at": [["is_publicly_accessible"]], "subject": {"aws_apprunner_service": {
		"is_publicly_accessible": true,
		"aws_wafv2_web_acl_association_by_resource_arn": associations,
	}}},
	{"at": [], "subject": {"aws_cognito_user_pool": {"aws_wafv2_web_acl_association_by_resource_arn": associations}}},
	{"at": [], "subject": {"aws_verifiedaccess_instance": {"aws_wafv2_web_acl_association_by_resource_arn": associations}}},
]

# One public endpoint of each type that cannot, and the same.
_incapable(declared) := [
	{"at": [["internal"], ["load_balancer_type"]], "subject": {"aws_lb": {
		"internal": false,
		"load_balancer_type": "network",
		"declared_waf_incapable": declared,
	}}},
	{"at": [["internal"]], "subject": {"aws_elb": {"internal": false, "declared_waf_incapable": declared}}},
	{"at": [], "subject": {"aws_lambda_function_url": {"declared_waf_incapable": declared}}},
	{"at": [["address_allocation_ids"], ["endpoint_type"]], "subject": _server("PUBLIC", _list([]), declared)},
	{"at": [["address_allocation_ids"], ["endpoint_type"]], "subject": _server("VPC", _list(["eipalloc-0example"]), declared)},
]

_server(type, addresses, declared) := {"aws_transfer_server": {
	"endpoint_type": type,
	"address_allocation_ids": addresses,
	"declared_waf_incapable": declared,
}}

_balancer(internal, type) := {"aws_lb": {
	"internal": internal,
	"load_balancer_type": type,
	"declared_waf_incapable": false,
}}

test_pass_behind_an_acl_that_blocks if {
	every one in _capable(_associated([_acl("block")])) {
		_verdict(one.subject) == {
			"status": "pass",
			"violations": [],
			"rests_on": array.concat([_in_acl("default_action")], one.at),
		}
	}
}

test_fail_without_acl if {
	every one in _capable(_list([])) {
		_verdict(one.subject) == _fail([{"reason": "NO_WEB_ACL", "args": {}, "rests_on": [_associations]}], [_associations])
	}
}

test_fail_ineffective_acl if {
	paths := [_in_acl("default_action"), _in_acl("effective_rules")]
	every one in _capable(_associated([_acl("allow")])) {
		_verdict(one.subject) == _fail([{"reason": "WEB_ACL_INEFFECTIVE", "args": {}, "rests_on": paths}], paths)
	}
}

test_unknown_association if {
	every one in _capable(_open("U5")) {
		_verdict(one.subject) == {"status": "unknown", "violations": [], "rests_on": [_associations], "code": "U2"}
	}
}

test_unknown_acl_whose_rules_are_unknown if {
	acl := {"default_action": "allow", "effective_rules": _open("U1")}
	every one in _capable(_associated([acl])) {
		_verdict(one.subject) == {"status": "unknown", "violations": [], "rests_on": [_in_acl("effective_rules")], "code": "U2"}
	}
}

test_pass_declared if {
	every one in _incapable(true) {
		_verdict(one.subject) == {
			"status": "pass",
			"violations": [],
			"rests_on": sort(array.concat([["declared_waf_incapable"]], one.at)),
		}
	}
}

test_fail_undeclared if {
	every one in _incapable(false) {
		paths := sort(array.concat([["declared_waf_incapable"]], one.at))
		_verdict(one.subject) == _fail([{"reason": "CANNOT_HAVE_WEB_ACL", "args": {}, "rests_on": paths}], paths)
	}
}

test_unknown_without_declarations if {
	every one in _incapable(_u7) {
		_verdict(one.subject) == {
			"status": "unknown",
			"violations": [],
			"rests_on": [["declared_waf_incapable"]],
			"code": "U2",
		}
	}
}

test_not_applicable_what_the_internet_does_not_reach if {
	hidden := [
		{"at": [["visibility"]], "subject": {"aws_appsync_graphql_api": {
			"visibility": "PRIVATE",
			"aws_wafv2_web_acl_association_by_resource_arn": _list([]),
		}}},
		{"at": [["is_publicly_accessible"]], "subject": {"aws_apprunner_service": {
			"is_publicly_accessible": false,
			"aws_wafv2_web_acl_association_by_resource_arn": _list([]),
		}}},
		{"at": [["internal"], ["load_balancer_type"]], "subject": _balancer(true, "network")},
		{"at": [["internal"], ["load_balancer_type"]], "subject": _balancer(false, "gateway")},
		{"at": [["internal"]], "subject": {"aws_elb": {"internal": true, "declared_waf_incapable": false}}},
		{"at": [["address_allocation_ids"], ["endpoint_type"]], "subject": _server("VPC", _list([]), false)},
		{"at": [["address_allocation_ids"], ["endpoint_type"]], "subject": _server("VPC_ENDPOINT", _open("U1"), false)},
	]
	every one in hidden {
		_verdict(one.subject) == _not_applicable("NOT_PUBLIC", one.at)
	}
}

test_not_applicable_application_balancer if {
	_verdict(_balancer(_u1, "application")) == _not_applicable("APPLICATION_BALANCER", [["load_balancer_type"]])
	_verdict(_balancer(false, null)) == _not_applicable("APPLICATION_BALANCER", [["load_balancer_type"]])
}

test_unknown_whether_the_internet_reaches_it if {
	open := [
		{"at": [["visibility"]], "subject": {"aws_appsync_graphql_api": {
			"visibility": _u1,
			"aws_wafv2_web_acl_association_by_resource_arn": _list([]),
		}}},
		{"at": [["is_publicly_accessible"]], "subject": {"aws_apprunner_service": {
			"is_publicly_accessible": _u1,
			"aws_wafv2_web_acl_association_by_resource_arn": _list([]),
		}}},
		{"at": [["internal"], ["load_balancer_type"]], "subject": _balancer(_u1, "network")},
		{"at": [["internal"], ["load_balancer_type"]], "subject": _balancer(false, _u1)},
		{"at": [["internal"]], "subject": {"aws_elb": {"internal": _u1, "declared_waf_incapable": false}}},
		{"at": [["address_allocation_ids"], ["endpoint_type"]], "subject": _server("VPC", _open("U1"), false)},
		{"at": [["address_allocation_ids"], ["endpoint_type"]], "subject": _server(_u1, _list(["eipalloc-0example"]), false)},
	]
	every one in open {
		_verdict(one.subject) == {"status": "unknown", "violations": [], "rests_on": one.at}
	}
}
