# METADATA
# title: The network vulnerability assessment is made by an independent third party
# description: |
#   The issuer of the assessment is independent of the owner: the attestation says so, and says why, or the issuer
#   stands in the list of information security services under a category. An issuer with the legal id of the owner is
#   no third party, whatever is said of it. The subject is the register of all attestations given. An attestation of
#   the type network_vulnerability_assessment answers from the day on which it is done, its report is issued and it is
#   in force; it is valid for twelve months from performed_to, by days of Tokyo, in grace for thirty days after that,
#   which is a deviation, and expired later. Without one, or where only one of a later day could answer, it is unknown
#   (U5); what an attestation leaves out and this hangs on is unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.va_third_party
# custom:
#   severity: medium
#   ja:
#     title: ネットワーク脆弱性診断が独立した第三者によって行われている
#     description: |
#       診断の発行者が、サービスの提供者から独立している。
#       独立していることとその根拠が書かれているか、情報セキュリティサービスの一覧に区分とともに載っていることを要する。
#       法人番号が提供者と同じ発行者は、記載にかかわらず第三者ではない。
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
#     NOT_INDEPENDENT:
#       en: "The issuer of {attestation} is said not to be independent."
#       ja: "証跡文書 {attestation} の発行者は独立していないとされている。"
#     ISSUER_IS_OWNER:
#       en: "The issuer of {attestation} is the legal entity that answers the sheet."
#       ja: "証跡文書 {attestation} の発行者は、回答者と同じ法人である。"
#   remediation:
#     en: Have the assessment made by another legal entity, and state in issuer that it is independent and why.
#     ja: 別の法人に診断を依頼し、issuer に独立していることとその根拠を書く。
#   references:
#     - https://www.ipa.go.jp/security/service_list.html
package sekisho.att.va_third_party

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
	{"meets": value.all({independent, stated, value.negate(own)}), "open": value.unknowns(item, at)},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	independent := value.eq(item.issuer_independent, true)
	stated := value.any({value.given(item.independence_basis), value.given(item.service_list_category)})
	own := is_own(item.issuer_legal_id, item.owner_legal_id)
}

# METADATA
# description: Says whether the issuer is the owner, by their legal ids; without one of them it is taken to be another.
is_own(issuer, owner) := value.all({value.given(issuer), value.same(issuer, owner)})

# METADATA
# description: Holds the ways in which the assessment is none of a third party, or out of date.
violations contains finding.violation(
	"NOT_INDEPENDENT",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, ["issuer_independent"])],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
	value.eq(item.issuer_independent, true) == "false"
}

violations contains finding.violation(
	"ISSUER_IS_OWNER",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, [name]) | some name in ["issuer_legal_id", "owner_legal_id"]],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
	is_own(item.issuer_legal_id, item.owner_legal_id) == "true"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["issuer_independent", "independence_basis", "service_list_category"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
