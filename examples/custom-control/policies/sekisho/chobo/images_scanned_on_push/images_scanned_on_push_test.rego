package sekisho.chobo.images_scanned_on_push_test

import data.sekisho.chobo.images_scanned_on_push as policy

_verdict(state, code, configurations) := verdict if {
	verdict := policy.verdict with input as {
		"aws_ecr_repository": {"image_scanning_configuration": {"state": state, "code": code, "items": configurations}},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

test_pass if _verdict("complete", null, [{"scan_on_push": true}]).status == "pass"

test_fail if {
	every configurations in [[], [{"scan_on_push": false}]] {
		_verdict("complete", null, configurations).status == "fail"
	}
}

test_unknown if {
	_verdict("partial", "U1", []).status == "unknown"
	_verdict("complete", null, [{"scan_on_push": {"unknown": "U1"}}]).status == "unknown"
}
