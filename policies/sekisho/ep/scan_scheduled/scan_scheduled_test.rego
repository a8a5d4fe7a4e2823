package sekisho.ep.scan_scheduled_test

import data.sekisho.ep.scan_scheduled as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"last_checkin_at": "2026-10-31T00:00:00Z",
				"antivirus_scan_schedule": "weekly",
				"antivirus_last_quick_scan_at": "2026-10-25T00:00:00Z",
				"antivirus_last_full_scan_at": null,
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_scans(schedule, quick, full) := {
	"antivirus_scan_schedule": schedule,
	"antivirus_last_quick_scan_at": quick,
	"antivirus_last_full_scan_at": full,
}

test_pass if {
	_verdict({}).status == "pass"
	_verdict(_scans("daily", "2026-10-29T00:00:00Z", null)).status == "pass"
	_verdict(_scans("monthly", null, "2026-09-29T00:00:00Z")).status == "pass"
	_verdict(_scans("weekly", _u4, "2026-10-23T00:00:00Z")).status == "pass"
}

test_fail if {
	_reasons(_verdict(_scans("none", "2026-10-29T00:00:00Z", null))) == {"NOT_SCHEDULED"}
	_reasons(_verdict(_scans(null, _u4, _u4))) == {"NOT_SCHEDULED"}
	_reasons(_verdict(_scans("daily", "2026-10-28T23:59:59Z", null))) == {"SCAN_MISSED"}
	_reasons(_verdict(_scans("monthly", null, null))) == {"SCAN_MISSED"}
}

test_pass_of_a_device_that_is_off if _verdict(object.union(_scans("daily", "2026-08-01T00:00:00Z", null), {"last_checkin_at": "2026-08-02T00:00:00Z"})).status == "pass"

test_unknown if {
	_verdict({"antivirus_scan_schedule": _u4}).rests_on == [["antivirus_scan_schedule"]]
	_verdict(_scans("weekly", _u4, null)).rests_on == [["antivirus_last_quick_scan_at"]]
	_verdict(_scans("weekly", null, _u4)).rests_on == [["antivirus_last_full_scan_at"]]
	_verdict({"last_checkin_at": _u4, "antivirus_last_quick_scan_at": "2026-10-01T00:00:00Z"}).rests_on == [["last_checkin_at"]]
}

test_not_applicable if _verdict({"asset_status": "stock"}).reason == "NOT_IN_USE"
