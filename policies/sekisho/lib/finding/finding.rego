# METADATA
# title: Verdicts
# description: |
#   Builds verdicts and violations, and is the only place that does. A path is an array relative to the subject's tree;
#   one that begins with "profile" or "now" means that part of the input. Paths and violations are given as arrays or
#   sets and come out sorted, each once.
package sekisho.lib.finding

# METADATA
# description: The subject meets the policy because of the facts at the given paths.
pass(paths) := _verdict("pass", set(), paths)

# METADATA
# description: The subject breaks the policy in the given ways.
fails(violations) := _verdict("fail", violations, {path |
	some violation in violations
	some path in violation.rests_on
})

# METADATA
# description: The subject is outside the tolerance that the claim states, but does not refute it.
deviates(violations) := object.union(fails(violations), {"status": "deviation"})

# METADATA
# description: The values or collections at the given paths keep the question undecided; their codes say why.
unknown(paths) := _verdict("unknown", set(), paths)

# METADATA
# description: |
#   The question is undecided; the given code holds for those of the paths at which everything is known, because what
#   they name lies elsewhere.
unknown_because(code, paths) := object.union(unknown(paths), {"code": code})

# METADATA
# description: The subject lies outside the question, for the given reason.
not_applicable(reason, paths) := object.union(_verdict("not_applicable", set(), paths), {"reason": reason})

# METADATA
# description: One way in which a subject breaks a policy; its severity is the policy's.
violation(reason, args, paths) := {"reason": reason, "args": args, "rests_on": _sorted(paths)}

# METADATA
# description: A violation with a severity of its own.
graded(severity, found) := object.union(found, {"severity": severity})

# METADATA
# description: Puts the paths of another subject's verdict below the place where that subject stands in this tree.
below(prefix, paths) := {_below(prefix, path) | some path in paths}

# Profile and instant are the same input for every subject.
_below(prefix, path) := path if {
	path[0] in {"profile", "now"}
} else := array.concat(prefix, path)

_verdict(status, violations, paths) := {
	"status": status,
	"violations": _sorted(violations),
	"rests_on": _sorted(paths),
}

_sorted(things) := sort({thing | some thing in things})
