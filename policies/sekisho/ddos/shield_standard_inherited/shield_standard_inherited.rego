# METADATA
# title: AWS stands in front of every entry point
# description: |
#   Shield Standard defends whatever AWS runs at its edge against attacks on the network and transport layers, and nobody has
#   to turn it on: no API tells it, so a pass is inherited from AWS and nothing that was configured. It says nothing of the
#   application layer. The subjects are load balancers, distributions, APIs of API Gateway, accelerators, Elastic IP addresses
#   and the profile's service endpoints. What AWS runs passes. An Elastic IP address gets Shield Standard too, but a declared
#   endpoint that ends at a host of one's own with nothing of AWS in front of it is a violation: a rule of this project, not
#   a statement of AWS. Addresses of hosts that are no declared endpoint are judged as undeclared entry points elsewhere.
# schemas:
#   - input: schema.sekisho.ddos.shield_standard_inherited
# custom:
#   severity: info
#   evidence: inherited
#   ja:
#     title: すべての入口の前段を AWS が運用している
#     description: |
#       Shield Standard は、AWS がエッジで運用するものをネットワーク層とトランスポート層の攻撃から自動的に守る。
#       有効化の操作も確認用の API もないため、適合は AWS から継承したものであり、設定したものではない。アプリケーション層については何も示さない。
#       対象はロードバランサー、ディストリビューション、API Gateway の API、アクセラレーター、Elastic IP アドレス、プロファイルのサービスエンドポイント。
#       AWS が運用するものは適合とする。Elastic IP アドレスにも Shield Standard は適用されるが、宣言されたエンドポイントが AWS の前段なしに自前のホストで終わる場合は違反とする。
#       これは本プロジェクトの規則であり、AWS の見解ではない。宣言されていないホストのアドレスは、未宣言の入口として別のポリシーで判断する。
#   profile: []
#   reasons:
#     SELF_RUN_HOST:
#       en: The declared endpoint ends at a public host of one's own with no load balancer or distribution in front of it.
#       ja: 宣言されたエンドポイントが、前段にロードバランサーやディストリビューションのない自前の公開ホストで終わっている。
#     NOT_PUBLIC:
#       en: It is no public entry point.
#       ja: 公開された入口ではない。
#     NOT_AN_ENDPOINT:
#       en: The profile does not declare the host of the address as a service endpoint.
#       ja: プロファイルはこのアドレスのホストをサービスエンドポイントとして宣言していない。
#     JUDGED_AS_ADDRESS:
#       en: The declared address is judged as an Elastic IP address.
#       ja: 宣言されたアドレスは Elastic IP アドレスとして判断する。
#   remediation:
#     en: Put a load balancer, a distribution or an accelerator in front of the host, and declare that as the endpoint.
#     ja: ホストの前段にロードバランサー、ディストリビューション、アクセラレーターのいずれかを置き、それをエンドポイントとして宣言する。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/ddos-standard-summary.html
package sekisho.ddos.shield_standard_inherited

import data.sekisho.lib.elastic_ip
import data.sekisho.lib.entry_point
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one possible entry point or declared endpoint.
verdict := of_endpoint if {
	input.service_endpoint
} else := of_address if {
	address
} else := finding.not_applicable("NOT_PUBLIC", front.at) if {
	front.public == "false"
} else := finding.unknown(front.at) if {
	front.public == "unknown"
} else := finding.pass(front.at) if {
	front.public == "true"
}

# METADATA
# description: Is what AWS runs in front of a system, whether the internet can reach it, and by which facts.
front := {
	"public": entry_point.balancer_faces_internet(input.aws_lb),
	"at": {["internal"], ["load_balancer_type"]},
}

front := {"public": value.eq(input.aws_elb.internal, false), "at": {["internal"]}}

front := {"public": value.eq(input.aws_cloudfront_distribution.enabled, true), "at": {["enabled"]}}

front := {
	"public": entry_point.not_private(input.aws_api_gateway_rest_api.endpoint_types),
	"at": {["endpoint_types"]},
}

# There is no private API of this kind.
front := {"public": "true", "at": {["protocol_type"]}} if input.aws_apigatewayv2_api

