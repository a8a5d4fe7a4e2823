# METADATA
# title: Devices that are judged
# description: |
#   Says whether a device is one that policies judge: a work PC that is in use. One that is no work PC, and one in stock,
#   lost or retired, is outside the question.
package sekisho.lib.device

import data.sekisho.lib.value

# METADATA
# description: Says whether a device is judged. One of which no list tells the status is in use.
judged(in_scope, asset_status) := value.all({
	value.eq(in_scope, true),
	value.in_set(asset_status, {"active", null}),
})

# METADATA
# description: Holds the paths by which a device is judged or not.
scope := {["in_scope"], ["asset_status"]}

# METADATA
# description: Gives those of the paths at which it is not known whether a device is judged.
undecided(in_scope, asset_status) := value.unknowns(in_scope, ["in_scope"]) | value.unknowns(asset_status, ["asset_status"])
