package sekisho.lib.cidr_test

import data.sekisho.lib.cidr

test_world_is_a_prefix_length_of_zero if {
	cidr.world("0.0.0.0/0") == "true"
	cidr.world("::/0") == "true"
	cidr.world("10.0.0.0/0") == "true"
	cidr.world("0.0.0.0/1") == "false"
	cidr.world("::/1") == "false"
	cidr.world("203.0.113.7") == "false"
	cidr.world(null) == "false"
	cidr.world({"unknown": "U1"}) == "unknown"
}

test_cover_world_by_one_range if {
	cidr.cover_world({"0.0.0.0/0", "10.0.0.0/8"})
	cidr.cover_world({"::/0"})
}

test_cover_world_by_halves if {
	cidr.cover_world({"0.0.0.0/1", "128.0.0.0/1"})
	cidr.cover_world({"::/1", "8000::/1"})
}

test_cover_world_by_uneven_parts if {
	cidr.cover_world({"0.0.0.0/2", "64.0.0.0/3", "96.0.0.0/3", "128.0.0.0/1"})
	cidr.cover_world({"::/1", "8000::/2", "c000::/3", "e000::/3"})
}

# Every address but one, and then that one too: the smallest possible gap.
_all_but_last := {sprintf("%s/%d", [network, length]) |
	some length in numbers.range(1, 32)
	network := _networks[length - 1]
}

_networks := [sprintf("%d.%d.%d.%d", [octets[0], octets[1], octets[2], octets[3]]) |
	some length in numbers.range(1, 32)
	ones := length - 1
	octets := [octet |
		some index in [0, 1, 2, 3]
		set_bits := max([0, min([8, ones - (index * 8)])])
		octet := 256 - bits.lsh(1, 8 - set_bits)
	]
]

test_cover_world_is_exact_to_one_address if {
	count(_all_but_last) == 32
	not cidr.cover_world(_all_but_last)
	cidr.cover_world(_all_but_last | {"255.255.255.255/32"})
}

test_cover_world_is_exact_to_one_ipv6_address if {
	halves := {"::/1", "8000::/2", "c000::/3", "e000::/4", "f000::/5", "f800::/6", "fc00::/7", "fe00::/8"}
	cidr.cover_world(halves | {"ff00::/8"})
	not cidr.cover_world(halves | {"ff00::/9", "ff80::/128"})
	not cidr.cover_world(halves)
}

test_cover_world_does_not_count_overlaps_twice if {
	not cidr.cover_world({"0.0.0.0/1", "0.0.0.0/2", "64.0.0.0/2"})
	not cidr.cover_world({"0.0.0.0/1", "1.2.3.4/1"})
	cidr.cover_world({"0.0.0.0/1", "1.2.3.4/1", "128.0.0.0/1", "192.0.0.0/2"})
}

test_cover_world_keeps_families_apart if {
	not cidr.cover_world({"0.0.0.0/1", "8000::/1"})
	not cidr.cover_world(set())
}

test_inside_only_a_wider_range_of_the_family if {
	cidr.inside("10.0.0.0/8", "0.0.0.0/1")
	not cidr.inside("0.0.0.0/1", "0.0.0.0/1")
	not cidr.inside("0.0.0.0/1", "10.0.0.0/8")
	not cidr.inside("10.0.0.0/8", "::/1")
}

test_within_any_one_declared_range if {
	cidr.within_any("10.1.2.3/32", ["192.0.2.0/24", "10.0.0.0/8"]) == "true"
	cidr.within_any("2001:db8::/48", ["2001:db8::/32"]) == "true"
	cidr.within_any("10.0.0.0/7", ["10.0.0.0/8"]) == "false"
	cidr.within_any("10.0.0.0/8", ["::/1"]) == "false"
	cidr.within_any("10.0.0.0/8", []) == "false"
	cidr.within_any("example", ["10.0.0.0/8"]) == "false"
	cidr.within_any(null, ["10.0.0.0/8"]) == "false"
}

test_within_any_several_declared_ranges_together if {
	cidr.within_any("10.0.0.0/24", ["10.0.0.0/25", "10.0.0.128/26", "10.0.0.192/26"]) == "true"
	cidr.within_any("10.0.0.0/24", ["10.0.0.0/25", "10.0.0.128/26", "10.0.0.224/27"]) == "false"
	cidr.within_any("10.0.0.0/24", ["10.0.0.0/25", "10.0.0.0/26", "10.0.0.64/26"]) == "false"
	cidr.within_any("0.0.0.0/0", ["0.0.0.0/1", "128.0.0.0/1"]) == "true"
	cidr.within_any("2001:db8::/32", ["2001:db8::/33", "2001:db8:8000::/33"]) == "true"
	cidr.within_any("2001:db8::/32", ["2001:db8::/33", "2001:db8:8000::/34"]) == "false"
}

test_within_any_what_is_not_known if {
	cidr.within_any({"unknown": "U1"}, ["10.0.0.0/8"]) == "unknown"
	cidr.within_any("10.0.0.0/8", {"unknown": "U7"}) == "unknown"
	cidr.within_any(null, {"unknown": "U7"}) == "false"
}

test_within_range if {
	cidr.within_range("10.0.1.0/24", "10.0.0.0/16") == "true"
	cidr.within_range("10.0.0.0/16", "10.0.0.0/16") == "true"
	cidr.within_range("10.0.0.0/8", "10.0.0.0/16") == "false"
	cidr.within_range("::/0", "0.0.0.0/0") == "false"
	cidr.within_range("10.0.0.0/8", null) == "false"
	cidr.within_range("10.0.0.0/8", {"unknown": "U1"}) == "unknown"
}

test_meets_what_holds_it_or_lies_in_it if {
	cidr.meets("10.0.1.0/24", "10.0.0.0/16") == "true"
	cidr.meets("10.0.0.0/16", "10.0.1.0/24") == "true"
	cidr.meets("10.0.0.0/24", "10.0.1.0/24") == "false"
	cidr.meets("0.0.0.0/0", "::/0") == "false"
	cidr.meets(null, "0.0.0.0/0") == "false"
	cidr.meets({"unknown": "U1"}, "10.0.0.0/8") == "unknown"
	cidr.meets("10.0.0.0/8", {"unknown": "U1"}) == "unknown"
}

test_reaches_private if {
	cidr.reaches_private("10.1.0.0/16") == "true"
	cidr.reaches_private("172.0.0.0/8") == "true"
	cidr.reaches_private("0.0.0.0/1") == "true"
	cidr.reaches_private("fd00:1::/32") == "true"
	cidr.reaches_private("192.0.2.0/24") == "false"
	cidr.reaches_private("0.0.0.0/0") == "false"
	cidr.reaches_private("::/0") == "false"
	cidr.reaches_private("2001:db8::/32") == "unknown"
	cidr.reaches_private(null) == "false"
	cidr.reaches_private({"unknown": "U1"}) == "unknown"
}
