# METADATA
# title: One CloudTrail trail records all management events of all regions
# description: |
#   The subject is an account. One trail of it is enough, but that one has to meet everything: it spans all regions, is
#   logging, validates its files, feeds a CloudWatch Logs group, and records management events, reads and writes. Of a
#   running trail the last delivery is at most a day old and the delivery to CloudWatch Logs reports no error. A trail
#   that belongs to another account of the organisation may do the same and is not seen, so only a complete listing can
#   refute. The role for CloudWatch Logs is not looked at, because AWS refuses a log group without one.
# schemas:
#   - input: schema.sekisho.log.cloudtrail_baseline
# custom:
#   severity: high
#   ja:
#     title: 一つの CloudTrail 証跡が全リージョンの管理イベントをすべて記録している
#     description: |
#       対象はアカウント。
#       証跡は一つでよいが、その一つがすべてを満たす必要がある。
#       すなわち、全リージョンを対象とし、ログ記録が有効で、ログファイルを検証でき、CloudWatch Logs のロググループへ送られ、読み取りと書き込みの管理イベントを記録する。
#       稼働中の証跡では、最後の配信が一日以内であり、CloudWatch Logs への配信にエラーがない。
#       組織の別アカウントの証跡が同じ役割を果たしていても見えないため、完全な一覧がある場合にだけ違反とする。
#       CloudWatch Logs 用のロールは、ロググループだけの指定を AWS が拒否するため確認しない。
#   profile: []
#   reasons:
#     NO_TRAIL:
#       en: The account has no trail.
#       ja: アカウントに証跡がない。
#     NOT_MULTI_REGION:
#       en: The trail covers a single region.
#       ja: 証跡が単一リージョンだけを対象にしている。
#     LOGGING_STOPPED:
#       en: The trail is not logging.
#       ja: 証跡のログ記録が停止している。
#     FILES_NOT_VALIDATED:
#       en: The trail writes no digests by which its files could be validated.
#       ja: ログファイルの検証が無効になっている。
#     NOT_IN_CLOUDWATCH_LOGS:
#       en: The trail feeds no CloudWatch Logs group.
#       ja: CloudWatch Logs のロググループへ送られていない。
#     MANAGEMENT_EVENTS_INCOMPLETE:
#       en: The event selectors of the trail leave management events out.
#       ja: 証跡のイベントセレクターから管理イベントの一部または全部が除かれている。
#     NOT_DELIVERED:
#       en: The trail has delivered nothing within the last 24 hours.
#       ja: 直近 24 時間以内に証跡の配信がない。
#     DELIVERY_ERROR:
#       en: "The delivery to CloudWatch Logs reports an error: {error}"
#       ja: "CloudWatch Logs への配信でエラーが報告されている: {error}"
#   remediation:
#     en: |
#       Keep one aws_cloudtrail with is_multi_region_trail, enable_logging and enable_log_file_validation on, a
#       cloud_watch_logs_group_arn with its role, and no event selector that leaves management events out.
#     ja: |
#       is_multi_region_trail、enable_logging、enable_log_file_validation を有効にし、cloud_watch_logs_group_arn とロールを設定した aws_cloudtrail を一つ用意する。
#       イベントセレクターで管理イベントを除外しない。
#   references:
#     - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html
#     - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
package sekisho.log.cloudtrail_baseline

import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one account.
verdict := finding.pass(basis) if {
	recorded == "true"
} else := finding.fails(violations) if {
	recorded == "false"
} else := finding.unknown_because("U4", undecided) if {
	recorded == "unknown"
}

# METADATA
# description: Says whether the account has a trail that meets everything.
recorded := value.any_of(input.account.aws_cloudtrail_by_account, {_trail_word(i) |
	some i, _ in input.account.aws_cloudtrail_by_account.items
})

_trail_word(i) := value.all(_words[i])

_words[condition.trail] contains condition.word if {
	some condition in conditions
}

_at(i, name) := ["aws_cloudtrail_by_account", "items", i, name]

