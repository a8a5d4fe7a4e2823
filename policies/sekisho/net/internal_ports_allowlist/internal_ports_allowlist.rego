# METADATA
# title: Internal traffic uses the declared ports alone
# description: |
#   The subject is a security group with all its ingress rules, inline or as resources of their own; a rule whose group is
#   in no document is a subject itself. A rule is internal if its source is a security group or a range that meets the
#   private address space; what comes from public IPv4 addresses or from every address is judged by other policies. The
#   port matrix of the profile has to allow every port of an internal rule from the tier of its source to the tier of the
#   group: security groups are of the tier for which the profile declares them, and a range is of the tiers of those
#   subnets of the group's own VPC that it meets. The ranges of a prefix list count like those of a rule. A part of a range
#   that no such subnet holds, what no document tells of a prefix list, a group of which none tells, and a global IPv6 range, which may be a VPC's, are unknown. All protocols
#   and all ports are a violation whatever the matrix says, which weighs less among the members of one group, where EKS
#   has such a rule for its nodes.
# schemas:
#   - input: schema.sekisho.net.internal_ports_allowlist
# custom:
#   severity: medium
#   ja:
#     title: 内部通信が、宣言されたポートだけに許可されている
#     description: |
#       対象は、インラインと個別リソースの両方の受信ルールを合わせたセキュリティグループ。
#       グループがどの文書にもないルールは、それ自体を対象とする。
#       送信元がセキュリティグループであるルールと、プライベートアドレス空間に重なる範囲であるルールを、内部のルールとみなす。
#       パブリック IPv4 アドレスや全アドレスからの通信は、他のポリシーで判断する。
#       内部のルールの全ポートについて、送信元の区分からグループの区分への通信を、プロファイルのポートマトリックスが許可していることを求める。
#       セキュリティグループの区分はプロファイルで宣言されたものとし、範囲の区分は、グループ自身の VPC でその範囲に重なるサブネットの区分とする。
#       プレフィックスリストに含まれる範囲は、ルールの範囲と同様に扱う。
#       どのサブネットにも含まれない部分、プレフィックスリストのうちどの文書にもない内容、どの文書にもないグループ、VPC のものでありうるグローバル IPv6 の範囲は、不明とする。
#       全プロトコル・全ポートは、マトリックスにかかわらず違反とする。ただし、EKS がノード用に持つような同一グループ内のルールは、重大度を低とする。
#   profile: [port_matrix, port_width_limit]
#   reasons:
#     ALL_PROTOCOLS:
#       en: "All protocols and ports are open to {source}."
#       ja: "全プロトコル・全ポートが {source} に開かれている。"
#     ALL_PROTOCOLS_WITHIN_GROUP:
#       en: All protocols and ports are open among the members of the group.
#       ja: グループのメンバー間で、全プロトコル・全ポートが開かれている。
#     ALL_PORTS:
#       en: "All {protocol} ports are open to {source}."
#       ja: "{protocol} の全ポートが {source} に開かれている。"
#     TOO_MANY_PORTS:
#       en: "{protocol} ports {from_port} to {to_port} are open to {source}, which are more than {limit}."
#       ja: "{protocol} のポート {from_port}〜{to_port} が {source} に開かれており、上限の {limit} 個を超える。"
#     PORT_NOT_DECLARED:
#       en: "{protocol} ports {from_port} to {to_port} are open to {source}; the port matrix does not allow that from tier {source_tier} to tier {target_tier}."
#       ja: "{protocol} のポート {from_port}〜{to_port} が {source} に開かれているが、ポートマトリックスは区分 {source_tier} から {target_tier} への通信としてこれを許可していない。"
#     EGRESS_RULE:
#       en: The rule is for outgoing traffic.
#       ja: 外向き通信のルールである。
#     JUDGED_WITH_GROUP:
#       en: The rule is judged together with its security group.
#       ja: このルールはセキュリティグループと合わせて判断する。
#   remediation:
#     en: Name in each rule the ports that the service listens on and the security group that needs them, and declare them in port_matrix.
#     ja: 各ルールに、サービスが待ち受けるポートと、それを必要とするセキュリティグループだけを指定し、port_matrix に宣言する。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     - https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
package sekisho.net.internal_ports_allowlist

