# METADATA
# title: Instants
# description: |
#   Turns RFC 3339 instants into whole seconds since 1970, with integers only: the WebAssembly engine has no time
#   functions.
package sekisho.lib.instant

import data.sekisho.lib.value

# METADATA
# description: Gives the seconds since 1970-01-01T00:00:00Z without fractions; undefined for what is no instant.
seconds(text) := ((_days(text) * 86400) + _time_of_day(text)) - _offset(text) if {
	is_string(text)
	regex.match(`^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$`, text)
}

# METADATA
# description: |
#   Says whether an instant is at most the given seconds before now. An instant after now is recent; null is not; text
#   that is no instant leaves it unknown.
within(scalar, length, now) := "unknown" if {
	value.unknown(scalar)
} else := "false" if {
	scalar == null
} else := "true" if {
	seconds(now) - seconds(scalar) <= length
} else := "false" if {
	seconds(now) - seconds(scalar) > length
} else := "unknown"

# METADATA
# description: |
#   Says whether an instant is at most a number of units (of so many seconds each) before a reference, or after it. Each
#   but the unit may be unknown; of null, on either side, nothing is recent.
at_most(scalar, number, unit, reference) := "false" if {
	null in {scalar, reference}
} else := "unknown" if {
	true in {value.unknown(part) | some part in {scalar, number, reference}}
} else := "true" if {
	seconds(reference) - seconds(scalar) <= number * unit
} else := "false" if {
	seconds(reference) - seconds(scalar) > number * unit
} else := "unknown"

# METADATA
# description: Gives the whole units between an instant and a later one as an argument of a message, "?" where one is not known.
age(scalar, unit, reference) := floor((seconds(reference) - seconds(scalar)) / unit) if {
	seconds(reference) - seconds(scalar) >= 0
} else := 0 if {
	seconds(reference) - seconds(scalar) < 0
} else := "?"

# METADATA
# description: Is the number of seconds of an hour.
hour := 3600

# METADATA
# description: Is the number of seconds of a day.
day := 86400

# The leading 1 keeps leading zeros out of the number.
_number(text, start, length) := to_number(concat("", ["1", substring(text, start, length)])) - _ten_to_the[length]

_ten_to_the := {2: 100, 4: 10000}

# Days from civil: a year begins in March, so that the leap day is its last.
_days(text) := ((era * 146097) + day_of_era) - 719468 if {
	month := _number(text, 5, 2)
	year := _number(text, 0, 4) - _before_march[month]
	era := floor(year / 400)
	year_of_era := year - (era * 400)
	day_of_year := (floor(((153 * ((month + 9) % 12)) + 2) / 5) + _number(text, 8, 2)) - 1
	day_of_era := (((year_of_era * 365) + floor(year_of_era / 4)) - floor(year_of_era / 100)) + day_of_year
}

_before_march := {1: 1, 2: 1, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0, 10: 0, 11: 0, 12: 0}

_time_of_day(text) := ((_number(text, 11, 2) * 3600) + (_number(text, 14, 2) * 60)) + _number(text, 17, 2)

_offset(text) := 0 if {
	lower(substring(text, count(text) - 1, 1)) == "z"
} else := sign * ((_number(zone, 1, 2) * 3600) + (_number(zone, 4, 2) * 60)) if {
	zone := substring(text, count(text) - 6, 6)
	sign := {"+": 1, "-": -1}[substring(zone, 0, 1)]
}