# METADATA
# description: Holds what each trail has to meet, whether it does, and the paths that tell.
conditions contains {
	"trail": i,
	"is": "multi_region",
	"word": value.eq(trail.is_multi_region_trail, true),
	"at": {_at(i, "is_multi_region_trail")},
	"unknowns": value.unknowns(trail.is_multi_region_trail, _at(i, "is_multi_region_trail")),
} if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
}

conditions contains {
	"trail": i,
	"is": "logging",
	"word": value.in_set(trail.enable_logging, {true, null}),
	"at": {_at(i, "enable_logging")},
	"unknowns": value.unknowns(trail.enable_logging, _at(i, "enable_logging")),
} if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
}

conditions contains {
	"trail": i,
	"is": "validated",
	"word": value.eq(trail.enable_log_file_validation, true),
	"at": {_at(i, "enable_log_file_validation")},
	"unknowns": value.unknowns(trail.enable_log_file_validation, _at(i, "enable_log_file_validation")),
} if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
}

# Before the first apply the ARN is unknown, but the link shows that there will be one.
conditions contains {
	"trail": i,
	"is": "in_cloudwatch_logs",
	"word": value.any({
		value.given(trail.cloud_watch_logs_group_arn),
		value.any({"true" | value.has_items(trail.cloud_watch_logs_group_arn_link) == "true"}),
	}),
	"at": {_group_path(i, trail.cloud_watch_logs_group_arn)},
	"unknowns": value.unknowns(trail.cloud_watch_logs_group_arn, _at(i, "cloud_watch_logs_group_arn")),
} if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
}

_group_path(i, arn) := _at(i, "cloud_watch_logs_group_arn_link") if {
	value.unknown(arn)
} else := _at(i, "cloud_watch_logs_group_arn")

conditions contains {
	"trail": i,
	"is": "management_events",
	"word": value.any({_by_default[i], _by_selectors[i], _by_advanced_selectors[i]}),
	"at": {_at(i, "event_selector"), _at(i, "advanced_event_selector")},
	"unknowns": {path | some path in _selector_unknowns[i]},
} if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
}

# A trail without selectors records all management events. A running one says itself whether it has any.
_by_default[i] := value.any({
	value.all({
		value.negate(value.has_items(trail.event_selector)),
		value.negate(value.has_items(trail.advanced_event_selector)),
	}),
	value.all({value.eq(trail.running, true), value.eq(trail.has_custom_event_selectors, false)}),
}) if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
}

_selector_unknowns[i] contains path if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
	some path in value.unknowns(trail.event_selector, _at(i, "event_selector"))
}

_selector_unknowns[i] contains path if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
	some path in value.unknowns(trail.advanced_event_selector, _at(i, "advanced_event_selector"))
}

_selector_unknowns[i] contains path if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
	value.eq(trail.running, true) == "true"
	some path in value.unknowns(trail.has_custom_event_selectors, _at(i, "has_custom_event_selectors"))
}

_by_selectors[i] := value.all({
	value.any_of(trail.event_selector, {word |
		some selector in trail.event_selector.items
		word := value.all({
			value.in_set(selector.include_management_events, {true, null}),
			value.in_set(selector.read_write_type, {"All", "ReadOnly", null}),
		})
	}),
	value.any_of(trail.event_selector, {word |
		some selector in trail.event_selector.items
		word := value.all({
			value.in_set(selector.include_management_events, {true, null}),
			value.in_set(selector.read_write_type, {"All", "WriteOnly", null}),
		})
	}),
}) if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
}

_by_advanced_selectors[i] := value.all({
	value.any_of(trail.advanced_event_selector, {value.all({selector.management, selector.reads}) |
		some selector in advanced_selectors
		selector.trail == i
	}),
	value.any_of(trail.advanced_event_selector, {value.all({selector.management, selector.writes}) |
		some selector in advanced_selectors
		selector.trail == i
	}),
}) if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
}

