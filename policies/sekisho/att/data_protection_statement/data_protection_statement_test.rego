package sekisho.att.data_protection_statement_test

import data.sekisho.att.data_protection_statement as policy

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
	"user_resources": "Example",
	"protections": _list(["Example"]),
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

test_fail if {
	_reasons({"protections": _list([])}) == ["NO_PROTECTIONS"]
	_reasons({"protections": _list([]), "user_resources": _u7}) == ["NO_PROTECTIONS"]
}

test_unknown if {
	_verdict({"user_resources": _u7}).rests_on == [["attestations", "items", 0, "user_resources"]]
	_verdict({"protections": _open}).rests_on == [["attestations", "items", 0, "protections"]]
}

test_unknown_where_a_statement_without_resources_may_be_in_grace if {
	expired := object.union(_example, {"valid_until": "2025-03-06", "grace_until": "2025-04-05"})
	open := object.union(_example, {"valid_until": "2025-03-06", "grace_until": _u7, "user_resources": null})
	_at("2026-11-01T00:00:00Z", _list([expired])).status == "fail"
	_at("2026-11-01T00:00:00Z", _list([expired, open])).rests_on == [["attestations", "items", 1, "grace_until"]]
	_verdict({"user_resources": null}).status == "unknown"
}
