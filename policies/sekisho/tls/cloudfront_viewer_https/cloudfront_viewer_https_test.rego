package sekisho.tls.cloudfront_viewer_https_test

import data.sekisho.tls.cloudfront_viewer_https as policy

_verdict(changes) := verdict if {
	verdict := policy.verdict with input as {
		"aws_cloudfront_distribution": object.union(
			{
				"enabled": true,
				"default_cache_behavior": _list([{"viewer_protocol_policy": "redirect-to-https"}]),
				"ordered_cache_behavior": _list([{"path_pattern": "/a", "viewer_protocol_policy": "https-only"}]),
			},
			changes,
		),
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_default := ["default_cache_behavior", "items", 0, "viewer_protocol_policy"]

_ordered(i) := ["ordered_cache_behavior", "items", i, "viewer_protocol_policy"]

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U4"}

test_pass_every_behaviour if {
	_verdict({}) == {"status": "pass", "violations": [], "rests_on": [_default, ["enabled"], _ordered(0)]}
}

test_pass_without_ordered_behaviours if {
	_verdict({"ordered_cache_behavior": _list([])}) == {
		"status": "pass",
		"violations": [],
		"rests_on": [_default, ["enabled"]],
	}
}

test_fail_both_beside_an_unknown_list if {
	_verdict({
		"default_cache_behavior": _list([{"viewer_protocol_policy": "allow-all"}]),
		"ordered_cache_behavior": _open("U1", [{"path_pattern": _u1, "viewer_protocol_policy": "allow-all"}]),
	}) == {
		"status": "fail",
		"violations": [
			{"reason": "HTTP_ALLOWED", "args": {"behaviour": "*"}, "rests_on": [_default]},
			{"reason": "HTTP_ALLOWED", "args": {"behaviour": "?"}, "rests_on": [_ordered(0)]},
		],
		"rests_on": [_default, _ordered(0)],
	}
}

test_unknown_policy_of_a_behaviour if {
	_verdict({"ordered_cache_behavior": _list([{"path_pattern": "/a", "viewer_protocol_policy": _u1}])}) == _unknown([_ordered(0)])
}

test_unknown_default_behaviour_not_told if {
	_verdict({"default_cache_behavior": _open("U4", [])}) == _unknown([["default_cache_behavior"]])
	_verdict({"default_cache_behavior": _list([])}) == _unknown([["default_cache_behavior"]])
	secure := {"viewer_protocol_policy": "https-only"}
	_verdict({"default_cache_behavior": _open("U1", [secure])}) == _unknown([["default_cache_behavior"]])
}

test_unknown_whether_enabled if {
	_verdict({"enabled": _u1}) == {"status": "unknown", "violations": [], "rests_on": [["enabled"]]}
}

test_not_applicable_disabled if {
	_verdict({"enabled": false}) == {
		"status": "not_applicable",
		"violations": [],
		"rests_on": [["enabled"]],
		"reason": "DISABLED",
	}
}
