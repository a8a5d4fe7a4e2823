package sekisho.net.compute_no_public_ip_test

import data.sekisho.net.compute_no_public_ip as policy

_u1 := {"unknown": "U1"}

_verdict(subject) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": {}, "now": "2026-11-01T00:00:00Z"})
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_subnet(target) := {"effective_routes": _list([{
	"target": target,
	"destination_cidr_ipv4": null,
	"destination_cidr_ipv6": "::/0",
	"destination_prefix_list_id": null,
}])}

_instance(tier, ipv4, ipv6, subnets) := {"aws_instance": {
	"tier": tier,
	"has_public_ipv4": ipv4,
	"has_ipv6": ipv6,
	"subnet_id_link": subnets,
}}

_template(interfaces, subnets) := {"aws_launch_template": {
	"tier": "internal",
	"network_interfaces": interfaces,
	"asks_for_ipv6": false,
	"subnet_ids_link": subnets,
}}

_interface(flag, id) := {"associate_public_ip_address": flag, "network_interface_id": id}

_eip(tier, instance, interface, interfaces) := {"aws_eip": {
	"tier": tier,
	"instance": instance,
	"instance_link": _list([]),
	"network_interface": interface,
	"network_interface_link": interfaces,
}}

test_a_private_instance_passes_in_any_tier if {
	_verdict(_instance(_u1, false, false, _open("U2"))).status == "pass"
	_verdict(_instance("edge", false, false, _open("U2"))).status == "pass"
	_verdict(_instance("internal", false, true, _list([_subnet("egress_only_internet_gateway")]))).rests_on == [
		["has_ipv6"],
		["has_public_ipv4"],
		["subnet_id_link"],
		["subnet_id_link", "items", 0, "effective_routes"],
	]
}

test_a_public_instance_fails_in_the_internal_tier_only if {
	_verdict(_instance("internal", true, _u1, _open("U2"))).violations == [{
		"reason": "PUBLIC_IPV4",
		"args": {},
		"rests_on": [["has_public_ipv4"], ["tier"]],
	}]
	_verdict(_instance("edge", true, false, _open("U2"))).reason == "NOT_INTERNAL"
	_verdict(_instance("edge", _u1, false, _open("U2"))).status == "unknown"
	_verdict(_instance("management", true, false, _open("U2"))).status == "not_applicable"
}

test_an_unknown_tier_is_what_a_public_instance_waits_for if {
	found := _verdict(_instance({"unknown": "U7"}, true, false, _open("U2")))
	found.status == "unknown"
	found.rests_on == [["tier"]]
}

test_ipv6_needs_a_route if {
	_verdict(_instance("internal", false, true, _list([_subnet("internet_gateway")]))).status == "fail"
	_verdict(_instance("internal", false, true, _open("U2"))).status == "unknown"
	_verdict(_instance("internal", false, _u1, _list([_subnet("local")]))).status == "pass"
}

_asking(word, subnets) := object.union(
	_template(_list([_interface(false, null)]), subnets),
	{"aws_launch_template": {"asks_for_ipv6": word}},
)

test_launch_templates_that_ask_for_ipv6 if {
	out := _list([_subnet("internet_gateway")])
	found := _verdict(_asking(true, out))
	{violation.reason | some violation in found.violations} == {"ROUTED_IPV6"}
	found.rests_on == [["asks_for_ipv6"], ["subnet_ids_link"], ["subnet_ids_link", "items", 0, "effective_routes"], ["tier"]]
	_verdict(_asking(true, _list([_subnet("egress_only_internet_gateway")]))).status == "pass"
	_verdict(_asking(false, out)).status == "pass"
	_verdict(_asking(_u1, out)).status == "unknown"
	_verdict(_asking(true, _list([]))).rests_on == [["asks_for_ipv6"], ["subnet_ids_link"]]
	_verdict(_asking(true, _open("U2"))).status == "unknown"
	_verdict(_asking(true, _open("U5"))).status == "unknown"
}

test_a_template_follows_its_interfaces_and_their_subnets if {
	none := _list([])
	gives := _list([{"gives_public_ipv4": true}])
	gives_none := _list([{"gives_public_ipv4": false}])
	_verdict(_template(_list([_interface(true, null)]), none)).status == "fail"
	_verdict(_template(_list([_interface(false, null)]), none)).status == "pass"
	_verdict(_template(_list([_interface(null, null)]), none)).status == "unknown"
	_verdict(_template(_list([_interface(null, null)]), gives)).status == "fail"
	_verdict(_template(_list([_interface(null, null)]), gives_none)).status == "pass"
	_verdict(_template(_list([_interface(null, "eni-0example")]), gives)).status == "pass"
	_verdict(_template(_list([]), none)).rests_on == [["network_interfaces"]]
	_verdict(_template(_open("U1"), none)).status == "unknown"
	partly := {"state": "partial", "code": "U1", "items": [_interface(false, null)]}
	_verdict(_template(partly, none)).status == "unknown"
}

test_a_launch_configuration_without_a_word_is_unknown if {
	_verdict({"aws_launch_configuration": {"tier": "internal", "associate_public_ip_address": null}}) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["associate_public_ip_address"]],
		"code": "U2",
	}
	_verdict({"aws_launch_configuration": {"tier": "internal", "associate_public_ip_address": true}}).status == "fail"
}

test_tasks_of_ecs_say_it_themselves if {
	_verdict({"aws_ecs_service": {"tier": "internal", "assign_public_ip": true}}).status == "fail"
	_verdict({"aws_ecs_service": {"tier": "internal", "assign_public_ip": false}}).status == "pass"
	_verdict({"aws_ecs_task_set": {"tier": "internal", "assign_public_ip": true}}).status == "fail"
	_verdict({"aws_ecs_task_set": {"tier": "internal", "assign_public_ip": _u1}}).status == "unknown"
}

test_an_elastic_ip_counts_on_compute_only if {
	none := _list([])
	own := _list([{"interface_type": "interface", "requester_id": null}])
	nat := _list([{"interface_type": "nat_gateway", "requester_id": null}])
	made := _list([{"interface_type": "interface", "requester_id": "amazon-elb"}])
	_verdict(_eip("internal", "i-0example", null, none)).violations[0].reason == "ELASTIC_IP"
	_verdict(_eip("internal", null, "eni-0example", own)).status == "fail"
	_verdict(_eip("internal", null, "eni-0example", nat)).reason == "NOT_ON_COMPUTE"
	_verdict(_eip("internal", null, "eni-0example", made)).reason == "NOT_ON_COMPUTE"
	_verdict(_eip("internal", null, "eni-0example", _open("U2"))).status == "unknown"
	_verdict(_eip({"unknown": "U7"}, null, null, none)).reason == "NOT_ON_COMPUTE"
	_verdict(_eip("edge", "i-0example", null, none)).reason == "NOT_INTERNAL"
}

test_an_association_counts_as_its_address_does if {
	association := {"aws_eip_association": {
		"tier": "internal",
		"instance_id": null,
		"instance_id_link": _list([]),
		"network_interface_id": "eni-0example",
		"network_interface_id_link": _list([{"interface_type": "efa", "requester_id": null}]),
	}}
	_verdict(association).rests_on == [
		["instance_id"],
		["instance_id_link"],
		["network_interface_id"],
		["network_interface_id_link"],
		["tier"],
	]
}

test_an_instance_is_known_by_the_link_before_its_id_is if {
	created := _list([{"has_public_ipv4": false}])
	address := object.union(_eip("internal", _u1, null, _list([])).aws_eip, {"instance_link": created})
	_verdict({"aws_eip": address}).status == "fail"
}
