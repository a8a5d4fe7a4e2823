# METADATA
# title: Routes
# description: Says where a route of `effective_routes` leads traffic.
package sekisho.lib.route

import data.sekisho.lib.acl
import data.sekisho.lib.cidr
import data.sekisho.lib.prefix_list
import data.sekisho.lib.value

# METADATA
# description: |
#   Says whether a route leads to an internet gateway for a destination that is neither within the ranges of the profile's
#   `egress_destinations` nor of a prefix list that these name. A default route is within none of them, nor are ranges of
#   a list that are wider than any one organisation's.
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
	some path in ({at} | unknowns(route, at))
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

# METADATA
# description: |
#   Holds the paths of what is not known of a route that stands at the given place. What a list is called decides nothing
#   where its content does.
unknowns(route, at) := prefix_list.unknowns(route, "destination_", at)

# A route has one destination; every one that it says has to be declared. An empty list is none.
_within(route, declared) := value.all(_words(route, declared)) if {
	count(_words(route, declared)) > 0
} else := "true" if {
	value.given(route.destination_prefix_list_id) == "true"
} else := "unknown"

_words(route, declared) := {_covered(route, range, declared) |
	some range in [route.destination_cidr_ipv4, route.destination_cidr_ipv6]
	range != null
}

# A list may hold a default route, which nothing declares, unless AWS keeps it.
_covered(route, range, declared) := value.any({
	_ranged(route, range, declared),
	value.all({
		_listed(route, declared),
		value.any({value.negate(_worldwide(route)), prefix_list.of_aws(route.destination_prefix_list_name)}),
	}),
})

# What has the name of a prefix list is one, whatever its id is.
_listed(route, declared) := "false" if {
	value.given(route.destination_prefix_list_id) == "false"
	value.given(route.destination_prefix_list_name) == "false"
} else := prefix_list.declared(
	{"id": route.destination_prefix_list_id, "name": route.destination_prefix_list_name},
	declared,
)

_ranged(route, range, declared) := "false" if {
	cidr.world(range) == "true"
} else := value.any({_names(one, range) | some one in declared; _may_name(one, route)}) if {
	is_string(range)
	is_array(declared)
} else := "unknown"

_may_name(one, _) if one.cidr

# What is wider than any one organisation's range is behind no domain name, and in no list that may be meant.
_may_name(_, route) if _worldwide(route) != "true"

_names(one, range) := cidr.within_range(range, one.cidr) if {
	one.cidr
} else := "unknown"

# METADATA
# description: |
#   Says whether a route is a default route: for a range that is wider than any one organisation's. What AWS keeps in a
#   prefix list of its own are the addresses of one of its services, and so are those behind a gateway endpoint.
is_default(route) := value.all({
	_worldwide(route),
	value.negate(prefix_list.of_aws(route.destination_prefix_list_name)),
	value.any({
		value.negate(value.given(route.destination_prefix_list_id)),
		value.ne(route.target, "gateway_endpoint"),
	}),
})

_worldwide(route) := acl.worldwide({"cidr_ipv4": route.destination_cidr_ipv4, "cidr_ipv6": route.destination_cidr_ipv6})

# METADATA
# description: |
#   Says whether a route leads IPv6 traffic to an internet gateway, which lets it in as well. What is not told of a prefix
#   list may be of either family.
leads_ipv6_out(route) := value.all({
	value.eq(route.target, "internet_gateway"),
	value.any({
		value.given(route.destination_cidr_ipv6),
		_may_be_ipv6(route),
	}),
})

_may_be_ipv6(route) := "unknown" if {
	value.given(route.destination_prefix_list_id) != "false"
	value.unknown(route.destination_cidr_ipv4)
} else := "false"

# METADATA
# description: Says whether none of the routes of a subnet leads IPv6 traffic to an internet gateway.
keeps_ipv6_in(routes) := value.all_of(routes, {value.negate(leads_ipv6_out(route)) | some route in routes.items})
