package sekisho.ep.vuln_db_daily_test

import data.sekisho.ep.vuln_db_daily as policy

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(items) := {"state": "partial", "code": "U4", "items": items}

_fleet(logged) := verdict if {
	verdict := policy.verdict with input as {
		"fleet": {"feed_logged": logged},
		"profile": {"endpoints": {"feed_window_days": 4, "feed_max_gap_days": 1}},
		"now": "2026-11-01T00:00:00Z",
	}
}

_judged(changes, limits) := verdict if {
	verdict := policy.verdict with input as {
		"vulnerability_feed": object.union(
			{
				"pulled_on": _list(["2026-10-28", "2026-10-29", "2026-10-30", "2026-10-31"]),
				"logged_from": "2026-10-01",
				"logged_until": "2026-11-01",
				"queried_by": "updated",
				"matched_to_inventory": true,
			},
			changes,
		),
		"profile": {"endpoints": object.union({"feed_window_days": 4, "feed_max_gap_days": 1}, limits)},
		"now": "2026-11-01T00:00:00Z",
	}
}

_verdict(changes) := _judged(changes, {})

_reasons(verdict) := {violation.reason | some violation in verdict.violations}

test_fleet if {
	_fleet(true).status == "pass"
	_fleet(_u4).rests_on == [["feed_logged"]]
	_fleet(false).status == "unknown"
}

test_pass if {
	_verdict({}).status == "pass"
	_verdict({"pulled_on": _open(["2026-10-28", "2026-10-29", "2026-10-30", "2026-10-31"])}).status == "pass"
	_verdict({"logged_from": _u4}).status == "pass"
	_judged({"pulled_on": _list(["2026-10-30"])}, {"feed_max_gap_days": 3}).status == "pass"
}

test_fail_gaps if {
	_verdict({"pulled_on": _list(["2026-10-28", "2026-10-29", "2026-10-31"])}).violations[0].args == {"days": 2, "allowed": 1}
	_verdict({"pulled_on": _list([])}).violations[0].args == {"days": 4, "allowed": 1}
	_verdict({"pulled_on": _list(["2026-10-28", "2026-10-29"])}).violations[0].args == {"days": 3, "allowed": 1}
	_reasons(_verdict({"pulled_on": _list(["2026-10-30", "2026-10-31"])})) == {"GAP"}
	_reasons(_verdict({"pulled_on": _list(["2026-10-28", "2026-10-31"]), "queried_by": "published"})) == {"GAP"}
}

test_unknown_where_the_log_does_not_tell if {
	_verdict({"pulled_on": _open(["2026-10-28"])}).rests_on == [["pulled_on"]]
	_verdict({"logged_from": "2026-10-30", "pulled_on": _list(["2026-10-30", "2026-10-31"])}).rests_on == [["logged_from"], ["now"]]
	_verdict({"logged_until": "2026-10-29", "pulled_on": _list(["2026-10-28", "2026-10-29"])}).rests_on == [["logged_until"], ["now"]]
	_verdict({"logged_from": _u4, "pulled_on": _list(["2026-10-28", "2026-10-31"])}).rests_on == [["logged_from"]]
	_verdict({"logged_from": "2026-10-31", "pulled_on": _list(["2026-10-28", "2026-10-31"])}).status == "unknown"
	_verdict({"queried_by": _u4, "matched_to_inventory": _u4}).rests_on == [["matched_to_inventory"], ["queried_by"]]
	_judged({}, {"feed_window_days": _u4}).rests_on == [["profile", "endpoints", "feed_window_days"]]
}

test_deviation if {
	verdict := _verdict({"queried_by": "published", "matched_to_inventory": false})
	verdict.status == "deviation"
	_reasons(verdict) == {"NOT_BY_UPDATE", "NOT_MATCHED"}
}

# A new day begins in Japan at 15:00 UTC.
test_days_of_japan if {
	verdict := policy.verdict with input as {
		"vulnerability_feed": {
			"pulled_on": _list(["2026-10-31", "2026-11-01"]),
			"logged_from": "2026-10-01",
			"logged_until": "2026-11-02",
			"queried_by": "updated",
			"matched_to_inventory": true,
		},
		"profile": {"endpoints": {"feed_window_days": 2, "feed_max_gap_days": 1}},
		"now": "2026-11-01T15:00:00Z",
	}
	verdict.status == "pass"
}

_last_of_october(now) := verdict.status if {
	verdict := policy.verdict with input as {
		"vulnerability_feed": {
			"pulled_on": _list(["2026-10-30", "2026-10-31"]),
			"logged_from": "2026-10-01",
			"logged_until": "2026-11-02",
			"queried_by": "updated",
			"matched_to_inventory": true,
		},
		"profile": {"endpoints": {"feed_window_days": 2, "feed_max_gap_days": 1}},
		"now": now,
	}
}

test_the_second_at_which_a_day_begins_in_japan if {
	_last_of_october("2026-11-01T14:59:59Z") == "pass"
	_last_of_october("2026-11-01T15:00:00Z") == "fail"
}

test_what_ends_a_log_that_does_not_say_until_when_it_tells if {
	_verdict({"logged_until": _u4}).status == "pass"
	_verdict({"logged_until": _u4, "pulled_on": _list(["2026-10-28", "2026-10-29"])}).rests_on == [["logged_until"]]
	_verdict({"logged_until": _u4, "pulled_on": _list(["2026-10-28", "2026-10-31"])}).rests_on == [["logged_until"]]
}

test_what_begins_a_log_that_does_not_say_since_when_it_tells if {
	_verdict({"logged_from": _u4, "pulled_on": _list(["2026-10-30", "2026-10-31"])}).rests_on == [["logged_from"]]
}

# A log that is said to begin or end between its fetches is wrong about that; the gap between them stays.
test_a_gap_around_the_day_on_which_the_log_is_said_to_begin_or_end if {
	_verdict({"pulled_on": _list(["2026-10-29", "2026-10-31"]), "logged_from": "2026-10-30"}).status == "unknown"
	_verdict({"pulled_on": _list(["2026-10-29", "2026-10-31"]), "logged_until": "2026-10-30"}).status == "unknown"
	_verdict({"pulled_on": _list(["2026-10-29", "2026-10-30", "2026-10-31"]), "logged_until": "2026-10-20"}).status == "pass"
}
