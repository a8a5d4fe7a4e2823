# METADATA
# title: A heading without a mark stays without one
# description: |
#   The subject is the sheet. A heading that says neither yes nor no claims nothing, so it bears no mark and no policy
#   decides it; what was observed may be shown below it. A sheet without such a heading is outside the question.
# schemas:
#   - input: schema.sekisho.org.unmarked_heading
# custom:
#   severity: low
#   ja:
#     title: 印のない見出しには印を付けない
#     description: |
#       対象はシート。有とも無とも述べない見出しは何も主張しないので、印がなく、どのポリシーもそれを判定しない。
#       観測した結果を下に示すことはできる。そのような見出しのないシートは対象外とする。
#   reasons:
#     MARKED:
#       en: "The heading {claim} bears the mark {mark}."
#       ja: "見出し {claim} に {mark} の印がある。"
#     DECIDED:
#       en: "Policies decide the heading {claim}, which claims nothing."
#       ja: "何も主張しない見出し {claim} をポリシーが判定している。"
#     NO_HEADING:
#       en: "The sheet has no heading without a mark."
#       ja: "印のない見出しがない。"
#   remediation:
#     en: "Give the heading no mark and let it be decided by nothing; list what is observed with observes."
#     ja: "見出しから印と判定を除き、観測する結果は observes に挙げる。"
#   references:
#     - https://assured.jp/column/knowledge-meti-sla-checklist
package sekisho.org.unmarked_heading

import data.sekisho.lib.claims
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the sheet.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	"unknown" in {asked, kept}
} else := finding.not_applicable("NO_HEADING", [["claims"]]) if {
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
	"asked": value.eq(claim.modality, "heading"),
	"kept": value.all({value.eq(claim.mark, "none"), value.eq(claim.is_decided, false)}),
	"unknowns": value.unknowns(claim, at),
} if {
	some i, claim in input.sheet.claims.items
	at := ["claims", "items", i]
}

# METADATA
# description: Holds the headings that claim something.
violations contains finding.violation(
	"MARKED",
	{"claim": claim.claim, "mark": claim.mark},
	[["claims", "items", i, "modality"], ["claims", "items", i, "mark"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "heading") == "true"
	value.ne(claim.mark, "none") == "true"
}

violations contains finding.violation(
	"DECIDED",
	{"claim": claim.claim},
	[["claims", "items", i, "modality"], ["claims", "items", i, "is_decided"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "heading") == "true"
	value.ne(claim.is_decided, false) == "true"
}