import data.sekisho.lib.cidr
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one security group or on one rule without its group.
verdict := finding.not_applicable("EGRESS_RULE", [["type"]]) if {
	value.eq(input.aws_security_group_rule.type, "egress") == "true"
} else := finding.not_applicable("JUDGED_WITH_GROUP", [["security_group_id_link"]]) if {
	judged_with_group
} else := finding.unknown([["type"]]) if {
	value.unknown(input.aws_security_group_rule.type)
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	limited == "unknown"
} else := finding.pass(basis) if {
	limited == "true"
}

_matrix_path := ["profile", "port_matrix"]

_limit_path := ["profile", "port_width_limit"]

# METADATA
# description: Holds for a rule whose group is a subject. A data source is none, because it does not tell its rules.
judged_with_group if {
	some group in _own_groups.items
	not value.partial_because("U2", group.ingress)
}

_own_groups := input.aws_security_group_rule.security_group_id_link

_own_groups := input.aws_vpc_security_group_ingress_rule.security_group_id_link

# METADATA
# description: Says whether everything that comes in from inside is declared.
limited := value.all_of(ingress, {opening.word | some opening in openings})

# METADATA
# description: Is what comes in, in one form for all subjects.
ingress := input.aws_security_group.effective_ingress

ingress := input.aws_security_group_rule.effective_ingress

ingress := input.aws_vpc_security_group_ingress_rule.effective_ingress

# METADATA
# description: Holds the security groups that traffic comes in to, by the path at which they stand.
groups[[]] := input.aws_security_group

groups[["security_group_id_link", "items", i]] := group if some i, group in _own_groups.items

# METADATA
# description: Holds the tier of what traffic comes in to, with its path; of a rule whose group is not known it is not either.
targets contains {"tier": group.tier, "at": array.concat(path, ["tier"])} if {
	some path, group in groups
}

targets contains {"tier": {"unknown": "U2"}, "at": ["security_group_id_link"]} if {
	count(groups) == 0
}

# METADATA
# description: Lists the known subnets of the group's own VPC, with their paths.
subnets := [{"range": subnet.cidr_block, "tier": subnet.tier, "at": at} |
	some path, group in groups
	some i, vpc in group.vpc_id_link.items
	some j, subnet in vpc.aws_subnet_by_vpc_id.items
	at := array.concat(path, ["vpc_id_link", "items", i, "aws_subnet_by_vpc_id", "items", j])
]

# METADATA
# description: |
#   Lists what comes in, one entry for every single source: whether it is internal, from which tiers it comes, and whether it
#   is allowed. A set of what is as large as this would be hashed wherever it is asked for.
openings := [opening |
	some i, entry in ingress.items
	some source in _sources(entry, ["effective_ingress", "items", i])
	opening := object.union(source, {
		"entry": entry,
		"item": ["effective_ingress", "items", i],
		"at": array.concat(["effective_ingress", "items", i], [source.name]),
		"word": value.any({value.negate(source.internal), _allowed(entry, source.tiers)}),
	})
]

_sources(entry, item) := array.concat(
	array.concat(_ranges(entry, item), _lists(entry, item)),
	array.concat(_groups(entry, item), _members(entry, item)),
)

_ranges(entry, item) := [source |
	some name, range in {"cidr_ipv4": entry.cidr_ipv4, "cidr_ipv6": entry.cidr_ipv6}
	value.given(range) != "false"
	not _of_untold_list(entry, range)
	is_internal := cidr.reaches_private(range)
	source := {
		"name": name,
		"source": range,
		"internal": is_internal,
		"tiers": _tiers_of(is_internal, range, array.concat(item, [name])),
	}
]

_of_untold_list(entry, range) if {
	value.unknown(range)
	value.given(entry.prefix_list_id) != "false"
}

# What is not told of a prefix list may be networks of the system or the addresses of a service.
_lists(entry, item) := [source |
	some range in [entry.cidr_ipv4, entry.cidr_ipv6]
	_of_untold_list(entry, range)
	source := {
		"name": "prefix_list_id",
		"source": entry.prefix_list_id,
		"internal": "unknown",
		"tiers": [{"tier": {"unknown": "U2"}, "met": "true", "at": array.concat(item, ["prefix_list_id"])}],
	}
]

