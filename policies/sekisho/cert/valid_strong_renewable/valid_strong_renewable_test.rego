package sekisho.cert.valid_strong_renewable_test

import data.sekisho.cert.valid_strong_renewable as policy

_u1 := {"unknown": "U1"}

_input := {"profile": {"certificate": {"days_left": 30}}, "now": "2026-11-01T00:00:00Z"}

_acm(changes) := verdict if {
	verdict := policy.verdict with input as object.union(_input, {"aws_acm_certificate": object.union(
		{
			"issuance": "amazon_issued",
			"status": "ISSUED",
			"not_after": "2027-03-01T00:00:00Z",
			"key_algorithm": "RSA_2048",
			"validation_method": "DNS",
			"renewal_eligibility": "ELIGIBLE",
			"renewal_status": null,
			"in_use": true,
			"declared_owner": {"unknown": "U7"},
		},
		changes,
	)})
}

_iam(changes) := verdict if {
	verdict := policy.verdict with input as object.union(_input, {"aws_iam_server_certificate": object.union(
		{"not_after": "2027-03-01T00:00:00Z", "key_algorithm": "EC_prime256v1", "in_use": true, "declared_owner": true},
		changes,
	)})
}

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_imported := {"issuance": "imported", "validation_method": null, "renewal_eligibility": "INELIGIBLE"}

test_pass if {
	_acm({}).status == "pass"
	_acm({"validation_method": "HTTP"}).status == "pass"
	_acm({"issuance": "private", "validation_method": null}).status == "pass"
	_acm({"status": null, "not_after": null, "renewal_eligibility": null}).status == "pass"
	_acm(object.union(_imported, {"declared_owner": true})).status == "pass"
	_iam({}).status == "pass"
	every algorithm in ["RSA_2048", "RSA_3072", "RSA_4096", "RSA_8192", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"] {
		_acm({"key_algorithm": algorithm}).status == "pass"
	}
}

test_days_left if {
	_acm({"not_after": "2026-12-01T00:00:01Z"}).status == "pass"
	_acm({"not_after": "2026-12-01T00:00:00Z"}).violations == [{
		"reason": "NEAR_EXPIRY",
		"args": {"days": 30, "least": 30},
		"rests_on": [["not_after"], ["profile", "certificate", "days_left"]],
	}]
	_acm({"not_after": "2026-11-01T23:59:59Z"}).violations[0].args == {"days": 0, "least": 30}
	_reasons(_acm({"not_after": "2026-11-01T00:00:01Z"})) == {"NEAR_EXPIRY"}
	_reasons(_acm({"not_after": "2026-11-01T00:00:00Z"})) == {"EXPIRED"}
	_reasons(_iam({"not_after": "2020-01-01T00:00:00Z"})) == {"EXPIRED"}
}

test_fail if {
	every algorithm in ["RSA_512", "RSA_768", "RSA_1024"] {
		_reasons(_acm({"key_algorithm": algorithm})) == {"WEAK_KEY"}
	}
	_reasons(_acm({"status": "REVOKED", "renewal_status": "FAILED"})) == {"NOT_ISSUED", "RENEWAL_FAILED"}
	_reasons(_acm(object.union(_imported, {"declared_owner": false}))) == {"NOT_RENEWED"}
	_reasons(_acm({"validation_method": "EMAIL", "declared_owner": false})) == {"NOT_RENEWED"}
	_reasons(_acm({"renewal_eligibility": "INELIGIBLE", "declared_owner": false})) == {"NOT_RENEWED"}
	_reasons(_iam({"declared_owner": false, "key_algorithm": _u1})) == {"NOT_RENEWED"}
}

test_unknown if {
	_acm({"key_algorithm": "RSA_3000"}) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["key_algorithm"]],
		"code": "U4",
	}
	_acm({"key_algorithm": null}).rests_on == [["key_algorithm"]]
	_acm({"not_after": _u1}).rests_on == [["not_after"]]
	_acm({"not_after": "soon"}).rests_on == [["not_after"]]
	_acm({"status": _u1, "renewal_status": _u1}).rests_on == [["renewal_status"], ["status"]]
	_acm(_imported).rests_on == [["declared_owner"]]
	_acm({"declared_owner": false, "issuance": _u1}).rests_on == [["issuance"]]
	_acm({"declared_owner": false, "validation_method": _u1}).rests_on == [["validation_method"]]
	_acm({"declared_owner": false, "renewal_eligibility": _u1}).rests_on == [["renewal_eligibility"]]
	_iam({"declared_owner": _u1}).rests_on == [["declared_owner"]]
	_acm({"in_use": _u1, "status": "EXPIRED"}).rests_on == [["in_use"]]
	_iam({"in_use": _u1, "not_after": "2020-01-01T00:00:00Z"}).rests_on == [["in_use"]]
}

test_not_in_use if _acm({"in_use": false, "status": "EXPIRED"}).reason == "NOT_IN_USE"
