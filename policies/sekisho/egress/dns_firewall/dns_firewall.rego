# METADATA
# title: DNS Firewall blocks the managed lists of malware and botnet domains in each VPC
# description: |
#   The subject is a VPC with the rule groups of Route 53 Resolver DNS Firewall that are associated with it. One rule has
#   to block the domains of a list of threats that AWS manages; alerting is not enough, nor is a list of one's own or a
#   rule that looks for kinds of threats without a list. A rule before it in its group that lets through or alerts makes
#   it void if it is on every domain (*) or on the same list; such rules on single domains are not looked at, nor are groups
#   that come first, the types of queries that rules are limited to, whether the firewall fails open, nor rule groups that
#   come by a Route 53 Profile.
# schemas:
#   - input: schema.sekisho.egress.dns_firewall
# custom:
#   severity: low
#   ja:
#     title: 各 VPC で DNS Firewall がマルウェアとボットネットのマネージドドメインリストをブロックする
#     description: |
#       対象は、関連付けられた Route 53 Resolver DNS Firewall のルールグループと合わせて見た VPC。
#       AWS が管理する脅威のドメインリストをブロックするルールが一つは必要である。
#       アラートだけのルール、独自のリスト、リストを使わず脅威の種類を検出するルールでは足りない。
#       同じグループでそれより前に評価される、全ドメイン(*)または同じリストに対する許可・アラートのルールがあれば、ブロックは効かないとみなす。
#       個別ドメインの許可ルール、先に評価される他のグループ、ルールが対象とするクエリの種類、ファイアウォールのフェイルオープン設定、Route 53 Profile を通じたルールグループは確認しない。
#   profile: []
#   reasons:
#     NOT_BLOCKED:
#       en: No rule of DNS Firewall blocks a managed list of threats in the VPC.
#       ja: VPC に、脅威のマネージドドメインリストをブロックする DNS Firewall のルールがない。
#     ONLY_ALERTED:
#       en: "The rule on the managed list {list} has the action {action} and blocks nothing."
#       ja: "マネージドドメインリスト {list} に対するルールのアクションが {action} であり、ブロックしていない。"
#     OVERRULED:
#       en: "The rule on the managed list {list} blocks nothing, because a rule before it lets its queries through."
#       ja: "マネージドドメインリスト {list} に対するブロックルールは、それより前のルールがクエリを通すため効かない。"
#   remediation:
#     en: Associate a rule group with the VPC that has a rule with the action BLOCK on AWSManagedDomainsAggregateThreatList or another managed list of threats.
#     ja: AWSManagedDomainsAggregateThreatList などの脅威のマネージドドメインリストに対する BLOCK ルールを持つルールグループを、VPC に関連付ける。
#   references:
#     - https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html
#     - https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html
package sekisho.egress.dns_firewall

import data.sekisho.lib.dns_firewall
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one VPC.
verdict := finding.pass(blocking) if {
	blocked == "true"
} else := finding.fails(violations) if {
	blocked == "false"
} else := finding.unknown_because("U4", undecided) if {
	blocked == "unknown"
}

_by_vpc := "aws_route53_resolver_firewall_rule_group_association_by_vpc_id"

_associations := input.aws_vpc.aws_route53_resolver_firewall_rule_group_association_by_vpc_id

# METADATA
# description: Says whether a rule group that is associated with the VPC blocks a managed list of threats.
blocked := value.any_of(_associations, {association.word | some association in judged})

# METADATA
# description: Says of each association whether it is in force and its group blocks a managed list of threats.
judged contains {"at": at, "word": value.all({value.ne(association.status, "DELETING"), _blocks(association, at)})} if {
	some i, association in _associations.items
	at := [_by_vpc, "items", i]
}

_blocks(association, at) := value.any_of(
	association.firewall_rule_group_id_link,
	{value.any_of(group.effective_rules, {rule.word | some rule in rules; rule.group == array.concat(at, ["firewall_rule_group_id_link", "items", j])}) |
		some j, group in association.firewall_rule_group_id_link.items
	},
)

