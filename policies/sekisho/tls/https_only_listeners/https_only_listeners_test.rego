package sekisho.tls.https_only_listeners_test

import data.sekisho.tls.https_only_listeners as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_public_alb := {"declared_endpoint": true, "internal": false, "load_balancer_type": "application"}

_public_nlb := {"declared_endpoint": true, "internal": false, "load_balancer_type": "network"}

_redirect := {
	"type": "redirect",
	"redirect": _list([{"protocol": "HTTPS", "status_code": "HTTP_301"}]),
}

_redirect_to(protocol, status) := {
	"type": "redirect",
	"redirect": _list([{"protocol": protocol, "status_code": status}]),
}

_forward := {"type": "forward", "redirect": _list([])}

_listener(balancer, changes) := {"aws_lb_listener": object.union(
	{
		"protocol": "HTTPS",
		"port": 443,
		"load_balancer_arn_link": _list([balancer]),
		"default_action": _list([_forward]),
		"aws_lb_listener_rule_by_listener_arn": _list([]),
	},
	changes,
)}

_http(default_action, rules) := _listener(_public_alb, {
	"protocol": "HTTP",
	"port": 80,
	"default_action": default_action,
	"aws_lb_listener_rule_by_listener_arn": rules,
})

_declared := ["load_balancer_arn_link", "items", 0, "declared_endpoint"]

_internal := ["load_balancer_arn_link", "items", 0, "internal"]

_rules := ["aws_lb_listener_rule_by_listener_arn"]

_default_type := ["default_action", "items", 0, "type"]

_rule_type(i) := array.concat(_rules, ["items", i, "action", "items", 0, "type"])

_default_redirect(name) := ["default_action", "items", 0, "redirect", "items", 0, name]

_pass(paths) := {"status": "pass", "violations": [], "rests_on": paths}

_fail(violations, paths) := {"status": "fail", "violations": violations, "rests_on": paths}

