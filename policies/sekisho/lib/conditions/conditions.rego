# METADATA
# title: Conditions
# description: |
#   Gives the verdict on a subject that has to meet several conditions. A condition is an object: "word" says whether it is
#   met, "broken" is the violation that it is not to be met, "at" holds the paths that tell, and "open" those of them that
#   are not known, where it is not all of them. One with the "grade" deviation is no failure where it is not met. One that is
#   never broken, only met or not known, has no "broken"; one that is taken for granted, whose paths a pass rests on, has no
#   "word" either.
package sekisho.lib.conditions

import data.sekisho.lib.finding

# METADATA
# description: |
#   Gives the verdict by a set of conditions: a failure, else undecided by the first that is not known, else a deviation,
#   else a pass.
verdict(conditions) := finding.fails(_broken(conditions, "fail")) if {
	count(_broken(conditions, "fail")) > 0
} else := finding.unknown_because("U4", _open(conditions)) if {
	count(_open(conditions)) > 0
} else := finding.deviates(_broken(conditions, "deviation")) if {
	count(_broken(conditions, "deviation")) > 0
} else := finding.pass({path |
	some condition in conditions
	some path in condition.at
})

_broken(conditions, grade) := {condition.broken |
	some condition in conditions
	condition.word == "false"
	_grade(condition) == grade
}

_grade(condition) := condition.grade if {
	condition.grade
} else := "fail"

# What is known and yet leaves a condition undecided is told by all its paths.
_open(conditions) := {path |
	some condition in conditions
	condition.word == "unknown"
	some path in _undecided(condition)
}

_undecided(condition) := condition.open if {
	count(condition.open) > 0
} else := condition.at
