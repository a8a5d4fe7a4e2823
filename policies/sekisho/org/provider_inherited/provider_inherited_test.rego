package sekisho.org.provider_inherited_test

import data.sekisho.org.provider_inherited as policy

_verdict(claims) := _judged({"state": "complete", "code": null, "items": claims})

_part(claims) := _judged({"state": "partial", "code": "U3", "items": claims})

_judged(claims) := verdict if {
	verdict := policy.verdict with input as {"sheet": {"claims": claims}, "profile": {}, "now": "2026-11-01T00:00:00Z"}
}

_claim(provider) := {
	"claim": "I-01.1",
	"modality": "inherited",
	"provider": {"state": "complete", "code": null, "items": provider},
}

_provider := {"name": "Example Cloud", "source": "https://example.com", "checked_on": "2026-11-01"}

test_pass if _verdict([_claim([_provider])]).status == "pass"

test_fail_without_page if {
	verdict := _verdict([_claim([object.union(_provider, {"source": ""})])])
	[violation.reason | some violation in verdict.violations] == ["NO_PROVIDER"]
}

test_fail_without_day if _verdict([_claim([object.union(_provider, {"checked_on": null})])]).status == "fail"

test_unknown_day if {
	verdict := _verdict([_claim([object.union(_provider, {"checked_on": {"unknown": "U1"}})])])
	verdict.rests_on == [["claims", "items", 0, "provider", "items", 0, "checked_on"]]
}

test_unknown_in_a_part_of_a_sheet if _part([_claim([_provider])]).rests_on == [["claims"]]

test_not_applicable if _verdict([]).reason == "NOTHING_INHERITED"
