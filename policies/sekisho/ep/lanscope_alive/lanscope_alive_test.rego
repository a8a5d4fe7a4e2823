package sekisho.ep.lanscope_alive_test

import data.sekisho.ep.lanscope_alive as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {"checkin_max_age_days": 14, "checkin_limit_days": 30}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"platform": "windows",
				"lanscope": _list([{"last_checkin_at": "2026-10-20T00:00:00Z"}]),
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_seen(at) := {"lanscope": _list([{"last_checkin_at": at}])}

_contact := ["lanscope", "items", 0, "last_checkin_at"]

test_pass if {
	_verdict({}).status == "pass"
	_verdict(_seen("2026-10-18T00:00:00Z")).status == "pass"
}

test_fail if {
	_reasons(_verdict({"lanscope": _list([])})) == {"NO_AGENT"}
	_reasons(_verdict(_seen("2026-10-01T23:59:59Z"))) == {"CONTACT_LOST"}
	_reasons(_verdict(_seen(null))) == {"CONTACT_LOST"}
}

test_deviation if {
	verdict := _verdict(_seen("2026-10-02T00:00:00Z"))
	verdict.status == "deviation"
	verdict.violations[0].args == {"days": 30, "allowed": 14}
}

test_unknown if {
	_verdict({"lanscope": _open([])}).rests_on == [["lanscope"]]
	_verdict({"platform": _u4}).rests_on == [["platform"]]
	_verdict({"in_scope": _u4}).rests_on == [["in_scope"]]
	_verdict(_seen(_u4)).rests_on == [_contact]
	_judged({}, {"checkin_max_age_days": _u4}).rests_on == [["profile", "endpoints", "checkin_max_age_days"]]
	_judged({}, {"checkin_limit_days": _u4}).status == "pass"
	_judged(_seen("2026-10-10T00:00:00Z"), {"checkin_limit_days": _u4}).rests_on == [["profile", "endpoints", "checkin_limit_days"]]
}

test_not_applicable if {
	_verdict({"platform": "macos"}).reason == "NOT_WINDOWS"
	_verdict({"asset_status": "stock"}).reason == "NOT_IN_USE"
}
