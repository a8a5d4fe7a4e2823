# METADATA
# title: Internal subnets leave by declared paths, and reach AWS services by VPC endpoints
# description: |
#   The subjects are subnets and VPCs. A subnet that the profile declares for the tier internal has no default route, or
#   one to a target that the profile's egress_paths names; an internet gateway is no such path whatever is declared. A
#   route for a range that is wider than any one organisation's (shorter than /8 in IPv4, than /16 in IPv6) is a default
#   route as well, so that two halves are not taken for none. A prefix list is the ranges in it: one of which nothing is
#   told may hold such a range, unless it is a list of AWS or leads to a gateway endpoint. A VPC with an internal subnet has
#   an endpoint for every service that the profile's egress_destinations names as service_endpoint, and its policy does not
#   let everyone do everything with it; an endpoint without a policy of its own does. Conditions on TLS or on the endpoint
#   itself keep nobody out. Beside a statement that denies by condition, what is let through is not known. A service is
#   named as AWS does (com.amazonaws.REGION.SERVICE) or by its last part (s3, ecr.api). Endpoints for other services,
#   private DNS names and the route tables of gateway endpoints are not looked at.
# schemas:
#   - input: schema.sekisho.egress.controlled_path
# custom:
#   severity: medium
#   ja:
#     title: 内部サブネットは宣言された経路だけで外に出て、AWS サービスへは VPC エンドポイントで接続する
#     description: |
#       対象はサブネットと VPC。プロファイルが internal の区分として宣言したサブネットは、デフォルトルートを持たないか、
#       プロファイルの egress_paths が示す先へのデフォルトルートだけを持つ。インターネットゲートウェイは、宣言の内容によらず認めない。
#       一つの組織より広い範囲(IPv4 で /8、IPv6 で /16 より短いもの)へのルートもデフォルトルートとみなし、半分ずつに分けたルートを見逃さない。
#       プレフィックスリストは、含まれる範囲へのルートとみなす。内容の分からないものは、AWS が管理するものとゲートウェイエンドポイントへのものを除き、デフォルトルートかどうか不明とする。
#       内部サブネットのある VPC には、プロファイルの egress_destinations が service_endpoint として示す各サービスのエンドポイントがあり、
#       そのポリシーは誰にでも全操作を許すものではない。独自のポリシーのないエンドポイントは全操作を許す。
#       TLS やエンドポイント自体についての条件は、誰も締め出さない。条件付きの拒否が並ぶ場合、何が許されるかは不明とする。
#       サービスは AWS の名前(com.amazonaws.リージョン.サービス)か、その末尾(s3、ecr.api)で示す。
#       他のサービスのエンドポイント、プライベート DNS 名、ゲートウェイエンドポイントのルートテーブルは確認しない。
#   profile: [egress_destinations]
#   reasons:
#     DEFAULT_ROUTE_TO_INTERNET_GATEWAY:
#       en: "The internal subnet has a default route ({destination}) to an internet gateway."
#       ja: "内部サブネットに、インターネットゲートウェイへのデフォルトルート({destination})がある。"
#     PATH_NOT_DECLARED:
#       en: "The internal subnet has a default route ({destination}) to a target ({target}) that the profile does not declare."
#       ja: "内部サブネットに、プロファイルが宣言していない先({target})へのデフォルトルート({destination})がある。"
#     ENDPOINT_MISSING:
#       en: "The VPC has no endpoint for the service {service}."
#       ja: "VPC に、サービス {service} のエンドポイントがない。"
#     ENDPOINT_ALLOWS_EVERYTHING:
#       en: "The policy of the VPC endpoint for the service {service} lets everyone do everything."
#       ja: "サービス {service} の VPC エンドポイントのポリシーが、誰にでも全操作を許している。"
#     NOT_INTERNAL:
#       en: The subnet is not of the tier internal.
#       ja: internal の区分のサブネットではない。
#     NO_INTERNAL_SUBNET:
#       en: The VPC has no subnet of the tier internal.
#       ja: VPC に internal の区分のサブネットがない。
#     NO_SERVICE_DECLARED:
#       en: The profile declares no service that is reached by a VPC endpoint.
#       ja: VPC エンドポイントで接続するサービスが、プロファイルに宣言されていない。
#   remediation:
#     en: Lead default routes of internal subnets to a NAT gateway, transit gateway or firewall that egress_paths names, and give each endpoint a policy that names principals, actions or resources.
#     ja: 内部サブネットのデフォルトルートを egress_paths に宣言した NAT ゲートウェイ、Transit Gateway、ファイアウォールに向け、各エンドポイントにプリンシパル、アクション、リソースを限定したポリシーを設定する。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
#     - https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
package sekisho.egress.controlled_path

