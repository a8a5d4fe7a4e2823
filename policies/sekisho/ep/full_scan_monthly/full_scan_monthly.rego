# METADATA
# title: Once a month anti-virus software scans the whole device
# description: |
#   The subject is a device. The last full scan is at most endpoints.full_scan_max_age_days old. A device that was in contact
#   although its last full scan was older than that by more than endpoints.full_scan_grace_days, or although there never was
#   one, breaks the policy; one that was idle meanwhile, or is within the grace, deviates.
# schemas:
#   - input: schema.sekisho.ep.full_scan_monthly
# custom:
#   severity: medium
#   ja:
#     title: ウイルス対策ソフトが毎月一回フルスキャンを実行している
#     description: |
#       対象は端末。
#       最後のフルスキャンが endpoints.full_scan_max_age_days 日以内である。
#       猶予の endpoints.full_scan_grace_days 日も過ぎてから接続があった端末、および一度もフルスキャンをしていない端末は違反とする。
#       その間使用されていなかった端末、および猶予の期間内の端末は逸脱とする。
#   profile: [endpoints.full_scan_max_age_days, endpoints.full_scan_grace_days]
#   reasons:
#     NEVER_SCANNED:
#       en: There never was a full scan.
#       ja: フルスキャンが一度も実行されていない。
#     FULL_SCAN_OVERDUE:
#       en: "The last full scan was {days} {days:day|days} ago; the device was in contact after the limit of {allowed} {allowed:day|days} and the grace of {grace}."
#       ja: "最後のフルスキャンが {days} 日前であり、限度の {allowed} 日と猶予の {grace} 日を過ぎてから端末の接続があった。"
#     FULL_SCAN_LATE:
#       en: "The last full scan was {days} {days:day|days} ago; {allowed} {allowed:is|are} asked for."
#       ja: "最後のフルスキャンが {days} 日前であり、{allowed} 日以内ではない。"
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Schedule a monthly full scan. Of Microsoft Defender the default schedule runs quick scans only: set ScanParameters to 2 and
#       a ScanScheduleDay.
#     ja: |
#       毎月のフルスキャンを設定する。
#       Microsoft Defender の既定のスケジュールはクイックスキャンだけなので、ScanParameters を 2 にし、ScanScheduleDay を設定する。
#   references:
#     - https://learn.microsoft.com/en-us/powershell/module/defender/get-mpcomputerstatus
#     - https://learn.microsoft.com/en-us/powershell/module/defender/set-mppreference
package sekisho.ep.full_scan_monthly

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

_days := instant.age(input.device.antivirus_last_full_scan_at, instant.day, input.now)

_fresh := instant.at_most(
	input.device.antivirus_last_full_scan_at,
	input.profile.endpoints.full_scan_max_age_days,
	instant.day,
	input.now,
)

# Both limits, one of which may be unknown, taken together.
_limit := input.profile.endpoints.full_scan_max_age_days + input.profile.endpoints.full_scan_grace_days if {
	is_number(input.profile.endpoints.full_scan_max_age_days)
	is_number(input.profile.endpoints.full_scan_grace_days)
} else := input.profile.endpoints.full_scan_max_age_days if {
	value.unknown(input.profile.endpoints.full_scan_max_age_days)
} else := input.profile.endpoints.full_scan_grace_days

# METADATA
# description: Says whether the device had no contact since its full scan was due; one that never had any is idle.
idle := value.any({
	value.eq(input.device.last_checkin_at, null),
	instant.at_most(input.device.antivirus_last_full_scan_at, _limit, instant.day, input.device.last_checkin_at),
})

_facts := {["antivirus_last_full_scan_at"], ["last_checkin_at"], ["now"]}

_open := value.unknowns(input.device.antivirus_last_full_scan_at, ["antivirus_last_full_scan_at"]) | value.unknowns(input.profile, ["profile"])

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": value.any({_fresh, idle}),
	"broken": overdue,
	"at": {["antivirus_last_full_scan_at"]},
	"open": (_open | value.unknowns(input.device.last_checkin_at, ["last_checkin_at"])),
}

required contains {
	"word": _fresh,
	"grade": "deviation",
	"broken": finding.violation(
		"FULL_SCAN_LATE",
		{"days": _days, "allowed": value.shown(input.profile.endpoints.full_scan_max_age_days)},
		_facts | {["profile", "endpoints", "full_scan_max_age_days"]},
	),
	"at": {["antivirus_last_full_scan_at"], ["now"], ["profile", "endpoints", "full_scan_max_age_days"]},
	"open": _open,
}

# METADATA
# description: Is the violation of a device that was in contact although a full scan was due.
overdue := finding.violation("NEVER_SCANNED", {}, [["antivirus_last_full_scan_at"], ["last_checkin_at"]]) if {
	value.eq(input.device.antivirus_last_full_scan_at, null) == "true"
} else := finding.violation(
	"FULL_SCAN_OVERDUE",
	{
		"days": _days,
		"allowed": value.shown(input.profile.endpoints.full_scan_max_age_days),
		"grace": value.shown(input.profile.endpoints.full_scan_grace_days),
	},
	_facts | {["profile", "endpoints", "full_scan_max_age_days"], ["profile", "endpoints", "full_scan_grace_days"]},
)
