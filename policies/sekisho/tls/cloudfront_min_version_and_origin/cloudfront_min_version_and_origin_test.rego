package sekisho.tls.cloudfront_min_version_and_origin_test

import data.sekisho.tls.cloudfront_min_version_and_origin as policy

_verdict(changes) := verdict if {
	verdict := policy.verdict with input as {
		"aws_cloudfront_distribution": object.union(
			{
				"enabled": true,
				"viewer_certificate": _list([_certificate(false, "TLSv1.2_2021")]),
				"origin": _list([_origin([_leg("https-only", ["TLSv1.2"])])]),
				"vpc_origin_ids_link": _list([]),
			},
			changes,
		),
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_certificate(theirs, version) := {"cloudfront_default_certificate": theirs, "minimum_protocol_version": version}

_origin(legs) := {"origin_id": "app", "custom_origin_config": _list(legs)}

_leg(policy_name, protocols) := {"origin_protocol_policy": policy_name, "origin_ssl_protocols": _list(protocols)}

_in_leg(name) := ["origin", "items", 0, "custom_origin_config", "items", 0, name]

_in_certificate(name) := ["viewer_certificate", "items", 0, name]

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

test_pass if {
	_verdict({}) == {"status": "pass", "violations": [], "rests_on": [
		["enabled"],
		["origin"],
		_in_leg("origin_protocol_policy"),
		_in_leg("origin_ssl_protocols"),
		_in_certificate("cloudfront_default_certificate"),
		_in_certificate("minimum_protocol_version"),
		["vpc_origin_ids_link"],
	]}
}

test_pass_bucket_without_custom_origin if _verdict({"origin": _list([_origin([])])}).status == "pass"

_vpc(legs) := {"vpc_origin_ids_link": _list([{"vpc_origin_endpoint_config": _list(legs)}])}

_in_vpc(name) := ["vpc_origin_ids_link", "items", 0, "vpc_origin_endpoint_config", "items", 0, name]

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U4"}

test_vpc_origin_is_as_any_other if {
	_verdict(_vpc([_leg("https-only", ["TLSv1.2"])])).status == "pass"
	_verdict(_vpc([_leg("https-only", ["TLSv1.2", "TLSv1"])])).violations == [{
		"reason": "OLD_ORIGIN_TLS",
		"args": {"origin": "VPC", "protocol": "TLSv1"},
		"rests_on": [array.concat(_in_vpc("origin_ssl_protocols"), ["items", 1])],
	}]
	_verdict(_vpc([_leg("https-only", [])])) == _unknown([_in_vpc("origin_ssl_protocols")])
}

test_unknown_by_one_thing_alone if {
	_verdict({"viewer_certificate": _list([_certificate(_u1, "TLSv1.2_2021")])}) == _unknown([_in_certificate("cloudfront_default_certificate")])
	_verdict({"viewer_certificate": _list([_certificate(false, "TLSv1.9_2040")])}) == _unknown([_in_certificate("minimum_protocol_version")])
	_verdict({"viewer_certificate": _open("U5", [])}) == _unknown([["viewer_certificate"]])
	_verdict({"viewer_certificate": _open("U1", [_certificate(false, "TLSv1.2_2021")])}) == _unknown([["viewer_certificate"]])
	_verdict({"origin": _list([_origin([_leg(_u1, ["TLSv1.2"])])])}) == _unknown([_in_leg("origin_protocol_policy")])
	_verdict({"origin": _list([_origin([_leg("https-only", [])])])}) == _unknown([_in_leg("origin_ssl_protocols")])
	open := {"origin_id": "app", "custom_origin_config": _open("U1", [])}
	_verdict({"origin": _list([open])}) == _unknown([["origin", "items", 0, "custom_origin_config"]])
}

test_fail_default_certificate_of_a_known_old_version if {
	_reasons(_verdict({"viewer_certificate": _list([_certificate(true, "TLSv1")])})) == {"DEFAULT_CERTIFICATE"}
}

test_fail_default_certificate_with_unknown_version if {
	verdict := _verdict({"viewer_certificate": _list([_certificate(true, _u1)])})
	verdict.status == "fail"
	_reasons(verdict) == {"DEFAULT_CERTIFICATE"}
}

test_fail_old_version_whichever_certificate if {
	verdict := _verdict({"viewer_certificate": _list([_certificate(_u1, "TLSv1.1_2016")])})
	verdict.status == "fail"
	_reasons(verdict) == {"OLD_VIEWER_TLS"}
}

test_fail_without_certificate if {
	_reasons(_verdict({"viewer_certificate": _list([])})) == {"DEFAULT_CERTIFICATE"}
}

test_fail_old_protocol_whatever_the_policy if {
	verdict := _verdict({"origin": _list([_origin([_leg(_u1, ["TLSv1.2", "SSLv3"])])])})
	verdict.violations == [{
		"reason": "OLD_ORIGIN_TLS",
		"args": {"origin": "app", "protocol": "SSLv3"},
		"rests_on": [array.concat(_in_leg("origin_ssl_protocols"), ["items", 1])],
	}]
}

test_fail_http_origin_speaks_no_tls if {
	_reasons(_verdict({"origin": _open("U1", [_origin([_leg("http-only", ["TLSv1"])])])})) == {"ORIGIN_NOT_HTTPS"}
}

test_fail_vpc_origin if {
	verdict := _verdict({"vpc_origin_ids_link": _list([{"vpc_origin_endpoint_config": _list([_leg("match-viewer", ["TLSv1.2"])])}])})
	_reasons(verdict) == {"ORIGIN_NOT_HTTPS"}
}

test_unknown_parts if {
	_verdict({
		"viewer_certificate": _list([_certificate(_u1, "TLSv1.9_2040")]),
		"origin": _open("U1", [_origin([_leg(_u1, [])])]),
		"vpc_origin_ids_link": _open("U2", [{"vpc_origin_endpoint_config": _list([])}]),
	}) == {"status": "unknown", "violations": [], "code": "U4", "rests_on": [
		["origin"],
		_in_leg("origin_protocol_policy"),
		_in_leg("origin_ssl_protocols"),
		_in_certificate("cloudfront_default_certificate"),
		_in_certificate("minimum_protocol_version"),
		["vpc_origin_ids_link"],
		["vpc_origin_ids_link", "items", 0, "vpc_origin_endpoint_config"],
	]}
}

test_unknown_protocol_name if {
	_verdict({"origin": _list([_origin([_leg("https-only", ["TLSv1.3"])])])}) == {
		"status": "unknown",
		"violations": [],
		"code": "U4",
		"rests_on": [array.concat(_in_leg("origin_ssl_protocols"), ["items", 0])],
	}
}

test_unknown_whether_enabled if {
	_verdict({"enabled": _u1}) == {"status": "unknown", "violations": [], "rests_on": [["enabled"]]}
}

test_not_applicable_disabled if _verdict({"enabled": false}).reason == "DISABLED"
