# METADATA
# title: Three-valued words
# description: |
#   Compares values that may be unknown. A comparison gives one of three words, "true", "false" or "unknown", and words
#   combine by Kleene's tables: the result is "unknown" only where the unknown parts could still turn it. A collection
#   is {"state", "code", "items"}; what is said about its known items holds for the collection as its state allows.
package sekisho.lib.value

# METADATA
# description: Holds for an unknown scalar, an object with the one key "unknown".
unknown(scalar) if {
	is_object(scalar)
	count(scalar) == 1
	scalar.unknown in {"U1", "U2", "U3", "U4", "U5", "U6", "U7"}
}

# METADATA
# description: Says whether a scalar is the given constant.
eq(scalar, constant) := in_set(scalar, {constant})

# METADATA
# description: Says whether a scalar is another value than the given constant.
ne(scalar, constant) := negate(in_set(scalar, {constant}))

# METADATA
# description: Says whether two scalars, each of which may be unknown, are the same value.
same(scalar, other) := "unknown" if {
	unknown(other)
} else := in_set(scalar, {other})

# METADATA
# description: Says whether a scalar is a member of the given set of constants.
in_set(scalar, constants) := "unknown" if {
	unknown(scalar)
} else := "true" if {
	scalar in constants
} else := "false"

# METADATA
# description: Says whether a scalar says anything; null, an empty string and an empty list do not.
given(scalar) := negate(in_set(scalar, {null, "", []}))

# METADATA
# description: Says whether a scalar is a number of at least the given size; null is no number.
at_least(scalar, number) := "unknown" if {
	unknown(scalar)
} else := "true" if {
	is_number(scalar)
	scalar >= number
} else := "false"

# METADATA
# description: Says whether a scalar is a number of at most the given size; null is no number.
at_most(scalar, number) := "unknown" if {
	unknown(scalar)
} else := "true" if {
	is_number(scalar)
	scalar <= number
} else := "false"

# METADATA
# description: Says whether a scalar is a number in the given range, both ends belonging to it.
between(scalar, low, high) := _conjunction({at_least(scalar, low), at_most(scalar, high)})

# METADATA
# description: Gives a string in upper case and anything else, unknown or null, as it is.
upper_case(scalar) := upper(scalar) if {
	is_string(scalar)
} else := scalar

# METADATA
# description: Gives a scalar as an argument of a message, "?" where it is unknown or absent.
shown(scalar) := "?" if {
	unknown(scalar)
} else := "?" if {
	scalar == null
} else := scalar

# METADATA
# description: Holds the members of a list that the profile declares; none where it does not say.
members(declared) := {member | some member in declared} if {
	is_array(declared)
} else := set()

# METADATA
# description: Negates a word.
negate(word) := {"true": "false", "false": "true", "unknown": "unknown"}[word]

# METADATA
# description: Says whether all of the given words (an array or a set) are "true"; of no words, all are.
all(words) := _conjunction(words)

# METADATA
# description: Says whether any of the given words (an array or a set) is "true"; of no words, none is.
any(words) := negate(_conjunction({negate(word) | some word in words}))

# A call of `all` by its bare name would mean a builtin that Rego has given up.
_conjunction(words) := "false" if {
	"false" in words
} else := "unknown" if {
	"unknown" in words
} else := "true"

# METADATA
# description: |
#   Says whether a condition holds for every item of a collection, given the words of its known items. A collection that
#   is open only towards other documents (U5) passes with what is known, which makes a pass one of scope "plan".
all_of(collection, words) := "false" if {
	"false" in words
} else := "unknown" if {
	"unknown" in words
} else := "true" if {
	collection.state == "complete"
} else := "true" if {
	collection.code == "U5"
} else := "unknown"

# METADATA
# description: Says whether a condition holds for some item of a collection, given the words of its known items.
any_of(collection, words) := "true" if {
	"true" in words
} else := "unknown" if {
	"unknown" in words
} else := "false" if {
	collection.state == "complete"
} else := "unknown"

# METADATA
# description: Says whether a collection has an item.
has_items(collection) := any_of(collection, {"true" | some _ in collection.items})

# METADATA
# description: Holds for a collection that is partial for the given reason.
partial_because(code, collection) if {
	collection.state == "partial"
	collection.code == code
}

# METADATA
# description: |
#   Collects the paths of all unknown scalars and partial collections in a part of the subject's tree; the part stands
#   at the given path. This is what an undecided verdict rests on.
unknowns(part, prefix) := {array.concat(prefix, path) |
	walk(part, [path, node])
	_undecided(node)
}

_undecided(node) if unknown(node)

_undecided(node) if {
	is_object(node)
	node.state == "partial"
}
