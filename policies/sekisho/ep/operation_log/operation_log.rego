# METADATA
# title: The operation logs that are asked for are collected from every device and kept
# description: |
#   The subject is a device. Its operation log has every kind that the profile's endpoints.log_kinds names, its newest event is at
#   most endpoints.log_max_age_days older than the last contact of the device (a device that is switched off logs nothing), and
#   it is kept for at least endpoints.log_retention_days. A log that ends earlier is one whose export fails. Without the two
#   keys that have no default it is unknown what is asked for. Jamf Pro by itself tells no operation log.
# schemas:
#   - input: schema.sekisho.ep.operation_log
# custom:
#   severity: medium
#   ja:
#     title: 求められる操作ログが全端末から収集され、保存されている
#     description: |
#       対象は端末。
#       操作ログに、プロファイルの endpoints.log_kinds が挙げる種類がすべて含まれ、最新のイベントが端末の最後の接続から endpoints.log_max_age_days 日以内であり(電源の切れた端末は記録しない)、endpoints.log_retention_days 日以上保存される。
#       それより前で途切れたログは、出力に失敗しているものとする。
#       既定値のない二つのキーがプロファイルになければ、何が求められるか分からないため不明とする。
#       Jamf Pro だけでは操作ログは分からない。
#   profile: [endpoints.log_kinds, endpoints.log_max_age_days, endpoints.log_retention_days]
#   reasons:
#     KIND_MISSING:
#       en: "Logs of the kind {kind} are not collected."
#       ja: "種類 {kind} のログが収集されていない。"
#     LOG_STALE:
#       en: "At the last contact of the device the newest event was {days} {days:day|days} old; {allowed} {allowed:is|are} asked for."
#       ja: "端末の最後の接続時点で、最新のイベントが {days} 日前のものであり、{allowed} 日以内ではない。"
#     RETENTION_SHORT:
#       en: "Logs are kept for {days} {days:day|days}; {asked} {asked:is|are} asked for."
#       ja: "ログの保存期間が {days} 日であり、求められる {asked} 日に満たない。"
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Turn the missing kinds of logs on in the console, and see why the daily export of logs fails; keep exported logs for the
#       time that is asked for, because the manager deletes its own.
#     ja: |
#       管理コンソールで不足する種類のログを有効にし、日次のログ出力が失敗する原因を調べる。
#       マネージャー側のログは一定期間で消えるため、出力したログを求められる期間保存する。
#   references:
#     - https://www.lanscope.jp/endpoint-manager/
package sekisho.ep.operation_log

import data.sekisho.lib.conditions
import data.sekisho.lib.device
import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one device.
verdict := finding.not_applicable("NOT_IN_USE", [["in_scope"], ["asset_status"]]) if {
	_judged == "false"
} else := finding.unknown(device.undecided(input.device.in_scope, input.device.asset_status)) if {
	_judged == "unknown"
} else := conditions.verdict(required | {_in_use})

_judged := device.judged(input.device.in_scope, input.device.asset_status)

_in_use := {"at": device.scope}

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": "unknown",
	"at": {["profile", "endpoints", "log_kinds"]},
} if {
	value.unknown(input.profile.endpoints.log_kinds)
}

required contains {
	"word": value.any_of(input.device.operation_log_kinds, {value.same(logged, kind) |
		some logged in input.device.operation_log_kinds.items
	}),
	"broken": finding.violation("KIND_MISSING", {"kind": kind}, [["operation_log_kinds"], ["profile", "endpoints", "log_kinds"]]),
	"at": {["operation_log_kinds"], ["profile", "endpoints", "log_kinds"]},
	"open": {["operation_log_kinds"]},
} if {
	some kind in value.members(input.profile.endpoints.log_kinds)
}

required contains {
	"word": value.any({
		instant.at_most(
			input.device.operation_log_last_event_at,
			input.profile.endpoints.log_max_age_days,
			instant.day,
			input.now,
		),
		instant.at_most(
			input.device.operation_log_last_event_at,
			input.profile.endpoints.log_max_age_days,
			instant.day,
			input.device.last_checkin_at,
		),
	}),
	"broken": finding.violation(
		"LOG_STALE",
		{
			"days": instant.age(input.device.operation_log_last_event_at, instant.day, input.device.last_checkin_at),
			"allowed": value.shown(input.profile.endpoints.log_max_age_days),
		},
		_age,
	),
	"at": _age,
	"open": ((value.unknowns(input.device.operation_log_last_event_at, ["operation_log_last_event_at"]) | value.unknowns(
		input.device.last_checkin_at,
		["last_checkin_at"],
	)) | value.unknowns(input.profile.endpoints.log_max_age_days, ["profile", "endpoints", "log_max_age_days"])),
}

_age := {["operation_log_last_event_at"], ["last_checkin_at"], ["now"], ["profile", "endpoints", "log_max_age_days"]}

required contains {
	"word": kept,
	"broken": finding.violation(
		"RETENTION_SHORT",
		{
			"days": value.shown(input.device.operation_log_retention_days),
			"asked": value.shown(input.profile.endpoints.log_retention_days),
		},
		_retention,
	),
	"at": _retention,
	"open": (value.unknowns(input.device.operation_log_retention_days, ["operation_log_retention_days"]) | value.unknowns(
		input.profile.endpoints.log_retention_days,
		["profile", "endpoints", "log_retention_days"],
	)),
}

_retention := {["operation_log_retention_days"], ["profile", "endpoints", "log_retention_days"]}

# METADATA
# description: Says whether logs are kept as long as is asked for.
kept := "unknown" if {
	value.unknown(input.profile.endpoints.log_retention_days)
} else := value.at_least(input.device.operation_log_retention_days, input.profile.endpoints.log_retention_days)
