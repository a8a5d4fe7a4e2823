# METADATA
# title: Operating systems are updated about every two weeks, and critical updates do not stay away
# description: |
#   The subject is a device. Its last successful installation of updates, or its last search that found nothing to install, is
#   at most endpoints.update_interval_days old. That is a guide and no must: longer intervals are a deviation, told with what
#   was measured, and never a failure. A failure is only a critical update that is not installed
#   endpoints.critical_update_limit_days after its release; a device that has the required build misses none.
# schemas:
#   - input: schema.sekisho.ep.os_update_biweekly
# custom:
#   severity: low
#   ja:
#     title: OS がおおむね二週間に一度更新され、重大な更新が未適用のまま残っていない
#     description: |
#       対象は端末。
#       更新プログラムの最後のインストールの成功、または適用すべき更新がなかった最後の検索が、endpoints.update_interval_days 日以内である。
#       これは目安であり必須ではない。それより長い間隔は、測った日数とともに逸脱として示し、違反にはしない。
#       違反とするのは、公開から endpoints.critical_update_limit_days 日を過ぎても適用されていない重大な更新だけである。必要なビルドに達した端末では、残っていないものとする。
#   profile: [endpoints.update_interval_days, endpoints.critical_update_limit_days]
#   reasons:
#     CRITICAL_UPDATE_MISSING:
#       en: "{count} critical {count:update is|updates are} not installed {allowed} {allowed:day|days} after release."
#       ja: "公開から {allowed} 日を過ぎた重大な更新が {count} 件、適用されていない。"
#     INTERVAL_EXCEEDED:
#       en: "The last update was installed {days} {days:day|days} ago; about {target} {target:is|are} aimed at (no must)."
#       ja: "最後の更新が {days} 日前であり、目安の {target} 日程度(マストではない)を超えている。"
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Install the critical updates that are pending; let devices search for updates and install them automatically.
#     ja: |
#       未適用の重大な更新を適用する。
#       更新の検索とインストールを自動で行う設定にする。
#   references:
#     - https://learn.microsoft.com/en-us/windows/win32/api/wuapi/nn-wuapi-iautomaticupdatesresults
#     - https://learn.microsoft.com/en-us/windows/client-management/mdm/update-csp
package sekisho.ep.os_update_biweekly

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
# description: Holds the pending updates and whether each may still stay away; what has no date of release may or may not.
pending contains {
	"index": i,
	"word": value.any({
		value.ne(update.severity, "critical"),
		instant.at_most(update.released_at, input.profile.endpoints.critical_update_limit_days, instant.day, input.now),
		value.all({"unknown", value.eq(update.released_at, null)}),
	}),
	"unknowns": value.unknowns(update, ["pending_updates", "items", i]),
} if {
	some i, update in input.device.pending_updates.items
}

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": value.any({
		value.eq(input.device.updates_required_build_met, true),
		value.all_of(input.device.pending_updates, {update.word | some update in pending}),
	}),
	"broken": finding.violation(
		"CRITICAL_UPDATE_MISSING",
		{
			"count": count([update | some update in pending; update.word == "false"]),
			"allowed": value.shown(input.profile.endpoints.critical_update_limit_days),
		},
		{["pending_updates"], ["updates_required_build_met"], ["now"], ["profile", "endpoints", "critical_update_limit_days"]},
	),
	"at": {["pending_updates"], ["updates_required_build_met"]},
	"open": (((value.unknowns(input.device.updates_required_build_met, ["updates_required_build_met"]) | {["pending_updates"] |
		value.all_of(input.device.pending_updates, set()) == "unknown"
	}) | {path |
		some update in pending
		update.word == "unknown"
		some path in update.unknowns
	}) | value.unknowns(
		input.profile.endpoints.critical_update_limit_days,
		["profile", "endpoints", "critical_update_limit_days"],
	)),
}

required contains {
	"word": value.any({
		instant.at_most(
			input.device.updates_last_install_at,
			input.profile.endpoints.update_interval_days,
			instant.day,
			input.now,
		),
		value.all({
			instant.at_most(
				input.device.updates_last_search_at,
				input.profile.endpoints.update_interval_days,
				instant.day,
				input.now,
			),
			value.negate(value.has_items(input.device.pending_updates)),
		}),
	}),
	"grade": "deviation",
	"broken": finding.violation(
		"INTERVAL_EXCEEDED",
		{
			"days": instant.age(input.device.updates_last_install_at, instant.day, input.now),
			"target": value.shown(input.profile.endpoints.update_interval_days),
		},
		_interval,
	),
	"at": _interval,
	"open": (((value.unknowns(input.device.updates_last_install_at, ["updates_last_install_at"]) | value.unknowns(
		input.device.updates_last_search_at,
		["updates_last_search_at"],
	)) | {["pending_updates"] |
		value.has_items(input.device.pending_updates) == "unknown"
	}) | value.unknowns(
		input.profile.endpoints.update_interval_days,
		["profile", "endpoints", "update_interval_days"],
	)),
}

_interval := {
	["updates_last_install_at"],
	["updates_last_search_at"],
	["pending_updates"],
	["now"],
	["profile", "endpoints", "update_interval_days"],
}
