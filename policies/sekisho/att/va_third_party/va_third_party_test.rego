package sekisho.att.va_third_party_test

import data.sekisho.att.va_third_party as policy

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
	"issuer_independent": true,
	"independence_basis": "Example",
	"service_list_category": null,
	"issuer_legal_id": null,
	"owner_legal_id": null,
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

test_pass_by_the_list if {
	_verdict({"independence_basis": _u7, "service_list_category": "example"}).status == "pass"
}

test_pass_of_another_entity if {
	_verdict({"issuer_legal_id": "1", "owner_legal_id": "2"}).status == "pass"
	_verdict({"issuer_legal_id": "1"}).status == "pass"
}

test_fail_of_the_owner if {
	_reasons({"issuer_legal_id": "1", "owner_legal_id": "1"}) == ["ISSUER_IS_OWNER"]
	_reasons({"issuer_legal_id": "1", "owner_legal_id": "1", "issuer_independent": false}) == ["ISSUER_IS_OWNER", "NOT_INDEPENDENT"]
}

test_fail_beside_what_is_not_said if {
	_reasons({"issuer_independent": false, "independence_basis": _u7}) == ["NOT_INDEPENDENT"]
}

test_unknown if {
	_verdict({"issuer_independent": _u7}).rests_on == [["attestations", "items", 0, "issuer_independent"]]
	_verdict({"independence_basis": _u7}).rests_on == [["attestations", "items", 0, "independence_basis"]]
	_verdict({"issuer_legal_id": _u7, "owner_legal_id": "1"}).status == "unknown"
}
