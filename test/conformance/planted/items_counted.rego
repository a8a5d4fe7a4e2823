# METADATA
# description: Passes what has few known rules.
package planted.items_counted

verdict := {"status": "pass"} if {
	count(input.aws_lb_listener.aws_lb_listener_rule_by_listener_arn.items) < 2
} else := {"status": "fail"}