_undeclared(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U2"}

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U4"}

_not_applicable(reason, paths) := {
	"status": "not_applicable",
	"violations": [],
	"rests_on": paths,
	"reason": reason,
}

test_pass_https if _verdict(_listener(_public_alb, {})) == _pass([_declared, ["protocol"]])

test_pass_tls_on_network_balancer if {
	_verdict(_listener(_public_nlb, {"protocol": "TLS"})) == _pass([_declared, ["protocol"]])
}

test_pass_http_that_only_redirects if {
	_verdict(_http(_list([_redirect]), _open("U5", [{"action": _list([_redirect_to("HTTPS", "HTTP_302")])}]))) == _pass([
		_rules,
		array.concat(_rules, ["items", 0, "action", "items", 0, "redirect", "items", 0, "protocol"]),
		_default_redirect("protocol"),
		_declared,
		["protocol"],
	])
}

test_fail_http_that_forwards if {
	_verdict(_http(_list([_forward]), _list([]))) == _fail(
		[{
			"reason": "HTTP_SERVED",
			"args": {"port": 80, "action": "forward"},
			"rests_on": [_default_type, ["protocol"]],
		}],
		[_default_type, ["protocol"]],
	)
}

test_fail_http_with_fixed_response_in_lower_case if {
	_verdict(_listener(_public_alb, {
		"protocol": "http",
		"port": 80,
		"default_action": _list([{"type": "fixed-response", "redirect": _list([])}]),
	})) == _fail(
		[{
			"reason": "HTTP_SERVED",
			"args": {"port": 80, "action": "fixed-response"},
			"rests_on": [_default_type, ["protocol"]],
		}],
		[_default_type, ["protocol"]],
	)
}

test_fail_redirect_that_keeps_http if {
	paths := [_default_redirect("protocol"), _default_redirect("status_code"), ["protocol"]]
	_verdict(_http(_list([_redirect_to("#{protocol}", "HTTP_301")]), _list([]))) == _fail(
		[{
			"reason": "REDIRECT_NOT_HTTPS",
			"args": {"port": 80, "protocol": "#{protocol}", "status": "HTTP_301"},
			"rests_on": paths,
		}],
		paths,
	)
}

test_fail_rules_that_forward_beside_one_that_is_unknown if {
	verdict := _verdict(_http(_list([_redirect]), _list([
		{"action": _list([_forward])},
		{"action": _open("U1", [])},
		{"action": _list([_forward])},
	])))
	verdict == _fail(
		[
			{
				"reason": "RULE_SERVES_HTTP",
				"args": {"port": 80, "action": "forward"},
				"rests_on": [_rule_type(0), ["protocol"]],
			},
			{
				"reason": "RULE_SERVES_HTTP",
				"args": {"port": 80, "action": "forward"},
				"rests_on": [_rule_type(2), ["protocol"]],
			},
		],
		[_rule_type(0), _rule_type(2), ["protocol"]],
	)
}

test_fail_tcp_and_udp_of_public_network_balancer if {
	every protocol in ["TCP", "UDP", "TCP_UDP"] {
		_verdict(_listener(_public_nlb, {"protocol": protocol})) == _fail(
			[{
				"reason": "CLEAR_TEXT",
				"args": {"port": 443, "protocol": protocol},
				"rests_on": [_internal, ["protocol"]],
			}],
			[_internal, ["protocol"]],
		)
	}
}

test_unknown_profile_without_endpoints if {
	balancer := object.union(_public_alb, {"declared_endpoint": {"unknown": "U7"}})
	_verdict(_listener(balancer, {"protocol": "HTTP"})) == _undeclared([_declared])
}

test_unknown_balancer_of_another_state if {
	_verdict(_listener(_public_alb, {"load_balancer_arn_link": _open("U2", [])})) == _undeclared([["load_balancer_arn_link"]])
}

test_unknown_protocol if {
	_verdict(_listener(_public_alb, {"protocol": _u1})) == _unknown([["protocol"]])
	_verdict(_listener(_public_alb, {"protocol": "SCTP"})) == _unknown([["protocol"]])
}

test_unknown_whether_balancer_is_a_gateway if {
	balancer := object.union(_public_nlb, {"load_balancer_type": _u1})
	_verdict(_listener(balancer, {"protocol": null})) == _unknown([["load_balancer_arn_link", "items", 0, "load_balancer_type"], ["protocol"]])
}

test_unknown_rules_elsewhere_and_redirect if {
	redirect := _redirect_to(_u1, "HTTP_301")
	_verdict(_http(_list([redirect]), _open("U4", []))) == _unknown([_rules, _default_redirect("protocol")])
}

test_unknown_actions_from_dynamic_blocks if {
	_verdict(_http(_open("U1", []), _list([{"action": _open("U1", [])}]))) == _unknown([array.concat(_rules, ["items", 0, "action"]), ["default_action"]])
}

test_unknown_whether_balancer_is_internal if {
	balancer := object.union(_public_nlb, {"internal": _u1})
	_verdict(_listener(balancer, {"protocol": "TCP"})) == _unknown([_internal])
}

test_not_applicable_balancer_that_is_not_declared if {
	balancer := object.union(_public_alb, {"declared_endpoint": false})
	_verdict(_listener(balancer, {"protocol": "HTTP"})) == _not_applicable("NOT_DECLARED", [_declared])
}

test_not_applicable_internal_network_balancer if {
	balancer := object.union(_public_nlb, {"internal": true})
	_verdict(_listener(balancer, {"protocol": "TCP"})) == _not_applicable("INTERNAL_BALANCER", [_internal, ["protocol"]])
}

test_not_applicable_gateway_balancer if {
	balancer := object.union(_public_nlb, {"load_balancer_type": "gateway"})
	_verdict(_listener(balancer, {"protocol": null, "port": null})) == _not_applicable("GATEWAY_BALANCER", [["load_balancer_arn_link", "items", 0, "load_balancer_type"]])
}

_classic(declared, internal, listener) := {"aws_elb": {
	"declared_endpoint": declared,
	"internal": internal,
	"listener": listener,
}}

_lb_protocol(i) := ["listener", "items", i, "lb_protocol"]

test_pass_classic_https_and_ssl if {
	listeners := _list([{"lb_protocol": "https", "lb_port": 443}, {"lb_protocol": "SSL", "lb_port": 8443}])
	_verdict(_classic(true, false, listeners)) == _pass([["declared_endpoint"], _lb_protocol(0), _lb_protocol(1)])
}

test_fail_classic_http_and_tcp_beside_unknown if {
	listeners := _list([
		{"lb_protocol": "HTTP", "lb_port": 80},
		{"lb_protocol": _u1, "lb_port": _u1},
		{"lb_protocol": "TCP", "lb_port": _u1},
	])
	_verdict(_classic(true, false, listeners)) == _fail(
		[
			{"reason": "CLEAR_TEXT", "args": {"port": 80, "protocol": "HTTP"}, "rests_on": [_lb_protocol(0)]},
			{"reason": "CLEAR_TEXT", "args": {"port": "?", "protocol": "TCP"}, "rests_on": [_lb_protocol(2)]},
		],
		[_lb_protocol(0), _lb_protocol(2)],
	)
}

test_fail_classic_http_of_internal_balancer if {
	_verdict(_classic(true, true, _list([{"lb_protocol": "HTTP", "lb_port": 80}]))) == _fail(
		[{"reason": "CLEAR_TEXT", "args": {"port": 80, "protocol": "HTTP"}, "rests_on": [_lb_protocol(0)]}],
		[_lb_protocol(0)],
	)
}

test_pass_classic_tcp_of_internal_balancer if {
	_verdict(_classic(true, true, _list([{"lb_protocol": "TCP", "lb_port": 25}]))) == _pass([["declared_endpoint"], _lb_protocol(0)])
}

test_unknown_classic_listeners if {
	_verdict(_classic(true, _u1, _open("U1", [{"lb_protocol": "TCP", "lb_port": 25}]))) == _unknown([["internal"], ["listener"]])
}

test_not_applicable_classic_that_is_not_declared if {
	_verdict(_classic(false, false, _list([{"lb_protocol": "HTTP", "lb_port": 80}]))) == _not_applicable("NOT_DECLARED", [["declared_endpoint"]])
}

test_unknown_classic_without_profile if {
	_verdict(_classic({"unknown": "U7"}, false, _list([{"lb_protocol": "HTTPS", "lb_port": 443}]))) == _undeclared([["declared_endpoint"]])
}

_endpoint(link) := {"service_endpoint": {"target_link": link}}

_balancer_with(listeners) := _endpoint(_list([{"aws_lb": {"aws_lb_listener_by_load_balancer_arn": listeners}}]))

_listeners := ["target_link", "items", 0, "aws_lb", "aws_lb_listener_by_load_balancer_arn"]

test_not_applicable_endpoint_whose_listeners_are_seen if {
	_verdict(_balancer_with(_open("U5", [{"protocol": "HTTPS"}]))) == _not_applicable("DECIDED_BY_LISTENERS", [_listeners])
	_verdict(_endpoint(_list([{"aws_elb": {"declared_endpoint": true}}]))) == _not_applicable("DECIDED_BY_LISTENERS", [["target_link", "items", 0, "aws_elb", "declared_endpoint"]])
}

test_unknown_endpoint_found_nowhere if {
	_verdict(_endpoint(_open("U2", []))) == _unknown([["target_link"]])
}

test_unknown_endpoint_without_known_listeners if {
	_verdict(_balancer_with(_open("U5", []))) == _unknown([_listeners])
	_verdict(_balancer_with(_open("U4", [{"protocol": "HTTPS"}]))) == _unknown([_listeners])
	_verdict(_balancer_with(_list([]))) == _unknown([_listeners])
}

_and(action, changes) := object.union(action, changes)

_rule_redirect(i, name) := array.concat(_rules, ["items", i, "action", "items", 0, "redirect", "items", 0, name])

test_pass_http_redirects_with_either_status if {
	every status in ["HTTP_301", "HTTP_302"] {
		action := _list([_redirect_to("HTTPS", status)])
		verdict := _verdict(_http(action, _list([{"action": action}])))
		verdict.status == "pass"
	}
}

test_fail_default_that_carries_a_redirect_and_is_none if {
	_verdict(_http(_list([_and(_redirect, {"type": "forward"})]), _list([]))) == _fail(
		[{
			"reason": "HTTP_SERVED",
			"args": {"port": 80, "action": "forward"},
			"rests_on": [_default_type, ["protocol"]],
		}],
		[_default_type, ["protocol"]],
	)
}

test_fail_rule_that_carries_a_redirect_and_is_none if {
	rules := _list([{"action": _list([_and(_redirect, {"type": "forward"})])}])
	_verdict(_http(_list([_redirect]), rules)) == _fail(
		[{
			"reason": "RULE_SERVES_HTTP",
			"args": {"port": 80, "action": "forward"},
			"rests_on": [_rule_type(0), ["protocol"]],
		}],
		[_rule_type(0), ["protocol"]],
	)
}

test_fail_redirect_that_does_not_say_where_to if {
	_verdict(_http(_list([{"type": "redirect", "redirect": _list([])}]), _list([]))) == _fail(
		[{
			"reason": "HTTP_SERVED",
			"args": {"port": 80, "action": "redirect"},
			"rests_on": [_default_type, ["protocol"]],
		}],
		[_default_type, ["protocol"]],
	)
}

test_fail_redirect_with_another_status if {
	default_paths := [_default_redirect("protocol"), _default_redirect("status_code"), ["protocol"]]
	_verdict(_http(_list([_redirect_to("HTTPS", "HTTP_200")]), _list([]))) == _fail(
		[{
			"reason": "REDIRECT_NOT_HTTPS",
			"args": {"port": 80, "protocol": "HTTPS", "status": "HTTP_200"},
			"rests_on": default_paths,
		}],
		default_paths,
	)
	rule_paths := [_rule_redirect(0, "protocol"), _rule_redirect(0, "status_code"), ["protocol"]]
	_verdict(_http(_list([_redirect]), _list([{"action": _list([_redirect_to("HTTPS", "HTTP_200")])}]))) == _fail(
		[{
			"reason": "REDIRECT_NOT_HTTPS",
			"args": {"port": 80, "protocol": "HTTPS", "status": "HTTP_200"},
			"rests_on": rule_paths,
		}],
		rule_paths,
	)
}

test_unknown_redirect_of_a_rule if {
	rules := _list([{"action": _list([_redirect_to(_u1, "HTTP_301")])}])
	_verdict(_http(_list([_redirect]), rules)) == _unknown([_rule_redirect(0, "protocol")])
}

test_unknown_actions_alone if {
	_verdict(_http(_list([]), _list([]))) == _unknown([["default_action"]])
	_verdict(_http(_open("U1", [_redirect]), _list([]))) == _unknown([["default_action"]])
	at := array.concat(_rules, ["items", 0, "action"])
	_verdict(_http(_list([_redirect]), _list([{"action": _list([])}]))) == _unknown([at])
	_verdict(_http(_list([_redirect]), _list([{"action": _open("U1", [_redirect])}]))) == _unknown([at])
}

test_unknown_protocol_of_a_classic_listener if {
	listeners := _list([{"lb_protocol": _u1, "lb_port": 443}, {"lb_protocol": "HTTPS", "lb_port": 8443}])
	_verdict(_classic(true, false, listeners)) == _unknown([_lb_protocol(0)])
}

test_unknown_action_rests_on_itself_beside_one_that_is_known if {
	actions := _list([_redirect, _and(_redirect, {"type": _u1})])
	_verdict(_http(actions, _list([]))) == _unknown([["default_action", "items", 1, "type"]])
}

test_pass_https_whatever_the_type_of_the_balancer if {
	balancer := object.union(_public_alb, {"load_balancer_type": _u1})
	_verdict(_listener(balancer, {})) == _pass([_declared, ["protocol"]])
}
