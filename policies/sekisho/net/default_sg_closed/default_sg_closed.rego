# METADATA
# title: The default security group of every VPC has no rules
# description: |
#   The subjects are the security groups, of which only default ones are judged, and the VPCs. A default group may let
#   nothing in and nothing out, whichever resource says so: not even traffic among its own members, which AWS allows
#   in a new one. A VPC whose default group is in no document is unknown, because AWS makes that group with rules and
#   they may have been removed since; rules that a document adds to it through the VPC are a violation all the same.
# schemas:
#   - input: schema.sekisho.net.default_sg_closed
# custom:
#   severity: medium
#   ja:
#     title: すべての VPC のデフォルトセキュリティグループにルールがない
#     description: |
#       対象はセキュリティグループ(判断するのはデフォルトのものだけ)と VPC。
#       デフォルトグループは、どのリソースで書かれたルールであっても、受信も送信も一切許可してはならない。AWS が最初に作るグループ内の通信の許可も認めない。
#       デフォルトグループがどの文書にもない VPC は不明とする。AWS はルール付きで作成し、その後に削除されたかどうかは分からないためである。
#       ただし、文書が VPC を通じてそのグループにルールを加えていれば違反とする。
#   profile: []
#   reasons:
#     RULE_PRESENT:
#       en: "The default security group has a rule for {direction} traffic (protocol {protocol}, ports {from_port} to {to_port})."
#       ja: "デフォルトセキュリティグループに {direction} のルールがある(プロトコル {protocol}、ポート {from_port}〜{to_port})。"
#     NOT_THE_DEFAULT_GROUP:
#       en: It is not the default security group of a VPC.
#       ja: VPC のデフォルトセキュリティグループではない。
#     JUDGED_WITH_GROUP:
#       en: The default security group of the VPC is judged by itself.
#       ja: この VPC のデフォルトセキュリティグループは、それ自体で判断する。
#   remediation:
#     en: Adopt the group with aws_default_security_group without ingress and egress, and give resources groups of their own.
#     ja: ingress と egress のない aws_default_security_group でグループを取り込み、リソースには専用のグループを割り当てる。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
package sekisho.net.default_sg_closed

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one security group or one VPC.
verdict := finding.not_applicable("NOT_THE_DEFAULT_GROUP", [["is_default"]]) if {
	value.eq(input.aws_security_group.is_default, true) == "false"
} else := finding.not_applicable("JUDGED_WITH_GROUP", [["aws_security_group_by_vpc_id"]]) if {
	held == "true"
} else := finding.unknown([["is_default"]]) if {
	value.unknown(input.aws_security_group.is_default)
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.pass([["effective_egress"], ["effective_ingress"], ["is_default"]]) if {
	closed == "true"
} else := finding.unknown(undecided) if {
	count(undecided) > 0
} else := finding.unknown_because("U5", [["aws_security_group_by_vpc_id"]]) if {
	input.aws_vpc
}

# METADATA
# description: Says whether the default group of the VPC is in the documents.
held := value.any_of(
	input.aws_vpc.aws_security_group_by_vpc_id,
	{value.eq(group.is_default, true) | some group in input.aws_vpc.aws_security_group_by_vpc_id.items},
)

# METADATA
# description: Says whether a group without a known rule lets nothing through; each that is known is a violation.
closed := value.all({
	value.all_of(input.aws_security_group.effective_ingress, set()),
	value.all_of(input.aws_security_group.effective_egress, set()),
})

# METADATA
# description: Holds what the group lets through, and what documents add to the group of a VPC.
rules contains {
	"direction": "ingress",
	"protocol": rule.protocol,
	"from_port": rule.from_port,
	"to_port": rule.to_port,
	"at": ["effective_ingress", "items", i],
} if {
	some i, rule in input.aws_security_group.effective_ingress.items
}

rules contains {
	"direction": "egress",
	"protocol": rule.protocol,
	"from_port": rule.from_port,
	"to_port": rule.to_port,
	"at": ["effective_egress", "items", i],
} if {
	some i, rule in input.aws_security_group.effective_egress.items
}

rules contains {
	"direction": rule.type,
	"protocol": rule.protocol,
	"from_port": rule.from_port,
	"to_port": rule.to_port,
	"at": ["aws_security_group_rule_by_default_security_group_id", "items", i],
} if {
	some i, rule in input.aws_vpc.aws_security_group_rule_by_default_security_group_id.items
}

rules contains {
	"direction": "ingress",
	"protocol": rule.ip_protocol,
	"from_port": rule.from_port,
	"to_port": rule.to_port,
	"at": ["aws_vpc_security_group_ingress_rule_by_default_security_group_id", "items", i],
} if {
	some i, rule in input.aws_vpc.aws_vpc_security_group_ingress_rule_by_default_security_group_id.items
}

rules contains {
	"direction": "egress",
	"protocol": rule.ip_protocol,
	"from_port": rule.from_port,
	"to_port": rule.to_port,
	"at": ["aws_vpc_security_group_egress_rule_by_default_security_group_id", "items", i],
} if {
	some i, rule in input.aws_vpc.aws_vpc_security_group_egress_rule_by_default_security_group_id.items
}

# METADATA
# description: Holds the ways in which the default group is open.
violations contains finding.violation(
	"RULE_PRESENT",
	{
		"direction": value.shown(rule.direction),
		"protocol": value.shown(rule.protocol),
		"from_port": value.shown(rule.from_port),
		"to_port": value.shown(rule.to_port),
	},
	[rule.at],
) if {
	some rule in rules
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["effective_ingress"] if {
	value.all_of(input.aws_security_group.effective_ingress, set()) == "unknown"
}

undecided contains ["effective_egress"] if {
	value.all_of(input.aws_security_group.effective_egress, set()) == "unknown"
}

undecided contains ["aws_security_group_by_vpc_id"] if {
	value.any_of(input.aws_vpc.aws_security_group_by_vpc_id, set()) == "unknown"
}

undecided contains path if {
	some i, group in input.aws_vpc.aws_security_group_by_vpc_id.items
	some path in value.unknowns(group, ["aws_security_group_by_vpc_id", "items", i])
}
