# METADATA
# title: Rows that speak about one thing agree
# description: |
#   The subject is the sheet. Claims that speak about one fact, and claims between which the sheet has a tension, do not say
#   yes in one place and no or planned in another, do not call one plan both to be considered and under consideration, and
#   are not a must in one row and no must in another, unless the owner has decided the tension (the profile's decisions). The
#   owner decides; nothing here does. A sheet in which no two rows speak about one thing is outside the question.
# schemas:
#   - input: schema.sekisho.org.cross_row_consistency
# custom:
#   severity: medium
#   ja:
#     title: 同じことを述べる行は食い違わない
#     description: |
#       対象はシート。同じ事実を述べる文どうし、または食い違いのある文どうしは、一方で有、他方で無または予定と答えず、
#       同じ予定を検討予定とも検討中とも呼ばず、一方で必須、他方で必須でないともしない。所有者が食い違いについて決めたとき(プロファイルの decisions)は除く。
#       決めるのは所有者であり、ここでは決めない。同じことを述べる行のないシートは対象外とする。
#   reasons:
#     MARKS_DIFFER:
#       en: "Of {name}, some claims say yes and others no or planned: {claims}."
#       ja: "{name} について、有と答える文と、無または予定と答える文がある: {claims}。"
#     MODALITIES_DIFFER:
#       en: "Of {name}, one plan is both to be considered and under consideration: {claims}."
#       ja: "{name} について、同じ予定が検討予定とも検討中とも述べられている: {claims}。"
#     STRENGTHS_DIFFER:
#       en: "Of {name}, some claims are no must and others do not say so: {claims}."
#       ja: "{name} について、必須でないとする文と、そう限らない文がある: {claims}。"
#     NOTHING_SHARED:
#       en: "No two rows of the sheet speak about one thing."
#       ja: "同じことを述べる行がない。"
#   remediation:
#     en: "Decide how the rows are meant, word them alike, or record the decision in the profile (decisions)."
#     ja: "行の意味を決めて文言をそろえるか、決定をプロファイルの decisions に記す。"
#   references:
#     - https://assured.jp/column/knowledge-meti-sla-checklist
package sekisho.org.cross_row_consistency

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the sheet.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	"unknown" in {shared, agreed}
} else := finding.not_applicable("NOTHING_SHARED", [["agreements"]]) if {
	shared == "false"
} else := finding.pass([["agreements"]]) if {
	agreed == "true"
}

# METADATA
# description: Says whether any rows have to agree.
shared := value.has_items(input.sheet.agreements)

# METADATA
# description: Says whether all of them do.
agreed := value.all_of(input.sheet.agreements, {value.all(agreement.words) | some agreement in agreements})

# METADATA
# description: Holds what has to agree, with the word for each way in which it does.
agreements contains {
	"words": {
	value.any({value.eq(agreement.is_decided, true), value.negate(differ)}) |
		some differ in {_marks_differ(agreement), _modalities_differ(agreement), _strengths_differ(agreement)}
	},
	"unknowns": value.unknowns(agreement, at),
} if {
	some i, agreement in input.sheet.agreements.items
	at := ["agreements", "items", i]
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains path if {
	some agreement in agreements
	value.all(agreement.words) == "unknown"
	some path in agreement.unknowns
}

undecided contains ["agreements"] if {
	"unknown" in {value.all_of(input.sheet.agreements, set()), shared}
}

# METADATA
# description: Holds the ways in which claims do not agree.
violations contains finding.violation("MARKS_DIFFER", _arguments(agreement), _paths(agreement, i, "mark")) if {
	some i, agreement in input.sheet.agreements.items
	value.ne(agreement.is_decided, true) == "true"
	_marks_differ(agreement) == "true"
}

violations contains finding.violation("MODALITIES_DIFFER", _arguments(agreement), _paths(agreement, i, "modality")) if {
	some i, agreement in input.sheet.agreements.items
	value.ne(agreement.is_decided, true) == "true"
	_modalities_differ(agreement) == "true"
}

violations contains finding.violation("STRENGTHS_DIFFER", _arguments(agreement), _paths(agreement, i, "strength")) if {
	some i, agreement in input.sheet.agreements.items
	value.ne(agreement.is_decided, true) == "true"
	_strengths_differ(agreement) == "true"
}

_marks_differ(agreement) := value.all({
	value.any_of(agreement.claims, {value.eq(claim.mark, "有") | some claim in agreement.claims.items}),
	value.any_of(agreement.claims, {value.in_set(claim.mark, {"無", "planned"}) | some claim in agreement.claims.items}),
})

_modalities_differ(agreement) := value.all({
	value.any_of(agreement.claims, {value.eq(claim.modality, "planned") | some claim in agreement.claims.items}),
	value.any_of(agreement.claims, {value.eq(claim.modality, "under_consideration") |
		some claim in agreement.claims.items
	}),
})

_strengths_differ(agreement) := value.all({
	value.any_of(agreement.claims, {value.eq(claim.strength, "best_effort") | some claim in agreement.claims.items}),
	value.any_of(agreement.claims, {value.all({value.eq(claim.mark, "有"), value.ne(claim.strength, "best_effort")}) |
		some claim in agreement.claims.items
	}),
})

_arguments(agreement) := {
	"name": value.shown(agreement.name),
	"claims": concat(", ", sort([claim.claim | some claim in agreement.claims.items; is_string(claim.claim)])),
}

_paths(agreement, i, field) := {["agreements", "items", i, "is_decided"]} | {["agreements", "items", i, "claims", "items", j, field] |
	some j, _ in agreement.claims.items
}