front := {"public": value.eq(input.aws_globalaccelerator_accelerator.enabled, true), "at": {["enabled"]}}

# METADATA
# description: Is an Elastic IP address or its association, whether it is on a host, and whether that is a declared endpoint.
address := {
	"on_compute": elastic_ip.on_compute(
		input.aws_eip.instance,
		input.aws_eip.instance_link,
		input.aws_eip.network_interface,
		input.aws_eip.network_interface_link,
	),
	"declared": value.eq(input.aws_eip.declared_host, true),
	"at": {["instance"], ["instance_link"], ["network_interface"], ["network_interface_link"]},
}

address := {
	"on_compute": elastic_ip.on_compute(
		input.aws_eip_association.instance_id,
		input.aws_eip_association.instance_id_link,
		input.aws_eip_association.network_interface_id,
		input.aws_eip_association.network_interface_id_link,
	),
	"declared": value.eq(input.aws_eip_association.declared_host, true),
	"at": {["instance_id"], ["instance_id_link"], ["network_interface_id"], ["network_interface_id_link"]},
}

# METADATA
# description: Is the verdict on one Elastic IP address or its association.
of_address := finding.not_applicable("NOT_PUBLIC", address.at) if {
	address.on_compute == "false"
} else := finding.not_applicable("NOT_AN_ENDPOINT", [["declared_host"]]) if {
	address.declared == "false"
} else := finding.fails({finding.violation("SELF_RUN_HOST", {}, address.at | {["declared_host"]})}) if {
	address.on_compute == "true"
	address.declared == "true"
} else := finding.unknown(open_address)

# METADATA
# description: Holds the paths of what keeps the question on an address undecided.
open_address contains path if {
	address.on_compute == "unknown"
	some path in address.at
}

open_address contains ["declared_host"] if address.declared == "unknown"

# METADATA
# description: Is the verdict on one declared endpoint; where it lies elsewhere, another account or a CDN may run it.
of_endpoint := finding.not_applicable("JUDGED_AS_ADDRESS", [["target_link"]]) if {
	some target in input.service_endpoint.target_link.items
	target.aws_eip
} else := finding.fails({finding.violation("SELF_RUN_HOST", {}, hosts)}) if {
	count(hosts) > 0
} else := finding.unknown(open_hosts) if {
	count(open_hosts) > 0
} else := finding.unknown_because("U2", [["target_link"]]) if {
	value.has_items(input.service_endpoint.target_link) != "true"
} else := finding.pass([["target_link"]]) if {
	value.all({_runs_at_aws(target) | some target in input.service_endpoint.target_link.items}) == "true"
} else := finding.unknown_because("U2", [["target_link"]])

# Of an interface that is no host's it is a service of AWS that made it.
_runs_at_aws(target) := value.any({value.in_set(type, _services | {"aws_network_interface"}) | some type, _ in target})

_services := {
	"aws_lb", "aws_elb", "aws_cloudfront_distribution", "aws_api_gateway_rest_api", "aws_api_gateway_stage",
	"aws_api_gateway_domain_name", "aws_apigatewayv2_api", "aws_apigatewayv2_domain_name", "aws_lambda_function_url",
	"aws_apprunner_service", "aws_appsync_graphql_api", "aws_cognito_user_pool", "aws_cognito_user_pool_domain",
	"aws_globalaccelerator_accelerator", "aws_transfer_server", "aws_verifiedaccess_endpoint",
}

# METADATA
# description: Holds the paths of hosts of one's own that the endpoint is.
hosts contains ["target_link"] if {
	some target in input.service_endpoint.target_link.items
	target.aws_instance
}

hosts contains ["target_link", "items", i, "aws_network_interface", "interface_type"] if {
	some i, target in input.service_endpoint.target_link.items
	elastic_ip.own(target.aws_network_interface) == "true"
}

# METADATA
# description: Holds the paths of interfaces of which it is not known whose they are.
open_hosts contains path if {
	some i, target in input.service_endpoint.target_link.items
	elastic_ip.own(target.aws_network_interface) == "unknown"
	some path in value.unknowns(target, ["target_link", "items", i])
}