# METADATA
# description: |
#   Holds the advanced selectors: whether each takes management events without leaving some out, and which of reads and
#   writes. Event sources can be excluded, which AWS offers for two services; those that are named, and any other field,
#   take a part only.
advanced_selectors contains {
	"trail": i,
	"management": value.all({
		value.any_of(selector.field_selector, {value.all({
			value.eq(condition.field, "eventCategory"),
			value.any_of(condition.equals, {value.eq(category, "Management") | some category in condition.equals.items}),
		}) |
			some condition in selector.field_selector.items
		}),
		value.all_of(selector.field_selector, {value.any({
			value.in_set(condition.field, {"eventCategory", "readOnly"}),
			value.all({value.eq(condition.field, "eventSource"), value.negate(value.has_items(condition.equals))}),
		}) |
			some condition in selector.field_selector.items
		}),
	}),
	"reads": value.all_of(selector.field_selector, {value.any({
		value.ne(condition.field, "readOnly"),
		value.any_of(condition.equals, {value.eq(flag, "true") | some flag in condition.equals.items}),
	}) |
		some condition in selector.field_selector.items
	}),
	"writes": value.all_of(selector.field_selector, {value.any({
		value.ne(condition.field, "readOnly"),
		value.any_of(condition.equals, {value.eq(flag, "false") | some flag in condition.equals.items}),
	}) |
		some condition in selector.field_selector.items
	}),
} if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
	some selector in trail.advanced_event_selector.items
}

conditions contains {
	"trail": i,
	"is": "delivered",
	"word": instant.within(trail.latest_delivery_time, 86400, input.now),
	"at": {_at(i, "latest_delivery_time"), ["now"]},
	"unknowns": {_at(i, "latest_delivery_time")},
} if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
	value.eq(trail.running, true) == "true"
}

conditions contains {
	"trail": i,
	"is": "without_error",
	"word": value.negate(value.given(trail.latest_cloud_watch_logs_delivery_error)),
	"at": {_at(i, "latest_cloud_watch_logs_delivery_error")},
	"unknowns": {_at(i, "latest_cloud_watch_logs_delivery_error")},
	"error": value.shown(trail.latest_cloud_watch_logs_delivery_error),
} if {
	some i, trail in input.account.aws_cloudtrail_by_account.items
	value.eq(trail.running, true) == "true"
}

# METADATA
# description: Holds the ways in which the trails fall short, if none meets everything and all are known.
violations contains finding.violation("NO_TRAIL", {}, [["aws_cloudtrail_by_account"]]) if {
	value.has_items(input.account.aws_cloudtrail_by_account) == "false"
}

violations contains finding.violation("NOT_MULTI_REGION", {}, condition.at) if some condition in _broken.multi_region

violations contains finding.violation("LOGGING_STOPPED", {}, condition.at) if some condition in _broken.logging

violations contains finding.violation("FILES_NOT_VALIDATED", {}, condition.at) if some condition in _broken.validated

violations contains finding.violation("NOT_IN_CLOUDWATCH_LOGS", {}, condition.at) if {
	some condition in _broken.in_cloudwatch_logs
}

violations contains finding.violation("MANAGEMENT_EVENTS_INCOMPLETE", {}, condition.at) if {
	some condition in _broken.management_events
}

violations contains finding.violation("NOT_DELIVERED", {}, condition.at) if some condition in _broken.delivered

violations contains finding.violation("DELIVERY_ERROR", {"error": condition.error}, condition.at) if {
	some condition in _broken.without_error
}

_broken[kind] contains condition if {
	some condition in conditions
	condition.word == "false"
	kind := condition.is
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["aws_cloudtrail_by_account"] if {
	value.any_of(input.account.aws_cloudtrail_by_account, set()) == "unknown"
}

undecided contains path if {
	some i, _ in input.account.aws_cloudtrail_by_account.items
	_trail_word(i) == "unknown"
	some condition in conditions
	condition.trail == i
	condition.word == "unknown"
	some path in condition.unknowns
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if {
	some i, _ in input.account.aws_cloudtrail_by_account.items
	_trail_word(i) == "true"
	some condition in conditions
	condition.trail == i
	some path in condition.at
}
