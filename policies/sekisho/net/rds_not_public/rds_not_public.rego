# METADATA
# title: Database instances have no public address and no way to the internet
# description: |
#   An RDS or Aurora instance that is publicly accessible gets a name that resolves to an internet address: that is a
#   violation even where no route leads to it. One that is not still stands in the subnets of its group, those of a cluster's
#   members being the cluster's: none of them may have a route to an internet gateway, whatever tier they are declared for,
#   save for destinations within the ranges and prefix lists of the profile's egress_destinations. An instance that names no group stands in
#   the default VPC or beside its source, which no document tells: it is unknown. So is a first plan that names the subnets
#   of a group by references, because a plan does not print what else stands in such a list. A Multi-AZ cluster is judged
#   like an instance; Terraform cannot say whether it is publicly accessible, and AWS decides by its group. The instances of
#   other clusters are judged one by one.
# schemas:
#   - input: schema.sekisho.net.rds_not_public
# custom:
#   severity: critical
#   ja:
#     title: データベースインスタンスに公開アドレスもインターネットへの経路もない
#     description: |
#       パブリックアクセス可能な RDS / Aurora インスタンスの名前は、インターネットのアドレスに解決される。経路がなくても違反とする。
#       パブリックアクセスが無効でも、インスタンスはサブネットグループ(クラスターのメンバーではクラスターのもの)のサブネットに置かれる。
#       宣言された区分によらず、いずれのサブネットにも、プロファイルの egress_destinations の範囲かプレフィックスリストに収まる宛先を除き、インターネットゲートウェイへの経路があってはならない。
#       グループの指定がないインスタンスは、既定の VPC や複製元と同じ場所など、文書が示さない場所に置かれるため不明とする。
#       グループのサブネットを参照で指定する初回のプランも、リストに他に何があるかをプランが示さないため不明とする。
#       マルチ AZ クラスターはインスタンスと同じく判断する。パブリックアクセスの有無は Terraform では指定できず、AWS がグループから決める。
#       それ以外のクラスターは、インスタンスごとに判断する。
#   profile: [egress_destinations]
#   reasons:
#     PUBLICLY_ACCESSIBLE:
#       en: The instance is publicly accessible.
#       ja: インスタンスがパブリックアクセス可能になっている。
#     PUBLIC_SUBNET:
#       en: "A subnet in which the instance may stand has a route to an internet gateway for {destination}."
#       ja: "インスタンスが置かれうるサブネットに、{destination} を宛先とするインターネットゲートウェイへの経路がある。"
#     JUDGED_BY_INSTANCE:
#       en: The instances of this cluster are judged one by one.
#       ja: このクラスターは、インスタンスごとに判断する。
#   remediation:
#     en: Set publicly_accessible to false, give the instance a group of subnets without a route to an internet gateway, and reach it from inside the VPC.
#     ja: publicly_accessible を false にし、インターネットゲートウェイへの経路がないサブネットのグループにインスタンスを置いて、VPC の内側から接続する。
#   references:
#     - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
#     - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
#     - https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
package sekisho.net.rds_not_public

import data.sekisho.lib.finding
import data.sekisho.lib.route
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one instance or cluster.
verdict := finding.not_applicable("JUDGED_BY_INSTANCE", [["engine"]]) if {
	has_instances == "true"
} else := finding.unknown([["engine"]]) if {
	has_instances == "unknown"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	count(undecided) > 0
} else := finding.pass(basis) if {
	private == "true"
	inward == "true"
}

# METADATA
# description: Says of a cluster whether the setting is one of its instances; of a Multi-AZ cluster it is its own.
has_instances := "unknown" if {
	value.unknown(input.aws_rds_cluster.engine)
} else := "true" if {
	some family in ["aurora", "docdb", "neptune"]
	startswith(input.aws_rds_cluster.engine, family)
}

# METADATA
# description: Is the instance, by itself or of a cluster, or the Multi-AZ cluster.
instance := input.aws_db_instance

instance := input.aws_rds_cluster_instance

instance := input.aws_rds_cluster

# METADATA
# description: Says whether the instance is without a public address; a running instance without the flag has none.
private := value.in_set(instance.publicly_accessible, {false, null})

# METADATA
# description: Says whether no subnet in which the instance may stand has a route that leads out.
inward := route.keeps_in(instance.effective_routes, destinations)

# METADATA
# description: Are the destinations outside the VPCs that the profile declares.
destinations := input.profile.egress_destinations

# METADATA
# description: Holds the ways in which the instance breaks the policy.
violations contains finding.violation("PUBLICLY_ACCESSIBLE", {}, [["publicly_accessible"]]) if private == "false"

violations contains finding.violation(
	"PUBLIC_SUBNET",
	{"destination": route.destination(one)},
	[["effective_routes", "items", i]],
) if {
	some i, one in instance.effective_routes.items
	route.leads_out(one, destinations) == "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["publicly_accessible"] if private == "unknown"

undecided contains path if some path in route.undecided(instance.effective_routes, destinations, ["effective_routes"])

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := route.basis(instance.effective_routes, ["effective_routes"]) | {["publicly_accessible"]}
