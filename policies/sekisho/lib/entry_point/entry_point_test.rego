package sekisho.lib.entry_point_test

import data.sekisho.lib.entry_point

_balancer(internal, type) := {"internal": internal, "load_balancer_type": type}

test_a_balancer_faces_the_internet_unless_internal_or_a_gateway if {
	entry_point.balancer_faces_internet(_balancer(false, "network")) == "true"
	entry_point.balancer_faces_internet(_balancer(true, "application")) == "false"
	entry_point.balancer_faces_internet(_balancer(false, "gateway")) == "false"
	entry_point.balancer_faces_internet(_balancer({"unknown": "U1"}, "network")) == "unknown"
	entry_point.balancer_faces_internet(_balancer({"unknown": "U1"}, "gateway")) == "false"
}

test_an_api_is_reached_unless_it_is_private if {
	entry_point.not_private({"state": "complete", "code": null, "items": []}) == "true"
	entry_point.not_private({"state": "complete", "code": null, "items": ["REGIONAL"]}) == "true"
	entry_point.not_private({"state": "partial", "code": "U1", "items": ["PRIVATE"]}) == "false"
	entry_point.not_private({"state": "partial", "code": "U1", "items": []}) == "unknown"
}

_server(type, items) := {
	"endpoint_type": type,
	"address_allocation_ids": {"state": "complete", "code": null, "items": items},
}

test_a_server_of_transfer_family_faces_the_internet_unless_it_is_in_a_vpc_without_elastic_ip_addresses if {
	entry_point.transfer_faces_internet(_server("PUBLIC", [])) == "true"
	entry_point.transfer_faces_internet(_server("VPC", ["eipalloc-0aa"])) == "true"
	entry_point.transfer_faces_internet(_server("VPC", [])) == "false"
	entry_point.transfer_faces_internet(_server("VPC_ENDPOINT", [])) == "false"
	entry_point.transfer_faces_internet(_server({"unknown": "U1"}, [])) == "unknown"
}
