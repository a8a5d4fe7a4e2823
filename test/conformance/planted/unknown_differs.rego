# METADATA
# description: Fails what differs from HTTPS, as what is unknown does.
package planted.unknown_differs

verdict := {"status": "fail"} if {
	input.aws_lb_listener.protocol != "HTTPS"
} else := {"status": "pass"}
