# METADATA
# title: Where users come by Direct Connect, a private path into a VPC works
# description: |
#   Asked only where the profile's direct_connect is declared. The subject is an account. It has a private or transit
#   virtual interface, or accepts a hosted one, that is joined to a VPC by a VPN gateway or a transit gateway. One that
#   runs is available and has a BGP session that is up; of one that is planned neither is asked. Which VPC it is, how
#   transit gateways route, and whether there is a second path are not looked at.
# schemas:
#   - input: schema.sekisho.dx.private_path_available
# custom:
#   severity: info
#   ja:
#     title: Direct Connect を利用するユーザがいる場合、VPC への専用経路が機能している
#     description: |
#       プロファイルの direct_connect が declared の場合にだけ問う。対象はアカウント。
#       VPN ゲートウェイまたは Transit Gateway によって VPC につながる、プライベートまたはトランジットの仮想インターフェイス(受け入れたホスト型を含む)がある。
#       稼働しているものは available であり、確立している BGP セッションがある。計画中のものには、どちらも問わない。
#       どの VPC であるか、Transit Gateway のルーティング、経路の冗長性は確認しない。
#   profile: [direct_connect]
#   reasons:
#     NO_PRIVATE_PATH:
#       en: The account has no virtual interface of Direct Connect that leads into a VPC.
#       ja: アカウントに、VPC へつながる Direct Connect の仮想インターフェイスがない。
#     INTERFACE_NOT_UP:
#       en: "The virtual interface that leads into a VPC has the state {state} and no BGP session that is up, or is not available."
#       ja: "VPC へつながる仮想インターフェイスが利用可能でないか、確立している BGP セッションがない(状態 {state})。"
#     NOT_DECLARED:
#       en: The profile says that no user comes by Direct Connect.
#       ja: プロファイルは Direct Connect を利用するユーザはいないとしている。
#   remediation:
#     en: Join a virtual interface to the VPC through a Direct Connect gateway and bring its BGP session up, or say in the profile that direct_connect is not_declared.
#     ja: Direct Connect ゲートウェイを通じて仮想インターフェイスを VPC につなぎ、BGP セッションを確立する。利用しないのであれば、プロファイルの direct_connect を not_declared とする。
#   references:
#     - https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html
#     - https://docs.aws.amazon.com/directconnect/latest/APIReference/API_VirtualInterface.html
package sekisho.dx.private_path_available

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one account.
verdict := finding.not_applicable("NOT_DECLARED", [_declared_path]) if {
	declared == "false"
} else := finding.unknown([_declared_path]) if {
	declared == "unknown"
} else := finding.pass({_declared_path} | working) if {
	available == "true"
} else := finding.fails(violations) if {
	available == "false"
} else := finding.unknown(undecided) if {
	available == "unknown"
}

_declared_path := ["profile", "direct_connect"]

# METADATA
# description: Says whether the profile declares that users come by Direct Connect.
declared := value.eq(input.profile.direct_connect, "declared")

# METADATA
# description: Holds the kinds of virtual interfaces of the account, by the name under which they stand.
lists["aws_dx_private_virtual_interface_by_account"] := input.account.aws_dx_private_virtual_interface_by_account

lists["aws_dx_transit_virtual_interface_by_account"] := input.account.aws_dx_transit_virtual_interface_by_account

# METADATA
# description: Says whether the account has a virtual interface that works and leads into a VPC.
available := value.any({one.word | some one in interfaces} | {value.any_of(list, set()) | some list in lists})

# METADATA
# description: Says of each virtual interface whether it leads into a VPC, and whether it does and works.
interfaces contains {
	"at": [name, "items", i],
	"interface": interface,
	"leads": leads,
	"word": value.all({leads, _works(interface)}),
} if {
	some name, list in lists
	some i, interface in list.items
	leads := value.has_items(interface.reached_vpcs)
}

# What is planned has no state.
_works(interface) := value.any({
	value.eq(interface.virtual_interface_state, null),
	value.all({value.eq(interface.virtual_interface_state, "available"), _is_up(interface)}),
})

_is_up(interface) := value.any_of(interface.bgp_statuses, {value.eq(status, "up") | some status in interface.bgp_statuses.items})

# METADATA
# description: Holds the paths of the facts of the virtual interfaces that work.
working contains path if {
	some one in interfaces
	one.word == "true"
	some path in _facts(one)
}

_facts(one) := {array.concat(one.at, ["reached_vpcs"])} | {array.concat(one.at, [field]) |
	value.eq(one.interface.virtual_interface_state, null) != "true"
	some field in ["virtual_interface_state", "bgp_statuses"]
}

# METADATA
# description: Holds the ways in which the account breaks the policy.
violations contains finding.violation(
	"INTERFACE_NOT_UP",
	{"state": value.shown(one.interface.virtual_interface_state)},
	{_declared_path} | _facts(one),
) if {
	some one in _leading
}

violations contains finding.violation("NO_PRIVATE_PATH", {}, {_declared_path} | {[name] | some name, _ in lists}) if {
	count(_leading) == 0
}

_leading := {one | some one in interfaces; one.leads == "true"}

# METADATA
# description: Holds the paths of what keeps it undecided whether a virtual interface works.
undecided contains [name] if {
	some name, list in lists
	value.any_of(list, set()) == "unknown"
}

undecided contains path if {
	some one in interfaces
	one.word == "unknown"
	some path in value.unknowns(one.interface, one.at)
	some fact in _facts(one)
	array.slice(path, 0, count(fact)) == fact
}
