package sekisho.org.ips_ids_absent_consistent_test

import data.sekisho.org.ips_ids_absent_consistent as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_verdict(firewalls, balancers, sessions) := verdict if {
	verdict := policy.verdict with input as {
		"account": {
			"aws_networkfirewall_firewall_by_account": firewalls,
			"aws_lb_by_account": balancers,
			"aws_ec2_traffic_mirror_session_by_account": sessions,
		},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_firewall(policies) := {"firewall_policy_arn": "arn:x", "firewall_policy_arn_link": policies}

_policy(groups) := {"firewall_policy": _list([{"stateful_rule_group_reference": groups}])}

_elsewhere := {"state": "partial", "code": "U2", "items": []}

_open := {"state": "partial", "code": "U4", "items": []}

test_pass if {
	_verdict(_list([]), _list([{"load_balancer_type": "network"}]), _list([])).status == "pass"
	_verdict(_list([_firewall(_list([_policy(_list([]))]))]), _list([]), _list([])).status == "pass"
}

test_pass_within_a_plan if {
	_verdict({"state": "partial", "code": "U5", "items": []}, _list([]), _list([])).status == "pass"
}

test_fail_on_each if {
	[violation.reason |
		some violation in _verdict(
			_list([_firewall(_list([_policy(_list([{"resource_arn": "arn:y"}]))]))]),
			_list([{"load_balancer_type": "gateway"}]),
			_list([{"traffic_mirror_target_id": "tmt-1"}]),
		).violations
	] == ["GATEWAY_LOAD_BALANCER", "NETWORK_FIREWALL", "TRAFFIC_MIRRORING"]
}

test_unknown_policy_and_type if {
	verdict := _verdict(_list([_firewall(_elsewhere)]), _list([{"load_balancer_type": {"unknown": "U1"}}]), _list([]))
	verdict.status == "unknown"
	verdict.rests_on == [
		["aws_lb_by_account", "items", 0, "load_balancer_type"],
		["aws_networkfirewall_firewall_by_account", "items", 0, "firewall_policy_arn_link"],
	]
}

test_unknown_in_a_listing_that_is_not_whole if {
	_verdict(_open, _open, _open).rests_on == [
		["aws_ec2_traffic_mirror_session_by_account"],
		["aws_lb_by_account"],
		["aws_networkfirewall_firewall_by_account"],
	]
}
