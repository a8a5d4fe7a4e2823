# METADATA
# description: Fails what has no rule in the given documents, although others may have one (U5).
package planted.absence_elsewhere

rules := input.aws_lb_listener.aws_lb_listener_rule_by_listener_arn

verdict := {"status": "pass"} if {
	count(rules.items) > 0
} else := {"status": "fail"} if {
	rules.state == "complete"
} else := {"status": "fail"} if {
	rules.code == "U5"
} else := {"status": "unknown"}
