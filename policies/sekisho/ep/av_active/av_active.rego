# METADATA
# title: Anti-virus software is installed, active and watches in real time
# description: |
#   The subject is a device. One anti-virus product counts, the one that is active: it is installed, it is active, and its
#   real-time protection is on. A product that is passive beside another one says nothing, so that without what the other
#   one tells the device stays unknown. What the operating system has built in (XProtect) is not installed software; a
#   device that is known to have nothing else breaks the policy, with a reason of its own.
# schemas:
#   - input: schema.sekisho.ep.av_active
# custom:
#   severity: critical
#   ja:
#     title: ウイルス対策ソフトが導入され、有効で、リアルタイム保護が動作している
#     description: |
#       対象は端末。
#       有効なウイルス対策製品を一つ確認する。すなわち、導入され、有効で、リアルタイム保護が動作している。
#       別の製品と並んでパッシブモードで動く製品からは何も判断できないため、もう一方の製品の情報がなければ不明とする。
#       OS に組み込みの機能(XProtect)は導入したソフトとはみなさない。それ以外に何もないと分かった端末は、個別の理由で違反とする。
#   profile: []
#   reasons:
#     NOT_INSTALLED:
#       en: No anti-virus software is installed.
#       ja: ウイルス対策ソフトが導入されていない。
#     BUILT_IN_ONLY:
#       en: There is only what the operating system has built in; no anti-virus software is installed.
#       ja: OS 組み込みの機能だけであり、ウイルス対策ソフトが導入されていない。
#     NOT_ACTIVE:
#       en: "The anti-virus software {product} is not active."
#       ja: "ウイルス対策ソフト {product} が有効ではない。"
#     NOT_REALTIME:
#       en: "The real-time protection of {product} is off."
#       ja: "{product} のリアルタイム保護が無効になっている。"
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Install the anti-virus software of the organisation and turn its real-time protection on; in LANSCOPE or Jamf Pro, make it
#       a part of what every device gets.
#     ja: |
#       組織で定めたウイルス対策ソフトを導入し、リアルタイム保護を有効にする。
#       LANSCOPE または Jamf Pro で、全端末への配布対象に含める。
#   references:
#     - https://learn.microsoft.com/en-us/powershell/module/defender/get-mpcomputerstatus
package sekisho.ep.av_active

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

# What is active is installed, whatever it is called.
_installed := value.any({
	value.given(input.device.antivirus_product),
	value.eq(input.device.antivirus_active, true),
})

_built_in := value.given(input.device.antivirus_built_in_version)

_product := value.shown(input.device.antivirus_product)

# METADATA
# description: Holds what the device has to meet.
required contains {
	"word": _installed,
	"broken": finding.violation("NOT_INSTALLED", {}, [["antivirus_product"], ["antivirus_active"]]),
	"at": {["antivirus_product"]},
} if {
	_built_in != "true"
}

required contains {
	"word": _installed,
	"broken": finding.violation("BUILT_IN_ONLY", {}, [["antivirus_product"], ["antivirus_built_in_version"]]),
	"at": {["antivirus_product"]},
} if {
	_built_in == "true"
}

required contains {
	"word": value.eq(input.device.antivirus_active, true),
	"broken": finding.violation("NOT_ACTIVE", {"product": _product}, [["antivirus_active"]]),
	"at": {["antivirus_active"]},
} if {
	_installed != "false"
}

required contains {
	"word": value.eq(input.device.antivirus_realtime, true),
	"broken": finding.violation("NOT_REALTIME", {"product": _product}, [["antivirus_realtime"]]),
	"at": {["antivirus_realtime"]},
} if {
	_installed != "false"
}
