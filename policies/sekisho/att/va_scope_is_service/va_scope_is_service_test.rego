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

_at(now, assessments, exclusions) := verdict if {
	verdict := policy.verdict with input as {
		"service_endpoint": {"target": "aws_lb.a", "assessments": assessments, "exclusions": exclusions},
		"profile": {},
		"now": now,
	}
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
