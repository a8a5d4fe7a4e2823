# METADATA
# description: Fails what leads to no known load balancer.
package planted.partial_link_read_as_none

verdict := {"status": "fail"} if {
	count(input.aws_lb_listener.load_balancer_arn_link.items) == 0
} else := {"status": "pass"}
