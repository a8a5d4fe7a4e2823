package sekisho.org.conditional_premise_test

import data.sekisho.org.conditional_premise as policy

_verdict(claims) := _judged({"state": "complete", "code": null, "items": claims})

_part(claims) := _judged({"state": "partial", "code": "U3", "items": claims})

_judged(claims) := verdict if {
	verdict := policy.verdict with input as {"sheet": {"claims": claims}, "profile": {}, "now": "2026-11-01T00:00:00Z"}
}

_premise := {
	"claim": "P-00.1",
	"modality": "conditional",
	"mark": "none",
	"is_decided": false,
	"wording_ja": "専用線を使わない利用者について述べる。",
	"wording_en": "It speaks of users without a private line.",
}

test_pass if _verdict([_premise]).status == "pass"

test_words_that_only_contain_all_are_none if {
	_verdict([object.union(_premise, {"wording_en": "It speaks of users who call."})]).status == "pass"
}

test_fail_on_full_width_figures if {
	verdict := _verdict([object.union(_premise, {"wording_ja": "１２の利用者。"})])
	[violation.reason | some violation in verdict.violations] == ["COUNTED"]
}

test_unknown_mark if {
	verdict := _verdict([object.union(_premise, {"mark": {"unknown": "U1"}})])
	verdict.rests_on == [["claims", "items", 0, "mark"]]
}

test_unknown_in_a_part_of_a_sheet if _part([_premise]).rests_on == [["claims"]]

test_not_applicable if _verdict([]).reason == "NO_PREMISE"

test_fail_on_the_last_word_for_all if {
	ja := _verdict([object.union(_premise, {"wording_ja": "全利用者について述べる。"})])
	[violation.reason | some violation in ja.violations] == ["COUNTED"]
	en := _verdict([object.union(_premise, {"wording_en": "It speaks of Everyone."})])
	[violation.reason | some violation in en.violations] == ["COUNTED"]
}

test_unknown_decision_and_wording if {
	_verdict([object.union(_premise, {"is_decided": {"unknown": "U1"}})]).rests_on == [["claims", "items", 0, "is_decided"]]
	_verdict([object.union(_premise, {"wording_ja": {"unknown": "U1"}})]).rests_on == [["claims", "items", 0, "wording_ja"]]
}
