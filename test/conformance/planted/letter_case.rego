# METADATA
# description: Changes the letter case of a value, which is undefined for what is unknown.
package planted.letter_case

verdict := {"status": "pass"} if {
	not upper(input.aws_lb_listener.protocol) == "HTTP"
} else := {"status": "fail"}
