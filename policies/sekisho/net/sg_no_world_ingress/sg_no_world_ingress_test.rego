package sekisho.net.sg_no_world_ingress_test

import data.sekisho.net.sg_no_world_ingress as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_from(range, protocol, from_port, to_port) := {
	"protocol": protocol,
	"from_port": from_port,
	"to_port": to_port,
	"cidr_ipv4": range,
	"cidr_ipv6": null,
	"prefix_list_name": null,
}

_from_ipv6(range, protocol, from_port, to_port) := {
	"protocol": protocol,
	"from_port": from_port,
	"to_port": to_port,
	"cidr_ipv4": null,
	"cidr_ipv6": range,
	"prefix_list_name": null,
}

_group(ingress, balancers) := {"aws_security_group": {
	"effective_ingress": ingress,
	"aws_lb_by_security_groups": balancers,
	"aws_elb_by_security_groups": _list([]),
}}

_edge := _list([{"declared_endpoint": true}])

_no_edge := _list([{"declared_endpoint": false}])

_at(i, name) := ["effective_ingress", "items", i, name]

_scope(i, source) := [_at(i, source), _at(i, "from_port"), _at(i, "protocol"), _at(i, "to_port")]

_endpoint := ["aws_lb_by_security_groups", "items", 0, "declared_endpoint"]

_pass(paths) := {"status": "pass", "violations": [], "rests_on": paths}

_fail(violations, paths) := {"status": "fail", "violations": violations, "rests_on": paths}

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U2"}

_not_applicable(reason, paths) := {
	"status": "not_applicable",
	"violations": [],
	"rests_on": paths,
	"reason": reason,
}

_sensitive(i, source, from_port, to_port, ports) := {
	"reason": "SENSITIVE_PORT_OPEN",
	"args": {
		"protocol": "tcp",
		"from_port": from_port,
		"to_port": to_port,
		"sensitive": ports,
		"source": source,
	},
	"rests_on": _scope(i, "cidr_ipv4"),
}

_ssh(i) := _sensitive(i, "0.0.0.0/0", 22, 22, "22")

test_pass_no_rules if _verdict(_group(_list([]), _list([]))) == _pass([["effective_ingress"]])

test_pass_narrow_sources if {
	ingress := _list([_from("10.0.0.0/8", "-1", 0, 0), _from(null, "tcp", 22, 22)])
	_verdict(_group(ingress, _list([]))) == _pass([["effective_ingress"]])
}

test_pass_rules_that_others_may_add_to if {
	_verdict(_group(_open("U5", [_from("10.0.0.0/8", "tcp", 22, 22)]), _open("U5", []))) == _pass([["effective_ingress"]])
}

test_pass_https_at_the_edge if {
	ingress := _list([_from("0.0.0.0/0", "tcp", 443, 443), _from_ipv6("::/0", "tcp", 443, 443)])
	_verdict(_group(ingress, _edge)) == _pass([_endpoint, ["effective_ingress"]])
	_verdict(_group(ingress, _open("U5", [{"declared_endpoint": true}]))) == _pass([_endpoint, ["effective_ingress"]])
}

test_pass_prefix_list_for_https_at_the_edge if {
	ingress := _list([_from({"unknown": "U2"}, "tcp", 443, 443)])
	_verdict(_group(ingress, _edge)) == _pass([_endpoint, ["effective_ingress"]])
}

test_fail_ssh_and_all_traffic if {
	ingress := _list([_from("0.0.0.0/0", "tcp", 22, 22), _from_ipv6("::/0", "-1", 0, 0)])
	all_traffic := {"reason": "ALL_TRAFFIC_OPEN", "args": {"source": "::/0"}, "rests_on": _scope(1, "cidr_ipv6")}
	_verdict(_group(ingress, _edge)) == _fail(
		[_ssh(0), all_traffic],
		array.concat(_scope(0, "cidr_ipv4"), _scope(1, "cidr_ipv6")),
	)
}

test_fail_ssh_beside_unknown_source_and_without_profile if {
	ingress := _open("U1", [_from(_u1, "tcp", 443, 443), _from("0.0.0.0/0", "tcp", 22, 22)])
	_verdict(_group(ingress, _open("U5", [{"declared_endpoint": {"unknown": "U7"}}]))) == _fail([_ssh(1)], _scope(1, "cidr_ipv4"))
}

