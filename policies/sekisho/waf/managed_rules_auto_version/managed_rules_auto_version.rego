# METADATA
# title: Managed rule groups follow their vendor's default version
# description: |
#   The subject is a web ACL. None of its managed rule groups is pinned to a static version, so that new signatures come
#   without a deployment. A static version fails, unless the profile's waf.max_version_age_days allows some age and
#   waf.auto_version is not true; how old a version is, or when it expires, no document tells, so that this stays
#   unknown. Groups without versions, such as lists of addresses, always follow. The default version is the one that the
#   vendor recommends, which need not be the newest.
# schemas:
#   - input: schema.sekisho.waf.managed_rules_auto_version
# custom:
#   severity: medium
#   ja:
#     title: マネージドルールグループが提供元の既定バージョンに追従する
#     description: |
#       対象はウェブ ACL。
#       どのマネージドルールグループも静的バージョンに固定されておらず、新しいシグネチャがデプロイなしで反映される。
#       静的バージョンは違反とする。
#       ただし、プロファイルの waf.max_version_age_days が経過日数を許し、waf.auto_version が true でない場合を除く。
#       バージョンの経過日数と有効期限を示すドキュメントはないため、その場合は不明とする。
#       IP アドレスのリストなどバージョンのないグループは、常に追従しているとみなす。
#       既定バージョンは提供元が推奨するものであり、最新とは限らない。
#   profile: [waf.auto_version, waf.max_version_age_days]
#   reasons:
#     VERSION_PINNED:
#       en: "The rule {rule} pins the managed rule group {group} to the static version {version}."
#       ja: "ルール {rule} がマネージドルールグループ {group} を静的バージョン {version} に固定している。"
#     NO_MANAGED_GROUPS:
#       en: The web ACL runs no managed rule group.
#       ja: ウェブ ACL にマネージドルールグループがない。
#   remediation:
#     en: Remove version from managed_rule_group_statement, and test new versions in a web ACL of their own.
#     ja: managed_rule_group_statement から version を取り除き、新しいバージョンは別のウェブ ACL で試験する。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-rule-groups-versioning.html
#     - https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html
package sekisho.waf.managed_rules_auto_version

import data.sekisho.lib.finding
import data.sekisho.lib.value
import data.sekisho.lib.waf

# METADATA
# description: Is the policy's verdict on one web ACL.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.not_applicable("NO_MANAGED_GROUPS", [["effective_rules"]]) if {
	managed == "false"
} else := finding.unknown_because("U4", undecided) if {
	met == "unknown"
} else := finding.pass(basis) if {
	met == "true"
}

# METADATA
# description: Says whether the web ACL runs managed rule groups and each is current.
met := value.all({managed, current})

# METADATA
# description: Says whether the web ACL runs a managed rule group.
managed := value.any_of(input.aws_wafv2_web_acl.effective_rules, {rule.managed | some rule in rules})

# METADATA
# description: Says whether every managed rule group follows its default version, or may be pinned.
current := value.all_of(
	input.aws_wafv2_web_acl.effective_rules,
	{value.any({rule.follows, allowed}) | some rule in rules},
)

# METADATA
# description: Says whether a static version may do; of which age it is, is not known.
allowed := value.all({
	"unknown",
	value.negate(value.eq(input.profile.waf.auto_version, true)),
	value.negate(value.at_most(input.profile.waf.max_version_age_days, 0)),
})

# METADATA
# description: Holds the rules, whether each runs a managed group and whether that follows its default version.
rules contains {
	"at": at,
	"name": value.shown(rule.name),
	"group": value.shown(rule.group_name),
	"version": value.shown(rule.version),
	"managed": value.given(rule.group_name),
	"follows": value.any({
		value.negate(value.given(rule.group_name)),
		value.negate(value.given(rule.version)),
		value.all({value.eq(rule.vendor_name, "AWS"), value.in_set(rule.group_name, waf.unversioned)}),
	}),
	"unknowns": value.unknowns(rule, at) - value.unknowns(rule.name, array.concat(at, ["name"])),
} if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	at := ["effective_rules", "items", i]
}

_max_age_path := ["profile", "waf", "max_version_age_days"]

_auto_path := ["profile", "waf", "auto_version"]

# METADATA
# description: Holds the ways in which the web ACL breaks the policy.
violations contains finding.violation(
	"VERSION_PINNED",
	{"rule": rule.name, "group": rule.group, "version": rule.version},
	{array.concat(rule.at, ["version"])} | _forbidding,
) if {
	some rule in rules
	rule.follows == "false"
	allowed == "false"
}

_forbidding contains _auto_path if value.eq(input.profile.waf.auto_version, true) == "true"

_forbidding contains _max_age_path if value.at_most(input.profile.waf.max_version_age_days, 0) == "true"

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["effective_rules"] if {
	value.all({
		value.any_of(input.aws_wafv2_web_acl.effective_rules, {rule.managed | some rule in rules}),
		value.all_of(input.aws_wafv2_web_acl.effective_rules, set()),
	}) == "unknown"
}

undecided contains path if {
	some rule in rules
	value.all({rule.managed, rule.follows}) == "unknown"
	some path in rule.unknowns
}

undecided contains path if {
	some rule in rules
	rule.follows == "false"
	some path in [array.concat(rule.at, ["version"]), _max_age_path]
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains array.concat(rule.at, [name]) if {
	some rule in rules
	rule.managed == "true"
	some name in ["vendor_name", "group_name", "version"]
}
