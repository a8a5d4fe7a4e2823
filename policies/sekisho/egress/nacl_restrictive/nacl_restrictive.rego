# METADATA
# title: Network ACLs of internal subnets let out only to declared destinations
# description: |
#   The subjects are network ACLs with all their entries, inline or as resources of their own; an entry whose ACL is in no
#   document is a subject itself, and so is a subnet, for the case that its ACL is in none. Entries are taken in the order
#   of their numbers: what an earlier entry denies, a later one does not let out. An ACL that a subnet of the tier internal
#   uses must not let everything out, whatever is declared; any other entry that allows must lead into the VPC's own range
#   or into a range of the profile's egress_destinations. Declared prefix lists, service endpoints and domains have
#   addresses that no document tells, so beside them a narrow range stays unknown. A further range of a VPC is to be
#   declared as well. ACLs of other tiers alone are left out: answers to clients leave by them.
# schemas:
#   - input: schema.sekisho.egress.nacl_restrictive
# custom:
#   severity: medium
#   ja:
#     title: 内部サブネットのネットワーク ACL が宣言した宛先への通信だけを許可している
#     description: |
#       対象は、インラインと個別リソースの両方のエントリを合わせたネットワーク ACL。
#       ACL がどの文書にもないエントリと、ACL がどの文書にもないサブネットも、それ自体を対象とする。
#       エントリは番号順に評価し、先のエントリが拒否する通信は、後のエントリで許可されても通らないものとする。
#       internal の区分のサブネットが使う ACL は、宣言の内容によらず、全通信を許可してはならない。
#       その他の許可エントリの宛先は、VPC 自身の範囲か、プロファイルの egress_destinations の範囲に収まらなければならない。
#       宣言されたプレフィックスリスト・サービスエンドポイント・ドメインのアドレスは文書から分からないため、それらが宣言されていれば、狭い範囲は不明とする。
#       VPC の追加の範囲も宣言が必要である。他の区分だけの ACL は、クライアントへの応答が通るため対象外とする。
#   profile: [egress_destinations]
#   reasons:
#     ALL_EGRESS_ALLOWED:
#       en: "Entry {rule_number} lets everything out of an internal subnet ({destination})."
#       ja: "エントリ {rule_number} が、内部サブネットからの全通信({destination})を許可している。"
#     UNDECLARED_DESTINATION:
#       en: "Entry {rule_number} lets {protocol} (ports {from_port} to {to_port}) out of an internal subnet to {destination}, which the profile does not declare."
#       ja: "エントリ {rule_number} が、内部サブネットから、プロファイルが宣言していない宛先 {destination} への {protocol}(ポート {from_port}〜{to_port})を許可している。"
#     NO_INTERNAL_SUBNET:
#       en: No subnet of the tier internal uses the network ACL.
#       ja: このネットワーク ACL を使う internal の区分のサブネットはない。
#     NOT_INTERNAL:
#       en: The subnet is not of the tier internal.
#       ja: internal の区分のサブネットではない。
#     INGRESS_ENTRY:
#       en: The entry is for incoming traffic.
#       ja: 内向き通信のエントリである。
#     JUDGED_WITH_ACL:
#       en: It is judged together with its network ACL.
#       ja: ネットワーク ACL と合わせて判断する。
#   remediation:
#     en: Replace the entry that allows everything by entries for the declared destinations, and give internal subnets an ACL of their own.
#     ja: 全通信を許可するエントリを宣言した宛先へのエントリに置き換え、内部サブネットに専用の ACL を割り当てる。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
#     - https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
package sekisho.egress.nacl_restrictive

