# METADATA
# title: No security group admits the whole internet, save HTTPS at the edge
# description: |
#   The subject is a security group with all its rules, inline or as resources of their own; a rule whose group is in no
#   document is a subject itself, seen beside the other rules of that group. A rule that admits every address, alone or together with others (0.0.0.0/1 beside
#   128.0.0.0/1), is allowed for TCP port 443 on a group of a load balancer that the profile declares as a service
#   endpoint, and for TCP port 80 there if each of these listens on it and does nothing but redirect to HTTPS, which a
#   classic load balancer cannot. The ranges of a prefix list count like those of a rule, and one whose content no document
#   tells is unknown, unless it is one that AWS keeps for a service of its own.
#   Everything else is a violation, critical where it opens ports for remote administration or of databases.
# schemas:
#   - input: schema.sekisho.net.sg_no_world_ingress
# custom:
#   severity: critical
#   ja:
#     title: エッジの HTTPS を除き、インターネット全体を許可するセキュリティグループがない
#     description: |
#       対象は、インラインと個別リソースの両方のルールを合わせたセキュリティグループ。
#       グループがどの文書にもないルールは、それ自体を対象とし、同じグループの他のルールと合わせて判断する。
#       全アドレスを許可するルール(単独、または 0.0.0.0/1 と 128.0.0.0/1 のような組合せ)は、プロファイルがサービスエンドポイントとして宣言したロードバランサーのグループの TCP 443 番に限り認める。
#       そのポート 80 は、宣言されたロードバランサーのいずれもが待ち受け、HTTPS へのリダイレクトだけを行う場合に限り認める(Classic Load Balancer はリダイレクトできない)。
#       プレフィックスリストに含まれる範囲はルールの範囲と同様に扱い、内容がどの文書にもないものは、AWS が自らのサービスのために管理するものを除き、不明とする。
#       それ以外は違反であり、遠隔管理やデータベースのポートを開くものは重大とする。
#   profile: []
#   reasons:
#     ALL_TRAFFIC_OPEN:
#       en: "All protocols and ports are open to the whole internet ({source})."
#       ja: "全プロトコル・全ポートがインターネット全体({source})に開かれている。"
#     SENSITIVE_PORT_OPEN:
#       en: "{protocol} ports {from_port} to {to_port}, with the administration or database ports {sensitive}, are open to the whole internet ({source})."
#       ja: "{protocol} のポート {from_port}〜{to_port} がインターネット全体({source})に開かれており、管理またはデータベースのポート {sensitive} を含む。"
#     PORT_OPEN:
#       en: "{protocol} ports {from_port} to {to_port} are open to the whole internet ({source})."
#       ja: "{protocol} のポート {from_port}〜{to_port} がインターネット全体({source})に開かれている。"
#     PROTOCOL_OPEN:
#       en: "The protocol {protocol} is open to the whole internet ({source})."
#       ja: "プロトコル {protocol} がインターネット全体({source})に開かれている。"
#     NOT_AT_THE_EDGE:
#       en: "TCP port {port} is open to the whole internet ({source}) on a group that no declared endpoint uses."
#       ja: "宣言されたエンドポイントが使わないグループで、TCP ポート {port} がインターネット全体({source})に開かれている。"
#     NOT_ONLY_REDIRECTED:
#       en: "TCP port 80 is open to the whole internet ({source}) on a group of a declared endpoint that does not only redirect to HTTPS there."
#       ja: "TCP ポート 80 がインターネット全体({source})に開かれているが、そのグループを使う宣言済みのエンドポイントは、このポートで HTTPS へのリダイレクトだけを行っていない。"
#     EGRESS_RULE:
#       en: The rule is for outgoing traffic.
#       ja: 外向き通信のルールである。
#     JUDGED_WITH_GROUP:
#       en: The rule is judged together with its security group.
#       ja: このルールはセキュリティグループと合わせて判断する。
#   remediation:
#     en: Narrow the source to the networks that need access, or reach the system through a load balancer or Session Manager.
#     ja: 送信元を必要なネットワークに限定するか、ロードバランサーや Session Manager を経由させる。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html
package sekisho.net.sg_no_world_ingress