_groups(entry, item) := [source |
	value.given(entry.referenced_security_group_id) != "false"
	source := {
		"name": "referenced_security_group_id",
		"source": entry.referenced_security_group_id,
		"internal": value.given(entry.referenced_security_group_id),
		"tiers": [{"tier": entry.source_tier, "met": "true", "at": array.concat(item, ["source_tier"])}],
	}
]

_members(entry, item) := [source |
	value.eq(entry.self, true) != "false"
	source := {
		"name": "self",
		"source": "self",
		"internal": value.eq(entry.self, true),
		"tiers": [{"tier": entry.source_tier, "met": "true", "at": array.concat(item, ["source_tier"])}],
	}
]

# A VPC may have many subnets to compare with: nobody asks the tiers of what is not internal, and without a matrix none decides.
_tiers_of(is_internal, range, at) := [] if {
	is_internal == "false"
} else := [{"tier": input.profile.port_matrix, "met": "true", "at": _matrix_path}] if {
	value.unknown(input.profile.port_matrix)
} else := array.concat(_met_tiers(range), _remainder(range, at))

_met_tiers(range) := [{"tier": subnet.tier, "met": met, "at": array.concat(subnet.at, ["tier"])} |
	some subnet in subnets
	met := cidr.meets(range, subnet.range)
	met != "false"
]

# What no known subnet holds is of a tier that is not known.
_remainder(range, at) := [] if {
	cidr.within_any(range, [subnet.range | some subnet in subnets; is_string(subnet.range)]) == "true"
} else := [{"tier": {"unknown": "U2"}, "met": "true", "at": at}]

# METADATA
# description: Says whether a rule may let in what comes from the given tiers; what is of one tier is looked at together.
_allowed(entry, tiers) := value.all({_narrow(entry)} | {word |
	some [met, source_tier] in {[source.met, source.tier] | some source in tiers}
	some target in targets
	word := value.any({value.negate(met), _declared(entry, source_tier, target.tier)})
})

# A rule of all protocols is no narrow one.
_narrow(entry) := value.all({
	value.ne(entry.protocol, "-1"),
	value.any({
		value.negate(_has_ports(entry)),
		value.all({value.negate(_all_ports(entry)), _within_limit(entry)}),
	}),
})

_has_ports(entry) := value.in_set(entry.protocol, {"tcp", "udp"})

# Ports that are left out are all of them.
_all_ports(entry) := value.any({
	value.negate(value.at_least(entry.from_port, 0)),
	value.negate(value.at_least(entry.to_port, 0)),
	value.all({value.at_most(entry.from_port, 1), value.at_least(entry.to_port, 65535)}),
})

_within_limit(entry) := value.same(entry.from_port, entry.to_port) if {
	value.same(entry.from_port, entry.to_port) != "false"
} else := value.at_least(input.profile.port_width_limit, (entry.to_port - entry.from_port) + 1) if {
	is_number(entry.from_port)
	is_number(entry.to_port)
} else := "false"

# Where a tier is not known, every entry that names the other one may be meant.
_declared(entry, source_tier, target_tier) := "unknown" if {
	value.unknown(input.profile.port_matrix)
} else := "unknown" if {
	some part in [entry.protocol, entry.from_port, entry.to_port]
	value.unknown(part)
} else := "false" if {
	not _holds(_allowances(source_tier, target_tier), entry)
} else := "unknown" if {
	some tier in [source_tier, target_tier]
	value.unknown(tier)
} else := "true"

_allowances(source_tier, target_tier) := {allowance |
	some allowance in value.members(input.profile.port_matrix)
	value.eq(source_tier, allowance.source_tier) != "false"
	value.eq(target_tier, allowance.target_tier) != "false"
}

_holds(allowances, entry) if {
	_has_ports(entry) == "false"
	some allowance in allowances
	allowance.protocol == entry.protocol
}

# If a range has a port that none holds, the first such port is its own first or follows the last of an allowance.
_holds(allowances, entry) if {
	_has_ports(entry) == "true"
	spans := {_span(allowance) |
		some allowance in allowances
		allowance.protocol == entry.protocol
	}
	not _leaves_out(spans, {entry.from_port} | {next | some span in spans; next := span[1] + 1; _between(entry, next)})
}

_leaves_out(spans, ports) if {
	some port in ports
	count({span | some span in spans; span[0] <= port; port <= span[1]}) == 0
}

