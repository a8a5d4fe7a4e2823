package sekisho.org.cross_row_consistency_test

import data.sekisho.org.cross_row_consistency as policy

_verdict(agreements) := _judged({"state": "complete", "code": null, "items": agreements})

_judged(agreements) := verdict if {
	verdict := policy.verdict with input as {
		"sheet": {"agreements": agreements},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_agreement(decided, claims) := {
	"name": "soc",
	"is_decided": decided,
	"claims": {"state": "complete", "code": null, "items": claims},
}

_yes := {"claim": "A-01", "mark": "有", "modality": "implemented", "strength": "plain"}

_no := {"claim": "A-02", "mark": "無", "modality": "not_implemented", "strength": "plain"}

test_pass if _verdict([_agreement(false, [_yes, _yes])]).status == "pass"

test_fail if {
	verdict := _verdict([_agreement(false, [_yes, _no])])
	[violation.reason | some violation in verdict.violations] == ["MARKS_DIFFER"]
}

test_a_decision_settles_it if _verdict([_agreement(true, [_yes, _no])]).status == "pass"

test_unknown_decision if {
	verdict := _verdict([_agreement({"unknown": "U7"}, [_yes, _no])])
	verdict.status == "unknown"
	verdict.rests_on == [["agreements", "items", 0, "is_decided"]]
}

test_unknown_mark if {
	verdict := _verdict([_agreement(false, [_yes, object.union(_no, {"mark": {"unknown": "U1"}})])])
	verdict.rests_on == [["agreements", "items", 0, "claims", "items", 1, "mark"]]
}

test_unknown_in_a_part_of_a_sheet if {
	_judged({"state": "partial", "code": "U3", "items": []}).rests_on == [["agreements"]]
}

test_not_applicable if _verdict([]).reason == "NOTHING_SHARED"

_planned := {"claim": "A-03", "mark": "planned", "modality": "planned", "strength": "plain"}

_considered := object.union(_planned, {"claim": "A-04", "modality": "under_consideration"})

_best := object.union(_yes, {"claim": "A-05", "strength": "best_effort"})

_u1 := {"unknown": "U1"}

test_unknown_modality if {
	verdict := _verdict([_agreement(false, [_planned, object.union(_considered, {"modality": _u1})])])
	verdict.rests_on == [["agreements", "items", 0, "claims", "items", 1, "modality"]]
}

test_unknown_strength if {
	verdict := _verdict([_agreement(false, [_best, object.union(_yes, {"strength": _u1})])])
	verdict.rests_on == [["agreements", "items", 0, "claims", "items", 1, "strength"]]
}

test_pass_best_effort_in_each_row_and_beside_no_yes if {
	_verdict([_agreement(false, [_best, _best])]).status == "pass"
	_verdict([_agreement(false, [object.union(_planned, {"strength": "best_effort"}), _considered])]).violations[0].reason == "MODALITIES_DIFFER"
	_verdict([_agreement(false, [object.union(_planned, {"strength": "best_effort"}), _planned])]).status == "pass"
}

test_unknown_in_a_part_of_a_sheet if {
	part := {"state": "partial", "code": "U3", "items": [_agreement(false, [_yes, _yes])]}
	_judged(part).rests_on == [["agreements"]]
	_judged(object.union(part, {"items": []})).rests_on == [["agreements"]]
}
