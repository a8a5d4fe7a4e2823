package sekisho.lib.route_test

import data.sekisho.lib.route

_route(target, ipv6, prefix_list) := {
	"target": target,
	"destination_cidr_ipv6": ipv6,
	"destination_prefix_list_id": prefix_list,
}

_list(items) := {"state": "complete", "code": null, "items": items}

test_only_ipv6_to_an_internet_gateway_leads_out if {
	route.leads_ipv6_out(_route("internet_gateway", "::/0", null)) == "true"
	route.leads_ipv6_out(_route("internet_gateway", null, null)) == "false"
	route.leads_ipv6_out(_route("egress_only_internet_gateway", "::/0", null)) == "false"
	route.leads_ipv6_out(_route("nat_gateway", null, "pl-0example")) == "false"
	route.leads_ipv6_out(_route({"unknown": "U1"}, "::/0", null)) == "unknown"
}

test_a_prefix_list_may_hold_either_family if {
	route.leads_ipv6_out(_route("internet_gateway", null, "pl-0example")) == "unknown"
}

test_routes_keep_ipv6_in_that_lead_none_out if {
	route.keeps_ipv6_in(_list([_route("internet_gateway", null, null)])) == "true"
	route.keeps_ipv6_in(_list([_route("internet_gateway", "::/0", null)])) == "false"
	route.keeps_ipv6_in({"state": "partial", "code": "U2", "items": []}) == "unknown"
	route.keeps_ipv6_in({"state": "partial", "code": "U5", "items": []}) == "true"
}
