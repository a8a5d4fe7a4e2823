# METADATA
# title: Routes
# description: Says where a route of `effective_routes` leads traffic.
package sekisho.lib.route

import data.sekisho.lib.value

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
