package sekisho.lib.redirection_test

import data.sekisho.lib.redirection

_list(items) := {"state": "complete", "code": null, "items": items}

_to(protocol, status) := {"type": "redirect", "redirect": _list([{"protocol": protocol, "status_code": status}])}

_forward := {"type": "forward", "redirect": _list([])}

_listener(actions, rules) := {
	"default_action": actions,
	"aws_lb_listener_rule_by_listener_arn": rules,
}

_rules(actions) := _list([{"action": actions}])

_https := _to("HTTPS", "HTTP_301")

test_an_action_redirects_to_https if {
	redirection.to_https(_https) == "true"
	redirection.to_https(_to("HTTPS", "HTTP_302")) == "true"
	redirection.to_https(_to("HTTP", "HTTP_301")) == "false"
	redirection.to_https(_to("HTTPS", "HTTP_307")) == "false"
	redirection.to_https(_forward) == "false"
	redirection.to_https(_to({"unknown": "U1"}, "HTTP_301")) == "unknown"
}

test_all_actions_of_a_listener_and_its_rules_redirect if {
	redirection.only(_listener(_list([_https]), _list([]))) == "true"
	redirection.only(_listener(_list([_https]), _rules(_list([_https])))) == "true"
	redirection.only(_listener(_list([_https, _forward]), _list([]))) == "false"
	redirection.only(_listener(_list([_https]), _rules(_list([_forward])))) == "false"
}

test_what_is_not_listed_says_nothing if {
	redirection.only(_listener(_list([]), _list([]))) == "unknown"
	redirection.only(_listener(_list([_https]), _rules(_list([])))) == "unknown"
	redirection.only(_listener(_list([_https]), {"state": "partial", "code": "U1", "items": []})) == "unknown"
	redirection.only(_listener(_list([_https]), {"state": "partial", "code": "U5", "items": []})) == "true"
}