import data.sekisho.lib.cidr
import data.sekisho.lib.finding
import data.sekisho.lib.prefix_list
import data.sekisho.lib.redirection
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one security group or on one rule without its group.
verdict := finding.not_applicable("EGRESS_RULE", [["type"]]) if {
	value.eq(input.aws_security_group_rule.type, "egress") == "true"
} else := finding.not_applicable("JUDGED_WITH_GROUP", [["security_group_id_link"]]) if {
	judged_with_group
} else := finding.unknown([["type"]]) if {
	value.eq(input.aws_security_group_rule.type, "egress") == "unknown"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	count(undecided) > 0
} else := finding.pass(basis) if {
	closed == "true"
}

# METADATA
# description: |
#   Holds for a rule whose group is a subject. A data source is none: it does not tell its rules, which are then partial
#   because they lie elsewhere.
judged_with_group if {
	some group in input.aws_security_group_rule.security_group_id_link.items
	not value.partial_because("U2", group.ingress)
}

judged_with_group if {
	some group in input.aws_vpc_security_group_ingress_rule.security_group_id_link.items
	not value.partial_because("U2", group.ingress)
}

# METADATA
# description: Says whether all that comes in is allowed.
closed := value.all_of(input.aws_security_group.effective_ingress, {_allowed(opening) | some opening in openings})

closed := value.all({
	value.all_of(input.aws_security_group_rule.effective_ingress, {_allowed(opening) | some opening in openings}),
	value.all_of(input.aws_security_group_rule.sibling_ingress, set()),
})

closed := value.all({
	value.all_of(
		input.aws_vpc_security_group_ingress_rule.effective_ingress,
		{_allowed(opening) | some opening in openings},
	),
	value.all_of(input.aws_vpc_security_group_ingress_rule.sibling_ingress, set()),
})

# METADATA
# description: |
#   Holds what may come in, one entry for every source, in one form for all subjects. What the other rules of a rule's
#   group let in is not its own and counts only together with what is.
entries contains _entry(entry, ["effective_ingress", "items", i], true) if {
	some i, entry in input.aws_security_group.effective_ingress.items
}

entries contains _entry(entry, ["effective_ingress", "items", i], true) if {
	some i, entry in input.aws_security_group_rule.effective_ingress.items
}

entries contains _entry(entry, ["sibling_ingress", "items", i], false) if {
	some i, entry in input.aws_security_group_rule.sibling_ingress.items
}

entries contains _entry(entry, ["effective_ingress", "items", i], true) if {
	some i, entry in input.aws_vpc_security_group_ingress_rule.effective_ingress.items
}

entries contains _entry(entry, ["sibling_ingress", "items", i], false) if {
	some i, entry in input.aws_vpc_security_group_ingress_rule.sibling_ingress.items
}

_entry(entry, at, own) := {
	"at": at,
	"own": own,
	"protocol": entry.protocol,
	"from_port": entry.from_port,
	"to_port": entry.to_port,
	"sources": _sources(entry),
	"of_aws": prefix_list.of_aws(entry.prefix_list_name),
	"unknowns": prefix_list.unknowns(entry, "", at),
}

# What AWS keeps in a prefix list of its own are the addresses of one of its services, whether they are told or not.
_sources(entry) := {} if {
	prefix_list.of_aws(entry.prefix_list_name) == "true"
} else := {"cidr_ipv4": entry.cidr_ipv4, "cidr_ipv6": entry.cidr_ipv6}

# METADATA
# description: |
#   Holds what is or may be open to the whole internet, by one entry, or by several that cover it together; "world" says
#   whether it is.
openings contains {
	"protocol": entry.protocol,
	"from_port": entry.from_port,
	"to_port": entry.to_port,
	"source": value.shown(range),
	"world": world,
	"at": (_scope_paths(entry) | {array.concat(entry.at, [name])}),
	"unknowns": entry.unknowns,
} if {
	some entry in entries
	entry.own
	some name, range in entry.sources
	world := value.all({cidr.world(range), value.negate(entry.of_aws)})
	world != "false"
}

openings contains {
	"protocol": scope.protocol,
	"from_port": scope.from_port,
	"to_port": scope.to_port,
	"source": concat(", ", sort({part.range | some part in parts})),
	"world": "true",
	"at": {path | some part in parts; some path in part.at},
	"unknowns": set(),
} if {
	some scope in _joint_scopes
	not _inside_another(scope)
	parts := _parts_over(scope)
	_has_own(parts)
}

