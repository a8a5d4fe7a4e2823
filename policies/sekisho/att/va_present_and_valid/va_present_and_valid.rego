# METADATA
# title: A network vulnerability assessment is there and in date
# description: |
#   A network vulnerability assessment was made, and no more than a year ago. How often assessments are made is told
#   and not judged: a pass names the one before, with the last day on which the next one would still be yearly,
#   thirteen months after it; with one report alone there is no interval to tell. The subject is the register of all
#   attestations given. An attestation of the type network_vulnerability_assessment answers from the day on which it
#   is done, its report is issued and it is in force; it is valid for twelve months from performed_to, by days of
#   Tokyo, in grace for thirty days after that, which is a deviation, and expired later. Without one, or where only
#   one of a later day could answer, it is unknown (U5); what an attestation leaves out and this hangs on is unknown,
#   too (U7).
# schemas:
#   - input: schema.sekisho.att.va_present_and_valid
# custom:
#   severity: medium
#   ja:
#     title: 有効期間内のネットワーク脆弱性診断がある
#     description: |
#       ネットワーク脆弱性診断が 1 年以内に行われている。
#       頻度は示すだけで判定しない。
#       適合の場合は、直前の診断と、年 1 回といえる最終日(その 13 か月後)を挙げる。
#       報告書が一つだけなら、示す間隔はない。
#       対象は、渡されたすべての証跡文書の一覧。
#       種別 network_vulnerability_assessment の証跡文書は、実施が終わり、報告書が発行され、効力が始まった日から裏付けとなる。
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
#   remediation:
#     en: Have the assessment made again, and enter the digest and the dates of its report in the register of attestations.
#     ja: 診断を改めて受け、その報告書のダイジェストと日付を証跡文書の一覧に加える。
#   references:
#     - https://www.ipa.go.jp/security/service_list.html
package sekisho.att.va_present_and_valid

import data.sekisho.lib.attestation
import data.sekisho.lib.finding

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
	{"meets": "true", "open": set()},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
}

# METADATA
# description: Holds the paths of the facts that a pass rests on, the interval before the assessment among them.
basis := attestation.basis(judged, ["preceding"]) | {path |
	some one in attestation.answering(judged, "valid")
	some i, item in input.attestation_register.attestations.items
	one.at == ["attestations", "items", i]
	some j, _ in item.preceding.items
	some name in ["performed_to", "yearly_until"]
	path := ["attestations", "items", i, "preceding", "items", j, name]
}

# METADATA
# description: Holds the assessments that expired last.

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
