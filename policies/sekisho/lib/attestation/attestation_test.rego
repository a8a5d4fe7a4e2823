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

test_lacking_is_what_lies_ahead_or_what_stands_for_none if {
	ahead := _one("a", "x", {"ahead": "true"})
	attestation.lacking(["documents"], {ahead, _one("b", "x", {})}) == {["attestations", "items", "a", "in_force_from"]}
	attestation.lacking(["documents"], {_one("b", "x", {})}) == {["documents"]}
}

test_passed_after_the_day_in_tokyo if {
	attestation.passed("2026-03-06", "2026-03-06T14:59:59.999Z") == "false"
	attestation.passed("2026-03-06", "2026-03-06T15:00:00Z") == "true"
	attestation.passed({"unknown": "U7"}, "2026-03-06T15:00:00Z") == "unknown"
	attestation.passed("soon", "2026-03-06T15:00:00Z") == "unknown"
}

_item := {
	"attestation_id": "example",
	"issuer_name": "Example Issuer",
	"document_digest": "sha256:0",
	"performed_to": "2026-03-06",
	"in_force_from": "2026-03-20",
	"superseded_from": null,
	"valid_until": "2027-03-06",
	"grace_until": "2027-04-05",
}

_words(changes, now) := [one.ahead, one.valid, one.grace, one.expired] if {
	item := object.union(_item, changes)
	one := attestation.judge(item, ["x"], now, {"meets": "true", "open": set()})
}

test_judge_where_it_stands if {
	_words({}, "2026-03-19T23:59:59+09:00") == ["true", "false", "false", "false"]
	_words({}, "2026-03-20T00:00:00+09:00") == ["false", "true", "false", "false"]
	_words({}, "2027-03-06T00:00:00+09:00") == ["false", "false", "true", "false"]
	_words({}, "2027-04-05T00:00:00+09:00") == ["false", "false", "false", "true"]
	_words({"superseded_from": "2026-05-01"}, "2026-04-30T23:59:59+09:00") == ["false", "true", "false", "false"]
	_words({"superseded_from": "2026-05-01"}, "2026-05-01T00:00:00+09:00") == ["false", "false", "false", "false"]
	_words({"superseded_from": {"unknown": "U1"}}, "2026-05-01T00:00:00+09:00") == ["false", "unknown", "false", "false"]
}

test_named_by_document_issuer_and_days if {
	one := attestation.judge(_item, ["x"], "2026-04-01T00:00:00Z", {"meets": "true", "open": set()})
	attestation.named(one) == {
		"attestation": "example",
		"document": "sha256:0",
		"issuer": "Example Issuer",
		"performed_to": "2026-03-06",
		"valid_until": "2027-03-06",
	}
}

test_judge_holds_what_is_open if {
	item := object.union(_item, {"valid_until": {"unknown": "U1"}})
	answer := {"meets": "unknown", "open": {["y"]}}
	attestation.judge(item, ["x"], "2026-04-01T00:00:00Z", answer).open == {["y"], ["x", "valid_until"]}
}

_nothing := {"violations": set(), "lapses": set(), "basis": set(), "without": ["documents"]}

test_verdict_without_an_attestation if {
	attestation.verdict(_list, ["attestations"], set(), _nothing) == {
		"status": "unknown",
		"code": "U5",
		"violations": [],
		"rests_on": [["documents"]],
	}
	attestation.verdict({"state": "partial", "code": "U1", "items": []}, ["attestations"], set(), _nothing).rests_on == [["attestations"]]
}

test_verdict_fails_by_a_violation_only if {
	failed := _one("a", "x", {"valid": "true", "meets": "false"})
	attestation.verdict(_list, ["attestations"], {failed}, _nothing).status == "unknown"
	violation := {"reason": "EXAMPLE", "args": {}, "rests_on": [["x"]]}
	attestation.verdict(_list, ["attestations"], {failed}, object.union(_nothing, {"violations": {violation}})).status == "fail"
}
