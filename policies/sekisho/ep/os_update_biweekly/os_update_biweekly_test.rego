package sekisho.ep.os_update_biweekly_test

import data.sekisho.ep.os_update_biweekly as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {"update_interval_days": 14, "critical_update_limit_days": 60}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"updates_last_search_at": "2026-10-31T00:00:00Z",
				"updates_last_install_at": "2026-10-18T00:00:00Z",
				"updates_required_build_met": _u4,
				"pending_updates": _list([]),
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_update(severity, released) := {"severity": severity, "released_at": released}

_old := _update("critical", "2026-09-01T00:00:00Z")

_at(name) := ["pending_updates", "items", 0, name]

test_pass if {
	_verdict({}).status == "pass"
	_verdict({"updates_last_install_at": "2026-08-01T00:00:00Z"}).status == "pass"
	_verdict({"pending_updates": _list([_update("critical", "2026-09-02T00:00:00Z"), _update("low", "2025-01-01T00:00:00Z")])}).status == "pass"
	_verdict({"updates_required_build_met": true, "pending_updates": _list([_old])}).status == "pass"
	_verdict({"updates_required_build_met": true, "pending_updates": _open([])}).status == "pass"
}

test_fail_on_a_critical_update if {
	verdict := _verdict({"updates_required_build_met": false, "updates_last_install_at": _u4, "pending_updates": _open([_old])})
	verdict.status == "fail"
	verdict.violations[0].args == {"count": 1, "allowed": 60}
}

test_deviation_whatever_the_age if {
	verdict := _verdict({"updates_last_install_at": "2025-11-01T00:00:00Z", "updates_last_search_at": null})
	verdict.status == "deviation"
	verdict.violations[0].args == {"days": 365, "target": 14}
	_verdict({"updates_last_install_at": null, "updates_last_search_at": "2026-09-01T00:00:00Z"}).violations[0].args == {"days": "?", "target": 14}
}

test_unknown if {
	_verdict({"updates_last_install_at": _u4, "updates_last_search_at": _u4}).rests_on == [["updates_last_install_at"], ["updates_last_search_at"]]
	_verdict({"pending_updates": _open([])}).rests_on == [["pending_updates"], ["updates_required_build_met"]]
	_verdict({"pending_updates": _list([_update(_u4, "2026-01-01T00:00:00Z")])}).rests_on == [_at("severity"), ["updates_required_build_met"]]
	_verdict({"pending_updates": _list([_update("critical", null)]), "updates_required_build_met": false}).status == "unknown"
	_judged({}, {"update_interval_days": _u4}).rests_on == [["profile", "endpoints", "update_interval_days"]]
}

test_not_applicable if _verdict({"asset_status": "stock"}).reason == "NOT_IN_USE"
