# METADATA
# title: Internal compute has no public address
# description: |
#   The subject is an instance, a launch template or configuration, a service or task set of ECS, or an Elastic IP address
#   and its association. It must not give a public IPv4 address to what lies in the internal tier, nor an IPv6 address that
#   a route connects with an internet gateway: one that an instance has, or that the interface of a launch template asks
#   for. What says nothing of IPv4 follows its subnet; what the subnet gives of IPv6 is judged with the subnet. The tier is
#   the one for which the profile declares the subject, or else its subnet: a bastion is declared for another tier or has no
#   public address. What is private passes whatever its tier. Addresses of NAT gateways, load balancers and what else AWS
#   makes for itself are none of compute.
# schemas:
#   - input: schema.sekisho.net.compute_no_public_ip
# custom:
#   severity: high
#   ja:
#     title: 内部の計算リソースがパブリックアドレスを持たない
#     description: |
#       対象はインスタンス、起動テンプレートと起動設定、ECS のサービスとタスクセット、Elastic IP アドレスとその関連付け。
#       内部の区分にあるものにパブリック IPv4 アドレスを与えてはならず、経路がインターネットゲートウェイにつながる IPv6 アドレスも与えてはならない。
#       IPv4 の指定がないものはサブネットの設定に従う。サブネットが自動で割り当てる IPv6 はサブネットのポリシーで判断する。
#       区分はプロファイルが対象自体について宣言したもの、なければサブネットのものとする。踏み台は別の区分として宣言するか、パブリックアドレスを外す。
#       パブリックアドレスがないものは区分によらず適合とする。NAT ゲートウェイやロードバランサーなど AWS が自ら作るものは計算リソースではない。
#   profile: []
#   reasons:
#     PUBLIC_IPV4:
#       en: The internal compute resource has or gets a public IPv4 address.
#       ja: 内部の計算リソースがパブリック IPv4 アドレスを持つ、または割り当てられる。
#     ROUTED_IPV6:
#       en: The internal instance has an IPv6 address, or its template asks for one, and a route connects its subnet with an internet gateway.
#       ja: 内部のインスタンスが IPv6 アドレスを持つか、そのテンプレートが IPv6 アドレスを求めており、サブネットがインターネットゲートウェイへの IPv6 経路を持つ。
#     ELASTIC_IP:
#       en: The Elastic IP address is associated with an internal instance or interface.
#       ja: Elastic IP アドレスが内部のインスタンスまたはネットワークインターフェイスに関連付けられている。
#     NOT_ON_COMPUTE:
#       en: The Elastic IP address is associated with no instance and no interface of the account's own.
#       ja: Elastic IP アドレスが、インスタンスにも利用者自身のネットワークインターフェイスにも関連付けられていない。
#     NOT_INTERNAL:
#       en: The profile declares the resource or its subnet for another tier.
#       ja: プロファイルはこのリソースまたはそのサブネットを別の区分として宣言している。
#   remediation:
#     en: Turn public addresses off, release the Elastic IP address, and reach the resource through a load balancer or Session Manager.
#     ja: パブリックアドレスの割当てを無効にし、Elastic IP アドレスを解放して、ロードバランサーや Session Manager を経由させる。
#   references:
#     - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
#     - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
package sekisho.net.compute_no_public_ip

import data.sekisho.lib.elastic_ip
import data.sekisho.lib.finding
import data.sekisho.lib.route
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one compute resource or Elastic IP address.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.not_applicable("NOT_ON_COMPUTE", basis) if {
	on_compute == "false"
} else := finding.not_applicable("NOT_INTERNAL", [["tier"]]) if {
	is_internal == "false"
	private == "false"
} else := finding.unknown_because("U2", undecided) if {
	private != "true"
} else := finding.pass(basis) if {
	private == "true"
}

# METADATA
# description: Holds the tier of the subject, whatever its type.
tiers contains input.aws_instance.tier

tiers contains input.aws_launch_template.tier

tiers contains input.aws_launch_configuration.tier

tiers contains input.aws_ecs_service.tier

tiers contains input.aws_ecs_task_set.tier

tiers contains input.aws_eip.tier

tiers contains input.aws_eip_association.tier

# METADATA
# description: Says whether the subject belongs to the internal tier.
is_internal := value.any({value.eq(tier, "internal") | some tier in tiers})

# METADATA
# description: Holds the ways in which the subject can have a public address, each with whether it has one so.
ways contains {
	"by": "public_ipv4",
	"word": value.eq(input.aws_instance.has_public_ipv4, true),
	"at": {["has_public_ipv4"]},
}

ways contains {
	"by": "routed_ipv6",
	"word": value.all({_has_ipv6, value.negate(_keeps_ipv6_in)}),
	"at": _ipv6_paths,
}

ways contains {
	"by": "public_ipv4",
	"word": _gives_public_ipv4(input.aws_launch_template, interface),
	"at": _template_paths(i, interface),
} if {
	some i, interface in input.aws_launch_template.network_interfaces.items
}

ways contains {
	"by": "routed_ipv6",
	"word": value.all({_asks_for_ipv6, value.negate(_launches_keep_ipv6_in)}),
	"at": _template_ipv6_paths,
}

