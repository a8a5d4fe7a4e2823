# METADATA
# title: Address ranges
# description: |
#   Says whether address ranges reach the whole internet, alone or together (0.0.0.0/1 beside 128.0.0.0/1). IPv4 and
#   IPv6 are spaces of their own. The sizes are added up exactly, whatever the number type of the engine.
package sekisho.lib.cidr

import data.sekisho.lib.value

# METADATA
# description: Says whether a scalar is a range that is a whole address space by itself; null is no range.
world(scalar) := "unknown" if {
	value.unknown(scalar)
} else := "true" if {
	is_string(scalar)
	_prefix_length(scalar) == 0
} else := "false"

# METADATA
# description: Holds if ranges of one family, taken together, leave out no address of it.
cover_world(ranges) if {
	some family in {"ipv4", "ipv6"}
	own := {range |
		some range in ranges
		_family(range) == family
	}
	_can_fill(own, 0)
	_fills_space(_outermost(own), family)
}

# METADATA
# description: Holds if a range leaves out some address of another, and has none that the other has not.
inside(range, other) if {
	_family(range) == _family(other)
	net.cidr_contains(other, range)
	not net.cidr_contains(range, other)
}

# METADATA
# description: |
#   Says whether a range lies within declared ones, in one or in several together. The declared ranges are a list, or
#   unknown; null and what is no range lie within none.
within_any(scalar, declared) := "unknown" if {
	value.unknown(scalar)
} else := "true" if {
	is_array(declared)
	_held_by(scalar, declared)
} else := "unknown" if {
	value.unknown(declared)
	is_string(scalar)
} else := "false"

_held_by(range, declared) if {
	some other in declared
	_family(range) == _family(other)
	net.cidr_contains(other, range)
}

_held_by(range, declared) if {
	family := _family(range)
	parts := {part |
		some part in declared
		_family(part) == family
		net.cidr_contains(range, part)
	}
	_can_fill(parts, _prefix_length(range))
	_fills(_outermost(parts), family, _bits[family] - _prefix_length(range))
}

# METADATA
# description: Says whether a known range has no address outside another, which may be unknown; null is no range.
within_range(range, other) := "unknown" if {
	value.unknown(other)
} else := "true" if {
	is_string(other)
	_family(range) == _family(other)
	net.cidr_contains(other, range)
} else := "false"

# METADATA
# description: Says whether two ranges, each of which may be unknown, have an address in common; null is no range.
meets(range, other) := "unknown" if {
	value.unknown(range)
} else := "unknown" if {
	value.unknown(other)
} else := "true" if {
	is_string(range)
	is_string(other)
	_family(range) == _family(other)
	_nested(range, other)
} else := "false"

# Of ranges that have an address in common, one holds the other.
_nested(range, other) if net.cidr_contains(range, other)

_nested(range, other) if net.cidr_contains(other, range)

# METADATA
# description: Holds the IPv4 ranges that are not routed in the internet (RFC 1918, RFC 6598).
private_ipv4 := ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]

# METADATA
# description: |
#   Says whether a range has private addresses and does not leave that in doubt: a range of every address has none of its
#   own, and a global IPv6 range, of which VPCs have theirs too, may be either.
reaches_private(scalar) := "unknown" if {
	value.unknown(scalar)
} else := "false" if {
	world(scalar) == "true"
} else := "true" if {
	some private in array.concat(private_ipv4, ["fc00::/7"])
	meets(scalar, private) == "true"
} else := "unknown" if {
	is_string(scalar)
	_family(scalar) == "ipv6"
} else := "false"

# Ranges no wider than 1/2^n of what they are to fill have to be 2^n at least, so most lists need no closer look.
_can_fill(ranges, prefix_length) if {
	halvings := min({_prefix_length(range) | some range in ranges}) - prefix_length
	halvings < count(_power)
	_power[halvings] <= count(ranges)
}

_family(range) := "ipv6" if {
	contains(range, ":")
} else := "ipv4"

_bits := {"ipv4": 32, "ipv6": 128}

_prefix_length(range) := to_number(split(range, "/")[1])

# Ranges are nested or disjoint, so those inside no other are disjoint and their sizes can be added.
_outermost(ranges) := {range |
	some range in ranges
	not _inside_another(range, ranges)
}

_inside_another(range, ranges) if {
	some other in ranges
	other != range
	net.cidr_contains(other, range)
	_precedes(other, range)
}

# Of two spellings of one network (10.0.0.0/8, 10.1.0.0/8) the first in order stands for both.
_precedes(other, range) if not net.cidr_contains(range, other)

_precedes(other, range) if other < range

_fills_space(ranges, family) if _fills(ranges, family, _bits[family])

# The sum of the sizes, in units of 2^32 with carry, has to be 2^size: no single number gets above 2^53.
_fills(ranges, family, size) if {
	bits := _bits[family]
	sums := [sum([_power[exponent % 32] |
		some range in ranges
		exponent := bits - _prefix_length(range)
		floor(exponent / 32) == unit
	]) |
		some unit in [0, 1, 2, 3, 4]
	]
	sum0 := sums[0]
	sum1 := sums[1] + floor(sum0 / 4294967296)
	sum2 := sums[2] + floor(sum1 / 4294967296)
	sum3 := sums[3] + floor(sum2 / 4294967296)
	sum4 := sums[4] + floor(sum3 / 4294967296)
	digits := [sum0 % 4294967296, sum1 % 4294967296, sum2 % 4294967296, sum3 % 4294967296, sum4]
	digits == [digit | some unit in [0, 1, 2, 3, 4]; digit := _digit(unit, size)]
}

_digit(unit, size) := _power[size % 32] if {
	floor(size / 32) == unit
} else := 0

_power := [
	1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288,
	1048576, 2097152, 4194304, 8388608, 16777216, 33554432, 67108864, 134217728, 268435456, 536870912, 1073741824,
	2147483648,
]