import data.sekisho.lib.finding
import data.sekisho.lib.iam
import data.sekisho.lib.route
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one subnet or VPC.
verdict := of_subnet if {
	input.aws_subnet
} else := of_vpc if {
	input.aws_vpc
}

# METADATA
# description: Is the verdict on one subnet.
of_subnet := finding.not_applicable("NOT_INTERNAL", [["tier"]]) if {
	is_internal == "false"
} else := finding.unknown([["tier"]]) if {
	is_internal == "unknown"
} else := finding.fails(route_violations) if {
	count(route_violations) > 0
} else := finding.unknown_because("U2", open_routes) if {
	count(open_routes) > 0
} else := finding.pass([["effective_routes"], ["tier"]]) if {
	controlled == "true"
}

# METADATA
# description: Says whether the profile declares the subnet for the internal tier.
is_internal := value.eq(input.aws_subnet.tier, "internal")

# METADATA
# description: Says of each route whether it is a default route, and whether it leads to an internet gateway or to what is not declared.
routes contains {
	"at": ["effective_routes", "items", i],
	"route": way,
	"to_internet": to_internet,
	"breaks": value.any({to_internet, value.all({is_default, value.eq(way.is_declared_path, false)})}),
} if {
	some i, way in input.aws_subnet.effective_routes.items
	is_default := route.is_default(way)
	to_internet := value.all({is_default, value.eq(way.target, "internet_gateway")})
}

# METADATA
# description: Says whether every default route of the subnet is a declared path.
controlled := value.all_of(input.aws_subnet.effective_routes, {value.negate(one.breaks) | some one in routes})

# METADATA
# description: Holds the ways in which the subnet breaks the policy, one for each route that does.
route_violations contains finding.violation(
	"DEFAULT_ROUTE_TO_INTERNET_GATEWAY",
	{"destination": route.destination(one.route)},
	[one.at, ["tier"]],
) if {
	some one in routes
	one.to_internet == "true"
}

route_violations contains finding.violation(
	"PATH_NOT_DECLARED",
	{"destination": route.destination(one.route), "target": value.shown(one.route.target)},
	[one.at, ["tier"]],
) if {
	some one in routes
	one.breaks == "true"
	one.to_internet != "true"
}

# METADATA
# description: Holds the paths of what keeps it undecided whether every default route is a declared path.
open_routes contains ["effective_routes"] if {
	value.all_of(input.aws_subnet.effective_routes, set()) == "unknown"
}

open_routes contains path if {
	some one in routes
	one.breaks == "unknown"
	some path in route.unknowns(one.route, one.at)
}

# METADATA
# description: Is the verdict on one VPC.
of_vpc := finding.not_applicable("NO_SERVICE_DECLARED", [_destinations_path]) if {
	is_array(input.profile.egress_destinations)
	count(services) == 0
} else := finding.not_applicable("NO_INTERNAL_SUBNET", [[_subnets]]) if {
	holds_internal == "false"
} else := finding.unknown([_destinations_path]) if {
	value.unknown(input.profile.egress_destinations)
} else := finding.unknown(open_subnets) if {
	holds_internal == "unknown"
} else := finding.fails(endpoint_violations) if {
	count(endpoint_violations) > 0
} else := finding.unknown_because("U2", open_endpoints) if {
	count(open_endpoints) > 0
} else := finding.pass([[_endpoints], _destinations_path]) if {
	value.all({_reached(service) | some service in services}) == "true"
}

_destinations_path := ["profile", "egress_destinations"]

_subnets := "aws_subnet_by_vpc_id"

_endpoints := "aws_vpc_endpoint_by_vpc_id"

# METADATA
# description: Holds the services that the profile declares.
services contains destination.service_endpoint if {
	some destination in value.members(input.profile.egress_destinations)
}

# METADATA
# description: Says whether the VPC has a subnet of the internal tier.
holds_internal := value.any_of(
	input.aws_vpc.aws_subnet_by_vpc_id,
	{value.eq(subnet.tier, "internal") | some subnet in input.aws_vpc.aws_subnet_by_vpc_id.items},
)

# METADATA
# description: Holds the paths of what keeps it undecided whether the VPC has a subnet of the internal tier.
open_subnets contains [_subnets] if {
	value.any_of(input.aws_vpc.aws_subnet_by_vpc_id, set()) == "unknown"
}

open_subnets contains [_subnets, "items", i, "tier"] if {
	some i, subnet in input.aws_vpc.aws_subnet_by_vpc_id.items
	value.unknown(subnet.tier)
}

# METADATA
# description: Says of each endpoint and declared service whether it is an endpoint for it, and whether its policy allows everything.
endpoints contains {
	"at": [_endpoints, "items", i],
	"service": service,
	"is_for": _is_for(endpoint.service_name, service),
	"is_open": value.any_of(endpoint.effective_policy, {_allows_everything(policy.document) | some policy in endpoint.effective_policy.items}),
} if {
	some service in services
	some i, endpoint in input.aws_vpc.aws_vpc_endpoint_by_vpc_id.items
}

