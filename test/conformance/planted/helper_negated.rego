# METADATA
# description: Negates a helper that is undefined for what is unknown.
package planted.helper_negated

_redirects(action) if action.type == "redirect"

verdict := {"status": "fail"} if {
	some action in input.aws_lb_listener.default_action.items
	not _redirects(action)
} else := {"status": "unknown"}
