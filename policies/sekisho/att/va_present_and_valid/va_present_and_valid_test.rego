package sekisho.att.va_present_and_valid_test

import data.sekisho.att.va_present_and_valid as policy

_assessment := {
	"attestation_id": "example",
	"type": "network_vulnerability_assessment",
	"issuer_name": "Example Assessors",
	"performed_to": "2026-03-06",
	"document_digest": "sha256:0",
	"in_force_from": "2026-03-20",
	"superseded_from": null,
	"valid_until": "2027-03-06",
	"grace_until": "2027-04-05",
	"preceding": {"state": "complete", "code": null, "items": []},
}

_verdict(now, collection) := verdict if {
	verdict := policy.verdict with input as {
		"attestation_register": {"attestations": collection},
		"profile": {},
		"now": now,
	}
}

_list(items) := {"state": "complete", "code": null, "items": items}

test_pass_while_valid if {
	_verdict("2026-03-20T00:00:00+09:00", _list([_assessment])).status == "pass"
	_verdict("2027-03-05T23:59:59+09:00", _list([_assessment])).status == "pass"
}

test_pass_names_the_interval if {
	yearly := {"performed_to": "2025-03-07", "yearly_until": "2026-04-07"}
	verdict := _verdict("2026-11-01T00:00:00Z", _list([object.union(_assessment, {"preceding": _list([yearly])})]))
	["attestations", "items", 0, "preceding", "items", 0, "yearly_until"] in verdict.rests_on
}

test_deviation_in_grace if {
	verdict := _verdict("2027-04-04T14:59:59Z", _list([_assessment]))
	verdict.status == "deviation"
	verdict.violations[0].reason == "IN_GRACE"
}

test_fail_after_grace if {
	verdict := _verdict("2027-04-04T15:00:00Z", _list([_assessment]))
	verdict.status == "fail"
	verdict.violations[0].reason == "EXPIRED"
}

test_unknown_before_the_report if {
	verdict := _verdict("2026-03-19T14:59:59Z", _list([_assessment]))
	verdict.status == "unknown"
	verdict.rests_on == [["attestations", "items", 0, "in_force_from"]]
}

test_unknown_of_a_partial_register if {
	partial := {"state": "partial", "code": "U1", "items": []}
	_verdict("2026-11-01T00:00:00Z", partial).rests_on == [["attestations"]]
}

test_unknown_date if {
	open := object.union(_assessment, {"valid_until": {"unknown": "U1"}})
	verdict := _verdict("2026-11-01T00:00:00Z", _list([open]))
	verdict.status == "unknown"
	verdict.rests_on == [["attestations", "items", 0, "valid_until"]]
}

test_unknown_in_an_empty_register if {
	_verdict("2026-11-01T00:00:00Z", _list([])) == {
		"status": "unknown",
		"code": "U5",
		"violations": [],
		"rests_on": [["attestations"]],
	}
}