# Where it is not known for which ports a part is, it may or may not meet the others.
openings contains {
	"protocol": {"unknown": "U1"},
	"from_port": {"unknown": "U1"},
	"to_port": {"unknown": "U1"},
	"source": concat(", ", sort({part.range | some part in _parts})),
	"world": "unknown",
	"at": {path | some part in _parts; some path in part.at},
	"unknowns": vague,
} if {
	vague := {path | some part in _parts; some path in part.unknowns}
	count(vague) > 0
	_has_own(_parts)
	cidr.cover_world({part.range | some part in _parts})
}

# A sibling whose range is not known may be what the known parts lack.
openings contains {
	"protocol": {"unknown": "U1"},
	"from_port": {"unknown": "U1"},
	"to_port": {"unknown": "U1"},
	"source": concat(", ", sort({part.range | some part in _parts})),
	"world": "unknown",
	"at": {path | some part in _parts; some path in part.at},
	"unknowns": {path | some entry in _vague_siblings; some path in entry.unknowns},
} if {
	_has_own(_parts)
	_may_be_completed
}

_vague_siblings contains entry if {
	some entry in entries
	not entry.own
	some range in entry.sources
	value.unknown(range)
}

# One range less than all is at most a half; several may be anything.
_may_be_completed if {
	count(_vague_siblings) == 1
	some half in {"0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"}
	cidr.cover_world({part.range | some part in _parts} | {half})
}

_may_be_completed if count(_vague_siblings) > 1

# A range inside another rule's range takes nothing away where it is narrowed.
_has_own(parts) if {
	some part in parts
	part.own
	not _inside_sibling(part, parts)
}

_inside_sibling(part, parts) if {
	some other in parts
	not other.own
	cidr.inside(part.range, other.range)
}

_scope_paths(entry) := {array.concat(entry.at, [name]) | some name in ["protocol", "from_port", "to_port"]}

# A part admits less than the whole internet, but with others it may be all of it.
_parts contains {
	"own": entry.own,
	"range": range,
	"protocol": entry.protocol,
	"from_port": entry.from_port,
	"to_port": entry.to_port,
	"at": (_scope_paths(entry) | {array.concat(entry.at, [name])}),
	"unknowns": entry.unknowns,
} if {
	some entry in entries
	some name, range in entry.sources
	is_string(range)
	cidr.world(range) == "false"
}

_known_parts contains part if {
	some part in _parts
	count(part.unknowns) == 0
}

_port_protocols := {"tcp", "udp"}

_known_parts_cover_world if cidr.cover_world({part.range | some part in _known_parts})

# The ports at which parts can meet begin where one of them begins and end where one of them ends.
_scopes contains {"protocol": first.protocol, "from_port": first.from_port, "to_port": last.to_port} if {
	_known_parts_cover_world
	some first in _known_parts
	first.protocol in _port_protocols
	some last in _known_parts
	last.protocol == first.protocol
	first.from_port <= last.to_port
}

# The numbers of other protocols are no range, and all traffic has none.
_scopes contains {"protocol": part.protocol, "from_port": part.from_port, "to_port": part.to_port} if {
	_known_parts_cover_world
	some part in _known_parts
	not part.protocol in _port_protocols
	part.protocol != "-1"
}

_scopes contains {"protocol": "-1", "from_port": null, "to_port": null} if _known_parts_cover_world

_parts_over(scope) := {part |
	some part in _known_parts
	_covers(part, scope)
}

_covers(outer, _) if outer.protocol == "-1"

_covers(outer, inner) if {
	outer.protocol == inner.protocol
	outer.from_port == inner.from_port
	outer.to_port == inner.to_port
}

_covers(outer, inner) if {
	outer.protocol in _port_protocols
	outer.protocol == inner.protocol
	outer.from_port <= inner.from_port
	outer.to_port >= inner.to_port
}

_joint_scopes contains scope if {
	some scope in _scopes
	cidr.cover_world({part.range | some part in _parts_over(scope)})
}

_inside_another(scope) if {
	some other in _joint_scopes
	other != scope
	_covers(other, scope)
}

