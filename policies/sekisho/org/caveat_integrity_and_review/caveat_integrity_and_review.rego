# METADATA
# title: Caveats stand with their claim, and plans are reviewed in time
# description: |
#   The subject is the sheet. A caveat names the claim that it limits, beside which it is printed. What is to be considered
#   or under consideration has an owner and a day by which it is reviewed, in the sheet or in the profile's plans; on that
#   day (Asia/Tokyo) it is still in time. Without them it is unknown.
# schemas:
#   - input: schema.sekisho.org.caveat_integrity_and_review
# custom:
#   severity: medium
#   ja:
#     title: 注記は文とともにあり、予定は期日までに見直される
#     description: |
#       対象はシート。注記は、それが限る文を指し、その文とともに印字される。検討の予定または検討中のものには、
#       所有者と見直しの期日が、シートまたはプロファイルの plans にある。期日の当日(Asia/Tokyo)はまだ期限内である。どちらもなければ不明とする。
#   reasons:
#     CAVEAT_ALONE:
#       en: "The caveat {claim} names no claim that it limits."
#       ja: "注記 {claim} が、限る文を指していない。"
#     NO_OWNER:
#       en: "The plan {claim} has no owner."
#       ja: "予定 {claim} に所有者がいない。"
#     REVIEW_PAST:
#       en: "The plan {claim} was to be reviewed by {review_by}."
#       ja: "予定 {claim} の見直しの期日 {review_by} を過ぎている。"
#     NO_CAVEAT:
#       en: "The sheet has neither caveats nor plans."
#       ja: "注記も予定もない。"
#   remediation:
#     en: "Review the plan, and set its owner and its next review day in the profile (plans) or in the sheet."
#     ja: "予定を見直し、所有者と次の期日をプロファイルの plans またはシートに書く。"
#   references:
#     - https://assured.jp/column/knowledge-meti-sla-checklist
package sekisho.org.caveat_integrity_and_review

import data.sekisho.lib.claims
import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the sheet.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	"unknown" in {asked, kept}
} else := finding.not_applicable("NO_CAVEAT", [["claims"]]) if {
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
	"asked": value.any({value.eq(claim.kind, "caveat"), value.eq(claim.mark, "planned")}),
	"kept": value.all({
		value.any({value.ne(claim.kind, "caveat"), value.given(claim.caps)}),
		value.any({value.ne(claim.mark, "planned"), value.all({value.given(claim.owner), _in_time(claim.review_by)})}),
	}),
	"unknowns": value.unknowns(claim, at),
} if {
	some i, claim in input.sheet.claims.items
	at := ["claims", "items", i]
}

# METADATA
# description: Holds the caveats that stand alone and the plans that were not reviewed.
violations contains finding.violation(
	"CAVEAT_ALONE",
	{"claim": claim.claim},
	[["claims", "items", i, "kind"], ["claims", "items", i, "caps"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.kind, "caveat") == "true"
	value.given(claim.caps) == "false"
}

violations contains finding.violation(
	"NO_OWNER",
	{"claim": claim.claim},
	[["claims", "items", i, "mark"], ["claims", "items", i, "owner"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.mark, "planned") == "true"
	value.given(claim.owner) == "false"
}

violations contains finding.violation(
	"REVIEW_PAST",
	{"claim": claim.claim, "review_by": value.shown(claim.review_by)},
	[["claims", "items", i, "mark"], ["claims", "items", i, "review_by"], ["now"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.mark, "planned") == "true"
	_in_time(claim.review_by) == "false"
}

# The day in Tokyo is not over.
_in_time(day) := instant.within(_beginning(day), 86399, input.now)

_beginning(day) := concat("", [day, "T00:00:00+09:00"]) if {
	is_string(day)
} else := day
