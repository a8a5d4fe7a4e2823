# METADATA
# title: The term DLP stands only where it is qualified
# description: |
#   The subject is the sheet. Endpoint management against leaks is no inspection of content: a claim whose wording or
#   ceiling says DLP is one that is made "as needed". Whether a product for the inspection of content (endpoint DLP, Amazon
#   Macie) runs, which would be more than is claimed, is not looked at.
# schemas:
#   - input: schema.sekisho.org.dlp_wording
# custom:
#   severity: low
#   ja:
#     title: DLPという語は、限定した文でのみ用いる
#     description: |
#       対象はシート。情報漏洩を防ぐ端末管理は、内容の検査ではない。文言か上限にDLPの語がある文は、
#       「必要に応じて」の限定を持たなければならない。内容を検査する製品(エンドポイントのDLP、Amazon Macie)が動いているかどうか、
#       つまり主張より多くのことが行われているかどうかは調べない。
#   reasons:
#     DLP_UNQUALIFIED:
#       en: "The claim {claim} says DLP and is not made as needed."
#       ja: "文 {claim} は、必要に応じてという限定なしにDLPの語を用いている。"
#   remediation:
#     en: "Speak of endpoint management against leaks, or give the claim the strength as_needed."
#     ja: "情報漏洩を防ぐ端末管理と述べるか、文の強さを as_needed にする。"
#   references:
#     - https://assured.jp/column/knowledge-meti-sla-checklist
package sekisho.org.dlp_wording

import data.sekisho.lib.claims
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the sheet.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	"unknown" in {asked, kept}
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
	"asked": "true",
	"kept": value.any({value.negate(_says_dlp(claim)), value.eq(claim.strength, "as_needed")}),
	"unknowns": value.unknowns(claim, at),
} if {
	some i, claim in input.sheet.claims.items
	at := ["claims", "items", i]
}

# METADATA
# description: Holds the claims that say more than endpoint management does.
violations contains finding.violation(
	"DLP_UNQUALIFIED",
	{"claim": claim.claim},
	[
		["claims", "items", i, "strength"],
		["claims", "items", i, "wording_ja"],
		["claims", "items", i, "wording_en"],
		["claims", "items", i, "ceiling_ja"],
		["claims", "items", i, "ceiling_en"],
	],
) if {
	some i, claim in input.sheet.claims.items
	_says_dlp(claim) == "true"
	value.ne(claim.strength, "as_needed") == "true"
}

_says_dlp(claim) := value.any({claims.mentions(text, `(?i)DLP|ＤＬＰ`) |
	some text in [claim.wording_ja, claim.wording_en, claim.ceiling_ja, claim.ceiling_en]
})
