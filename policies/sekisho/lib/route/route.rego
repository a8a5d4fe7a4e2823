# METADATA
# title: Routes
# description: Says where a route of `effective_routes` leads traffic.
package sekisho.lib.route

import data.sekisho.lib.cidr
import data.sekisho.lib.value

# METADATA
# description: |
#   Says whether a route leads to an internet gateway for a destination that is not within the ranges of the profile's
#   `egress_destinations`. A default route is within none of them.
leads_out(route, declared) := value.all({value.eq(route.target, "internet_gateway"), value.negate(_within(route, declared))})

# METADATA
# description: Says whether none of the routes of a subnet leads out.
keeps_in(routes, declared) := value.all_of(routes, {value.negate(leads_out(route, declared)) | some route in routes.items})

# METADATA
# description: Gives the range to which a route leads, of either family.
destination(route) := route.destination_cidr_ipv4 if {
	is_string(route.destination_cidr_ipv4)
} else := route.destination_cidr_ipv6 if {
	is_string(route.destination_cidr_ipv6)
}

# METADATA
# description: Holds the paths of what keeps it undecided whether routes, which stand at the given place, keep in.
undecided(routes, declared, place) := ({place | value.all_of(routes, set()) == "unknown"} | {path |
	some i, route in routes.items
	leads_out(route, declared) == "unknown"
	at := array.concat(place, ["items", i])
	some path in ({at} | value.unknowns(route, at))
}) | {["profile", "egress_destinations"] |
	value.unknown(declared)
	some route in routes.items
	leads_out(route, declared) == "unknown"
}

# METADATA
# description: Holds the paths of the facts on which it rests that routes, which stand at the given place, keep in.
basis(routes, place) := {place} | {["profile", "egress_destinations"] |
	some route in routes.items
	value.eq(route.target, "internet_gateway") != "false"
}

# A route has one destination; every one that it says has to be declared.
_within(route, declared) := value.all(_words(route, declared)) if {
	count(_words(route, declared)) > 0
} else := "unknown"

# A prefix list, of which nothing is told, is no range.
_words(route, declared) := {_covered(range, declared) |
	some range in [route.destination_cidr_ipv4, route.destination_cidr_ipv6]
	range != null
}

# A default route is declared by nothing.
_covered(range, declared) := "false" if {
	cidr.world(range) == "true"
} else := value.any({_names(one, range) | some one in declared}) if {
	is_string(range)
	is_array(declared)
} else := "unknown"

_names(one, range) := cidr.within_range(range, one.cidr) if {
	one.cidr
} else := "unknown"

# METADATA
# description: |
#   Says whether a route leads IPv6 traffic to an internet gateway, which lets it in as well. A prefix list may hold ranges
#   of either family.
leads_ipv6_out(route) := value.all({
	value.eq(route.target, "internet_gateway"),
	value.any({
		value.given(route.destination_cidr_ipv6),
		value.all({value.given(route.destination_prefix_list_id), "unknown"}),
	}),
})

# METADATA
# description: Says whether none of the routes of a subnet leads IPv6 traffic to an internet gateway.
keeps_ipv6_in(routes) := value.all_of(routes, {value.negate(leads_ipv6_out(route)) | some route in routes.items})
