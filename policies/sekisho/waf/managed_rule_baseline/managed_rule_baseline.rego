# METADATA
# title: A web ACL runs the required managed rule groups
# description: |
#   The subject is a web ACL. It runs every managed rule group that the profile's required_waf_groups names, or a group of
#   the marketplace that waf.equivalents puts in its place. A group counts if it is not turned to count, as a whole or in
#   each of its rules, and if no scope-down statement takes a part of the requests out. A few rules may be overridden, as
#   is usual against false alarms. What Firewall Manager adds is seen of running ACLs only.
# schemas:
#   - input: schema.sekisho.waf.managed_rule_baseline
# custom:
#   severity: medium
#   ja:
#     title: 必要なマネージドルールグループがウェブ ACL で動作している
#     description: |
#       対象はウェブ ACL。
#       プロファイルの required_waf_groups が挙げるすべてのマネージドルールグループ、または waf.equivalents がその代わりに認めるマーケットプレイスのグループが動作している。
#       グループは、全体としても個々のルールのすべてとしても count に変えられておらず、スコープダウンステートメントで対象のリクエストが狭められていない場合に数える。
#       誤検知への通常の対処として、一部のルールだけを上書きすることは認める。
#       Firewall Manager が加えるグループは、稼働中の ACL でだけ見える。
#   profile: [required_waf_groups, waf.equivalents]
#   reasons:
#     NO_MANAGED_GROUPS:
#       en: The web ACL runs no managed rule group.
#       ja: ウェブ ACL にマネージドルールグループがない。
#     GROUP_MISSING:
#       en: "The web ACL does not run the managed rule group {group}."
#       ja: "ウェブ ACL にマネージドルールグループ {group} がない。"
#     GROUP_COUNTED:
#       en: "The rule {rule} turns the managed rule group {group} to count."
#       ja: "ルール {rule} がマネージドルールグループ {group} を count に変更している。"
#     GROUP_SCOPED_DOWN:
#       en: "The rule {rule} shows the managed rule group {group} only the requests that its scope-down statement selects."
#       ja: "ルール {rule} のスコープダウンステートメントにより、マネージドルールグループ {group} が一部のリクエストしか検査しない。"
#   remediation:
#     en: |
#       Add a rule with managed_rule_group_statement for each required group, with override_action none and without a
#       scope-down statement; override single rules by rule_action_override where they block wrongly.
#     ja: |
#       必要な各グループについて、managed_rule_group_statement のルールを override_action を none にし、スコープダウンステートメントなしで追加する。
#       誤検知するルールは rule_action_override で個別に上書きする。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
#     - https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html
#     - https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-scope-down-statements.html
package sekisho.waf.managed_rule_baseline

import data.sekisho.lib.finding
import data.sekisho.lib.value
import data.sekisho.lib.waf

# METADATA
# description: Is the policy's verdict on one web ACL.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown([_required_path]) if {
	value.unknown(input.profile.required_waf_groups)
} else := finding.unknown_because("U7", [_required_path]) if {
	count(groups) == 0
} else := finding.unknown_because("U2", undecided) if {
	held == "unknown"
} else := finding.pass(basis) if {
	held == "true"
}

_required_path := ["profile", "required_waf_groups"]

_equivalents_path := ["profile", "waf", "equivalents"]

# METADATA
# description: Says whether the web ACL runs every required group.
held := value.all({word | some word in groups})

# METADATA
# description: Says of each required group whether the web ACL runs it.
groups[group] := value.any_of(
	input.aws_wafv2_web_acl.effective_rules,
	{value.all({rule.stands, rule.acts, rule.whole}) | some rule in rules; rule.group == group},
) if {
	some group in value.members(input.profile.required_waf_groups)
}

# METADATA
# description: |
#   Holds the rules for each required group: whether a rule runs the group or one that stands in its place, whether that
#   acts, and whether it sees all requests.
rules contains {
	"group": group,
	"at": at,
	"name": value.shown(rule.name),
	"runs": runs,
	"stands": value.any({runs, _is_equivalent[i][group]}),
	"acts": waf.acts(rule),
	"counts": value.eq(rule.override, "count"),
	"whole": value.ne(rule.scope_down, true),
	"unknowns": value.unknowns(rule, at) - value.unknowns(rule.name, array.concat(at, ["name"])),
} if {
	some group in value.members(input.profile.required_waf_groups)
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	at := ["effective_rules", "items", i]
	runs := waf.runs(rule, group)
}

# As long as the profile does not say what stands in a group's place, any group of the marketplace may.
_is_equivalent[i][group] := value.any({waf.runs(rule, entry.group) |
	some entry in value.members(input.profile.waf.equivalents)
	entry.required == group
} | {value.all({"unknown", _of_marketplace[i]}) | value.unknown(input.profile.waf.equivalents)}) if {
	some group in value.members(input.profile.required_waf_groups)
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
}

_of_marketplace[i] := value.negate(value.in_set(rule.vendor_name, {"AWS", null})) if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
}

# METADATA
# description: Holds the ways in which the web ACL breaks the policy.
violations contains finding.violation("NO_MANAGED_GROUPS", {}, [["effective_rules"]]) if {
	value.unknown(input.profile.required_waf_groups)
	value.any_of(
		input.aws_wafv2_web_acl.effective_rules,
		{value.given(rule.group_name) | some rule in input.aws_wafv2_web_acl.effective_rules.items},
	) == "false"
}

violations contains finding.violation("GROUP_MISSING", {"group": group}, {["effective_rules"]} | _declared) if {
	some group, word in groups
	word == "false"
	count([rule | some rule in rules; rule.group == group; rule.stands == "true"]) == 0
}

violations contains finding.violation(
	"GROUP_COUNTED",
	{"group": group, "rule": rule.name},
	{array.concat(rule.at, ["override"])} | _declared,
) if {
	some rule in _broken
	group := rule.group
	rule.counts == "true"
}

violations contains finding.violation(
	"GROUP_SCOPED_DOWN",
	{"group": group, "rule": rule.name},
	{array.concat(rule.at, ["scope_down"])} | _declared,
) if {
	some rule in _broken
	group := rule.group
	rule.whole == "false"
}

_broken contains rule if {
	some rule in rules
	groups[rule.group] == "false"
	rule.stands == "true"
}

_declared contains _required_path

_declared contains _equivalents_path if not value.unknown(input.profile.waf.equivalents)

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["effective_rules"] if {
	value.any_of(input.aws_wafv2_web_acl.effective_rules, set()) == "unknown"
}

undecided contains path if {
	some rule in _open
	some path in rule.unknowns
}

undecided contains array.concat(rule.at, ["counted_rules"]) if {
	some rule in _open
	rule.acts == "unknown"
}

undecided contains _equivalents_path if {
	some rule in _open
	rule.runs == "false"
	value.unknown(input.profile.waf.equivalents)
}

_open contains rule if {
	some rule in rules
	groups[rule.group] == "unknown"
	value.all({rule.stands, rule.acts, rule.whole}) == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains _required_path

basis contains _equivalents_path if {
	some rule in _holding
	rule.runs != "true"
}

basis contains array.concat(rule.at, [name]) if {
	some rule in _holding
	some name in ["vendor_name", "group_name", "override", "counted_rules", "scope_down"]
}

_holding contains rule if {
	some rule in rules
	value.all({rule.stands, rule.acts, rule.whole}) == "true"
}
