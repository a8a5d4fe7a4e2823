package sekisho.att.va_scope_is_service_test

import data.sekisho.att.va_scope_is_service as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_example := {
	"attestation_id": "example",
	"issuer_name": "Example Issuer",
	"performed_to": "2026-03-06",
	"document_digest": "sha256:0",
	"in_force_from": "2026-03-20",
	"superseded_from": null,
	"valid_until": "2027-03-06",
	"grace_until": "2027-04-05",
}

_now := "2026-11-01T00:00:00Z"

_at(now, assessments, exclusions) := _created(null, now, assessments, exclusions)

_created(date, now, assessments, exclusions) := verdict if {
	verdict := policy.verdict with input as {
		"service_endpoint": {
			"target": "aws_lb.a",
			"target_created_on": date,
			"assessments": assessments,
			"exclusions": exclusions,
		},
		"profile": {},
		"now": now,
	}
}

_late := "2027-04-04T15:00:00Z"

_not_known := {"unknown": "U4"}

test_pass_of_what_came_to_be_by_then if {
	_created("2026-03-06", _now, _list([_example]), _list([])).status == "pass"
}

test_unknown_of_what_came_later if {
	_created("2026-03-07", _now, _list([_example]), _list([])).rests_on == [["target_created_on"]]
	_created("2026-03-07", _now, _list([_example]), _list([])).code == "U5"
}

test_fail_of_what_came_later_and_is_left_out if {
	_created("2026-03-07", _now, _list([_example]), _list([_example])).violations[0].reason == "OUT_OF_SCOPE"
}

test_expired_by_when_it_came_to_be if {
	_created("2026-03-07", _late, _list([_example]), _list([])).status == "unknown"
	_created("2026-03-06", _late, _list([_example]), _list([])).status == "fail"
}

test_unknown_of_what_came_to_be_at_an_unknown_time if {
	_created(_not_known, _now, _list([_example]), _list([])).status == "unknown"
	_created(_not_known, _now, _list([_example]), _list([_example])).status == "unknown"
}

test_unknown_of_what_came_to_be_at_an_unknown_time_after_an_expired_one if {
	_created(_not_known, _late, _list([_example]), _list([])).status == "unknown"
}

test_unknown_where_it_is_not_known_when_the_assessment_was_done if {
	undated := object.union(_example, {"performed_to": _not_known})
	_created("2026-03-07", _now, _list([undated]), _list([])).status == "unknown"
}

test_pass if {
	_at(_now, _list([_example]), _list([_example])).status == "pass"
}

test_standing_at_an_instant if {
	_at("2026-03-19T14:59:59Z", _list([_example]), _list([])).status == "unknown"
	_at("2027-03-05T15:00:00Z", _list([_example]), _list([])).violations[0].reason == "IN_GRACE"
	_at("2027-04-04T15:00:00Z", _list([_example]), _list([])).violations[0].reason == "EXPIRED"
}

test_fail_out_of_scope if {
	_at(_now, _list([]), _list([_example])).violations[0].reason == "OUT_OF_SCOPE"
}

test_unknown_out_of_scope_while_another_may_cover_it if {
	_at(_now, {"state": "partial", "code": "U1", "items": []}, _list([_example])).status == "unknown"
	_at(_now, _list([object.union(_example, {"in_force_from": "2026-12-01"})]), _list([_example])).rests_on == [["assessments", "items", 0, "in_force_from"]]
}

test_unknown_in_no_scope if {
	_at(_now, _list([]), _list([])) == {"status": "unknown", "code": "U5", "violations": [], "rests_on": [["target"]]}
	_at(_now, _list([]), _list([object.union(_example, {"valid_until": "2026-10-01"})])).status == "unknown"
}

test_unknown_in_a_part_of_the_register if {
	_at(_now, {"state": "partial", "code": "U7", "items": []}, _list([])).rests_on == [["assessments"]]
}

test_unknown_of_what_came_to_be_before_an_assessment_of_an_unknown_day if {
	undated := object.union(_example, {"performed_to": _not_known})
	_created("2026-03-01", _now, _list([undated]), _list([])).status == "unknown"
	_created("2026-03-01", _now, _list([undated]), _list([])).status != "pass"
}
