package sekisho.ep.av_signature_current_test

import data.sekisho.ep.av_signature_current as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {
	"online_max_age_hours": 24,
	"signature_max_age_hours": 24,
	"signature_max_age_offline_hours": 72,
	"signature_limit_days": 7,
}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"last_checkin_at": "2026-10-31T22:00:00Z",
				"antivirus_product": "Example AV",
				"antivirus_active": true,
				"antivirus_auto_update": true,
				"antivirus_signature_updated_at": "2026-10-31T00:00:00Z",
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_ages(checkin, updated) := {"last_checkin_at": checkin, "antivirus_signature_updated_at": updated}

test_pass if {
	_verdict({}).status == "pass"
	_verdict({"last_checkin_at": _u4}).status == "pass"
	_verdict(_ages("2026-10-20T00:00:00Z", "2026-10-17T00:00:00Z")).status == "pass"
	_verdict(_ages("2026-10-31T22:00:00Z", "2026-10-30T22:00:00Z")).status == "pass"
}

test_fail if {
	_reasons(_verdict({"antivirus_auto_update": false, "antivirus_signature_updated_at": _u4})) == {"AUTO_UPDATE_OFF"}
	_reasons(_verdict(_ages("2026-10-31T22:00:00Z", "2026-10-24T21:59:59Z"))) == {"SIGNATURES_OUTDATED"}
	_reasons(_verdict(_ages("2026-10-31T22:00:00Z", null))) == {"SIGNATURES_OUTDATED"}
	_reasons(_verdict({"antivirus_product": null, "antivirus_active": null, "antivirus_auto_update": null, "antivirus_signature_updated_at": null})) == {"NOT_INSTALLED"}
}

test_deviation if {
	verdict := _verdict(_ages("2026-10-31T22:00:00Z", "2026-10-24T22:00:00Z"))
	verdict.status == "deviation"
	verdict.violations[0].args == {"hours": 168, "allowed": 24}
}

test_unknown_offline if {
	verdict := _verdict(_ages("2026-10-20T00:00:00Z", "2026-10-16T23:59:59Z"))
	verdict.status == "unknown"
	verdict.rests_on == [["antivirus_signature_updated_at"], ["last_checkin_at"], ["now"], ["profile", "endpoints", "signature_max_age_hours"]]
	_verdict(_ages(null, "2026-10-16T23:59:59Z")).status == "unknown"
}

test_unknown if {
	_verdict({"antivirus_signature_updated_at": _u4}).rests_on == [["antivirus_signature_updated_at"]]
	_verdict({"antivirus_product": _u4, "antivirus_active": _u4}).rests_on == [["antivirus_product"]]
	_verdict({"antivirus_auto_update": _u4}).rests_on == [["antivirus_auto_update"]]
	_verdict(_ages(_u4, "2026-10-01T00:00:00Z")).rests_on == [["last_checkin_at"]]
	_judged({}, {"signature_max_age_hours": _u4}).rests_on == [["profile", "endpoints", "signature_max_age_hours"]]
}

test_not_applicable if _verdict({"asset_status": "lost"}).reason == "NOT_IN_USE"
