# METADATA
# title: Every work PC of the list of devices is managed
# description: |
#   The subjects are the fleet and its devices. The fleet has a list of all its devices (of the assets or of the staff), and each
#   device of that list that is in use has a record in its manager: in LANSCOPE with Windows, in Jamf Pro with macOS. Without
#   the list nobody tells how many devices there are, and the fleet is unknown, whatever the managers tell. That a manager has
#   no record is known only from a document that lists all that it manages. A device that the list does not name is outside the
#   question.
# schemas:
#   - input: schema.sekisho.ep.fleet_coverage
# custom:
#   severity: high
#   ja:
#     title: 端末台帳の全業務用 PC が管理されている
#     description: |
#       対象は端末群とその端末。
#       端末群には全端末の台帳(資産台帳または人事台帳)があり、台帳にある使用中の各端末が管理システムに登録されている。Windows は LANSCOPE、macOS は Jamf Pro である。
#       台帳がなければ端末の総数が分からないため、管理システムの情報にかかわらず不明とする。
#       管理システムに登録がないことは、管理対象をすべて列挙した資料があるときだけ判断できる。
#       台帳にない端末は対象外とする。
#   profile: []
#   reasons:
#     NOT_MANAGED:
#       en: "The device stands in the list and has no record in its manager ({platform})."
#       ja: "台帳にある端末が管理システムに登録されていない({platform})。"
#     NOT_LISTED:
#       en: The list of devices does not name the device.
#       ja: 端末台帳に記載されていない。
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Install the agent of LANSCOPE or enrol the device in Jamf Pro; correct the list where a device is no longer in use. Give the
#       list as a document of device records that says it lists the fleet.
#     ja: |
#       LANSCOPE のエージェントを導入するか、Jamf Pro に登録する。使用していない端末は台帳を訂正する。
#       台帳は、全端末を列挙する(lists: fleet)端末記録の資料として与える。
#   references:
#     - https://www.lanscope.jp/endpoint-manager/
#     - https://developer.jamf.com/jamf-pro/reference/get_v1-computers-inventory
package sekisho.ep.fleet_coverage

import data.sekisho.lib.device
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the fleet or one device.
verdict := of_fleet if {
	input.fleet
} else := of_device if {
	input.device
}

# METADATA
# description: Is the verdict on the fleet; a list that nobody gives may be anywhere.
of_fleet := finding.pass([["listed"]]) if {
	input.fleet.listed == true
} else := finding.unknown_because("U4", [["listed"]])

# METADATA
# description: Is the verdict on one device.
of_device := finding.not_applicable("NOT_IN_USE", [["in_scope"], ["asset_status"]]) if {
	_judged == "false"
} else := finding.not_applicable("NOT_LISTED", [["in_fleet_list"]]) if {
	_listed == "false"
} else := finding.unknown(undecided) if {
	value.all({_judged, _listed}) == "unknown"
} else := finding.fails({finding.violation(
	"NOT_MANAGED",
	{"platform": value.shown(input.device.platform)},
	[["in_fleet_list"], ["platform"], ["lanscope"], ["jamf_pro"]],
)}) if {
	managed == "false"
} else := finding.unknown(unmanaged) if {
	managed == "unknown"
} else := finding.pass(device.scope | {["in_fleet_list"], ["platform"], ["lanscope"], ["jamf_pro"]})

_judged := device.judged(input.device.in_scope, input.device.asset_status)

_listed := value.eq(input.device.in_fleet_list, true)

# METADATA
# description: Holds the paths of what leaves it open whether the device is one that the list asks for.
undecided contains path if some path in device.undecided(input.device.in_scope, input.device.asset_status)

undecided contains ["in_fleet_list"] if value.unknown(input.device.in_fleet_list)

# METADATA
# description: Says whether the manager for the device's platform has a record of it.
managed := value.any({
	value.all({value.eq(input.device.platform, "windows"), value.has_items(input.device.lanscope)}),
	value.all({value.eq(input.device.platform, "macos"), value.has_items(input.device.jamf_pro)}),
})

# METADATA
# description: Holds the paths of what leaves it open whether the device is managed.
unmanaged contains ["platform"] if value.unknown(input.device.platform)

unmanaged contains ["lanscope"] if {
	value.has_items(input.device.lanscope) == "unknown"
	value.eq(input.device.platform, "windows") != "false"
}

unmanaged contains ["jamf_pro"] if {
	value.has_items(input.device.jamf_pro) == "unknown"
	value.eq(input.device.platform, "macos") != "false"
}