test_fail_wide_port_range_at_the_edge if {
	ports := "22, 23, 1433, 1521, 3306, 3389, 5432, 5439, 5900, 5985, 5986, 6379, 8182, 9042, 9200, 11211, 27017"
	_verdict(_group(_list([_from("0.0.0.0/0", "tcp", 0, 65535)]), _edge)) == _fail([_sensitive(0, "0.0.0.0/0", 0, 65535, ports)], _scope(0, "cidr_ipv4"))
}

test_fail_other_port_at_the_edge if {
	_verdict(_group(_list([_from("0.0.0.0/0", "udp", 443, 443)]), _edge)) == _fail(
		[{
			"reason": "PORT_OPEN",
			"args": {"protocol": "udp", "from_port": 443, "to_port": 443, "source": "0.0.0.0/0"},
			"rests_on": _scope(0, "cidr_ipv4"),
			"severity": "high",
		}],
		_scope(0, "cidr_ipv4"),
	)
}

test_fail_icmp if {
	_verdict(_group(_list([_from("0.0.0.0/0", "icmp", -1, -1)]), _edge)) == _fail(
		[{
			"reason": "PROTOCOL_OPEN",
			"args": {"protocol": "icmp", "source": "0.0.0.0/0"},
			"rests_on": _scope(0, "cidr_ipv4"),
			"severity": "high",
		}],
		_scope(0, "cidr_ipv4"),
	)
}

test_fail_https_on_a_group_of_no_endpoint if {
	paths := array.concat([["aws_elb_by_security_groups"], ["aws_lb_by_security_groups"]], _scope(0, "cidr_ipv4"))
	_verdict(_group(_list([_from("0.0.0.0/0", "tcp", 443, 443)]), _no_edge)) == _fail(
		[{
			"reason": "NOT_AT_THE_EDGE",
			"args": {"port": 443, "source": "0.0.0.0/0"},
			"rests_on": paths,
			"severity": "high",
		}],
		paths,
	)
}

test_fail_ports_unknown_on_a_group_of_no_endpoint if {
	_verdict(_group(_list([_from("0.0.0.0/0", "tcp", _u1, _u1)]), _no_edge)) == _fail(
		[{
			"reason": "PORT_OPEN",
			"args": {"protocol": "tcp", "from_port": "?", "to_port": "?", "source": "0.0.0.0/0"},
			"rests_on": _scope(0, "cidr_ipv4"),
			"severity": "high",
		}],
		_scope(0, "cidr_ipv4"),
	)
}

test_fail_halves_of_the_internet if {
	ingress := _list([_from("128.0.0.0/1", "tcp", 0, 100), _from("0.0.0.0/1", "tcp", 22, 200)])
	_verdict(_group(ingress, _edge)) == _fail(
		[{
			"reason": "SENSITIVE_PORT_OPEN",
			"args": {
				"protocol": "tcp",
				"from_port": 22,
				"to_port": 100,
				"sensitive": "22, 23",
				"source": "0.0.0.0/1, 128.0.0.0/1",
			},
			"rests_on": array.concat(_scope(0, "cidr_ipv4"), _scope(1, "cidr_ipv4")),
		}],
		array.concat(_scope(0, "cidr_ipv4"), _scope(1, "cidr_ipv4")),
	)
}

test_fail_halves_of_the_internet_for_all_traffic_and_one_port if {
	ingress := _list([_from("128.0.0.0/1", "-1", 0, 0), _from("0.0.0.0/1", "tcp", 8080, 8080)])
	_verdict(_group(ingress, _edge)) == _fail(
		[{
			"reason": "PORT_OPEN",
			"args": {"protocol": "tcp", "from_port": 8080, "to_port": 8080, "source": "0.0.0.0/1, 128.0.0.0/1"},
			"rests_on": array.concat(_scope(0, "cidr_ipv4"), _scope(1, "cidr_ipv4")),
			"severity": "high",
		}],
		array.concat(_scope(0, "cidr_ipv4"), _scope(1, "cidr_ipv4")),
	)
}

