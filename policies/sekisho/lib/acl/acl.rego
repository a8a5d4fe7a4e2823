# METADATA
# title: Network ACLs
# description: |
#   Says what the entries of a network ACL let through. Entries are tried in the order of their numbers, and the first
#   that matches decides; what none matches is denied. A point is one protocol and port ("port" is null where the protocol
#   has none; the protocol "-1" stands for traffic that only an entry for everything matches). What is said holds word by
#   word for entries that are not known in part.
package sekisho.lib.acl

import data.sekisho.lib.cidr
import data.sekisho.lib.value

# METADATA
# description: |
#   Says whether an entry's range is wider than any one organisation's: shorter than /8 in IPv4, than /16 in IPv6, and no
#   private range. An ACL has at most 40 entries in a direction, so narrower ones never add up to the internet.
worldwide(entry) := value.any({_worldwide(entry.cidr_ipv4), _worldwide(entry.cidr_ipv6)})

_worldwide(range) := "unknown" if {
	value.unknown(range)
} else := "true" if {
	is_string(range)
	not net.cidr_contains(_private(range), range)
	to_number(split(range, "/")[1]) < _widest(range)
} else := "false"

_widest(range) := 16 if {
	contains(range, ":")
} else := 8

# Of IPv6 unique local addresses begin so; no range of IPv4 that is shorter than /8 is private.
_private(range) := "fc00::/7" if {
	contains(range, ":")
} else := "10.0.0.0/8"

# METADATA
# description: Gives an entry's range, "?" where it is not known.
range_of(entry) := entry.cidr_ipv4 if {
	is_string(entry.cidr_ipv4)
} else := entry.cidr_ipv6 if {
	is_string(entry.cidr_ipv6)
} else := "?"

# METADATA
# description: Says whether an entry allows; one that matches nothing known is neither.
allows(entry) := value.eq(entry.action, "allow")

# METADATA
# description: Says whether an entry matches a point.
matches(entry, point) := value.any({
	value.eq(entry.protocol, "-1"),
	value.all({value.eq(entry.protocol, point.protocol), _has_port(entry, point)}),
})

_has_port(entry, point) := "true" if {
	point.port == null
} else := value.all({
	value.at_most(entry.from_port, point.port),
	value.at_least(entry.to_port, point.port),
})

# METADATA
# description: |
#   Gives the points that stand for all that a known entry matches: where its ports begin, where ports begin again behind
#   another entry's, and the given ones among them.
points(entries, entry, given) := {{"protocol": "-1", "port": null}} | given if {
	entry.protocol == "-1"
} else := {{"protocol": entry.protocol, "port": port} | some port in _ports(entries, entry, given)} if {
	entry.protocol in {"tcp", "udp"}
} else := {{"protocol": entry.protocol, "port": null}}

_ports(entries, entry, given) := ({entry.from_port} | {point.port |
	some point in given
	point.protocol == entry.protocol
	_within(entry, point.port)
}) | {port |
	some other in entries
	is_number(other.to_port)
	port := other.to_port + 1
	_within(entry, port)
}

_within(entry, port) if {
	entry.from_port <= port
	entry.to_port >= port
}

# METADATA
# description: Says whether a known entry of a collection decides at a point that it matches, all of its range taken.
decides(collection, entry, point) := value.negate(value.any({
	value.any_of(collection, {_denies(other, entry, point) | some other in collection.items}),
	_deny_together(collection.items, entry, point),
}))

_denies(other, entry, point) := value.all({_may_deny(other, entry, point), _covers(other, range_of(entry))})

_may_deny(other, entry, point) := value.all({
	value.eq(other.action, "deny"),
	_earlier(other.rule_number, entry.rule_number),
	matches(other, point),
})

_earlier(one, other) := "true" if {
	is_number(one)
	is_number(other)
	one < other
} else := "false" if {
	is_number(one)
	is_number(other)
} else := "unknown"

_covers(other, range) := value.any({_contains(other.cidr_ipv4, range), _contains(other.cidr_ipv6, range)})

_contains(outer, range) := "unknown" if {
	value.unknown(outer)
} else := "true" if {
	is_string(outer)
	_is_ipv6(outer) == _is_ipv6(range)
	net.cidr_contains(outer, range)
} else := "false"

_is_ipv6(range) := contains(range, ":")

# Ranges that only together are the whole internet.
_deny_together(entries, entry, point) := "true" if {
	cidr.cover_world(_denied(entries, entry, point, {"true"}))
} else := "unknown" if {
	cidr.cover_world(_denied(entries, entry, point, {"true", "unknown"}))
} else := "false"

_denied(entries, entry, point, words) := {range_of(other) |
	some other in entries
	_may_deny(other, entry, point) in words
	range_of(other) != "?"
	_is_ipv6(range_of(other)) == _is_ipv6(range_of(entry))
}
