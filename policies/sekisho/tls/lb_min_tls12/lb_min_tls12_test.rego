package sekisho.tls.lb_min_tls12_test

import data.sekisho.tls.lb_min_tls12 as policy

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_pass(paths) := {"status": "pass", "violations": [], "rests_on": paths}

_unknown(paths) := {"status": "unknown", "code": "U4", "violations": [], "rests_on": paths}

_no_tls(paths) := {"status": "not_applicable", "reason": "NO_TLS", "violations": [], "rests_on": paths}

_listener(protocol, ssl_policy) := {"aws_lb_listener": {
	"protocol": protocol,
	"port": 443,
	"ssl_policy": ssl_policy,
}}

_both := [["protocol"], ["ssl_policy"]]

test_pass_https_and_tls if {
	_verdict(_listener("https", "ELBSecurityPolicy-TLS13-1-2-2021-06")) == _pass(_both)
	_verdict(_listener("TLS", "ELBSecurityPolicy-TLS-1-2-2017-01")) == _pass(_both)
}

test_fail_outdated if {
	_verdict(_listener("TLS", "ELBSecurityPolicy-FS-1-1-2019-08")) == {
		"status": "fail",
		"violations": [{
			"reason": "OUTDATED_POLICY",
			"args": {"port": 443, "policy": "ELBSecurityPolicy-FS-1-1-2019-08", "versions": "TLSv1.1"},
			"rests_on": _both,
		}],
		"rests_on": _both,
	}
}

test_fail_unset if {
	unset := {
		"status": "fail",
		"violations": [{
			"reason": "POLICY_UNSET",
			"severity": "low",
			"args": {"port": 443, "policy": "ELBSecurityPolicy-2016-08", "versions": "TLSv1, TLSv1.1"},
			"rests_on": _both,
		}],
		"rests_on": _both,
	}
	_verdict(_listener("HTTPS", null)) == unset
	_verdict(_listener("HTTPS", "")) == unset
}

test_unknown_policy_or_protocol if {
	_verdict(_listener("HTTPS", _u1)) == _unknown([["ssl_policy"]])
	_verdict(_listener("HTTPS", "ELBSecurityPolicy-TLS14-example")) == _unknown([["ssl_policy"]])
	_verdict(_listener(_u1, "ELBSecurityPolicy-TLS13-1-2-2021-06")) == _unknown([["protocol"]])
	_verdict(_listener(_u1, "ELBSecurityPolicy-2016-08")) == _unknown([["protocol"]])
	_verdict(_listener(_u1, null)) == _unknown([["protocol"]])
}

test_not_applicable_without_tls if {
	_verdict(_listener("TCP", _u1)) == _no_tls([["protocol"]])
	_verdict(_listener(null, null)) == _no_tls([["protocol"]])
}

_classic(listeners, policies) := {"aws_elb": {
	"listener": listeners,
	"aws_lb_ssl_negotiation_policy_by_load_balancer": policies,
}}

_https := {"lb_protocol": "https", "lb_port": 443}

_settings(attributes) := {"lb_port": 443, "attribute": attributes}

_reference(name) := _settings(_list([{"name": "Reference-Security-Policy", "value": name}]))

_policies := "aws_lb_ssl_negotiation_policy_by_load_balancer"

_classic_paths := [
	[_policies, "items", 0, "attribute"],
	[_policies, "items", 0, "lb_port"],
	["listener", "items", 0, "lb_port"],
	["listener", "items", 0, "lb_protocol"],
]

_classic_pass := _pass([
	[_policies, "items", 0, "attribute"],
	[_policies, "items", 0, "lb_port"],
	["listener"],
	["listener", "items", 0, "lb_port"],
	["listener", "items", 0, "lb_protocol"],
])

_classic_fail(reason, args) := {
	"status": "fail",
	"violations": [{"reason": reason, "args": args, "rests_on": _classic_paths}],
	"rests_on": _classic_paths,
}

