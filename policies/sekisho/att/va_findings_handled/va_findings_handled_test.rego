package sekisho.att.va_findings_handled_test

import data.sekisho.att.va_findings_handled as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_open := {"state": "partial", "code": "U7", "items": []}

_u7 := {"unknown": "U7"}

_example := {
	"attestation_id": "example",
	"issuer_name": "Example Issuer",
	"performed_to": "2026-03-06",
	"document_digest": "sha256:0",
	"in_force_from": "2026-03-20",
	"superseded_from": null,
	"valid_until": "2027-03-06",
	"grace_until": "2027-04-05",
	"critical_findings": 0,
	"high_findings": 0,
	"retest_on": null,
	"accepted_risks": _list([]),
	"open_findings": _list([]),
}

_at(now, collection) := verdicts[0] if {
	# Of a comprehension the interpreter keeps no stack, which is short in WebAssembly.
	verdicts := [verdict | verdict := policy.verdict with input as {
		"attestation_register": {"documents": 1, "attestations": collection},
		"profile": {},
		"now": now,
	}]
}

_verdict(changes) := _at("2026-11-01T00:00:00Z", _list([object.union(_example, changes)]))

_reasons(changes) := sort([violation.reason | some violation in _verdict(changes).violations])

test_pass if _verdict({}).status == "pass"

test_standing_at_an_instant if {
	_at("2026-03-19T14:59:59Z", _list([_example])).status == "unknown"
	_at("2027-03-05T14:59:59Z", _list([_example])).status == "pass"
	_at("2027-03-05T15:00:00Z", _list([_example])).violations[0].reason == "IN_GRACE"
	_at("2027-04-04T15:00:00Z", _list([_example])).violations[0].reason == "EXPIRED"
	_at("2027-04-04T15:00:00Z", _list([_example])).status == "fail"
}

test_unknown_without_one if {
	_at("2026-11-01T00:00:00Z", _list([])) == {
		"status": "unknown",
		"code": "U5",
		"violations": [],
		"rests_on": [["documents"]],
	}
}

test_unknown_of_a_partial_register if {
	partial := {"state": "partial", "code": "U1", "items": []}
	_at("2026-11-01T00:00:00Z", partial).rests_on == [["attestations"]]
}

_finding(severity, due) := {"finding_id": "F-1", "severity": severity, "due_on": due}

_risk(person, date) := {"finding_id": "F-1", "severity": "high", "accepted_by": person, "accepted_on": date}

test_pass_until_the_due_day_is_over if {
	_verdict({"critical_findings": 1, "open_findings": _list([_finding("critical", "2026-11-01")])}).status == "pass"
	_verdict({"high_findings": 1, "open_findings": _list([_finding("medium", "2026-01-01")]), "retest_on": "2026-05-01"}).status == "pass"
	_verdict({"accepted_risks": _list([_risk("Example", "2026-05-01")])}).status == "pass"
}

test_fail_overdue if {
	_reasons({"open_findings": _list([_finding("critical", "2026-10-31"), _finding("high", "2026-10-31")])}) == ["OVERDUE", "OVERDUE"]
	_reasons({"open_findings": _list([_finding("critical", "2026-10-31")]), "accepted_risks": _open}) == ["OVERDUE"]
}

test_fail_unsigned if {
	_reasons({"accepted_risks": _list([_risk(null, "2026-05-01")])}) == ["RISK_NOT_SIGNED"]
	_reasons({"accepted_risks": _list([_risk("Example", null)])}) == ["RISK_NOT_SIGNED"]
}

test_fail_not_retested if {
	_reasons({"critical_findings": 1}) == ["NOT_RETESTED"]
	_reasons({"high_findings": 2, "open_findings": _list([_finding("low", "2026-01-01")])}) == ["NOT_RETESTED"]
}

test_unknown if {
	_verdict({"critical_findings": _u7}).status == "unknown"
	_verdict({"high_findings": _u7}).status == "unknown"
	_verdict({"open_findings": _open}).status == "unknown"
	_verdict({"accepted_risks": _open}).rests_on == [["attestations", "items", 0, "accepted_risks"]]
}
