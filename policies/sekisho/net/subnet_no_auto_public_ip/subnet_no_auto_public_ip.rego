# METADATA
# title: Internal subnets hand out no public addresses
# description: |
#   The subject is a subnet; one that the profile declares for the tier internal is judged. It must not give a public IPv4
#   address to what is launched in it: what a resource itself asks for is another policy's matter. IPv6 addresses are
#   public by nature, so giving them is a violation together with an IPv6 route to an internet gateway; an egress-only
#   gateway lets nothing in. A subnet that the profile declares for no tier stays unknown.
# schemas:
#   - input: schema.sekisho.net.subnet_no_auto_public_ip
# custom:
#   severity: medium
#   ja:
#     title: 内部サブネットがパブリック IP アドレスを自動で割り当てない
#     description: |
#       対象はサブネットで、プロファイルが internal の区分として宣言したものを判断する。
#       起動したリソースへパブリック IPv4 アドレスを自動で割り当ててはならない。リソース自身の設定は別のポリシーで判断する。
#       IPv6 アドレスは性質上公開されているため、その自動割当ては、インターネットゲートウェイへの IPv6 経路があるときに違反とする。
#       Egress-only ゲートウェイは内向きの通信を通さないため、違反としない。プロファイルがどの区分にも宣言していないサブネットは不明とする。
#   profile: []
#   reasons:
#     GIVES_PUBLIC_IPV4:
#       en: The internal subnet gives public IPv4 addresses to what is launched in it.
#       ja: 内部サブネットが、起動したリソースにパブリック IPv4 アドレスを割り当てる。
#     GIVES_ROUTED_IPV6:
#       en: The internal subnet gives IPv6 addresses and has an IPv6 route to an internet gateway.
#       ja: 内部サブネットが IPv6 アドレスを割り当て、インターネットゲートウェイへの IPv6 経路がある。
#     NOT_INTERNAL:
#       en: The profile declares the subnet for another tier.
#       ja: プロファイルはこのサブネットを別の区分として宣言している。
#   remediation:
#     en: Set map_public_ip_on_launch (and assign_ipv6_address_on_creation) to false on internal subnets.
#     ja: 内部サブネットの map_public_ip_on_launch(および assign_ipv6_address_on_creation)を false にする。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
#     - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
package sekisho.net.subnet_no_auto_public_ip

import data.sekisho.lib.finding
import data.sekisho.lib.route
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one subnet.
verdict := finding.not_applicable("NOT_INTERNAL", [["tier"]]) if {
	is_internal == "false"
} else := finding.unknown([["tier"]]) if {
	is_internal == "unknown"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	gives_none == "unknown"
} else := finding.pass(basis) if {
	gives_none == "true"
}

# METADATA
# description: Says whether the profile declares the subnet for the internal tier.
is_internal := value.eq(input.aws_subnet.tier, "internal")

# METADATA
# description: Says whether the subnet gives no address that the internet can reach.
gives_none := value.all({value.negate(gives_ipv4), value.negate(gives_routed_ipv6)})

# METADATA
# description: Says whether the subnet gives public IPv4 addresses.
gives_ipv4 := value.eq(input.aws_subnet.gives_public_ipv4, true)

# METADATA
# description: Says whether the subnet gives IPv6 addresses that the internet can reach.
gives_routed_ipv6 := value.all({_gives_ipv6, value.negate(_unrouted)})

_gives_ipv6 := value.eq(input.aws_subnet.assign_ipv6_address_on_creation, true)

_unrouted := route.keeps_ipv6_in(input.aws_subnet.effective_routes)

# METADATA
# description: Holds the ways in which the subnet breaks the policy.
violations contains finding.violation("GIVES_PUBLIC_IPV4", {}, [["gives_public_ipv4"], ["tier"]]) if {
	gives_ipv4 == "true"
}

violations contains finding.violation("GIVES_ROUTED_IPV6", {}, paths) if {
	gives_routed_ipv6 == "true"
	paths := {["assign_ipv6_address_on_creation"], ["tier"]} | {["effective_routes", "items", i] |
		some i, way in input.aws_subnet.effective_routes.items
		route.leads_ipv6_out(way) == "true"
	}
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["gives_public_ipv4"] if gives_ipv4 == "unknown"

undecided contains ["assign_ipv6_address_on_creation"] if {
	gives_routed_ipv6 == "unknown"
	_gives_ipv6 == "unknown"
}

undecided contains ["effective_routes"] if {
	gives_routed_ipv6 == "unknown"
	value.all_of(input.aws_subnet.effective_routes, set()) == "unknown"
}

undecided contains path if {
	gives_routed_ipv6 == "unknown"
	some i, way in input.aws_subnet.effective_routes.items
	route.leads_ipv6_out(way) == "unknown"
	some path in ({["effective_routes", "items", i]} | route.unknowns(way, ["effective_routes", "items", i]))
}

# METADATA
# description: Holds the paths of the facts that a pass rests on; routes count only where IPv6 addresses are given.
basis contains ["gives_public_ipv4"]

basis contains ["assign_ipv6_address_on_creation"]

basis contains ["tier"]

basis contains ["effective_routes"] if _gives_ipv6 != "false"