test_pass_classic if {
	_verdict(_classic(_list([_https]), _list([_reference("ELBSecurityPolicy-TLS-1-2-2017-01")]))) == _classic_pass
}

_off(names) := [{"name": name, "value": "false"} | some name in names]

test_classic_own_policy_turns_all_off if {
	all_off := _off(["Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"])
	_verdict(_classic(_list([_https]), _list([_settings(_list(all_off))]))) == _classic_pass
	_verdict(_classic(_list([_https]), _list([_settings(_list(_off(["Protocol-SSLv3", "Protocol-TLSv1"])))]))) == _unknown([[_policies, "items", 0, "attribute"]])
	_verdict(_classic(_list([_https]), _list([_settings(_open("U1", all_off))]))) == _unknown([[_policies, "items", 0, "attribute"]])
	every left in all_off {
		others := [setting | some setting in all_off; setting != left]
		_verdict(_classic(_list([_https]), _list([_settings(_list(others))]))).status == "unknown"
	}
}

test_fail_classic if {
	_verdict(_classic(_list([_https]), _list([_reference("ELBSecurityPolicy-TLS-1-1-2017-01")]))) == _classic_fail(
		"OUTDATED_POLICY",
		{"port": 443, "policy": "ELBSecurityPolicy-TLS-1-1-2017-01", "versions": "TLSv1.1"},
	)
	on := _open("U1", [{"name": "Protocol-TLSv1", "value": "True"}])
	_verdict(_classic(_list([_https]), _list([_settings(on)]))) == _classic_fail("OUTDATED_PROTOCOL", {"port": 443, "protocol": "TLSv1"})
}

test_fail_classic_every_old_protocol if {
	every protocol in ["SSLv2", "SSLv3", "TLSv1", "TLSv1.1"] {
		on := _list([{"name": concat("-", ["Protocol", protocol]), "value": "true"}])
		_verdict(_classic(_list([_https]), _list([_settings(on)]))) == _classic_fail(
			"OUTDATED_PROTOCOL",
			{"port": 443, "protocol": protocol},
		)
	}
}

test_unknown_classic_whether_tls_beside_an_old_policy if {
	open := _list([{"lb_protocol": _u1, "lb_port": 443}])
	by_protocol := _unknown([["listener", "items", 0, "lb_protocol"]])
	on := {"name": "Protocol-TLSv1", "value": "true"}
	_verdict(_classic(open, _list([_settings(_list([on]))]))) == by_protocol
	reference := {"name": "Reference-Security-Policy", "value": "ELBSecurityPolicy-2016-08"}
	_verdict(_classic(open, _list([_settings(_open("U1", [reference]))]))) == by_protocol
}

test_unknown_classic_beside_a_policy_of_another_port if {
	other := object.union(_reference(_u1), {"lb_port": 8443})
	_verdict(_classic(_list([_https]), _list([other]))) == _unknown([[_policies]])
}

test_unknown_classic if {
	_verdict(_classic(_list([_https]), _list([]))) == _unknown([[_policies]])
	_verdict(_classic(_list([_https]), _list([_reference(_u1)]))) == _unknown([[_policies, "items", 0, "attribute"]])
	_verdict(_classic(_open("U1", []), _list([]))) == _unknown([["listener"]])
	_verdict(_classic(_list([{"lb_protocol": _u1, "lb_port": 443}]), _list([]))) == _unknown([[_policies], ["listener", "items", 0, "lb_protocol"]])
}

test_unknown_classic_policy_of_unknown_port if {
	elsewhere := object.union(_reference("ELBSecurityPolicy-2016-08"), {"lb_port": _u1})
	_verdict(_classic(_list([_https]), _list([elsewhere]))) == _unknown([[_policies]])
}

test_not_applicable_classic_without_tls if {
	_verdict(_classic(_list([{"lb_protocol": "TCP", "lb_port": 443}]), _list([]))) == _no_tls([["listener"], ["listener", "items", 0, "lb_protocol"]])
	_verdict(_classic(_list([]), _list([]))) == _no_tls([["listener"]])
}
