package sekisho.ep.operation_log_test

import data.sekisho.ep.operation_log as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {"log_kinds": ["file", "web"], "log_max_age_days": 3, "log_retention_days": 365}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"last_checkin_at": "2026-10-31T00:00:00Z",
				"operation_log_kinds": _list(["file", "web", "print"]),
				"operation_log_last_event_at": "2026-10-29T00:00:00Z",
				"operation_log_retention_days": 400,
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

test_pass if {
	_verdict({}).status == "pass"
	_verdict({"last_checkin_at": _u4}).status == "pass"
	_verdict({"operation_log_kinds": _open(["web", "file"])}).status == "pass"
	_verdict({"last_checkin_at": "2026-08-03T00:00:00Z", "operation_log_last_event_at": "2026-08-01T00:00:00Z"}).status == "pass"
}

test_fail if {
	verdict := _verdict({"operation_log_kinds": _list(["print"]), "operation_log_last_event_at": "2026-10-27T23:59:59Z", "operation_log_retention_days": 364})
	_reasons(verdict) == {"KIND_MISSING", "LOG_STALE", "RETENTION_SHORT"}
	{violation.args.kind | some violation in verdict.violations; violation.reason == "KIND_MISSING"} == {"file", "web"}
	_reasons(_verdict({"operation_log_last_event_at": null})) == {"LOG_STALE"}
	_reasons(_verdict({"operation_log_retention_days": null, "operation_log_kinds": _open([])})) == {"RETENTION_SHORT"}
}

test_unknown if {
	_verdict({"operation_log_kinds": _open(["file"])}).rests_on == [["operation_log_kinds"]]
	_verdict({"operation_log_last_event_at": _u4}).rests_on == [["operation_log_last_event_at"]]
	_verdict({"operation_log_retention_days": _u4}).rests_on == [["operation_log_retention_days"]]
	_judged({}, {"log_kinds": _u4}).rests_on == [["profile", "endpoints", "log_kinds"]]
	_judged({}, {"log_retention_days": _u4}).rests_on == [["profile", "endpoints", "log_retention_days"]]
	_judged({}, {"log_max_age_days": _u4}).rests_on == [["profile", "endpoints", "log_max_age_days"]]
}

test_not_applicable if _verdict({"asset_status": "retired"}).reason == "NOT_IN_USE"