test_fail_halves_of_the_internet_for_all_traffic if {
	ingress := _list([_from("128.0.0.0/1", "-1", 0, 0), _from("0.0.0.0/1", "-1", null, null)])
	paths := array.concat(_scope(0, "cidr_ipv4"), _scope(1, "cidr_ipv4"))
	_verdict(_group(ingress, _edge)) == _fail([{"reason": "ALL_TRAFFIC_OPEN", "args": {"source": "0.0.0.0/1, 128.0.0.0/1"}, "rests_on": paths}], paths)
}

test_pass_halves_of_the_internet_for_different_ports if {
	ingress := _list([_from("128.0.0.0/1", "tcp", 8080, 8080), _from("0.0.0.0/1", "tcp", 8081, 8081)])
	_verdict(_group(ingress, _list([]))) == _pass([["effective_ingress"]])
}

test_unknown_halves_of_the_internet_for_unknown_ports if {
	ingress := _list([_from("128.0.0.0/1", "tcp", _u1, 8080), _from("0.0.0.0/1", "tcp", 8081, 8081)])
	_verdict(_group(ingress, _list([]))) == _unknown([_at(0, "from_port")])
}

test_unknown_source if {
	_verdict(_group(_list([_from(_u1, "tcp", 22, 22)]), _edge)) == _unknown([_at(0, "cidr_ipv4")])
}

test_unknown_prefix_list if {
	_verdict(_group(_list([_from({"unknown": "U2"}, "tcp", 22, 22)]), _edge)) == _unknown([_at(0, "cidr_ipv4")])
}

test_unknown_rules_from_dynamic_blocks if {
	_verdict(_group(_open("U1", []), _edge)) == _unknown([["effective_ingress"]])
}

_listeners := ["aws_lb_by_security_groups", "items", 0, "aws_lb_listener_by_load_balancer_arn"]

_listening(listeners) := _list([{"declared_endpoint": true, "aws_lb_listener_by_load_balancer_arn": listeners}])

_listener(port, protocol, action) := {
	"port": port,
	"protocol": protocol,
	"default_action": _list([action]),
	"aws_lb_listener_rule_by_listener_arn": _list([]),
}

_redirect := {"type": "redirect", "redirect": _list([{"protocol": "HTTPS", "status_code": "HTTP_301"}])}

_port_80(listeners) := _verdict(_group(_list([_from("0.0.0.0/0", "tcp", 80, 80)]), _listening(listeners)))

test_pass_port_80_that_only_redirects if {
	listeners := [_listener(80, "http", _redirect), _listener(443, "HTTPS", {"type": "forward", "redirect": _list([])})]
	_port_80(_list(listeners)) == _pass([_listeners, _endpoint, ["effective_ingress"]])
	_port_80(_open("U5", listeners)) == _pass([_listeners, _endpoint, ["effective_ingress"]])
}

test_fail_port_80_that_does_not_only_redirect if {
	every listeners in [
		[],
		[_listener(443, "HTTP", _redirect)],
		[_listener(80, "HTTPS", _redirect)],
		[_listener(80, "HTTP", {"type": "forward", "redirect": _list([])})],
	] {
		[[violation.reason, violation.rests_on] | some violation in _port_80(_list(listeners)).violations] == [[
			"NOT_ONLY_REDIRECTED",
			sort(array.concat([_listeners, _endpoint], _scope(0, "cidr_ipv4"))),
		]]
	}
}

test_unknown_port_80_whose_listeners_are_not_all_told if {
	_port_80(_open("U5", [])) == _unknown([_listeners])
	_port_80(_open("U1", [_listener(80, "HTTP", _redirect)])) == _unknown([_listeners])
	_port_80(_list([_listener(_u1, "HTTP", _redirect)])) == _unknown([
		_listeners,
		array.concat(_listeners, ["items", 0, "port"]),
	])
}

test_unknown_port_80_of_what_may_be_an_endpoint if {
	balancers := _open("U5", [{"declared_endpoint": {"unknown": "U7"}, "aws_lb_listener_by_load_balancer_arn": _list([])}])
	_verdict(_group(_list([_from("0.0.0.0/0", "tcp", 80, 80)]), balancers)) == _unknown([
		["aws_lb_by_security_groups"],
		_listeners,
		_endpoint,
	])
}

