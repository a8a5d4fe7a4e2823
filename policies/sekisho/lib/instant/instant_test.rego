package sekisho.lib.instant_test

import data.sekisho.lib.instant

test_seconds_agree_with_opas_own_clock if {
	texts := {
		"1970-01-01T00:00:00Z",
		"1969-12-31T23:59:59Z",
		"2000-02-29T12:00:00Z",
		"2000-03-01T00:00:00Z",
		"2026-11-01T00:00:00Z",
		"2024-02-29T23:59:59Z",
		"2100-03-01T08:09:07Z",
		"2026-01-31T09:08:07+09:00",
		"2026-12-31T20:30:00-03:30",
		"1999-12-31T23:59:59.999Z",
	}
	wrong := {text |
		some text in texts
		instant.seconds(text) != floor(time.parse_rfc3339_ns(text) / 1000000000)
	}
	wrong == set()
	count({text | some text in texts; instant.seconds(text)}) == count(texts)
}

test_seconds_of_every_day_of_four_years if {
	start := instant.seconds("2023-01-01T00:00:00Z")
	wrong := {day |
		some day in numbers.range(0, 1460)
		text := time.format([(start + (day * 86400)) * 1000000000, "UTC", "2006-01-02T15:04:05Z07:00"])
		instant.seconds(text) != start + (day * 86400)
	}
	wrong == set()
}

test_seconds_is_undefined_for_other_text if {
	not instant.seconds("2026-11-01")
	not instant.seconds("2026-11-01T00:00:00")
	not instant.seconds("yesterday")
	not instant.seconds(1793491200)
	not instant.seconds(null)
}

test_within_a_day if {
	instant.within("2026-10-31T00:00:00Z", 86400, "2026-11-01T00:00:00Z") == "true"
	instant.within("2026-10-30T23:59:59Z", 86400, "2026-11-01T00:00:00Z") == "false"
	instant.within("2026-10-31T08:59:59+09:00", 86400, "2026-11-01T00:00:00Z") == "false"
	instant.within("2026-11-02T00:00:00Z", 86400, "2026-11-01T00:00:00Z") == "true"
	instant.within(null, 86400, "2026-11-01T00:00:00Z") == "false"
	instant.within({"unknown": "U4"}, 86400, "2026-11-01T00:00:00Z") == "unknown"
	instant.within("yesterday", 86400, "2026-11-01T00:00:00Z") == "unknown"
}

_now := "2026-11-01T00:00:00Z"

test_at_most_some_days if {
	instant.at_most("2026-10-30T00:00:00Z", 2, instant.day, _now) == "true"
	instant.at_most("2026-10-29T23:59:59Z", 2, instant.day, _now) == "false"
	instant.at_most("2026-11-02T00:00:00Z", 2, instant.day, _now) == "true"
	instant.at_most("2026-10-31T08:00:00+09:00", 25, instant.hour, _now) == "true"
	instant.at_most("2026-10-31T08:00:00+09:00", 24, instant.hour, _now) == "false"
}

test_at_most_of_what_is_not_known if {
	instant.at_most(null, {"unknown": "U7"}, instant.day, _now) == "false"
	instant.at_most({"unknown": "U4"}, 2, instant.day, null) == "false"
	instant.at_most({"unknown": "U4"}, 2, instant.day, _now) == "unknown"
	instant.at_most(_now, {"unknown": "U7"}, instant.day, _now) == "unknown"
	instant.at_most(_now, 2, instant.day, {"unknown": "U4"}) == "unknown"
	instant.at_most("yesterday", 2, instant.day, _now) == "unknown"
}

test_age_in_whole_units if {
	instant.age("2026-10-29T23:59:59Z", instant.day, _now) == 2
	instant.age("2026-10-30T00:00:01Z", instant.day, _now) == 1
	instant.age("2026-11-02T00:00:00Z", instant.day, _now) == 0
	instant.age(null, instant.day, _now) == "?"
	instant.age({"unknown": "U4"}, instant.hour, _now) == "?"
}
