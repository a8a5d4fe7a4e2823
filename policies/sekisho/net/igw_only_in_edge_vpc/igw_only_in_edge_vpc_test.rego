package sekisho.net.igw_only_in_edge_vpc_test

import data.sekisho.net.igw_only_in_edge_vpc as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_in(declared) := {"declared_edge": declared}

_gateway(vpcs) := {"aws_internet_gateway": {"attached_vpcs": vpcs}}

_attachment(id, gateways, vpcs) := {"aws_internet_gateway_attachment": {
	"internet_gateway_id": id,
	"internet_gateway_id_link": gateways,
	"attached_vpcs": vpcs,
}}

_place := ["attached_vpcs", "items", 0, "declared_edge"]

test_gateways if {
	_verdict(_gateway(_list([_in(true)]))).status == "pass"
	_verdict(_gateway(_list([]))).status == "pass"
	_verdict(_gateway(_open("U5", []))).status == "pass"
	_verdict(_gateway(_open("U4", []))).rests_on == [["attached_vpcs"]]
	_verdict(_gateway(_list([_in({"unknown": "U7"})]))).rests_on == [_place]
	_verdict(_gateway(_open("U1", [_in(false)]))) == {
		"status": "fail",
		"violations": [{"reason": "ATTACHED_TO_UNDECLARED_VPC", "args": {}, "rests_on": [_place]}],
		"rests_on": [_place],
	}
}

test_attachments if {
	shown := _list([{"attached_vpcs": _list([_in(false)])}])
	_verdict(_attachment({"unknown": "U1"}, shown, _list([_in(false)]))).reason == "JUDGED_WITH_GATEWAY"
	hidden := _list([{"attached_vpcs": _open("U2", [])}])
	_verdict(_attachment("igw-0aa", hidden, _list([_in(false)]))).status == "fail"
	_verdict(_attachment({"unknown": "U1"}, hidden, _list([_in(false)]))).status == "fail"
	_verdict(_attachment("igw-0aa", _open("U2", []), _list([_in(true)]))) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["attached_vpcs"]],
	}
	_verdict(_attachment("igw-0aa", _open("U2", []), _open("U1", []))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["attached_vpcs"]],
	}
	_verdict(_attachment("igw-0aa", _open("U2", []), _list([_in({"unknown": "U7"})]))).rests_on == [_place]
	every edge in [true, false] {
		_verdict(_attachment({"unknown": "U1"}, _open("U1", []), _list([_in(edge)]))) == {
			"status": "unknown",
			"violations": [],
			"rests_on": [["internet_gateway_id"]],
		}
	}
	_verdict(_attachment(null, _list([]), _list([_in(false)]))) == {
		"status": "not_applicable",
		"reason": "NO_INTERNET_GATEWAY",
		"violations": [],
		"rests_on": [["internet_gateway_id"]],
	}
}

_options(mode) := {"aws_vpc_block_public_access_options": {"internet_gateway_block_mode": mode}}

test_block_public_access if {
	_verdict(_options("block-ingress")).status == "pass"
	_verdict(_options("off")).reason == "BLOCK_PUBLIC_ACCESS_OFF"
	_verdict(_options({"unknown": "U1"})).rests_on == [["internet_gateway_block_mode"]]
}

_exclusion(declared) := {"aws_vpc_block_public_access_exclusion": {
	"declared": declared,
	"internet_gateway_exclusion_mode": "allow-egress",
}}

test_exclusions if {
	_verdict(_exclusion(true)).status == "pass"
	_verdict(_exclusion({"unknown": "U7"})).rests_on == [["declared"]]
	_verdict(_exclusion(false)).violations == [{
		"reason": "EXCLUSION_NOT_DECLARED",
		"args": {"mode": "allow-egress"},
		"rests_on": [["declared"]],
	}]
}
