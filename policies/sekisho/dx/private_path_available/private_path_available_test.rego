package sekisho.dx.private_path_available_test

import data.sekisho.dx.private_path_available as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_private := "aws_dx_private_virtual_interface_by_account"

_transit := "aws_dx_transit_virtual_interface_by_account"

_none := {_private: _list([]), _transit: _list([])}

_declared_path := ["profile", "direct_connect"]

_verdict(declared, lists) := verdict if {
	verdict := policy.verdict with input as {
		"account": object.union(_none, lists),
		"profile": {"direct_connect": declared},
		"now": "2026-11-01T00:00:00Z",
	}
}

_vpc := _list([{"vpc_id": "vpc-0aa"}])

_interface(state, statuses, vpcs) := {"virtual_interface_state": state, "bgp_statuses": statuses, "reached_vpcs": vpcs}

_planned := _interface(null, _open("U5", []), _vpc)

_at(name, field) := [name, "items", 0, field]

test_pass if {
	_verdict("declared", {_private: _list([_planned])}) == {
		"status": "pass",
		"violations": [],
		"rests_on": [_at(_private, "reached_vpcs"), _declared_path],
	}
	_verdict("declared", {_transit: _open("U5", [_interface("available", _list(["down", "up"]), _vpc)])}).rests_on == [
		_at(_transit, "bgp_statuses"),
		_at(_transit, "reached_vpcs"),
		_at(_transit, "virtual_interface_state"),
		_declared_path,
	]
}

test_fail if {
	_verdict("declared", {}).violations == [{
		"reason": "NO_PRIVATE_PATH",
		"args": {},
		"rests_on": [[_private], [_transit], _declared_path],
	}]
	_verdict("declared", {_private: _list([_interface("down", _list(["up"]), _vpc)])}).violations == [{
		"reason": "INTERFACE_NOT_UP",
		"args": {"state": "down"},
		"rests_on": [_at(_private, "bgp_statuses"), _at(_private, "reached_vpcs"), _at(_private, "virtual_interface_state"), _declared_path],
	}]
	_verdict("declared", {_private: _list([_interface("available", _list(["down"]), _vpc)])}).status == "fail"
	_verdict("declared", {_private: _list([_interface("available", _list(["up"]), _list([]))])}).violations[0].reason == "NO_PRIVATE_PATH"
}

test_unknown if {
	_verdict("declared", {_private: _open("U5", [])}).rests_on == [[_private]]
	_verdict("declared", {_private: _list([_interface({"unknown": "U4"}, _list(["up"]), _vpc)])}).rests_on == [_at(_private, "virtual_interface_state")]
	_verdict("declared", {_private: _list([_interface("available", _open("U4", []), _vpc)])}).rests_on == [_at(_private, "bgp_statuses")]
	_verdict("declared", {_private: _list([_interface(null, _open("U5", []), _open("U2", []))])}).rests_on == [_at(_private, "reached_vpcs")]
	_verdict({"unknown": "U7"}, {}).rests_on == [_declared_path]
}

test_not_applicable if {
	_verdict("not_declared", {}) == {"status": "not_applicable", "reason": "NOT_DECLARED", "violations": [], "rests_on": [_declared_path]}
}