import data.sekisho.lib.acl
import data.sekisho.lib.cidr
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one network ACL, one entry without its ACL, or one subnet.
verdict := finding.not_applicable("NOT_INTERNAL", [["tier"]]) if {
	value.eq(input.aws_subnet.tier, "internal") == "false"
} else := finding.not_applicable("JUDGED_WITH_ACL", [["network_acls"]]) if {
	value.has_items(input.aws_subnet.network_acls) == "true"
} else := finding.unknown(subnet_undecided) if {
	input.aws_subnet
} else := finding.not_applicable("INGRESS_ENTRY", [["egress"]]) if {
	value.eq(input.aws_network_acl_rule.egress, true) == "false"
} else := finding.not_applicable("JUDGED_WITH_ACL", [["network_acl_id_link"]]) if {
	value.has_items(input.aws_network_acl_rule.network_acl_id_link) == "true"
} else := finding.unknown([["egress"]]) if {
	value.unknown(input.aws_network_acl_rule.egress)
} else := finding.not_applicable("NO_INTERNAL_SUBNET", [["subnets"]]) if {
	concerns_internal == "false"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	count(undecided) > 0
} else := finding.pass(basis) if {
	closed == "true"
}

# METADATA
# description: Says whether an internal subnet is among those that use the ACL; unknown of an entry whose ACL is elsewhere.
concerns_internal := value.negate(value.all_of(
	input.aws_network_acl.subnets,
	{value.ne(subnet.tier, "internal") | some subnet in input.aws_network_acl.subnets.items},
))

concerns_internal := value.negate(value.all_of(
	input.aws_default_network_acl.subnets,
	{value.ne(subnet.tier, "internal") | some subnet in input.aws_default_network_acl.subnets.items},
))

concerns_internal := "unknown" if input.aws_network_acl_rule

# METADATA
# description: Holds the entries for what goes out, as the list that they stand in.
egress := input.aws_network_acl.effective_egress

egress := input.aws_default_network_acl.effective_egress

egress := input.aws_network_acl_rule.effective_egress

# METADATA
# description: |
#   Says of each entry that may allow whether it breaks the policy; "word" says whether it lets something out, and "strays"
#   whether that leads anywhere but to the VPC and what is declared.
judged contains {
	"index": i,
	"entry": entry,
	"is_all": _lets_all(entry),
	"word": _opens(entry),
	"strays": _strays(entry),
	"breaks": value.all({_opens(entry), _strays(entry), concerns_internal}),
} if {
	some i, entry in egress.items
	acl.allows(entry) != "false"
}

# An entry is open if it decides at one point of all that it matches.
_opens(entry) := value.any({acl.decides(egress, entry, point) | some point in acl.points(egress.items, entry, set())}) if {
	_is_settled(entry)
} else := "unknown"

_is_settled(entry) if {
	parts := [entry.action, entry.protocol, entry.from_port, entry.to_port, entry.cidr_ipv4, entry.cidr_ipv6]
	{part | some part in parts; value.unknown(part)} == set()
}

_lets_all(entry) := value.all({value.eq(entry.protocol, "-1"), acl.worldwide(entry)})

_strays(entry) := value.any({_lets_all(entry), _leads_away(entry)})

_leads_away(entry) := value.all({value.negate(_in_vpc(entry)), value.negate(_declared(entry))}) if {
	acl.range_of(entry) != "?"
	not value.unknown(entry.cidr_ipv4)
	not value.unknown(entry.cidr_ipv6)
} else := "unknown"

# Of an entry whose ACL is elsewhere it is not known whether that is an internal subnet's, whatever its VPC.
_in_vpc(entry) := value.any({word |
	some vpcs in _vpcs
	word := value.any_of(vpcs, {cidr.within_range(acl.range_of(entry), vpc.cidr_block) | some vpc in vpcs.items})
})

_vpcs contains input.aws_network_acl.vpc_id_link

# The default ACL is named through its VPC; the id of the VPC itself is then told only by a running one.
_vpcs contains input.aws_default_network_acl.vpc_id_link if {
	value.has_items(input.aws_default_network_acl.default_network_acl_id_link) != "true"
}

_vpcs contains input.aws_default_network_acl.default_network_acl_id_link

_declared(entry) := "unknown" if {
	value.unknown(input.profile.egress_destinations)
} else := value.any({_names(destination, entry) | some destination in input.profile.egress_destinations})

# Which addresses a prefix list, endpoint or domain has is told nowhere; the whole internet it is not.
_names(destination, entry) := cidr.within_range(acl.range_of(entry), destination.cidr) if {
	destination.cidr
} else := value.all({"unknown", value.negate(acl.worldwide(entry))})

# METADATA
# description: Says whether nothing that the policy forbids goes out.
closed := value.all_of(egress, {value.negate(one.breaks) | some one in judged})

