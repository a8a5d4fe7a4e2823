# METADATA
# title: Elastic IP addresses
# description: |
#   Says what an Elastic IP address is associated with. It may name an instance or an interface; what is created together
#   is known by the link before its id is.
package sekisho.lib.elastic_ip

import data.sekisho.lib.value

# METADATA
# description: |
#   Says whether an address is on an instance, or on an interface that AWS did not make for a service of its own, such as a
#   NAT gateway or a load balancer. The instance and the interface are given as the id and what it leads to.
on_compute(instance, instances, interface, interfaces) := value.any({
	_named(instance, instances),
	value.all({
		_named(interface, interfaces),
		value.any_of(interfaces, {own(found) | some found in interfaces.items}),
	}),
})

_named(id, linked) := "true" if {
	value.has_items(linked) == "true"
} else := value.given(id)

# METADATA
# description: Says whether an interface is one of compute, and not one that AWS made for a service of its own.
own(interface) := value.all({
	value.in_set(interface.interface_type, {"interface", "efa", "efa-only", "trunk", "branch"}),
	value.negate(value.given(interface.requester_id)),
})
