# METADATA
# title: The assessment saw no server that lacks security updates
# description: |
#   The report confirms the patch levels that were seen on a day and that none was missing. That updates are automatic
#   is no result of an assessment: it is asked of the systems that apply them, and this policy only stands beside. The
#   subject is the register of all attestations given. An attestation of the type network_vulnerability_assessment
#   answers from the day on which it is done, its report is issued and it is in force; it is valid for twelve months
#   from performed_to, by days of Tokyo, in grace for thirty days after that, which is a deviation, and expired later.
#   Without one, or where only one of a later day could answer, it is unknown (U5); what an attestation leaves out and
#   this hangs on is unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.va_auto_update
# custom:
#   severity: medium
#   ja:
#     title: 診断で、未適用のセキュリティ更新が見つかっていない
#     description: |
#       報告書が、ある日に見たパッチの状況と、未適用のものがなかったことを確認している。
#       更新が自動であることは診断の結果ではなく、更新を行う仕組みに問う。
#       このポリシーはその傍証にとどまる。
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
#     PATCHES_MISSING:
#       en: "On {seen_on} the assessment {attestation} saw {count} security {count:update|updates} missing."
#       ja: "証跡文書 {attestation} では、{seen_on} に {count} 件のセキュリティ更新が未適用だった。"
#   remediation:
#     en: Apply the updates, and have the patch levels seen again.
#     ja: 更新を適用し、パッチの状況を改めて確認してもらう。
#   references:
#     - https://csrc.nist.gov/pubs/sp/800/115/final
package sekisho.att.va_auto_update

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
	"done": value.all({seen, none_missing}),
	"open": {path | some path in value.unknowns(part, at); is_part != "false"},
} if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	is_part := value.eq(part.item, "auto_update")
	seen := value.given(part.patch_levels_seen_on)
	none_missing := value.eq(part.patches_missing, 0)
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
	"PATCHES_MISSING",
	{"attestation": value.shown(item.attestation_id), "seen_on": value.shown(part.patch_levels_seen_on), "count": value.shown(part.patches_missing)},
	[array.concat(at, [name]) | some name in ["patch_levels_seen_on", "patches_missing"]],
) if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	["attestations", "items", i] in attestation.failing(judged)
	value.eq(part.item, "auto_update") == "true"
	value.eq(part.patches_missing, 0) == "false"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["checks"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
