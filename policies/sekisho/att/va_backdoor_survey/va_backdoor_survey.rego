# METADATA
# title: The assessment looked for back doors by a method that is named
# description: |
#   The report records a survey for back doors and names how it was made: unexpected listeners, known signatures,
#   outbound beacons. Whether the assessment was remote only is shown beside it, because what hides inside is then not
#   seen. The subject is the register of all attestations given. An attestation of the type
#   network_vulnerability_assessment answers from the day on which it is done, its report is issued and it is in
#   force; it is valid for twelve months from performed_to, by days of Tokyo, in grace for thirty days after that,
#   which is a deviation, and expired later. Without one, or where only one of a later day could answer, it is unknown
#   (U5); what an attestation leaves out and this hangs on is unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.va_backdoor_survey
# custom:
#   severity: medium
#   ja:
#     title: 診断で、方法を明示してバックドアを調べている
#     description: |
#       報告書に、バックドアの調査とその方法(想定外の待ち受け、既知のシグネチャ、外部への発信)が記録されている。
#       遠隔のみの診断かどうかも示す。
#       遠隔のみでは内部に隠れたものは見えないためである。
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
#     NOT_RECORDED:
#       en: "The attestation {attestation} lists the parts of the assessment without this one."
#       ja: "証跡文書 {attestation} に挙げられた診断項目に、この項目がない。"
#     NO_METHOD:
#       en: "The survey for back doors of {attestation} names no method."
#       ja: "証跡文書 {attestation} のバックドア調査に方法が書かれていない。"
#   remediation:
#     en: Have the report name how back doors were looked for, and enter it.
#     ja: バックドアをどのように調べたかを報告書に明記してもらい、一覧に書く。
#   references:
#     - https://csrc.nist.gov/pubs/sp/800/115/final
package sekisho.att.va_backdoor_survey

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
	{"meets": value.any_of(item.checks, {value.all({one.is_part, one.done}) | some one in own}), "open": open},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	own := {one | some one in parts; one.of == at}
	open := {path | some one in own; some path in one.open} | attestation.unlisted(item.checks, array.concat(at, ["checks"]))
}

# METADATA
# description: Holds the parts of all assessments, with whether each is the one that is asked for and was done as it should be.
parts contains {
	"of": ["attestations", "items", i],
	"is_part": is_part,
	"done": value.all({named}),
	"open": {path | some path in value.unknowns(part, at); is_part != "false"},
} if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	is_part := value.eq(part.item, "backdoor_survey")
	named := value.has_items(part.methods)
}

# METADATA
# description: Holds what the report does not tell or tells otherwise, and the assessment if it is out of date.
violations contains finding.violation(
	"NOT_RECORDED",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, ["checks"])],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
	value.any_of(item.checks, {one.is_part | some one in parts; one.of == at}) == "false"
}

violations contains finding.violation(
	"NO_METHOD",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, ["methods"])],
) if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	["attestations", "items", i] in attestation.failing(judged)
	value.eq(part.item, "backdoor_survey") == "true"
	value.has_items(part.methods) == "false"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["checks", "method_location"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
