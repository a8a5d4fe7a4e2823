# METADATA
# title: No internal subnet has a route to an internet gateway
# description: |
#   The subject is a subnet with the routes of the table that it uses: the one associated with it, or else the main one of
#   its VPC, inline routes and route resources together. A subnet that the profile declares for the tier internal must have
#   no route to an internet gateway, save for destinations within the ranges and prefix lists of the profile's egress_destinations. A default
#   route is a violation whatever is declared. A carrier gateway and an egress-only gateway are other targets.
# schemas:
#   - input: schema.sekisho.net.no_igw_route_internal
# custom:
#   severity: critical
#   ja:
#     title: 内部サブネットにインターネットゲートウェイへの経路がない
#     description: |
#       対象はサブネットで、使用するルートテーブル(関連付けられたもの、なければ VPC のメインルートテーブル)の、インラインと個別リソースの両方の経路を見る。
#       プロファイルが internal の区分として宣言したサブネットには、egress_destinations の範囲かプレフィックスリストに収まる宛先を除き、インターネットゲートウェイへの経路があってはならない。
#       デフォルトルートは、宣言の内容によらず違反とする。
#       キャリアゲートウェイと Egress-only ゲートウェイは、インターネットゲートウェイとはみなさない。
#   profile: [egress_destinations]
#   reasons:
#     ROUTE_TO_INTERNET_GATEWAY:
#       en: "The internal subnet has a route to an internet gateway for {destination}."
#       ja: "内部サブネットに、{destination} を宛先とするインターネットゲートウェイへの経路がある。"
#     NOT_INTERNAL:
#       en: The subnet is not of the tier internal.
#       ja: internal の区分のサブネットではない。
#   remediation:
#     en: Give internal subnets a route table of their own without the internet gateway, and lead traffic that must go out through NAT or a firewall.
#     ja: 内部サブネットにインターネットゲートウェイへの経路のない専用のルートテーブルを割り当て、必要な外向き通信は NAT やファイアウォールを経由させる。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
#     - https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
package sekisho.net.no_igw_route_internal

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
	count(undecided) > 0
} else := finding.pass(basis) if {
	inward == "true"
}

# METADATA
# description: Says whether the profile declares the subnet for the internal tier.
is_internal := value.eq(input.aws_subnet.tier, "internal")

# METADATA
# description: Says whether no route leads out.
inward := route.keeps_in(routes, destinations)

# METADATA
# description: Are the routes of the table that the subnet uses.
routes := input.aws_subnet.effective_routes

# METADATA
# description: Are the destinations outside the VPCs that the profile declares.
destinations := input.profile.egress_destinations

# METADATA
# description: Holds the ways in which the subnet breaks the policy, one for each route that does.
violations contains finding.violation(
	"ROUTE_TO_INTERNET_GATEWAY",
	{"destination": route.destination(one)},
	[["effective_routes", "items", i], ["tier"]],
) if {
	some i, one in routes.items
	route.leads_out(one, destinations) == "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided := route.undecided(routes, destinations, ["effective_routes"])

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := route.basis(routes, ["effective_routes"]) | {["tier"]}
