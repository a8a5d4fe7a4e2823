package sekisho.tls.s3_deny_plain_http_test

import data.sekisho.tls.s3_deny_plain_http as policy

_verdict(declared, policies) := verdict if {
	verdict := policy.verdict with input as {
		"aws_s3_bucket": {
			"bucket": "example",
			"declared_data_store": declared,
			"effective_policy": policies,
		},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_u1 := {"unknown": "U1"}

_document(statements) := {"state": "complete", "code": null, "items": [{"document": {"Version": "2012-10-17", "Statement": statements}}]}

_status(statements) := _verdict(true, _document(statements)).status

_reasons(statements) := {violation.reason | some violation in _verdict(true, _document(statements)).violations}

_both := ["arn:aws:s3:::example", "arn:aws:s3:::example/*"]

_deny(changes) := object.union(
	{
		"Effect": "Deny",
		"Principal": "*",
		"Action": "s3:*",
		"Resource": _both,
		"Condition": {"Bool": {"aws:SecureTransport": "false"}},
	},
	changes,
)

_when(condition) := object.union(object.remove(_deny({}), {"Condition"}), {"Condition": condition})

test_pass if {
	_verdict(true, _document(_deny({}))) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["declared_data_store"], ["effective_policy", "items", 0, "document"]],
	}
}

test_pass_forms if {
	_status([_deny({"Principal": {"AWS": "*"}, "Action": ["s3:*"]})]) == "pass"
	_status([_when({"BoolIfExists": {"aws:securetransport": [false]}})]) == "pass"
	_status([_when({"StringEquals": {"aws:SecureTransport": "false"}})]) == "pass"
	_status([_when({"StringNotEquals": {"aws:SecureTransport": "true"}})]) == "pass"
	_status([_when({"NumericLessThanIfExists": {"s3:TlsVersion": "1.2"}})]) == "pass"
	_status([_when({"NumericLessThanIfExists": {"s3:TlsVersion": 1.2}})]) == "pass"
	_status([_when({"Bool": {"aws:SecureTransport": "false"}, "NumericLessThanIfExists": {"s3:TlsVersion": "1.2"}})]) == "pass"
	_status([_deny({"Action": "*"})]) == "pass"
	_status([_deny({"Resource": "*"})]) == "pass"
	_status([_deny({"Resource": _both[0]}), _deny({"Resource": _both[1]})]) == "pass"
	_status([object.remove(_deny({}), {"Condition"})]) == "pass"
}

test_pass_every_operator if {
	every operator in ["StringEqualsIgnoreCase", "StringLike", "StringEqualsIfExists"] {
		_status([_when({operator: {"aws:SecureTransport": "false"}})]) == "pass"
	}
	every operator in ["StringNotEqualsIgnoreCase", "StringNotLike", "StringNotEqualsIfExists"] {
		_status([_when({operator: {"aws:SecureTransport": [true, "true"]}})]) == "pass"
	}
	every version in ["1.1", "1.2", "1.3", 1.1, 1.2, 1.3] {
		_status([_when({"NumericLessThanIfExists": {"s3:TlsVersion": version}})]) == "pass"
	}
}

test_unknown_minimum_of_a_version_that_a_clear_request_may_lack if {
	_status([_when({"NumericLessThan": {"s3:TlsVersion": "1.2"}})]) == "unknown"
	_status([_when({"Bool": {"aws:SecureTransport": "false"}, "NumericLessThan": {"s3:TlsVersion": "1.2"}})]) == "unknown"
	_status([_when({"NumericLessThan": {"s3:TlsVersion": "1.2"}}), _deny({})]) == "pass"
}

test_fail_what_leaves_a_gap if {
	everything := {"BUCKET_WITHOUT_TLS", "OBJECTS_WITHOUT_TLS"}
	_reasons([_deny({"Effect": "Allow"})]) == everything
	_reasons([_deny({"Principal": {"AWS": "arn:aws:iam::123456789012:root"}})]) == everything
	_reasons([_deny({"Action": "s3:GetObject"})]) == everything
	_reasons([_when({"Bool": {"aws:SecureTransport": "true"}})]) == everything
	_reasons([_when({"StringNotEquals": {"aws:SecureTransport": "false"}})]) == everything
	_reasons([_when({"NumericLessThan": {"s3:TlsVersion": "1.0"}})]) == everything
	_reasons([_when({"NumericGreaterThan": {"s3:TlsVersion": "1.2"}})]) == everything
	_reasons([_when({"Bool": {"aws:SecureTransport": "true"}, "NumericLessThan": {"s3:TlsVersion": "1.2"}})]) == everything
	_reasons([_when({"Bool": {"aws:SecureTransport": "false"}, "StringEquals": {"aws:PrincipalOrgID": "o-example"}})]) == everything
	_reasons([_when({"StringEquals": {"aws:PrincipalOrgID": "o-example"}})]) == everything
	_reasons([_deny({"Resource": _both[0]})]) == {"OBJECTS_WITHOUT_TLS"}
	_reasons([_deny({"Resource": "arn:aws:s3:::example/uploads/*"}), _deny({"Resource": _both[0]})]) == {"OBJECTS_WITHOUT_TLS"}
	_reasons([_deny({"Resource": _both[1]})]) == {"BUCKET_WITHOUT_TLS"}
	_reasons([]) == everything
}

test_fail_without_policy if {
	none := {"state": "complete", "code": null, "items": []}
	paths := [["declared_data_store"], ["effective_policy"]]
	_verdict(true, none) == {
		"status": "fail",
		"violations": [
			{"reason": "BUCKET_WITHOUT_TLS", "args": {"bucket": "example"}, "rests_on": paths},
			{"reason": "OBJECTS_WITHOUT_TLS", "args": {"bucket": "example"}, "rests_on": paths},
		],
		"rests_on": paths,
	}
}

test_unknown_parts if {
	every_unknown := [
		_u1, _deny({"Effect": _u1}), _deny({"Principal": _u1}), _deny({"Action": _u1}), _deny({"Resource": _u1}),
		_when(_u1), _when({"Bool": _u1}), _when({"Bool": {"aws:SecureTransport": _u1}}),
	]
	{_status([statement]) | some statement in every_unknown} == {"unknown"}
	_status([_deny({}), _u1]) == "pass"
	_status([_deny({"Resource": _both[0]}), _u1]) == "unknown"
	_status([_deny({"Resource": _both[1]}), _u1]) == "unknown"
	_status([_deny({"Effect": "Allow", "Resource": _u1})]) == "fail"
}

test_unknown_document_and_policy if {
	_verdict(true, {"state": "complete", "code": null, "items": [{"document": _u1}]}) == {
		"status": "unknown",
		"code": "U4",
		"violations": [],
		"rests_on": [["effective_policy", "items", 0, "document"]],
	}
	_verdict(true, {"state": "partial", "code": "U5", "items": []}) == {
		"status": "unknown",
		"code": "U4",
		"violations": [],
		"rests_on": [["effective_policy"]],
	}
}

test_undeclared if {
	_verdict(false, _document([])) == {
		"status": "not_applicable",
		"reason": "NOT_DECLARED",
		"violations": [],
		"rests_on": [["declared_data_store"]],
	}
	_verdict({"unknown": "U7"}, _document(_deny({}))) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["declared_data_store"]],
	}
}
