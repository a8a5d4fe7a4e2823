# METADATA
# title: On every Windows PC the agent of LANSCOPE is alive
# description: |
#   The subject is a device with Windows. LANSCOPE has its agent, and the last contact is at most
#   endpoints.checkin_max_age_days old. Longer without contact, up to endpoints.checkin_limit_days, is a deviation (leave, a
#   device kept in reserve); after that it is a failure. That there is no agent is known only from a document that lists all
#   that LANSCOPE manages, or one that says so of the device.
# schemas:
#   - input: schema.sekisho.ep.lanscope_alive
# custom:
#   severity: medium
#   ja:
#     title: 全ての Windows 端末で LANSCOPE のエージェントが稼働している
#     description: |
#       対象は Windows の端末。
#       LANSCOPE のエージェントがあり、最後の接続が endpoints.checkin_max_age_days 日以内である。
#       それより長く接続がない場合、endpoints.checkin_limit_days 日までは逸脱(休暇や予備機)とし、それを超えると違反とする。
#       エージェントがないことは、LANSCOPE の管理対象をすべて列挙した資料か、端末についてそう述べる資料があるときだけ判断できる。
#   profile: [endpoints.checkin_max_age_days, endpoints.checkin_limit_days]
#   reasons:
#     NO_AGENT:
#       en: LANSCOPE has no agent on the device.
#       ja: LANSCOPE のエージェントが導入されていない。
#     CONTACT_LOST:
#       en: "The last contact was {days} {days:day|days} ago; {allowed} {allowed:is|are} the limit."
#       ja: "最後の接続が {days} 日前であり、限度の {allowed} 日を超えている。"
#     CONTACT_LATE:
#       en: "The last contact was {days} {days:day|days} ago; {allowed} {allowed:is|are} asked for."
#       ja: "最後の接続が {days} 日前であり、{allowed} 日以内ではない。"
#     NOT_WINDOWS:
#       en: The device does not run Windows.
#       ja: Windows の端末ではない。
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Install the agent of LANSCOPE again or let the device connect; mark devices that are not in use as such in the list of
#       devices.
#     ja: |
#       LANSCOPE のエージェントを再導入するか、端末を接続させる。
#       使用していない端末は、端末台帳にその旨を記載する。
#   references:
#     - https://www.lanscope.jp/endpoint-manager/
package sekisho.ep.lanscope_alive

import data.sekisho.lib.conditions
import data.sekisho.lib.device
import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one device.
verdict := finding.not_applicable("NOT_IN_USE", [["in_scope"], ["asset_status"]]) if {
	_judged == "false"
} else := finding.not_applicable("NOT_WINDOWS", [["platform"]]) if {
	_is_windows == "false"
} else := finding.unknown(undecided) if {
	value.all({_judged, _is_windows}) == "unknown"
} else := conditions.verdict(required | {_in_use})

_judged := device.judged(input.device.in_scope, input.device.asset_status)

_is_windows := value.eq(input.device.platform, "windows")

_in_use := {"at": (device.scope | {["platform"]})}

# METADATA
# description: Holds the paths of what leaves it open whether the device is a Windows PC that is judged.
undecided contains path if {
	some path in device.undecided(input.device.in_scope, input.device.asset_status)
}

undecided contains ["platform"] if value.unknown(input.device.platform)

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": value.has_items(input.device.lanscope),
	"broken": finding.violation("NO_AGENT", {}, [["lanscope"]]),
	"at": {["lanscope"]},
}

required contains {
	"word": value.any({
		instant.at_most(agent.last_checkin_at, input.profile.endpoints.checkin_max_age_days, instant.day, input.now),
		instant.at_most(agent.last_checkin_at, input.profile.endpoints.checkin_limit_days, instant.day, input.now),
	}),
	"broken": finding.violation(
		"CONTACT_LOST",
		{
			"days": instant.age(agent.last_checkin_at, instant.day, input.now),
			"allowed": value.shown(input.profile.endpoints.checkin_limit_days),
		},
		[_contact(i), ["profile", "endpoints", "checkin_limit_days"], ["now"]],
	),
	"at": {_contact(i), ["now"]},
	"open": (value.unknowns(agent.last_checkin_at, _contact(i)) | value.unknowns(
		input.profile.endpoints.checkin_limit_days,
		["profile", "endpoints", "checkin_limit_days"],
	)),
} if {
	some i, agent in input.device.lanscope.items
}

required contains {
	"word": instant.at_most(agent.last_checkin_at, input.profile.endpoints.checkin_max_age_days, instant.day, input.now),
	"grade": "deviation",
	"broken": finding.violation(
		"CONTACT_LATE",
		{
			"days": instant.age(agent.last_checkin_at, instant.day, input.now),
			"allowed": value.shown(input.profile.endpoints.checkin_max_age_days),
		},
		[_contact(i), ["profile", "endpoints", "checkin_max_age_days"], ["now"]],
	),
	"at": {_contact(i), ["profile", "endpoints", "checkin_max_age_days"], ["now"]},
	"open": (value.unknowns(agent.last_checkin_at, _contact(i)) | value.unknowns(
		input.profile.endpoints.checkin_max_age_days,
		["profile", "endpoints", "checkin_max_age_days"],
	)),
} if {
	some i, agent in input.device.lanscope.items
}

_contact(i) := ["lanscope", "items", i, "last_checkin_at"]
