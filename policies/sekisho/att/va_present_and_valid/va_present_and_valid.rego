# METADATA
# title: A network vulnerability assessment is there and in date
# description: |
#   The subject is the register of all attestations given. It holds a network vulnerability assessment that is valid: less
#   than twelve months have passed since performed_to, the last day of the work. For thirty days after that it is a
#   deviation, and later it has expired. The days are those of Tokyo. An assessment counts from the day on which it is done,
#   its report is issued and it is in force; one of a later day answers nothing yet, and leaves open what no other one
#   answers. How often assessments are made is told and not judged: the one before is named, with the last day on which the
#   next one would still be yearly, thirteen months after it.
# schemas:
#   - input: schema.sekisho.att.va_present_and_valid
# custom:
#   severity: medium
#   ja:
#     title: 有効期間内のネットワーク脆弱性診断がある
#     description: |
#       対象は、渡されたすべての証跡文書の一覧。
#       有効なネットワーク脆弱性診断がある。有効とは、作業の最終日(performed_to)から 12 か月が過ぎていないことをいう。
#       その後 30 日間は逸脱、それ以降は期限切れとする。日付は東京時間による。
#       診断は、実施が終わり、報告書が発行され、効力が始まった日から数える。それより後の日付のものはまだ何も裏付けず、
#       ほかに裏付けるものがなければ不明とする。
#       頻度は示すだけで判定しない。直前の診断と、年 1 回といえる最終日(その 13 か月後)を挙げる。
#   profile: []
#   reasons:
#     EXPIRED:
#       en: "The assessment {attestation}, done until {performed_to}, was valid until {valid_until}, and its grace is over."
#       ja: "{performed_to} に終わった診断 {attestation} は {valid_until} で有効期間が終わり、猶予も過ぎている。"
#     IN_GRACE:
#       en: "The assessment {attestation}, done until {performed_to}, was valid until {valid_until}; the next one is due."
#       ja: "{performed_to} に終わった診断 {attestation} は {valid_until} で有効期間が終わり、次の診断の時期である。"
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
verdict := finding.fails(violations) if {
	outcome == "fail"
} else := finding.deviates(lapses) if {
	outcome == "deviation"
} else := finding.unknown(open) if {
	outcome == "unknown"
	count(open) > 0
} else := finding.unknown_because("U5", attestation.lacking(["attestations"], judged)) if {
	outcome == "unknown"
} else := finding.pass(basis) if {
	outcome == "pass"
}

# METADATA
# description: Says what the assessments of the register come to.
outcome := attestation.outcome(input.attestation_register.attestations, judged)

# METADATA
# description: Holds the judged attestations; being there is all that is asked.
judged contains attestation.judge(
	item,
	["attestations", "items", i],
	"network_vulnerability_assessment",
	input.now,
	{"meets": "true", "open": set()},
) if {
	some i, item in input.attestation_register.attestations.items
}

# METADATA
# description: Holds the assessments that expired last.
violations contains finding.violation(
	"EXPIRED",
	{"attestation": one.attestation, "performed_to": one.performed_to, "valid_until": one.valid_until},
	attestation.facts(one),
) if {
	some one in attestation.decisive(judged)
	one.expired == "true"
}

# METADATA
# description: Holds the assessments in grace.
lapses contains finding.violation(
	"IN_GRACE",
	{"attestation": one.attestation, "performed_to": one.performed_to, "valid_until": one.valid_until},
	attestation.facts(one),
) if {
	some one in attestation.answering(judged, "grace")
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
open := attestation.open(input.attestation_register.attestations, ["attestations"], judged)

# METADATA
# description: Holds the paths of the facts that a pass rests on, the interval before the assessment among them.
basis contains path if {
	some one in attestation.answering(judged, "valid")
	some path in attestation.facts(one)
}

basis contains array.concat(one.at, ["preceding"]) if {
	some one in attestation.answering(judged, "valid")
}

basis contains array.concat(one.at, ["preceding", "items", j, name]) if {
	some one in attestation.answering(judged, "valid")
	some i, item in input.attestation_register.attestations.items
	one.at == ["attestations", "items", i]
	some j, _ in item.preceding.items
	some name in ["performed_to", "yearly_until"]
}
