# METADATA
# title: Nothing attested is a SOC
# description: |
#   The subject is the register of all attestations given. A monitoring or operation service, a contract for managed
#   detection, and a roster that has somebody on call around the clock are what a security operation centre is made of:
#   an attestation of one that is in force, or in grace, says that more is done than the sheet claims. Alerts that are
#   routed, queries over logs and Security Hub are none. Without a document of attestations nothing was searched.
# schemas:
#   - input: schema.sekisho.org.soc_absent_consistent
# custom:
#   severity: low
#   ja:
#     title: 証跡文書の中にSOCを示すものがない
#     description: |
#       対象は、渡されたすべての証跡文書の一覧。
#       監視または運用の委託、マネージド検知の契約、常に当番がいる当番表は、SOCを成すものである。
#       有効または猶予期間中のものが一つでもあれば、シートの主張より多くのことが行われている。
#       通知の経路、ログの検索、Security Hub はこれに当たらない。証跡文書がなければ、何も調べていない。
#   reasons:
#     MONITORING_SERVICE:
#       en: "{attestation} attests a monitoring service."
#       ja: "{attestation} が監視の委託を示している。"
#     MANAGED_DETECTION:
#       en: "{attestation} attests a contract for managed detection."
#       ja: "{attestation} がマネージド検知の契約を示している。"
#     ON_CALL_AROUND_THE_CLOCK:
#       en: "{attestation} attests somebody on call around the clock."
#       ja: "{attestation} が、常に当番がいることを示している。"
#   remediation:
#     en: Where a SOC is run, answer the row anew; this is no defect.
#     ja: SOCを運用しているなら、行の答えを改める。欠陥ではない。
#   references:
#     - https://assured.jp/column/knowledge-meti-sla-checklist
package sekisho.org.soc_absent_consistent

import data.sekisho.lib.attestation
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the register; a fail says that there is a SOC.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	"unknown" in words
} else := finding.pass([["services"], ["contracts"], ["rosters"]]) if {
	value.all(words) == "true"
}

# METADATA
# description: Holds the words for whether each kind is absent.
words := {
	_absent(input.attestation_register.services, _services),
	_absent(input.attestation_register.contracts, _contracts),
	_absent(input.attestation_register.rosters, _rosters),
}

# METADATA
# description: Holds what is attested.
violations contains finding.violation(
	"MONITORING_SERVICE",
	{"attestation": one.attestation},
	attestation.facts(one),
) if {
	some one in _services
	_stands(one) == "true"
}

violations contains finding.violation(
	"MANAGED_DETECTION",
	{"attestation": one.attestation},
	attestation.facts(one),
) if {
	some one in _contracts
	_stands(one) == "true"
}

violations contains finding.violation(
	"ON_CALL_AROUND_THE_CLOCK",
	{"attestation": one.attestation},
	attestation.facts(one) | {array.concat(one.at, ["roster_around_the_clock"])},
) if {
	some one in _rosters
	_stands(one) == "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains path if {
	some one in ((_services | _contracts) | _rosters)
	_stands(one) == "unknown"
	some path in one.open
}

undecided contains [name] if {
	some name, collection in {
		"services": input.attestation_register.services,
		"contracts": input.attestation_register.contracts,
		"rosters": input.attestation_register.rosters,
	}
	_absent(collection, set()) == "unknown"
}

_services contains attestation.judge(item, at, input.now, {"meets": "true", "open": set()}) if {
	some i, item in input.attestation_register.services.items
	at := ["services", "items", i]
}

_contracts contains attestation.judge(item, at, input.now, {"meets": "true", "open": set()}) if {
	some i, item in input.attestation_register.contracts.items
	at := ["contracts", "items", i]
}

_rosters contains attestation.judge(
	item,
	at,
	input.now,
	{"meets": value.eq(item.roster_around_the_clock, true), "open": value.unknowns(item, at)},
) if {
	some i, item in input.attestation_register.rosters.items
	at := ["rosters", "items", i]
}

_absent(collection, judged) := value.all_of(collection, {value.negate(_stands(one)) | some one in judged})

# In force, or in grace, and what it says is that somebody watches.
_stands(one) := value.all({value.any({one.valid, one.grace}), one.meets})
