# METADATA
# title: The assessment surveyed every public address of an inventory
# description: |
#   The report records a survey of all hosts: its targets are as many as the public addresses of an inventory, which
#   is named by its digest and was taken while the assessment was made. That the inventory was whole is vouched for,
#   not seen. The subject is the register of all attestations given. An attestation of the type
#   network_vulnerability_assessment answers from the day on which it is done, its report is issued and it is in
#   force; it is valid for twelve months from performed_to, by days of Tokyo, in grace for thirty days after that,
#   which is a deviation, and expired later. Without one, or where only one of a later day could answer, it is unknown
#   (U5); what an attestation leaves out and this hangs on is unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.va_all_hosts
# custom:
#   severity: medium
#   ja:
#     title: 診断で、棚卸しした全公開アドレスを調べている
#     description: |
#       報告書に、全ホストの調査が記録されている。
#       対象の数は、ダイジェストで特定した棚卸しの公開アドレスの数以上であり、その棚卸しは診断の期間中に行われている。
#       棚卸しに漏れがないことは文書の表明であり、確認したものではない。
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
#     HOSTS_LEFT_OUT:
#       en: "The survey of {attestation} has {targets} {targets:target|targets}, its inventory {addresses} {addresses:address|addresses}."
#       ja: "証跡文書 {attestation} の調査の対象は {targets} 件だが、棚卸しのアドレスは {addresses} 件ある。"
#     INVENTORY_OF_ANOTHER_DAY:
#       en: "The inventory of {attestation} is of {taken_on}, not of the days of the assessment."
#       ja: "証跡文書 {attestation} の棚卸しは {taken_on} のもので、診断の期間中のものではない。"
#   remediation:
#     en: Take the inventory of public addresses while the assessment is made, and have all of them surveyed.
#     ja: 診断の期間中に公開アドレスを棚卸しし、そのすべてについて調査を受ける。
#   references:
#     - https://csrc.nist.gov/pubs/sp/800/115/final
package sekisho.att.va_all_hosts

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
	"done": value.all({whole, of_then, value.given(part.inventory_digest)}),
	"open": {path | some path in value.unknowns(part, at); is_part != "false"},
} if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	is_part := value.eq(part.item, "all_hosts")
	whole := reaches(part.target_count, part.inventory_addresses)
	of_then := within(part.inventory_taken_on, item.performed_from, item.performed_to)
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
	"HOSTS_LEFT_OUT",
	{"attestation": value.shown(item.attestation_id), "targets": value.shown(part.target_count), "addresses": value.shown(part.inventory_addresses)},
	[array.concat(at, [name]) | some name in ["inventory_addresses", "target_count"]],
) if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	["attestations", "items", i] in attestation.failing(judged)
	value.eq(part.item, "all_hosts") == "true"
	reaches(part.target_count, part.inventory_addresses) == "false"
}

violations contains finding.violation(
	"INVENTORY_OF_ANOTHER_DAY",
	{"attestation": value.shown(item.attestation_id), "taken_on": value.shown(part.inventory_taken_on)},
	{array.concat(at, ["inventory_taken_on"])} | {["attestations", "items", i, name] | some name in ["performed_from", "performed_to"]},
) if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	["attestations", "items", i] in attestation.failing(judged)
	value.eq(part.item, "all_hosts") == "true"
	within(part.inventory_taken_on, item.performed_from, item.performed_to) == "false"
}

# METADATA
# description: Says whether one number is at least another.
reaches(targets, addresses) := "unknown" if {
	value.unknown(addresses)
} else := value.at_least(targets, addresses)

# METADATA
# description: Says whether a date lies between two others, both of them included.
within(date, first, last) := "unknown" if {
	some one in [date, first, last]
	value.unknown(one)
} else := "true" if {
	first <= date
	date <= last
} else := "false"

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["checks", "performed_from"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
