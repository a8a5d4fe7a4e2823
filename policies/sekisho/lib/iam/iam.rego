# METADATA
# title: Policy documents
# description: |
#   Reads decoded policy documents of resources, in which any part can be unknown. What is asked of a statement or of one
#   of its members is answered by one of the words of `data.sekisho.lib.value`. Names of actions, condition operators and
#   condition keys are compared without case, as AWS does.
package sekisho.lib.iam

import data.sekisho.lib.value

# METADATA
# description: |
#   Lists the statements of a document, in its order; one that is unknown stands for any number of statements. A document
#   without statements, and what is no document, has none.
statements(document) := [document] if {
	value.unknown(document)
} else := listed(member(document, "Statement")) if {
	member(document, "Statement") != null
} else := []

# METADATA
# description: Takes a member of a statement or document; null where it has none, unknown where the whole is.
member(statement, name) := statement if {
	value.unknown(statement)
} else := object.get(statement, name, null) if {
	is_object(statement)
} else := null

# METADATA
# description: Gives what may stand alone or in a list as a list; null is an empty one.
listed(part) := part if {
	is_array(part)
} else := [] if {
	part == null
} else := [part]

# METADATA
# description: Says whether a statement has the given effect, `Allow` or `Deny`.
has_effect(statement, effect) := value.eq(member(statement, "Effect"), effect)

# METADATA
# description: Says whether a statement is about every principal, with credentials of AWS or without.
is_about_everyone(statement) := "unknown" if {
	value.unknown(member(statement, "Principal"))
} else := "true" if {
	member(statement, "Principal") == "*"
} else := value.any({value.eq(principal, "*") | some principal in listed(member(member(statement, "Principal"), "AWS"))})

# METADATA
# description: Says whether a statement names at least one of the given actions (in lower case) literally.
names_action(statement, actions) := value.any({value.in_set(_lower(action), actions) |
	some action in listed(member(statement, "Action"))
})

# METADATA
# description: |
#   Says whether a statement is about the bucket itself. A resource of a bucket's policy always lies in that bucket,
#   which S3 checks: so its form tells.
is_about_bucket(statement) := value.any({_names_bucket(resource) | some resource in listed(member(statement, "Resource"))})

# METADATA
# description: Says whether a statement is about all objects of the bucket whose policy it is in.
is_about_all_objects(statement) := value.any({_names_all_objects(resource) |
	some resource in listed(member(statement, "Resource"))
})

_names_bucket(resource) := "unknown" if {
	value.unknown(resource)
} else := "true" if {
	is_string(resource)
	not contains(resource, "/")
} else := "false"

_names_all_objects(resource) := "unknown" if {
	value.unknown(resource)
} else := "true" if {
	is_string(resource)
	parts := split(resource, "/")
	count(parts) < 3
	parts[count(parts) - 1] == "*"
} else := "true" if {
	is_string(resource)
	not contains(resource, "/")
	endswith(resource, "*")
} else := "false"

# METADATA
# description: |
#   Holds the conditions of a statement, all of which have to be met: operator and key in lower case, and the values.
#   An operator whose keys are unknown has the key and the values unknown.
conditions(statement) := {condition |
	is_object(member(statement, "Condition"))
	some operator, keys in member(statement, "Condition")
	some condition in _conditions_of(lower(operator), keys)
}

_conditions_of(operator, keys) := {{"operator": operator, "key": keys, "values": [keys]}} if {
	value.unknown(keys)
} else := {{"operator": operator, "key": lower(key), "values": [_lower(one) | some one in listed(values)]} |
	some key, values in keys
}

# METADATA
# description: Says whether it is known what conditions a statement has, whatever their values.
has_known_conditions(statement) if {
	not value.unknown(member(statement, "Condition"))
}

_lower(part) := lower(part) if {
	is_string(part)
} else := part