# METADATA
# description: Holds the security groups that decide, with the load balancers that use each.
groups contains {
	"at": [],
	"uses": {
		"aws_lb_by_security_groups": input.aws_security_group.aws_lb_by_security_groups,
		"aws_elb_by_security_groups": input.aws_security_group.aws_elb_by_security_groups,
	},
}

groups contains {
	"at": ["security_group_id_link", "items", i],
	"uses": {
		"aws_lb_by_security_groups": group.aws_lb_by_security_groups,
		"aws_elb_by_security_groups": group.aws_elb_by_security_groups,
	},
} if {
	some i, group in input.aws_security_group_rule.security_group_id_link.items
}

groups contains {
	"at": ["security_group_id_link", "items", i],
	"uses": {
		"aws_lb_by_security_groups": group.aws_lb_by_security_groups,
		"aws_elb_by_security_groups": group.aws_elb_by_security_groups,
	},
} if {
	some i, group in input.aws_vpc_security_group_ingress_rule.security_group_id_link.items
}

# METADATA
# description: Says for each way of using the group whether a load balancer that is a declared endpoint does.
uses contains {
	"at": array.concat(group.at, [name]),
	"word": value.any_of(balancers, {value.eq(balancer.declared_endpoint, true) | some balancer in balancers.items}),
	"unknowns": value.unknowns(balancers, array.concat(group.at, [name])),
	"endpoints": {array.concat(group.at, [name, "items", i, "declared_endpoint"]) |
		some i, balancer in balancers.items
		value.eq(balancer.declared_endpoint, true) == "true"
	},
	"redirects": value.all_of(balancers, {_redirects(balancer) | some balancer in balancers.items}),
} if {
	some group in groups
	some name, balancers in group.uses
}

# A rule whose group is not known may belong to any.
uses contains {
	"at": ["security_group_id_link"],
	"word": "unknown",
	"unknowns": {["security_group_id_link"]},
	"endpoints": set(),
	"redirects": "unknown",
} if {
	count(groups) == 0
}

_at_edge := value.any({use.word | some use in uses})

_endpoints := {path | some use in uses; some path in use.endpoints}

_only_redirected := value.all({use.redirects | some use in uses})

_listeners := "aws_lb_listener_by_load_balancer_arn"

# Whether a load balancer is no declared endpoint or listens on port 80 only to redirect, which a classic one cannot.
_redirects(balancer) := value.any({value.ne(balancer.declared_endpoint, true), _redirects_on_80(balancer[_listeners])}) if {
	balancer[_listeners]
} else := value.ne(balancer.declared_endpoint, true)

_redirects_on_80(listeners) := value.all({
	value.any_of(listeners, {value.eq(listener.port, 80) | some listener in listeners.items}),
	value.all_of(listeners, {_redirects_there(listener) | some listener in listeners.items}),
})

# Whether a listener stands on another port or only redirects.
_redirects_there(listener) := value.any({
	value.ne(listener.port, 80),
	value.all({value.eq(value.upper_case(listener.protocol), "HTTP"), redirection.only(listener)}),
})

# The places of the listeners of load balancers that are or may be endpoints and of which the given word is true.
_listened(word) := {array.concat(group.at, [name, "items", i, _listeners]) |
	some group in groups
	some name, balancers in group.uses
	some i, balancer in balancers.items
	balancer[_listeners]
	value.eq(balancer.declared_endpoint, true) != "false"
	_redirects(balancer) == word
}

_is_port(opening, port) := value.all({
	value.eq(opening.protocol, "tcp"),
	value.eq(opening.from_port, port),
	value.eq(opening.to_port, port),
})

_is_web(opening) := value.any({_is_port(opening, 443), _is_port(opening, 80)})

_allowed(opening) := value.any({
	value.negate(opening.world),
	value.all({_is_port(opening, 443), _at_edge}),
	value.all({_is_port(opening, 80), _at_edge, _only_redirected}),
})

_has_ports(opening) if value.in_set(opening.protocol, _port_protocols) == "true"

# Ports of remote administration (SSH, Telnet, RDP, VNC, WinRM) and of databases (SQL Server, Oracle, MySQL, PostgreSQL,
# Redshift, Redis, Neptune, Cassandra, OpenSearch, Memcached, MongoDB and DocumentDB).
_sensitive_ports := [
	22, 23, 1433, 1521, 3306, 3389, 5432, 5439, 5900, 5985, 5986, 6379, 8182, 9042, 9200, 11211, 27017,
]