# A template without an interface leaves it to the subnet of the launch, which it does not name.
ways contains {"by": "public_ipv4", "word": "unknown", "at": {["network_interfaces"]}} if {
	value.all({
		value.has_items(input.aws_launch_template.network_interfaces),
		value.all_of(input.aws_launch_template.network_interfaces, set()),
	}) != "true"
}

ways contains {
	"by": "public_ipv4",
	"word": _unless_left_out(input.aws_launch_configuration.associate_public_ip_address),
	"at": {["associate_public_ip_address"]},
}

ways contains {
	"by": "public_ipv4",
	"word": value.eq(input.aws_ecs_service.assign_public_ip, true),
	"at": {["assign_public_ip"]},
}

ways contains {
	"by": "public_ipv4",
	"word": value.eq(input.aws_ecs_task_set.assign_public_ip, true),
	"at": {["assign_public_ip"]},
}

ways contains {
	"by": "elastic_ip",
	"word": on_compute,
	"at": _holder_paths,
}

_has_ipv6 := value.eq(input.aws_instance.has_ipv6, true)

_keeps_ipv6_in := value.all_of(
	input.aws_instance.subnet_id_link,
	{route.keeps_ipv6_in(subnet.effective_routes) | some subnet in input.aws_instance.subnet_id_link.items},
)

_ipv6_paths := {["has_ipv6"]} if {
	_has_ipv6 == "false"
} else := {["has_ipv6"], ["subnet_id_link"]} | {["subnet_id_link", "items", i, "effective_routes"] |
	some i, _ in input.aws_instance.subnet_id_link.items
}

_asks_for_ipv6 := value.eq(input.aws_launch_template.asks_for_ipv6, true)

# A template that names no subnet leaves open where its instances are launched.
_launches_keep_ipv6_in := "unknown" if {
	value.has_items(template_subnets) != "true"
} else := value.all_of(template_subnets, {route.keeps_ipv6_in(subnet.effective_routes) | some subnet in template_subnets.items})

_template_ipv6_paths := {["asks_for_ipv6"]} if {
	_asks_for_ipv6 == "false"
} else := {["asks_for_ipv6"], ["subnet_ids_link"]} | {["subnet_ids_link", "items", i, "effective_routes"] |
	some i, _ in template_subnets.items
}

# What is left out is the subnet's word.
_unless_left_out(flag) := "unknown" if {
	flag == null
} else := value.eq(flag, true)

# An interface that exists already gets no address by being attached.
_gives_public_ipv4(template, interface) := value.all({
	value.negate(value.given(interface.network_interface_id)),
	_given_or_of_subnet(template, interface.associate_public_ip_address),
})

_given_or_of_subnet(_, flag) := value.eq(flag, true) if {
	flag != null
} else := "unknown" if {
	value.has_items(template_subnets) != "true"
} else := value.any_of(template_subnets, {value.eq(subnet.gives_public_ipv4, true) |
	some subnet in template_subnets.items
})

# METADATA
# description: Holds the subnets that a launch template names itself.
template_subnets := input.aws_launch_template.subnet_ids_link

_template_paths(i, interface) := {["network_interfaces", "items", i, "associate_public_ip_address"], ["subnet_ids_link"]} if {
	interface.associate_public_ip_address == null
} else := {["network_interfaces", "items", i, "associate_public_ip_address"]}

# METADATA
# description: Says whether an Elastic IP address is associated with an instance, or an interface that no service made.
on_compute := elastic_ip.on_compute(
	input.aws_eip.instance,
	input.aws_eip.instance_link,
	input.aws_eip.network_interface,
	input.aws_eip.network_interface_link,
)

on_compute := elastic_ip.on_compute(
	input.aws_eip_association.instance_id,
	input.aws_eip_association.instance_id_link,
	input.aws_eip_association.network_interface_id,
	input.aws_eip_association.network_interface_id_link,
)

_holder_paths := {[name] | some name in ["instance", "instance_link", "network_interface", "network_interface_link"]} if {
	input.aws_eip
}

_holder_paths := {["instance_id"], ["instance_id_link"], ["network_interface_id"], ["network_interface_id_link"]} if {
	input.aws_eip_association
}

# METADATA
# description: Says whether the subject has no public address in any way.
private := value.all({value.negate(way.word) | some way in ways})

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation("PUBLIC_IPV4", {}, way.at | {["tier"]}) if {
	some way in _forbidden
	way.by == "public_ipv4"
}

violations contains finding.violation("ROUTED_IPV6", {}, way.at | {["tier"]}) if {
	some way in _forbidden
	way.by == "routed_ipv6"
}

violations contains finding.violation("ELASTIC_IP", {}, way.at | {["tier"]}) if {
	some way in _forbidden
	way.by == "elastic_ip"
}

_forbidden contains way if {
	is_internal == "true"
	some way in ways
	way.word == "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["tier"] if is_internal == "unknown"

undecided contains path if {
	some way in ways
	way.word == "unknown"
	some path in way.at
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if {
	some way in ways
	some path in way.at
}
