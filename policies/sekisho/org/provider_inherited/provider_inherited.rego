# METADATA
# title: What is inherited names the provider and its statement
# description: |
#   The subject is the sheet. A claim on a property that a provider's service has by itself (detection by machine learning)
#   names the provider, the page on which it says so, and the day on which that page was read. It
#   is the provider's statement that is passed on; nothing of it is measured. A sheet without such a claim is outside the
#   question.
# schemas:
#   - input: schema.sekisho.org.provider_inherited
# custom:
#   severity: info
#   evidence: inherited
#   ja:
#     title: 受け継ぐ性質には、提供者とその説明を示す
#     description: |
#       対象はシート。提供者のサービスが備えている性質(機械学習による検出など)を述べる文は、提供者の名、そう説明している
#       ページ、そのページを読んだ日を示す。伝えるのは提供者の説明であり、測定はしていない。そのような文のないシートは対象外とする。
#   reasons:
#     NO_PROVIDER:
#       en: "The claim {claim} does not name a provider, the page of its statement and the day on which that was read."
#       ja: "文 {claim} に、提供者、その説明の所在、読んだ日のいずれかがない。"
#     NOTHING_INHERITED:
#       en: "The sheet has no claim on what a provider does by itself."
#       ja: "提供者から受け継ぐ性質を述べる文がない。"
#   remediation:
#     en: "Name the provider, the page and the day on which it was read."
#     ja: "提供者の名、ページ、読んだ日を書く。"
#   references:
#     - https://aws.amazon.com/documentation-overview/guardduty/
package sekisho.org.provider_inherited

import data.sekisho.lib.claims
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the sheet.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	"unknown" in {asked, kept}
} else := finding.not_applicable("NOTHING_INHERITED", [["claims"]]) if {
	asked == "false"
} else := finding.pass(basis) if {
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
# description: Holds the paths of what is known to be inherited, and from whom.
basis contains ["claims"]

basis contains ["claims", "items", i, "provider", "items", j, field] if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "inherited") == "true"
	some j, _ in claim.provider.items
	some field in ["name", "source", "checked_on"]
}

# METADATA
# description: Holds what is to be said of every claim.
judged contains {
	"asked": value.eq(claim.modality, "inherited"),
	"kept": _named(claim),
	"unknowns": value.unknowns(claim, at),
} if {
	some i, claim in input.sheet.claims.items
	at := ["claims", "items", i]
}

# METADATA
# description: Holds the claims on what is inherited that do not say from whom.
violations contains finding.violation(
	"NO_PROVIDER",
	{"claim": claim.claim},
	[["claims", "items", i, "modality"], ["claims", "items", i, "provider"]],
) if {
	some i, claim in input.sheet.claims.items
	value.eq(claim.modality, "inherited") == "true"
	_named(claim) == "false"
}

_named(claim) := value.any_of(claim.provider, {
value.all({value.given(provider.name), value.given(provider.source), value.given(provider.checked_on)}) |
	some provider in claim.provider.items
})
