# METADATA
# description: Takes what is unknown for what is absent.
package planted.unknown_taken_for_null

protocol := null if {
	is_object(input.aws_lb_listener.protocol)
} else := input.aws_lb_listener.protocol

verdict := {"status": "pass"} if {
	protocol == null
} else := {"status": "fail"}
