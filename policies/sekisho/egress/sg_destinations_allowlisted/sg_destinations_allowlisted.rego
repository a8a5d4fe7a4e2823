# METADATA
# title: Security groups let traffic out to declared destinations alone
# description: |
#   The subject is a security group with all its egress rules, inline or as resources of their own; a rule whose group is
#   in no document is a subject itself. A destination has to lie within the declared ranges, or, where it is private,
#   within the first range of the group's own VPC. A prefix list has to be declared by its id or name, or, if it is one
#   of AWS, as the service whose name it has; or else each of its ranges has to be a declared destination. Other security
#   groups are networks of the system. The whole internet is allowed at most for TCP port 443 where the profile names a
#   path on which that traffic is inspected; a declared range of every address declares nothing, nor does a declared
#   prefix list that holds one, whose content therefore has to be known unless AWS keeps it, nor a domain name, which a
#   security group cannot see.
# schemas:
#   - input: schema.sekisho.egress.sg_destinations_allowlisted
# custom:
#   severity: high
#   ja:
#     title: セキュリティグループの外向き通信が、宣言された宛先だけに許可されている
#     description: |
#       対象は、インラインと個別リソースの両方の外向きルールを合わせたセキュリティグループ。
#       グループがどの文書にもないルールは、それ自体を対象とする。
#       宛先は、宣言された範囲か、プライベートアドレスであればグループ自身の VPC の最初の範囲に含まれることを求める。
#       プレフィックスリストは、ID か名前で(AWS のものは、その名前のサービスとしても)宣言されているか、含まれる範囲がすべて宣言された宛先であることを求める。
#       他のセキュリティグループは、システム内のネットワークとみなす。
#       インターネット全体は、通信を検査する経路をプロファイルが示す場合に限り、TCP 443 番だけを認める。
#       全アドレスを宣言しても宣言とはみなさず、全アドレスを含むプレフィックスリストの宣言も同様とするため、AWS が管理するもの以外は内容が分かることを求める。
#       セキュリティグループが判別できないドメイン名も、宣言とはみなさない。
#   profile: [egress_destinations, inspected_egress_path]
#   reasons:
#     ALL_TRAFFIC_OUT:
#       en: "All protocols and ports are open to the whole internet ({destination})."
#       ja: "全プロトコル・全ポートでインターネット全体({destination})に出られる。"
#     INTERNET_OUT:
#       en: "{protocol} ports {from_port} to {to_port} are open to the whole internet ({destination})."
#       ja: "{protocol} のポート {from_port}〜{to_port} でインターネット全体({destination})に出られる。"
#     NOT_INSPECTED:
#       en: "TCP port 443 is open to the whole internet ({destination}), and no path inspects that traffic."
#       ja: "TCP 443 番でインターネット全体({destination})に出られるが、その通信を検査する経路がない。"
#     DESTINATION_NOT_DECLARED:
#       en: "{destination} is no declared destination."
#       ja: "{destination} は宣言された宛先ではない。"
#     PREFIX_LIST_NOT_DECLARED:
#       en: "The prefix list {prefix_list} is no declared destination."
#       ja: "プレフィックスリスト {prefix_list} は宣言された宛先ではない。"
#     INGRESS_RULE:
#       en: The rule is for incoming traffic.
#       ja: 内向き通信のルールである。
#     JUDGED_WITH_GROUP:
#       en: The rule is judged together with its security group.
#       ja: このルールはセキュリティグループと合わせて判断する。
#   remediation:
#     en: Replace wide egress rules with the declared ranges and prefix lists, or lead HTTPS through a firewall or proxy and name it in the profile.
#     ja: 広い外向きルールを宣言済みの範囲やプレフィックスリストに置き換えるか、HTTPS をファイアウォールやプロキシに通してプロファイルで示す。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html
package sekisho.egress.sg_destinations_allowlisted

import data.sekisho.lib.cidr
import data.sekisho.lib.finding
import data.sekisho.lib.prefix_list
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one security group or on one rule without its group.
verdict := finding.not_applicable("INGRESS_RULE", [["type"]]) if {
	value.eq(input.aws_security_group_rule.type, "ingress") == "true"
} else := finding.not_applicable("JUDGED_WITH_GROUP", [["security_group_id_link"]]) if {
	judged_with_group
} else := finding.unknown([["type"]]) if {
	value.unknown(input.aws_security_group_rule.type)
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	limited == "unknown"
} else := finding.pass(basis) if {
	limited == "true"
}