test_unknown_https_where_the_profile_does_not_say if {
	ingress := _list([_from("0.0.0.0/0", "tcp", 443, 443)])
	_verdict(_group(ingress, _open("U5", [{"declared_endpoint": {"unknown": "U7"}}]))) == _unknown([["aws_lb_by_security_groups"], _endpoint])
}

_rule(group) := {"aws_security_group_rule": {
	"type": "ingress",
	"effective_ingress": _list([_from("0.0.0.0/0", "tcp", 22, 22)]),
	"sibling_ingress": _list([]),
	"security_group_id_link": group,
}}

_ingress_rule(port, group) := {"aws_vpc_security_group_ingress_rule": {
	"effective_ingress": _list([_from("0.0.0.0/0", "tcp", port, port)]),
	"sibling_ingress": _list([]),
	"security_group_id_link": group,
}}

_held(ingress) := _list([{
	"ingress": ingress,
	"aws_lb_by_security_groups": _edge,
	"aws_elb_by_security_groups": _list([]),
}])

test_fail_rule_whose_group_is_elsewhere if {
	_verdict(_rule(_open("U2", []))) == _fail([_ssh(0)], _scope(0, "cidr_ipv4"))
	_verdict(_ingress_rule(22, _open("U1", []))) == _fail([_ssh(0)], _scope(0, "cidr_ipv4"))
}

test_fail_rule_whose_group_is_a_data_source if {
	_verdict(_rule(_held(_open("U2", [])))) == _fail([_ssh(0)], _scope(0, "cidr_ipv4"))
}

test_pass_https_rule_whose_group_is_a_data_source_at_the_edge if {
	_verdict(_ingress_rule(443, _held(_open("U2", [])))) == _pass([["effective_ingress"], array.concat(["security_group_id_link", "items", 0], _endpoint), ["sibling_ingress"]])
}

_half(siblings) := {"aws_vpc_security_group_ingress_rule": {
	"effective_ingress": _list([_from("0.0.0.0/1", "tcp", 443, 443)]),
	"sibling_ingress": siblings,
	"security_group_id_link": _open("U2", []),
}}

test_pass_rule_beside_rules_that_do_not_complete_the_internet if {
	_verdict(_half(_open("U5", [_from("128.0.0.0/2", "tcp", 443, 443)]))).status == "pass"
	_verdict(_half(_open("U5", [_from("128.0.0.0/1", "udp", 443, 443)]))).status == "pass"
	_verdict(_half(_open("U5", [_from("0.0.0.0/0", "tcp", 22, 22)]))).status == "pass"
}

test_fail_rule_beside_one_that_completes_the_internet if {
	half := _half(_open("U5", [_from("128.0.0.0/1", "-1", null, null)]))
	_verdict(half).status == "unknown"
	group := _held(_open("U2", []))
	edge := {"aws_lb_by_security_groups": _no_edge, "aws_elb_by_security_groups": _list([])}
	inner := _list([object.union(group.items[0], edge)])
	rule := object.union(half.aws_vpc_security_group_ingress_rule, {"security_group_id_link": inner})
	_verdict({"aws_vpc_security_group_ingress_rule": rule}).status == "fail"
}

test_unknown_rule_beside_rules_that_are_not_settled if {
	_verdict(_half(_open("U1", []))) == _unknown([["sibling_ingress"]])
}

test_unknown_rule_beside_one_whose_range_may_complete_the_internet if {
	vague := object.union(_from("", "tcp", 443, 443), {"cidr_ipv4": {"unknown": "U1"}})
	found := _verdict(_half(_open("U5", [vague])))
	found.status == "unknown"
	["sibling_ingress", "items", 0, "cidr_ipv4"] in found.rests_on
}

test_pass_narrow_rule_beside_one_range_that_cannot_complete_the_internet if {
	vague := object.union(_from("", "tcp", 443, 443), {"cidr_ipv4": {"unknown": "U1"}})
	half := _half(_open("U5", [vague])).aws_vpc_security_group_ingress_rule
	narrow := object.union(half, {"effective_ingress": _list([_from("10.0.0.0/8", "tcp", 443, 443)])})
	_verdict({"aws_vpc_security_group_ingress_rule": narrow}).status == "pass"
}

test_unknown_https_rule_whose_group_is_elsewhere if {
	_verdict(_ingress_rule(443, _open("U2", []))) == _unknown([["security_group_id_link"]])
}

