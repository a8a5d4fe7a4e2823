# METADATA
# title: Network ACLs do not admit the internet to administration ports
# description: |
#   The subjects are network ACLs with all their entries, inline or as resources of their own; an entry whose ACL is in no
#   document is a subject itself, and so is a subnet, for the case that its ACL is in none. Entries are taken in the order
#   of their numbers: what an earlier entry denies, a later one does not admit. An ACL that subnets use must not admit the
#   internet on SSH or RDP, nor on all ports, whatever the tier of the subnets. The port range 1024 to 65535 is left out,
#   because an ACL is stateless and answers to connections from inside come back there; RDP's port counts only where it is
#   opened by itself and not in a range of such answers (at least 49152 to 60999). ICMP is left out too. A subnet of the
#   tier internal must not be admitted to from the internet on any other port either, which weighs less. Ranges that are
#   wider than any one organisation's (shorter than /8, IPv6 /16) count as the internet.
# schemas:
#   - input: schema.sekisho.net.nacl_ingress_restricted
# custom:
#   severity: medium
#   ja:
#     title: ネットワーク ACL がインターネットから管理用ポートへの通信を許可していない
#     description: |
#       対象は、インラインと個別リソースの両方のエントリを合わせたネットワーク ACL。
#       ACL がどの文書にもないエントリと、ACL がどの文書にもないサブネットも、それ自体を対象とする。
#       エントリは番号順に評価し、先のエントリが拒否する通信は、後のエントリで許可されても通らないものとする。
#       サブネットが使う ACL は、サブネットの区分によらず、インターネットからの SSH・RDP と全ポートの通信を許可してはならない。
#       ACL はステートレスで、内側からの接続への応答が 1024〜65535 番に戻るため、この範囲は対象外とする。RDP のポートは、応答用の範囲(49152〜60999 を含むもの)以外で開かれた場合だけ違反とする。ICMP も対象外とする。
#       internal の区分のサブネットには、その他のポートもインターネットから許可してはならない(重大度は低)。
#       一つの組織の範囲より広いもの(/8、IPv6 では /16 より短いプレフィックス)をインターネットとみなす。
#   profile: []
#   reasons:
#     ALL_TRAFFIC_OPEN:
#       en: "Entry {rule_number} admits {protocol} on all ports from the internet ({source})."
#       ja: "エントリ {rule_number} が、インターネット({source})からの {protocol} を全ポートで許可している。"
#     ADMIN_PORT_OPEN:
#       en: "Entry {rule_number} admits {protocol} on administration ports ({ports}) from the internet ({source})."
#       ja: "エントリ {rule_number} が、インターネット({source})からの {protocol} を管理用ポート({ports})で許可している。"
#     PORT_OPEN:
#       en: "Entry {rule_number} admits {protocol} (ports {from_port} to {to_port}) from the internet ({source}) to an internal subnet."
#       ja: "エントリ {rule_number} が、インターネット({source})から内部サブネットへの {protocol}(ポート {from_port}〜{to_port})を許可している。"
#     NO_SUBNETS:
#       en: No subnet uses the network ACL.
#       ja: このネットワーク ACL を使うサブネットはない。
#     NOT_INTERNAL:
#       en: The subnet is not of the tier internal.
#       ja: internal の区分のサブネットではない。
#     EGRESS_ENTRY:
#       en: The entry is for outgoing traffic.
#       ja: 外向き通信のエントリである。
#     JUDGED_WITH_ACL:
#       en: It is judged together with its network ACL.
#       ja: ネットワーク ACL と合わせて判断する。
#   remediation:
#     en: Deny the internet on administration ports before any entry that allows, and allow it no more than the port range of answers.
#     ja: 許可エントリより前でインターネットからの管理用ポートを拒否し、許可は応答用のポート範囲に限定する。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
#     - https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
package sekisho.net.nacl_ingress_restricted

