# METADATA
# title: A drill has traced a leak to its exit within the last year
# description: |
#   In the drill a file was seeded and its path traced in the logs, from the source to the exit. The subject is the
#   register of all attestations given. An attestation of the type leak_trace_drill answers from the day on which it
#   is done, its report is issued and it is in force; it is valid for twelve months from performed_to, by days of
#   Tokyo, in grace for thirty days after that, which is a deviation, and expired later. Without one, or where only
#   one of a later day could answer, it is unknown (U5); what an attestation leaves out and this hangs on is unknown,
#   too (U7).
# schemas:
#   - input: schema.sekisho.att.leak_trace_drill
# custom:
#   severity: medium
#   ja:
#     title: 情報漏洩の経路を追う訓練が 1 年以内に行われている
#     description: |
#       訓練で目印のファイルを置き、発生元から出口までの経路をログで追跡できている。
#       対象は、渡されたすべての証跡文書の一覧。
#       種別 leak_trace_drill の証跡文書は、実施が終わり、報告書が発行され、効力が始まった日から裏付けとなる。
#       performed_to から 12 か月間(東京時間)を有効、その後 30 日間を猶予(逸脱)、それ以降を期限切れとする。
#       該当する文書がないか、判定時より後の日付のものしか裏付けにならない場合は不明(U5)。
#       判定に要る事項が書かれていない場合も不明(U7)。
#   profile: []
#   reasons:
#     EXPIRED:
#       en: "The attestation {attestation} by {issuer}, of {performed_to}, was valid until {valid_until}, and its grace is over."
#       ja: "{issuer} の証跡文書 {attestation}(実施の最終日 {performed_to})は {valid_until} で有効期間が終わり、猶予も過ぎている。"
#     IN_GRACE:
#       en: "The attestation {attestation} by {issuer}, of {performed_to}, was valid until {valid_until} and is in grace."
#       ja: "{issuer} の証跡文書 {attestation}(実施の最終日 {performed_to})は {valid_until} で有効期間が終わり、猶予期間中である。"
#     NOT_TRACED:
#       en: "In the drill {attestation} the logs did not show the path to the exit."
#       ja: "訓練 {attestation} では、出口までの経路をログで追えなかった。"
#   remediation:
#     en: Mend what the logs did not show, and repeat the drill.
#     ja: ログに残らなかった区間を改善し、訓練をやり直す。
#   references:
#     - https://www.ipa.go.jp/security/guide/insider.html
package sekisho.att.leak_trace_drill

import data.sekisho.lib.attestation
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the register of attestations.
verdict := attestation.verdict(
	input.attestation_register.attestations,
	["attestations"],
	judged,
	{"violations": violations, "lapses": lapses, "basis": basis, "without": ["documents"]},
)

# METADATA
# description: Holds the attestations, judged.
judged contains attestation.judge(
	item,
	at,
	input.now,
	{"meets": value.all({value.given(item.drill_seeded_on), value.eq(item.drill_traced_to_exit, true)}), "open": value.unknowns(item, at)},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
}

# METADATA
# description: Holds the drills that did not trace the leak, or are out of date.
violations contains finding.violation(
	"NOT_TRACED",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, [name]) | some name in ["drill_seeded_on", "drill_traced_to_exit"]],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["drill_seeded_on", "drill_traced_to_exit"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
