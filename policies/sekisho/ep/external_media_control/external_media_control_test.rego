package sekisho.ep.external_media_control_test

import data.sekisho.ep.external_media_control as policy

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
				"media_control": _list([_control("usb_storage", "deny", true)]),
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_control(class, mode, enforced) := {"media_class": class, "mode": mode, "enforced": enforced}

_controls(items) := {"media_control": _list(items)}

_at(name) := ["media_control", "items", 0, name]

test_pass if {
	_verdict({}).status == "pass"
	_verdict(_controls([_control("optical", "read_only", true), _control("sd", "allow_listed", true)])).status == "pass"
	_verdict(_controls([])).status == "pass"
}

test_fail if {
	verdict := _verdict(_controls([_control("optical", "allow", true), _control("sd", null, _u4), _control("phone", _u4, _u4)]))
	{violation.args.media_class | some violation in verdict.violations} == {"optical", "sd"}
	_verdict({"media_control": _open([_control("optical", "allow", true)])}).status == "fail"
}

test_unknown if {
	_verdict({"media_control": _open([_control("sd", "deny", true)])}).rests_on == [["media_control"]]
	_verdict(_controls([_control("sd", _u4, true)])).rests_on == [_at("mode")]
	_verdict(_controls([_control("sd", "deny", _u4)])).rests_on == [_at("enforced")]
	_verdict(_controls([_control("sd", "deny", false)])).rests_on == [_at("enforced")]
	_verdict(object.union(_controls([]), {"asset_status": _u4})).rests_on == [["asset_status"]]
}

test_not_applicable if _verdict({"in_scope": null}).reason == "NOT_IN_USE"