_destinations_path := ["profile", "egress_destinations"]

_inspected_path := ["profile", "inspected_egress_path"]

# METADATA
# description: Holds for a rule whose group is a subject. A data source is none.
judged_with_group if {
	some group in _groups.items
	not value.partial_because("U2", group.egress)
}

_groups := input.aws_security_group_rule.security_group_id_link

_groups := input.aws_vpc_security_group_egress_rule.security_group_id_link

# METADATA
# description: Says whether everything that goes out has a declared destination.
limited := value.all_of(egress, {opening.word | some opening in openings})

# METADATA
# description: Is what goes out, in one form for all subjects.
egress := input.aws_security_group.effective_egress

egress := input.aws_security_group_rule.effective_egress

egress := input.aws_vpc_security_group_egress_rule.effective_egress

# METADATA
# description: Is the subject's own VPC, or the VPC of its group, by the path at which it stands.
own_vpcs[["vpc_id_link"]] := input.aws_security_group.vpc_id_link

own_vpcs[["security_group_id_link", "items", i, "vpc_id_link"]] := group.vpc_id_link if some i, group in _groups.items

# Of a rule whose group is not known, neither is the VPC.
own_vpcs[["security_group_id_link"]] := _groups if value.has_items(_groups) != "true"

# METADATA
# description: |
#   Holds what goes out, one entry for every range, in a rule itself or in a prefix list, with a word that says whether it
#   is allowed. The list is null where the rule names the range itself. A list that is empty lets nothing out; what AWS
#   keeps in a list of its own are the addresses of one of its services, and not the world.
openings contains {
	"at": at,
	"protocol": entry.protocol,
	"from_port": entry.from_port,
	"to_port": entry.to_port,
	"list": list,
	"declared": declared,
	"of_aws": of_aws,
	"destination": range,
	"name": name,
	"world": world,
	"word": value.any({
		value.all({world, _is_https(entry), _inspected}),
		value.all({value.negate(world), value.any({declared, cidr.within_any(range, _declared_ranges), _in_own_vpc(range)})}),
	}),
} if {
	some i, entry in egress.items
	at := ["effective_egress", "items", i]
	some name, range in {"cidr_ipv4": entry.cidr_ipv4, "cidr_ipv6": entry.cidr_ipv6}
	value.given(range) != "false"
	list := _list(entry)
	declared := _list_declared(list)
	of_aws := prefix_list.of_aws(entry.prefix_list_name)
	world := value.all({cidr.world(range), value.negate(of_aws)})
}

# A rule names no list, or one, of which neither id nor name need be known; what has a name is one, whatever its id is.
_list(entry) := null if {
	value.given(entry.prefix_list_id) == "false"
	value.given(entry.prefix_list_name) == "false"
} else := {"id": entry.prefix_list_id, "name": entry.prefix_list_name}

_is_https(entry) := value.all({
	value.eq(entry.protocol, "tcp"),
	value.eq(entry.from_port, 443),
	value.eq(entry.to_port, 443),
})

_inspected := value.ne(input.profile.inspected_egress_path, false)

# What the profile does not say stays an unknown; a range of every address declares nothing.
_declared_ranges := {"unknown": "U7"} if {
	value.unknown(input.profile.egress_destinations)
} else := [destination.cidr |
	some destination in value.members(input.profile.egress_destinations)
	cidr.world(destination.cidr) == "false"
]

# METADATA
# description: Says whether the profile declares a prefix list, by its id, its name, or the service of AWS that it belongs to.
_list_declared(list) := "false" if {
	list == null
} else := prefix_list.declared(list, input.profile.egress_destinations)

_in_own_vpc(range) := value.all({cidr.within_any(range, cidr.private_ipv4), value.any({word | some word in _vpc_words(range)})})

_vpc_words(range) := {value.any_of(vpcs, {cidr.within_range(range, vpc.cidr_block) | some vpc in vpcs.items}) |
	some vpcs in own_vpcs
}

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation("ALL_TRAFFIC_OUT", {"destination": opening.destination}, _facts(opening, ["protocol"])) if {
	some opening in openings
	opening.world == "true"
	opening.word == "false"
	value.eq(opening.protocol, "-1") == "true"
}

