package sekisho.org.dlp_wording_test

import data.sekisho.org.dlp_wording as policy

_verdict(claims) := _judged({"state": "complete", "code": null, "items": claims})

_part(claims) := _judged({"state": "partial", "code": "U3", "items": claims})

_judged(claims) := verdict if {
	verdict := policy.verdict with input as {"sheet": {"claims": claims}, "profile": {}, "now": "2026-11-01T00:00:00Z"}
}

_claim := {
	"claim": "D-01",
	"strength": "plain",
	"wording_ja": "端末を管理している。",
	"wording_en": "Endpoints are managed.",
	"ceiling_ja": "端末を管理している。",
	"ceiling_en": "Endpoints are managed.",
}

test_pass if _verdict([_claim]).status == "pass"

test_fail_in_each_text if {
	every text in ["wording_ja", "wording_en", "ceiling_ja", "ceiling_en"] {
		_verdict([object.union(_claim, {text: "DLP"})]).status == "fail"
	}
}

test_unknown_strength_of_a_claim_that_says_it if {
	verdict := _verdict([object.union(_claim, {"wording_en": "DLP", "strength": {"unknown": "U1"}})])
	verdict.status == "unknown"
	verdict.rests_on == [["claims", "items", 0, "strength"]]
}

test_unknown_in_a_part_of_a_sheet if _part([_claim]).rests_on == [["claims"]]
