# METADATA
# title: The signatures of anti-virus software are updated automatically and are current
# description: |
#   The subject is a device. Its anti-virus software updates its signatures by itself, and at the last contact of the device
#   they were at most endpoints.signature_max_age_hours old; of a device that is offline (without contact for
#   endpoints.online_max_age_hours) endpoints.signature_max_age_offline_hours are admitted, and beyond that it is unknown how
#   old they will be when it is back. Signatures of a device that is online and that are older than
#   endpoints.signature_limit_days are a failure, younger ones a deviation. That signatures are always the latest is never
#   shown: what is shown is that they are updated automatically, and how old they were.
# schemas:
#   - input: schema.sekisho.ep.av_signature_current
# custom:
#   severity: high
#   ja:
#     title: ウイルス対策ソフトのパターンファイルが自動更新され、最新に保たれている
#     description: |
#       対象は端末。
#       ウイルス対策ソフトがパターンファイルを自動更新し、端末の最後の接続時点でパターンファイルが endpoints.signature_max_age_hours 時間以内のものである。
#       オフライン(endpoints.online_max_age_hours 時間以上接続がない)の端末では endpoints.signature_max_age_offline_hours 時間までを認め、それを超える場合は、復帰時にどれほど古いか分からないため不明とする。
#       オンラインの端末では、endpoints.signature_limit_days 日を超えるものは違反、それ以内のものは逸脱とする。
#       常に最新であることは示せない。示せるのは、自動更新されていることと、そのときの古さである。
#   profile: [endpoints.online_max_age_hours, endpoints.signature_max_age_hours, endpoints.signature_max_age_offline_hours, endpoints.signature_limit_days]
#   reasons:
#     NOT_INSTALLED:
#       en: No anti-virus software is installed.
#       ja: ウイルス対策ソフトが導入されていない。
#     AUTO_UPDATE_OFF:
#       en: The anti-virus software does not update its signatures by itself.
#       ja: パターンファイルの自動更新が無効になっている。
#     SIGNATURES_OUTDATED:
#       en: "At the last contact the signatures were {days} {days:day|days} old; {allowed} {allowed:is|are} the limit."
#       ja: "最後の接続時点でパターンファイルが {days} 日前のものであり、限度の {allowed} 日を超えている。"
#     SIGNATURES_LATE:
#       en: "At the last contact the signatures were {hours} {hours:hour|hours} old; {allowed} {allowed:is|are} asked for."
#       ja: "最後の接続時点でパターンファイルが {hours} 時間前のものであり、{allowed} 時間以内ではない。"
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Turn the automatic update of signatures on, and see why the device does not fetch them (network, service, licence).
#     ja: |
#       パターンファイルの自動更新を有効にし、端末が取得できない原因(ネットワーク、サービス、ライセンス)を調べる。
#   references:
#     - https://learn.microsoft.com/en-us/powershell/module/defender/get-mpcomputerstatus
package sekisho.ep.av_signature_current

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

# What is active is installed, whatever it is called.
_installed := value.any({
	value.given(input.device.antivirus_product),
	value.eq(input.device.antivirus_active, true),
})

_online := instant.at_most(
	input.device.last_checkin_at,
	input.profile.endpoints.online_max_age_hours,
	instant.hour,
	input.now,
)

# METADATA
# description: Says whether the signatures are as young as is asked for; they are older now than at the last contact.
fresh := value.any({
	instant.at_most(
		input.device.antivirus_signature_updated_at,
		input.profile.endpoints.signature_max_age_hours,
		instant.hour,
		input.now,
	),
	instant.at_most(
		input.device.antivirus_signature_updated_at,
		input.profile.endpoints.signature_max_age_hours,
		instant.hour,
		input.device.last_checkin_at,
	),
	value.all({
		value.negate(_online),
		instant.at_most(
			input.device.antivirus_signature_updated_at,
			input.profile.endpoints.signature_max_age_offline_hours,
			instant.hour,
			input.device.last_checkin_at,
		),
	}),
})

# METADATA
# description: Says whether the device is online with signatures that are older than the limit.
outdated := value.all({
	_online,
	value.negate(fresh),
	value.negate(instant.at_most(
		input.device.antivirus_signature_updated_at,
		input.profile.endpoints.signature_limit_days,
		instant.day,
		input.device.last_checkin_at,
	)),
})

_facts := {["antivirus_signature_updated_at"], ["last_checkin_at"], ["now"]}

_open := value.unknowns(input.device.antivirus_signature_updated_at, ["antivirus_signature_updated_at"]) | value.unknowns(input.device.last_checkin_at, ["last_checkin_at"])

_limits := value.unknowns(input.profile, ["profile"])

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": _installed,
	"broken": finding.violation("NOT_INSTALLED", {}, [["antivirus_product"], ["antivirus_active"]]),
	"at": {["antivirus_product"]},
}

required contains {
	"word": value.eq(input.device.antivirus_auto_update, true),
	"broken": finding.violation("AUTO_UPDATE_OFF", {}, [["antivirus_auto_update"]]),
	"at": {["antivirus_auto_update"]},
} if {
	_installed != "false"
}

required contains {
	"word": value.negate(outdated),
	"broken": finding.violation(
		"SIGNATURES_OUTDATED",
		{
			"days": instant.age(input.device.antivirus_signature_updated_at, instant.day, input.device.last_checkin_at),
			"allowed": value.shown(input.profile.endpoints.signature_limit_days),
		},
		_facts | {["profile", "endpoints", "signature_limit_days"]},
	),
	"at": _facts,
	"open": (_open | _limits),
} if {
	_installed != "false"
}

# What a device that is offline has when it is back is not known.
required contains {
	"word": value.any({fresh, value.all({"unknown", value.negate(_online)})}),
	"grade": "deviation",
	"broken": finding.violation(
		"SIGNATURES_LATE",
		{
			"hours": instant.age(input.device.antivirus_signature_updated_at, instant.hour, input.device.last_checkin_at),
			"allowed": value.shown(input.profile.endpoints.signature_max_age_hours),
		},
		_facts | {["profile", "endpoints", "signature_max_age_hours"]},
	),
	"at": (_facts | {["profile", "endpoints", "signature_max_age_hours"]}),
	"open": (_open | _limits),
} if {
	_installed != "false"
}
