# METADATA
# description: Fails what has no redirecting action among the known ones.
package planted.some_known_is_all

verdict := {"status": "pass"} if {
	some action in input.aws_lb_listener.default_action.items
	action.type == "redirect"
} else := {"status": "fail"}