# METADATA
# description: Holds the ways in which the subject breaks the policy, one for each entry that does.
violations contains finding.violation(
	"ALL_EGRESS_ALLOWED",
	{"rule_number": value.shown(one.entry.rule_number), "destination": acl.range_of(one.entry)},
	[["effective_egress", "items", one.index], ["subnets"]],
) if {
	some one in judged
	one.breaks == "true"
	one.is_all == "true"
}

violations contains finding.violation(
	"UNDECLARED_DESTINATION",
	{
		"rule_number": value.shown(one.entry.rule_number),
		"protocol": value.shown(one.entry.protocol),
		"from_port": value.shown(one.entry.from_port),
		"to_port": value.shown(one.entry.to_port),
		"destination": acl.range_of(one.entry),
	},
	[["effective_egress", "items", one.index], ["profile", "egress_destinations"], ["subnets"]],
) if {
	some one in judged
	one.breaks == "true"
	one.is_all != "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided for an ACL or an entry.
undecided contains ["effective_egress"] if {
	value.all_of(egress, set()) == "unknown"
}

undecided contains path if {
	some one in judged
	one.breaks == "unknown"
	one.word == "unknown"
	some path in _entry_paths
}

undecided contains path if {
	some one in judged
	one.breaks == "unknown"
	one.strays == "unknown"
	some path in (_place_paths | value.unknowns(one.entry, ["effective_egress", "items", one.index]))
}

undecided contains ["effective_egress", "items", one.index] if {
	some one in judged
	one.breaks == "unknown"
	one.strays == "unknown"
	acl.range_of(one.entry) == "?"
	not value.unknown(one.entry.cidr_ipv4)
	not value.unknown(one.entry.cidr_ipv6)
}

undecided contains path if {
	some one in judged
	one.breaks == "unknown"
	concerns_internal == "unknown"
	some path in _subnet_paths
}

_entry_paths contains path if {
	some i, entry in egress.items
	some path in value.unknowns(entry, ["effective_egress", "items", i])
}

_entry_paths contains ["effective_egress", "items", i, "rule_number"] if {
	some i, entry in egress.items
	not is_number(entry.rule_number)
}

_entry_paths contains ["effective_egress"] if {
	value.any_of(egress, set()) == "unknown"
}

_place_paths contains ["profile", "egress_destinations"] if value.unknown(input.profile.egress_destinations)

_place_paths contains path if {
	some path in value.unknowns(input.aws_network_acl.vpc_id_link, ["vpc_id_link"])
}

_place_paths contains path if some path in _default_paths

# Where the link that counts leads to a VPC, its range is not known; else either link may lead to one.
_default_paths := paths if {
	value.has_items(input.aws_default_network_acl.default_network_acl_id_link) != "true"
	paths := value.unknowns(input.aws_default_network_acl.vpc_id_link, ["vpc_id_link"])
	count(paths) > 0
} else := value.unknowns(
	input.aws_default_network_acl.default_network_acl_id_link,
	["default_network_acl_id_link"],
)

# A list that names addresses by something else than ranges.
_place_paths contains ["profile", "egress_destinations"] if {
	some destination in value.members(input.profile.egress_destinations)
	not destination.cidr
}

_subnet_paths contains path if {
	some path in value.unknowns(input.aws_network_acl.subnets, ["subnets"])
}

_subnet_paths contains path if {
	some path in value.unknowns(input.aws_default_network_acl.subnets, ["subnets"])
}

_subnet_paths contains ["network_acl_id_link"] if input.aws_network_acl_rule

# METADATA
# description: Holds the paths of what keeps the question undecided for a subnet whose ACL is in no document.
subnet_undecided contains ["tier"] if value.unknown(input.aws_subnet.tier)

subnet_undecided contains ["network_acls"] if {
	not value.unknown(input.aws_subnet.tier)
}

# METADATA
# description: Holds the paths of the facts that a pass rests on; what is declared counts where it lets something out.
basis contains ["effective_egress"]

basis contains ["profile", "egress_destinations"] if {
	some one in judged
	one.word != "false"
	_declared(one.entry) == "true"
}
