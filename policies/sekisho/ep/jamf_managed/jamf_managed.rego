# METADATA
# title: Every Mac is managed by Jamf Pro and in contact with it
# description: |
#   The subject is a device with macOS. Jamf Pro has a record of it, manages it, its MDM profile is not expired, and its last
#   contact is at most endpoints.checkin_max_age_days old. Longer without contact, up to endpoints.checkin_limit_days, is a
#   deviation (leave, a device kept in reserve); after that it is a failure. That Jamf Pro has no record is known only from a
#   document that lists all that it manages.
# schemas:
#   - input: schema.sekisho.ep.jamf_managed
# custom:
#   severity: medium
#   ja:
#     title: 全ての Mac が Jamf Pro で管理され、接続が途絶えていない
#     description: |
#       対象は macOS の端末。
#       Jamf Pro に登録されて管理下にあり、MDM プロファイルが期限切れでなく、最後の接続が endpoints.checkin_max_age_days 日以内である。
#       それより長く接続がない場合、endpoints.checkin_limit_days 日までは逸脱(休暇や予備機)とし、それを超えると違反とする。
#       Jamf Pro に登録がないことは、管理対象をすべて列挙した資料があるときだけ判断できる。
#   profile: [endpoints.checkin_max_age_days, endpoints.checkin_limit_days]
#   reasons:
#     NOT_ENROLLED:
#       en: Jamf Pro has no record of the device.
#       ja: Jamf Pro に端末の登録がない。
#     NOT_MANAGED:
#       en: Jamf Pro does not manage the device.
#       ja: Jamf Pro の管理下にない。
#     MDM_PROFILE_EXPIRED:
#       en: The MDM profile of the device is expired, or it has none.
#       ja: MDM プロファイルが期限切れであるか、存在しない。
#     CONTACT_LOST:
#       en: "The last contact was {days} {days:day|days} ago; {allowed} {allowed:is|are} the limit."
#       ja: "最後の接続が {days} 日前であり、限度の {allowed} 日を超えている。"
#     CONTACT_LATE:
#       en: "The last contact was {days} {days:day|days} ago; {allowed} {allowed:is|are} asked for."
#       ja: "最後の接続が {days} 日前であり、{allowed} 日以内ではない。"
#     NOT_MACOS:
#       en: The device does not run macOS.
#       ja: macOS の端末ではない。
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Enrol the device in Jamf Pro again, renew its MDM profile, or let it connect; mark devices that are not in use as such in
#       the list of devices.
#     ja: |
#       端末を Jamf Pro に再登録し、MDM プロファイルを更新するか、接続させる。
#       使用していない端末は、端末台帳にその旨を記載する。
#   references:
#     - https://developer.jamf.com/jamf-pro/reference/get_v1-computers-inventory
package sekisho.ep.jamf_managed

import data.sekisho.lib.conditions
import data.sekisho.lib.device
import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one device.
verdict := finding.not_applicable("NOT_IN_USE", [["in_scope"], ["asset_status"]]) if {
	_judged == "false"
} else := finding.not_applicable("NOT_MACOS", [["platform"]]) if {
	_is_macos == "false"
} else := finding.unknown(undecided) if {
	value.all({_judged, _is_macos}) == "unknown"
} else := conditions.verdict(required | {_in_use})

_judged := device.judged(input.device.in_scope, input.device.asset_status)

_is_macos := value.eq(input.device.platform, "macos")

_in_use := {"at": (device.scope | {["platform"]})}

# METADATA
# description: Holds the paths of what leaves it open whether the device is a Mac that is judged.
undecided contains path if {
	some path in device.undecided(input.device.in_scope, input.device.asset_status)
}

undecided contains ["platform"] if value.unknown(input.device.platform)

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": value.has_items(input.device.jamf_pro),
	"broken": finding.violation("NOT_ENROLLED", {}, [["jamf_pro"]]),
	"at": {["jamf_pro"]},
}

required contains {
	"word": value.eq(enrolment.managed, true),
	"broken": finding.violation("NOT_MANAGED", {}, [["jamf_pro", "items", i, "managed"]]),
	"at": {["jamf_pro", "items", i, "managed"]},
} if {
	some i, enrolment in input.device.jamf_pro.items
}

required contains {
	"word": instant.at_most(enrolment.mdm_profile_expires_at, 0, instant.day, input.now),
	"broken": finding.violation("MDM_PROFILE_EXPIRED", {}, [["jamf_pro", "items", i, "mdm_profile_expires_at"], ["now"]]),
	"at": {["jamf_pro", "items", i, "mdm_profile_expires_at"], ["now"]},
	"open": value.unknowns(enrolment.mdm_profile_expires_at, ["jamf_pro", "items", i, "mdm_profile_expires_at"]),
} if {
	some i, enrolment in input.device.jamf_pro.items
}

required contains {
	"word": value.any({
		instant.at_most(enrolment.last_checkin_at, input.profile.endpoints.checkin_max_age_days, instant.day, input.now),
		instant.at_most(enrolment.last_checkin_at, input.profile.endpoints.checkin_limit_days, instant.day, input.now),
	}),
	"broken": finding.violation(
		"CONTACT_LOST",
		{
			"days": instant.age(enrolment.last_checkin_at, instant.day, input.now),
			"allowed": value.shown(input.profile.endpoints.checkin_limit_days),
		},
		[_contact(i), ["profile", "endpoints", "checkin_limit_days"], ["now"]],
	),
	"at": {_contact(i), ["now"]},
	"open": (value.unknowns(enrolment.last_checkin_at, _contact(i)) | value.unknowns(
		input.profile.endpoints.checkin_limit_days,
		["profile", "endpoints", "checkin_limit_days"],
	)),
} if {
	some i, enrolment in input.device.jamf_pro.items
}

required contains {
	"word": instant.at_most(enrolment.last_checkin_at, input.profile.endpoints.checkin_max_age_days, instant.day, input.now),
	"grade": "deviation",
	"broken": finding.violation(
		"CONTACT_LATE",
		{
			"days": instant.age(enrolment.last_checkin_at, instant.day, input.now),
			"allowed": value.shown(input.profile.endpoints.checkin_max_age_days),
		},
		[_contact(i), ["profile", "endpoints", "checkin_max_age_days"], ["now"]],
	),
	"at": {_contact(i), ["profile", "endpoints", "checkin_max_age_days"], ["now"]},
	"open": (value.unknowns(enrolment.last_checkin_at, _contact(i)) | value.unknowns(
		input.profile.endpoints.checkin_max_age_days,
		["profile", "endpoints", "checkin_max_age_days"],
	)),
} if {
	some i, enrolment in input.device.jamf_pro.items
}

_contact(i) := ["jamf_pro", "items", i, "last_checkin_at"]
