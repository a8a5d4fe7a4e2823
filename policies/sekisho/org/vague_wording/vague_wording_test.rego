package sekisho.org.vague_wording_test

import data.sekisho.org.vague_wording as policy

_verdict(claims) := _judged({"state": "complete", "code": null, "items": claims})

_part(claims) := _judged({"state": "partial", "code": "U3", "items": claims})

_judged(claims) := verdict if {
	verdict := policy.verdict with input as {"sheet": {"claims": claims}, "profile": {}, "now": "2026-11-01T00:00:00Z"}
}

_vague := {
	"claim": "V-01.1",
	"modality": "vague",
	"mark": "none",
	"is_decided": false,
	"wording_ja": "「厳重な」管理と述べている。",
	"wording_en": `It says that management is "strict".`,
}

test_pass_with_straight_and_curved_quotes if {
	_verdict([_vague]).status == "pass"
	_verdict([object.union(_vague, {"wording_en": "It says “strict”."})]).status == "pass"
}

test_fail_without_quotes if {
	verdict := _verdict([object.union(_vague, {"wording_ja": "厳重である。"})])
	[violation.reason | some violation in verdict.violations] == ["NOT_QUOTED"]
}

test_unknown_wording if {
	verdict := _verdict([object.union(_vague, {"wording_en": {"unknown": "U1"}})])
	verdict.status == "unknown"
	verdict.rests_on == [["claims", "items", 0, "wording_en"]]
}

test_unknown_in_a_part_of_a_sheet if _part([_vague]).rests_on == [["claims"]]

test_not_applicable if _verdict([]).reason == "NO_VAGUE_WORDS"
