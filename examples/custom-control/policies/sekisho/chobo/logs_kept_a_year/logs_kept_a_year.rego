# METADATA
# title: Log groups keep their events for a year
# description: |
#   The subject is a log group of CloudWatch Logs. It keeps events for 365 days or more, or for ever, which is what a
#   retention of 0 or none at all means.
# schemas:
#   - input: schema.sekisho.chobo.logs_kept_a_year
# custom:
#   severity: medium
#   ja:
#     title: ロググループはイベントを一年間保存する
#     description: |
#       対象はCloudWatch Logsのロググループ。365日以上、または無期限(保存期間が0か、指定がない)で保存する。
#   reasons:
#     KEPT_TOO_SHORT:
#       en: Events are kept for {days} days.
#       ja: 保存期間は {days} 日である。
#   remediation:
#     en: Set retention_in_days to 365 or more.
#     ja: retention_in_days を365以上にする。
#   references:
#     - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
package sekisho.chobo.logs_kept_a_year

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one log group.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown([["retention_in_days"]]) if {
	kept == "unknown"
} else := finding.pass([["retention_in_days"]]) if {
	kept == "true"
}

# METADATA
# description: Says whether events are kept long enough.
kept := value.any({
	value.at_least(input.aws_cloudwatch_log_group.retention_in_days, 365),
	value.in_set(input.aws_cloudwatch_log_group.retention_in_days, {0, null}),
})

# METADATA
# description: Holds the ways in which the log group breaks the policy.
violations contains finding.violation(
	"KEPT_TOO_SHORT",
	{"days": input.aws_cloudwatch_log_group.retention_in_days},
	[["retention_in_days"]],
) if {
	kept == "false"
}
