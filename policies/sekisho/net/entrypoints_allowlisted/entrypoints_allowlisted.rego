# METADATA
# title: Every public entry point is a declared service endpoint
# description: |
#   The subject is whatever the internet can reach: a load balancer that faces it, a distribution, an API of API Gateway and
#   its domain names, a URL of a Lambda function, a service of App Runner, an API of AppSync, a server of Transfer Family, a
#   domain of a user pool of Cognito, an endpoint of Verified Access, an accelerator, an instance with a public address, an Elastic IP address on one, and an interface with a public address
#   that belongs to none of these.
#   It has to be an entry of the profile's service_endpoints; an address may also be declared by its instance, a domain of Cognito by its
#   user pool. A
#   domain name declares an API only under that name: the default endpoint is another entry point unless it is disabled.
#   Stages declare their API if all of them are declared: one that is not is reached by the same endpoint. Who is let in, by
#   a security group or by IAM, is not looked at. Interfaces of NAT gateways and load balancers are no entry points of
#   their own. An entry of service_endpoints is a subject too, unknown where it is found nowhere. Lightsail
#   is not read.
# schemas:
#   - input: schema.sekisho.net.entrypoints_allowlisted
# custom:
#   severity: critical
#   ja:
#     title: 公開された入口がすべて宣言済みのサービスエンドポイントである
#     description: |
#       対象は、インターネットから到達できるもの。
#       インターネット向けロードバランサー、ディストリビューション、API Gateway の API とドメイン名、Lambda 関数の URL、App Runner のサービス、AppSync の API、Transfer Family のサーバー、Cognito ユーザープールのドメイン、Verified Access のエンドポイント、アクセラレーター、パブリックアドレスを持つインスタンス、それに付いた Elastic IP アドレス、これらに属さずパブリックアドレスを持つネットワークインターフェイスを含む。
#       プロファイルの service_endpoints に載っていなければならない。アドレスはインスタンスを、Cognito のドメインはユーザープールを通じて宣言してもよい。
#       ドメイン名の宣言は、その名前での API だけを指す。デフォルトエンドポイントは、無効にしない限り別の入口である。
#       ステージの宣言は、すべてのステージが宣言されている場合に API の宣言とみなす。宣言されていないステージも同じエンドポイントから到達できる。
#       セキュリティグループや IAM が誰を通すかは問わない。NAT ゲートウェイとロードバランサーのネットワークインターフェイスは独立した入口ではない。
#       service_endpoints の各項目も対象とし、どこにも見つからないものは不明とする。
#       Lightsail は読み取らない。
#   profile: []
#   reasons:
#     NOT_DECLARED:
#       en: The internet can reach it, and the profile does not declare it as a service endpoint.
#       ja: インターネットから到達できるが、プロファイルがサービスエンドポイントとして宣言していない。
#     NOT_PUBLIC:
#       en: It is no public entry point.
#       ja: 公開された入口ではない。
#   remediation:
#     en: Remove the entry point or make it internal; if customers are meant to reach it, declare it in service_endpoints.
#     ja: 入口を削除するか内部向けにする。顧客が利用するものであれば service_endpoints に宣言する。
#   references:
#     - https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
#     - https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
#     - https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
package sekisho.net.entrypoints_allowlisted

import data.sekisho.lib.elastic_ip
import data.sekisho.lib.entry_point
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the verdict on one possible entry point, or on one declared endpoint.
verdict := finding.pass([["target_link"]]) if {
	value.has_items(input.service_endpoint.target_link) == "true"
} else := finding.unknown_because("U2", [["target"], ["target_link"]]) if {
	input.service_endpoint
} else := finding.not_applicable("NOT_PUBLIC", entry.at) if {
	entry.public == "false"
} else := finding.fails({finding.violation("NOT_DECLARED", {}, entry.at | {entry.declared_at})}) if {
	entry.public == "true"
	entry.declared == "false"
} else := finding.unknown(undecided) if {
	count(undecided) > 0
} else := finding.pass(entry.at | {entry.declared_at}) if {
	entry.public == "true"
	entry.declared == "true"
}

