# METADATA
# description: Passes what is not known to be HTTP.
package planted.negated_unknown

verdict := {"status": "pass"} if {
	not input.aws_lb_listener.protocol == "HTTP"
} else := {"status": "fail"}
