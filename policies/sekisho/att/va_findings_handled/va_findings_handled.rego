# METADATA
# title: Findings of the assessment are handled in time
# description: |
#   No finding of critical or high severity is open past its due date, the last day on which it may be handled, in
#   Tokyo. Each accepted risk says who signed for it and when. Where critical or high findings were made and none of
#   them is open any more, a retest is recorded. The subject is the register of all attestations given. An attestation
#   of the type network_vulnerability_assessment answers from the day on which it is done, its report is issued and it
#   is in force; it is valid for twelve months from performed_to, by days of Tokyo, in grace for thirty days after
#   that, which is a deviation, and expired later. Without one, or where only one of a later day could answer, it is
#   unknown (U5); what an attestation leaves out and this hangs on is unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.va_findings_handled
# custom:
#   severity: high
#   ja:
#     title: 診断の指摘事項に期限内に対応している
#     description: |
#       深刻度が緊急または高の指摘で、期限日(東京時間のその日を含む)を過ぎて未対応のものがない。
#       受容したリスクには、承認者と承認日がある。
#       緊急または高の指摘があり、その未対応がなくなった場合は、再診断の記録がある。
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
#     OVERDUE:
#       en: "The finding {finding} of {attestation}, of severity {severity}, is open past its due date {due}."
#       ja: "証跡文書 {attestation} の指摘 {finding}(深刻度 {severity})が、期限 {due} を過ぎて未対応である。"
#     RISK_NOT_SIGNED:
#       en: "The risk of the finding {finding} of {attestation} is accepted without a signature or a date."
#       ja: "証跡文書 {attestation} の指摘 {finding} のリスク受容に、承認者または承認日がない。"
#     NOT_RETESTED:
#       en: "Of {attestation} no retest is recorded, though findings of critical or high severity are closed."
#       ja: "証跡文書 {attestation} では緊急または高の指摘が対応済みとされているが、再診断の記録がない。"
#   remediation:
#     en: Handle the findings or have their risk accepted with name and date, have them tested again, and enter what was done.
#     ja: 指摘に対応するか、承認者と日付を残してリスクを受容し、再診断を受けて一覧に記録する。
#   references:
#     - https://www.first.org/cvss/specification-document
package sekisho.att.va_findings_handled

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
	{"meets": value.all({value.negate(overdue), signed, retested}), "open": value.unknowns(item, at)},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	overdue := value.any_of(item.open_findings, {one.overdue | some one in open_findings; one.of == at})
	signed := value.all_of(item.accepted_risks, {one.signed | some one in accepted_risks; one.of == at})
	retested := value.any({
		value.negate(value.any({value.at_least(item.critical_findings, 1), value.at_least(item.high_findings, 1)})),
		value.any_of(item.open_findings, {one.grave | some one in open_findings; one.of == at}),
		value.given(item.retest_on),
	})
}

# METADATA
# description: Holds the open findings of all attestations, and whether each is grave and past its due date.
open_findings contains {
	"of": ["attestations", "items", i],
	"at": ["attestations", "items", i, "open_findings", "items", j],
	"args": {
		"attestation": value.shown(item.attestation_id),
		"finding": value.shown(one.finding_id),
		"severity": value.shown(one.severity),
		"due": value.shown(one.due_on),
	},
	"grave": grave,
	"overdue": value.all({grave, attestation.passed(one.due_on, input.now)}),
} if {
	some i, item in input.attestation_register.attestations.items
	some j, one in item.open_findings.items
	grave := value.in_set(one.severity, {"critical", "high"})
}

# METADATA
# description: Holds the accepted risks of all attestations, and whether each is signed and dated.
accepted_risks contains {
	"of": ["attestations", "items", i],
	"at": ["attestations", "items", i, "accepted_risks", "items", j],
	"args": {"attestation": value.shown(item.attestation_id), "finding": value.shown(one.finding_id)},
	"signed": value.all({value.given(one.accepted_by), value.given(one.accepted_on)}),
} if {
	some i, item in input.attestation_register.attestations.items
	some j, one in item.accepted_risks.items
}

# METADATA
# description: Holds the findings that are not handled as they should be, and the assessment if it is out of date.
violations contains finding.violation(
	"OVERDUE",
	one.args,
	[array.concat(one.at, [name]) | some name in ["severity", "due_on"]],
) if {
	some one in open_findings
	one.of in attestation.failing(judged)
	one.overdue == "true"
}

violations contains finding.violation(
	"RISK_NOT_SIGNED",
	one.args,
	[array.concat(one.at, [name]) | some name in ["accepted_by", "accepted_on"]],
) if {
	some one in accepted_risks
	one.of in attestation.failing(judged)
	one.signed == "false"
}

violations contains finding.violation(
	"NOT_RETESTED",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, [name]) | some name in ["critical_findings", "high_findings", "open_findings", "retest_on"]],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
	value.given(item.retest_on) == "false"
	value.any({value.at_least(item.critical_findings, 1), value.at_least(item.high_findings, 1)}) == "true"
	value.any_of(item.open_findings, {one.grave | some one in open_findings; one.of == at}) == "false"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["critical_findings", "high_findings", "open_findings", "accepted_risks", "retest_on"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