_sensitive_in(opening) := [format_int(port, 10) |
	_has_ports(opening)
	some port in _sensitive_ports
	value.all({value.at_most(opening.from_port, port), value.at_least(opening.to_port, port)}) == "true"
]

_forbidden contains opening if {
	some opening in openings
	_allowed(opening) == "false"
}

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation("ALL_TRAFFIC_OPEN", {"source": opening.source}, opening.at) if {
	some opening in _forbidden
	value.eq(opening.protocol, "-1") == "true"
}

violations contains finding.violation(
	"SENSITIVE_PORT_OPEN",
	{
		"protocol": opening.protocol,
		"from_port": opening.from_port,
		"to_port": opening.to_port,
		"sensitive": concat(", ", _sensitive_in(opening)),
		"source": opening.source,
	},
	opening.at,
) if {
	some opening in _forbidden
	count(_sensitive_in(opening)) > 0
}

violations contains finding.graded("high", finding.violation(
	"PORT_OPEN",
	{
		"protocol": value.shown(opening.protocol),
		"from_port": value.shown(opening.from_port),
		"to_port": value.shown(opening.to_port),
		"source": opening.source,
	},
	opening.at,
)) if {
	some opening in _forbidden
	value.in_set(opening.protocol, _port_protocols) != "false"
	count(_sensitive_in(opening)) == 0
	_is_web(opening) != "true"
}

violations contains finding.graded("high", finding.violation(
	"PROTOCOL_OPEN",
	{"protocol": value.shown(opening.protocol), "source": opening.source},
	opening.at,
)) if {
	some opening in _forbidden
	value.in_set(opening.protocol, _port_protocols | {"-1"}) == "false"
}

violations contains finding.graded("high", finding.violation(
	"NOT_AT_THE_EDGE",
	{"port": opening.from_port, "source": opening.source},
	opening.at | {use.at | some use in uses},
)) if {
	some opening in _forbidden
	_is_web(opening) == "true"
	_at_edge == "false"
}

violations contains finding.graded("high", finding.violation(
	"NOT_ONLY_REDIRECTED",
	{"source": opening.source},
	((opening.at | _endpoints) | _listened("false")),
)) if {
	some opening in _forbidden
	_is_port(opening, 80) == "true"
	_only_redirected == "false"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains path if {
	some path in _open_entries
}

undecided contains path if {
	some opening in openings
	_allowed(opening) == "unknown"
	some path in opening.unknowns
}

undecided contains path if {
	some opening in openings
	_allowed(opening) == "unknown"
	_is_web(opening) != "false"
	some use in uses
	use.word == "unknown"
	_at_edge == "unknown"
	some path in use.unknowns
}

undecided contains path if {
	some opening in openings
	_allowed(opening) == "unknown"
	_is_port(opening, 80) != "false"
	some path in _redirects_undecided
}

_redirects_undecided contains path if {
	some use in uses
	use.redirects == "unknown"
	some path in use.unknowns
}

_redirects_undecided contains path if some path in _listened("unknown")

_open_entries contains ["effective_ingress"] if {
	value.all_of(input.aws_security_group.effective_ingress, set()) == "unknown"
}

_open_entries contains ["effective_ingress"] if {
	value.all_of(input.aws_security_group_rule.effective_ingress, set()) == "unknown"
}

_open_entries contains ["effective_ingress"] if {
	value.all_of(input.aws_vpc_security_group_ingress_rule.effective_ingress, set()) == "unknown"
}

_open_entries contains ["sibling_ingress"] if {
	value.all_of(input.aws_security_group_rule.sibling_ingress, set()) == "unknown"
}

_open_entries contains ["sibling_ingress"] if {
	value.all_of(input.aws_vpc_security_group_ingress_rule.sibling_ingress, set()) == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains ["effective_ingress"]

basis contains ["sibling_ingress"] if input.aws_security_group_rule

basis contains ["sibling_ingress"] if input.aws_vpc_security_group_ingress_rule

basis contains path if {
	some opening in openings
	value.negate(opening.world) != "true"
	some path in _endpoints
}

basis contains path if {
	some opening in openings
	value.negate(opening.world) != "true"
	_is_port(opening, 80) == "true"
	some path in _listened("true")
}
