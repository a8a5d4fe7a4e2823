package sekisho.ep.full_scan_monthly_test

import data.sekisho.ep.full_scan_monthly as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {"full_scan_max_age_days": 31, "full_scan_grace_days": 4}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"last_checkin_at": "2026-10-31T00:00:00Z",
				"antivirus_last_full_scan_at": "2026-10-01T00:00:00Z",
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_ages(checkin, scan) := {"last_checkin_at": checkin, "antivirus_last_full_scan_at": scan}

test_pass if {
	_verdict({}).status == "pass"
	_verdict({"last_checkin_at": _u4}).status == "pass"
	_verdict({"last_checkin_at": null}).status == "pass"
}

test_fail if {
	_verdict(_ages("2026-10-31T00:00:00Z", "2026-09-25T23:59:59Z")).violations[0].args == {"days": 36, "allowed": 31, "grace": 4}
	_reasons(_verdict(_ages("2026-10-31T00:00:00Z", null))) == {"NEVER_SCANNED"}
}

test_deviation_within_the_grace_and_idle if {
	_verdict(_ages("2026-10-31T00:00:00Z", "2026-09-30T23:59:59Z")).status == "deviation"
	_verdict(_ages("2026-07-01T00:00:00Z", "2026-06-20T00:00:00Z")).status == "deviation"
	_verdict(_ages(null, null)).status == "deviation"
}

test_unknown if {
	_verdict({"antivirus_last_full_scan_at": _u4}).rests_on == [["antivirus_last_full_scan_at"]]
	_verdict(_ages(_u4, "2026-09-01T00:00:00Z")).rests_on == [["last_checkin_at"]]
	_judged({}, {"full_scan_max_age_days": _u4}).rests_on == [["profile", "endpoints", "full_scan_max_age_days"]]
	late := _ages("2026-10-31T00:00:00Z", "2026-09-27T00:00:00Z")
	_judged(late, {"full_scan_grace_days": _u4}).rests_on == [["profile", "endpoints", "full_scan_grace_days"]]
}

test_not_applicable if _verdict({"in_scope": false}).reason == "NOT_IN_USE"
