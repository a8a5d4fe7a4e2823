package sekisho.lib.elastic_ip_test

import data.sekisho.lib.elastic_ip

_list(items) := {"state": "complete", "code": null, "items": items}

_elsewhere := {"state": "partial", "code": "U2", "items": []}

_interface(type, requester) := {"interface_type": type, "requester_id": requester}

test_an_instance_is_compute_by_id_or_link if {
	elastic_ip.on_compute("i-0example", _elsewhere, null, _list([])) == "true"
	elastic_ip.on_compute({"unknown": "U1"}, _list([{}]), null, _list([])) == "true"
	elastic_ip.on_compute({"unknown": "U1"}, _elsewhere, null, _list([])) == "unknown"
	elastic_ip.on_compute(null, _list([]), null, _list([])) == "false"
}

_on_interface(found) := elastic_ip.on_compute(null, _list([]), "eni-0example", found)

test_an_interface_is_compute_unless_a_service_made_it if {
	_on_interface(_list([_interface("interface", null)])) == "true"
	_on_interface(_list([_interface("efa", "")])) == "true"
	_on_interface(_list([_interface("nat_gateway", null)])) == "false"
	_on_interface(_list([_interface("interface", "amazon-elb")])) == "false"
	_on_interface(_list([_interface({"unknown": "U4"}, null)])) == "unknown"
	_on_interface(_elsewhere) == "unknown"
}
