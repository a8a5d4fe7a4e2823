# METADATA
# title: The API endpoint of a Kubernetes cluster is private or open to declared networks alone
# description: |
#   An EKS cluster without other words has a public API endpoint that every address can reach. The policy asks that the
#   public endpoint is off, or that each network it admits lies within the networks from which the system is
#   administered. Ranges that together reach every address are a violation whatever is declared.
# schemas:
#   - input: schema.sekisho.net.eks_endpoint_private
# custom:
#   severity: high
#   ja:
#     title: Kubernetes クラスターの API エンドポイントが非公開か、宣言されたネットワークだけに開かれている
#     description: |
#       何も指定しない EKS クラスターの API エンドポイントは公開され、すべてのアドレスから到達できる。
#       このポリシーは、公開エンドポイントが無効であるか、許可する各ネットワークが、宣言された管理元ネットワークに含まれることを求める。
#       合わせて全アドレスに達する範囲は、宣言の内容にかかわらず違反とする。
#   profile: [admin_cidrs]
#   reasons:
#     PUBLIC_BY_DEFAULT:
#       en: The public API endpoint is on and names no networks, so that every address can reach it.
#       ja: 公開 API エンドポイントが有効でネットワークの指定がないため、すべてのアドレスから到達できる。
#     PUBLIC_TO_WORLD:
#       en: "The public API endpoint is open to the whole internet ({source})."
#       ja: "公開 API エンドポイントがインターネット全体({source})に開かれている。"
#     NETWORK_NOT_DECLARED:
#       en: "The public API endpoint is open to {source}, which is no declared network of administrators."
#       ja: "公開 API エンドポイントが、管理元ネットワークとして宣言されていない {source} に開かれている。"
#   remediation:
#     en: Set endpoint_public_access to false and endpoint_private_access to true, or limit public_access_cidrs to the networks of administrators.
#     ja: endpoint_public_access を false、endpoint_private_access を true にするか、public_access_cidrs を管理元ネットワークに限定する。
#   references:
#     - https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
#     - https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html
package sekisho.net.eks_endpoint_private

import data.sekisho.lib.cidr
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one cluster.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	closed == "unknown"
} else := finding.pass(basis) if {
	closed == "true"
}

_declared_path := ["profile", "admin_cidrs"]

# METADATA
# description: Says whether no undeclared network reaches the endpoint; a cluster without the block is open by default.
closed := value.all({
	value.has_items(input.aws_eks_cluster.vpc_config),
	value.all_of(input.aws_eks_cluster.vpc_config, {endpoint.closed | some endpoint in endpoints}),
})

# METADATA
# description: |
#   Holds the endpoint as the cluster's configuration describes it: whether the public one is off, and whether it is closed
#   to undeclared networks, by that or because it is limited to declared ones.
endpoints contains {
	"at": at,
	"private": _private(config),
	"closed": value.any({_private(config), _limited(config.public_access_cidrs)}),
	"networks": config.public_access_cidrs,
	"unknowns": value.unknowns(config, at),
} if {
	some i, config in input.aws_eks_cluster.vpc_config.items
	at := ["vpc_config", "items", i]
}

_private(config) := value.eq(config.endpoint_public_access, false)

_limited(networks) := value.all({
	value.has_items(networks),
	value.all_of(networks, {_declared(source) | some source in networks.items}),
})

_declared(source) := value.all({value.negate(cidr.world(source)), cidr.within_any(source, input.profile.admin_cidrs)})

_public contains endpoint if {
	some endpoint in endpoints
	endpoint.private == "false"
}

# METADATA
# description: Holds the ways in which the cluster breaks the policy.
violations contains finding.violation("PUBLIC_BY_DEFAULT", {}, [["vpc_config"]]) if {
	value.has_items(input.aws_eks_cluster.vpc_config) == "false"
}

violations contains finding.violation("PUBLIC_BY_DEFAULT", {}, _of(endpoint, ["public_access_cidrs"])) if {
	some endpoint in _public
	value.has_items(endpoint.networks) == "false"
}

violations contains finding.violation(
	"PUBLIC_TO_WORLD",
	{"source": concat(", ", _widest(endpoint))},
	_of(endpoint, ["public_access_cidrs"]),
) if {
	some endpoint in _public
	cidr.cover_world(_known(endpoint))
}

violations contains finding.violation(
	"NETWORK_NOT_DECLARED",
	{"source": source},
	_of(endpoint, ["public_access_cidrs", "items", i]) | {_declared_path},
) if {
	some endpoint in _public
	some i, source in endpoint.networks.items
	not value.unknown(input.profile.admin_cidrs)
	cidr.world(source) == "false"
	cidr.within_any(source, input.profile.admin_cidrs) == "false"
}

_known(endpoint) := {source |
	some source in endpoint.networks.items
	is_string(source)
}

# Where one range is every address, the others add nothing.
_widest(endpoint) := worlds if {
	worlds := {source | some source in _known(endpoint); cidr.world(source) == "true"}
	count(worlds) > 0
} else := _known(endpoint)

_of(endpoint, path) := {array.concat(endpoint.at, ["endpoint_public_access"]), array.concat(endpoint.at, path)}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["vpc_config"] if {
	value.all({
		value.has_items(input.aws_eks_cluster.vpc_config),
		value.all_of(input.aws_eks_cluster.vpc_config, set()),
	}) == "unknown"
}

undecided contains path if {
	some endpoint in endpoints
	endpoint.closed == "unknown"
	some path in endpoint.unknowns
}

undecided contains _declared_path if {
	some endpoint in endpoints
	endpoint.closed == "unknown"
	value.unknown(input.profile.admin_cidrs)
	some source in endpoint.networks.items
	cidr.world(source) == "false"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains array.concat(endpoint.at, ["endpoint_public_access"]) if {
	some endpoint in endpoints
	endpoint.private == "true"
}

basis contains path if {
	some endpoint in endpoints
	endpoint.private != "true"
	some path in (_of(endpoint, ["public_access_cidrs"]) | {_declared_path})
}
