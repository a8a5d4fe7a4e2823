package sekisho.ep.leak_trace_ready_test

import data.sekisho.ep.leak_trace_ready as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_profile := {"endpoints": {}}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"device": object.union(
			{
				"in_scope": true,
				"asset_status": "active",
				"operation_log_kinds": _list(["file", "mail", "media", "print", "upload", "web"]),
			},
			changes,
		),
		"profile": object.union(_profile, {"endpoints": limits}),
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

_drill(traced) := {
	"attestation_id": "drill",
	"type": "leak_trace_drill",
	"issuer_name": "Example",
	"performed_to": "2026-03-06",
	"document_digest": "sha256:0",
	"in_force_from": "2026-03-20",
	"superseded_from": null,
	"valid_until": "2027-03-06",
	"grace_until": "2027-04-05",
	"drill_seeded_on": "2026-03-02",
	"drill_traced_to_exit": traced,
}

_fleet(registers, now) := verdict if {
	verdict := policy.verdict with input as {"fleet": {"register_link": registers}, "profile": {}, "now": now}
}

_register(attestations) := _list([{"documents": 1, "attestations": _list(attestations)}])

test_fleet if {
	_fleet(_register([_drill(true)]), "2026-11-01T00:00:00Z").status == "pass"
	_reasons(_fleet(_register([_drill(false)]), "2026-11-01T00:00:00Z")) == {"DRILL_FAILED"}
	_reasons(_fleet(_register([_drill(true)]), "2027-03-20T00:00:00Z")) == {"DRILL_IN_GRACE"}
	undecided := _fleet(_register([_drill(_u4)]), "2026-11-01T00:00:00Z")
	[undecided.status, undecided.code] == ["unknown", "U5"]
	undecided.rests_on == [["register_link", "items", 0, "attestations", "items", 0, "drill_traced_to_exit"]]
	_fleet(_open([]), "2026-11-01T00:00:00Z").rests_on == [["register_link"]]
	_fleet(_list([]), "2026-11-01T00:00:00Z").rests_on == [["register_link"]]
}

# A drill out of date is no failed one: what it showed is no longer known, and a later attestation may say more.
test_fleet_after_the_grace if {
	verdict := _fleet(_register([_drill(true)]), "2027-04-06T00:00:00Z")
	[verdict.status, verdict.code] == ["unknown", "U5"]
}

test_pass if _verdict({}).status == "pass"

test_fail if {
	verdict := _verdict({"operation_log_kinds": _list(["web", "upload"])})
	{violation.args.kind | some violation in verdict.violations} == {"file", "mail", "media", "print"}
}

test_unknown if {
	_verdict({"operation_log_kinds": _open(["file"])}).rests_on == [["operation_log_kinds"]]
	_verdict({"in_scope": _u4}).rests_on == [["in_scope"]]
}

test_not_applicable if _verdict({"asset_status": "lost"}).reason == "NOT_IN_USE"
