package sekisho.org.soc_absent_consistent_test

import data.sekisho.org.soc_absent_consistent as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_open := {"state": "partial", "code": "U7", "items": []}

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

_roster(answer) := object.union(_example, {"roster_around_the_clock": answer})

_at(now, services, contracts, rosters) := verdict if {
	verdict := policy.verdict with input as {
		"attestation_register": {"documents": 1, "services": services, "contracts": contracts, "rosters": rosters},
		"profile": {},
		"now": now,
	}
}

_verdict(services, contracts, rosters) := _at("2026-11-01T00:00:00Z", services, contracts, rosters)

test_pass_nothing_of_the_kind if _verdict(_list([]), _list([]), _list([_roster(false)])).status == "pass"

test_fail_on_each if {
	{violation.reason |
		some violation in _verdict(_list([_example]), _list([_example]), _list([_roster(true)])).violations
	} == {"MONITORING_SERVICE", "MANAGED_DETECTION", "ON_CALL_AROUND_THE_CLOCK"}
}

test_fail_in_grace_and_pass_when_it_is_over if {
	_at("2027-04-04T14:59:59Z", _list([_example]), _list([]), _list([])).status == "fail"
	_at("2027-04-04T15:00:00Z", _list([_example]), _list([]), _list([])).status == "pass"
}

test_pass_before_it_is_in_force if {
	_at("2026-03-19T14:59:59Z", _list([_example]), _list([]), _list([])).status == "pass"
}

test_unknown_roster if {
	_verdict(_list([]), _list([]), _list([_roster({"unknown": "U7"})])).rests_on == [["rosters", "items", 0, "roster_around_the_clock"]]
}

test_unknown_day if {
	later := object.union(_example, {"grace_until": {"unknown": "U7"}, "valid_until": {"unknown": "U7"}})
	_verdict(_list([later]), _list([]), _list([])).rests_on == [
		["services", "items", 0, "grace_until"],
		["services", "items", 0, "valid_until"],
	]
}

test_unknown_register if _verdict(_open, _open, _open).rests_on == [["contracts"], ["rosters"], ["services"]]

test_unknown_of_each_that_is_told_in_part if {
	_verdict(_open, _list([]), _list([])).rests_on == [["services"]]
	_verdict(_list([]), _open, _list([])).rests_on == [["contracts"]]
	_verdict(_list([]), _list([]), _open).rests_on == [["rosters"]]
}
