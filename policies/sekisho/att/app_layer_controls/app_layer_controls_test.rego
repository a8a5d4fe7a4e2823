package sekisho.att.app_layer_controls_test

import data.sekisho.att.app_layer_controls as policy

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
	"document_version": "4.2",
	"signed_by": "Example Person",
	"controls": _list([_control(name) | some name in _all]),
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

_all := ["ip_allow_list", "login_throttling", "session_control", "audit_log"]

_control(name) := {"control": name, "evidence_digest": "sha256:0"}

test_pass_with_one_told_twice if {
	untested := {"control": "audit_log", "evidence_digest": _u7}
	_verdict({"controls": _list(array.concat([untested], [_control(name) | some name in _all]))}).status == "pass"
}

test_fail if {
	_reasons({"controls": _list([_control("audit_log"), _control("session_control")])}) == ["CONTROL_MISSING", "CONTROL_MISSING"]
	_reasons({"controls": _list([]), "signed_by": _u7}) == ["CONTROL_MISSING" | some _ in _all]
}

test_unknown if {
	_verdict({"signed_by": _u7}).rests_on == [["attestations", "items", 0, "signed_by"]]
	_verdict({"document_version": _u7}).status == "unknown"
	_verdict({"controls": _open}).status == "unknown"
	untested := [{"control": name, "evidence_digest": _u7} | some name in _all]
	_verdict({"controls": _list(untested)}).status == "unknown"
}