# METADATA
# description: |
#   Says of each rule whether it is on a managed list of threats, and whether it blocks that, where no rule before it lets
#   the queries through.
rules contains object.union(rule, {
	"blocks": blocks,
	"word": value.all({
		rule.on_threats,
		blocks,
		value.negate(value.any({_overrules(other, rule) | some other in _beside(rule)})),
		rule.told,
	}),
}) if {
	some rule in _told
	blocks := value.eq(rule.rule.action, "BLOCK")
}

_told contains {
	"group": group,
	"at": array.concat(group, ["effective_rules", "items", k]),
	"told": value.all_of(linked.effective_rules, set()),
	"rule": rule,
	"on_threats": dns_firewall.on_threats(rule),
} if {
	some i, association in _associations.items
	some j, linked in association.firewall_rule_group_id_link.items
	group := [_by_vpc, "items", i, "firewall_rule_group_id_link", "items", j]
	some k, rule in linked.effective_rules.items
}

_beside(rule) := {other | some other in _told; other.group == rule.group; other.at != rule.at}

# The first rule that matches decides, and one that alerts lets through as well.
_overrules(other, rule) := value.all({
	value.ne(other.rule.action, "BLOCK"),
	value.any({
		value.eq(other.rule.matches_all, true),
		value.all({value.eq(other.rule.is_list_managed, true), value.same(other.rule.list_name, rule.rule.list_name)}),
	}),
	_earlier(other.rule.priority, rule.rule.priority),
})

_earlier(number, limit) := value.negate(value.at_least(number, limit)) if {
	is_number(number)
	is_number(limit)
} else := "unknown"

# METADATA
# description: Holds the paths of the rules that block a managed list of threats.
blocking contains path if {
	some rule in rules
	rule.word == "true"
	some path in {array.concat(rule.at, ["action"]), array.concat(rule.at, ["list_name"])}
}

# METADATA
# description: Holds the ways in which the VPC breaks the policy.
violations contains finding.violation("NOT_BLOCKED", {}, [[_by_vpc]]) if {
	count(_alerting) == 0
	count(_overruled) == 0
}

violations contains finding.violation(
	"ONLY_ALERTED",
	{"list": value.shown(rule.rule.list_name), "action": value.shown(rule.rule.action)},
	[[_by_vpc], array.concat(rule.at, ["action"]), array.concat(rule.at, ["list_name"])],
) if {
	some rule in _alerting
}

violations contains finding.violation(
	"OVERRULED",
	{"list": value.shown(one.rule.rule.list_name)},
	[[_by_vpc], array.concat(one.rule.at, ["action"]), array.concat(one.rule.at, ["list_name"]), array.concat(one.other.at, ["action"])],
) if {
	some one in _overruled
}

_overruled := {{"rule": rule, "other": other} |
	some rule in rules
	value.all({rule.on_threats, rule.blocks}) == "true"
	some other in _beside(rule)
	_overrules(other, rule) == "true"
}

# A rule that blocks is of an association that is being deleted.
_alerting := {rule |
	some rule in rules
	rule.on_threats == "true"
	rule.blocks == "false"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains [_by_vpc] if {
	value.any_of(_associations, set()) == "unknown"
}

undecided contains path if {
	some one in judged
	one.word == "unknown"
	some i, association in _associations.items
	one.at == [_by_vpc, "items", i]
	some path in _open(association, one.at)
}

_open(association, at) := (({array.concat(at, ["status"]) | value.unknown(association.status)} | {array.concat(at, ["firewall_rule_group_id_link"]) |
	value.any_of(association.firewall_rule_group_id_link, set()) == "unknown"
}) | {array.concat(at, ["firewall_rule_group_id_link", "items", j, "effective_rules"]) |
	some j, group in association.firewall_rule_group_id_link.items
	value.any_of(group.effective_rules, set()) == "unknown"
}) | {path |
	some rule in rules
	rule.word == "unknown"
	array.slice(rule.at, 0, 3) == at
	some path in _open_rule(rule)
}

_open_rule(rule) := (value.unknowns(object.remove(rule.rule, ["matches_all", "priority"]), rule.at) | {array.concat(rule.at, ["list_name"]) |
	value.eq(rule.rule.is_list_managed, true) == "true"
	rule.on_threats == "unknown"
}) | {path |
	some other in _beside(rule)
	_overrules(other, rule) == "unknown"
	some path in (value.unknowns(other.rule, other.at) | value.unknowns(rule.rule, rule.at))
}
