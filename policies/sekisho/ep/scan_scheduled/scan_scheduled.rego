# METADATA
# title: Anti-virus software scans the device on a schedule
# description: |
#   The subject is a device. A recurring scan is scheduled (daily, weekly or monthly), and the last scan, a quick or a full
#   one, was done within that interval and one day before now or before the last contact of the device: a device that is
#   switched off cannot scan. A schedule after which nothing was scanned is a failure, too.
# schemas:
#   - input: schema.sekisho.ep.scan_scheduled
# custom:
#   severity: medium
#   ja:
#     title: ウイルス対策ソフトが定期的に自動でスキャンしている
#     description: |
#       対象は端末。
#       定期スキャン(毎日、毎週、毎月のいずれか)が設定され、最後のスキャン(クイックスキャンまたはフルスキャン)が、現在または端末の最後の接続から見て、その間隔に一日を加えた期間内に実行されている。電源の切れた端末はスキャンできないためである。
#       設定があってもその期間内に実行されていなければ違反とする。
#   profile: []
#   reasons:
#     NOT_SCHEDULED:
#       en: No recurring scan is scheduled.
#       ja: 定期スキャンが設定されていない。
#     SCAN_MISSED:
#       en: "A scan is scheduled {schedule}, but the last one was longer ago than that when the device was last in contact."
#       ja: "スキャンの設定は {schedule} だが、端末の最後の接続時点で、最後のスキャンからその間隔を超えて経過している。"
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Schedule a recurring scan in the console of the anti-virus software, and see why the device skips it.
#     ja: |
#       ウイルス対策ソフトの管理コンソールで定期スキャンを設定し、端末で実行されない原因を調べる。
#   references:
#     - https://learn.microsoft.com/en-us/powershell/module/defender/get-mpcomputerstatus
#     - https://learn.microsoft.com/en-us/powershell/module/defender/set-mppreference
package sekisho.ep.scan_scheduled

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

_scheduled := value.in_set(input.device.antivirus_scan_schedule, {"daily", "weekly", "monthly"})

# The days between two scans by a schedule; one that is not known is left as it is.
_interval := {"daily": 1, "weekly": 7, "monthly": 31}[input.device.antivirus_scan_schedule] + 1 if {
	_scheduled == "true"
} else := input.device.antivirus_scan_schedule

_references := {input.now, input.device.last_checkin_at}

# METADATA
# description: Says whether the last scan was within the interval, seen from now or from the last contact.
scanned := value.any({instant.at_most(scan, _interval, instant.day, reference) |
	some scan in {input.device.antivirus_last_quick_scan_at, input.device.antivirus_last_full_scan_at}
	some reference in _references
})

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": _scheduled,
	"broken": finding.violation("NOT_SCHEDULED", {}, [["antivirus_scan_schedule"]]),
	"at": {["antivirus_scan_schedule"]},
}

required contains {
	"word": scanned,
	"broken": finding.violation("SCAN_MISSED", {"schedule": value.shown(input.device.antivirus_scan_schedule)}, _facts),
	"at": _facts,
	"open": (value.unknowns(input.device.antivirus_last_quick_scan_at, ["antivirus_last_quick_scan_at"]) | ((value.unknowns(
		input.device.antivirus_last_full_scan_at,
		["antivirus_last_full_scan_at"],
	) | value.unknowns(input.device.last_checkin_at, ["last_checkin_at"])) | value.unknowns(
		input.device.antivirus_scan_schedule,
		["antivirus_scan_schedule"],
	))),
} if {
	_scheduled != "false"
}

_facts := {["antivirus_last_quick_scan_at"], ["antivirus_last_full_scan_at"], ["last_checkin_at"], ["now"]}
