package sekisho.ep.operating_status_test

import data.sekisho.ep.operating_status as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {"usage_max_age_days": 7}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"last_checkin_at": "2026-10-31T00:00:00Z",
				"last_used_at": "2026-10-25T00:00:00Z",
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_ages(checkin, used) := {"last_checkin_at": checkin, "last_used_at": used}

test_pass if {
	_verdict({}).status == "pass"
	_verdict({"last_checkin_at": _u4}).status == "pass"
}

test_fail if {
	_reasons(_verdict(_ages("2026-10-31T00:00:00Z", "2026-10-24T23:59:59Z"))) == {"NO_USAGE_RECORD"}
	_reasons(_verdict(_ages("2026-10-31T00:00:00Z", null))) == {"NO_USAGE_RECORD"}
}

test_deviation_idle if {
	_verdict(_ages("2026-10-24T00:00:00Z", "2026-10-23T00:00:00Z")).status == "deviation"
	_reasons(_verdict(_ages(null, null))) == {"IDLE"}
}

test_unknown if {
	_verdict({"last_used_at": _u4}).rests_on == [["last_used_at"]]
	_verdict(_ages(_u4, "2026-10-01T00:00:00Z")).rests_on == [["last_checkin_at"]]
	_judged({}, {"usage_max_age_days": _u4}).rests_on == [["profile", "endpoints", "usage_max_age_days"]]
}

test_not_applicable if _verdict({"asset_status": "lost"}).reason == "NOT_IN_USE"
