package sekisho.org.unmarked_heading_test

import data.sekisho.org.unmarked_heading as policy

_verdict(claims) := _judged({"state": "complete", "code": null, "items": claims})

_part(claims) := _judged({"state": "partial", "code": "U3", "items": claims})

_judged(claims) := verdict if {
	verdict := policy.verdict with input as {"sheet": {"claims": claims}, "profile": {}, "now": "2026-11-01T00:00:00Z"}
}

_heading := {"claim": "H-01", "modality": "heading", "mark": "none", "is_decided": false}

test_pass if _verdict([_heading]).status == "pass"

test_fail_beside_an_unknown if {
	verdict := _verdict([object.union(_heading, {"mark": "有", "is_decided": {"unknown": "U1"}})])
	verdict.status == "fail"
	[violation.reason | some violation in verdict.violations] == ["MARKED"]
}

test_unknown_where_the_modality_is if {
	verdict := _verdict([object.union(_heading, {"modality": {"unknown": "U1"}, "mark": "有"})])
	verdict.status == "unknown"
	verdict.rests_on == [["claims", "items", 0, "modality"]]
}

test_unknown_in_a_part_of_a_sheet if _part([_heading]).rests_on == [["claims"]]

test_not_applicable if _verdict([]).reason == "NO_HEADING"
