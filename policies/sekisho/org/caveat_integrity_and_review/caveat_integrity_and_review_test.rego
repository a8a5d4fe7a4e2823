package sekisho.org.caveat_integrity_and_review_test

import data.sekisho.org.caveat_integrity_and_review as policy

_verdict(claims) := _judged({"state": "complete", "code": null, "items": claims})

_part(claims) := _judged({"state": "partial", "code": "U3", "items": claims})

_judged(claims) := verdict if {
	verdict := policy.verdict with input as {"sheet": {"claims": claims}, "profile": {}, "now": "2026-11-01T00:00:00Z"}
}

_plan := {
	"claim": "Q-01.Q1",
	"kind": "caveat",
	"mark": "planned",
	"caps": "Q-01",
	"owner": "example owner",
	"review_by": "2026-11-01",
}

test_pass if _verdict([_plan]).status == "pass"

test_fail_past if {
	verdict := _verdict([object.union(_plan, {"review_by": "2026-10-31"})])
	[violation.reason | some violation in verdict.violations] == ["REVIEW_PAST"]
}

test_fail_without_owner if {
	verdict := _verdict([object.union(_plan, {"owner": null})])
	[violation.reason | some violation in verdict.violations] == ["NO_OWNER"]
}

test_a_qualifier_needs_no_owner if {
	_verdict([object.union(_plan, {"mark": "none", "owner": null, "review_by": null})]).status == "pass"
}

test_unknown_owner if {
	verdict := _verdict([object.union(_plan, {"owner": {"unknown": "U7"}})])
	verdict.rests_on == [["claims", "items", 0, "owner"]]
}

test_unknown_in_a_part_of_a_sheet if _part([_plan]).rests_on == [["claims"]]

test_not_applicable if _verdict([]).reason == "NO_CAVEAT"

test_what_a_plan_without_owner_rests_on if {
	verdict := _verdict([object.union(_plan, {"owner": null})])
	verdict.violations == [{
		"reason": "NO_OWNER",
		"args": {"claim": "Q-01.Q1"},
		"rests_on": [["claims", "items", 0, "mark"], ["claims", "items", 0, "owner"]],
	}]
}

test_unknown_mark_of_what_would_keep_to_it if {
	verdict := _verdict([object.union(_plan, {"kind": "statement", "mark": {"unknown": "U1"}})])
	verdict.rests_on == [["claims", "items", 0, "mark"]]
}

test_unknown_caps_and_review if {
	_verdict([object.union(_plan, {"caps": {"unknown": "U1"}})]).rests_on == [["claims", "items", 0, "caps"]]
	_verdict([object.union(_plan, {"review_by": {"unknown": "U7"}})]).rests_on == [["claims", "items", 0, "review_by"]]
}
