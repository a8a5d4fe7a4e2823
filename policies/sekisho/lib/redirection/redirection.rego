# METADATA
# title: Redirects
# description: Says whether a listener of a load balancer only redirects to HTTPS.
package sekisho.lib.redirection

import data.sekisho.lib.value

# METADATA
# description: Says whether an action of a listener or of a rule redirects to HTTPS.
to_https(action) := value.all({
	value.eq(action.type, "redirect"),
	value.any_of(action.redirect, {word |
		some redirect in action.redirect.items
		word := value.all({
			value.eq(redirect.protocol, "HTTPS"),
			value.in_set(redirect.status_code, {"HTTP_301", "HTTP_302"}),
		})
	}),
})

# METADATA
# description: Says whether every default action of a listener and every action of its rules redirects to HTTPS.
only(listener) := value.all({
	_all(listener.default_action),
	value.all_of(
		listener.aws_lb_listener_rule_by_listener_arn,
		{_all(rule.action) | some rule in listener.aws_lb_listener_rule_by_listener_arn.items},
	),
})

# A list of actions that is empty, as far as is known, says nothing.
_all(actions) := value.all_of(
	actions,
	{to_https(action) | some action in actions.items} | {"unknown" | value.has_items(actions) != "true"},
)
