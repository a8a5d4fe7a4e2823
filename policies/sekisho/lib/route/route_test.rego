package sekisho.lib.route_test

import data.sekisho.lib.route

_route(target, ipv6, prefix_list) := {
	"target": target,
	"destination_cidr_ipv4": null,
	"destination_cidr_ipv6": ipv6,
	"destination_prefix_list_id": prefix_list,
	"destination_prefix_list_name": null,
}

# One range of a prefix list, or what is not told of it.
_listed(ipv4, ipv6, name) := {
	"target": "internet_gateway",
	"destination_cidr_ipv4": ipv4,
	"destination_cidr_ipv6": ipv6,
	"destination_prefix_list_id": "pl-0example",
	"destination_prefix_list_name": name,
}

_u2 := {"unknown": "U2"}

_s3 := "com.amazonaws.ap-northeast-1.s3"

_list(items) := {"state": "complete", "code": null, "items": items}

test_only_ipv6_to_an_internet_gateway_leads_out if {
	route.leads_ipv6_out(_route("internet_gateway", "::/0", null)) == "true"
	route.leads_ipv6_out(_route("internet_gateway", null, null)) == "false"
	route.leads_ipv6_out(_route("egress_only_internet_gateway", "::/0", null)) == "false"
	route.leads_ipv6_out(_route("nat_gateway", null, "pl-0example")) == "false"
	route.leads_ipv6_out(_route({"unknown": "U1"}, "::/0", null)) == "unknown"
}

test_what_is_not_told_of_a_prefix_list_may_be_of_either_family if {
	route.leads_ipv6_out(_listed(_u2, null, _u2)) == "unknown"
	route.leads_ipv6_out(_listed(null, _u2, _u2)) == "unknown"
	route.leads_ipv6_out(_listed(null, "2001:db8::/32", "partner")) == "true"
	route.leads_ipv6_out(_listed("203.0.113.0/24", null, "partner")) == "false"
	route.leads_ipv6_out(_listed(null, null, "empty")) == "false"
	route.leads_ipv6_out(object.union(_route("internet_gateway", null, _u2), {"destination_cidr_ipv4": _u2})) == "unknown"
	route.leads_ipv6_out(object.union(_route("internet_gateway", null, null), {"destination_cidr_ipv4": _u2})) == "false"
}

test_a_default_route_is_wider_than_any_one_organisations_range if {
	route.is_default(_default) == "true"
	route.is_default(_out("::/0")) == "true"
	route.is_default(object.union(_default, {"destination_cidr_ipv4": "128.0.0.0/1"})) == "true"
	route.is_default(_narrow) == "false"
	route.is_default(_unknown_range) == "unknown"
	route.is_default(_listed("128.0.0.0/1", null, "partner")) == "true"
	route.is_default(_listed("203.0.113.0/24", null, _u2)) == "false"
	route.is_default(_listed(_u2, null, _u2)) == "unknown"
	route.is_default(_listed(_u2, null, "partner")) == "unknown"
}

test_neither_lists_of_aws_nor_those_behind_gateway_endpoints_are_default_routes if {
	route.is_default(_listed(_u2, null, _s3)) == "false"
	route.is_default(object.union(_listed(_u2, null, _u2), {"target": "gateway_endpoint"})) == "false"
	route.is_default(object.union(_listed(_u2, null, _u2), {"target": _u2})) == "unknown"
	route.is_default(object.union(_default, {"target": "gateway_endpoint"})) == "true"
}

test_a_prefix_list_is_declared_as_such_or_range_by_range if {
	route.leads_out(_listed("203.0.113.8/32", null, "partner"), [{"cidr": "203.0.113.0/24"}]) == "false"
	route.leads_out(_listed("198.51.100.0/24", null, "partner"), [{"cidr": "203.0.113.0/24"}]) == "true"
	route.leads_out(_listed("198.51.100.0/24", null, "partner"), [{"prefix_list": "pl-0example"}]) == "false"
	route.leads_out(_listed("198.51.100.0/24", null, "partner"), [{"prefix_list": "partner"}]) == "false"
	route.leads_out(_listed("198.51.100.0/24", null, _u2), [{"prefix_list": "partner"}]) == "unknown"
	route.leads_out(_listed("0.0.0.0/0", null, "partner"), [{"prefix_list": "partner"}]) == "true"
	route.leads_out(_listed("128.0.0.0/1", null, "partner"), [{"prefix_list": "partner"}, {"domain": "example.com"}]) == "true"
	route.leads_out(_listed("128.0.0.0/1", null, "partner"), {"unknown": "U7"}) == "unknown"
	route.leads_out(_listed(null, null, "empty"), []) == "false"
}

