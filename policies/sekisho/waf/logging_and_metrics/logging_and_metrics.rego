# METADATA
# title: A web ACL logs the requests that it blocks and has metrics
# description: |
#   The subject is a web ACL. It has a logging configuration that keeps every blocked request, and CloudWatch gets metrics
#   of the ACL and of each of its rules. A filter that drops requests by default has to keep those with the action block;
#   a filter that drops requests with that action, or with a label whatever the action, fails. Where the logs go is not
#   looked at, because AWS refuses a logging configuration without a destination. Sampled requests are not logs. Logs that
#   Firewall Manager or Security Lake collect in other accounts are not seen.
# schemas:
#   - input: schema.sekisho.waf.logging_and_metrics
# custom:
#   severity: medium
#   ja:
#     title: ウェブ ACL が遮断したリクエストを記録し、メトリクスを出力する
#     description: |
#       対象はウェブ ACL。
#       遮断したリクエストをすべて残すログ設定があり、ACL と各ルールのメトリクスが CloudWatch に送られる。
#       既定でリクエストを破棄するフィルターは、アクションが block のものを残す必要がある。
#       そのアクションのリクエスト、またはアクションを問わず特定のラベルのリクエストを破棄するフィルターは違反とする。
#       AWS は宛先のないログ設定を受け付けないため、ログの宛先は確認しない。
#       サンプリングされたリクエストはログとみなさない。
#       Firewall Manager や Security Lake が別のアカウントで収集するログは見えない。
#   profile: []
#   reasons:
#     NO_LOGGING:
#       en: The web ACL has no logging configuration.
#       ja: ウェブ ACL にログ設定がない。
#     BLOCKED_NOT_KEPT:
#       en: The filter drops requests by default and keeps none of those that the web ACL blocks.
#       ja: フィルターが既定でリクエストを破棄し、遮断したリクエストを残していない。
#     BLOCKED_DROPPED:
#       en: A filter of the logging configuration drops requests that the web ACL blocks.
#       ja: ログ設定のフィルターが、遮断したリクエストを破棄する。
#     ACL_WITHOUT_METRICS:
#       en: CloudWatch gets no metrics of the web ACL.
#       ja: ウェブ ACL のメトリクスが CloudWatch に送られない。
#     RULE_WITHOUT_METRICS:
#       en: "CloudWatch gets no metrics of the rule {rule}."
#       ja: "ルール {rule} のメトリクスが CloudWatch に送られない。"
#   remediation:
#     en: |
#       Add an aws_wafv2_web_acl_logging_configuration for the ACL whose filter, if it has one, keeps the action BLOCK, and
#       set cloudwatch_metrics_enabled in visibility_config of the ACL and of every rule.
#     ja: |
#       ACL に aws_wafv2_web_acl_logging_configuration を追加し、フィルターを使う場合はアクション BLOCK を残す。
#       ACL と全ルールの visibility_config で cloudwatch_metrics_enabled を有効にする。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/logging-management.html
#     - https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingFilter.html
package sekisho.waf.logging_and_metrics

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one web ACL.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	met == "unknown"
} else := finding.pass(basis) if {
	met == "true"
}

# METADATA
# description: Says whether the web ACL meets the policy.
met := value.all({logged, measured})

_configurations := "aws_wafv2_web_acl_logging_configuration_by_resource_arn"

# METADATA
# description: Says whether a logging configuration keeps the blocked requests.
logged := value.any_of(
	input.aws_wafv2_web_acl.aws_wafv2_web_acl_logging_configuration_by_resource_arn,
	{configuration.word | some configuration in configurations},
)

# METADATA
# description: |
#   Holds the logging configurations: whether the filter of each, if it has one, keeps all blocked requests by default or
#   expressly, and whether it drops some.
configurations contains {
	"at": at,
	"keeps": _keeps[i],
	"drops": _drops[i],
	"word": value.all({_keeps[i], value.negate(_drops[i])}),
	"unknowns": value.unknowns(configuration, [_configurations, "items", i]),
} if {
	some i, configuration in input.aws_wafv2_web_acl.aws_wafv2_web_acl_logging_configuration_by_resource_arn.items
	at := [_configurations, "items", i, "logging_filter"]
}

_keeps[i] := value.all_of(
	configuration.logging_filter,
	{value.any({
		value.eq(selection.default_behavior, "KEEP"),
		value.any_of(selection.filter, {filter.keeps_all |
			some filter in filters
			filter.configuration == i
		}),
	}) |
		some selection in configuration.logging_filter.items
	} | _unless_closed(configuration.logging_filter),
) if {
	some i, configuration in input.aws_wafv2_web_acl.aws_wafv2_web_acl_logging_configuration_by_resource_arn.items
}

