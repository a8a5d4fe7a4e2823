# METADATA
# title: The operating status of every device is recorded
# description: |
#   The subject is a device. A record that it was in use (switched on, logged in to, a program run) is at most
#   endpoints.usage_max_age_days old. A device that was in contact with its manager since then and has no such record breaks
#   the policy; one that was in contact no more is idle, which is a deviation.
# schemas:
#   - input: schema.sekisho.ep.operating_status
# custom:
#   severity: low
#   ja:
#     title: 全端末の稼働状況が記録されている
#     description: |
#       対象は端末。
#       使用された記録(電源投入、ログオン、プログラムの起動)が endpoints.usage_max_age_days 日以内にある。
#       その期間に管理サーバーとの接続があったのに記録がない端末は違反とし、接続もない端末は使用されていないため逸脱とする。
#   profile: [endpoints.usage_max_age_days]
#   reasons:
#     NO_USAGE_RECORD:
#       en: "The device was in contact within {allowed} {allowed:day|days}, but there is no record that it was in use."
#       ja: "{allowed} 日以内に端末の接続があったのに、使用された記録がない。"
#     IDLE:
#       en: "The device was neither in use nor in contact for {allowed} {allowed:day|days}."
#       ja: "{allowed} 日間、端末の使用も接続もない。"
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Let the agent of the device collect operation and application logs, and see why none arrive.
#     ja: |
#       端末のエージェントで操作ログとアプリケーションログを取得し、届かない原因を調べる。
#   references:
#     - https://www.lanscope.jp/endpoint-manager/
package sekisho.ep.operating_status

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

_used := instant.at_most(
	input.device.last_used_at,
	input.profile.endpoints.usage_max_age_days,
	instant.day,
	input.now,
)

_in_contact := instant.at_most(
	input.device.last_checkin_at,
	input.profile.endpoints.usage_max_age_days,
	instant.day,
	input.now,
)

_facts := {["last_used_at"], ["last_checkin_at"], ["now"], ["profile", "endpoints", "usage_max_age_days"]}

_open := value.unknowns(input.device.last_used_at, ["last_used_at"]) | value.unknowns(input.profile, ["profile"])

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": value.any({_used, value.negate(_in_contact)}),
	"broken": finding.violation("NO_USAGE_RECORD", {"allowed": value.shown(input.profile.endpoints.usage_max_age_days)}, _facts),
	"at": {["last_used_at"]},
	"open": (_open | value.unknowns(input.device.last_checkin_at, ["last_checkin_at"])),
}

required contains {
	"word": _used,
	"grade": "deviation",
	"broken": finding.violation("IDLE", {"allowed": value.shown(input.profile.endpoints.usage_max_age_days)}, _facts),
	"at": {["last_used_at"], ["now"], ["profile", "endpoints", "usage_max_age_days"]},
	"open": _open,
}
