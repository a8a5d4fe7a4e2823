# METADATA
# title: A premise stays conditional
# description: |
#   The subject is the sheet. A sentence that only says of whom or of what the following speaks (users without Direct
#   Connect) bears no mark, is decided by no policy, counts nobody and does not speak of all. A sheet without such a
#   sentence is outside the question.
# schemas:
#   - input: schema.sekisho.org.conditional_premise
# custom:
#   severity: low
#   ja:
#     title: 前提は条件のまま述べる
#     description: |
#       対象はシート。誰について、何について述べるかだけを言う文(Direct Connectを使わない利用者など)には印がなく、
#       どのポリシーもそれを判定せず、人数を述べず、全員とも述べない。そのような文のないシートは対象外とする。
#   reasons:
#     MARKED:
#       en: "The premise {claim} bears the mark {mark}."
#       ja: "前提の文 {claim} に {mark} の印がある。"
#     DECIDED:
#       en: "Policies decide the premise {claim}."
#       ja: "前提の文 {claim} をポリシーが判定している。"
#     COUNTED:
#       en: "The premise {claim} states a number or speaks of all."
#       ja: "前提の文 {claim} が数を述べるか、全員について述べている。"
#     NO_PREMISE:
#       en: "The sheet has no conditional premise."
#       ja: "条件を述べる前提の文がない。"
#   remediation:
#     en: "Word the premise without numbers and without all, and remove its mark and whatever decides it."
#     ja: "数と「すべて」を除いて条件として述べ、印と判定を除く。"
#   references:
#     - https://assured.jp/column/knowledge-meti-sla-checklist
package sekisho.org.conditional_premise

import data.sekisho.lib.claims
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the sheet.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	"unknown" in {asked, kept}
} else := finding.not_applicable("NO_PREMISE", [["claims"]]) if {
	asked == "false"
} else := finding.pass([["claims"]]) if {
	kept == "true"
}

# METADATA
# description: Says whether the sheet holds a claim of which the policy asks anything.
asked := claims.asked(input.sheet.claims, judged)

# METADATA
# description: Says whether every such claim keeps to it.
kept := claims.kept(input.sheet.claims, judged)

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided := claims.undecided(input.sheet.claims, judged, ["claims"])

# METADATA
# description: Holds what is to be said of every claim.
judged contains {
	"asked": value.eq(claim.modality, "conditional"),
	"kept": value.all({
		value.eq(claim.mark, "none"),
		value.eq(claim.is_decided, false),
		value.negate(_counts(claim)),
	}),
	"unknowns": value.unknowns(claim, at),
} if {
	some i, claim in input.sheet.claims.items
	at := ["claims", "items", i]
}

# METADATA
# description: Holds the premises that claim something.
violations contains finding.violation(
	"MARKED",
	{"claim": claim.claim, "mark": claim.mark},
	[["claims", "items", i, "modality"], ["claims", "items", i, "mark"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "conditional") == "true"
	value.ne(claim.mark, "none") == "true"
}

violations contains finding.violation(
	"DECIDED",
	{"claim": claim.claim},
	[["claims", "items", i, "modality"], ["claims", "items", i, "is_decided"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "conditional") == "true"
	value.ne(claim.is_decided, false) == "true"
}

violations contains finding.violation(
	"COUNTED",
	{"claim": claim.claim},
	[["claims", "items", i, "modality"], ["claims", "items", i, "wording_ja"], ["claims", "items", i, "wording_en"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "conditional") == "true"
	_counts(claim) == "true"
}

# One of the wordings holds a figure or a word for all.
_counts(claim) := value.any({
	claims.mentions(claim.wording_ja, `[0-9０-９]|全て|すべて|全員|全利用者`),
	claims.mentions(claim.wording_en, `[0-9]|(?i)\b(all|every|everybody|everyone)\b`),
})
