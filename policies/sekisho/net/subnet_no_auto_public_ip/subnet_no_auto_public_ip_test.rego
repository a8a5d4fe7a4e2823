package sekisho.net.subnet_no_auto_public_ip_test

import data.sekisho.net.subnet_no_auto_public_ip as policy

_verdict(tier, ipv4, ipv6, routes) := verdict if {
	verdict := policy.verdict with input as {
		"aws_subnet": {
			"tier": tier,
			"gives_public_ipv4": ipv4,
			"assign_ipv6_address_on_creation": ipv6,
			"effective_routes": routes,
		},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_route(target, ipv6, prefix_list) := {
	"target": target,
	"destination_cidr_ipv4": null,
	"destination_cidr_ipv6": ipv6,
	"destination_prefix_list_id": prefix_list,
}

_out := _route("internet_gateway", "::/0", null)

test_pass_gives_none if {
	_verdict("internal", false, false, _open("U2", [])).status == "pass"
	_verdict("internal", false, null, _list([_out])).status == "pass"
}

test_pass_ipv6_without_a_way_out if {
	_verdict("internal", false, true, _list([_route("internet_gateway", null, null)])).status == "pass"
	_verdict("internal", false, true, _list([_route("egress_only_internet_gateway", "::/0", null)])).status == "pass"
	_verdict("internal", false, true, _open("U5", [])).rests_on == [
		["assign_ipv6_address_on_creation"],
		["effective_routes"],
		["gives_public_ipv4"],
		["tier"],
	]
}

test_fail_public_ipv4 if {
	_verdict("internal", true, {"unknown": "U1"}, _list([_out])) == {
		"status": "fail",
		"violations": [{
			"reason": "GIVES_PUBLIC_IPV4",
			"args": {},
			"rests_on": [["gives_public_ipv4"], ["tier"]],
		}],
		"rests_on": [["gives_public_ipv4"], ["tier"]],
	}
}

test_fail_routed_ipv6 if {
	_verdict("internal", {"unknown": "U1"}, true, _open("U1", [_out])) == {
		"status": "fail",
		"violations": [{
			"reason": "GIVES_ROUTED_IPV6",
			"args": {},
			"rests_on": [["assign_ipv6_address_on_creation"], ["effective_routes", "items", 0], ["tier"]],
		}],
		"rests_on": [["assign_ipv6_address_on_creation"], ["effective_routes", "items", 0], ["tier"]],
	}
}

test_unknown_ipv6_and_routes if {
	_verdict("internal", false, {"unknown": "U4"}, _list([_out])).rests_on == [["assign_ipv6_address_on_creation"]]
	_verdict("internal", false, true, _open("U2", [])).rests_on == [["effective_routes"]]
	_verdict("internal", {"unknown": "U1"}, false, _list([])).rests_on == [["gives_public_ipv4"]]
}

test_unknown_prefix_list_to_a_gateway if {
	untold := object.union(_route("internet_gateway", null, "pl-0aa"), {"destination_cidr_ipv4": {"unknown": "U2"}})
	_verdict("internal", false, true, _list([untold])) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["effective_routes", "items", 0], ["effective_routes", "items", 0, "destination_cidr_ipv4"]],
		"code": "U2",
	}
}

test_unknown_target_of_a_route if {
	_verdict("internal", false, true, _list([_route({"unknown": "U1"}, "::/0", null)])).rests_on == [
		["effective_routes", "items", 0],
		["effective_routes", "items", 0, "target"],
	]
}

test_unknown_tier if {
	_verdict({"unknown": "U7"}, true, true, _list([_out])) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["tier"]],
	}
}

test_not_applicable_other_tiers if {
	_verdict("edge", true, true, _list([_out])).reason == "NOT_INTERNAL"
	_verdict("management", true, true, _list([_out])).reason == "NOT_INTERNAL"
}