violations contains finding.violation(
	"INTERNET_OUT",
	{
		"protocol": value.shown(opening.protocol),
		"from_port": value.shown(opening.from_port),
		"to_port": value.shown(opening.to_port),
		"destination": opening.destination,
	},
	_facts(opening, ["protocol", "from_port", "to_port"]),
) if {
	some opening in openings
	opening.world == "true"
	opening.word == "false"
	value.eq(opening.protocol, "-1") != "true"
	_is_https(opening) != "true"
}

violations contains finding.violation(
	"NOT_INSPECTED",
	{"destination": opening.destination},
	_facts(opening, ["protocol", "from_port", "to_port"]) | {_inspected_path},
) if {
	some opening in openings
	opening.world == "true"
	opening.word == "false"
	_is_https(opening) == "true"
}

violations contains finding.violation(
	"DESTINATION_NOT_DECLARED",
	{"destination": opening.destination},
	_facts(opening, []) | {_destinations_path},
) if {
	some opening in openings
	opening.list == null
	opening.world == "false"
	opening.word == "false"
}

# However many of its ranges are not declared, it is one list.
violations contains finding.violation(
	"PREFIX_LIST_NOT_DECLARED",
	{"prefix_list": list},
	{path |
		some opening in _undeclared
		_shown(opening.list) == list
		some path in _facts(opening, ["prefix_list_id"])
	} | {_destinations_path},
) if {
	some list in {_shown(opening.list) | some opening in _undeclared}
}

_undeclared contains opening if {
	some opening in openings
	opening.list != null
	opening.world != "true"
	opening.word == "false"
}

_shown(list) := list.id if {
	is_string(list.id)
} else := value.shown(list.name)

# Parts of the internet that together are all of it, with every protocol, are the same as one range.
violations contains finding.violation(
	"ALL_TRAFFIC_OUT",
	{"destination": concat(", ", sort({opening.destination | some opening in _parts}))},
	{path | some opening in _parts; some path in _facts(opening, ["protocol"])},
) if {
	cidr.cover_world({opening.destination | some opening in _parts})
}

_parts contains opening if {
	some opening in openings
	opening.world == "false"
	opening.of_aws == "false"
	is_string(opening.destination)
	value.eq(opening.protocol, "-1") == "true"
}

_facts(opening, names) := {array.concat(opening.at, [name]) | some name in names} | {array.concat(opening.at, [opening.name])}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["effective_egress"] if value.all_of(egress, set()) == "unknown"

undecided contains path if {
	some opening in _open
	some path in value.unknowns(opening.destination, array.concat(opening.at, [opening.name]))
}

undecided contains array.concat(opening.at, [name]) if {
	some opening in _open
	opening.world != "false"
	some name, port in {"protocol": opening.protocol, "from_port": opening.from_port, "to_port": opening.to_port}
	value.unknown(port)
}

undecided contains _destinations_path if {
	some opening in _open
	opening.world != "true"
	value.unknown(input.profile.egress_destinations)
}

# What is not known of a list may be what declares it.
undecided contains array.concat(opening.at, [name]) if {
	some opening in _open
	opening.declared == "unknown"
	some name, part in {"prefix_list_id": opening.list.id, "prefix_list_name": opening.list.name}
	value.unknown(part)
	not value.unknown(input.profile.egress_destinations)
}

# A range of every address is in no list of AWS.
undecided contains array.concat(opening.at, ["prefix_list_name"]) if {
	some opening in _open
	opening.world == "unknown"
	cidr.world(opening.destination) == "true"
}

undecided contains _inspected_path if {
	some opening in _open
	opening.world != "false"
	_is_https(opening) != "false"
	value.unknown(input.profile.inspected_egress_path)
}

undecided contains path if {
	some opening in _open
	cidr.within_any(opening.destination, cidr.private_ipv4) == "true"
	some at, vpcs in own_vpcs
	some path in value.unknowns(vpcs, at)
}

_open contains opening if {
	some opening in openings
	opening.word == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains ["effective_egress"]

basis contains _destinations_path if {
	some opening in openings
	opening.world != "true"
}

basis contains _inspected_path if {
	some opening in openings
	opening.world != "false"
}
