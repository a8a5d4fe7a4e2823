# METADATA
# description: Passes what has no forwarding action among the known ones, whatever the list's state.
package planted.unknown_list_iterated

verdict := {"status": "fail"} if {
	some action in input.aws_lb_listener.default_action.items
	action.type == "forward"
} else := {"status": "pass"}
