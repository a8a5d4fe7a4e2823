package sekisho.net.app_ip_restriction_present_test

import data.sekisho.net.app_ip_restriction_present as policy

_u1 := {"unknown": "U1"}

_u7 := {"unknown": "U7"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_verdict(targets, mode) := verdict if {
	verdict := policy.verdict with input as {
		"service_endpoint": {"target_link": targets},
		"profile": {"app_ip_restriction": mode},
		"now": "2026-11-01T00:00:00Z",
	}
}

_rule(action, names_ip_set) := {
	"action": action,
	"override": null,
	"names_ip_set": names_ip_set,
	"group_rules": _list([]),
}

_group(override, rules) := {
	"action": null,
	"override": override,
	"names_ip_set": false,
	"group_rules": _list([{"action": rule.action, "names_ip_set": rule.names_ip_set} | some rule in rules]),
}

_acl(default_action, rules) := {"default_action": default_action, "effective_rules": _list(rules)}

_balancer(acls, ranges) := _with_rule(acls, "fixed-response", "forward", ranges)

_with_rule(acls, by_default, action, ranges) := _list([{"aws_lb": {
	"aws_wafv2_web_acl_association_by_resource_arn": _list([{"web_acl_arn_link": _list(acls)}]),
	"aws_lb_listener_by_load_balancer_arn": _list([{
		"default_action": _list([{"type": by_default}]),
		"aws_lb_listener_rule_by_listener_arn": _list([{"action": _list([{"type": action}]), "source_ips": ranges}]),
	}]),
}}])

_of_acl(default_action, rules) := _verdict(_balancer([_acl(default_action, rules)], _list([])), "network").status

test_rules_of_a_web_acl if {
	_of_acl("allow", [_rule("block", true)]) == "pass"
	_of_acl("allow", [_rule("captcha", true)]) == "pass"
	_of_acl("allow", [_rule("challenge", true)]) == "pass"
	_of_acl("block", [_rule("allow", true)]) == "pass"
	_of_acl("allow", [_rule("allow", true)]) == "fail"
	_of_acl("block", [_rule("count", true)]) == "fail"
	_of_acl("allow", [_rule("block", false)]) == "fail"
	_of_acl("allow", [_rule("block", _u1)]) == "unknown"
	_of_acl(_u1, [_rule("allow", true)]) == "unknown"
}

test_rules_of_a_group if {
	_of_acl("allow", [_group("none", [_rule("block", true)])]) == "pass"
	_of_acl("allow", [_group("count", [_rule("block", true)])]) == "fail"
	_of_acl("allow", [_group("none", [_rule("count", true)])]) == "fail"
}

test_source_ip_of_a_listener_rule if {
	_verdict(_balancer([], _list(["192.0.2.0/24"])), _u7).status == "pass"
	_verdict(_balancer([], _open("U1", [])), "network").rests_on == [[
		"target_link", "items", 0, "aws_lb", "aws_lb_listener_by_load_balancer_arn",
		"items", 0, "aws_lb_listener_rule_by_listener_arn", "items", 0, "source_ips",
	]]
	_verdict(_balancer([], _list([])), "application").rests_on == [["profile", "app_ip_restriction"]]
	_verdict(_balancer([], _list([])), _u7).rests_on == [["profile", "app_ip_restriction"]]
}

_of_rule(by_default, action, ranges) := _verdict(_with_rule([], by_default, action, _list(ranges)), "network").status

test_listener_rule_restricts_by_what_it_and_the_listener_do if {
	_of_rule("fixed-response", "forward", ["192.0.2.0/24"]) == "pass"
	_of_rule("forward", "fixed-response", ["192.0.2.0/24"]) == "pass"
	_of_rule("forward", "forward", ["192.0.2.0/24"]) == "fail"
	_of_rule("fixed-response", "forward", ["192.0.2.0/24", "0.0.0.0/0"]) == "fail"
	_of_rule(_u1, "forward", ["192.0.2.0/24"]) == "unknown"
}

_api(policy) := _list([{"aws_api_gateway_rest_api": {"policy": policy}}])

_statement(effect, condition) := {"Effect": effect, "Condition": condition}

_address := {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}

test_resource_policy_of_an_api if {
	_verdict(_api({"Statement": _statement("Allow", _address)}), _u7).status == "pass"
	_verdict(_api({"Statement": [_statement("Deny", _address), {"Effect": "Allow"}]}), _u7).status == "pass"
	_verdict(_api({"Statement": [_statement("Allow", _address), {"Effect": "Deny"}]}), _u7).status == "pass"
	every operator in ["IpAddressIfExists", "NotIpAddressIfExists"] {
		_verdict(_api({"Statement": _statement("Deny", {operator: {"aws:SourceIp": "192.0.2.0/24"}})}), _u7).status == "pass"
	}
	_verdict(_api({"Statement": _statement("Deny", {"NotIpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}})}), _u7).status == "pass"
	_verdict(_api({"Statement": [_statement("Allow", _address), {"Effect": "Allow"}]}), "network").rests_on == [["target_link"]]
	_verdict(_api({"Statement": _statement("Deny", {"StringEquals": {"aws:SourceIp": "x"}})}), "network").status == "unknown"
	_verdict(_api({"Statement": _statement("Allow", {"IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "0.0.0.0/0"]}})}), "network").status == "unknown"
	_verdict(_api({"Statement": _statement("Deny", {"IpAddress": {"aws:PrincipalTag/x": "x"}})}), "network").status == "unknown"
	_verdict(_api(_u1), "network").rests_on == [["target_link"], ["target_link", "items", 0, "aws_api_gateway_rest_api", "policy"]]
}

test_distribution_and_stage if {
	acl := _acl("allow", [_rule("block", true)])
	_verdict(_list([{"aws_cloudfront_distribution": {"web_acl_id_link": _list([acl])}}]), _u7).status == "pass"
	_verdict(_list([{"aws_cloudfront_distribution": {"web_acl_id_link": _list([])}}]), "network").status == "fail"
	_verdict(_list([{"aws_cloudfront_distribution": {"web_acl_id_link": _open("U2", [])}}]), "network").rests_on == [[
		"target_link", "items", 0, "aws_cloudfront_distribution", "web_acl_id_link",
	]]
	_stage({}, "network").rests_on == [["target_link"]]
	_stage({"web_acl_arn_link": _list([acl])}, _u7).rests_on == [array.concat(_at_stage, ["web_acl_arn_link"])]
	associated := _list([{"web_acl_arn_link": _list([acl])}])
	_stage({_association: associated}, _u7).rests_on == [array.concat(_at_stage, [_association])]
	apis := _list([{"policy": {"Statement": [_statement("Allow", _address)]}}])
	_stage({"rest_api_id_link": apis}, _u7).rests_on == [array.concat(_at_stage, ["rest_api_id_link", "items", 0, "policy"])]
}

_association := "aws_wafv2_web_acl_association_by_resource_arn"

_at_stage := ["target_link", "items", 0, "aws_api_gateway_stage"]

_stage(links, mode) := verdict if {
	none := {name: _list([]) | some name in [_association, "web_acl_arn_link", "rest_api_id_link"]}
	verdict := _verdict(_list([{"aws_api_gateway_stage": object.union(none, links)}]), mode)
}

test_unknown_links_of_a_stage if {
	every name in [_association, "web_acl_arn_link"] {
		_stage({name: _open("U4", [])}, "network").rests_on == [["target_link"], array.concat(_at_stage, [name])]
	}
	_stage({"rest_api_id_link": _list([{"policy": _u1}])}, "network").rests_on == [
		["target_link"],
		array.concat(_at_stage, ["rest_api_id_link", "items", 0, "policy"]),
	]
}

test_endpoint_elsewhere if {
	_verdict(_open("U2", []), "network").rests_on == [["target_link"]]
	_verdict(_list([{"aws_eip": {}}]), "network").rests_on == [["target_link"]]
}
