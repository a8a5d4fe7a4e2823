package sekisho.ddos.shield_advanced_protected_test

import data.sekisho.ddos.shield_advanced_protected as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_declared := ["profile", "shield_advanced"]

_account(declared, subscriptions) := verdict if {
	verdict := policy.verdict with input as {
		"account": {"aws_shield_subscription_by_account": subscriptions},
		"profile": {"shield_advanced": declared},
		"now": "2026-11-01T00:00:00Z",
	}
}

_endpoint(target) := verdict if {
	verdict := policy.verdict with input as {
		"service_endpoint": {"target_link": target},
		"profile": {"shield_advanced": "declared"},
		"now": "2026-11-01T00:00:00Z",
	}
}

_subscribed(auto_renew) := _list([{"auto_renew": auto_renew}])

_balancer(type, protections) := _list([{"aws_lb": {
	"load_balancer_type": type,
	"aws_shield_protection_by_resource_arn": protections,
}}])

_protected := _list([{"resource_arn": {"unknown": "U1"}}])

_renewal := ["aws_shield_subscription_by_account", "items", 0, "auto_renew"]

_protections := ["target_link", "items", 0, "aws_lb", "aws_shield_protection_by_resource_arn"]

test_pass_account if {
	_account("declared", _subscribed("ENABLED")) == {"status": "pass", "violations": [], "rests_on": [_renewal, _declared]}
}

test_pass_account_by_the_one_that_renews if {
	_account("declared", _open("U5", [{"auto_renew": "DISABLED"}, {"auto_renew": "ENABLED"}])) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["aws_shield_subscription_by_account", "items", 1, "auto_renew"], _declared],
	}
}

test_deviation_not_renewed if {
	_account("declared", _subscribed("DISABLED")) == {
		"status": "deviation",
		"violations": [{"reason": "NOT_RENEWED", "args": {}, "rests_on": [_renewal]}],
		"rests_on": [_renewal],
	}
}

test_fail_no_subscription if {
	paths := [["aws_shield_subscription_by_account"], _declared]
	_account("declared", _list([])) == {
		"status": "fail",
		"violations": [{"reason": "NO_SUBSCRIPTION", "args": {}, "rests_on": paths}],
		"rests_on": paths,
	}
}

test_unknown_account if {
	_account("declared", _open("U5", [])).rests_on == [["aws_shield_subscription_by_account"]]
	_account("declared", _open("U5", [{"auto_renew": "DISABLED"}])).rests_on == [["aws_shield_subscription_by_account"]]
	_account("declared", _subscribed({"unknown": "U1"})).rests_on == [_renewal]
	_account({"unknown": "U7"}, _list([])).rests_on == [_declared]
}

test_not_applicable_not_declared if {
	_account("not_declared", _list([])) == {"status": "not_applicable", "reason": "NOT_DECLARED", "violations": [], "rests_on": [_declared]}
}

_of_its_own := ["aws_cloudfront_distribution", "aws_eip", "aws_elb", "aws_globalaccelerator_accelerator"]

test_pass_endpoint if {
	_endpoint(_balancer("application", _protected)) == {"status": "pass", "violations": [], "rests_on": [_declared, _protections]}
	every type in _of_its_own {
		_endpoint(_list([{type: {"aws_shield_protection_by_resource_arn": _protected}}])) == {
			"status": "pass",
			"violations": [],
			"rests_on": [_declared, ["target_link", "items", 0, type, "aws_shield_protection_by_resource_arn"]],
		}
	}
}

test_fail_endpoint_without_protection if {
	_endpoint(_balancer("application", _list([]))) == {
		"status": "fail",
		"violations": [{"reason": "NOT_PROTECTED", "args": {}, "rests_on": [_declared, _protections]}],
		"rests_on": [_declared, _protections],
	}
	every type in _of_its_own {
		_endpoint(_list([{type: {"aws_shield_protection_by_resource_arn": _list([])}}])).status == "fail"
	}
}

test_unknown_endpoint if {
	_endpoint(_balancer("network", _list([]))).rests_on == [["target_link", "items", 0, "aws_lb", "load_balancer_type"]]
	_endpoint(_balancer("application", _open("U5", []))).rests_on == [_protections]
	_endpoint(_balancer({"unknown": "U1"}, _list([]))).rests_on == [["target_link", "items", 0, "aws_lb", "load_balancer_type"]]
	_endpoint(_open("U2", [])).rests_on == [["target_link"]]
	told := _list([{"resource_arn": "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/old"}])
	_endpoint(_open("U1", [{"aws_elb": {"aws_shield_protection_by_resource_arn": told}}])) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["target_link"]],
		"code": "U2",
	}
	_endpoint(_list([{"aws_apprunner_service": {}}])) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["target_link"]],
		"code": "U2",
	}
}
