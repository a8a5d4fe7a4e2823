# METADATA
# title: Nothing read is an IPS or IDS
# description: |
#   The subject is an account. A Network Firewall whose policy has stateful rule groups, a gateway load balancer (behind which
#   an inspecting appliance stands) and a session that mirrors traffic to a sensor are what intrusion prevention and detection
#   are built of in AWS: one that is there says that more is done than the sheet claims. Web ACLs, security groups, network
#   ACLs and GuardDuty are none. Sensors on hosts and appliances on instances are not looked at.
# schemas:
#   - input: schema.sekisho.org.ips_ids_absent_consistent
# custom:
#   severity: low
#   ja:
#     title: 読んだものの中にIPSもIDSもない
#     description: |
#       対象はアカウント。ステートフルなルールグループを持つ Network Firewall、検査装置を背後に置く Gateway Load Balancer、
#       トラフィックをセンサーへ複製するセッションは、AWSで侵入の防止と検知を組み立てる部品である。一つでもあれば、シートの主張より多くのことが行われている。
#       Web ACL、セキュリティグループ、ネットワークACL、GuardDutyはこれに当たらない。ホスト上のセンサーと、インスタンス上の装置は調べない。
#   reasons:
#     NETWORK_FIREWALL:
#       en: "There is a Network Firewall with stateful rule groups."
#       ja: "ステートフルなルールグループを持つ Network Firewall がある。"
#     GATEWAY_LOAD_BALANCER:
#       en: "There is a gateway load balancer."
#       ja: "Gateway Load Balancer がある。"
#     TRAFFIC_MIRRORING:
#       en: "Traffic is mirrored to a target."
#       ja: "トラフィックを複製するセッションがある。"
#   remediation:
#     en: "Where an IPS or IDS runs, answer the row anew; this is no defect."
#     ja: "IPSまたはIDSが動いているなら、行の答えを改める。欠陥ではない。"
#   references:
#     - https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-ips.html
package sekisho.org.ips_ids_absent_consistent

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on an account; a fail says that there is such a thing.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	count(undecided) > 0
} else := finding.pass([[field] | some field in _fields]) if {
	absent == "true"
}

# METADATA
# description: Says whether there is nothing of the kind, as far as the account is known.
absent := value.all({
	value.all_of(input.account.aws_networkfirewall_firewall_by_account, {value.negate(word) | some word in _firewalls}),
	value.all_of(input.account.aws_lb_by_account, {value.negate(word) | some word in _gateways}),
	value.all_of(
		input.account.aws_ec2_traffic_mirror_session_by_account,
		{"false" | some _ in input.account.aws_ec2_traffic_mirror_session_by_account.items},
	),
})

# METADATA
# description: Holds what is there.
violations contains finding.violation("NETWORK_FIREWALL", {}, [_in("aws_networkfirewall_firewall_by_account", i)]) if {
	some i, word in _firewalls
	word == "true"
}

violations contains finding.violation(
	"GATEWAY_LOAD_BALANCER",
	{},
	[array.concat(_in("aws_lb_by_account", i), ["load_balancer_type"])],
) if {
	some i, word in _gateways
	word == "true"
}

violations contains finding.violation(
	"TRAFFIC_MIRRORING",
	{},
	[_in("aws_ec2_traffic_mirror_session_by_account", i)],
) if {
	some i, _ in input.account.aws_ec2_traffic_mirror_session_by_account.items
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains path if {
	some i, firewall in input.account.aws_networkfirewall_firewall_by_account.items
	_firewalls[i] == "unknown"
	some path in value.unknowns(firewall, _in("aws_networkfirewall_firewall_by_account", i))
}

undecided contains array.concat(_in("aws_lb_by_account", i), ["load_balancer_type"]) if {
	some i, word in _gateways
	word == "unknown"
}

undecided contains ["aws_networkfirewall_firewall_by_account"] if {
	value.all_of(input.account.aws_networkfirewall_firewall_by_account, set()) == "unknown"
}

undecided contains ["aws_lb_by_account"] if value.all_of(input.account.aws_lb_by_account, set()) == "unknown"

undecided contains ["aws_ec2_traffic_mirror_session_by_account"] if {
	value.all_of(input.account.aws_ec2_traffic_mirror_session_by_account, set()) == "unknown"
}

_fields := ["aws_networkfirewall_firewall_by_account", "aws_lb_by_account", "aws_ec2_traffic_mirror_session_by_account"]

_in(field, i) := [field, "items", i]

# By index: whether the firewall's policy has a stateful rule group.
_firewalls[i] := value.any_of(firewall.firewall_policy_arn_link, {_inspects(policy) |
	some policy in firewall.firewall_policy_arn_link.items
}) if {
	some i, firewall in input.account.aws_networkfirewall_firewall_by_account.items
}

_inspects(policy) := value.any_of(policy.firewall_policy, {value.has_items(rules.stateful_rule_group_reference) |
	some rules in policy.firewall_policy.items
})

_gateways[i] := value.eq(balancer.load_balancer_type, "gateway") if {
	some i, balancer in input.account.aws_lb_by_account.items
}
