# METADATA
# description: Is the sample that holds, where known HTTP fails and another known protocol passes.
package planted.sound

verdict := {"status": "unknown"} if {
	is_object(input.aws_lb_listener.protocol)
} else := {"status": "fail"} if {
	input.aws_lb_listener.protocol == "HTTP"
} else := {"status": "pass"}
