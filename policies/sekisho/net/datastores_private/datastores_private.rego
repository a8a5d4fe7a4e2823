# METADATA
# title: Data stores other than RDS have no public address
# description: |
#   Redshift clusters and workgroups, Neptune instances, replication instances of DMS, brokers of Amazon MQ and MSK have
#   no public address; OpenSearch domains have their endpoint inside a VPC. Of these, settings are looked at, not whether a
#   route leads to them. The subnets of ElastiCache and MemoryDB, whatever tier they are declared for, have no route to an
#   internet gateway, save for destinations within the ranges and prefix lists of the profile's egress_destinations; a group of which no
#   subnet is told says nothing. Config and the API of RDS list Neptune with RDS, where the policy on RDS instances judges it.
# schemas:
#   - input: schema.sekisho.net.datastores_private
# custom:
#   severity: critical
#   ja:
#     title: RDS 以外のデータストアに公開アドレスがない
#     description: |
#       Redshift のクラスターとワークグループ、Neptune のインスタンス、DMS のレプリケーションインスタンス、Amazon MQ と MSK のブローカーに公開アドレスがないこと、OpenSearch ドメインのエンドポイントが VPC 内にあることを求める。
#       これらについては設定を見るものであり、そこに至る経路の有無は問わない。
#       ElastiCache と MemoryDB のサブネットには、宣言された区分によらず、プロファイルの egress_destinations の範囲かプレフィックスリストに収まる宛先を除き、インターネットゲートウェイへの経路があってはならない。サブネットが示されないグループは判断できない。
#       Config と RDS の API は Neptune を RDS とともに一覧にするため、RDS インスタンスのポリシーが判断する。
#   profile: [egress_destinations]
#   reasons:
#     PUBLICLY_ACCESSIBLE:
#       en: The data store is publicly accessible.
#       ja: データストアがパブリックアクセス可能になっている。
#     PUBLIC_BROKERS:
#       en: The brokers have public addresses.
#       ja: ブローカーが公開アドレスを持っている。
#     NOT_IN_VPC:
#       en: The endpoint of the domain is on the internet and not inside a VPC.
#       ja: ドメインのエンドポイントが VPC 内ではなくインターネット上にある。
#     PUBLIC_SUBNET:
#       en: "A subnet of the group has a route to an internet gateway for {destination}."
#       ja: "グループのサブネットに、{destination} を宛先とするインターネットゲートウェイへの経路がある。"
#   remediation:
#     en: Turn public access off, place OpenSearch domains in a VPC, and use subnets without a route to an internet gateway.
#     ja: パブリックアクセスを無効にし、OpenSearch ドメインを VPC に置き、インターネットゲートウェイへの経路がないサブネットを使う。
#   references:
#     - https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
#     - https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html
#     - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
package sekisho.net.datastores_private

import data.sekisho.lib.finding
import data.sekisho.lib.route
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one data store or group of subnets.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	private == "unknown"
} else := finding.pass(basis) if {
	private == "true"
}

# METADATA
# description: Says whether the subject is private; a running one that has no such flag has no public address.
private := _is_off(flag) if some flag in flags

private := value.all_of(
	input.aws_msk_cluster.public_access,
	{_not_public(access.type) | some access in input.aws_msk_cluster.public_access.items},
)

private := value.has_items(place) if some place in places

private := value.all_of(group, words | {"unknown" | value.has_items(group) != "true"}) if {
	some group in subnets
	words := {route.keeps_in(subnet.effective_routes, destinations) | some subnet in group.items}
}

_is_off(flag) := value.in_set(flag, {false, null})

_not_public(type) := value.in_set(type, {"DISABLED", null})

# METADATA
# description: Are the destinations outside the VPCs that the profile declares.
destinations := input.profile.egress_destinations

# METADATA
# description: Holds the flags by which a data store is publicly accessible.
flags contains input.aws_redshift_cluster.publicly_accessible

flags contains input.aws_redshiftserverless_workgroup.publicly_accessible

flags contains input.aws_neptune_cluster_instance.publicly_accessible

flags contains input.aws_dms_replication_instance.publicly_accessible

flags contains input.aws_mq_broker.publicly_accessible

# METADATA
# description: Holds the subnets in which the endpoint of a domain is.
places contains input.aws_opensearch_domain.vpc_subnet_ids

places contains input.aws_elasticsearch_domain.vpc_subnet_ids

# METADATA
# description: Holds the subnets of a group.
subnets contains input.aws_elasticache_subnet_group.subnet_ids_link

subnets contains input.aws_memorydb_subnet_group.subnet_ids_link

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation("PUBLICLY_ACCESSIBLE", {}, [["publicly_accessible"]]) if {
	some flag in flags
	_is_off(flag) == "false"
}

violations contains finding.violation("PUBLIC_BROKERS", {}, [["public_access", "items", i, "type"]]) if {
	some i, access in input.aws_msk_cluster.public_access.items
	_not_public(access.type) == "false"
}

violations contains finding.violation("NOT_IN_VPC", {}, [["vpc_subnet_ids"]]) if {
	some place in places
	value.has_items(place) == "false"
}

violations contains finding.violation(
	"PUBLIC_SUBNET",
	{"destination": route.destination(one)},
	[array.concat(_routes(i), ["items", j])],
) if {
	some group in subnets
	some i, subnet in group.items
	some j, one in subnet.effective_routes.items
	route.leads_out(one, destinations) == "true"
}

_routes(i) := ["subnet_ids_link", "items", i, "effective_routes"]

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["publicly_accessible"] if {
	some flag in flags
	value.unknown(flag)
}

undecided contains path if some path in value.unknowns(input.aws_msk_cluster.public_access, ["public_access"])

undecided contains ["vpc_subnet_ids"] if {
	some place in places
	value.has_items(place) == "unknown"
}

undecided contains ["subnet_ids_link"] if {
	some group in subnets
	value.all({value.has_items(group), value.all_of(group, set())}) != "true"
}

undecided contains path if {
	some group in subnets
	some i, subnet in group.items
	some path in route.undecided(subnet.effective_routes, destinations, _routes(i))
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains ["publicly_accessible"] if some _ in flags

basis contains ["public_access"] if input.aws_msk_cluster

basis contains ["vpc_subnet_ids"] if some _ in places

basis contains ["subnet_ids_link"] if some _ in subnets

basis contains path if {
	some group in subnets
	some i, subnet in group.items
	some path in route.basis(subnet.effective_routes, _routes(i))
}
