package sekisho.ep.av_active_test

import data.sekisho.ep.av_active as policy

_u4 := {"unknown": "U4"}

_verdict(changes) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"antivirus_product": "Example AV",
				"antivirus_active": true,
				"antivirus_realtime": true,
				"antivirus_built_in_version": _u4,
			},
			changes,
		),
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

test_pass if {
	_verdict({}).status == "pass"
	_verdict({"antivirus_product": _u4}).status == "pass"
}

test_fail_off if {
	_reasons(_verdict({"antivirus_active": false, "antivirus_realtime": false})) == {"NOT_ACTIVE", "NOT_REALTIME"}
	_reasons(_verdict({"antivirus_active": _u4, "antivirus_realtime": false})) == {"NOT_REALTIME"}
}

test_fail_absent if {
	absent := {"antivirus_product": null, "antivirus_active": null, "antivirus_realtime": null}
	_reasons(_verdict(absent)) == {"NOT_INSTALLED"}
	_reasons(_verdict(object.union(absent, {"antivirus_built_in_version": "2190"}))) == {"BUILT_IN_ONLY"}
}

test_unknown if {
	_verdict({"antivirus_active": _u4}).rests_on == [["antivirus_active"]]
	nothing := {"antivirus_product": _u4, "antivirus_active": _u4, "antivirus_realtime": _u4, "antivirus_built_in_version": "2190"}
	_verdict(nothing).rests_on == [["antivirus_active"], ["antivirus_product"], ["antivirus_realtime"]]
	_verdict({"in_scope": _u4, "antivirus_active": false}).rests_on == [["in_scope"]]
}

test_not_applicable if _verdict({"asset_status": "stock", "antivirus_active": false}).reason == "NOT_IN_USE"
