package sekisho.lib.finding_test

import data.sekisho.lib.finding

test_pass_rests_on_sorted_paths if {
	finding.pass([["b"], ["a", 0], ["b"]]) == {"status": "pass", "violations": [], "rests_on": [["a", 0], ["b"]]}
}

test_fails_rests_on_what_its_violations_rest_on if {
	second := finding.violation("SECOND", {"n": 2}, [["b"], ["a"]])
	first := finding.graded("low", finding.violation("FIRST", {}, {["a"]}))
	finding.fails({second, first}) == {
		"status": "fail",
		"violations": [
			{"reason": "FIRST", "args": {}, "rests_on": [["a"]], "severity": "low"},
			{"reason": "SECOND", "args": {"n": 2}, "rests_on": [["a"], ["b"]]},
		],
		"rests_on": [["a"], ["b"]],
	}
}

test_deviates_is_a_fail_of_another_status if {
	finding.deviates({finding.violation("LATE", {}, [["a"]])}) == {
		"status": "deviation",
		"violations": [{"reason": "LATE", "args": {}, "rests_on": [["a"]]}],
		"rests_on": [["a"]],
	}
}

test_unknown_carries_no_code_of_its_own if {
	finding.unknown({["a"]}) == {"status": "unknown", "violations": [], "rests_on": [["a"]]}
}

test_unknown_because_carries_its_code if {
	finding.unknown_because("U2", [["a"]]) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["a"]],
		"code": "U2",
	}
}

test_not_applicable_carries_its_reason if {
	finding.not_applicable("INTERNAL", [["internal"]]) == {
		"status": "not_applicable",
		"violations": [],
		"rests_on": [["internal"]],
		"reason": "INTERNAL",
	}
}

test_below_keeps_profile_and_instant if {
	finding.below(["link", "items", 0], [["enable"], ["profile", "guardduty", "frequency"], ["now"]]) == {
		["link", "items", 0, "enable"],
		["profile", "guardduty", "frequency"],
		["now"],
	}
}
