# METADATA
# title: External storage media are controlled on every device
# description: |
#   The subject is a device. Each class of external media (USB storage, optical discs, SD cards, phones, others) that it may have
#   is denied, read-only, or allowed by a list, and the device itself confirms that this is in force. A class that is simply
#   allowed breaks the policy. A setting that is assigned and not confirmed is not known to be in force.
# schemas:
#   - input: schema.sekisho.ep.external_media_control
# custom:
#   severity: high
#   ja:
#     title: 全端末で外部記録媒体が制御されている
#     description: |
#       対象は端末。
#       端末で使用できる外部記録媒体の種類(USB ストレージ、光学ディスク、SD カード、スマートフォン、その他)ごとに、禁止、読み取り専用、許可リストのいずれかが設定され、端末自身が適用を確認している。
#       無条件に許可された種類があれば違反とする。
#       割り当てられただけで端末が確認していない設定は、適用されているか分からないため不明とする。
#   profile: []
#   reasons:
#     MEDIA_ALLOWED:
#       en: "External media of the class {media_class} are allowed."
#       ja: "外部記録媒体({media_class})が許可されている。"
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Deny the class in the device control of LANSCOPE, or by the declaration diskmanagement.settings or a removable-storage
#       control set in Jamf, make it read-only, or allow registered media only.
#     ja: |
#       LANSCOPE のデバイス制御、または Jamf の diskmanagement.settings 宣言やリムーバブルストレージ制御で、その種類を禁止するか、読み取り専用にするか、登録した媒体だけを許可する。
#   references:
#     - https://www.lanscope.jp/endpoint-manager/
#     - https://github.com/apple/device-management/blob/release/declarative/declarations/configurations/diskmanagement.settings.yaml
package sekisho.ep.external_media_control

import data.sekisho.lib.conditions
import data.sekisho.lib.device
import data.sekisho.lib.finding
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

_controlled(mode) := value.in_set(mode, {"deny", "read_only", "allow_listed"})

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": value.all_of(input.device.media_control, set()),
	"at": {["media_control"]},
}

required contains {
	"word": _controlled(control.mode),
	"broken": finding.violation(
		"MEDIA_ALLOWED",
		{"media_class": value.shown(control.media_class)},
		[["media_control", "items", i, "mode"]],
	),
	"at": {["media_control", "items", i, "mode"]},
} if {
	some i, control in input.device.media_control.items
}

# What is assigned and not confirmed may be in force or not.
required contains {
	"word": value.any({"unknown", value.eq(control.enforced, true)}),
	"at": {["media_control", "items", i, "enforced"]},
} if {
	some i, control in input.device.media_control.items
	_controlled(control.mode) != "false"
}
