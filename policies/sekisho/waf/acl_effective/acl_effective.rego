# METADATA
# title: A web ACL can block a request
# description: |
#   Some request can end blocked: by a rule whose action is block, captcha or challenge, by a rule group that is not
#   turned to count, as a whole or in each of its rules, or by the default action. A managed group blocks as its vendor
#   made it; a group of one's own blocks if one of its rules does; what Firewall Manager adds is not seen. Which groups
#   are needed is another policy's question.
# schemas:
#   - input: schema.sekisho.waf.acl_effective
# custom:
#   severity: high
#   ja:
#     title: ウェブ ACL がリクエストを実際に遮断できる
#     description: |
#       遮断されるリクエストがありうること。
#       すなわち、アクションが block、captcha、challenge のいずれかであるルール、全体としても個々のルールとしても count に変えられていないルールグループ、または既定のアクションで遮断される。
#       マネージドグループは提供元の定義どおりに遮断する。
#       自前のグループは、その中のいずれかのルールが遮断すれば遮断する。
#       Firewall Manager が加えるものは見えない。
#       どのグループが必要かは別のポリシーで判断する。
#   profile: []
#   reasons:
#     NO_RULES:
#       en: The web ACL has no rules and allows what no rule decides.
#       ja: ウェブ ACL にルールがなく、既定のアクションは許可である。
#     RULE_DOES_NOT_BLOCK:
#       en: "The rule {rule} does not block; its action is {action}."
#       ja: "ルール {rule} のアクションが {action} であり、遮断しない。"
#     GROUP_ONLY_COUNTS:
#       en: "The rule group of the rule {rule} is overridden to count as a whole."
#       ja: "ルール {rule} のルールグループ全体が count に変更されている。"
#     GROUP_RULES_DO_NOT_BLOCK:
#       en: "No rule of the rule group of the rule {rule} blocks; each only counts or allows."
#       ja: "ルール {rule} のルールグループには遮断するルールがなく、すべて count か許可である。"
#   remediation:
#     en: Give the ACL a rule or rule group that blocks, and remove the count override after the trial period.
#     ja: 遮断するルールまたはルールグループを ACL に設定し、試行期間の後は count への変更を解除する。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html
#     - https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html
package sekisho.waf.acl_effective

import data.sekisho.lib.finding
import data.sekisho.lib.value
import data.sekisho.lib.waf

# METADATA
# description: Is the policy's verdict on one web ACL.
verdict := finding.fails(violations) if {
	blocks == "false"
} else := finding.unknown(undecided) if {
	blocks == "unknown"
} else := finding.pass(basis) if {
	blocks == "true"
}

# METADATA
# description: Says whether some request can end blocked.
blocks := value.any({
	_default_blocks,
	value.any_of(input.aws_wafv2_web_acl.effective_rules, {rule.word | some rule in rules}),
})

_default_blocks := value.eq(input.aws_wafv2_web_acl.default_action, "block")

# METADATA
# description: |
#   Holds the rules by kind. A managed group whose rules are not listed blocks unless single rules are overridden; if
#   some are, those that are listed, or are known of AWS's groups, must show that one is left.
rules contains {
	"at": at,
	"name": value.shown(rule.name),
	"action": value.shown(rule.action),
	"override": rule.override,
	"is_rule": is_rule,
	"word": value.any({
		value.all({is_rule, value.in_set(rule.action, {"block", "captcha", "challenge"})}),
		value.all({
			value.eq(rule.kind, "managed_group"),
			value.ne(rule.override, "count"),
			value.any_of(
				rule.group_rules,
				{member.acts | some member in members; member.rule == i} | {_acts_unlisted(rule)},
			),
		}),
		value.all({
			value.in_set(rule.kind, {"own_group", "firewall_manager_group"}),
			value.ne(rule.override, "count"),
			value.any_of(
				rule.group_rules,
				{value.all({member.acts, member.blocks}) | some member in members; member.rule == i},
			),
		}),
	}),
	"facts": (_facts(at, is_rule) | {array.concat(at, [name]) |
		value.all({value.eq(rule.kind, "managed_group"), value.has_items(rule.counted_rules)}) == "true"
		some name in ["group_name", "vendor_name"]
	}),
	"unknowns": value.unknowns(rule, at) - value.unknowns(rule.name, array.concat(at, ["name"])),
} if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	at := ["effective_rules", "items", i]
	is_rule := value.eq(rule.kind, "rule")
}

# Where neither what is overridden nor which group it is can turn out otherwise, the rules that are listed have the word.
_acts_unlisted(rule) := "true" if {
	waf.has_rule_left(rule) == "true"
} else := "unknown" if {
	count(value.unknowns([rule.counted_rules, rule.vendor_name, rule.group_name], [])) > 0
} else := "false"

_facts(at, is_rule) := {array.concat(at, ["action"])} if {
	is_rule == "true"
} else := {array.concat(at, ["override"]), array.concat(at, ["counted_rules"])}

# METADATA
# description: Holds the known rules of the rule groups, whether each acts (it is not overridden) and whether it blocks.
members contains {
	"rule": i,
	"at": ["effective_rules", "items", i, "group_rules", "items", j],
	"acts": value.negate(value.any_of(
		rule.counted_rules,
		{value.same(counted, member.name) | some counted in rule.counted_rules.items},
	)),
	"blocks": value.in_set(member.action, {"block", "captcha", "challenge"}),
} if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	some j, member in rule.group_rules.items
}

# METADATA
# description: Holds the ways in which the ACL breaks the policy, if nothing in it blocks.
violations contains finding.violation("NO_RULES", {}, [["default_action"], ["effective_rules"]]) if {
	value.has_items(input.aws_wafv2_web_acl.effective_rules) == "false"
}

violations contains finding.violation(
	"RULE_DOES_NOT_BLOCK",
	{"rule": rule.name, "action": rule.action},
	[array.concat(rule.at, ["action"])],
) if {
	some rule in rules
	rule.is_rule == "true"
}

violations contains finding.violation(
	"GROUP_ONLY_COUNTS",
	{"rule": rule.name},
	[array.concat(rule.at, ["override"])],
) if {
	some rule in rules
	rule.is_rule != "true"
	value.eq(rule.override, "count") == "true"
}

violations contains finding.violation(
	"GROUP_RULES_DO_NOT_BLOCK",
	{"rule": rule.name},
	[array.concat(rule.at, ["counted_rules"]), array.concat(rule.at, ["group_rules"])],
) if {
	some rule in rules
	rule.is_rule != "true"
	value.eq(rule.override, "count") != "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["default_action"] if _default_blocks == "unknown"

undecided contains ["effective_rules"] if value.any_of(input.aws_wafv2_web_acl.effective_rules, set()) == "unknown"

undecided contains path if {
	some rule in rules
	rule.word == "unknown"
	some path in rule.unknowns
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains ["default_action"] if _default_blocks == "true"

basis contains path if {
	some rule in rules
	rule.word == "true"
	some path in rule.facts
}

basis contains array.concat(member.at, ["action"]) if {
	some rule in rules
	rule.word == "true"
	some member in members
	array.slice(member.at, 0, 3) == rule.at
	value.all({member.acts, member.blocks}) == "true"
}
