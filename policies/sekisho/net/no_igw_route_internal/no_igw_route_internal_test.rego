package sekisho.net.no_igw_route_internal_test

import data.sekisho.net.no_igw_route_internal as policy

_verdict(tier, routes, destinations) := verdict if {
	verdict := policy.verdict with input as {
		"aws_subnet": {"tier": tier, "effective_routes": routes},
		"profile": {"egress_destinations": destinations},
		"now": "2026-11-01T00:00:00Z",
	}
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_u1 := {"unknown": "U1"}

_u7 := {"unknown": "U7"}

_route(target, ipv4, ipv6, prefix_list) := {
	"target": target,
	"destination_cidr_ipv4": ipv4,
	"destination_cidr_ipv6": ipv6,
	"destination_prefix_list_id": prefix_list,
	"destination_prefix_list_name": null,
}

_out(range) := _route("internet_gateway", range, null, null)

_first := ["effective_routes", "items", 0]

test_pass if {
	_verdict("internal", _list([]), _u7).rests_on == [["effective_routes"], ["tier"]]
	_verdict("internal", _open("U5", [_route("nat_gateway", "0.0.0.0/0", null, null)]), _u7).status == "pass"
	_verdict("internal", _list([_route("egress_only_internet_gateway", null, "::/0", null)]), _u7).status == "pass"
	_verdict("internal", _list([_out("203.0.113.8/32")]), [{"cidr": "203.0.113.0/24"}]).rests_on == [
		["effective_routes"],
		["profile", "egress_destinations"],
		["tier"],
	]
}

test_fail if {
	_verdict("internal", _open("U1", [_out("0.0.0.0/0")]), [{"cidr": "0.0.0.0/0"}]) == {
		"status": "fail",
		"violations": [{
			"reason": "ROUTE_TO_INTERNET_GATEWAY",
			"args": {"destination": "0.0.0.0/0"},
			"rests_on": [_first, ["tier"]],
		}],
		"rests_on": [_first, ["tier"]],
	}
	_verdict("internal", _list([_route("internet_gateway", null, "::/0", null)]), _u7).status == "fail"
	_verdict("internal", _list([_out("203.0.113.0/24")]), []).status == "fail"
	_verdict("internal", _list([_route("internet_gateway", "203.0.113.0/24", null, "pl-0aa")]), []).status == "fail"
	_verdict("internal", _list([_route("internet_gateway", {"unknown": "U2"}, null, "pl-0aa")]), []).status == "unknown"
}

test_unknown if {
	_verdict("internal", _open("U2", []), []).rests_on == [["effective_routes"]]
	_verdict("internal", _list([_out(null)]), []) == {"status": "unknown", "violations": [], "rests_on": [_first], "code": "U2"}
	_verdict("internal", _list([_out("203.0.113.0/24")]), _u7).rests_on == [_first, ["profile", "egress_destinations"]]
	_verdict("internal", _list([_out("203.0.113.0/24")]), [{"domain": "example.com"}]).rests_on == [_first]
	_verdict("internal", _list([_route(_u1, "0.0.0.0/0", null, null)]), []).rests_on == [_first, array.concat(_first, ["target"])]
	_verdict("internal", _list([_route("internet_gateway", _u1, null, null)]), []).rests_on == [_first, array.concat(_first, ["destination_cidr_ipv4"])]
	_verdict(_u7, _list([_out("0.0.0.0/0")]), []).rests_on == [["tier"]]
}

test_not_applicable if _verdict("edge", _list([_out("0.0.0.0/0")]), []).reason == "NOT_INTERNAL"