# METADATA
# description: |
#   Is the subject as an entry point, whatever its type: whether the internet can reach it, by which facts, and whether the
#   profile declares it.
entry := {
	"public": entry_point.balancer_faces_internet(input.aws_lb),
	"at": {["internal"], ["load_balancer_type"]},
	"declared": value.eq(input.aws_lb.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": value.eq(input.aws_elb.internal, false),
	"at": {["internal"]},
	"declared": value.eq(input.aws_elb.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": value.eq(input.aws_cloudfront_distribution.enabled, true),
	"at": {["enabled"]},
	"declared": value.eq(input.aws_cloudfront_distribution.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": value.all({
		entry_point.not_private(input.aws_api_gateway_rest_api.endpoint_types),
		value.ne(input.aws_api_gateway_rest_api.disable_execute_api_endpoint, true),
	}),
	"at": {["disable_execute_api_endpoint"], ["endpoint_types"]},
	"declared": value.any({_names_api, _names_stages}),
	"declared_at": _api_declared_at,
}

_names_api := value.has_items(input.aws_api_gateway_rest_api.service_endpoint_by_target)

_names_stages := value.eq(input.aws_api_gateway_rest_api.declared_by_stages, true)

_api_declared_at := ["declared_by_stages"] if {
	_names_api == "false"
	_names_stages != "false"
} else := ["service_endpoint_by_target"]

entry := {
	"public": value.ne(input.aws_apigatewayv2_api.disable_execute_api_endpoint, true),
	"at": {["disable_execute_api_endpoint"]},
	"declared": value.has_items(input.aws_apigatewayv2_api.service_endpoint_by_target),
	"declared_at": ["service_endpoint_by_target"],
}

entry := {
	"public": entry_point.not_private(input.aws_api_gateway_domain_name.endpoint_types),
	"at": {["endpoint_types"]},
	"declared": value.eq(input.aws_api_gateway_domain_name.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": "true",
	"at": set(),
	"declared": value.eq(input.aws_apigatewayv2_domain_name.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": "true",
	"at": set(),
	"declared": value.eq(input.aws_lambda_function_url.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": value.ne(input.aws_apprunner_service.is_publicly_accessible, false),
	"at": {["is_publicly_accessible"]},
	"declared": value.eq(input.aws_apprunner_service.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": value.ne(input.aws_appsync_graphql_api.visibility, "PRIVATE"),
	"at": {["visibility"]},
	"declared": value.eq(input.aws_appsync_graphql_api.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": entry_point.transfer_faces_internet(input.aws_transfer_server),
	"at": {["address_allocation_ids"], ["endpoint_type"]},
	"declared": value.eq(input.aws_transfer_server.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": "true",
	"at": set(),
	"declared": value.eq(input.aws_cognito_user_pool_domain.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": "true",
	"at": set(),
	"declared": value.eq(input.aws_verifiedaccess_endpoint.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": value.eq(input.aws_globalaccelerator_accelerator.enabled, true),
	"at": {["enabled"]},
	"declared": value.eq(input.aws_globalaccelerator_accelerator.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": value.eq(input.aws_instance.has_public_ipv4, true),
	"at": {["has_public_ipv4"]},
	"declared": value.eq(input.aws_instance.declared_endpoint, true),
	"declared_at": ["declared_endpoint"],
}

entry := {
	"public": elastic_ip.on_compute(
		input.aws_eip.instance,
		input.aws_eip.instance_link,
		input.aws_eip.network_interface,
		input.aws_eip.network_interface_link,
	),
	"at": {["instance"], ["instance_link"], ["network_interface"], ["network_interface_link"]},
	"declared": value.eq(input.aws_eip.declared_host, true),
	"declared_at": ["declared_host"],
}

entry := {
	"public": elastic_ip.on_compute(
		input.aws_eip_association.instance_id,
		input.aws_eip_association.instance_id_link,
		input.aws_eip_association.network_interface_id,
		input.aws_eip_association.network_interface_id_link,
	),
	"at": {["instance_id"], ["instance_id_link"], ["network_interface_id"], ["network_interface_id_link"]},
	"declared": value.eq(input.aws_eip_association.declared_host, true),
	"declared_at": ["declared_host"],
}

entry := {
	"public": value.all({
		value.eq(input.aws_network_interface.has_public_ipv4, true),
		value.negate(_of_other_subject),
	}),
	"at": {["has_public_ipv4"], ["instance_link"], ["interface_type"], ["requester_id"]},
	"declared": value.eq(input.aws_network_interface.declared_host, true),
	"declared_at": ["declared_host"],
}

# NAT gateways let nothing in; load balancers and instances are judged themselves.
_of_other_subject := value.any({
	value.in_set(input.aws_network_interface.interface_type, {"natGateway", "nat_gateway", "load_balancer", "network_load_balancer"}),
	value.eq(input.aws_network_interface.requester_id, "amazon-elb"),
	value.has_items(input.aws_network_interface.instance_link),
})

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains path if {
	entry.public == "unknown"
	some path in entry.at
}

undecided contains entry.declared_at if entry.declared == "unknown"
