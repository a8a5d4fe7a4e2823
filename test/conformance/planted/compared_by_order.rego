# METADATA
# description: Compares by order, and what is unknown is an object, which is more than any number.
package planted.compared_by_order

verdict := {"status": "pass"} if {
	input.aws_lb_listener.port >= 443
} else := {"status": "fail"}