_drops[i] := value.any_of(
	configuration.logging_filter,
	{value.any_of(selection.filter, {filter.drops_some |
		some filter in filters
		filter.configuration == i
	}) |
		some selection in configuration.logging_filter.items
	},
) if {
	some i, configuration in input.aws_wafv2_web_acl.aws_wafv2_web_acl_logging_configuration_by_resource_arn.items
}

# A filter belongs to its configuration, so that another document cannot leave it open.
_unless_closed(filter) := {"unknown" | value.any_of(filter, set()) != "false"}

# METADATA
# description: |
#   Holds the filters: whether each keeps every blocked request, and whether it drops some. A condition on a label, which
#   has no action, may be met by a blocked request or not.
filters contains {
	"configuration": i,
	"keeps_all": value.all({
		value.eq(filter.behavior, "KEEP"),
		value.any({
			value.all({
				value.eq(filter.requirement, "MEETS_ANY"),
				value.any_of(filter.condition, {value.eq(condition.action, "BLOCK") |
					some condition in filter.condition.items
				}),
			}),
			value.all({
				value.has_items(filter.condition),
				_all(filter.condition, {value.eq(condition.action, "BLOCK") |
					some condition in filter.condition.items
				}),
			}),
		}),
	}),
	"drops_some": value.all({
		value.eq(filter.behavior, "DROP"),
		value.any({
			value.all({
				value.eq(filter.requirement, "MEETS_ANY"),
				value.any_of(filter.condition, {value.in_set(condition.action, {"BLOCK", null}) |
					some condition in filter.condition.items
				}),
			}),
			value.all({
				value.has_items(filter.condition),
				_all(filter.condition, {value.in_set(condition.action, {"BLOCK", null}) |
					some condition in filter.condition.items
				}),
			}),
		}),
	}),
} if {
	some i, configuration in input.aws_wafv2_web_acl.aws_wafv2_web_acl_logging_configuration_by_resource_arn.items
	some selection in configuration.logging_filter.items
	some filter in selection.filter.items
}

_all(collection, words) := value.all_of(collection, words | _unless_closed(collection))

# METADATA
# description: Says whether CloudWatch gets metrics of the web ACL and of its rules; an association cannot turn them off.
measured := value.all({
	value.eq(input.aws_wafv2_web_acl.cloudwatch_metrics_enabled, true),
	value.all_of(
		input.aws_wafv2_web_acl.effective_rules,
		{value.ne(rule.cloudwatch_metrics_enabled, false) | some rule in input.aws_wafv2_web_acl.effective_rules.items},
	),
})

# METADATA
# description: Holds the ways in which the web ACL breaks the policy.
violations contains finding.violation("NO_LOGGING", {}, [[_configurations]]) if {
	value.has_items(input.aws_wafv2_web_acl.aws_wafv2_web_acl_logging_configuration_by_resource_arn) == "false"
}

violations contains finding.violation("BLOCKED_NOT_KEPT", {}, [configuration.at]) if {
	logged == "false"
	some configuration in configurations
	configuration.keeps == "false"
}

violations contains finding.violation("BLOCKED_DROPPED", {}, [configuration.at]) if {
	logged == "false"
	some configuration in configurations
	configuration.drops == "true"
}

violations contains finding.violation("ACL_WITHOUT_METRICS", {}, [["cloudwatch_metrics_enabled"]]) if {
	value.eq(input.aws_wafv2_web_acl.cloudwatch_metrics_enabled, true) == "false"
}

violations contains finding.violation(
	"RULE_WITHOUT_METRICS",
	{"rule": value.shown(rule.name)},
	[["effective_rules", "items", i, "cloudwatch_metrics_enabled"]],
) if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	value.eq(rule.cloudwatch_metrics_enabled, false) == "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains [_configurations] if {
	logged == "unknown"
	value.any_of(input.aws_wafv2_web_acl.aws_wafv2_web_acl_logging_configuration_by_resource_arn, set()) == "unknown"
}

undecided contains path if {
	logged == "unknown"
	some configuration in configurations
	configuration.word == "unknown"
	some path in configuration.unknowns
}

undecided contains ["cloudwatch_metrics_enabled"] if value.unknown(input.aws_wafv2_web_acl.cloudwatch_metrics_enabled)

undecided contains ["effective_rules"] if {
	value.all_of(input.aws_wafv2_web_acl.effective_rules, set()) == "unknown"
}

undecided contains ["effective_rules", "items", i, "cloudwatch_metrics_enabled"] if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	value.unknown(rule.cloudwatch_metrics_enabled)
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if some path in [["cloudwatch_metrics_enabled"], ["effective_rules"]]

basis contains configuration.at if {
	some configuration in configurations
	configuration.word == "true"
}