test_unknown_rule_of_unknown_type if {
	_verdict({"aws_security_group_rule": {
		"type": _u1,
		"effective_ingress": _open("U1", []),
		"sibling_ingress": _list([]),
		"security_group_id_link": _open("U2", []),
	}}) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["type"]],
	}
}

test_unknown_ingress_rule_of_unknown_content if {
	_verdict({"aws_security_group_rule": {
		"type": "ingress",
		"effective_ingress": _open("U1", []),
		"sibling_ingress": _list([]),
		"security_group_id_link": _open("U2", []),
	}}) == _unknown([["effective_ingress"]])
}

test_not_applicable_rule_whose_group_is_a_subject if {
	_verdict(_rule(_held(_list([])))) == _not_applicable("JUDGED_WITH_GROUP", [["security_group_id_link"]])
	_verdict(_ingress_rule(22, _held(_open("U1", [])))) == _not_applicable("JUDGED_WITH_GROUP", [["security_group_id_link"]])
}

test_not_applicable_egress_rule if {
	_verdict({"aws_security_group_rule": {
		"type": "egress",
		"effective_ingress": _list([]),
		"sibling_ingress": _list([]),
		"security_group_id_link": _open("U2", []),
	}}) == _not_applicable("EGRESS_RULE", [["type"]])
}

_port_open(i, from_port, to_port) := {
	"reason": "PORT_OPEN",
	"args": {"protocol": "tcp", "from_port": from_port, "to_port": to_port, "source": "0.0.0.0/0"},
	"rests_on": _scope(i, "cidr_ipv4"),
	"severity": "high",
}

test_fail_ports_beside_those_of_the_edge if {
	every ports in [[80, 443], [443, 1000], [79, 80], [81, 81]] {
		ingress := _list([_from("0.0.0.0/0", "tcp", ports[0], ports[1])])
		_verdict(_group(ingress, _edge)) == _fail([_port_open(0, ports[0], ports[1])], _scope(0, "cidr_ipv4"))
	}
}

test_fail_port_80_on_a_group_of_no_endpoint if {
	paths := array.concat([["aws_elb_by_security_groups"], ["aws_lb_by_security_groups"]], _scope(0, "cidr_ipv4"))
	_verdict(_group(_list([_from("0.0.0.0/0", "tcp", 80, 80)]), _no_edge)) == _fail(
		[{
			"reason": "NOT_AT_THE_EDGE",
			"args": {"port": 80, "source": "0.0.0.0/0"},
			"rests_on": paths,
			"severity": "high",
		}],
		paths,
	)
}

test_fail_halves_of_the_internet_for_icmp if {
	ingress := _list([_from("0.0.0.0/1", "icmp", 8, 0), _from("128.0.0.0/1", "icmp", 8, 0)])
	paths := array.concat(_scope(0, "cidr_ipv4"), _scope(1, "cidr_ipv4"))
	_verdict(_group(ingress, _edge)) == _fail(
		[{
			"reason": "PROTOCOL_OPEN",
			"args": {"protocol": "icmp", "source": "0.0.0.0/1, 128.0.0.0/1"},
			"rests_on": paths,
			"severity": "high",
		}],
		paths,
	)
}

test_pass_halves_of_the_internet_for_icmp_of_different_types if {
	every other in [_from("128.0.0.0/1", "icmp", 3, 0), _from("128.0.0.0/1", "icmp", 8, 1), _from("128.0.0.0/1", "icmpv6", 8, 0)] {
		_verdict(_group(_list([_from("0.0.0.0/1", "icmp", 8, 0), other]), _edge)).status == "pass"
	}
}

test_fail_each_range_of_ports_that_halves_open_together_once if {
	verdict := _verdict(_group(
		_list([
			_from("0.0.0.0/1", "tcp", 20, 30),
			_from("128.0.0.0/1", "tcp", 20, 30),
			_from("0.0.0.0/1", "tcp", 25, 25),
			_from("0.0.0.0/1", "tcp", 8080, 8080),
			_from("128.0.0.0/1", "tcp", 8080, 8080),
		]),
		_edge,
	))
	count(verdict.violations) == 2
	{[violation.reason, violation.args.from_port, violation.args.to_port] | some violation in verdict.violations} == {
		["PORT_OPEN", 8080, 8080],
		["SENSITIVE_PORT_OPEN", 20, 30],
	}
}

