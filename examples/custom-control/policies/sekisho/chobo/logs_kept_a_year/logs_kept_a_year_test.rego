package sekisho.chobo.logs_kept_a_year_test

import data.sekisho.chobo.logs_kept_a_year as policy

_verdict(days) := verdict if {
	verdict := policy.verdict with input as {
		"aws_cloudwatch_log_group": {"retention_in_days": days},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

test_pass if {
	every days in [365, 400, 0, null] {
		_verdict(days).status == "pass"
	}
}

test_fail if _verdict(364).status == "fail"

test_unknown if _verdict({"unknown": "U1"}).status == "unknown"
