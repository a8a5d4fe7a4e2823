package sekisho.waf.cloudfront_associated_test

import data.sekisho.waf.cloudfront_associated as policy

_verdict(changes) := verdict if {
	verdict := policy.verdict with input as {
		"aws_cloudfront_distribution": object.union(
			{
				"enabled": true,
				"staging": false,
				"declared_static": false,
				"web_acl_kind": "cloudfront",
				"web_acl_id_link": _list([_acl("block")]),
			},
			changes,
		),
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_acl(default_action) := {"default_action": default_action, "effective_rules": _list([])}

_in_acl(name) := ["web_acl_id_link", "items", 0, name]

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U2"}

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

test_pass if {
	_verdict({}) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["declared_static"], ["enabled"], ["staging"], _in_acl("default_action"), ["web_acl_kind"]],
	}
}

test_fail_kinds if {
	_reasons(_verdict({"web_acl_kind": "none", "web_acl_id_link": _list([])})) == {"NO_WEB_ACL"}
	_reasons(_verdict({"web_acl_kind": null, "web_acl_id_link": _list([])})) == {"NO_WEB_ACL"}
	_reasons(_verdict({"web_acl_kind": "classic", "web_acl_id_link": _open("U2")})) == {"CLASSIC_WEB_ACL"}
	_reasons(_verdict({"web_acl_kind": "regional"})) == {"REGIONAL_WEB_ACL"}
}

test_fail_ineffective_acl_beside_unknown_kind if {
	_verdict({"web_acl_kind": _u1, "web_acl_id_link": _list([_acl("allow")])}) == {
		"status": "fail",
		"violations": [{
			"reason": "WEB_ACL_INEFFECTIVE",
			"args": {},
			"rests_on": [_in_acl("default_action"), _in_acl("effective_rules")],
		}],
		"rests_on": [_in_acl("default_action"), _in_acl("effective_rules")],
	}
}

test_unknown_acl_elsewhere if {
	_verdict({"web_acl_id_link": _open("U2")}) == _unknown([["web_acl_id_link"]])
	_verdict({"web_acl_id_link": _list([])}) == _unknown([["web_acl_id_link"]])
}

test_unknown_kind_and_rules if {
	acl := {"default_action": "allow", "effective_rules": _open("U1")}
	_verdict({"web_acl_kind": _u1, "web_acl_id_link": _list([acl])}) == _unknown([
		_in_acl("effective_rules"),
		["web_acl_kind"],
	])
}

test_unknown_by_one_thing_alone if {
	_verdict({"web_acl_kind": _u1}) == _unknown([["web_acl_kind"]])
	_verdict({"web_acl_kind": _u1, "web_acl_id_link": _list([])}) == _unknown([["web_acl_kind"]])
	acl := {"default_action": "allow", "effective_rules": _open("U1")}
	_verdict({"web_acl_id_link": _list([acl])}) == _unknown([_in_acl("effective_rules")])
	beside := {"state": "partial", "code": "U1", "items": [_acl("block")]}
	_verdict({"web_acl_id_link": beside}) == _unknown([["web_acl_id_link"]])
	_verdict({"declared_static": _u1}) == {"status": "unknown", "violations": [], "rests_on": [["declared_static"]]}
}

test_unknown_scope if {
	_verdict({"enabled": _u1, "staging": _u1, "web_acl_kind": "none"}) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["enabled"], ["staging"]],
	}
}

test_not_applicable if {
	_verdict({"enabled": false, "staging": _u1}).reason == "DISABLED"
	_verdict({"enabled": _u1, "staging": true}).reason == "STAGING"
	_verdict({"declared_static": true, "web_acl_kind": "none"}).reason == "STATIC"
}
