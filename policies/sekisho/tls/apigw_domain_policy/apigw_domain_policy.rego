# METADATA
# title: Domain names of API Gateway speak TLS 1.2 or later, and no API answers beside them
# description: |
#   The subjects are domain names of API Gateway and its APIs. The security policy of a domain name admits only TLS 1.2
#   and later; one of a name that is not known yet, or that is left out before it is created, is unknown. An API that is
#   mapped to a domain name which the profile declares as a service endpoint does not answer under its default
#   execute-api host; other APIs are outside the question.
# schemas:
#   - input: schema.sekisho.tls.apigw_domain_policy
# custom:
#   severity: medium
#   ja:
#     title: API Gateway のドメイン名は TLS 1.2 以上であり、API はその名前以外で応答しない
#     description: |
#       対象は API Gateway のドメイン名と API。
#       ドメイン名のセキュリティポリシーは TLS 1.2 以上だけを許す。
#       データにない名前のポリシー、および作成前に省略されたポリシーは不明とする。
#       プロファイルがサービスエンドポイントとして宣言したドメイン名に割り当てられた API は、既定の execute-api ホストで応答しない。それ以外の API は対象外とする。
#   profile: []
#   reasons:
#     OUTDATED_TLS:
#       en: "The security policy {policy} admits TLS 1.0 and 1.1."
#       ja: "セキュリティポリシー {policy} が TLS 1.0 と 1.1 を許す。"
#     EXECUTE_API_OPEN:
#       en: The API answers under its default execute-api host beside its declared domain name.
#       ja: API が、宣言されたドメイン名のほかに既定の execute-api ホストでも応答する。
#     NOT_DECLARED:
#       en: The profile declares no domain name of this API as a service endpoint.
#       ja: プロファイルがこの API のドメイン名をサービスエンドポイントとして宣言していない。
#   remediation:
#     en: |
#       Set security_policy to TLS_1_2 or a later policy on the domain name, and disable_execute_api_endpoint to true on
#       the API.
#     ja: |
#       ドメイン名の security_policy を TLS_1_2 以降のポリシーにし、API の disable_execute_api_endpoint を true にする。
#   references:
#     - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
#     - https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
package sekisho.tls.apigw_domain_policy

import data.sekisho.lib.apigw_tls
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one domain name or API.
verdict := finding.not_applicable("NOT_DECLARED", [["declared_domain"]]) if {
	value.ne(api.declared_domain, true) == "true"
} else := finding.unknown([["declared_domain"]]) if {
	value.unknown(api.declared_domain)
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U4", {path | some path, word in words; word == "unknown"}) if {
	met == "unknown"
} else := finding.pass({path | some path, _ in words} | {["declared_domain"] | api}) if {
	met == "true"
}

# METADATA
# description: Is the domain name, of whichever kind.
domain := input.aws_api_gateway_domain_name

domain := input.aws_apigatewayv2_domain_name

# METADATA
# description: Is the API, of whichever kind.
api := input.aws_api_gateway_rest_api

api := input.aws_apigatewayv2_api

# METADATA
# description: Says whether the subject meets the policy.
met := value.all({word | some word in words})

# METADATA
# description: Says of each question, by the path that answers it, whether it is answered well.
words[["security_policy"]] := apigw_tls.is_modern(domain.security_policy)

words[["disable_execute_api_endpoint"]] := value.eq(api.disable_execute_api_endpoint, true)

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation("OUTDATED_TLS", {"policy": domain.security_policy}, [["security_policy"]]) if {
	words[["security_policy"]] == "false"
}

violations contains finding.violation(
	"EXECUTE_API_OPEN",
	{},
	[["declared_domain"], ["disable_execute_api_endpoint"]],
) if {
	words[["disable_execute_api_endpoint"]] == "false"
}
