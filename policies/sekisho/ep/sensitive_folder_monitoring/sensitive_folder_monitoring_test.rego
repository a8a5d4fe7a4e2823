package sekisho.ep.sensitive_folder_monitoring_test

import data.sekisho.ep.sensitive_folder_monitoring as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {"folder_signal_max_age_days": 90}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"sensitive_folders": _list([_folder(_list([_rule]))]),
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_rule := {"active": true, "alert_targets": 1, "last_alert_at": null, "last_tested_at": "2026-08-04T00:00:00Z"}

_folder(rules) := {"path": "C:/example", "rules": rules}

_folders(rules) := {"sensitive_folders": _list([_folder(rules)])}

_fleet(declared) := verdict if {
	verdict := policy.verdict with input as {"fleet": {"sensitive_folders_declared": declared}, "profile": _profile, "now": "2026-11-01T00:00:00Z"}
}

_on_server(place, rules) := verdict if {
	verdict := policy.verdict with input as {
		"sensitive_folder": {"path": "//files/example", "place": place, "rules": rules},
		"profile": _profile,
		"now": "2026-11-01T00:00:00Z",
	}
}

_at := ["sensitive_folders", "items", 0, "rules"]

test_fleet if {
	_fleet(true).status == "pass"
	_fleet({"unknown": "U7"}).rests_on == [["sensitive_folders_declared"]]
}

test_pass if {
	_verdict({}).status == "pass"
	_verdict(_folders(_open([_rule]))).status == "pass"
	_verdict(_folders(_list([object.union(_rule, {"last_tested_at": null, "last_alert_at": "2026-10-01T00:00:00Z"})]))).status == "pass"
	_on_server("file_server", _list([object.union(_rule, {"active": false}), _rule])).status == "pass"
}

test_fail if {
	_verdict(_folders(_list([]))).violations[0].args == {"path": "C:/example"}
	_reasons(_verdict(_folders(_list([])))) == {"NO_RULE"}
	_reasons(_verdict(_folders(_list([object.union(_rule, {"active": false})])))) == {"RULE_INEFFECTIVE"}
	_reasons(_on_server("file_server", _list([object.union(_rule, {"alert_targets": 0})]))) == {"RULE_INEFFECTIVE"}
	_reasons(_on_server("file_server", _list([]))) == {"NO_RULE"}
	two := {"sensitive_folders": _list([_folder(_list([])), _folder(_open([]))])}
	_verdict(two).status == "fail"
}

test_deviation if {
	old := object.union(_rule, {"last_tested_at": "2026-08-01T00:00:00Z"})
	_reasons(_verdict(_folders(_list([old])))) == {"RULE_NOT_PROVEN"}
	_on_server("file_server", _list([old])).status == "deviation"
}

test_unknown if {
	_verdict(_folders(_open([]))).rests_on == [_at]
	_verdict({"sensitive_folders": _open([])}).rests_on == [["sensitive_folders"]]
	_verdict({"sensitive_folders": _open([_folder(_list([_rule]))])}).rests_on == [["sensitive_folders"]]
	_on_server("file_server", _list([object.union(_rule, {"active": _u4})])).rests_on == [["rules", "items", 0, "active"]]
	_on_server(_u4, _list([])).rests_on == [["place"]]
	_judged({}, {"folder_signal_max_age_days": _u4}).rests_on == [["profile", "endpoints", "folder_signal_max_age_days"]]
	_verdict({"asset_status": _u4}).rests_on == [["asset_status"]]
}

test_not_applicable if {
	_on_server("device", _list([])).reason == "JUDGED_ON_DEVICES"
	_verdict({"sensitive_folders": _list([])}).reason == "NO_FOLDER"
	_verdict({"in_scope": false}).reason == "NOT_IN_USE"
}

_old := object.union(_rule, {"last_tested_at": "2026-08-01T00:00:00Z"})

_idle := object.union(_rule, {"active": false})

test_a_sign_of_life_of_a_rule_that_does_not_work_proves_nothing if {
	_reasons(_verdict(_folders(_list([_old, _idle])))) == {"RULE_NOT_PROVEN"}
	_reasons(_on_server("file_server", _list([_old, _idle]))) == {"RULE_NOT_PROVEN"}
}

test_what_a_rule_without_a_sign_of_life_rests_on if {
	_on_server("file_server", _list([_old])).violations == [{
		"reason": "RULE_NOT_PROVEN",
		"args": {"path": "//files/example", "days": 90},
		"rests_on": [["now"], ["profile", "endpoints", "folder_signal_max_age_days"], ["rules"]],
	}]
}

test_what_leaves_a_server_open if {
	_on_server("file_server", _open([])).rests_on == [["rules"]]
	verdict := policy.verdict with input as {
		"sensitive_folder": {"path": "//files/example", "place": "file_server", "rules": _list([_rule])},
		"profile": {"endpoints": {"folder_signal_max_age_days": _u4}},
		"now": "2026-11-01T00:00:00Z",
	}
	verdict.rests_on == [["profile", "endpoints", "folder_signal_max_age_days"]]
}

test_what_leaves_a_device_open if {
	active := [_folder(_list([object.union(_rule, {"active": _u4})]))]
	_verdict({"sensitive_folders": _list(active)}).rests_on == [["sensitive_folders", "items", 0, "rules", "items", 0, "active"]]
}

test_what_is_missing_on_a_server if {
	_on_server("file_server", _list([])).violations == [{"reason": "NO_RULE", "args": {"path": "//files/example"}, "rests_on": [["rules"]]}]
	_on_server("file_server", _list([_idle])).violations == [{"reason": "RULE_INEFFECTIVE", "args": {"path": "//files/example"}, "rests_on": [["rules"]]}]
}
