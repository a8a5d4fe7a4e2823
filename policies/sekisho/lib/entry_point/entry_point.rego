# METADATA
# title: Entry points
# description: Says of what AWS puts in front of a system whether the internet can reach it.
package sekisho.lib.entry_point

import data.sekisho.lib.value

# METADATA
# description: Says whether a load balancer of the second generation faces the internet; a gateway load balancer never does.
balancer_faces_internet(balancer) := value.all({
	value.eq(balancer.internal, false),
	value.ne(balancer.load_balancer_type, "gateway"),
})

# METADATA
# description: Says whether an API or domain name of API Gateway is reached from outside VPCs, by its endpoint types.
not_private(types) := value.negate(value.any_of(types, {value.eq(type, "PRIVATE") | some type in types.items}))

# METADATA
# description: |
#   Says whether a server of Transfer Family faces the internet. In a VPC it does by its Elastic IP addresses alone.
transfer_faces_internet(server) := value.any({
	value.eq(server.endpoint_type, "PUBLIC"),
	value.all({
		value.eq(server.endpoint_type, "VPC"),
		value.has_items(server.address_allocation_ids),
	}),
})
