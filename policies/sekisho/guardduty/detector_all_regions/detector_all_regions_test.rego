package sekisho.guardduty.detector_all_regions_test

import data.sekisho.guardduty.detector_all_regions as policy

_verdict(declared, detectors, frequency) := verdict if {
	verdict := policy.verdict with input as {
		"region": {
			"name": "ap-northeast-1",
			"declared": declared,
			"aws_guardduty_detector_by_region": detectors,
		},
		"profile": {"guardduty": {"frequency": frequency}},
		"now": "2026-11-01T00:00:00Z",
	}
}

_one(enable, frequency) := {
	"state": "complete",
	"code": null,
	"items": [{"enable": enable, "finding_publishing_frequency": frequency}],
}

_none := {"state": "complete", "code": null, "items": []}

_elsewhere := {"state": "partial", "code": "U5", "items": []}

_first := ["aws_guardduty_detector_by_region", "items", 0]

_enable := array.concat(_first, ["enable"])

_frequency := array.concat(_first, ["finding_publishing_frequency"])

_asked := ["profile", "guardduty", "frequency"]

_pass := {"status": "pass", "violations": [], "rests_on": [_enable, _frequency, ["declared"], _asked]}

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths}

_too_rare(actual, required) := {
	"status": "fail",
	"violations": [{
		"reason": "PUBLISHED_TOO_RARELY",
		"args": {"region": "ap-northeast-1", "actual": actual, "required": required},
		"rests_on": [_frequency, _asked],
	}],
	"rests_on": [_frequency, _asked],
}

test_pass_enabled_detector_as_often_as_asked if {
	_verdict(true, _one(true, "FIFTEEN_MINUTES"), "FIFTEEN_MINUTES") == _pass
	_verdict(true, _one(true, "FIFTEEN_MINUTES"), "SIX_HOURS") == _pass
	_verdict(true, _one(true, "ONE_HOUR"), "ONE_HOUR") == _pass
}

test_pass_enable_left_out if {
	_verdict(true, _one(null, "FIFTEEN_MINUTES"), "FIFTEEN_MINUTES") == _pass
}

test_pass_unknown_frequency_where_any_suffices if {
	_verdict(true, _one(true, {"unknown": "U1"}), "SIX_HOURS") == _pass
}

test_fail_no_detector if {
	_verdict(true, _none, "FIFTEEN_MINUTES") == {
		"status": "fail",
		"violations": [{
			"reason": "NO_DETECTOR",
			"args": {"region": "ap-northeast-1"},
			"rests_on": [["aws_guardduty_detector_by_region"]],
		}],
		"rests_on": [["aws_guardduty_detector_by_region"]],
	}
}

test_fail_published_too_rarely if {
	_verdict(true, _one(true, "SIX_HOURS"), "ONE_HOUR") == _too_rare("SIX_HOURS", "ONE_HOUR")
	_verdict(true, _one(true, "ONE_HOUR"), "FIFTEEN_MINUTES") == _too_rare("ONE_HOUR", "FIFTEEN_MINUTES")
}

test_fail_disabled_whatever_the_profile_asks if {
	_verdict(true, _one(false, {"unknown": "U1"}), {"unknown": "U7"}) == {
		"status": "fail",
		"violations": [{
			"reason": "DETECTOR_DISABLED",
			"args": {"region": "ap-northeast-1"},
			"rests_on": [_enable],
		}],
		"rests_on": [_enable],
	}
}

test_fail_disabled_and_too_rarely if {
	verdict := _verdict(true, _one(false, "SIX_HOURS"), "ONE_HOUR")
	verdict.status == "fail"
	[violation.reason | some violation in verdict.violations] == ["PUBLISHED_TOO_RARELY", "DETECTOR_DISABLED"]
	verdict.rests_on == [_enable, _frequency, _asked]
}

test_unknown_region_not_declared if {
	_verdict({"unknown": "U7"}, _one(false, "SIX_HOURS"), "ONE_HOUR") == _unknown([["declared"]])
}

test_unknown_profile_without_frequency if {
	_verdict(true, _one(true, "FIFTEEN_MINUTES"), {"unknown": "U7"}) == _unknown([_asked])
}

test_unknown_frequency_and_enable if {
	_verdict(true, _one({"unknown": "U1"}, {"unknown": "U4"}), "ONE_HOUR") == _unknown([_enable, _frequency])
}

test_unknown_detector_elsewhere if {
	_verdict(true, _elsewhere, "ONE_HOUR") == _unknown([["aws_guardduty_detector_by_region"]])
}

test_not_applicable_region_outside_the_profile if {
	_verdict(false, _none, "ONE_HOUR") == {
		"status": "not_applicable",
		"violations": [],
		"rests_on": [["declared"]],
		"reason": "REGION_NOT_DECLARED",
	}
}

_two(second_enable, second_frequency) := {
	"state": "complete",
	"code": null,
	"items": [
		{"enable": true, "finding_publishing_frequency": "ONE_HOUR"},
		{"enable": second_enable, "finding_publishing_frequency": second_frequency},
	],
}

test_pass_rests_on_the_detector_that_is_sound if {
	_verdict(true, _two(false, "ONE_HOUR"), "ONE_HOUR") == _pass
	_verdict(true, _two(true, "SIX_HOURS"), "ONE_HOUR") == _pass
}

test_pass_any_frequency_where_six_hours_are_asked_for if {
	every frequency in ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS", null] {
		_verdict(true, _one(true, frequency), "SIX_HOURS") == _pass
	}
}

test_unknown_enable_alone if {
	_verdict(true, _one({"unknown": "U1"}, "ONE_HOUR"), "ONE_HOUR") == _unknown([_enable])
}

test_unknown_detector_elsewhere_whatever_the_profile_asks if {
	_verdict(true, _elsewhere, {"unknown": "U7"}) == _unknown([["aws_guardduty_detector_by_region"]])
}
