# METADATA
# title: Associations with web ACLs
# description: |
#   Says whether the web ACLs that a resource is associated with block. The associations are the collection
#   aws_wafv2_web_acl_association_by_resource_arn of the resource; of its web ACLs the policy gives the verdicts of
#   waf.acl_effective, each with the index of its association, a word and the paths it rests on.
package sekisho.lib.association

import data.sekisho.lib.value

_at := "aws_wafv2_web_acl_association_by_resource_arn"

# METADATA
# description: Gives the path of a web ACL below the resource, by the indices of its association and in the link.
path(association, acl) := [_at, "items", association, "web_acl_arn_link", "items", acl]

# METADATA
# description: Gives the word for a status of waf.acl_effective.
word(status) := {"pass": "true", "fail": "false", "unknown": "unknown"}[status]

# METADATA
# description: Says whether a resource is associated with a web ACL and each that it is associated with blocks.
guarded(associations, acls) := value.all({
	value.has_items(associations),
	value.all_of(associations, {found |
		some i, association in associations.items
		found := value.all_of(
			association.web_acl_arn_link,
			{acl.word | some acl in acls; acl.association == i} | {"unknown" | not _is_linked(association)},
		)
	}),
})

_is_linked(association) if value.has_items(association.web_acl_arn_link) == "true"

# METADATA
# description: Collects the paths of what keeps it undecided whether the associated web ACLs block.
undecided(associations, acls) := union({
	{[_at] | not _is_whole(associations)},
	{[_at, "items", i, "web_acl_arn_link"] |
		some i, association in associations.items
		not _is_whole(association.web_acl_arn_link)
	},
	{path |
		some acl in acls
		acl.word == "unknown"
		some path in acl.rests_on
	},
})

# What is given shows at least one, and no other that could turn it.
_is_whole(collection) if {
	value.has_items(collection) == "true"
	value.all_of(collection, set()) == "true"
}
