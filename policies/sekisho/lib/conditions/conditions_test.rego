package sekisho.lib.conditions_test

import data.sekisho.lib.conditions
import data.sekisho.lib.finding

_met := {"word": "true", "broken": finding.violation("A", {}, [["a"]]), "at": {["a"]}, "open": set()}

_broken := {"word": "false", "broken": finding.violation("B", {}, [["b"]]), "at": {["b"]}, "open": set()}

_open := {"word": "unknown", "broken": finding.violation("C", {}, [["c"]]), "at": {["c"], ["d"]}, "open": {["c"]}}

_missed := object.union(_broken, {"grade": "deviation"})

test_pass_if_all_are_met if {
	conditions.verdict({_met}) == finding.pass([["a"]])
	conditions.verdict(set()) == finding.pass([])
}

test_fail_beside_what_is_not_known if conditions.verdict({_met, _broken, _open}) == finding.fails({_broken.broken})

test_unknown_before_a_deviation if conditions.verdict({_met, _missed, _open}) == finding.unknown_because("U4", [["c"]])

test_unknown_though_all_is_known if {
	conditions.verdict({object.union(_open, {"open": set()})}) == finding.unknown_because("U4", [["c"], ["d"]])
}

test_deviation if conditions.verdict({_met, _missed}) == finding.deviates({_missed.broken})