_between(entry, port) if {
	entry.from_port <= port
	port <= entry.to_port
}

# A port, or a range of them: 443, "8080-8089".
_span(allowance) := [allowance.port, allowance.port] if {
	is_number(allowance.port)
} else := [to_number(port) | some port in split(allowance.port, "-")]

# METADATA
# description: Holds the ways in which internal traffic has more than it is declared to need.
violations contains finding.violation(
	"ALL_PROTOCOLS",
	{"source": value.shown(opening.source)},
	_facts(opening, ["protocol"]),
) if {
	some opening in _forbidden
	value.eq(opening.entry.protocol, "-1") == "true"
	opening.name != "self"
}

violations contains finding.graded("low", finding.violation(
	"ALL_PROTOCOLS_WITHIN_GROUP",
	{},
	_facts(opening, ["protocol"]),
)) if {
	some opening in _forbidden
	value.eq(opening.entry.protocol, "-1") == "true"
	opening.name == "self"
}

violations contains finding.violation(
	"ALL_PORTS",
	{"protocol": opening.entry.protocol, "source": value.shown(opening.source)},
	_facts(opening, _scope),
) if {
	some opening in _forbidden
	_has_ports(opening.entry) == "true"
	_all_ports(opening.entry) == "true"
}

violations contains finding.violation(
	"TOO_MANY_PORTS",
	object.union(_shown(opening), {"limit": input.profile.port_width_limit}),
	_facts(opening, _scope) | {_limit_path},
) if {
	some opening in _forbidden
	_has_ports(opening.entry) == "true"
	_all_ports(opening.entry) == "false"
	_within_limit(opening.entry) == "false"
}

violations contains finding.violation(
	"PORT_NOT_DECLARED",
	object.union(_shown(opening), {"source_tier": value.shown(source.tier), "target_tier": value.shown(target.tier)}),
	((_facts(opening, _scope) | {_matrix_path}) | {end.at | some end in [source, target]; not value.unknown(end.tier)}),
) if {
	some opening in _forbidden
	value.ne(opening.entry.protocol, "-1") == "true"
	not _is_all_ports(opening.entry)
	some source in opening.tiers
	source.met == "true"
	some target in targets
	_declared(opening.entry, source.tier, target.tier) == "false"
}

_is_all_ports(entry) if value.all({_has_ports(entry), _all_ports(entry)}) == "true"

_forbidden := [opening |
	some opening in openings
	opening.word == "false"
]

_scope := ["protocol", "from_port", "to_port"]

_facts(opening, names) := {array.concat(opening.item, [name]) | some name in names} | {opening.at}

_shown(opening) := {
	"protocol": opening.entry.protocol,
	"from_port": value.shown(opening.entry.from_port),
	"to_port": value.shown(opening.entry.to_port),
	"source": value.shown(opening.source),
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["effective_ingress"] if value.all_of(ingress, set()) == "unknown"

undecided contains path if {
	some opening in _open
	some path in _not_known(opening)
}

undecided contains end.at if {
	some opening in _open
	some end in array.concat(opening.tiers, [target | some target in targets])
	value.unknown(end.tier)
}

undecided contains path if {
	some opening in _open
	opening.name == "cidr_ipv4"
	some subnet in subnets
	some path in value.unknowns(subnet.range, array.concat(subnet.at, ["cidr_block"]))
}

undecided contains opening.at if {
	some opening in _open
	opening.internal == "unknown"
}

undecided contains _matrix_path if {
	some opening in _open
	value.unknown(input.profile.port_matrix)
}

undecided contains _limit_path if {
	some opening in _open
	_has_ports(opening.entry) != "false"
	_within_limit(opening.entry) == "unknown"
	value.unknown(input.profile.port_width_limit)
}

_open := [opening |
	some opening in openings
	opening.word == "unknown"
]

_not_known(opening) := {array.concat(opening.item, [name]) |
	some name in _scope
	value.unknown(opening.entry[name])
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains ["effective_ingress"]

basis contains _matrix_path if count(_internal) > 0

basis contains target.at if {
	count(_internal) > 0
	some target in targets
}

basis contains _limit_path if {
	some opening in _internal
	_has_ports(opening.entry) == "true"
	opening.entry.from_port != opening.entry.to_port
}

_internal := [opening |
	some opening in openings
	opening.internal != "false"
]