import data.sekisho.lib.acl
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
} else := finding.not_applicable("EGRESS_ENTRY", [["egress"]]) if {
	value.eq(input.aws_network_acl_rule.egress, true) == "true"
} else := finding.not_applicable("JUDGED_WITH_ACL", [["network_acl_id_link"]]) if {
	value.has_items(input.aws_network_acl_rule.network_acl_id_link) == "true"
} else := finding.unknown([["egress"]]) if {
	value.unknown(input.aws_network_acl_rule.egress)
} else := finding.not_applicable("NO_SUBNETS", [["subnets"]]) if {
	in_use == "false"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	count(undecided) > 0
} else := finding.pass(basis) if {
	closed == "true"
}

# METADATA
# description: Says whether subnets use the ACL; an entry whose ACL is elsewhere is judged as if they did.
in_use := value.has_items(input.aws_network_acl.subnets)

in_use := value.has_items(input.aws_default_network_acl.subnets)

in_use := "true" if input.aws_network_acl_rule

# METADATA
# description: Says whether an internal subnet is among those that use the ACL; unknown of an entry whose ACL is elsewhere.
protects_internal := value.negate(value.all_of(
	input.aws_network_acl.subnets,
	{value.ne(subnet.tier, "internal") | some subnet in input.aws_network_acl.subnets.items},
))

protects_internal := value.negate(value.all_of(
	input.aws_default_network_acl.subnets,
	{value.ne(subnet.tier, "internal") | some subnet in input.aws_default_network_acl.subnets.items},
))

protects_internal := "unknown" if input.aws_network_acl_rule

# METADATA
# description: Holds the entries for what comes in, as the list that they stand in.
ingress := input.aws_network_acl.effective_ingress

ingress := input.aws_default_network_acl.effective_ingress

ingress := input.aws_network_acl_rule.effective_ingress

# METADATA
# description: |
#   Holds what entries admit from the internet, one opening for each point that stands for what the entry matches; "word"
#   says whether it is open there, and "kind" what it means.
openings contains {
	"index": i,
	"entry": entry,
	"kind": _kind(entry, point),
	"port": point.port,
	"word": acl.decides(ingress, entry, point),
} if {
	some i, entry in ingress.items
	_is_settled(entry)
	value.all({acl.allows(entry), acl.worldwide(entry)}) == "true"
	some point in acl.points(ingress.items, entry, _admin_points)
}

# What is not known of an entry may be what matters, unless it is known to deny or to be narrow.
openings contains {"kind": "unsettled", "word": "unknown"} if {
	some entry in ingress.items
	value.all({acl.allows(entry), acl.worldwide(entry)}) != "false"
	not _is_settled(entry)
}

_is_settled(entry) if {
	parts := [entry.action, entry.protocol, entry.from_port, entry.to_port, entry.cidr_ipv4, entry.cidr_ipv6]
	{part | some part in parts; value.unknown(part)} == set()
}

_admin_points := {
	{"protocol": "tcp", "port": 22},
	{"protocol": "tcp", "port": 3389},
	{"protocol": "udp", "port": 3389},
}

_port_protocols := {"tcp", "udp"}

_kind(entry, point) := "all" if {
	point.protocol == "-1"
} else := "all" if {
	entry.protocol in _port_protocols
	entry.from_port <= 1
	entry.to_port >= 65535
} else := "admin" if {
	point in _admin_points
	not _answers(entry)
} else := "none" if {
	point.protocol in {"icmp", "icmpv6"}
} else := "none" if {
	point.protocol in _port_protocols
	point.port >= 1024
} else := "other"

# Clients of Linux take ports from 32768 to 60999, of Windows from 49152 to 65535, NAT gateways from 1024 to 65535.
_answers(entry) if {
	entry.from_port >= 1024
	entry.to_port >= 60999
}

# METADATA
# description: Says of each opening whether it breaks the policy; what is open for answers or ICMP does not.
judged contains {"opening": opening, "breaks": value.all({opening.word, _concerns(opening.kind)})} if {
	some opening in openings
	opening.kind != "none"
}

_concerns(kind) := in_use if {
	kind in {"all", "admin", "unsettled"}
} else := protects_internal

