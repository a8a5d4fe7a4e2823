# METADATA
# title: Claims of a sheet
# description: |
#   What the policies on the wording of a sheet have in common. Each judges claims: an object with "asked", the word for
#   whether the policy asks anything of a claim; "kept", the word for whether it keeps to that; "unknowns", the paths of
#   what is not known of it.
package sekisho.lib.claims

import data.sekisho.lib.value

# METADATA
# description: Says whether the policy asks anything of a claim of the collection.
asked(collection, judged) := value.any_of(collection, {claim.asked | some claim in judged})

# METADATA
# description: Says whether every claim of the collection keeps to what is asked of it.
kept(collection, judged) := value.all_of(collection, {_word(claim) | some claim in judged})

# METADATA
# description: Collects the paths of what keeps the question undecided; the collection stands at the given path.
undecided(collection, judged, path) := {unknown |
	some claim in judged
	"unknown" in {claim.asked, _word(claim)}
	some unknown in claim.unknowns
} | {path | collection.state == "partial"}

# METADATA
# description: Says whether a text holds what the pattern describes; null holds nothing.
mentions(scalar, pattern) := "unknown" if {
	value.unknown(scalar)
} else := "true" if {
	is_string(scalar)
	regex.match(pattern, scalar)
} else := "false"

_word(claim) := value.any({value.negate(claim.asked), claim.kept})
