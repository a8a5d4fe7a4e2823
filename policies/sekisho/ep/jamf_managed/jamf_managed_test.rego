package sekisho.ep.jamf_managed_test

import data.sekisho.ep.jamf_managed as policy

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
				"platform": "macos",
				"jamf_pro": _list([_enrolment]),
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_enrolment := {"managed": true, "mdm_profile_expires_at": "2027-01-01T00:00:00Z", "last_checkin_at": "2026-10-20T00:00:00Z"}

_with(changes) := {"jamf_pro": _list([object.union(_enrolment, changes)])}

_contact := ["jamf_pro", "items", 0, "last_checkin_at"]

test_pass if _verdict({}).status == "pass"

test_fail_each if {
	_reasons(_verdict({"jamf_pro": _list([])})) == {"NOT_ENROLLED"}
	_reasons(_verdict(_with({"managed": false, "mdm_profile_expires_at": null}))) == {"NOT_MANAGED", "MDM_PROFILE_EXPIRED"}
	_reasons(_verdict(_with({"mdm_profile_expires_at": "2026-10-31T23:59:59Z"}))) == {"MDM_PROFILE_EXPIRED"}
	_reasons(_verdict(_with({"last_checkin_at": "2026-10-01T23:59:59Z"}))) == {"CONTACT_LOST"}
	_reasons(_verdict(_with({"last_checkin_at": null}))) == {"CONTACT_LOST"}
}

test_deviation if {
	verdict := _verdict(_with({"last_checkin_at": "2026-10-17T23:59:59Z"}))
	verdict.status == "deviation"
	verdict.violations[0].args == {"days": 14, "allowed": 14}
}

test_unknown if {
	_verdict({"jamf_pro": _open([])}).rests_on == [["jamf_pro"]]
	_verdict({"platform": _u4}).rests_on == [["platform"]]
	_verdict(_with({"last_checkin_at": _u4})).rests_on == [_contact]
	_judged({}, {"checkin_max_age_days": _u4}).rests_on == [["profile", "endpoints", "checkin_max_age_days"]]
	_judged({}, {"checkin_limit_days": _u4}).status == "pass"
	_judged(_with({"last_checkin_at": "2026-10-10T00:00:00Z"}), {"checkin_limit_days": _u4}).rests_on == [["profile", "endpoints", "checkin_limit_days"]]
}

test_not_applicable if {
	_verdict({"platform": "windows"}).reason == "NOT_MACOS"
	_verdict({"asset_status": "retired", "platform": _u4}).reason == "NOT_IN_USE"
}
