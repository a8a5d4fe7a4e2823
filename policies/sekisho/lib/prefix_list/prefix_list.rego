# METADATA
# title: Prefix lists
# description: |
#   Says of a prefix list whose it is and whether the profile declares it. A list is {"id", "name"}, each of which may be
#   unknown.
package sekisho.lib.prefix_list

import data.sekisho.lib.value

# METADATA
# description: Says whether a list of that name is one of AWS, which alone has such names; null is no list.
of_aws(name) := "unknown" if {
	value.unknown(name)
} else := "true" if {
	startswith(name, "com.amazonaws.")
} else := "false"

# METADATA
# description: |
#   Says whether the profile's `egress_destinations` names a list, by its id, its name, or the service of AWS that it
#   belongs to.
declared(list, destinations) := "unknown" if {
	value.unknown(destinations)
} else := value.any({_among(list.id, _ids(destinations)), _among(list.name, _names(destinations))})

# METADATA
# description: |
#   Holds the paths of what is not known of an item that stands at the given place and is for a range or for a list: the
#   names of its fields begin with the given prefix. What a list is called decides nothing where its content does.
unknowns(item, prefix, at) := value.unknowns(object.remove(item, [concat("", [prefix, "prefix_list_name"])]), at) if {
	some family in ["cidr_ipv4", "cidr_ipv6"]
	value.unknown(item[concat("", [prefix, family])])
} else := value.unknowns(item, at)

_ids(destinations) := {list | some list in _lists(destinations); startswith(list, "pl-")}

# A list of AWS has the name of the service that it belongs to.
_names(destinations) := (_lists(destinations) - _ids(destinations)) | {destination.service_endpoint |
	some destination in value.members(destinations)
}

_lists(destinations) := {destination.prefix_list | some destination in value.members(destinations)}

# Nothing is among none, whatever it is.
_among(scalar, constants) := value.in_set(scalar, constants) if {
	count(constants) > 0
} else := "false"
