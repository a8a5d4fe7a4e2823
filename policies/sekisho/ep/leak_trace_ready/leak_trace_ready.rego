# METADATA
# title: When information leaks, the logs show by which way
# description: |
#   The subjects are the fleet and its devices. From the name of a file, the logs of each device chain events to every point at
#   which it can leave: logs of files, external media, uploads, mail and printing are kept. That the chain holds is shown by a
#   drill that passes att.leak_trace_drill; without a record of one the fleet is unknown. For how long logs are kept is judged by
#   ep.operation_log.
# schemas:
#   - input: schema.sekisho.ep.leak_trace_ready
# custom:
#   severity: medium
#   ja:
#     title: 情報漏洩時に、ログから経路を特定できる
#     description: |
#       対象は端末群とその端末。
#       ファイル名を手がかりに、各端末のログから、持ち出しうるすべての出口までイベントをたどれる。すなわち、ファイル、外部記録媒体、アップロード、メール、印刷のログがある。
#       実際にたどれることは、att.leak_trace_drill を満たす訓練で示す。訓練の記録がなければ不明とする。
#       ログの保存期間は ep.operation_log で判断する。
#   profile: []
#   reasons:
#     EXIT_NOT_LOGGED:
#       en: "Events of the kind {kind} are not logged, so that a leak by that way leaves no trace."
#       ja: "種類 {kind} のイベントが記録されず、その経路での漏洩をたどれない。"
#     DRILL_FAILED:
#       en: The last drill did not trace the leak.
#       ja: 直近の訓練で漏洩の経路を追えなかった。
#     DRILL_IN_GRACE:
#       en: The last drill is more than a year ago and in grace.
#       ja: 直近の訓練から一年を過ぎ、猶予期間中である。
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Collect the missing kinds of logs, and repeat the drill: seed a file, let it leave by each exit, and trace it in the logs.
#     ja: |
#       不足する種類のログを取得する。
#       目印のファイルを置いて各出口から持ち出し、ログで追跡する訓練を行う。
#   references:
#     - https://www.lanscope.jp/endpoint-manager/
#     - https://www.ipa.go.jp/security/guide/insider.html
package sekisho.ep.leak_trace_ready

import data.sekisho.att.leak_trace_drill
import data.sekisho.lib.conditions
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
# description: Is the verdict on the fleet, which is that on the drills.
of_fleet := finding.fails({finding.violation("DRILL_FAILED", {}, rests_on)}) if {
	some drill in drills
	drill.status == "fail"
	rests_on := drill.rests_on
} else := finding.deviates({finding.violation("DRILL_IN_GRACE", {}, rests_on)}) if {
	some drill in drills
	drill.status == "deviation"
	rests_on := drill.rests_on
} else := finding.pass(rests_on) if {
	some drill in drills
	drill.status == "pass"
	rests_on := drill.rests_on
} else := finding.unknown_because("U5", rests_on) if {
	some drill in drills
	rests_on := drill.rests_on
} else := finding.unknown_because("U5", [["register_link"]])

# METADATA
# description: Holds the verdict on the drills of the register of attestations.
drills contains {
	"status": _standing(found),
	"rests_on": finding.below(["register_link", "items", i], found.rests_on),
} if {
	some i, register in input.fleet.register_link.items
	found := leak_trace_drill.verdict with input as {
		"attestation_register": register,
		"profile": input.profile,
		"now": input.now,
	}
}

# That a drill is out of date is the attestation's to say; whether leaks can still be traced is then not known.
_standing(found) := "unknown" if {
	found.status == "fail"
	{violation.reason | some violation in found.violations} == {"EXPIRED"}
} else := found.status

# METADATA
# description: Is the verdict on one device.
of_device := finding.not_applicable("NOT_IN_USE", [["in_scope"], ["asset_status"]]) if {
	_judged == "false"
} else := finding.unknown(device.undecided(input.device.in_scope, input.device.asset_status)) if {
	_judged == "unknown"
} else := conditions.verdict(required | {_in_use})

_judged := device.judged(input.device.in_scope, input.device.asset_status)

_in_use := {"at": device.scope}

# METADATA
# description: Holds what is to be logged, the file and each exit that it can take.
required contains {
	"word": value.any_of(input.device.operation_log_kinds, {value.eq(logged, kind) |
		some logged in input.device.operation_log_kinds.items
	}),
	"broken": finding.violation("EXIT_NOT_LOGGED", {"kind": kind}, [["operation_log_kinds"]]),
	"at": {["operation_log_kinds"]},
} if {
	some kind in {"file", "mail", "media", "print", "upload"}
}
