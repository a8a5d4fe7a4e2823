# METADATA
# title: Vague words are quoted and have no result
# description: |
#   The subject is the sheet. Words that no fact can show to be true or false, such as strictly, are the vendor's: the
#   wording quotes them, they bear no mark, and no policy decides them. A sheet without such words is outside the question.
# schemas:
#   - input: schema.sekisho.org.vague_wording
# custom:
#   severity: low
#   ja:
#     title: あいまいな言葉は引用にとどめ、結果を述べない
#     description: |
#       対象はシート。厳重な、のように、どの事実からも真偽を言えない言葉は提供者の言葉である。
#       文言では引用符で囲み、印を付けず、どのポリシーもそれを判定しない。そのような言葉のないシートは対象外とする。
#   reasons:
#     MARKED:
#       en: "The vague claim {claim} bears the mark {mark}."
#       ja: "あいまいな文 {claim} に {mark} の印がある。"
#     DECIDED:
#       en: "Policies decide the vague claim {claim}."
#       ja: "あいまいな文 {claim} をポリシーが判定している。"
#     NOT_QUOTED:
#       en: "The wording of {claim} does not quote the vague words."
#       ja: "{claim} の文言があいまいな言葉を引用符で囲んでいない。"
#     NO_VAGUE_WORDS:
#       en: "The sheet has no vague words."
#       ja: "あいまいな言葉がない。"
#   remediation:
#     en: "Quote the words, remove the mark and whatever decides the claim, or say something that can be shown."
#     ja: "言葉を引用符で囲み、印と判定を除くか、示せることを述べる。"
#   references:
#     - https://assured.jp/column/knowledge-meti-sla-checklist
package sekisho.org.vague_wording

import data.sekisho.lib.claims
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the sheet.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	"unknown" in {asked, kept}
} else := finding.not_applicable("NO_VAGUE_WORDS", [["claims"]]) if {
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
	"asked": value.eq(claim.modality, "vague"),
	"kept": value.all({value.eq(claim.mark, "none"), value.eq(claim.is_decided, false), _quoted(claim)}),
	"unknowns": value.unknowns(claim, at),
} if {
	some i, claim in input.sheet.claims.items
	at := ["claims", "items", i]
}

# METADATA
# description: Holds the vague claims that say more than that the vendor says so.
violations contains finding.violation(
	"MARKED",
	{"claim": claim.claim, "mark": claim.mark},
	[["claims", "items", i, "modality"], ["claims", "items", i, "mark"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "vague") == "true"
	value.ne(claim.mark, "none") == "true"
}

violations contains finding.violation(
	"DECIDED",
	{"claim": claim.claim},
	[["claims", "items", i, "modality"], ["claims", "items", i, "is_decided"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "vague") == "true"
	value.ne(claim.is_decided, false) == "true"
}

violations contains finding.violation(
	"NOT_QUOTED",
	{"claim": claim.claim},
	[["claims", "items", i, "modality"], ["claims", "items", i, "wording_ja"], ["claims", "items", i, "wording_en"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "vague") == "true"
	_quoted(claim) == "false"
}

# Both wordings quote something.
_quoted(claim) := value.all({
	claims.mentions(claim.wording_ja, `「[^」]+」`),
	claims.mentions(claim.wording_en, `"[^"]+"|“[^”]+”`),
})
