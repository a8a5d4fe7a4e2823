# METADATA
# title: Records show the daily check for vulnerabilities and what followed
# description: |
#   There are dated records of the check of a vulnerability database, of decisions on impact and severity, of
#   decisions on patches, and of reviews of logs by a reviewer who is named. Checks that were once more than a day
#   apart are a deviation, shown with the interval. The records themselves stay outside; the attestation tells their
#   kinds, days and number. The subject is the register of all attestations given. An attestation of the type
#   vulnerability_triage answers from the day on which it is done, its report is issued and it is in force; it is
#   valid for twelve months from performed_to, by days of Tokyo, in grace for thirty days after that, which is a
#   deviation, and expired later. Without one, or where only one of a later day could answer, it is unknown (U5); what
#   an attestation leaves out and this hangs on is unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.vuln_triage_record
# custom:
#   severity: medium
#   ja:
#     title: 脆弱性情報の日々の確認と、その後の判断の記録がある
#     description: |
#       脆弱性情報データベースの確認、影響と深刻度の判断、パッチ適用の判断、ログのレビュー(担当者名を含む)の、それぞれ日付のある記録がある。
#       確認の間隔が 1 日を超えたことがある場合は逸脱とし、その間隔を示す。
#       記録そのものは手元に残し、証跡文書には種類と期間と件数を書く。
#       対象は、渡されたすべての証跡文書の一覧。
#       種別 vulnerability_triage の証跡文書は、実施が終わり、報告書が発行され、効力が始まった日から裏付けとなる。
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
#     RECORD_MISSING:
#       en: "The attestation {attestation} tells of no record of {kind}."
#       ja: "証跡文書 {attestation} に {kind} の記録がない。"
#     NOT_DAILY:
#       en: "By {attestation} up to {days} {days:day|days} passed between two checks."
#       ja: "証跡文書 {attestation} では、確認の間隔が最長 {days} 日ある。"
#   remediation:
#     en: Keep a dated record of each check, decision and review, and enter their kinds, days and number.
#     ja: 確認・判断・レビューのつど日付のある記録を残し、種類と期間と件数を一覧に書く。
#   references:
#     - https://jvn.jp/
#     - https://nvd.nist.gov/
package sekisho.att.vuln_triage_record

import data.sekisho.lib.attestation
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the register of attestations.
verdict := finding.deviates(gaps) if {
	attestation.outcome(input.attestation_register.attestations, daily) in {"fail", "deviation"}
	attestation.outcome(input.attestation_register.attestations, judged) == "pass"
} else := attestation.verdict(
	input.attestation_register.attestations,
	["attestations"],
	judged,
	_found,
) if {
	attestation.outcome(input.attestation_register.attestations, daily) in {"fail", "deviation"}
} else := attestation.verdict(
	input.attestation_register.attestations,
	["attestations"],
	daily,
	_found,
)

_found := {"violations": violations, "lapses": lapses, "basis": basis, "without": ["documents"]}

# METADATA
# description: Holds the attestations, judged.
judged contains attestation.judge(
	item,
	at,
	input.now,
	{"meets": value.all({recorded(item.records, kind) | some kind in required}), "open": value.unknowns(item, at)},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
}

# METADATA
# description: Holds the attestations, judged by whether the checks were daily, too.
daily contains object.union(one, {"meets": value.all({one.meets, is_daily})}) if {
	some one in judged
	some i, item in input.attestation_register.attestations.items
	one.at == ["attestations", "items", i]
	is_daily := value.all_of(item.records, {word |
		some record in item.records.items
		word := value.any({value.ne(record.kind, "database_check"), value.at_most(record.longest_interval_days, 1)})
	})
}

# METADATA
# description: Holds the kinds of records that there have to be.
required := {"database_check", "impact_and_severity", "patch_decision", "log_review"}

# METADATA
# description: Says whether there are records of a kind; reviews of logs say who reviews.
recorded(records, kind) := value.any_of(
	records,
	{value.all({value.eq(one.kind, kind), value.at_least(one.count, 1), reviewed}) |
		some one in records.items
		reviewed := value.any({value.ne(one.kind, "log_review"), value.given(one.reviewer)})
	},
)

# METADATA
# description: Holds the longest intervals between checks of attestations that answer otherwise.
gaps contains finding.violation(
	"NOT_DAILY",
	{"attestation": value.shown(item.attestation_id), "days": value.shown(record.longest_interval_days)},
	{array.concat(one.at, ["records", "items", j, "longest_interval_days"])} | attestation.facts(one),
) if {
	some one in attestation.answering(judged, "valid")
	some i, item in input.attestation_register.attestations.items
	one.at == ["attestations", "items", i]
	some j, record in item.records.items
	value.eq(record.kind, "database_check") == "true"
	value.at_most(record.longest_interval_days, 1) == "false"
}

# METADATA
# description: Holds the kinds of which there is no record, and the attestation if it is out of date.
violations contains finding.violation(
	"RECORD_MISSING",
	{"attestation": value.shown(item.attestation_id), "kind": kind},
	[array.concat(at, ["records"])],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
	some kind in required
	recorded(item.records, kind) == "false"
}

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["records"])
