# METADATA
# title: It is known whether declared endpoints ask clients for certificates
# description: |
#   The subjects are listeners, CloudFront distributions and domain names of API Gateway. The policy passes where it is
#   known whether a declared endpoint asks clients for certificates, whatever the answer, which stands in the evidence; it
#   never fails. So the words for certificate authentication in a sheet, which mean certificates of servers, are not read
#   as certificates of clients. Client certificates that API Gateway shows to what is behind it are another matter.
# schemas:
#   - input: schema.sekisho.cert.client_auth_wording_guard
# custom:
#   severity: info
#   ja:
#     title: 宣言されたエンドポイントがクライアント証明書を求めるかどうかが分かっている
#     description: |
#       対象はリスナー、CloudFront ディストリビューション、API Gateway のドメイン名。
#       宣言されたエンドポイントがクライアントに証明書を求めるかどうかが分かれば、求める場合も求めない場合も適合とする。
#       答えは根拠に示し、違反にはならない。
#       チェックシートの「証明書認証」はサーバー証明書を指しており、クライアント証明書による認証と読み違えないためのものである。
#       API Gateway が背後のシステムに示すクライアント証明書は対象外とする。
#   profile: []
#   reasons:
#     NOT_DECLARED:
#       en: The profile does not declare this as a service endpoint.
#       ja: プロファイルがサービスエンドポイントとして宣言していない。
#   remediation:
#     en: Nothing is to be done; word the answer by what the evidence says.
#     ja: 対応は不要。根拠に示された事実に合わせて回答を書く。
#   references:
#     - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
#     - https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
package sekisho.cert.client_auth_wording_guard

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one listener, distribution or domain name.
verdict := finding.not_applicable("NOT_DECLARED", {path | some path, _ in declared}) if {
	count(declared) > 0
	value.any({word | some word in declared}) == "false"
} else := finding.unknown_because("U2", undeclared) if {
	count(undeclared) > 0
} else := finding.unknown(open_answers) if {
	count(open_answers) > 0
} else := finding.pass({path | some path, _ in declared} | answers)

_balancers := "load_balancer_arn_link"

# METADATA
# description: Says by the path that tells whether the profile declares the subject, or its balancer, as an endpoint.
declared[["declared_endpoint"]] := value.eq(input.aws_cloudfront_distribution.declared_endpoint, true)

declared[["declared_endpoint"]] := value.eq(input.aws_api_gateway_domain_name.declared_endpoint, true)

declared[["declared_endpoint"]] := value.eq(input.aws_apigatewayv2_domain_name.declared_endpoint, true)

declared[[_balancers, "items", i, "declared_endpoint"]] := value.eq(balancer.declared_endpoint, true) if {
	some i, balancer in input.aws_lb_listener.load_balancer_arn_link.items
}

# METADATA
# description: Holds the paths of what leaves it open whether the subject is declared.
undeclared contains path if {
	some path, word in declared
	word == "unknown"
}

undeclared contains [_balancers] if value.has_items(input.aws_lb_listener.load_balancer_arn_link) != "true"

# METADATA
# description: Holds the paths of what tells whether clients are asked for certificates, whatever it tells.
answers contains ["mutual_authentication_mode"] if input.aws_lb_listener

answers contains ["viewer_mtls_mode"] if input.aws_cloudfront_distribution

answers contains ["mutual_tls_authentication"] if input.aws_api_gateway_domain_name

answers contains ["mutual_tls_authentication"] if input.aws_apigatewayv2_domain_name

# METADATA
# description: Holds the paths of what ought to tell it and does not.
open_answers contains ["mutual_authentication_mode"] if value.unknown(input.aws_lb_listener.mutual_authentication_mode)

open_answers contains ["viewer_mtls_mode"] if value.unknown(input.aws_cloudfront_distribution.viewer_mtls_mode)

open_answers contains ["mutual_tls_authentication"] if {
	value.has_items(input.aws_api_gateway_domain_name.mutual_tls_authentication) == "unknown"
}

open_answers contains ["mutual_tls_authentication"] if {
	value.has_items(input.aws_apigatewayv2_domain_name.mutual_tls_authentication) == "unknown"
}
