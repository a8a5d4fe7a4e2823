package sekisho.ep.fleet_coverage_test

import data.sekisho.ep.fleet_coverage as policy

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
				"in_fleet_list": true,
				"platform": "windows",
				"lanscope": _list([_record]),
				"jamf_pro": _open([]),
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_record := {"last_checkin_at": _u4}

_fleet(listed) := verdict if {
	verdict := policy.verdict with input as {"fleet": {"listed": listed}, "profile": {}, "now": "2026-11-01T00:00:00Z"}
}

test_fleet if {
	_fleet(true).status == "pass"
	_fleet(_u4).rests_on == [["listed"]]
	_fleet(false).status == "unknown"
}

test_pass if {
	_verdict({}).status == "pass"
	_verdict({"platform": "macos", "lanscope": _list([]), "jamf_pro": _list([_record])}).status == "pass"
}

test_fail if {
	_verdict({"lanscope": _list([])}).violations[0].args == {"platform": "windows"}
	_verdict({"platform": "macos", "jamf_pro": _list([])}).violations[0].args == {"platform": "macos"}
	_verdict({"platform": _u4, "lanscope": _list([]), "jamf_pro": _list([])}).violations[0].args == {"platform": "?"}
}

test_unknown if {
	_verdict({"lanscope": _open([])}).rests_on == [["lanscope"]]
	_verdict({"platform": "macos"}).rests_on == [["jamf_pro"]]
	_verdict({"platform": _u4}).rests_on == [["jamf_pro"], ["platform"]]
	_verdict({"in_fleet_list": _u4, "lanscope": _list([])}).rests_on == [["in_fleet_list"]]
	_verdict({"asset_status": _u4, "lanscope": _list([])}).rests_on == [["asset_status"]]
}

test_not_applicable if {
	_verdict({"in_fleet_list": false, "asset_status": _u4}).reason == "NOT_LISTED"
	_verdict({"asset_status": "stock"}).reason == "NOT_IN_USE"
}
