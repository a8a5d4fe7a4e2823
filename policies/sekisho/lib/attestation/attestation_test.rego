package sekisho.lib.attestation_test

import data.sekisho.lib.attestation

_one(id, until, words) := object.union(
	{
		"at": ["attestations", "items", id],
		"attestation": id,
		"performed_to": "2026-03-06",
		"valid_until": until,
		"ahead": "false",
		"valid": "false",
		"grace": "false",
		"expired": "false",
		"meets": "true",
		"open": set(),
	},
	words,
)

_list := {"state": "complete", "code": null, "items": []}

test_reached_by_days_of_tokyo if {
	attestation.reached("2026-03-06", "2026-03-05T15:00:00Z") == "true"
	attestation.reached("2026-03-06", "2026-03-05T14:59:59.999Z") == "false"
	attestation.reached("2026-03-06", "2026-03-06T00:00:00+09:00") == "true"
	attestation.reached({"unknown": "U7"}, "2026-03-05T15:00:00Z") == "unknown"
	attestation.reached(null, "2026-03-05T15:00:00Z") == "unknown"
	attestation.reached("soon", "2026-03-05T15:00:00Z") == "unknown"
}

test_outcome_of_any_valid_one if {
	attestation.outcome(_list, {_one("a", "x", {"valid": "true"}), _one("b", "x", {"valid": "true", "meets": "false"})}) == "pass"
	attestation.outcome(_list, {_one("a", "x", {"valid": "true", "meets": "unknown"})}) == "unknown"
	attestation.outcome(_list, {_one("a", "x", {"valid": "true", "meets": "false"})}) == "fail"
	attestation.outcome(_list, set()) == "unknown"
}

test_outcome_in_grace if {
	grace := _one("a", "x", {"grace": "true"})
	attestation.outcome(_list, {grace}) == "deviation"
	attestation.outcome(_list, {grace, _one("b", "x", {"valid": "unknown"})}) == "unknown"
	attestation.outcome(_list, {grace, _one("b", "x", {"valid": "true", "meets": "false"})}) == "deviation"
	attestation.outcome(_list, {object.union(grace, {"meets": "unknown"})}) == "unknown"
}

test_outcome_expired if {
	expired := _one("a", "x", {"expired": "true"})
	attestation.outcome(_list, {expired}) == "fail"
	attestation.outcome(_list, {expired, _one("b", "x", {"ahead": "true"})}) == "unknown"
	attestation.outcome({"state": "partial", "code": "U5", "items": []}, {expired}) == "unknown"
}

test_decisive_are_those_in_date_or_the_last if {
	old := _one("old", "2024-01-01", {"expired": "true"})
	last := _one("last", "2025-01-01", {"expired": "true"})
	valid := _one("valid", "2027-01-01", {"valid": "true"})
	attestation.decisive({old, last}) == {last}
	attestation.decisive({old, last, valid}) == {valid}
	attestation.decisive(set()) == set()
}

test_lacking_is_what_lies_ahead_or_the_register if {
	attestation.lacking(["attestations"], {_one("a", "x", {"ahead": "true"}), _one("b", "x", {})}) == {["attestations", "items", "a", "in_force_from"]}
	attestation.lacking(["attestations"], {_one("b", "x", {})}) == {["attestations"]}
}
