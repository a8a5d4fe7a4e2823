# METADATA
# description: Takes the default for what is unknown.
package planted.default_for_unknown

protocol := input.aws_lb_listener.protocol if {
	is_string(input.aws_lb_listener.protocol)
} else := "HTTP"

verdict := {"status": "fail"} if {
	protocol == "HTTP"
} else := {"status": "pass"}