_is_for(name, service) := "unknown" if {
	value.unknown(name)
} else := "true" if {
	name == service
} else := "true" if {
	is_string(name)
	_last_part(name) == service
} else := "false"

# What stands after the domain and the region: the domain has a part more in some partitions.
_last_part(name) := concat(".", array.slice(parts, at + 2, count(parts))) if {
	parts := split(name, ".")
	some at, part in parts
	part == "amazonaws"
}

# A policy that nobody wrote is the one that an endpoint has by itself.
_allows_everything(document) := "true" if {
	document == null
} else := value.all({"unknown", _has_wide(document)}) if {
	some statement in iam.statements(document)
	iam.has_effect(statement, "Deny") != "false"
	_is_limited(statement) != "false"
} else := _has_wide(document)

_has_wide(document) := value.any({_is_wide(statement) | some statement in iam.statements(document)})

_is_wide(statement) := value.all({
	value.negate(_is_limited(statement)),
	iam.has_effect(statement, "Allow"),
	iam.is_about_everyone(statement),
	_is_of_any_action(statement),
	_is_of_any_resource(statement),
})

# Whatever comes through an endpoint comes through it, and TLS is open to everyone.
_met_by_everyone := {"aws:securetransport", "s3:tlsversion", "aws:sourcevpc", "aws:sourcevpce"}

_is_limited(statement) := "unknown" if {
	not iam.has_known_conditions(statement)
} else := value.any({value.negate(value.in_set(condition.key, _met_by_everyone)) |
	some condition in iam.conditions(statement)
})

# The ARNs of buckets name no region and no account.
_any_resource := {"*", "arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:aws-cn:s3:::*", "arn:aws-us-gov:s3:::*", "arn:*:s3:::*"}

_is_of_any_resource(statement) := value.any({value.in_set(resource, _any_resource) |
	some resource in iam.listed(iam.member(statement, "Resource"))
} | {value.given(iam.member(statement, "NotResource"))})

# An endpoint leads to one service, so that all of its actions are all that there are.
_is_of_any_action(statement) := value.any({_is_any_action(action) | some action in iam.listed(iam.member(statement, "Action"))} | {value.given(iam.member(statement, "NotAction"))})

_is_any_action(action) := "unknown" if {
	value.unknown(action)
} else := "true" if {
	is_string(action)
	action == "*"
} else := "true" if {
	is_string(action)
	endswith(action, ":*")
} else := "false"

# METADATA
# description: Says whether the VPC has an endpoint for a service.
has_endpoint(service) := value.any_of(
	input.aws_vpc.aws_vpc_endpoint_by_vpc_id,
	{one.is_for | some one in endpoints; one.service == service},
)

# Every endpoint for the service counts, because any of them may be used.
_reached(service) := value.all({
	has_endpoint(service),
	value.all_of(input.aws_vpc.aws_vpc_endpoint_by_vpc_id, {value.negate(value.all({one.is_for, one.is_open})) |
		some one in endpoints
		one.service == service
	}),
})

# METADATA
# description: Holds the ways in which the VPC breaks the policy.
endpoint_violations contains finding.violation("ENDPOINT_MISSING", {"service": service}, [[_endpoints], _destinations_path]) if {
	some service in services
	has_endpoint(service) == "false"
}

endpoint_violations contains finding.violation(
	"ENDPOINT_ALLOWS_EVERYTHING",
	{"service": one.service},
	[array.concat(one.at, ["service_name"]), array.concat(one.at, ["effective_policy"]), _destinations_path],
) if {
	some one in endpoints
	value.all({one.is_for, one.is_open}) == "true"
}

# METADATA
# description: Holds the paths of what keeps it undecided whether the VPC reaches every declared service as it should.
open_endpoints contains [_endpoints] if {
	some service in services
	has_endpoint(service) == "unknown"
	value.any_of(input.aws_vpc.aws_vpc_endpoint_by_vpc_id, set()) == "unknown"
}

open_endpoints contains [_endpoints] if {
	some service in services
	_reached(service) == "unknown"
	value.all_of(input.aws_vpc.aws_vpc_endpoint_by_vpc_id, set()) == "unknown"
}

open_endpoints contains array.concat(one.at, ["service_name"]) if {
	some one in endpoints
	one.is_for == "unknown"
	_reached(one.service) == "unknown"
}

open_endpoints contains array.concat(one.at, ["effective_policy"]) if {
	some one in endpoints
	one.is_open == "unknown"
	_reached(one.service) == "unknown"
	one.is_for != "false"
}
