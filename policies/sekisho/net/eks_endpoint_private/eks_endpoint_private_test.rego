package sekisho.net.eks_endpoint_private_test

import data.sekisho.net.eks_endpoint_private as policy

_verdict(cluster, declared) := verdict if {
	verdict := policy.verdict with input as {
		"aws_eks_cluster": cluster,
		"profile": {"admin_cidrs": declared},
		"now": "2026-11-01T00:00:00Z",
	}
}

_u7 := {"unknown": "U7"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U1", "items": items}

_cluster(public, networks) := {"vpc_config": _list([{"endpoint_public_access": public, "public_access_cidrs": networks}])}

_access := ["vpc_config", "items", 0, "endpoint_public_access"]

_networks := ["vpc_config", "items", 0, "public_access_cidrs"]

_declared := ["profile", "admin_cidrs"]

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

test_pass_private if {
	_verdict(_cluster(false, _list([])), _u7) == {"status": "pass", "violations": [], "rests_on": [_access]}
	_verdict(_cluster(false, _open(["0.0.0.0/0"])), _u7).status == "pass"
}

test_pass_declared_networks if {
	_verdict(_cluster(true, _list(["192.0.2.0/28"])), ["192.0.2.0/24"]) == {
		"status": "pass",
		"violations": [],
		"rests_on": [_declared, _access, _networks],
	}
	_verdict(_cluster({"unknown": "U1"}, _list(["192.0.2.0/28"])), ["192.0.2.0/24"]).status == "pass"
}

test_fail_open_by_default if {
	_reasons(_verdict(_cluster(true, _list([])), ["192.0.2.0/24"])) == {"PUBLIC_BY_DEFAULT"}
	_verdict({"vpc_config": _list([])}, _u7).violations == [{"reason": "PUBLIC_BY_DEFAULT", "args": {}, "rests_on": [["vpc_config"]]}]
}

test_fail_every_address if {
	_reasons(_verdict(_cluster(true, _list(["0.0.0.0/0"])), _u7)) == {"PUBLIC_TO_WORLD"}
	_reasons(_verdict(_cluster(true, _open(["192.0.2.0/24", "::/0"])), _u7)) == {"PUBLIC_TO_WORLD"}
	halves := _cluster(true, _list(["0.0.0.0/1", "128.0.0.0/1"]))
	_verdict(halves, ["0.0.0.0/1", "128.0.0.0/1"]).violations == [{
		"reason": "PUBLIC_TO_WORLD",
		"args": {"source": "0.0.0.0/1, 128.0.0.0/1"},
		"rests_on": [_access, _networks],
	}]
}

test_fail_undeclared_beside_world_and_unknown if {
	found := _verdict(_cluster(true, _open(["0.0.0.0/0", "198.51.100.0/24", {"unknown": "U1"}])), ["192.0.2.0/24"])
	_reasons(found) == {"PUBLIC_TO_WORLD", "NETWORK_NOT_DECLARED"}
	{violation.args.source | some violation in found.violations} == {"0.0.0.0/0", "198.51.100.0/24"}
}

test_unknown_without_declaration if {
	_verdict(_cluster(true, _list(["192.0.2.0/28"])), _u7) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [_declared],
	}
}

test_unknown_access_and_networks if {
	_verdict(_cluster({"unknown": "U1"}, _list(["0.0.0.0/0"])), _u7).rests_on == [_access]
	_verdict(_cluster(true, _open([])), ["192.0.2.0/24"]).rests_on == [_networks]
	_verdict(_cluster(true, _open(["192.0.2.1/32"])), ["192.0.2.0/24"]).rests_on == [_networks]
	_verdict({"vpc_config": _open([])}, ["192.0.2.0/24"]).rests_on == [["vpc_config"]]
	private := {"endpoint_public_access": false, "public_access_cidrs": _list([])}
	_verdict({"vpc_config": _open([private])}, ["192.0.2.0/24"]).rests_on == [["vpc_config"]]
}

test_unknown_what_others_may_add if {
	elsewhere := {"state": "partial", "code": "U5", "items": []}
	_verdict({"vpc_config": elsewhere}, ["192.0.2.0/24"]).rests_on == [["vpc_config"]]
	_verdict(_cluster(true, elsewhere), ["192.0.2.0/24"]).rests_on == [_networks]
}

test_unknown_access_where_every_address_is_declared if {
	_verdict(_cluster({"unknown": "U1"}, _list(["0.0.0.0/0"])), ["0.0.0.0/0"]).rests_on == [_access]
}
