package sekisho.lib.acl_test

import data.sekisho.lib.acl

_entry(rule_number, action, protocol, from_port, to_port, range) := {
	"rule_number": rule_number,
	"action": action,
	"protocol": protocol,
	"from_port": from_port,
	"to_port": to_port,
	"cidr_ipv4": range,
	"cidr_ipv6": null,
}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_all := _entry(100, "allow", "-1", null, null, "0.0.0.0/0")

_ssh := {"protocol": "tcp", "port": 22}

_rest := {"protocol": "-1", "port": null}

_u1 := {"unknown": "U1"}

test_worldwide_ranges if {
	acl.worldwide(_all) == "true"
	acl.worldwide(_entry(1, "allow", "-1", null, null, "128.0.0.0/2")) == "true"
	acl.worldwide(_entry(1, "allow", "-1", null, null, "10.0.0.0/8")) == "false"
	acl.worldwide(_entry(1, "allow", "-1", null, null, null)) == "false"
	acl.worldwide(_entry(1, "allow", "-1", null, null, _u1)) == "unknown"
	acl.worldwide(object.union(_all, {"cidr_ipv4": null, "cidr_ipv6": "2000::/3"})) == "true"
	acl.worldwide(object.union(_all, {"cidr_ipv4": null, "cidr_ipv6": "fd00::/8"})) == "false"
	acl.worldwide(object.union(_all, {"cidr_ipv4": null, "cidr_ipv6": "2001:db8::/32"})) == "false"
}

test_range_of if {
	acl.range_of(_all) == "0.0.0.0/0"
	acl.range_of(object.union(_all, {"cidr_ipv4": null, "cidr_ipv6": "::/0"})) == "::/0"
	acl.range_of(object.union(_all, {"cidr_ipv4": _u1})) == "?"
}

test_allows if {
	acl.allows(_all) == "true"
	acl.allows(_entry(1, "deny", "-1", null, null, "0.0.0.0/0")) == "false"
	acl.allows(_entry(1, _u1, "-1", null, null, "0.0.0.0/0")) == "unknown"
}

test_matches if {
	acl.matches(_all, _ssh) == "true"
	acl.matches(_entry(1, "allow", "tcp", 0, 21, "0.0.0.0/0"), _ssh) == "false"
	acl.matches(_entry(1, "allow", "tcp", _u1, 30, "0.0.0.0/0"), _ssh) == "unknown"
	acl.matches(_entry(1, "allow", "udp", 22, 22, "0.0.0.0/0"), _ssh) == "false"
	acl.matches(_entry(1, "allow", "icmp", null, null, "0.0.0.0/0"), {"protocol": "icmp", "port": null}) == "true"
	acl.matches(_entry(1, "allow", "tcp", 0, 65535, "0.0.0.0/0"), _rest) == "false"
}

test_points if {
	acl.points([], _all, {_ssh}) == {_rest, _ssh}
	web := _entry(200, "allow", "tcp", 20, 443, "0.0.0.0/0")
	deny := _entry(100, "deny", "tcp", 0, 79, "0.0.0.0/0")
	acl.points([deny, web], web, {_ssh, {"protocol": "udp", "port": 30}}) == {
		{"protocol": "tcp", "port": 20},
		_ssh,
		{"protocol": "tcp", "port": 80},
	}
	acl.points([], _entry(1, "allow", "icmp", null, null, "0.0.0.0/0"), {_ssh}) == {{"protocol": "icmp", "port": null}}
}

test_decides_unless_denied_before if {
	deny := _entry(90, "deny", "tcp", 22, 22, "0.0.0.0/0")
	acl.decides(_list([deny, _all]), _all, _ssh) == "false"
	acl.decides(_list([deny, _all]), _all, _rest) == "true"
	acl.decides(_list([object.union(deny, {"rule_number": 110}), _all]), _all, _ssh) == "true"
	acl.decides(_list([object.union(deny, {"cidr_ipv4": "203.0.113.0/24"}), _all]), _all, _ssh) == "true"
	acl.decides(_list([object.union(deny, {"cidr_ipv4": null, "cidr_ipv6": "::/0"}), _all]), _all, _ssh) == "true"
}

test_decides_unless_halves_are_denied_before if {
	lower := _entry(80, "deny", "-1", null, null, "0.0.0.0/1")
	upper := _entry(90, "deny", "-1", null, null, "128.0.0.0/1")
	acl.decides(_list([lower, upper, _all]), _all, _ssh) == "false"
	acl.decides(_list([lower, object.union(upper, {"rule_number": _u1}), _all]), _all, _ssh) == "unknown"
}

test_decides_unknown if {
	deny := _entry(90, "deny", "tcp", 22, 22, "0.0.0.0/0")
	acl.decides(_open("U5", [_all]), _all, _ssh) == "unknown"
	acl.decides(_list([object.union(deny, {"action": _u1}), _all]), _all, _ssh) == "unknown"
	acl.decides(_list([object.union(deny, {"rule_number": _u1}), _all]), _all, _ssh) == "unknown"
	acl.decides(_list([object.union(deny, {"cidr_ipv4": _u1}), _all]), _all, _ssh) == "unknown"
	acl.decides(_open("U1", [deny, _all]), _all, _ssh) == "false"
}
