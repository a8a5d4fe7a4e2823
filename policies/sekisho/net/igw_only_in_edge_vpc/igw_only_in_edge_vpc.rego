# METADATA
# title: Internet gateways exist only in VPCs declared as edge
# description: |
#   The subjects are internet gateways with the VPC that each is attached to, and attachments whose gateway is in no
#   document. A VPC that the profile's edge_vpcs does not name must have none; default VPCs are no exception. A gateway that
#   is attached to nothing meets the policy. Where VPC Block Public Access is used, its setting and its exclusions are
#   subjects too: an exclusion must be one that the profile's bpa_exclusions names. The setting "off" is no use of it, so it
#   is not applicable.
# schemas:
#   - input: schema.sekisho.net.igw_only_in_edge_vpc
# custom:
#   severity: high
#   ja:
#     title: インターネットゲートウェイがエッジとして宣言した VPC だけにある
#     description: |
#       対象は、アタッチ先の VPC と合わせて見たインターネットゲートウェイと、ゲートウェイがどの文書にもないアタッチメント。
#       プロファイルの edge_vpcs にない VPC は、デフォルト VPC も含め、インターネットゲートウェイを持ってはならない。
#       どこにもアタッチされていないゲートウェイは適合とする。
#       VPC ブロックパブリックアクセスを使用している場合は、その設定と除外も対象とし、除外はプロファイルの bpa_exclusions にあるものだけを認める。
#       設定が off であれば使用していないものとし、対象外とする。
#   profile: []
#   reasons:
#     ATTACHED_TO_UNDECLARED_VPC:
#       en: The internet gateway is attached to a VPC that the profile does not declare as edge.
#       ja: インターネットゲートウェイが、プロファイルがエッジとして宣言していない VPC にアタッチされている。
#     EXCLUSION_NOT_DECLARED:
#       en: "VPC Block Public Access leaves out a VPC or subnet ({mode}) that the profile does not declare."
#       ja: "VPC ブロックパブリックアクセスの除外({mode})が、プロファイルに宣言されていない。"
#     BLOCK_PUBLIC_ACCESS_OFF:
#       en: VPC Block Public Access is not used.
#       ja: VPC ブロックパブリックアクセスは使用されていない。
#     NO_INTERNET_GATEWAY:
#       en: The attachment is not of an internet gateway.
#       ja: インターネットゲートウェイのアタッチメントではない。
#     JUDGED_WITH_GATEWAY:
#       en: The attachment is judged together with its internet gateway.
#       ja: このアタッチメントはインターネットゲートウェイと合わせて判断する。
#   remediation:
#     en: Detach the gateway, or declare the VPC in edge_vpcs (an exclusion in bpa_exclusions) if it is meant to reach the internet.
#     ja: ゲートウェイをデタッチするか、インターネットへの接続を意図した VPC であれば edge_vpcs(除外は bpa_exclusions)に宣言する。
#   references:
#     - https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
#     - https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
package sekisho.net.igw_only_in_edge_vpc

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one gateway, attachment, setting or exclusion.
verdict := finding.not_applicable("NO_INTERNET_GATEWAY", [["internet_gateway_id"]]) if {
	value.given(input.aws_internet_gateway_attachment.internet_gateway_id) == "false"
} else := finding.not_applicable("JUDGED_WITH_GATEWAY", [["internet_gateway_id_link"]]) if {
	judged_with_gateway
} else := finding.not_applicable("BLOCK_PUBLIC_ACCESS_OFF", [["internet_gateway_block_mode"]]) if {
	value.eq(input.aws_vpc_block_public_access_options.internet_gateway_block_mode, "off") == "true"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(undecided) if {
	declared == "unknown"
} else := finding.pass(basis) if {
	declared == "true"
}

# METADATA
# description: Holds for an attachment whose gateway shows it; a data source that shows nothing does not.
judged_with_gateway if {
	some gateway in input.aws_internet_gateway_attachment.internet_gateway_id_link.items
	value.has_items(gateway.attached_vpcs) == "true"
}

# METADATA
# description: Says whether an attachment is of an internet gateway, known by its id or by its link.
of_gateway := value.any({
	value.given(input.aws_internet_gateway_attachment.internet_gateway_id),
	value.has_items(input.aws_internet_gateway_attachment.internet_gateway_id_link),
})

# METADATA
# description: Says whether the profile declares where the subject opens a VPC to the internet.
declared := _edge(input.aws_internet_gateway.attached_vpcs)

declared := _edge(input.aws_internet_gateway_attachment.attached_vpcs) if of_gateway == "true"

declared := "unknown" if of_gateway == "unknown"

declared := value.ne(input.aws_vpc_block_public_access_options.internet_gateway_block_mode, "off")

declared := value.ne(input.aws_vpc_block_public_access_exclusion.declared, false)

_edge(vpcs) := value.all_of(vpcs, {value.ne(vpc.declared_edge, false) | some vpc in vpcs.items})

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains _attached(i) if {
	some i, vpc in input.aws_internet_gateway.attached_vpcs.items
	value.eq(vpc.declared_edge, false) == "true"
}

violations contains _attached(i) if {
	of_gateway == "true"
	some i, vpc in input.aws_internet_gateway_attachment.attached_vpcs.items
	value.eq(vpc.declared_edge, false) == "true"
}

violations contains finding.violation(
	"EXCLUSION_NOT_DECLARED",
	{"mode": value.shown(input.aws_vpc_block_public_access_exclusion.internet_gateway_exclusion_mode)},
	[["declared"]],
) if {
	value.eq(input.aws_vpc_block_public_access_exclusion.declared, false) == "true"
}

_attached(i) := finding.violation(
	"ATTACHED_TO_UNDECLARED_VPC",
	{},
	[["attached_vpcs", "items", i, "declared_edge"]],
)

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["attached_vpcs"] if {
	value.all_of(input.aws_internet_gateway.attached_vpcs, set()) == "unknown"
}

undecided contains ["attached_vpcs"] if {
	value.all_of(input.aws_internet_gateway_attachment.attached_vpcs, set()) == "unknown"
}

undecided contains ["attached_vpcs", "items", i, "declared_edge"] if {
	some i, vpc in input.aws_internet_gateway.attached_vpcs.items
	value.unknown(vpc.declared_edge)
}

undecided contains ["attached_vpcs", "items", i, "declared_edge"] if {
	some i, vpc in input.aws_internet_gateway_attachment.attached_vpcs.items
	value.unknown(vpc.declared_edge)
}

undecided contains ["internet_gateway_id"] if {
	of_gateway == "unknown"
}

undecided contains ["internet_gateway_block_mode"] if {
	value.unknown(input.aws_vpc_block_public_access_options.internet_gateway_block_mode)
}

undecided contains ["declared"] if value.unknown(input.aws_vpc_block_public_access_exclusion.declared)

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains ["attached_vpcs"] if input.aws_internet_gateway

basis contains ["attached_vpcs"] if input.aws_internet_gateway_attachment

basis contains ["internet_gateway_block_mode"] if input.aws_vpc_block_public_access_options

basis contains ["declared"] if input.aws_vpc_block_public_access_exclusion