# METADATA
# description: Says whether nothing that the policy forbids comes in.
closed := value.all_of(ingress, {value.negate(one.breaks) | some one in judged})

_broken contains one.opening if {
	some one in judged
	one.breaks == "true"
}

# An entry for everything stands at several points, of which the widest says all.
_is_all(index) if {
	some opening in _broken
	opening.index == index
	opening.kind == "all"
}

# METADATA
# description: Holds the ways in which the subject breaks the policy, one for each entry that does.
violations contains finding.violation(
	"ALL_TRAFFIC_OPEN",
	{
		"rule_number": value.shown(opening.entry.rule_number),
		"protocol": opening.entry.protocol,
		"source": acl.range_of(opening.entry),
	},
	_paths(opening.index),
) if {
	some opening in _broken
	opening.kind == "all"
}

violations contains finding.violation(
	"ADMIN_PORT_OPEN",
	{
		"rule_number": value.shown(opening.entry.rule_number),
		"protocol": opening.entry.protocol,
		"ports": concat(", ", sort({format_int(other.port, 10) |
			some other in _broken
			other.index == opening.index
			other.kind == "admin"
		})),
		"source": acl.range_of(opening.entry),
	},
	_paths(opening.index),
) if {
	some opening in _broken
	opening.kind == "admin"
	not _is_all(opening.index)
}

violations contains finding.graded("low", finding.violation(
	"PORT_OPEN",
	{
		"rule_number": value.shown(opening.entry.rule_number),
		"protocol": opening.entry.protocol,
		"from_port": value.shown(opening.entry.from_port),
		"to_port": value.shown(opening.entry.to_port),
		"source": acl.range_of(opening.entry),
	},
	_paths(opening.index) | {["subnets"]},
)) if {
	some opening in _broken
	opening.kind == "other"
	not _is_all(opening.index)
}

_paths(index) := {["effective_ingress", "items", index]}

# METADATA
# description: Holds the paths of what keeps the question undecided for an ACL or an entry.
undecided contains ["effective_ingress"] if {
	value.all_of(ingress, set()) == "unknown"
}

undecided contains path if {
	some one in judged
	one.breaks == "unknown"
	some path in _open_paths(one.opening)
}

_open_paths(opening) := _entry_paths if {
	opening.word == "unknown"
} else := _subnet_paths

_entry_paths contains path if {
	some i, entry in ingress.items
	some path in value.unknowns(entry, ["effective_ingress", "items", i])
}

_entry_paths contains ["effective_ingress", "items", i, "rule_number"] if {
	some i, entry in ingress.items
	not is_number(entry.rule_number)
}

_entry_paths contains ["effective_ingress"] if {
	value.any_of(ingress, set()) == "unknown"
}

_subnet_paths contains ["subnets"] if {
	value.any_of(input.aws_network_acl.subnets, set()) == "unknown"
}

_subnet_paths contains ["subnets"] if {
	value.any_of(input.aws_default_network_acl.subnets, set()) == "unknown"
}

_subnet_paths contains ["network_acl_id_link"] if input.aws_network_acl_rule

_subnet_paths contains ["subnets", "items", i, "tier"] if {
	some i, subnet in input.aws_network_acl.subnets.items
	value.unknown(subnet.tier)
}

_subnet_paths contains ["subnets", "items", i, "tier"] if {
	some i, subnet in input.aws_default_network_acl.subnets.items
	value.unknown(subnet.tier)
}

# METADATA
# description: Holds the paths of what keeps the question undecided for a subnet whose ACL is in no document.
subnet_undecided contains ["tier"] if value.unknown(input.aws_subnet.tier)

subnet_undecided contains ["network_acls"] if {
	not value.unknown(input.aws_subnet.tier)
}

# METADATA
# description: Holds the paths of the facts that a pass rests on; the subnets count where some may have what others may not.
basis contains ["effective_ingress"]

basis contains ["subnets"] if {
	some one in judged
	one.opening.kind == "other"
}