test_a_declared_list_that_aws_keeps_is_declared_whatever_it_holds if {
	route.leads_out(_listed(_u2, null, _s3), [{"service_endpoint": _s3}]) == "false"
	route.leads_out(_listed("0.0.0.0/0", null, _s3), [{"service_endpoint": _s3}]) == "false"
	route.leads_out(_listed("0.0.0.0/0", null, _u2), [{"prefix_list": "pl-0example"}]) == "unknown"
	route.leads_out(_listed("0.0.0.0/0", null, _s3), []) == "true"
	route.leads_out(_listed(_u2, null, _s3), []) == "unknown"
	route.leads_out(_listed(_u2, null, "partner"), [{"prefix_list": "partner"}]) == "unknown"
	route.leads_out(_listed(_u2, null, _u2), [{"prefix_list": "pl-0example"}]) == "unknown"
}

test_what_a_list_is_called_decides_nothing_where_its_content_does if {
	route.unknowns(_listed(_u2, null, _u2), ["at"]) == {["at", "destination_cidr_ipv4"]}
	route.unknowns(_listed("203.0.113.0/24", null, _u2), ["at"]) == {["at", "destination_prefix_list_name"]}
}

test_routes_keep_ipv6_in_that_lead_none_out if {
	route.keeps_ipv6_in(_list([_route("internet_gateway", null, null)])) == "true"
	route.keeps_ipv6_in(_list([_route("internet_gateway", "::/0", null)])) == "false"
	route.keeps_ipv6_in({"state": "partial", "code": "U2", "items": []}) == "unknown"
	route.keeps_ipv6_in({"state": "partial", "code": "U5", "items": []}) == "true"
}

_first := ["routes", "items", 0]

_out(range) := _route("internet_gateway", range, null)

_narrow := object.union(_route("internet_gateway", null, null), {"destination_cidr_ipv4": "203.0.113.8/32"})

_default := object.union(_narrow, {"destination_cidr_ipv4": "0.0.0.0/0"})

_unknown_range := object.union(_narrow, {"destination_cidr_ipv4": {"unknown": "U1"}})

test_a_route_leads_out_to_what_no_range_declares if {
	route.leads_out(_default, [{"cidr": "0.0.0.0/0"}]) == "true"
	route.leads_out(_default, {"unknown": "U7"}) == "true"
	route.leads_out(_out("::/0"), []) == "true"
	route.leads_out(object.union(_default, {"target": "nat_gateway"}), []) == "false"
	route.leads_out(_narrow, [{"cidr": "10.0.0.0/8"}, {"cidr": "203.0.113.0/24"}]) == "false"
	route.leads_out(_narrow, [{"cidr": "203.0.113.8/30"}, {"cidr": "203.0.113.9/32"}]) == "false"
	route.leads_out(_narrow, [{"cidr": "203.0.113.9/32"}]) == "true"
	route.leads_out(_narrow, []) == "true"
}

test_what_no_range_is_told_of_is_undecided if {
	route.leads_out(_narrow, {"unknown": "U7"}) == "unknown"
	route.leads_out(_narrow, [{"domain": "example.com"}]) == "unknown"
	route.leads_out(_unknown_range, []) == "unknown"
	route.leads_out(_route("internet_gateway", null, null), []) == "unknown"
	route.leads_out(object.union(_narrow, {"destination_cidr_ipv6": {"unknown": "U1"}}), [{"cidr": "203.0.113.0/24"}]) == "unknown"
}

test_a_destination_is_of_either_family if {
	route.destination(_default) == "0.0.0.0/0"
	route.destination(_out("::/0")) == "::/0"
}

test_routes_keep_in_of_which_none_leads_out if {
	route.keeps_in(_list([_narrow]), [{"cidr": "203.0.113.0/24"}]) == "true"
	route.keeps_in(_list([_narrow, _default]), [{"cidr": "203.0.113.0/24"}]) == "false"
	route.keeps_in({"state": "partial", "code": "U2", "items": []}, []) == "unknown"
}

test_undecided_says_which_routes_are if {
	route.undecided(_list([_unknown_range, _default]), [], ["routes"]) == {_first, array.concat(_first, ["destination_cidr_ipv4"])}
	route.undecided(_list([_narrow]), {"unknown": "U7"}, ["routes"]) == {_first, ["profile", "egress_destinations"]}
	route.undecided({"state": "partial", "code": "U2", "items": [_default]}, {"unknown": "U7"}, ["routes"]) == {["routes"]}
}

test_a_pass_rests_on_what_is_declared_where_a_route_needs_it if {
	route.basis(_list([_narrow]), ["routes"]) == {["routes"], ["profile", "egress_destinations"]}
	route.basis(_list([object.union(_narrow, {"target": "nat_gateway"})]), ["routes"]) == {["routes"]}
}