test_unknown_halves_for_unknown_ports_where_the_edge_is_unknown if {
	ingress := _list([_from("128.0.0.0/1", "tcp", _u1, _u1), _from("0.0.0.0/1", "tcp", 443, 443)])
	_verdict(_group(ingress, _open("U5", []))) == _unknown([["aws_lb_by_security_groups"], _at(0, "from_port"), _at(0, "to_port")])
}

_vague := _from(_u1, "tcp", 443, 443)

_beside(range, siblings) := {"aws_vpc_security_group_ingress_rule": {
	"effective_ingress": _list([range]),
	"sibling_ingress": _list(siblings),
	"security_group_id_link": _open("U2", []),
}}

_sibling(i) := ["sibling_ingress", "items", i, "cidr_ipv4"]

test_unknown_each_half_beside_a_range_that_is_not_known if {
	every half in [
		_from("0.0.0.0/1", "tcp", 443, 443),
		_from("128.0.0.0/1", "tcp", 443, 443),
		_from_ipv6("::/1", "tcp", 443, 443),
		_from_ipv6("8000::/1", "tcp", 443, 443),
	] {
		_verdict(_beside(half, [_vague])) == _unknown([["security_group_id_link"], _sibling(0)])
	}
}

test_unknown_narrow_rule_beside_two_ranges_that_are_not_known if {
	_verdict(_beside(_from("10.0.0.0/8", "tcp", 443, 443), [_vague, _vague])) == _unknown([["security_group_id_link"], _sibling(0), _sibling(1)])
}

_narrow_rule(changes) := {"aws_security_group_rule": object.union(
	{
		"type": "ingress",
		"effective_ingress": _list([_from("10.0.0.0/8", "tcp", 22, 22)]),
		"sibling_ingress": _list([]),
		"security_group_id_link": _open("U2", []),
	},
	changes,
)}

test_pass_narrow_rule_whose_group_is_elsewhere if {
	_verdict(_narrow_rule({})) == _pass([["effective_ingress"], ["sibling_ingress"]])
}

test_unknown_rules_beside_a_narrow_rule if {
	_verdict(_narrow_rule({"sibling_ingress": _open("U1", [])})) == _unknown([["sibling_ingress"]])
}

test_unknown_content_of_an_ingress_rule if {
	_verdict({"aws_vpc_security_group_ingress_rule": {
		"effective_ingress": _open("U1", []),
		"sibling_ingress": _list([]),
		"security_group_id_link": _open("U2", []),
	}}) == _unknown([["effective_ingress"]])
}

_from_list(name, range) := object.union(_from(range, "tcp", 22, 22), {"prefix_list_name": name})

test_pass_list_that_aws_keeps if {
	list := _from_list("com.amazonaws.global.cloudfront.origin-facing", {"unknown": "U2"})
	_verdict(_group(_list([list]), _list([]))) == _pass([["effective_ingress"]])
}

test_unknown_content_of_another_list if {
	list := _from_list("com.example", {"unknown": "U2"})
	_verdict(_group(_list([list]), _list([]))) == _unknown([_at(0, "cidr_ipv4")])
	_verdict(_group(_list([_from_list({"unknown": "U2"}, {"unknown": "U2"})]), _list([]))) == _unknown([_at(0, "cidr_ipv4")])
}

test_fail_world_in_a_list if {
	list := _from_list("office", "0.0.0.0/0")
	_verdict(_group(_list([list]), _list([]))) == _fail([_ssh(0)], _scope(0, "cidr_ipv4"))
	halves := [_from_list("office", "0.0.0.0/1"), _from_list("office", "128.0.0.0/1")]
	_verdict(_group(_list(halves), _list([]))).status == "fail"
}

test_unknown_whose_list_it_is if {
	list := _from_list({"unknown": "U2"}, "0.0.0.0/0")
	_verdict(_group(_list([list]), _list([]))) == _unknown([_at(0, "prefix_list_name")])
	halves := [_from_list({"unknown": "U2"}, "0.0.0.0/1"), _from_list("office", "128.0.0.0/1")]
	_verdict(_group(_list(halves), _list([]))) == _unknown([_at(0, "prefix_list_name")])
}
